#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python module: module_test.py CHECKOUT FOLDER_OF_THE_MODULE [unittest's arguments]"""
import ast
import concurrent.futures
import doctest
import hashlib
import importlib.util
import inspect
import io
import json
import os
import pathlib
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

import numpy as np
import xarray as xr
from PIL import Image

CHECKOUT, FOLDER = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
del sys.argv[1:3]
sys.path.insert(0, str(FOLDER))

import unweave  # noqa: E402  (the build's own)
from unweave import _core, _dataset, _errors, _options  # noqa: E402

SAMPLE = CHECKOUT / "examples/sea-surface-temperature/sea-surface-temperature-map.png"
FIGURES = CHECKOUT / "tests/data/figures"
HEIGHT, WIDTH = 96, 128


def field(height=HEIGHT, width=WIDTH):
    """t in [0, 1], no place flat."""
    y, x = np.mgrid[0:height, 0:width]
    t = x / width + 0.35 * np.sin(x / 19) * np.cos(y / 23) + 0.2 * y / height
    return (t - t.min()) / (t.max() - t.min())


def colors(t, levels=255):
    """From dark blue over green to yellow, monotonic in lightness; 0 to 255."""
    stops = np.array([[20, 10, 80], [40, 90, 140], [30, 150, 110], [150, 200, 60], [250, 240, 40]])
    at = np.linspace(0, 1, len(stops))
    t = np.round(t * levels) / levels
    return np.stack([np.interp(t, at, stops[:, c]) for c in range(3)], -1)


PICTURE = colors(field()).round().astype(np.uint8)


def same(a, b):
    """Bit for bit, NaN with them."""
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


class ScatterPlots(unittest.TestCase):
    def test_markers_are_points(self):
        truth = json.loads((FIGURES / "markers_squares.json").read_text(encoding="utf-8"))
        ds = unweave.recover(FIGURES / truth["picture"])
        points = ds.unweave.points
        self.assertEqual(points.sizes["obs"], ds.unweave.report["points"]["count"])
        for x, y, value, alone in truth["points"]:
            away = np.hypot(points["column"] + 0.5 - x, points["row"] + 0.5 - y)
            if alone:
                self.assertLess(float(away.min()), 1)
                self.assertLess(abs(float(points["value"][int(np.argmin(away.values))]) - value), 0.08)
        left, top, right, bottom = truth["plot_area"]
        np.testing.assert_allclose(points["x"], (points["column"] + 0.5 - left) / (right - left) * 10, atol=0.1)
        # Through a file and back.
        with tempfile.TemporaryDirectory() as folder:
            ds.to_netcdf(f"{folder}/a.nc")
            with xr.open_dataset(f"{folder}/a.nc") as back:
                np.testing.assert_array_equal(back.unweave.points["value"], points["value"])

    def test_a_field_has_none(self):
        self.assertIsNone(unweave.recover(PICTURE).unweave.points)


