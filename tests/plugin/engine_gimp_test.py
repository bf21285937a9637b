#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine beside a real GIMP: the same bytes, messages and statuses, for pictures of all kinds.

    engine_gimp_test.py KIND PLUGIN COMMAND [unittest's arguments]      KIND: 2.10 or 3
"""
import filecmp
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
        files = {**kinds.pngs(), **kinds.jpegs()}
        count = self.assert_alike("--format=npy,csv", "--confidence", "--figures=svg",
                                  *self.figures(files))
        self.assertGreater(count, 5 * len(files))

    def test_broken_pictures(self):
        pngs, jpegs = kinds.pngs(), kinds.jpegs()
        files = kinds.broken({name: pngs[name] for name in (
            "rgb8.png", "rgb16-interlaced.png", "palette8-holes.png", "gray-alpha8.png")})
        files.update(kinds.broken({name: jpegs[name] for name in (
            "jpeg-444.jpg", "jpeg-gray.jpg", "jpeg-progressive.jpg")}))
        figures = self.figures(files)
        self.assert_alike(*figures)
        count = self.assert_alike("--partial=take", *figures)
        self.assertGreater(count, len(files))

    def test_what_needs_gimp_is_handed_to_it(self):
        figures = self.figures({**kinds.turned(), **kinds.cmyk(), "a.png": kinds.pngs()["rgb8.png"]})
        self.assertEqual(self.assert_alike(*figures, engine="auto"), 2 * len(figures))

    def test_figures_of_programs(self):
        samples = sorted(str(path) for path in (ROOT / "examples").glob("*/*.png"))
        corpus = sorted((ROOT / "tests/data/figures").rglob("*.png"))[::12]
        self.assertGreater(len(corpus), 5)
        self.assert_alike("--panels", "--figures=png", *samples, *map(str, corpus))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="unweave-cache-") as harness.CACHE:
        unittest.main()
