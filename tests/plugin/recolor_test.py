#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of matplotlib in one map, recolored by the command, beside the same figures drawn in the other.

    recolor_test.py COMMAND [unittest's arguments]
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

COMMAND = os.path.abspath(sys.argv.pop(1))
LONG = 240  # seconds in which anything here has happened, however slow the machine
X, Y = np.meshgrid(np.linspace(-3, 3, 400), np.linspace(-2, 2, 300))
Z = np.exp(-(X - 1) ** 2 - Y ** 2) * 8 + np.sin(2 * X) * np.cos(1.5 * Y) * 3


def smooth(name):
    """Black lines with numbers, white text, a see-through grid."""
    figure, axes = plt.subplots(figsize=(6, 4.5))
    image = axes.imshow(Z, cmap=name, extent=(-3, 3, -2, 2), origin="lower", vmin=-4, vmax=9, aspect="auto")
    axes.clabel(axes.contour(X, Y, Z, colors="k", linewidths=.8, levels=6), fontsize=8)
    axes.text(-2, 1.2, "White text", color="w", fontsize=14)
    axes.grid(True, color="w", alpha=.5, lw=.8)
    axes.set_title("Waves")
    figure.colorbar(image, label="T (K)")
    return figure


def stepped(name):
    """Levels with lines between them, and triangles at both ends."""
    figure, axes = plt.subplots(figsize=(6, 4.5))
    levels = np.arange(-3, 9)
    image = axes.contourf(X, Y, Z, levels=levels, cmap=name, extend="both")
    axes.contour(X, Y, Z, levels=levels, colors="k", linewidths=.5)
    figure.colorbar(image)
    return figure


def cells(name):
    """Numbers in cells."""
    values = np.random.RandomState(1).rand(8, 10) * 100
    figure, axes = plt.subplots(figsize=(6, 4.5))
    image = axes.imshow(values, cmap=name, vmin=0, vmax=100)
    for (row, column), value in np.ndenumerate(values):
        axes.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=9,
                  color="w" if value < 60 else "k")
    figure.colorbar(image)
    return figure


def lying(name):
    """A bar that lies, with ends in the scale's own last colors."""
    figure, axes = plt.subplots(figsize=(6, 4.5))
    image = axes.pcolormesh(X, Y, Z, cmap=name, vmin=-2, vmax=6, shading="auto")
    figure.colorbar(image, extend="both", orientation="horizontal")
    return figure


def panels(name):
    """Two panels, one bar."""
    figure, both = plt.subplots(1, 2, figsize=(8, 3.5), constrained_layout=True)
    images = [axes.imshow(Z * share, cmap=name, vmin=-4, vmax=9, origin="lower")
              for axes, share in zip(both, (1, .7))]
    figure.colorbar(images[1], ax=both)
    return figure


def apart(name):
    """A panel beside it with a map and a bar of its own."""
    figure, both = plt.subplots(1, 2, figsize=(9, 3.5), constrained_layout=True)
    figure.colorbar(both[0].imshow(Z, cmap=name, vmin=-4, vmax=9, origin="lower"), ax=both[0])
    figure.colorbar(both[1].imshow(Z * Z, cmap="Greens", vmin=0, vmax=60, origin="lower"), ax=both[1])
    return figure


class RecolorTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="unweave-recolor-")
        self.addCleanup(shutil.rmtree, self.root)

    def at(self, *parts):
        return os.path.join(self.root, *parts)

    def draw(self, make, name, dpi=100, **saving):
        """The file of a figure, and its pixels."""
        path = self.at(f"{make.__name__}-{name}{saving.pop('ending', '.png')}")
        figure = make(name)
        figure.savefig(self.at("drawn.png"), dpi=dpi)
        plt.close(figure)
        picture = Image.open(self.at("drawn.png")).convert("RGB")
        picture.save(path, **saving)
        return path, np.asarray(picture).astype(int)

    def recolor(self, path, *options, to="viridis", status=0):
        done = subprocess.run([COMMAND, "--engine=core", "-o", self.at("out"), "--recolor", to,
                               "--recolored=png", *options, path], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=LONG, check=False,
                              env={"PATH": "/nonexistent", "HOME": self.root, "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.returncode, status, done.stderr)
        stem = os.path.splitext(os.path.basename(path))[0]
        recolored = self.at("out", stem + ".recolored.png")
        with open(self.at("out", stem + ".json"), encoding="utf-8") as file:
            return recolored if os.path.exists(recolored) else None, json.load(file)

    def compare(self, make, **drawing):
        """Shares of the pixels that the map paints which are off by more than 16 and 48 levels, and
        the median of what they are off by."""
        path, old = self.draw(make, "jet", **drawing)
        _, wanted = self.draw(make, "viridis", **drawing)
        recolored, report = self.recolor(path)
        self.assertIsNotNone(recolored, report["messages"])
        self.assertIn(os.path.basename(recolored), report["files"])
        found = np.asarray(Image.open(recolored)).astype(int)
        self.assertEqual(found.shape, wanted.shape)
        painted = np.abs(old - wanted).max(axis=2) > 0
        if path.endswith(".png"):
            self.assertLess((np.abs(found - old).max(axis=2) > 0)[~painted].mean(), 0.0005)
        off = np.abs(found - wanted).max(axis=2)[painted]
        return (off > 16).mean(), (off > 48).mean(), np.median(off)

    def test_it_is_the_figure_drawn_in_the_other_map(self):
        # Off are single pixels: where lines cross a grid or each other, and letters whose rims have
        # the very colors of the old map.
        for make, far, very_far in ((smooth, 0.012, 0.004), (stepped, 0.004, 0.002),
                                    (cells, 0.002, 0.0005), (lying, 0.001, 0.001),
                                    (panels, 0.001, 0.001), (apart, 0.001, 0.0005)):
            with self.subTest(figure=make.__name__):
                found = self.compare(make)
                self.assertLess(found[0], far)
                self.assertLess(found[1], very_far)
                # An entry of the map, and rounding.
                self.assertLessEqual(found[2], 2)

    def test_other_sizes_and_jpeg(self):
        found = self.compare(smooth, dpi=150)
        self.assertLess(found[0], 0.012)
        # At this quality chroma has half the pixels: in the drawn figure, too, lines have rims.
        found = self.compare(smooth, ending=".jpg", quality=92)
        self.assertLess(found[0], 0.15)
        self.assertLess(found[1], 0.03)
        self.assertLessEqual(found[2], 5)

    def test_bar_and_field_agree(self):
        path, _ = self.draw(smooth, "jet")
        recolored, report = self.recolor(path)
        data = np.load(self.at("out", "smooth-jet.npy"))
        _, again = self.recolor(recolored, to="jet")
        other = np.load(self.at("out", "smooth-jet.recolored.npy"))
        for end in ("min", "max"):
            self.assertAlmostEqual(again["range"][end], report["range"][end], delta=0.03)  # half a pixel
        self.assertEqual(again["colormap"]["name"], "viridis")
        a, b = report["plot_area"], again["plot_area"]
        self.assertLessEqual(max(abs(a[side] - b[side]) for side in a), 1)
        common = [slice(max(a[o], b[o]), min(a[o] + a[s], b[o] + b[s])) for o, s in (("y", "height"), ("x", "width"))]
        first, second = (field[common[0].start - area["y"]:common[0].stop - area["y"],
                               common[1].start - area["x"]:common[1].stop - area["x"]]
                         for field, area in ((data, a), (other, b)))
        off = np.abs(first - second)[np.isfinite(first) & np.isfinite(second)]
        self.assertGreater(off.size, 0.75 * first.size)
        self.assertLess(np.quantile(off, 0.99), 0.13)  # of 13: a hundredth of the range

    def test_other_panels_keep_their_colors(self):
        path, old = self.draw(apart, "jet")
        recolored, report = self.recolor(path)
        found = np.asarray(Image.open(recolored)).astype(int)
        half = found.shape[1] // 2
        self.assertTrue((found[:, half + 10:] == old[:, half + 10:]).all())
        self.assertIn("1 other panels have color bars of their own", " ".join(report["messages"]))

    def test_two_maps_in_one_figure_are_refused(self):
        path, _ = self.draw(smooth, "jet")
        before = sorted(os.listdir(self.root))
        for options, why in ((["--colormap=plasma"], "its color bar does not show the field's colors"),
                             (["--colormap=locus"], "shown elsewhere")):
            with self.subTest(options=options):
                recolored, report = self.recolor(path, *options)
                self.assertIsNone(recolored)
                self.assertIn(why, " ".join(report["messages"]))
                self.assertNotIn("smooth-jet.recolored.png", report["files"])
        self.assertEqual(sorted(os.listdir(self.root)), sorted({*before, "out"}))

    def test_deep_pictures_and_opacity(self):
        path, old = self.draw(lying, "jet")
        holes = np.dstack([old, np.where(old.sum(axis=2) == 765, 0, 255)]).astype(np.uint8)
        Image.fromarray(holes).save(path)
        recolored, _ = self.recolor(path)
        found = np.asarray(Image.open(recolored))
        self.assertTrue((found[..., 3] == holes[..., 3]).all())

    def test_usage(self):
        path, _ = self.draw(lying, "jet")
        for options in (["--recolored=png"], ["--recolor=viridis", "--recolored=jpg"]):
            done = subprocess.run([COMMAND, "-o", self.at("out"), *options, path], check=False,
                                  capture_output=True, text=True, timeout=LONG)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--recolored", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