class Result(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ds = unweave.recover(SAMPLE)

    def test_is_a_dataset_with_all_that_is_known_of_a_pixel(self):
        self.assertEqual(set(self.ds), {"value", "confidence", "uncertainty", "residual"})
        for name in self.ds:
            self.assertEqual(self.ds[name].dtype, np.float32, name)
            self.assertEqual(self.ds[name].dims, ("lat", "lon"))
            self.assertTrue(self.ds[name].attrs["long_name"], name)
        area = self.ds.unweave.report["plot_area"]
        self.assertEqual(self.ds["value"].shape, (area["height"], area["width"]))

    def test_has_the_values_of_the_data_that_was_drawn(self):
        truth = np.load(SAMPLE.with_name("sea-surface-temperature.npy"))
        value = self.ds["value"]
        self.assertLess(abs(float(value.max()) - np.nanmax(truth)), 0.2)
        known = self.ds["confidence"] > 0.9
        self.assertGreater(float(known.mean()), 0.5)
        self.assertLess(float(self.ds["uncertainty"].where(known).mean()), 0.2)

    def test_coordinates_are_the_axes_where_they_were_read(self):
        y = self.ds["lat"]
        self.assertEqual((y.attrs["standard_name"], y.attrs["units"]), ("latitude", "degrees_north"))
        self.assertGreater(float(y[0]), float(y[-1]))
        # The labels begin anew at 180: a map of the sea from 20.67 degrees east once around. A pixel is a third of a degree.
        x = self.ds["lon"]
        self.assertEqual((x.attrs["standard_name"], x.attrs["units"]), ("longitude", "degrees_east"))
        self.assertAlmostEqual(float(x[0]), 20.83, delta=0.17)
        self.assertAlmostEqual(float(x[-1]), 379.17, delta=0.17)

    def test_report_follows_the_schema(self):
        import jsonschema
        schema = json.loads((CHECKOUT / "docs/report.schema.json").read_text(encoding="utf-8"))
        jsonschema.validate(self.ds.unweave.report, schema)
        self.assertEqual(self.ds.unweave.report["figure"], SAMPLE.name)
        self.assertEqual(self.ds.unweave.report["figure_sha256"],
                         hashlib.sha256(SAMPLE.read_bytes()).hexdigest())

    @unittest.skipUnless(importlib.util.find_spec("zarr"), "needs python3-zarr")
    def test_zarr_keeps_it_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            self.ds.to_zarr(f"{folder}/a.zarr")
            with xr.open_zarr(f"{folder}/a.zarr") as opened:
                xr.testing.assert_identical(opened.load(), self.ds)
                self.assertEqual(opened.unweave.report, self.ds.unweave.report)

    def test_report_outlives_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figure.nc")
            self.ds.to_netcdf(path)
            with xr.open_dataset(path) as opened:
                self.assertEqual(opened.unweave.report, self.ds.unweave.report)
                self.assertTrue(same(opened["value"].values, self.ds["value"].values))

    def test_without_attributes_there_is_no_report(self):
        with self.assertRaisesRegex(AttributeError, "no report"):
            xr.Dataset(self.ds.variables).unweave.report

    def test_logarithmic_axes_and_scales(self):
        ds = unweave.recover(FIGURES / "asked_log_axis_depth.png")
        self.assertEqual(ds.unweave.report["axes"]["x"]["scale"], "log")
        self.assertEqual((ds["x"].attrs["long_name"], ds["x"].attrs["units"]), ("Period", "s"))
        steps = np.diff(np.log(ds["x"].values))
        np.testing.assert_allclose(steps, steps[0], rtol=1e-6)
        ds = unweave.recover(FIGURES / "scale_log_powers.png")
        self.assertEqual(ds.unweave.report["range"]["scale"], "log")
        self.assertGreater(float(ds["value"].min()), 0)

    def test_axes_of_time_are_dates(self):
        plane = np.zeros((2, 3), np.float32)
        found = {"value": plane, "confidence": plane, "uncertainty": plane, "residual": plane,
                 "filled": plane, "value_attributes": {}, "attributes": {"provenance": "{}"},
                 "messages": ["One.", "Two."],
                 "x": ("x", np.array([0, 86400, 172800.0]),
                       {"units": "seconds since 1970-01-01 00:00:00", "calendar": "standard"}),
                 "y": ("y", np.array([1, 0.0]), {"units": "m"})}
        ds = _dataset.dataset_of(found)
        self.assertEqual(ds["x"].values[1], np.datetime64("1970-01-02"))
        self.assertEqual(ds["y"].attrs["units"], "m")
        self.assertEqual(ds.unweave.messages, ["One.", "Two."])

    def test_a_map_has_latitudes_and_longitudes(self):
        ds = unweave.recover(FIGURES / "axis_lon_lat.png")
        self.assertEqual(ds["value"].dims, ("lat", "lon"))
        self.assertEqual(ds["lon"].attrs["units"], "degrees_east")

    def test_closed_gaps_are_marked(self):
        ds = unweave.recover(FIGURES / "over_contours.png", fill=7)
        self.assertGreater(float(ds["filled"].sum()), 0)
        self.assertTrue(any("guesses" in text for text in ds.unweave.messages))

    def test_values_that_floats_cannot_hold_are_doubles(self):
        ds = unweave.recover(PICTURE, range=(1e9, 1e9 + 1))
        self.assertEqual(ds["value"].dtype, np.float64)
        self.assertGreater(len(np.unique(ds["value"].values)), 100)


class Options(unittest.TestCase):
    def test_values_of_python_are_what_somebody_would_type(self):
        for options, texts in (
                (dict(range=(-2, 30.5)), [("range", "-2,30.5")]),
                (dict(range="-2,30"), [("range", "-2,30")]),
                (dict(plot_area=(1, 2, 30, 40)), [("plot-area", "1,2,30,40")]),
                (dict(plot_area=np.array([1, 2, 30, 40])), [("plot-area", "1,2,30,40")]),
                (dict(ticks={60: 30, 260: 0.5}), [("ticks", "60=30,260=0.5")]),
                (dict(no_data=["#FFFFFF", (1, 2, 3), (8, 8, 8, 6)]),
                 [("no-data", "#FFFFFF,#010203,#080808~6")]),
                (dict(reverse=True, fill=3), [("reverse", "yes"), ("fill", "3")]),
                (dict(max_distance=None), [("max-distance", "-1")]),
                (dict(max_distance=1e-05), [("max-distance", "1e-05")]),
                (dict(colormap=pathlib.Path("a/b.cpt")), [("colormap", "a/b.cpt")]),
                (dict(scale_parameter=0.5), [("scale-parameter", "0.5")])):
            self.assertEqual(_options.texts_of(options), texts)

    def test_they_do_what_they_say(self):
        ds = unweave.recover(PICTURE, range=(10, 20), units="m/s", y_range=(0, 96))
        self.assertEqual(ds["value"].attrs["units"], "m/s")
        self.assertGreaterEqual(float(ds["value"].min()), 10)
        self.assertEqual(ds["y"].values[[0, -1]].tolist(), [95.5, 0.5])
        turned = unweave.recover(PICTURE, range=(10, 20), reverse=True)
        np.testing.assert_allclose(turned["value"] + ds["value"], 30, atol=1e-4)
        self.assertEqual(ds.unweave.report["settings"],
                         {"range": "10,20", "units": "m/s", "y-range": "0,96"})

    def test_a_colormap_may_be_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "mine.csv")
            table = colors(np.linspace(0, 1, 256)).round().astype(int)
            path.write_text("".join(f"{r},{g},{b}\n" for r, g, b in table))
            ds = unweave.recover(PICTURE, colormap=path)
            self.assertLess(float(np.abs(ds["value"].values - field()).max()), 0.01)

    def test_the_table_gives_signature_documentation_and_stub(self):
        """One table: what it has stands everywhere, and nothing else."""
        stub = ast.parse((FOLDER / "unweave/__init__.pyi").read_text(encoding="utf-8"))
        stubs = {node.name: node for node in stub.body if isinstance(node, ast.FunctionDef)}
        for function in (unweave.recover, unweave.recover_panels, unweave.read_layout, unweave.recolor):
            signature = inspect.signature(function)
            keywords = [p.name for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY]
            self.assertEqual(keywords[:len(_options.TABLE)], list(_options.TABLE))
            node = stubs[function.__name__]
            self.assertEqual([a.arg for a in node.args.kwonlyargs], keywords)
            positional = [p.name for p in signature.parameters.values() if p.kind is not p.KEYWORD_ONLY]
            self.assertEqual([a.arg for a in node.args.args], positional)
            for name, entry in _options.TABLE.items():
                self.assertRegex(function.__doc__, rf"\n    {name} : .*default {_options.DEFAULTS[name]!r}")
                self.assertIn(entry["summary"], function.__doc__)
            for choice in _options.TABLE["scale"]["choices"]:
                self.assertIn(repr(choice), ast.unparse(node))

    def test_defaults_change_nothing(self):
        self.assertTrue(same(unweave.recover(PICTURE)["value"].values,
                             unweave.recover(PICTURE, **_options.DEFAULTS)["value"].values))

    def test_options_of_the_host_are_none(self):
        for name in ("data_file", "output", "confidence_layer", "nonsense"):
            with self.assertRaisesRegex(TypeError, name):
                unweave.recover(PICTURE, **{name: "x"})


