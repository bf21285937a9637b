#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command with its engine, on a machine that has no GIMP.

    engine_test.py COMMAND [unittest's arguments]
"""
import csv
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

import numpy as np

import pictures_of_all_kinds as kinds

COMMAND = os.path.abspath(sys.argv.pop(1))
LONG = 240  # seconds in which anything here has happened, however slow the machine


class EngineTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="unweave-engine-")
        self.addCleanup(shutil.rmtree, self.root)
        for folder in ("bin", "tmp", "home", "in"):
            os.mkdir(self.at(folder))
        self.out = self.at("out")
        self.environment = {"PATH": self.at("bin"), "HOME": self.at("home"),
                            "TMPDIR": self.at("tmp"), "LC_ALL": "C.UTF-8"}
        for name, value in os.environ.items():
            if name.endswith("SAN_OPTIONS"):
                self.environment[name] = value

    def at(self, *parts):
        return os.path.join(self.root, *parts)

    def figures(self, files):
        for name, contents in files.items():
            with open(self.at("in", name), "wb") as file:
                file.write(contents)
        return [self.at("in", name) for name in files]

    def recover(self, *arguments, **variables):
        """(status, stdout, stderr); checks that nothing is left behind."""
        done = subprocess.run([COMMAND, "-o", self.out, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=LONG, check=False,
                              env={**self.environment, **variables})
        self.assertEqual(os.listdir(self.at("tmp")), [])
        return done.returncode, done.stdout, done.stderr

    def results(self):
        return sorted(os.listdir(self.out)) if os.path.exists(self.out) else []

    def data(self, stem):
        return np.load(os.path.join(self.out, stem + ".npy"))

    def report(self, stem):
        with open(os.path.join(self.out, stem + ".json"), encoding="utf-8") as file:
            return json.load(file)


class WithoutGimp(EngineTest):
    def test_data_and_report(self):
        for engine in ("auto", "core"):
            shutil.rmtree(self.out, ignore_errors=True)
            figures = self.figures({"a.png": kinds.pngs()["rgb8.png"],
                                    "b.jpg": kinds.jpegs()["jpeg-444.jpg"]})
            status, stdout, stderr = self.recover(f"--engine={engine}", "--format=npy,csv", *figures)
            self.assertEqual((status, stderr), (0, ""))
            self.assertEqual(self.results(), ["a.csv", "a.json", "a.npy", "b.csv", "b.json", "b.npy"])
            self.assertIn(f"{kinds.WIDTH} x {kinds.HEIGHT}", stdout)
            for stem in "ab":
                data = self.data(stem)
                known = np.isfinite(data)
                self.assertGreater(known.mean(), 0.97)
                ranks = [np.argsort(np.argsort(values[known])) for values in (data, kinds.field())]
                self.assertGreater(abs(np.corrcoef(*ranks)[0, 1]), 0.999)
                self.assertEqual(self.report(stem)["status"], "ok")

    def test_what_there_is_of_a_cut_off_jpeg_is_data_and_its_fill_is_none(self):
        jpegs = kinds.jpegs()
        pictures = {f"{percent}-{name}": jpegs[name][:len(jpegs[name]) * percent // 100]
                    for name in ("jpeg-444.jpg", "jpeg-420.jpg", "jpeg-gray.jpg") for percent in (35, 60, 85)}
        status, _, stderr = self.recover("--engine=core", *self.figures(pictures))
        self.assertEqual((status, self.results()), (1, []))
        self.assertIn("--partial=take", stderr)
        status, _, stderr = self.recover("--engine=core", "--partial=take", *self.figures(pictures))
        self.assertEqual(status, 0, stderr)
        for name in pictures:
            stem = name.removesuffix(".jpg")
            report = self.report(stem)
            self.assertIn("Premature end of JPEG file", " ".join(report["messages"]))
            area = report["plot_area"]
            data = np.full((kinds.HEIGHT, kinds.WIDTH), np.nan)
            data[area["y"]:area["y"] + area["height"], area["x"]:area["x"] + area["width"]] = self.data(stem)
            filled = kinds.filled(pictures[name])
            self.assertGreater(filled.mean(), 0.1)
            self.assertFalse(np.isfinite(data[filled]).any(), name)
            known = np.isfinite(data)
            self.assertGreater(known[~filled].mean(), 0.9)
            ranks = [np.argsort(np.argsort(values[known])) for values in (data, kinds.field())]
            self.assertGreater(abs(np.corrcoef(*ranks)[0, 1]), 0.99)

    def test_a_scatter_plot_is_a_table(self):
        corpus = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "figures")
        with open(os.path.join(corpus, "markers_squares.json"), encoding="utf-8") as file:
            truth = json.load(file)
        with open(os.path.join(corpus, truth["picture"]), "rb") as file:
            figures = self.figures({"a.png": file.read()})
        status, _, stderr = self.recover("--engine=core", "--format=npy,nc", *figures)
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(self.results(), ["a.json", "a.nc", "a.npy", "a.points.csv"])
        with open(os.path.join(self.out, "a.points.csv"), encoding="utf-8", newline="") as file:
            rows = [{name: float(text) for name, text in row.items()} for row in csv.DictReader(file)]
        report = self.report("a")
        self.assertEqual((report["points"]["count"], report["files"]), (len(rows), ["a.npy", "a.nc", "a.points.csv"]))
        low, high = truth["axes"]["x"]["first"], truth["axes"]["x"]["last"]
        left, _, right, _ = truth["plot_area"]
        alone = [point for point in truth["points"] if point[3]]
        self.assertGreater(len(alone), 20)
        for x, _, value, _ in alone:
            there = low + (x - left) / (right - left) * (high - low)
            near = [row for row in rows if abs(row["x"] - there) < 0.05 and abs(row["value"] - value) < 0.08]
            self.assertTrue(near, (x, value))
        # The layer has the markers' pixels, and nothing between them.
        data = self.data("a")
        self.assertLess(np.isfinite(data).mean(), 0.1)
        for row in rows:
            at = data[round(row["row"]) - report["plot_area"]["y"], round(row["column"]) - report["plot_area"]["x"]]
            self.assertTrue(row["unsure"] or abs(at - row["value"]) < 0.08, row)
        # A field in its place takes the table away.
        self.figures({"a.png": kinds.pngs()["rgb8.png"]})
        status, _, _ = self.recover("--engine=core", *figures)
        self.assertEqual((status, self.results()), (0, ["a.json", "a.npy"]))

    def test_what_needs_gimp_says_so(self):
        files = {**{f"{len(name)}-{name}": contents for name, contents in kinds.turned().items()},
                 **kinds.cmyk(), **kinds.tiffs_for_gimp(), "a.ppm": b"P6 1 1 255 abc", "b.xcf": b"gimp xcf v",
                 "good.png": kinds.pngs()["rgb8.png"]}
        figures = self.figures(files)
        status, _, stderr = self.recover("--engine=core", *figures)
        self.assertEqual((status, self.results()), (1, ["good.json", "good.npy"]))
        lines = stderr.splitlines()
        self.assertEqual(len(lines), len(files) - 1, stderr)
        for line in lines:
            self.assertRegex(line, r": The picture needs GIMP: .*\w\.$")
        self.assertIn("cmyk.jpg: The picture needs GIMP: its colors are CMYK.", stderr)
        shutil.rmtree(self.out)
        status, _, stderr = self.recover(*figures)
        self.assertEqual((status, self.results()), (1, ["good.json", "good.npy"]))
        for line in stderr.splitlines():
            self.assertRegex(line, r"needs GIMP: .* GIMP 2.10 is not installed\.$")

    def test_layers_need_gimp(self):
        figures = self.figures({"a.png": kinds.pngs()["rgb8.png"]})
        status, _, stderr = self.recover("--engine=core", "--xcf", *figures)
        self.assertEqual(status, 2)
        self.assertIn("--xcf needs GIMP", stderr)
        status, _, stderr = self.recover("--xcf", *figures)
        self.assertEqual((status, self.results()), (1, []))
        self.assertIn("GIMP 2.10 is not installed", stderr)

    def test_no_engine(self):
        figures = self.figures({"a.png": kinds.pngs()["rgb8.png"]})
        status, _, stderr = self.recover(*figures, UNWEAVE_ENGINE=self.at("in", "a.png"))
        self.assertEqual((status, self.results()), (1, []))
        self.assertIn("UNWEAVE_ENGINE names no program", stderr)

    def engine(self, script):
        path = self.at("engine")
        with open(path, "w", encoding="ascii") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, 0o755)
        return path

    def test_an_engine_that_fails(self):
        figures = self.figures({"a.png": kinds.pngs()["rgb8.png"]})
        for script, sentence in (("exit 3", r"ended unexpectedly \(status 3\)"),
                                 ("kill -SEGV $$", r"crashed \(signal 11\)"),
                                 ("while :; do read x; done </dev/zero", "did not start within 1 s")):
            status, _, stderr = self.recover(*figures, UNWEAVE_ENGINE=self.engine(script),
                                             UNWEAVE_START_TIMEOUT="1")
            self.assertEqual((status, self.results()), (1, []), script)
            self.assertRegex(stderr, "a.png: The engine " + sentence)

    def test_nothing_that_can_be_loaded(self):
        files = {"a.png": b"\x89PNG\r\n\x1a\n" + bytes(40), "b.jpg": b"\xff\xd8\xff\xe0" + bytes(50)}
        status, _, stderr = self.recover("--engine=core", *self.figures(files))
        self.assertEqual((status, self.results()), (1, []))
        for name in files:
            self.assertRegex(stderr, name + ": The picture cannot be loaded: .")

    def test_a_frame_larger_than_its_screen_takes_no_memory(self):
        head = b"GIF89a\2\0\2\0\x80\0\0\xff\0\0\0\0\xff,\0\0\0\0"
        frame = head + struct.pack("<HHB", 60000, 60000, 0) + b"\2\3\x44\x34\5\0;"
        status, _, stderr = self.recover("--engine=core", *self.figures({"a.gif": frame}))
        self.assertEqual((status, self.results()), (1, []))
        self.assertIn("60000 x 60000", stderr)

    def test_doctor(self):
        def doctor(**variables):
            done = subprocess.run([COMMAND, "--doctor"], stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True, timeout=LONG, check=False,
                                  env={**self.environment, **variables})
            self.assertEqual(os.listdir(self.at("tmp")), [])
            return done.returncode, done.stdout
        status, said = doctor()
        self.assertIn("well: the engine works: ", said)
        self.assertIn("note: GIMP 3 is not installed.", said)
        reads = "well: labels are read" in said
        self.assertEqual(status, 0 if reads else 1)
        status, said = doctor(TESSDATA_PREFIX=self.at("in"))
        self.assertEqual(status, 1)
        self.assertRegex(said, "BAD: no label can be read")
        words = "unweave-engine: error while loading shared libraries: libgone.so"
        status, said = doctor(UNWEAVE_ENGINE=self.engine(f"echo '{words}' >&2; exit 127"))
        self.assertEqual(status, 1)
        self.assertRegex(said, "BAD: .*/engine: The engine ended unexpectedly .status 127.")
        self.assertIn(words, said)

    def test_one_bar_in_another_picture(self):
        """The scale of a legend for figures that have none."""
        y, x = np.mgrid[0:120, 0:160]
        fields = {"a": (x + y) / 280, "b": (x - y + 120) / 280}
        legend = np.full((240, 60, 3), 1.0)
        legend[20:220, 10:30] = kinds.colors(np.linspace(1, 0, 200))[:, np.newaxis]
        pictures = {**{f"{name}.png": kinds.colors(t) for name, t in fields.items()}, "legend.png": legend}
        files = self.figures({name: kinds.png(kinds.quantized(colors, 8), 8, kinds.RGB)
                              for name, colors in pictures.items()})
        bar = "--colorbar-from=" + files[2]
        status, _, stderr = self.recover(bar, "--ticks=20=40,220=-10", *files[:2])
        self.assertEqual((status, stderr), (0, ""))
        for name, t in fields.items():
            self.assertLess(float(np.abs(self.data(name) - (50 * t - 10)).max()), 0.5)
            other = self.report(name)["colorbar_from"]
            self.assertEqual((other["figure"], other["colorbar"]["x"], other["colorbar"]["height"]),
                             ("legend.png", 10, 200))
            self.assertIsNone(self.report(name)["colorbar"])
        # Its rectangle may be given; a name from where the command was started becomes a whole one.
        status, _, _ = self.recover(bar + ":10,20,20,200", "--range=0,1", files[0])
        self.assertEqual(status, 0)
        self.assertEqual(self.report("a")["settings"]["colorbar-from"], files[2] + ":10,20,20,200")
        gray = self.figures({"gray.png": kinds.png(kinds.quantized(
            np.where(legend < 1, np.abs(legend.mean(-1, keepdims=True) - 0.4), legend), 8), 8, kinds.RGB)})[0]
        summary = self.at("summary.jsonl")
        status, _, stderr = self.recover("--colorbar-from=" + gray + ":10,20,20,200", "--ticks=20=40,220=-10",
                                         "--summary=" + summary, files[0])
        self.assertEqual(status, 1)
        self.assertIn("Its color bar was read: -10 to 40.", stderr)
        with open(summary, encoding="utf-8") as lines:
            line = json.loads(lines.readline())
        self.assertEqual((line["status"], line["reason"]), ("refused", "not-pseudocolor"))
        self.assertEqual((line["found"]["range"]["max"], line["found"]["colorbar_from"]["figure"]), (40, "gray.png"))
        for wrong, words in ((files[0], "No color bar was found in the other picture"),
                             (files[2] + ":0,0,500,10", "colorbar-from"),
                             (self.at("none.png"), "there is no file")):
            status, _, stderr = self.recover("--colorbar-from=" + wrong, files[1])
            self.assertNotEqual(status, 0)
            self.assertIn(words, stderr)

    def test_a_time_limit(self):
        y, x = np.mgrid[0:3000, 0:3000]
        big = kinds.png(kinds.quantized(kinds.colors((x + y) / 6000), 8), 8, kinds.RGB)
        figures = self.figures({"big.png": big, "small.png": kinds.pngs()["rgb8.png"]})
        status, _, stderr = self.recover("--timeout=0.02", *figures[:1])
        self.assertEqual((status, self.results()), (1, []))
        self.assertRegex(stderr, "big.png: It took longer than 0.02 s")


if __name__ == "__main__":
    unittest.main()
