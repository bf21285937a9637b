#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python module gives the bytes of the command: same_bytes_test.py CHECKOUT FOLDER_OF_THE_MODULE COMMAND

The command is that with its engine, whose pictures are compared with GIMP's by tests/plugin. Compared are
fields, confidence, uncertainty and reports, of figures of the corpus and of pictures of every kind.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np
import xarray as xr

CHECKOUT, FOLDER, COMMAND = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
del sys.argv[1:4]
sys.path[:0] = [str(FOLDER), str(CHECKOUT / "tests/plugin")]

import pictures_of_all_kinds as kinds  # noqa: E402
import unweave  # noqa: E402

#: Of the corpus, the figures whose names begin so: bars, scales, axes, panels, refusals, programs.
FIGURES = ("asked_", "axis_", "bar_unknown", "label_negative", "levels_triangles", "over_contours", "panels_",
           "refuse_p", "scale_log", "gmt_", "sox_", "transparent", "vtk_")
#: What Pillow cannot give as it is stored; all else has to be the same.
REFUSED = {*(f"{name}16{how}.png" for name in ("rgb", "rgba", "gray-alpha") for how in ("", "-interlaced")),
           "profile-linear16.png", "tiff-rgb16.tif", "tiff-rgb16-big.tif", "tiff-rgba16.tif",
           "tiff-icc-linear.tif", "tiff-rgb32.tif", "tiff-rgb-float.tif", "tiff-rgb-double.tif"}


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


class SameBytes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="unweave-bytes-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.compared = self.refused = 0

    def by_command(self, figures, *arguments):
        out = self.folder / "out"
        done = subprocess.run(
            [COMMAND, "--engine", "core", "--quiet", "--confidence", "-o", out, *arguments, *figures],
            capture_output=True, text=True, timeout=600, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return out

    def check(self, figure, out, stem=None, **options):
        """Of a figure that Pillow can give, or the engine's program."""
        stem = out / (stem or figure.stem)
        wanted = pathlib.Path(f"{stem}.npy")
        try:
            ds = unweave.recover(figure, **options)
        except unweave.PictureError as error:
            self.assertFalse(wanted.exists(), f"{figure.name}: {error}")
            self.refused += 1
            return
        self.assertTrue(wanted.exists(), figure.name)
        for name, part in (("value", ""), ("confidence", ".confidence"), ("uncertainty", ".uncertainty")):
            self.assertTrue(same(np.load(f"{stem}{part}.npy"), ds[name].values), f"{figure.name}: {name}")
        report = json.loads(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))
        del report["files"]
        del report["settings"]["confidence-layer"]  # which the module always gives
        self.assertEqual(report, ds.unweave.report)
        nc = pathlib.Path(f"{stem}.nc")
        if nc.exists():
            with xr.open_dataset(nc) as opened:
                # Files say between which values theirs lie; in memory that would be wrong after the first change.
                ends = opened["value"].attrs.pop("actual_range", None)
                if ends is not None:
                    self.assertEqual(list(ends), [ds["value"].min(), ds["value"].max()])
                # What belongs to them is found by name; here all lie in one object.
                for name in ("ancillary_variables", "grid_mapping"):
                    opened["value"].attrs.pop(name, None)
                for axis in opened["value"].coords.values():
                    self.assertIn(axis.attrs.pop("bounds"), opened)
                xr.testing.assert_identical(opened["value"], ds["value"])
                self.assertEqual({k: v for k, v in opened.attrs.items()
                                  if k not in ("provenance", "node_offset")},
                                 {k: v for k, v in ds.attrs.items() if k not in ("provenance", "comment")})
        self.compared += 1

    def test_pages_and_figures_of_a_pdf(self):
        paper, single = (CHECKOUT / "tests/data/vector" / name for name in ("paper.pdf", "cells.pdf"))
        out = self.by_command([paper], "--pages=all")
        self.assertEqual([unweave.count_figures(paper, page) for page in (1, 2, 3)], [2, 0, 1])
        self.check(paper, out, "paper.p1.f1", page=1, page_figure=1)
        self.check(paper, out, "paper.p1.f2", page=1, page_figure=2)
        self.check(paper, out, "paper.p3", page=3, page_figure=1)
        self.check(single, self.by_command([single]))
        self.assertEqual(unweave.count_figures(single), 1)
        self.assertEqual((self.compared, self.refused), (4, 0))
        layout = unweave.read_layout(paper, page=1, page_figure=2)
        self.assertEqual(layout["page_figure"]["number"], 2)
        for page, figure in ((1, 3), (2, 1), (4, 1)):
            with self.assertRaises(IndexError):
                unweave.recover(paper, page=page, page_figure=figure)

    def test_figures_of_the_corpus(self):
        figures = sorted(path for path in (CHECKOUT / "tests/data/figures").iterdir()
                         if path.suffix in (".png", ".jpg") and path.name.startswith(FIGURES))
        out = self.by_command(figures, "--format", "npy,nc")
        for figure in figures:
            self.check(figure, out)
        self.assertGreater(self.compared, 25)
        self.assertGreater(self.refused, 0)

    def test_options(self):
        figure = CHECKOUT / "tests/data/figures/over_contours.png"
        out = self.by_command([figure], "--range=-2,30.5", "--units", "m/s", "--x-range", "0,10",
                              "--no-data", "#FFFFFF~6", "--fill", "7", "--colormap", "-viridis")
        self.check(figure, out, range=(-2, 30.5), units="m/s", x_range=(0, 10), no_data=["#FFFFFF~6"], fill=7,
                   colormap="-viridis")
        self.assertEqual(self.compared, 1)

    def test_pictures_of_every_kind(self):
        files = {**kinds.pngs(), **kinds.jpegs(), **kinds.tiffs(),
                 # Their stems are alike.
                 **{name.replace(".", "-") + "." + name.split(".")[-1]: contents
                    for name, contents in kinds.others().items()}}
        for name, contents in files.items():
            (self.folder / name).write_bytes(contents)
        out = self.by_command([self.folder / name for name in files])
        refused = set()
        for name in files:
            try:
                self.check(self.folder / name, out)
            except (TypeError, unweave.ReadFailed):
                refused.add(name)
        self.assertEqual(refused, REFUSED)
        self.assertGreater(self.compared, 60)


if __name__ == "__main__":
    unittest.main()
