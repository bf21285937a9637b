#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF and SVG files whose text is text: labels as the file has them, without a reader. Needs no GIMP.

    vector_test.py COMMAND WITH-SVG [unittest's arguments]

The figures are those of tests/data/vector.
"""
import pathlib
import re
import sys
import unittest

import numpy as np

WITH_SVG = sys.argv.pop(2) == "true"

import engine_test as harness  # takes the command out of the arguments

FOLDER = pathlib.Path(__file__).parents[1] / "data" / "vector"
# A pixel of the drawing, of the 230 or so that an axis or a bar has: where a label's mark lies is known no better.
PIXEL = 1 / 220


class VectorTest(harness.EngineTest):
    def of_file(self, name, contents=None):
        """The report of a figure, of which no letter could have been read."""
        contents = contents or (FOLDER / name).read_bytes()
        status, _, stderr = self.recover(*self.figures({name: contents}), TESSDATA_PREFIX="/nonexistent")
        self.assertEqual((status, [line for line in stderr.splitlines() if name in line]), (0, []))
        return self.report(name.rpartition(".")[0])

    def assert_axis(self, axis, first, last, units):
        self.assertEqual(axis["units"], units)
        for end, wanted in (("first", first), ("last", last)):
            self.assertAlmostEqual(axis[end], wanted, delta=2 * PIXEL * abs(last - first))


class Text(VectorTest):
    def test_minus_signs_that_are_only_drawn(self):
        report = self.of_file("drawn-signs.pdf")
        self.assertEqual([tick["text"] for tick in report["ticks"]], ["-8", "-6", "-4", "-2", "0"])
        self.assertEqual([tick["value"] for tick in report["ticks"]], [-8, -6, -4, -2, 0])
        self.assertEqual(report["colorbar"]["title"], "Height")
        self.assert_axis(report["axes"]["x"], -3, 5, "km")
        self.assert_axis(report["axes"]["y"], 4e-7, -2e-7, "m")

    def test_an_offset_and_an_exponent_in_a_title(self):
        report = self.of_file("offset.pdf")
        values = [tick["value"] for tick in report["ticks"]]
        self.assertEqual(len(values), 7)
        for value, wanted in zip(values, range(-15, 16, 5)):
            self.assertAlmostEqual(value * 1e8, wanted, places=6)
        self.assertEqual(report["colorbar"]["title"], "Flux")

    @unittest.skipUnless(WITH_SVG, "built without librsvg")
    def test_powers_of_an_svg(self):
        report = self.of_file("log.svg")
        self.assertEqual([tick["text"] for tick in report["ticks"]], [f"10^-{n}" for n in range(7, 0, -1)])
        self.assertEqual(report["range"]["scale"], "log")
        self.assert_axis(report["axes"]["x"], -3, 5, "km")

    def test_letters_over_a_scan_are_somebody_s_reading(self):
        """A page that is a picture as a whole: its letters may be wrong, and are not taken."""
        pdf = (FOLDER / "drawn-signs.pdf").read_bytes()
        self.assertGreater(len(self.of_file("drawn-signs.pdf", pdf)["ticks"]), 0)
        scanned = self.with_picture_below(pdf)
        self.assertEqual(self.of_file("scan.pdf", scanned)["ticks"], [])

    @staticmethod
    def with_picture_below(pdf):
        """The page with a white image under all of it."""
        def thing(number, head, data):
            return b"%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, head, len(data), data)
        number = int(pdf[pdf.index(b"/Contents "):].split()[1])
        resources = int(re.search(rb"/XObject (\d+) 0 R", pdf)[1])
        things = (thing(9000, b"", b"q 288 0 0 216 0 0 cm /Scan Do Q")
                  + thing(9001, b"/Type /XObject /Subtype /Image /Width 4 /Height 3 /ColorSpace /DeviceGray "
                                b"/BitsPerComponent 8", b"\xff" * 12))
        page = pdf.replace(b"/Contents %d 0 R" % number, b"/Contents [ 9000 0 R %d 0 R ]" % number, 1)
        page = page.replace(b"\n%d 0 obj\n<< " % resources, b"\n%d 0 obj\n<< /Scan 9001 0 R " % resources, 1)
        # Without its table of places the file is put together from its objects.
        return page[:page.rindex(b"\nxref\n") + 1] + things + page[page.rindex(b"trailer"):].split(b"startxref")[0] + b"%%EOF"


class Drawing(VectorTest):
    def test_a_raster_comes_as_it_is(self):
        """Pixel by pixel, also where a text is written over it: each color of the colormap is one value."""
        self.of_file("raster.pdf")
        field = self.data("raster")
        y, x = np.mgrid[0:180, 0:240]
        levels = np.rint(127.5 + 127.5 * np.sin(x / 30) * np.cos(y / 25))
        self.assertEqual(field.shape, levels.shape)
        for level in range(256):
            self.assertEqual(len(np.unique(field[levels == level])), 1)
        # The bar, 180 pixels for 256 colors, says how fast the colors change to 1 % of its range.
        self.assertLess(np.abs(field - levels).max(), 0.01 * 255)

    def test_no_paper_shines_through_between_cells(self):
        self.of_file("cells.pdf")
        self.assertGreater(np.isfinite(self.data("cells")).mean(), 0.99)


@unittest.skipUnless(WITH_SVG, "built without librsvg")
class Svg(VectorTest):
    def test_is_found_in_folders(self):
        self.figures({"a.svg": (FOLDER / "log.svg").read_bytes(), "b.svg": b"<?xml version='1.0'?><other/>",
                      "c.xml": b"<?xml version='1.0'?>\n<!-- <svg> --><html/>"})
        status, stdout, _ = self.recover(self.at("in"), TESSDATA_PREFIX="/nonexistent")
        self.assertEqual(status, 0)
        self.assertIn("1 of 1", stdout)

    def test_broken_ones_are_refused_with_a_reason(self):
        for name, contents in {"cut.svg": (FOLDER / "log.svg").read_bytes()[:3000],
                               "empty.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>"}.items():
            with self.subTest(name):
                status, _, stderr = self.recover(*self.figures({name: contents}))
                self.assertEqual(status, 1)
                self.assertIn(name, stderr)
                self.assertEqual(self.results(), [])

    def test_a_huge_one_is_refused(self):
        huge = b"<svg xmlns='http://www.w3.org/2000/svg' width='100000' height='100000'><rect width='9' height='9'/></svg>"
        status, _, stderr = self.recover(*self.figures({"huge.svg": huge}))
        self.assertEqual(status, 1)
        self.assertIn("100000 x 100000", stderr)


if __name__ == "__main__":
    unittest.main()