class Pictures(unittest.TestCase):
    """Whatever holds the same colors gives the same bytes."""

    @classmethod
    def setUpClass(cls):
        cls.value = unweave.recover(PICTURE)["value"].values

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="unweave-python-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def saved(self, picture, name, **how):
        picture.save(self.folder / name, **how)
        return self.folder / name

    def check(self, figure):
        self.assertTrue(same(unweave.recover(figure)["value"].values, self.value), figure)

    def test_arrays_pictures_files_bytes(self):
        picture = Image.fromarray(PICTURE)
        path = self.saved(picture, "a.png")
        for figure in (PICTURE, np.asfortranarray(PICTURE), picture, path, str(path), os.fsencode(path),
                       path.read_bytes()):
            if isinstance(figure, bytes) and not figure.startswith(b"\x89PNG"):
                figure = pathlib.Path(os.fsdecode(figure))
            self.check(figure)
        with open(path, "rb") as file:
            self.check(file)

    def test_formats_and_modes(self):
        picture = Image.fromarray(PICTURE)
        for name, made, how in (
                ("palette.png", picture.quantize(256), {}),
                ("palette.gif", picture.quantize(256), {}),
                ("alpha.png", picture.convert("RGBA"), {}),
                ("plain.tif", picture, {}), ("plain.bmp", picture, {}),
                ("plain.webp", picture, {"lossless": True})):
            path = self.saved(made, name, **how)
            expected = unweave.recover(np.asarray(made.convert("RGB")))["value"].values
            self.assertTrue(same(unweave.recover(path)["value"].values, expected), name)

    def test_gray_and_sixteen_bits(self):
        gray = (field() * 255).round().astype(np.uint8)
        expected = unweave.recover(np.repeat(gray[..., None], 3, 2))["value"].values
        for figure in (gray, Image.fromarray(gray), self.saved(Image.fromarray(gray), "gray.png")):
            self.assertTrue(same(unweave.recover(figure)["value"].values, expected))
        deep = (field() * 65535).round().astype(np.uint16)
        finer = unweave.recover(deep)["value"].values
        self.assertGreater(len(np.unique(finer)), 2000)
        path = self.saved(Image.fromarray(deep), "deep.png")
        with Image.open(path) as opened:
            self.assertIn(opened.mode, ("I", "I;16"))
        self.assertTrue(same(unweave.recover(path)["value"].values, finer))
        self.assertTrue(same(unweave.recover(deep.astype(">u2"))["value"].values, finer))

    def test_floats_are_shares_and_nan_is_nothing(self):
        shares = (PICTURE / np.float32(255)).astype(np.float64)
        shares[:10, :10] = np.nan
        value = unweave.recover(shares)["value"].values
        self.assertTrue(np.isnan(value[:10, :10]).all())
        np.testing.assert_allclose(value[20:], self.value[20:], atol=1e-3)

    def test_transparent_is_no_data(self):
        alpha = np.full((HEIGHT, WIDTH, 1), 255, np.uint8)
        alpha[30:40, 50:70] = 0
        figure = np.concatenate([PICTURE, alpha], 2)
        for one in (figure, self.saved(Image.fromarray(figure), "alpha.png")):
            value = unweave.recover(one)["value"].values
            self.assertTrue(np.isnan(value[30:40, 50:70]).all())

    def test_a_selection_is_where_data_is(self):
        selection = np.zeros((HEIGHT, WIDTH), bool)
        selection[10:80, 20:100] = True
        value = unweave.recover(PICTURE, selection=selection)["value"].values
        self.assertEqual(np.isfinite(value).sum(), selection.sum())
        with self.assertRaisesRegex(ValueError, "selection"):
            unweave.recover(PICTURE, selection=selection.T)
        with self.assertRaises(unweave.EmptySelection):
            unweave.recover(PICTURE, selection=~selection & selection)

    def test_what_cannot_be_taken_is_refused_in_a_sentence(self):
        picture = Image.fromarray(PICTURE)
        for figure, words in (
                (self.saved(picture.convert("CMYK"), "ink.jpg"), "CMYK"),
                (self.saved(picture.convert("LAB"), "lab.tif"), "LAB"),
                (PICTURE.astype(np.int64), "int64"), (PICTURE[..., 0].astype(bool), "bool"),
                (Image.fromarray(PICTURE[..., 0].astype(np.int32)), "32 bits"), (None, "object"),
                (object(), "object")):
            with self.assertRaisesRegex(TypeError, words):
                unweave.recover(figure)
        for figure in (np.zeros((3, 4, 5), np.uint8), np.zeros(7, np.uint8)):
            with self.assertRaisesRegex(ValueError, "height x width"):
                unweave.recover(figure)

    def test_sixteen_bits_a_color_are_not_cut_in_silence(self):
        import struct
        import zlib
        deep = colors(field(), 65535) * 257
        rows = deep.round().astype(">u2")
        raw = b"".join(b"\0" + row.tobytes() for row in rows)
        chunk = lambda kind, data: (struct.pack(">I", len(data)) + kind + data
                                    + struct.pack(">I", zlib.crc32(kind + data)))
        data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, 2, 0, 0, 0))
                + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))
        with self.assertRaisesRegex(TypeError, "8 of the 16 bits"):
            unweave.recover(data)

    def test_pages_and_frames_the_first_is_taken(self):
        first = Image.fromarray(PICTURE)
        others = [Image.fromarray(PICTURE[::-1, ::-1]), Image.new("RGB", first.size, "red")]
        for name, how in (("a.tif", {}), ("c.webp", {"lossless": True})):
            path = self.saved(first, name, save_all=True, append_images=others, **how)
            ds = unweave.recover(path)
            self.assertTrue(same(ds["value"].values, self.value), name)
            self.assertIn("The file has 3 pages; the first was used.", ds.unweave.messages)

    def test_a_page_can_be_chosen(self):
        pictures = [Image.fromarray(PICTURE), Image.fromarray(PICTURE[::-1, ::-1]),
                    Image.fromarray(PICTURE[:, ::-1])]
        for name, how in (("a.tif", {}), ("c.webp", {"lossless": True})):
            path = self.saved(pictures[0], name, save_all=True, append_images=pictures[1:], **how)
            self.assertEqual(unweave.count_pages(path), 3)
            for page, picture in enumerate(pictures, 1):
                ds = unweave.recover(path, page=page)
                alone = unweave.recover(np.asarray(picture))
                self.assertTrue(same(ds["value"].values, alone["value"].values), (name, page))
                self.assertEqual((ds.unweave.report["page"], ds.unweave.report["pages"]), (page, 3))
                self.assertFalse(any("first" in text for text in ds.unweave.messages))
            self.assertEqual(unweave.read_layout(path, page=2)["page"], 2)
            for wrong in (0, 4):
                with self.assertRaisesRegex(IndexError, f"no page {wrong}"):
                    unweave.recover(path, page=wrong)
        with self.assertRaises(TypeError):
            unweave.recover(PICTURE, page=1)
        self.assertEqual(unweave.count_pages(self.saved(pictures[0], "b.png")), 1)

    def test_a_damaged_page_does_not_stop_the_others(self):
        pictures = [Image.fromarray(PICTURE), Image.fromarray(PICTURE[::-1, ::-1])]
        path = self.saved(pictures[0], "d.tif", save_all=True, append_images=pictures[1:],
                          compression="tiff_lzw")
        contents = bytearray(pathlib.Path(path).read_bytes())
        with Image.open(path) as tiff:
            place, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        contents[place:place + size] = b"\xff" * size
        with self.assertRaises(unweave.PartialPicture):
            unweave.recover(bytes(contents), page=1)
        alone = unweave.recover(np.asarray(pictures[1]))
        self.assertTrue(same(unweave.recover(bytes(contents), page=2)["value"].values, alone["value"].values))

    @unittest.skipUnless(shutil.which("pdftocairo") and shutil.which("pdfinfo"), "needs poppler-utils")
    def test_a_page_of_a_pdf(self):
        first = Image.fromarray(PICTURE).resize((4 * WIDTH, 4 * HEIGHT), Image.NEAREST)
        path = self.saved(Image.new("RGB", (90, 70), "red"), "b.pdf", save_all=True, resolution=100.0,
                          append_images=[first])
        self.assertEqual(unweave.count_pages(path), 2)
        value = unweave.recover(path, page=2)["value"].values[:4 * HEIGHT - 1, :4 * WIDTH - 1][::4, ::4]
        self.assertGreater(np.corrcoef(value.ravel(), field().ravel())[0, 1], 0.99)
        with self.assertRaises(IndexError):
            unweave.recover(path, page=3)

    @unittest.skipUnless(shutil.which("pdftocairo") and shutil.which("pdfinfo"), "needs poppler-utils")
    def test_pdf(self):
        first = Image.fromarray(PICTURE).resize((4 * WIDTH, 4 * HEIGHT), Image.NEAREST)
        path = self.saved(first, "a.pdf", save_all=True, resolution=100.0,
                          append_images=[Image.new("RGB", first.size, "red")])
        ds = unweave.recover(path)
        self.assertIn("The file has 2 pages; the first was used.", ds.unweave.messages)
        # The last pixel may be part of one, which GIMP leaves out.
        value = ds["value"].values[:4 * HEIGHT - 1, :4 * WIDTH - 1][::4, ::4]
        self.assertEqual(value.shape, (HEIGHT, WIDTH))
        self.assertGreater(np.corrcoef(value.ravel(), field().ravel())[0, 1], 0.99)
        with self.assertRaises(unweave.ReadFailed):
            unweave.recover(b"%PDF-1.4 and nothing behind it")

    def test_jpeg_is_decoded_as_gimp_does(self):
        """With the cosine transform in floats: the levels of tests/tools/recover-picture differ."""
        path = self.saved(Image.fromarray(PICTURE), "a.jpg", quality=70)
        floats, words = _core.decode_jpeg(path.read_bytes())
        self.assertEqual((floats.shape, words), (PICTURE.shape, b""))
        with Image.open(path) as opened:
            difference = np.abs(floats.astype(int) - np.asarray(opened))
        self.assertGreater(difference.max(), 0)
        self.assertLessEqual(difference.max(), 3)
        gray = self.saved(Image.fromarray(PICTURE).convert("L"), "gray.jpg")
        self.assertEqual(_core.decode_jpeg(gray.read_bytes())[0].shape, (HEIGHT, WIDTH, 1))

    def test_pictures_are_turned_as_their_files_say(self):
        from PIL import ImageOps
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            path = self.saved(Image.fromarray(PICTURE), f"{orientation}.png", exif=exif)
            with Image.open(path) as opened:
                shown = np.asarray(ImageOps.exif_transpose(opened).convert("RGB"))
            self.assertTrue(same(unweave._pictures.read(path).pixels, shown), orientation)

    def test_cut_off_files(self):
        for name, how in (("a.png", {}), ("a.jpg", {"quality": 90}), ("a.tif", {})):
            path = self.saved(Image.fromarray(PICTURE), name, **how)
            cut = path.read_bytes()[:-path.stat().st_size // 3]
            if name != "a.tif":
                with self.assertRaises(unweave.PartialPicture) as caught:
                    unweave.recover(cut)
                self.assertIn("did not load whole", str(caught.exception))
                ds = unweave.recover(cut, partial="take")
                self.assertTrue(any("cut off or damaged" in text for text in ds.unweave.messages))
            else:
                with self.assertRaises(unweave.Error):
                    unweave.recover(cut)
        with self.assertRaisesRegex(ValueError, "partial"):
            unweave.recover(cut, partial="yes")

    def test_what_a_loader_fills_in_is_no_data(self):
        ramp = np.tile(np.linspace(20, 235, 200), (120, 1)) + np.linspace(0, 20, 120)[:, np.newaxis]
        path = self.saved(Image.fromarray(ramp.round().astype(np.uint8)), "gray.jpg", quality=90)
        cut = path.read_bytes()[:-path.stat().st_size // 3]
        shown = unweave._pictures.read(cut, partial="take").pixels
        filled = (shown == shown[-1, -1]).all(axis=2)
        self.assertGreater(filled[-16:].mean(), 0.9)
        ds = unweave.recover(cut, partial="take")
        known = np.zeros(filled.shape, bool)
        area = ds.unweave.report["plot_area"]
        known[area["y"]:area["y"] + area["height"], area["x"]:area["x"] + area["width"]] = np.isfinite(ds["value"])
        self.assertGreater(known[:40].mean(), 0.95)
        self.assertFalse(known[-32:].any())

    def test_files_that_are_none(self):
        with self.assertRaises(FileNotFoundError):
            unweave.recover(self.folder / "missing.png")
        (self.folder / "words.png").write_text("no picture")
        with self.assertRaises(unweave.ReadFailed) as caught:
            unweave.recover(self.folder / "words.png")
        self.assertEqual(str(caught.exception), "The file \"words.png\" cannot be read.")

    def test_large_pictures_are_refused_before_they_are_loaded(self):
        with self.assertRaises(unweave.TooManyPixels) as caught:
            unweave.recover(self.saved(Image.fromarray(PICTURE), "a.png"), max_pixels=1000)
        self.assertEqual(caught.exception.detail, "128 x 96")
        self.assertIsNotNone(Image.MAX_IMAGE_PIXELS)  # Pillow's own limit is as it was


class Errors(unittest.TestCase):
    def test_every_reason_has_a_class(self):
        for reason in _core.reasons():
            error = _errors.error_of(reason, "x")
            self.assertIsInstance(error, unweave.Error)
            self.assertEqual(error.reason, reason)
            self.assertIs(getattr(unweave, type(error).__name__), type(error))
            self.assertEqual(str(error), _core.sentence(reason, "x"))
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(again), str(again), again.detail), (type(error), str(error), "x"))

    def test_every_class_has_a_reason(self):
        groups = {"Error", "PictureError", "OptionError", "FileError"}
        classes = {name for name, one in vars(_errors).items()
                   if isinstance(one, type) and issubclass(one, _errors.Error)}
        self.assertEqual({getattr(unweave, name)().reason for name in classes - groups}, set(_core.reasons()))
        self.assertEqual(unweave.NotPseudocolor().reason, "not-pseudocolor")

    def test_they_are_what_python_calls_them(self):
        for error, base in ((unweave.NotPseudocolor, ValueError), (unweave.InvalidOption, ValueError),
                            (unweave.ReadFailed, OSError), (unweave.OutOfMemory, MemoryError)):
            self.assertTrue(issubclass(error, base))

    def test_pictures_without_data(self):
        for picture, error in (
                (np.zeros((0, 5, 3), np.uint8), unweave.EmptyPicture),
                (np.zeros((20, 20, 3), np.uint8), unweave.OneColor),
                (np.zeros((20, 20, 4), np.uint8), unweave.NoVisiblePixels),
                (FIGURES / "refuse_photo_q85.jpg", unweave.NotPseudocolor)):
            with self.assertRaises(error) as caught:
                unweave.recover(picture)
            self.assertIsInstance(caught.exception, unweave.PictureError)

    def test_options(self):
        with self.assertRaises(unweave.InvalidOption) as caught:
            unweave.recover(PICTURE, range=(1, 1))
        self.assertEqual(caught.exception.detail, "range=1,1")
        self.assertRegex(str(caught.exception), "^The option \"range\" must be two different numbers")
        with self.assertRaisesRegex(unweave.UnknownColormap, "Did you mean viridis"):
            unweave.recover(PICTURE, colormap="viridiss")
        with self.assertRaises(unweave.NoColorbar):
            unweave.recover(PICTURE, colormap="colorbar")
        with self.assertRaises(unweave.InvalidOption):
            unweave.recover(PICTURE, plot_area=(0, 0, 1000, 1000))
        with self.assertRaises(unweave.UnknownColormap):
            unweave.recolor(PICTURE, "no such map")


