#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages and frames as figures of their own (--pages). Needs no GIMP.

    pages_test.py COMMAND [unittest's arguments]
"""
import io
import json
import os
import pathlib
import struct
import tarfile
import unittest

import numpy as np
from PIL import Image

import engine_test as harness
import pictures_of_all_kinds as kinds


three, paged, picture = kinds.three_pages, kinds.paged, kinds.turned_picture


PAPER = pathlib.Path(__file__).parents[1] / "data" / "vector" / "paper.pdf"  # see make there


def png_of(image):
    return kinds.saved(image.convert("RGB"), "PNG")


class PagesTest(harness.EngineTest):
    def one(self, name, contents, *arguments):
        return self.recover(*arguments, *self.figures({name: contents}))

    def assert_page_is(self, stem, image):
        """What is written is what a PNG of that page gives."""
        self.recover(*self.figures({"alone.png": png_of(image)}))
        np.testing.assert_array_equal(self.data(stem), self.data("alone"))


class Choice(PagesTest):
    def test_each_page_is_a_figure(self):
        pictures = [picture(0), picture(2), picture(1)]
        for name, contents in (("a.tif", three("TIFF")), ("b.webp", three("WEBP", lossless=True))):
            with self.subTest(name):
                status, stdout, stderr = self.one(name, contents, "--pages=all")
                self.assertEqual((status, stderr), (0, ""))
                self.assertIn("3 of 3", stdout)
                self.assertIn(f"{name}, page 2", stdout)
                for page, image in enumerate(pictures, 1):
                    report = self.report(f"{name[0]}.p{page}")
                    self.assertEqual((report["figure"], report["page"], report["pages"]), (name, page, 3))
                    self.assertFalse(any("first" in text for text in report["messages"]))
                    self.assert_page_is(f"{name[0]}.p{page}", image)

    def test_pdf(self):
        big = [picture(turn).resize((400, 300), Image.Resampling.NEAREST) for turn in (0, 2)]
        status, _, stderr = self.one("c.pdf", paged("PDF", big, resolution=100, quality=95), "--pages=all")
        self.assertEqual((status, stderr), (0, ""))
        first, second = self.data("c.p1"), self.data("c.p2")
        self.assertEqual(self.report("c.p2")["pages"], 2)
        known = np.isfinite(first) & np.isfinite(second[::-1, ::-1])
        self.assertGreater(known.mean(), 0.9)
        self.assertGreater(abs(np.corrcoef(first[known], second[::-1, ::-1][known])[0, 1]), 0.99)
        self.assertLess(abs(np.corrcoef(first[known], second[known])[0, 1]), 0.9)

    def test_frames_as_they_are_seen(self):
        """Frames that hold only what changes lie over those before them."""
        indexed = picture(0).quantize(64, dither=Image.Dither.NONE)
        frames = [indexed, indexed.copy(), indexed.copy()]
        turned = indexed.transpose(Image.Transpose.ROTATE_180)
        frames[1].paste(turned.crop((0, 0, 40, indexed.height)), (0, 0))
        frames[2].paste(turned.crop((0, 0, 60, indexed.height)), (0, 0))
        contents = paged("GIF", frames, disposal=1, optimize=False)
        with Image.open(io.BytesIO(contents)) as gif:
            seen = []
            for frame in range(3):
                gif.seek(frame)
                sizes = gif.tile[0][1]
                seen.append(gif.convert("RGB"))
        self.assertLess(sizes[2] - sizes[0], indexed.width, "the last frame is a part")
        self.assertEqual(self.one("d.gif", contents, "--pages=2-9")[0], 0)
        self.assertEqual(self.results(), ["d.p2.json", "d.p2.npy", "d.p3.json", "d.p3.npy"])
        for page in (2, 3):
            self.assert_page_is(f"d.p{page}", seen[page - 1])

    def test_without_a_choice_several_are_said(self):
        for name, contents in (("a.tif", three("TIFF")), ("b.webp", three("WEBP", lossless=True)),
                               ("c.pdf", three("PDF", resolution=100)), ("d.gif", three("GIF"))):
            self.assertEqual(self.one(name, contents)[0], 0)
            report = self.report(name[0])
            self.assertEqual((report["page"], report["pages"]), (1, 3), name)
            self.assertIn("The file has 3 pages; the first was used.", " ".join(report["messages"]))

    def test_other_formats_keep_their_names(self):
        self.assertEqual(self.one("a.png", png_of(picture()), "--pages=all")[0], 0)
        self.assertEqual(self.results(), ["a.json", "a.npy"])
        self.assertEqual((self.report("a")["page"], self.report("a")["pages"]), (1, 1))

    def test_a_page_that_is_not_there(self):
        summary = self.at("summary")
        status, _, stderr = self.one("a.tif", three("TIFF"), "--pages=4-7", "--summary", summary)
        self.assertEqual((status, self.results()), (1, []))
        self.assertIn("a.tif: It has 3 pages, and --pages asks for others.", stderr)
        with open(summary, encoding="utf-8") as file:
            line = json.loads(file.read())
        self.assertEqual((line["status"], line["reason"]), ("failed", "no-page"))

    def test_no_choice(self):
        for text in ("", "0", "-1", "3-2", "1-", "a", "1,3", "99999999999"):
            status, _, stderr = self.one("a.tif", three("TIFF"), "--pages=" + text)
            self.assertEqual(status, 2, text)
            self.assertIn("--pages must be all, a number", stderr)

    def test_names_that_meet(self):
        status, _, stderr = self.recover("--pages=all", *self.figures(
            {"a.tif": three("TIFF"), "a.p2.png": png_of(picture())}))
        self.assertEqual((status, self.results()), (2, []))
        self.assertIn("a.tif, page 2", stderr)
        self.assertIn("would write to the same results", stderr)


class Damage(PagesTest):
    def test_one_damaged_page_does_not_stop_the_others(self):
        status, _, stderr = self.one("a.tif", kinds.damaged_tiff(2), "--pages=all")
        self.assertEqual((status, self.results()),
                         (1, ["a.p1.json", "a.p1.npy", "a.p3.json", "a.p3.npy"]))
        self.assertRegex(stderr, r"a\.tif, page 2: The picture did not load whole")
        self.assertEqual(len(stderr.splitlines()), 1)
        self.assert_page_is("a.p3", picture(2))

    def test_a_file_that_ends_early(self):
        whole = three("GIF")
        with Image.open(io.BytesIO(whole)) as gif:
            gif.seek(2)
            end = gif.tile[0][2] + 200  # in the last frame's data
        status, _, stderr = self.one("d.gif", whole[:end], "--pages=all")
        self.assertEqual((status, self.results()),
                         (1, ["d.p1.json", "d.p1.npy", "d.p2.json", "d.p2.npy"]))
        self.assertRegex(stderr, r"d\.gif, page 3: The picture did not load whole")

    def test_pages_in_what_is_no_picture(self):
        status, _, stderr = self.recover("--pages=all", *self.figures(
            {"a.pdf": b"%PDF-1.7 nothing", "b.tif": three("TIFF")[:60], "c.tif": three("TIFF")}))
        self.assertEqual(status, 1)
        self.assertEqual(len(self.results()), 6)
        self.assertIn("a.pdf: Its pages cannot be counted", stderr)

    def test_each_page_counts_alone_for_the_limit(self):
        image = picture()
        limit = f"--max-pixels={image.width * image.height}"
        self.assertEqual(self.one("a.tif", three("TIFF"), limit)[0], 1)
        self.assertEqual(self.one("a.tif", three("TIFF"), limit, "--pages=all")[0], 0)
        status, _, stderr = self.one("a.tif", three("TIFF"), "--max-pixels=100", "--pages=2")
        self.assertEqual(status, 1)
        self.assertIn("a.tif, page 2", stderr)


class Corpus(PagesTest):
    def lines(self, path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def test_archives_names_summary_and_resume(self):
        archive = self.at("in", "all.tar.gz")
        with tarfile.open(archive, "w:gz") as tar:
            for name, contents in (("x/a.tif", three("TIFF")), ("b.png", png_of(picture(3))),
                                   ("a.gif", three("GIF"))):
                entry = tarfile.TarInfo(name)
                entry.size = len(contents)
                tar.addfile(entry, io.BytesIO(contents))
        summary, table = self.at("summary"), self.at("table.csv")
        how = ("--pages=2-3", "--name=path", "--summary", summary, "--overview", table, archive)
        status, _, stderr = self.recover(*how)
        self.assertEqual((status, stderr), (0, ""))
        names = ["a.gif.p2", "a.gif.p3", "b.png", "x/a.tif.p2", "x/a.tif.p3"]
        for name in names:
            self.assertTrue(os.path.exists(os.path.join(self.out, name + ".npy")), name)
        lines = self.lines(summary)
        self.assertEqual([(os.path.basename(line["figure"]), line["page"]) for line in lines],
                         [("a.tif", 2), ("a.tif", 3), ("b.png", 1), ("a.gif", 2), ("a.gif", 3)])
        self.assertEqual(len({line["sha256"] for line in lines}), 3)
        with open(table, encoding="utf-8") as file:
            self.assertEqual([row.split(",")[1] for row in file], ["page", "2", "3", "1", "2", "3"])
        # All was done; then one page was not.
        status, stdout, _ = self.recover("--resume", *how)
        self.assertEqual(status, 0)
        self.assertIn("5 figures were done before", stdout)
        os.remove(os.path.join(self.out, "x/a.tif.p3.npy"))
        status, stdout, _ = self.recover("--resume", *how)
        self.assertEqual(status, 0)
        self.assertIn("4 figures were done before", stdout)
        self.assertEqual(len(self.lines(summary)), 5)

    def test_names_by_digest(self):
        self.assertEqual(self.one("a.tif", three("TIFF"), "--pages=all", "--name=sha256")[0], 0)
        stems = [name.split(".")[1] for name in self.results() if name.endswith("npy")]
        self.assertEqual(stems, ["p1", "p2", "p3"])

    def test_figures_among_text(self):
        """Those in columns apart, one of two plots over both columns; a page of text is said and no failure."""
        summary = self.at("summary.jsonl")
        how = ("--pages=all", "--summary", summary)
        status, stdout, stderr = self.one("a.pdf", PAPER.read_bytes(), *how)
        self.assertEqual(status, 0)
        self.assertRegex(stderr, "^gimp-unweave: .*a.pdf: pages without a figure: 2\n$")
        self.assertIn("a.pdf, page 1, figure 2", stdout)
        self.assertEqual([name for name in self.results() if name.endswith(".npy")],
                         ["a.p1.f1.npy", "a.p1.f2.npy", "a.p3.npy"])
        y, x = np.mgrid[0:45, 0:60]
        truth = 0.5 + 0.5 * np.sin(x / 9) * np.cos(y / 7)
        for stem, number, count, low, high in (("a.p1.f1", 1, 2, 250, 300), ("a.p1.f2", 2, 2, 0, 12),
                                               ("a.p3", 1, 1, 34, 36)):
            with self.subTest(stem):
                report, field = self.report(stem), self.data(stem)
                on_page = report["page_figure"]
                self.assertEqual((on_page["number"], on_page["count"]), (number, count))
                self.assertEqual(report["axes"]["x"]["title"], "Distance")
                # Each of its cells where it is drawn. The bar tells its ends to a pixel of some 330.
                rows = ((np.arange(45) + 0.5) / 45 * field.shape[0]).astype(int)
                columns = ((np.arange(60) + 0.5) / 60 * field.shape[1]).astype(int)
                off = np.abs(field[np.ix_(rows, columns)] - (low + (high - low) * truth)) / (high - low)
                self.assertLess(np.nanmedian(off), 0.005)
        with open(summary, encoding="utf-8") as lines:
            seen = [(line["page"], line["page_figure"]) for line in map(json.loads, lines)]
        self.assertEqual(seen, [(1, 1), (1, 2), (3, 1)])
        self.assertIn("3 of 3", self.one("a.pdf", PAPER.read_bytes(), *how, "--resume")[1])

    def test_a_page_of_several_figures_is_said(self):
        self.one("a.pdf", PAPER.read_bytes())
        said = self.report("a")["messages"] if "a.json" in self.results() else []
        self.assertTrue(any("figures among its text: 2" in text for text in said), said)

    def test_text_alone(self):
        status, _, stderr = self.one("a.pdf", PAPER.read_bytes(), "--pages=2")
        self.assertEqual(status, 1)
        self.assertIn("a.pdf: The pages are text without a figure.", stderr)
        self.assertEqual(self.results(), [])

    def test_previews_are_no_pages(self):
        """Small versions of a page, which TIFF marks, are passed over."""
        contents = bytearray(paged("TIFF", [picture(0), picture(2)], tiffinfo={254: 0}))
        at = struct.unpack("<I", contents[4:8])[0]
        count = struct.unpack("<H", contents[at:at + 2])[0]
        second = struct.unpack("<I", contents[at + 2 + 12 * count:at + 6 + 12 * count])[0]
        entry = contents.index(struct.pack("<HHI", 254, 4, 1), second)
        contents[entry + 8:entry + 12] = struct.pack("<I", 1)
        status, _, stderr = self.one("a.tif", bytes(contents), "--pages=all")
        self.assertEqual((status, stderr, self.results()), (0, "", ["a.p1.json", "a.p1.npy"]))


if __name__ == "__main__":
    unittest.main()
