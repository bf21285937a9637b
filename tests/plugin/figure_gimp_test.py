#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures with axes and a color bar through the command and a real GIMP: what the data files say,
which source of the colormap wins, and that whatever the user gives overrules what was found.

    figure_gimp_test.py KIND PLUGIN COMMAND [unittest's arguments]      KIND: 2.10 or 3
"""
import json
import os
import tempfile
import unittest

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import command_gimp_test as harness

PLOT, BAR, BELOW = (90, 40, 300, 280), (430, 40, 16, 280), (90, 400, 300, 14)  # x, y, width, height
LOW, HIGH = -20.0, 50.0
BELOW_LOW, BELOW_HIGH = 0.0, 300.0
# A pixel of the bar is 0.4 % of the range, and so is a level of the map.
NEAR = 0.01 * (HIGH - LOW)
PIXEL = 1.5  # that an axis may be off


def field():
    y, x = np.mgrid[0:PLOT[3], 0:PLOT[2]] / 300
    t = 0.5 + 0.35 * np.sin(5 * x + 1) * np.cos(4 * y) + 0.15 * (x - y)
    return (t - t.min()) / (t.max() - t.min())


def cool(t):
    """A known map of several programs."""
    t = np.round(np.asarray(t) * 255) / 255
    return np.stack([t * 255, 255 - t * 255, np.full(t.shape, 255)], -1).round().astype("u1")


class Drawing:
    """White paper with a framed plot, a bar beside it, and numbers at both."""

    def __init__(self, colors=harness.colors, bar=True, below=False, degrees=False):
        self.image = Image.new("RGB", (540, 470), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.font = ImageFont.truetype("DejaVuSans.ttf", 14)
        self.framed(PLOT, colors(field()))
        east, north = ("°E", "°N") if degrees else ("", "")
        for k in range(7):
            self.tick(PLOT[0] + 50 * k, PLOT[1] + PLOT[3], f"{10 + 5 * k}{east}", below=True)
        for k in range(5):
            self.tick(PLOT[0] - 1, PLOT[1] + 70 * k, f"{60 - 5 * k}{north}", left=True)
        if bar:
            up = np.linspace(1, 0, BAR[3] + 1)[:-1, None] - 0.5 / BAR[3]
            self.framed(BAR, colors(np.repeat(up, BAR[2], 1)))
            for k in range(8):
                self.tick(BAR[0] + BAR[2], BAR[1] + 40 * k, f"{50 - 10 * k}")
        if below:
            along = (np.arange(BELOW[2]) + 0.5)[None] / BELOW[2]
            self.framed(BELOW, colors(np.repeat(along, BELOW[3], 0)))
            for k in range(7):
                self.tick(BELOW[0] + 50 * k, BELOW[1] + BELOW[3], f"{50 * k}", below=True)

    def framed(self, rect, pixels):
        x, y, width, height = rect
        self.draw.rectangle((x - 1, y - 1, x + width, y + height), outline="black")
        self.image.paste(Image.fromarray(pixels), (x, y))

    def tick(self, x, y, text, below=False, left=False):
        if below:
            self.draw.line((x, y, x, y + 5), "black")
            self.draw.text((x, y + 8), text, "black", self.font, anchor="mt")
        elif left:
            self.draw.line((x - 5, y, x, y), "black")
            self.draw.text((x - 8, y), text, "black", self.font, anchor="rm")
        else:
            self.draw.line((x, y, x + 5, y), "black")
            self.draw.text((x + 9, y), text, "black", self.font, anchor="lm")


class FigureTest(harness.GimpTest):
    def run_on(self, drawing, *arguments):
        """(data, report) of the drawn figure."""
        status, _, stderr = self.recover(*arguments, self.figure("a.png", drawing.image))
        self.assertEqual((status, stderr), (0, ""))
        with open(self.at("out", "a.json"), encoding="utf-8") as file:
            report = json.load(file)
        if any("Tesseract" in text for text in report["messages"]):
            self.skipTest("built without text recognition")
        return self.data("a"), report

    def assert_range(self, report, low, high, source, scale="linear"):
        found = report["range"]
        self.assertEqual((found["source"], found["scale"]), (source, scale))
        near = 0.01 * abs(high - low) if source == "ticks" else 1e-9
        self.assertAlmostEqual(found["min"], low, delta=near)
        self.assertAlmostEqual(found["max"], high, delta=near)

    def assert_values(self, data, low=LOW, high=HIGH):
        self.assertEqual(data.shape, field().shape)
        self.assertLess(np.nanmedian(np.abs(data - (low + (high - low) * field()))), NEAR)


class DataFiles(FigureTest):
    """The formats carry the values, the axes, the units, and where all that comes from."""

    def setUp(self):
        super().setUp()
        try:
            import xarray
        except ImportError:
            self.skipTest("no xarray")
        self.open = xarray.open_dataset

    def files(self, drawing, *arguments):
        data, report = self.run_on(drawing, "--format=npy,csv,xyz.csv,tif,nc", *arguments)
        self.assert_range(report, LOW, HIGH, "ticks")
        self.assert_values(data)
        return data, report

    def provenance(self, text, report):
        said = json.loads(text)
        for key in ("figure", "figure_sha256", "version", "plot_area", "range", "settings"):
            self.assertEqual(said[key], report[key], key)

    def assert_coordinates(self, values, first, last):
        """Centers of pixels between the plot area's edges."""
        step = (last - first) / len(values)
        expected = first + (np.arange(len(values)) + 0.5) * step
        self.assertLess(np.abs(values - expected).max(), PIXEL * abs(step))

    def test_every_format_has_the_figures_coordinates(self):
        drawing = Drawing()
        drawing.draw.rectangle((150, 100, 189, 129), "magenta")  # no data
        data, report = self.files(drawing, "--units=K")
        self.assertTrue(np.isnan(data[62:88, 62:98]).all())
        with self.open(self.at("out", "a.nc")) as file:
            value = file["value"]
            self.assertEqual((value.dims, value.attrs["units"]), (("y", "x"), "K"))
            np.testing.assert_array_equal(value.values, data)
            x, y = file["x"].values, file["y"].values
            self.assert_coordinates(x, 10, 40)
            self.assert_coordinates(y, 60, 40)
            # By coordinates: 20 stands a third from the left, 45 three quarters from the top.
            there = float(value.sel(x=20, y=45, method="nearest"))
            self.assertAlmostEqual(there, LOW + (HIGH - LOW) * field()[210, 100], delta=2 * NEAR)
            self.provenance(file.attrs["provenance"], report)
        matrix = np.loadtxt(self.at("out", "a.csv"), delimiter=",", dtype=np.float32)
        np.testing.assert_array_equal(matrix, data)
        rows = np.genfromtxt(self.at("out", "a.xyz.csv"), delimiter=",", names=True)
        self.assertEqual(rows.dtype.names, ("x", "y", "value_K"))
        at = np.argwhere(np.isfinite(data))
        np.testing.assert_allclose(rows["x"], x[at[:, 1]], rtol=1e-9)
        np.testing.assert_allclose(rows["y"], y[at[:, 0]], rtol=1e-9)
        np.testing.assert_array_equal(rows["value_K"].astype("f4"), data[np.isfinite(data)])
        with Image.open(self.at("out", "a.tif")) as file:
            np.testing.assert_array_equal(np.asarray(file), data)
            scale, tie = file.tag_v2[33550], file.tag_v2[33922]
            self.assertAlmostEqual(scale[0], x[1] - x[0])
            self.assertAlmostEqual(scale[1], y[0] - y[1])
            self.assertAlmostEqual(tie[3] - tie[0] * scale[0], x[0] - scale[0] / 2)
            self.assertAlmostEqual(tie[4] + tie[1] * scale[1], y[0] + scale[1] / 2)
            self.provenance(file.tag_v2[270], report)

    def test_degrees_on_both_axes_are_longitude_and_latitude(self):
        data, report = self.files(Drawing(degrees=True))
        self.assertTrue(report["axes"]["geographic"])
        with self.open(self.at("out", "a.nc")) as file:
            self.assertEqual(file["value"].dims, ("lat", "lon"))
            self.assertEqual(file["lon"].attrs["units"], "degrees_east")
            self.assertEqual(file["lat"].attrs["units"], "degrees_north")
            self.assert_coordinates(file["lon"].values, 10, 40)
            self.assert_coordinates(file["lat"].values, 60, 40)
        with Image.open(self.at("out", "a.tif")) as file:
            self.assertIn(4326, file.tag_v2[34735])  # WGS 84
            np.testing.assert_array_equal(np.asarray(file), data)


class Overrules(FigureTest):
    """What the user gives wins over what the figure shows."""

    def test_range_and_scale(self):
        data, report = self.run_on(Drawing(), "--range=1,1000", "--scale=log")
        self.assert_range(report, 1, 1000, "given", "log")
        self.assertLess(np.nanmedian(np.abs(np.log10(data) / 3 - field())), 0.01)

    def test_axes(self):
        _, report = self.run_on(Drawing(), "--x-range=-100,200", "--y-range=7,1")
        x, y = report["axes"]["x"], report["axes"]["y"]
        self.assertEqual((x["source"], y["source"]), ("given", "given"))
        self.assertAlmostEqual(x["first"], -99.5)  # the middle of the first of 300 pixels
        self.assertAlmostEqual(x["last"], 199.5)
        self.assertAlmostEqual(y["first"], 1 + 3 / PLOT[3])  # from top to bottom
        self.assertAlmostEqual(y["last"], 7 - 3 / PLOT[3])

    def test_plot_area(self):
        data, report = self.run_on(Drawing(), "--plot-area=140,110,100,70")
        self.assertEqual(report["plot_area"], {"x": 140, "y": 110, "width": 100, "height": 70})
        truth = LOW + (HIGH - LOW) * field()[70:140, 50:150]
        self.assertLess(np.nanmedian(np.abs(data - truth)), NEAR)

    def test_colorbar(self):
        both = Drawing(below=True)
        ranges = {}
        for rect, low, high in ((BAR, LOW, HIGH), (BELOW, BELOW_LOW, BELOW_HIGH)):
            data, report = self.run_on(both, "--colorbar=" + ",".join(map(str, rect)))
            self.assertEqual(tuple(report["colorbar"][k] for k in ("x", "y", "width", "height")),
                             rect)
            self.assert_range(report, low, high, "ticks")
            t = (data - low) / (high - low)
            self.assertLess(np.nanmedian(np.abs(t - field())), 0.01)
            ranges[rect] = report["range"]["max"]
        self.assertNotEqual(*ranges.values())

    def test_fill(self):
        drawing = Drawing()
        drawing.draw.rectangle((130, 180, 349, 181), "black")
        hidden, _ = self.run_on(drawing)
        line = np.zeros(hidden.shape, bool)
        line[140:142, 40:260] = True
        self.assertGreater(np.isnan(hidden[line]).mean(), 0.95)
        filled, report = self.run_on(drawing, "--fill=8")
        self.assertTrue(np.isfinite(filled[line]).all())
        self.assertGreaterEqual(report["fill"]["pixels"], np.isnan(hidden[line]).sum())
        self.assert_values(filled)


class Sources(FigureTest):
    """Given, then the color bar, then the known maps, then the picture's own colors."""

    def colormap(self, drawing, *arguments):
        data, report = self.run_on(drawing, *arguments)
        return data, report, (report["colormap"]["source"], report["colormap"]["name"])

    def test_the_bar_goes_before_known_maps_and_lends_them_its_range(self):
        data, report, which = self.colormap(Drawing(cool))
        self.assertEqual(which, ("colorbar", "cool"))
        self.assertTrue(any("known colormap" in text for text in report["messages"]))
        self.assert_range(report, LOW, HIGH, "ticks")
        self.assert_values(data)

    def test_a_given_map_has_the_range_of_a_bar_that_shows_it(self):
        for name, low, high in (("cool", LOW, HIGH), ("-cool", HIGH, LOW)):
            data, report, which = self.colormap(Drawing(cool), f"--colormap={name}")
            self.assertEqual(which, ("catalogue", "cool"))
            self.assert_range(report, low, high, "ticks")
            self.assert_values(data)  # what a color stands for is the bar's to say

    def test_a_given_map_goes_before_the_bar_of_another(self):
        data, report, which = self.colormap(Drawing(), "--colormap=viridis")
        self.assertEqual(which, ("catalogue", "viridis"))
        self.assertEqual(report["range"]["source"], "none")
        self.assertTrue(any("viridis" in text for text in report["messages"]))
        self.assertLessEqual(np.nanmax(data), 1)

    def test_without_a_bar_a_known_map_or_the_picture_itself(self):
        _, report, which = self.colormap(Drawing(cool, bar=False))
        self.assertEqual(which, ("catalogue", "cool"))
        data, report, which = self.colormap(Drawing(bar=False))
        self.assertEqual(which, ("locus", None))
        self.assertEqual(report["range"]["source"], "none")
        self.assertGreater(abs(harness.rank_correlation(np.nan_to_num(data), field())), 0.99)

    def test_the_pictures_own_colors_if_they_are_wanted(self):
        _, report, which = self.colormap(Drawing(), "--colormap=locus")
        self.assertEqual(which, ("locus", None))
        self.assertIsNone(report["colorbar"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="unweave-cache-") as harness.CACHE:
        unittest.main()