class Grid(unittest.TestCase):
    """One value for each cell."""

    def setUp(self):
        levels = np.random.default_rng(5).permutation(96).reshape(8, 12) * 2 + 30
        self.cells = levels.astype(np.uint8)
        self.picture = self.cells.repeat(20, axis=0).repeat(25, axis=1)

    def test_cells_that_are_seen(self):
        pixels = unweave.recover(self.picture)
        self.assertEqual(pixels["value"].shape, self.picture.shape)
        self.assertTrue(any("12 x 8" in said for said in pixels.unweave.messages))
        cells = unweave.recover(self.picture, grid="cells")
        self.assertEqual(cells["value"].shape, (8, 12))
        np.testing.assert_array_equal(cells["value"], pixels["value"][10::20, 12::25])
        self.assertEqual(cells["confidence"].shape, (8, 12))
        # The middle of 25 pixels from 0 on is the pixel 12.
        self.assertEqual(list(cells[cells["value"].dims[1]][:2]), [12, 37])
        self.assertEqual(cells.unweave.report["grid"]["columns"], 12)

    def test_names_and_numbers_of_cells(self):
        cells = unweave.recover(FIGURES / "asked_heatmap_numbers.png", grid="cells")
        if any("labels" in said for said in cells.unweave.messages if "could not be read" in said):
            self.skipTest("built without a reader of text")
        self.assertEqual(list(cells["row_name"].values), [f"S{i}" for i in range(8)])
        self.assertEqual(list(cells["column_name"].values), [f"gene{i}" for i in range(10)])
        self.assertEqual(cells["column_name"].dims, cells["value"].dims[1:])
        written = cells["annotation"].values
        self.assertGreater(np.isfinite(written).mean(), 0.8)
        self.assertLess(np.nanmax(np.abs(written - cells["value"].values)), 0.02)
        self.assertFalse(any("contradict" in said for said in cells.unweave.messages))

    def test_a_chosen_grid(self):
        halves = unweave.recover(self.picture, grid=(6, 4))["value"]
        pixels = unweave.recover(self.picture)["value"].to_numpy().astype(float)
        means = pixels.reshape(4, 40, 6, 50).mean(axis=(1, 3))
        np.testing.assert_allclose(halves, means, rtol=1e-6)

    def test_no_cells(self):
        ramp = np.linspace(0, 255, 300 * 200).reshape(200, 300).astype(np.uint8)
        with self.assertRaises(unweave.NoGrid) as caught:
            unweave.recover(ramp, grid="cells")
        self.assertEqual(caught.exception.detail, "cells")


