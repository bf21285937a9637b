#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine beside a real GIMP: the same bytes, messages and statuses, for pictures of all kinds.

    engine_gimp_test.py KIND PLUGIN COMMAND [unittest's arguments]      KIND: 2.10 or 3
"""
import filecmp
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import command_gimp_test as harness
import pictures_of_all_kinds as kinds

ROOT = pathlib.Path(__file__).parents[2]


def by_format(files):
    """The format in each name, so that none has another's results."""
    return {f"{os.path.splitext(name)[1][1:]}-{name}": contents for name, contents in files.items()}


class EngineBesideGimp(harness.GimpTest):
    def figures(self, files):
        for name, contents in files.items():
            with open(self.at("in", name), "wb") as file:
                file.write(contents)
        return [self.at("in", name) for name in files]

    def by(self, engine, *arguments):
        """(status, lines of stdout, lines of stderr, folder)."""
        folder = self.at("by-" + engine)
        shutil.rmtree(folder, ignore_errors=True)
        done = subprocess.run([harness.COMMAND, "--engine", engine, "--gimp", harness.KIND,
                               "-o", folder, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=harness.LONG, check=False,
                              env=self.environment)
        self.assert_clean()
        lines = [[re.sub(r"^\[\d+/\d+\] ", "", line) for line in text.replace(folder, "OUT").splitlines()]
                 for text in (done.stdout, done.stderr)]
        return done.returncode, *map(sorted, lines), folder

    def assert_alike(self, *arguments, engine="core"):
        """That both give the same; returns how many files that are."""
        def words(lines):
            # Why nothing at all can be loaded is told by GIMP in fewer words, if any.
            return [re.sub(r"(GIMP cannot load it|The picture cannot be loaded).*", "cannot load", line)
                    for line in lines]
        expected, found = self.by("gimp", *arguments), self.by(engine, *arguments)
        self.assertEqual(found[:2], expected[:2])
        self.assertEqual(words(found[2]), words(expected[2]))
        names = sorted(os.listdir(expected[3]))
        self.assertEqual(sorted(os.listdir(found[3])), names)
        _, different, missing = filecmp.cmpfiles(expected[3], found[3], names, shallow=False)
        self.assertEqual((different, missing), ([], []))
        return len(names)

    def test_whole_pictures(self):
        files = {**kinds.pngs(), **kinds.jpegs(), **kinds.tiffs(), **by_format(kinds.others())}
        count = self.assert_alike("--format=npy,csv", "--confidence", "--figures=svg",
                                  *self.figures(files))
        self.assertGreater(count, 5 * len(files))

    def test_broken_pictures(self):
        pngs, jpegs, tiffs = kinds.pngs(), kinds.jpegs(), kinds.tiffs()
        files = kinds.broken({name: pngs[name] for name in (
            "rgb8.png", "rgb16-interlaced.png", "palette8-holes.png", "gray-alpha8.png")})
        files.update(kinds.broken({name: jpegs[name] for name in (
            "jpeg-444.jpg", "jpeg-gray.jpg", "jpeg-progressive.jpg")}))
        files.update(kinds.broken({name: tiffs[name] for name in (
            "tiff-rgb8.tif", "tiff-tiff_lzw.tif", "tiff-rgb8-tiles.tif", "tiff-palette.tif")}))
        if harness.KIND != "2.10":
            # GIMP 3.0's loader of PNG hands nothing on, and words differ.
            self.assert_alike_in_status(*self.figures(files))
            return
        figures = self.figures(files)
        self.assert_alike(*figures)
        count = self.assert_alike("--partial=take", *figures)
        self.assertGreater(count, len(files))

    def assert_alike_in_status(self, *figures):
        expected, found = self.by("gimp", *figures), self.by("core", *figures)
        failed = [sorted(set(re.findall(r"in/([^:]*): ", "\n".join(one[2])))) for one in (expected, found)]
        self.assertEqual((found[0], failed[1]), (expected[0], failed[0]))
        self.assertEqual(sorted(os.listdir(found[3])), sorted(os.listdir(expected[3])))

    def test_other_broken_pictures_are_refused_by_both(self):
        files = kinds.others()
        self.assert_alike_in_status(*self.figures(kinds.broken({name: files[name] for name in (
            "lossy.webp", "lossless.webp", "plain.gif", "frames.gif")})))

    def test_what_needs_gimp_is_handed_to_it(self):
        files = {**by_format(kinds.turned()), **kinds.cmyk(), **kinds.tiffs_for_gimp()}
        status, _, said, folder = self.by("core", *self.figures(files))
        self.assertEqual((status, os.listdir(folder)), (1, []))
        self.assertEqual(sum("needs GIMP" in line for line in said), len(files), said)
        files["a.png"] = kinds.pngs()["rgb8.png"]
        self.assertGreaterEqual(self.assert_alike(*self.figures(files), engine="auto"),
                                2 * len(files) - 4)  # two hold no field

    def test_pages(self):
        files = {f"{kind}-{name}": contents for kind, name, contents in (
            ("tif", "a.tif", kinds.three_pages("TIFF")), ("gif", "b.gif", kinds.three_pages("GIF")),
            ("webp", "c.webp", kinds.three_pages("WEBP", lossless=True)),
            ("pdf", "d.pdf", kinds.three_pages("PDF", resolution=100)), ("bad", "e.tif", kinds.damaged_tiff(2)))}
        figures = self.figures(files)
        self.assertEqual(self.assert_alike("--pages=all", *figures), 2 * (5 * 3 - 1))
        # Without a choice, several pages are said by both, also of a PDF.
        expected = self.by("gimp", *figures[:4])
        self.assertEqual(self.by("core", *figures[:4])[:3], expected[:3])
        for name in ("tif-a", "gif-b", "webp-c", "pdf-d"):
            with open(os.path.join(expected[3], name + ".json"), encoding="utf-8") as file:
                report = json.load(file)
            self.assertEqual(report["pages"], 3, name)
            self.assertIn("3 pages; the first", " ".join(report["messages"]))

    def test_figures_and_letters_of_a_pdf(self):
        vector = ROOT / "tests/data/vector"
        paper = [str(vector / "paper.pdf")]
        self.assertEqual(self.assert_alike("--pages=all", *paper), 2 * 3)
        # Also where nobody chose a page: the engine hands on a copy, with its letters.
        others = [str(vector / name) for name in ("offset.pdf", "raster.pdf")]
        self.assertEqual(self.assert_alike(*paper, *others), 2 * 3)

    def test_doctor(self):
        variable = {"2.10": "UNWEAVE_PLUGIN_GIMP2", "3": "UNWEAVE_PLUGIN_GIMP3"}[harness.KIND]
        for plugin, sentence, well in ((harness.PLUGIN, "loads the plug-in", True),
                                       ("/bin/true", "BAD: GIMP .* with the plug-in .*true: .", False),
                                       (self.at("none"), f"BAD: {variable} names no program", False)):
            done = subprocess.run([harness.COMMAND, "--doctor"], capture_output=True, text=True,
                                  timeout=harness.LONG, check=False, stdin=subprocess.DEVNULL,
                                  env={**self.environment, variable: plugin})
            self.assert_clean()
            self.assertRegex(done.stdout, sentence)
            mine = [line for line in done.stdout.splitlines()
                    if f"GIMP {harness.KIND}" in line or variable in line]
            self.assertEqual(any("BAD" in line for line in mine), not well, done.stdout)
            if not well:
                self.assertEqual(done.returncode, 1)

    def test_figures_of_programs(self):
        samples = sorted(str(path) for path in (ROOT / "examples").glob("*/*.png"))
        corpus = sorted((ROOT / "tests/data/figures").rglob("*.png"))[::12]
        self.assertGreater(len(corpus), 5)
        self.assert_alike("--panels", "--figures=png", "--recolor=cividis", "--recolored=png",
                          *samples, *map(str, corpus))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="unweave-cache-") as harness.CACHE:
        unittest.main()