class OtherPicture(unittest.TestCase):
    """One bar, in another picture, for many figures."""

    def setUp(self):
        self.legend = np.full((240, 60, 3), 255, np.uint8)
        self.legend[20:220, 10:30] = colors(np.linspace(1, 0, 200)).round()[:, np.newaxis]

    def test_its_bar_gives_the_values(self):
        bar = unweave.read_colorbar(self.legend, ticks={20: 40, 220: -10})
        for t in (field(), field()[::-1]):
            ds = unweave.recover(colors(t).round().astype(np.uint8), colorbar_from=bar)
            self.assertLess(float(np.abs(ds["value"].values - (50 * t - 10)).max()), 0.6)
            report = ds.unweave.report
            self.assertEqual(report["colorbar_from"]["colorbar"], {"x": 10, "y": 20, "width": 20, "height": 200})
            self.assertEqual((report["colormap"]["source"], report["colorbar"]), ("colorbar", None))
        self.assertEqual(unweave.read_layout(PICTURE, colorbar_from=bar)["range"]["max"], 40)

    def test_it_is_given_as_a_figure_is(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "legend.png")
            Image.fromarray(self.legend).save(path)
            for other in (path, pathlib.Path(path), path + ":10,20,20,200", (path, (10, 20, 20, 200)),
                          Image.open(path), self.legend):
                ds = unweave.recover(PICTURE, colorbar_from=other, ticks={20: 40, 220: -10})
                self.assertEqual(ds.unweave.report["range"]["max"], 40)
            self.assertEqual(ds.unweave.report["colorbar_from"]["figure"], None)

    def test_what_was_found_goes_with_a_refusal(self):
        """A gray copy of a rainbow says nothing, but its bar was read."""
        gray = np.abs(np.linspace(-0.8, 1, 200))[:, np.newaxis, np.newaxis] * 230
        self.legend[20:220, 10:30] = gray.round()
        bar = unweave.read_colorbar(self.legend, ticks={20: 40, 220: -10})
        with self.assertRaises(unweave.NotPseudocolor) as caught:
            unweave.recover((field() * 200).astype(np.uint8), colorbar_from=bar)
        self.assertEqual(caught.exception.detail, "gray copy")
        self.assertEqual(caught.exception.found["range"]["max"], 40)
        self.assertIn("Its color bar was read: -10 to 40.", str(caught.exception))
        with self.assertRaises(unweave.OneColor) as caught:
            unweave.recover(np.zeros((50, 50), np.uint8))
        self.assertIsNone(caught.exception.found)

    def test_what_cannot_be(self):
        with self.assertRaises(unweave.NoOtherColorbar) as caught:
            unweave.recover(PICTURE, colorbar_from=np.zeros((50, 50), np.uint8))
        self.assertIn("No color bar", str(caught.exception))
        bar = unweave.read_colorbar(self.legend)
        for wrong in ({"colorbar": (1, 1, 5, 50)}, {"colormap": "locus"}):
            with self.assertRaises(unweave.InvalidOption):
                unweave.recover(PICTURE, colorbar_from=bar, **wrong)
        with self.assertRaisesRegex(TypeError, "read_colorbar"):
            unweave.recover(PICTURE, colorbar_from=bar, ticks={20: 40, 220: -10})


class Work(unittest.TestCase):
    def test_progress_rises_and_names_its_steps(self):
        seen = []
        unweave.recover(SAMPLE, progress=lambda step, done: seen.append((step, done)))
        shares = [done for _, done in seen]
        self.assertEqual(shares, sorted(shares))
        self.assertGreaterEqual(shares[0], 0)
        self.assertLessEqual(shares[-1], 1)
        self.assertIn("Finding the plot area", {step for step, _ in seen})

    def test_progress_cancels(self):
        with self.assertRaises(unweave.Canceled):
            unweave.recover(SAMPLE, progress=lambda step, done: False)

    def test_what_progress_raises_goes_through(self):
        def progress(step, done):
            raise KeyError("mine")
        with self.assertRaisesRegex(KeyError, "mine"):
            unweave.recover(SAMPLE, progress=progress)

    def test_ctrl_c_ends_it(self):
        # Again and again, as somebody would press it: one that comes while NumPy or Pillow look whether an
        # object has an attribute is lost there.
        code = ("import os, signal, sys, threading, time, _thread\n"
                "sys.path.insert(0, sys.argv[1]); import unweave\n"
                # A shell that starts us in the background has it ignored.
                "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
                "def press():\n"
                "    while True:\n"
                "        time.sleep(0.3)\n"
                "        _thread.interrupt_main()\n"
                "try:\n"
                "    threading.Thread(target=press, daemon=True).start()\n"
                "    while True: unweave.recover(sys.argv[2])\n"
                "except KeyboardInterrupt:\n"
                "    print('ended', flush=True)\n"
                "    os._exit(0)\n")
        done = subprocess.run([sys.executable, "-c", code, FOLDER, SAMPLE], capture_output=True,
                              text=True, timeout=120)
        self.assertEqual((done.stdout, done.returncode), ("ended\n", 0), done.stderr)

    def test_two_at_once_give_the_same_bytes(self):
        figures = [SAMPLE, FIGURES / "label_negative.png", FIGURES / "bar_right_q60.jpg",
                   FIGURES / "levels_even.png"]
        alone = [unweave.recover(figure) for figure in figures]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            together = list(pool.map(unweave.recover, 2 * figures))
        for expected, found in zip(2 * alone, together):
            for name in expected:
                self.assertTrue(same(expected[name].values, found[name].values), name)
            self.assertEqual(expected.unweave.report, found.unweave.report)

    def test_others_run_meanwhile(self):
        """The interpreter's lock is free: another thread counts on while a figure is analyzed."""
        counted = [0]
        ended = threading.Event()

        def count():
            while not ended.is_set():
                counted[0] += 1
        thread = threading.Thread(target=count)
        steps = []
        thread.start()
        try:
            unweave.recover(SAMPLE, threads=1,
                            progress=lambda step, done: steps.append((done, counted[0])))
        finally:
            ended.set()
            thread.join()
        # Between two calls of the progress function nobody asked for the lock.
        self.assertGreater(steps[-1][1], steps[0][1])

    def test_threads_change_no_byte(self):
        one = unweave.recover(SAMPLE, threads=1)
        four = unweave.recover(SAMPLE, threads=4)
        for name in one:
            self.assertTrue(same(one[name].values, four[name].values), name)


class Rest(unittest.TestCase):
    def test_layout(self):
        layout = unweave.read_layout(SAMPLE)
        report = unweave.recover(SAMPLE).unweave.report
        for key in ("figure", "figure_sha256", "version", "plot_area", "colorbar", "axes", "title", "ticks",
                    "panels", "range"):
            self.assertEqual(layout[key], report[key], key)
        self.assertNotIn("colormap", layout)

    def test_panels(self):
        panels = unweave.recover_panels(FIGURES / "panels_four.png")
        self.assertEqual(len(panels), 4)
        first = unweave.recover(FIGURES / "panels_four.png")
        self.assertTrue(same(panels[0]["value"].values, first["value"].values))
        self.assertTrue(any("plot areas" in text for text in first.unweave.messages))
        self.assertFalse(any("plot areas" in text for text in panels[0].unweave.messages))

    def test_recolor(self):
        ds = unweave.recover(SAMPLE)
        expected = unweave.recolor(SAMPLE, "viridis")
        self.assertEqual(expected.size, ds["value"].shape[::-1])
        found = unweave.recolor(ds, "viridis")
        # Through values and back: a color may round the other way.
        difference = np.abs(np.asarray(expected).astype(int) - np.asarray(found))
        self.assertLessEqual(difference.max(), 1)
        low = np.unravel_index(np.nanargmin(ds["value"].values), ds["value"].shape)
        self.assertLess(np.abs(np.asarray(expected)[low][:3].astype(int) - [68, 1, 84]).max(), 12)
        self.assertEqual(int(np.asarray(expected)[..., 3][np.isnan(ds["value"].values)].max()), 0)
        with self.assertRaises(TypeError):
            unweave.recolor(ds, "viridis", fill=3)

    def test_colormaps(self):
        maps = unweave.colormaps()
        self.assertGreater(len(maps), 1000)
        self.assertEqual(len({(m.family, m.name) for m in maps}), len(maps))
        viridis = next(m for m in maps if (m.family, m.name) == ("matplotlib", "viridis"))
        self.assertEqual(viridis.colors[[0, -1]].tolist(), [[68, 1, 84], [253, 231, 36]])
        self.assertEqual(viridis.kind, "continuous")

    def test_version(self):
        text = (CHECKOUT / "meson.build").read_text(encoding="utf-8")
        self.assertEqual(unweave.__version__, re.search(r"version: '([^']*)'", text)[1])
        self.assertIn("matplotlib", unweave.notices())

    def test_messages_are_in_the_language_of_the_process(self):
        code = ("import sys, locale; sys.path.insert(0, sys.argv[1]); from unweave import _core\n"
                "_core.bind_translations(sys.argv[2])\n"
                "print(_core.sentence('one-color'))\n"
                "locale.setlocale(locale.LC_ALL, ''); print(_core.sentence('one-color'))\n")
        translations = FOLDER.parent / "po"
        if not translations.exists():
            self.skipTest("a build of the module alone has no translations")
        done = subprocess.run([sys.executable, "-c", code, FOLDER, translations],
                              capture_output=True, text=True, check=True, timeout=60,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "de"})
        english, german = done.stdout.splitlines()
        self.assertEqual(english, "The picture has a single color, so there is no data to recover.")
        self.assertRegex(german, "^Das Bild .*Farbe")

    def test_examples_in_the_documentation(self):
        """Of the module's docstrings and of docs/python.md, as they stand there."""
        before = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(SAMPLE, os.path.join(folder, "figure.png"))
            os.chdir(folder)
            try:
                results = [doctest.testmod(unweave, globs={"unweave": unweave},
                                           optionflags=doctest.IGNORE_EXCEPTION_DETAIL)]
                page = CHECKOUT / "docs/python.md"
                results.append(doctest.testfile(str(page), module_relative=False))
            finally:
                os.chdir(before)
        for result in results:
            self.assertGreater(result.attempted, 3)
            self.assertEqual(result.failed, 0)

    @unittest.skipUnless(shutil.which("mypy"), "needs mypy")
    def test_stubs_agree_with_the_module(self):
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "program.py")
            pathlib.Path(program).write_text(
                "import unweave\nimport xarray as xr\n"
                "ds: xr.Dataset = unweave.recover('a.png', range=(0, 1), ticks={1: 2, 3: 4}, scale='log')\n"
                "names: list[str] = [m.name for m in unweave.colormaps()]\n"
                "unweave.recover('a.png', fil=3)\n"
                "unweave.recover('a.png', fill='x')\n")
            done = subprocess.run(
                ["mypy", "--no-incremental", "--cache-dir=/dev/null", "--ignore-missing-imports",
                 "--follow-imports=silent", program],
                capture_output=True, text=True, env={**os.environ, "MYPYPATH": str(FOLDER)}, timeout=300)
        wrong = [line for line in done.stdout.splitlines() if "error:" in line]
        self.assertEqual(len(wrong), 2, done.stdout + done.stderr)
        self.assertRegex(wrong[0], 'program.py:5: error: Unexpected keyword argument "fil"')
        self.assertRegex(wrong[1], 'program.py:6: error: Argument "fill"')


if __name__ == "__main__":
    unittest.main()
