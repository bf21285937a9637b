#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command gimp-unweave with a real GIMP and the plug-in, without a screen.

    command_gimp_test.py KIND PLUGIN COMMAND [unittest's arguments]      KIND: 2.10 or 3
"""
import hashlib
import json
import os
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

import numpy as np
from PIL import Image

KIND, PLUGIN, COMMAND = sys.argv[1], *(os.path.abspath(path) for path in sys.argv[2:4])
del sys.argv[1:4]
LONG = 240  # seconds in which anything here has happened, however slow the machine
WIDTH, HEIGHT = 128, 96
# What GIMP prints when something is wrong with the way it was started or used.
COMPLAINTS = re.compile(r"WARNING|CRITICAL|[Ee]rror while parsing|crashed|AddressSanitizer"
                        r"|runtime error|No writable|writable data folder")
HARMLESS = re.compile(r"cannot open display|gegl_tile_cache_destroy|GEGL-WARNING.*swap"
                      # when GIMP 3 quits
                      r"|gimp_flush\(\): error: Broken pipe|gimp_finalize: list of contexts"
                      r"|\(gimp:\d+\): GLib-GObject-CRITICAL .* g_object_unref:")


def field(finer=1):
    """t in [0, 1], every column and row different, no place flat."""
    y, x = np.mgrid[0:finer * HEIGHT, 0:finer * WIDTH] / finer
    t = x / WIDTH + 0.35 * np.sin(x / 19) * np.cos(y / 23) + 0.2 * y / HEIGHT
    return (t - t.min()) / (t.max() - t.min())


def colors(t):
    """A colormap of our own: from dark blue over green to yellow, monotonic in lightness."""
    stops = np.array([[20, 10, 80], [40, 90, 140], [30, 150, 110], [150, 200, 60], [250, 240, 40]])
    at = np.linspace(0, 1, len(stops))
    levels = np.round(np.asarray(t) * 255) / 255  # a table of 256 entries, as plot programs have
    return np.stack([np.interp(levels, at, stops[:, c]) for c in range(3)], -1).round().astype("u1")


def rank_correlation(a, b):
    ranks = [np.argsort(np.argsort(v.ravel(), kind="stable"), kind="stable") for v in (a, b)]
    return np.corrcoef(*ranks)[0, 1]


class GimpTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="unweave-command-")
        self.addCleanup(shutil.rmtree, os.fsencode(self.root))
        for folder in ("tmp", "home", "in"):
            os.mkdir(self.at(folder))
        self.out = self.at("out")
        self.environment = {
            **os.environ,
            "HOME": self.at("home"),
            "TMPDIR": self.at("tmp"),
            "LC_ALL": "C.UTF-8",
            "XDG_CACHE_HOME": CACHE,
            "XDG_CONFIG_HOME": self.at("home", "config"),
            {"2.10": "UNWEAVE_PLUGIN_GIMP2", "3": "UNWEAVE_PLUGIN_GIMP3"}[KIND]: PLUGIN,
        }
        for name in ("GIMP2_DIRECTORY", "GIMP3_DIRECTORY", "DISPLAY", "WAYLAND_DISPLAY"):
            self.environment.pop(name, None)

    def at(self, *parts):
        return os.path.join(self.root, *parts)

    def figure(self, name, picture=None, **how):
        path = os.path.join(os.fsencode(self.at("in")), os.fsencode(name))
        picture = picture or Image.fromarray(colors(field()))
        with open(path, "w+b") as file:
            picture.save(file, **{"format": "PNG", **how})
        return path

    def start(self, *arguments, processors=None, **variables):
        chosen = set(list(os.sched_getaffinity(0))[:processors])
        return subprocess.Popen(
            [COMMAND, "--gimp", KIND, "-o", self.out, *arguments], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**self.environment, **variables},
            preexec_fn=(lambda: os.sched_setaffinity(0, chosen)) if processors else None)

    def recover(self, *arguments, **how):
        """(status, stdout, stderr); checks that nothing is left behind, whatever happened."""
        process = self.start(*arguments, **how)
        stdout, stderr = process.communicate(timeout=LONG)
        self.assert_clean()
        return process.returncode, stdout.decode(), stderr.decode()

    def assert_clean(self):
        self.assertEqual(os.listdir(self.at("tmp")), [])
        end = time.monotonic() + LONG
        while left := self.processes():
            self.assertLess(time.monotonic(), end, left)
            time.sleep(0.05)

    def processes(self):
        """pid -> name of all that run with this test's private folders."""
        mark = b"HOME=" + os.fsencode(self.at("home"))
        found = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    if mark in file.read().split(b"\0"):
                        with open(f"/proc/{pid}/comm", encoding="utf-8") as name:
                            found[int(pid)] = name.read().strip()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                pass
        return found

    def data(self, stem):
        return np.load(os.path.join(os.fsencode(self.out), os.fsencode(stem) + b".npy"))

    def assert_recovered(self, stem, least=0.999):
        data = self.data(stem)
        self.assertEqual((data.shape, data.dtype), ((HEIGHT, WIDTH), np.float32))
        known = np.isfinite(data)
        self.assertGreater(known.mean(), 0.97)
        self.assertGreater(abs(rank_correlation(data[known], field()[known])), least)

    def results(self):
        return sorted(os.listdir(self.out))

    def report(self, stem):
        with open(os.path.join(self.out, stem + ".json"), encoding="utf-8") as file:
            return json.load(file)


class Figures(GimpTest):
    def test_data_report_and_picture(self):
        figure = self.figure("a b.png")
        status, stdout, stderr = self.recover("--xcf", "--format=npy,csv", figure)
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(self.results(), ["a b.csv", "a b.json", "a b.npy", "a b.xcf"])
        self.assert_recovered("a b")
        text = np.loadtxt(os.path.join(self.out, "a b.csv"), delimiter=",", dtype=np.float32)
        np.testing.assert_array_equal(text, self.data("a b"))
        with open(os.path.join(self.out, "a b.json"), encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual((report["figure"], report["status"]), ("a b.png", "ok"))
        self.assertEqual(report["plot_area"], {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
        with open(figure, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.assertIn(digest, json.dumps(report))
        with open(os.path.join(self.out, "a b.xcf"), "rb") as file:
            xcf = file.read()
        self.assertTrue(xcf.startswith(b"gimp xcf "))
        self.assertIn(b"Data: ", xcf)
        self.assertIn(b"unweave-report", xcf)
        self.assertIn(f"{WIDTH} x {HEIGHT}", stdout)

    def test_common_formats(self):
        rgb = Image.fromarray(colors(field()))
        gray = Image.fromarray((field() * 65535).astype("u2"))
        how = {
            "png": {}, "tif": {"format": "TIFF"}, "bmp": {"format": "BMP"},
            "ppm": {"format": "PPM"}, "gif": {"format": "GIF"},
            "jpg": {"format": "JPEG", "quality": 97, "subsampling": 0},
            "webp": {"format": "WEBP", "lossless": True},
            "gray16": {"format": "TIFF"}, "indexed": {},
        }
        figures = [
            self.figure(f"{kind}.x", gray if kind == "gray16" else
                        rgb.quantize(256) if kind == "indexed" else rgb, **options)
            for kind, options in how.items()]
        status, stdout, stderr = self.recover("-v", *figures)
        self.assertEqual(status, 0, stderr)
        self.assertEqual(len(stdout.splitlines()), len(how) + 1)
        complaints = [line for line in stderr.splitlines()
                      if COMPLAINTS.search(line) and not HARMLESS.search(line)]
        self.assertEqual(complaints, [])
        for kind in how:
            with self.subTest(kind):
                self.assert_recovered(kind, 0.99 if kind in ("jpg", "indexed", "gif") else 0.999)
        # All hold the same pixels.
        for kind in ("tif", "bmp", "ppm", "webp"):
            np.testing.assert_array_equal(self.data(kind), self.data("png"))

    def test_uncommon_formats_are_loaded_too(self):
        # A Targa picture has no magic at its start.
        figure = self.figure("a.tga", format="TGA")
        status, _, stderr = self.recover("-v", figure, self.figure("b.png"))
        self.assertEqual(status, 0, stderr)
        np.testing.assert_array_equal(self.data("a"), self.data("b"))
        self.assertEqual([line for line in stderr.splitlines()
                          if COMPLAINTS.search(line) and not HARMLESS.search(line)], [])

    def test_a_picture_in_layers_is_taken_as_it_shows(self):
        # The command's own layered picture: the data, in gray, lies over the figure.
        self.recover("--xcf", self.figure("a.png"))
        layered = shutil.copy(os.path.join(self.out, "a.xcf"), self.at("in", "b.xcf"))
        status, stdout, stderr = self.recover(layered)
        self.assertEqual(status, 0, stderr)
        self.assertTrue(all(r == g == b for r, g, b in self.report("b")["colormap"]["colors"]), stdout)
        self.assert_recovered("b")
        self.assertFalse(any("page" in text for text in self.report("b")["messages"]))

    def test_of_pages_and_frames_the_first_is_taken(self):
        first = Image.fromarray(colors(field()))
        other = Image.fromarray(colors(field()[::-1, ::-1]))
        red = Image.new("RGB", first.size, (255, 0, 0))
        figures = [self.figure(name, first, format=kind, save_all=True, append_images=[other, red],
                               **how)
                   for name, kind, how in (("a.tif", "TIFF", {}), ("b.gif", "GIF", {}),
                                           ("c.webp", "WEBP", {"lossless": True}),
                                           ("d.pdf", "PDF", {}))]
        status, _, stderr = self.recover(*figures)
        self.assertEqual((status, stderr), (0, ""))
        for stem in "abc":
            self.assert_recovered(stem, 0.99)
        for stem in "abcd":
            self.assertTrue(any("3 pages; the first" in text
                                for text in self.report(stem)["messages"]), stem)
        # The first page's pixels, whatever size GIMP draws them in.
        data = self.data("d")
        rows, columns = ((np.arange(n) + 0.5) / n for n in data.shape)
        truth = field()[np.ix_((rows * HEIGHT).astype(int), (columns * WIDTH).astype(int))]
        known = np.isfinite(data)
        self.assertGreater(abs(rank_correlation(data[known], truth[known])), 0.97)

    def test_names_of_any_bytes(self):
        names = [b"with space.png", b"quo\"te'`$(x).png", "gr\u00fc\u00df \u65e5\u672c.png".encode(),
                 b"new\nline.png", b"-dash.png", b"not\xffutf8.png", b"per%20cent#?.png",
                 b"back\\slash.png", b"file:x.png"]
        status, stdout, stderr = self.recover("--xcf", *[self.figure(name) for name in names])
        self.assertEqual((status, stderr), (0, ""), stdout)
        wanted = sorted(os.path.splitext(name)[0] + end for name in names
                        for end in (b".json", b".npy", b".xcf"))
        self.assertEqual(sorted(os.listdir(os.fsencode(self.out))), wanted)

    def test_folders_of_any_bytes_in_a_plain_locale(self):
        figure = self.figure("a.png")
        # GIMP takes no profile whose name is not UTF-8, so the second private folder is elsewhere.
        for i, odd in enumerate((b" \xc3\xbc\n\"'", b" \xff\xc3\xbc\n\"'")):
            out, tmp = (os.path.join(os.fsencode(self.root), part + odd)
                        for part in (b"out", b"tmp"))
            os.mkdir(tmp)
            process = subprocess.run(
                [COMMAND, "--gimp", KIND, "--xcf", "-o", out, figure], stdin=subprocess.DEVNULL,
                capture_output=True, timeout=LONG, check=False,
                env={**self.environment, "LC_ALL": "C", "TMPDIR": tmp})
            self.assertEqual((process.returncode, process.stderr), (0, b""), i)
            self.assertEqual(sorted(os.listdir(out)), [b"a.json", b"a.npy", b"a.xcf"])
            self.assertEqual(os.listdir(tmp), [])

    def test_the_same_bytes_in_every_run(self):
        """Whatever the order of figures, the processors, the locale and the time zone."""
        figures = [self.figure("a.png"),
                   self.figure("b.png", Image.fromarray(colors(field()[::-1]))),
                   self.figure("c.jpg", format="JPEG", quality=90)]
        locales = self.make_locale("de_DE")
        seen = {}
        for i in range(10):
            self.out = self.at(f"out{i}")
            order = figures if i % 2 else figures[::-1]
            status, _, stderr = self.recover(
                "--format=npy,csv,xyz.csv,tif,nc,npz,mat", "--figures=png,svg", "--confidence", "--fill=4",
                "--colormap-files=ggr,gpl,csv,cpt", *order, processors=1 + i // 2 % 2,
                LC_NUMERIC="de_DE.UTF-8" if i % 3 == 1 else "C", LC_ALL="", LANG="C.UTF-8",
                LOCPATH=locales if i % 3 == 1 else "",
                TZ=("UTC", "Pacific/Chatham", "America/St_Johns")[i % 3])
            self.assertEqual((status, stderr), (0, ""))
            for name in self.results():
                with open(os.path.join(self.out, name), "rb") as file:
                    seen.setdefault(name, set()).add(hashlib.sha256(file.read()).hexdigest())
        self.assertGreater(len(seen), 3 * (5 + 5 + 5 + 12 + 4))
        self.assertEqual([name for name, digests in seen.items() if len(digests) != 1], [])

    def make_locale(self, name):
        """A folder for LOCPATH; where locales cannot be made here, an empty one."""
        folder = self.at("locales")
        os.makedirs(folder, exist_ok=True)
        if shutil.which("localedef"):
            subprocess.run(["localedef", "-i", name, "-f", "UTF-8",
                            os.path.join(folder, f"{name}.UTF-8")], check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return folder


class Options(GimpTest):
    def test_range(self):
        figure = self.figure("a.png")
        self.recover(figure)
        t = self.data("a")
        self.recover("--range", "-2,30", figure)
        np.testing.assert_allclose(self.data("a"), -2 + 32 * t, atol=1e-5)
        self.recover("--range=1,1000", "--scale=log", figure)
        np.testing.assert_allclose(self.data("a"), 1000 ** t.astype(float), rtol=1e-5)

    def test_plot_area(self):
        figure = self.figure("a.png")
        status, _, stderr = self.recover("--plot-area=8,4,64,32", figure)
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(self.data("a").shape, (32, 64))
        status, _, stderr = self.recover("--plot-area=8,4,640,32", figure)
        self.assertEqual(status, 1)
        self.assertIn("plot-area", stderr)

    def test_gaps_are_filled_and_marked(self):
        picture = colors(field())
        line = np.zeros((HEIGHT, WIDTH), bool)
        line[40:42, 10:100] = line[10:80, 60:62] = True
        hole = np.zeros_like(line)
        hole[60:80, 80:110] = True
        picture[line | hole] = [255, 0, 255]
        figure = self.figure("a.png", Image.fromarray(picture))
        status, _, stderr = self.recover("--plot-area", f"0,0,{WIDTH},{HEIGHT}", "--fill=5",
                                         "--confidence", "--xcf", figure)
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(self.results(), ["a.confidence.npy", "a.filled.npy", "a.json", "a.npy",
                                          "a.uncertainty.npy", "a.xcf"])
        data, filled = self.data("a"), self.data("a.filled")
        np.testing.assert_array_equal(np.isnan(data), hole)
        np.testing.assert_array_equal(filled, line & ~hole)
        self.assertGreater(abs(rank_correlation(data[line], field()[line])), 0.999)
        with open(self.at("out", "a.json"), encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual(report["fill"], {"size": 5, "pixels": int(line.sum())})
        confidence = self.data("a.confidence")
        np.testing.assert_array_equal(np.isnan(confidence), hole)
        # The map is in no catalog, so that its speed is not known.
        self.assertTrue(np.isnan(self.data("a.uncertainty")).all())
        self.assertLessEqual(confidence[line].max(), confidence[~line & ~hole].mean() + 1e-6)

    def test_a_gradient_by_name(self):
        # A gradient of the user's own, in the profile that GIMP does not otherwise see.
        folder = {"2.10": "2.10", "3": "3.0"}[KIND]
        gradients = self.at("home", "config", "GIMP", folder, "gradients")
        os.makedirs(gradients)
        with open(os.path.join(gradients, "mine.ggr"), "w", encoding="utf-8") as file:
            file.write("GIMP Gradient\nName: Mine, not yours\n1\n"
                       "0 0.5 1 0.1 0.1 0.4 1 0.9 0.8 0.2 1 0 0 0 0\n")
        t = np.round(field() * 255) / 255
        low, high = np.array([0.1, 0.1, 0.4]), np.array([0.9, 0.8, 0.2])
        picture = Image.fromarray(
            ((low + (high - low) * t[..., None]) * 255).round().astype("u1"))
        figure = self.figure("a.png", picture)
        status, stdout, stderr = self.recover("--colormap=Mine, not yours", figure)
        self.assertEqual((status, stderr), (0, ""))
        self.assertIn("Mine, not yours", stdout)
        data = self.data("a")
        self.assertLess(np.sqrt(np.nanmean((data - t) ** 2)), 0.01)
        status, _, stderr = self.recover("--colormap=-Mine, not yours", figure)
        self.assertEqual((status, stderr), (0, ""))
        np.testing.assert_allclose(self.data("a"), 1 - data, atol=1e-5)
        # The profile was only read.
        self.assertEqual(os.listdir(os.path.dirname(gradients)), ["gradients"])

    def test_maps_of_the_users_own(self):
        folder = {"2.10": "2.10", "3": "3.0"}[KIND]
        own = self.at("home", "config", "GIMP", folder, "colormaps")
        os.makedirs(own)
        table = colors(np.linspace(0, 1, 256))
        with open(os.path.join(own, "Ours.csv"), "w", encoding="utf-8") as file:
            file.write("".join("%d,%d,%d\n" % tuple(color) for color in table))
        truth = field(finer=3)
        figure = self.figure("a.png", Image.fromarray(colors(truth)))
        status, stdout, stderr = self.recover(figure)
        self.assertEqual((status, stderr), (0, ""))
        self.assertIn("Ours", stdout)
        self.assertLess(np.abs(self.data("a") - truth).max(), 0.01)
        self.recover("--colormap=-ours", figure)
        self.assertLess(np.abs(1 - self.data("a") - truth).max(), 0.01)
        with open(os.path.join(own, "broken.ggr"), "w", encoding="utf-8") as file:
            file.write("GIMP Gradient\nName: broken\n1\n0 0.5\n")
        status, _, stderr = self.recover(figure)
        self.assertEqual((status, stderr.count("\n")), (0, 1))
        self.assertIn("broken.ggr:4", stderr)
        with open(self.at("out", "a.json"), encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual(report["colormap"]["name"], "Ours")
        self.assertTrue(any("broken.ggr:4" in text for text in report["messages"]))
        status, stdout, stderr = self.recover("--list-colormaps")
        self.assertEqual((status, stdout.splitlines()[0]), (0, "user/Ours"))
        self.assertIn("broken.ggr:4", stderr)
        self.assertEqual(sorted(os.listdir(own)), ["Ours.csv", "broken.ggr"])

    def test_a_catalogue_colormap_by_name(self):
        t = np.round(field() * 255) / 255
        picture = Image.fromarray((np.repeat(t[..., None], 3, 2) * 255).round().astype("u1"))
        figure = self.figure("a.png", picture)
        status, stdout, stderr = self.recover("--colormap=matplotlib/gray", figure)
        self.assertEqual((status, stderr), (0, ""))
        self.assertIn("gray", stdout)
        up = self.data("a")
        self.assertLess(np.abs(up - t).max(), 0.01)
        self.recover("--colormap=-gray", figure)
        np.testing.assert_allclose(self.data("a"), 1 - up, atol=1e-5)

    def test_a_colormap_that_nobody_knows(self):
        status, _, stderr = self.recover("--colormap=Nobody knows", self.figure("a.png"))
        self.assertEqual(status, 1)
        self.assertIn("Nobody knows", stderr)
        self.assertEqual(self.results(), [])


class Precision(GimpTest):
    def test_ranges_whose_steps_floats_of_32_bits_lose_give_64(self):
        figure = self.figure("a.png")
        self.recover(figure)
        t = self.data("a").astype(float)
        for low, high, scale in ((2451545, 2451546, "linear"), (1e39, 2e39, "linear"),
                                 (1e-300, 1e300, "log")):
            status, _, stderr = self.recover(f"--range={low!r},{high!r}", "--scale", scale,
                                             "--format=npy,csv,nc,tif", "--confidence", figure)
            self.assertEqual((status, stderr), (0, ""))
            data = self.data("a")
            self.assertEqual(data.dtype, np.float64)
            truth = (low + (high - low) * t if scale == "linear" else
                     np.exp((1 - t) * np.log(low) + t * np.log(high)))
            np.testing.assert_allclose(data, truth, rtol=1e-12)
            self.assertEqual(len(np.unique(data)), len(np.unique(t)))
            text = np.loadtxt(os.path.join(self.out, "a.csv"), delimiter=",")
            np.testing.assert_array_equal(text, data)
            self.assertEqual(self.data("a.confidence").dtype, np.float32)

    def test_ranges_that_no_float_holds_are_refused(self):
        figure = self.figure("a.png")
        for options in (["--range=1e20,100000000000000016384"], ["--range=-1e308,1e308"],
                        ["--range=inf,1"], ["--range=0,nan"], ["--range=1,1e999"],
                        ["--range=-5,5", "--scale=log"], ["--range=0,5", "--scale=log"],
                        ["--scale=log"], ["--x-range=1,inf"]):
            status, _, stderr = self.recover(*options, figure)
            self.assertEqual(status, 2, options)
            self.assertRegex(stderr, "range|scale")

    def test_values_of_a_palette_are_the_range(self):
        with open(self.at("in", "uneven.cpt"), "w", encoding="ascii") as file:
            file.write("0 0 0 128 10 0 0 255\n10 0 0 255 100 0 255 255\n"
                       "100 0 255 255 1000 255 0 0\n")
        z = 1000 ** field()
        picture = np.stack([np.interp(z, [0, 10, 100, 1000], c) for c in
                            ([0, 0, 0, 255], [0, 0, 255, 0], [128, 255, 255, 0])], -1)
        figure = self.figure("a.png", Image.fromarray(picture.round().astype("u1")))
        status, _, stderr = self.recover("--colormap", self.at("in", "uneven.cpt"), figure)
        self.assertEqual((status, stderr), (0, ""))
        data = self.data("a")
        self.assertGreater(np.isfinite(data).mean(), 0.97)
        # Half a level of color, in each slice.
        for low, high, levels in ((0, 10, 127), (10, 100, 255), (100, 1000, 255)):
            part = (z > low) & (z < high) & np.isfinite(data)
            self.assertLess(np.abs(data - z)[part].max(), 2 * (high - low) / levels, (low, high))
        # A range that is given stretches the palette's own.
        self.recover("--colormap", self.at("in", "uneven.cpt"), "--range=0,1", figure)
        np.testing.assert_allclose(self.data("a") * 1000, data, rtol=1e-4, atol=1e-3)


class Parts(GimpTest):
    """Pictures that do not load whole, and limits."""

    def damaged(self, name, change, **how):
        path = self.figure(name, **how)
        with open(path, "rb") as file:
            contents = bytearray(file.read())
        with open(path, "wb") as file:
            file.write(change(contents))
        return path

    def test_a_picture_that_is_cut_off_is_refused_or_marked(self):
        def half(contents):
            return contents[:len(contents) * 6 // 10]
        noise = np.random.default_rng(1).integers(-2, 3, (HEIGHT, WIDTH, 3))
        picture = Image.fromarray(np.clip(colors(field()) + noise, 0, 255).astype("u1"))
        figures = [self.damaged(name, half, picture=picture, **how) for name, how in (
            ("a.png", {}), ("b.jpg", {"format": "JPEG", "quality": 97, "subsampling": 0}),
            ("c.tif", {"format": "TIFF"}), ("d.bmp", {"format": "BMP"}),
            ("e.ppm", {"format": "PPM"}))]
        status, _, stderr = self.recover(*figures)
        self.assertEqual((status, self.results()), (1, []))
        for name in ("a.png", "b.jpg", "c.tif", "d.bmp", "e.ppm"):
            self.assertRegex(stderr, name + ": .*(whole|cannot load)")
        self.assertIn("--partial=take", stderr)
        # In the loaders' own words.
        self.assertRegex(stderr, "b.jpg: .*Premature end of JPEG file")
        self.assertRegex(stderr, "c.tif: .*Read(ing scanline failed| error)")
        for figure in figures[:3]:
            stem = os.fsdecode(os.path.basename(figure))[0]
            status, _, stderr = self.recover("--partial=take", f"--plot-area=0,0,{WIDTH},40", figure)
            if status != 0:
                # GIMP 3.0's loader of PNG hands nothing on.
                self.assertEqual((stem, KIND), ("a", "3"))
                self.assertRegex(stderr, "a.png: GIMP cannot load it: .")
                continue
            self.assertEqual(stderr, "")
            data = self.data(stem)
            known = np.isfinite(data)
            self.assertGreater(abs(rank_correlation(data[known], field()[:40][known])), 0.99)
            self.assertTrue(any("whole" in text for text in self.report(stem)["messages"]))

    def test_no_flipped_byte_of_a_png_goes_unnoticed(self):
        random = np.random.default_rng(5)
        size = os.path.getsize(self.figure("whole.png"))
        figures = []
        for i, at in enumerate(random.integers(8, size - 12, 12)):
            def flip(contents, at=int(at)):
                contents[at] ^= 1 << random.integers(8)
                return contents
            figures.append(self.damaged(f"{i}.png", flip))
        status, _, stderr = self.recover(*figures)
        self.assertEqual((status, self.results()), (1, []))
        self.assertEqual(len(stderr.splitlines()), len(figures), stderr)

    def test_flipped_bytes_that_a_loader_reports_are_an_error(self):
        def zeros(contents):
            contents[len(contents) // 2:len(contents) // 2 + 40] = bytes(40)
            return contents
        figure = self.damaged("a.jpg", zeros, format="JPEG", quality=90)
        status, _, stderr = self.recover(figure)
        self.assertEqual((status, self.results()), (1, []))
        self.assertRegex(stderr, "a.jpg: The picture did not load whole: .*Corrupt JPEG data")

    def test_harmless_words_of_a_loader_are_no_error(self):
        # An unknown tag, and a profile that libpng finds fault with.
        tags = {65001: "of some program"}
        figures = [self.figure("a.tif", format="TIFF", tiffinfo=tags),
                   self.figure("b.png", icc_profile=b"no profile at all")]
        status, _, stderr = self.recover(*figures)
        self.assertEqual((status, stderr), (0, ""))
        for stem in "ab":
            self.assertFalse(any("whole" in text for text in self.report(stem)["messages"]))

    def test_more_pixels_than_the_limit_are_refused_without_a_gimp(self):
        def chunk(kind, contents):
            return (struct.pack(">I", len(contents)) + kind + contents +
                    struct.pack(">I", zlib.crc32(kind + contents)))
        claim = self.at("in", "claim.png")
        with open(claim, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" +
                       chunk(b"IHDR", struct.pack(">IIBBBBB", 500000, 500000, 8, 2, 0, 0, 0)) +
                       chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""))
        begin = time.monotonic()
        status, _, stderr = self.recover(claim)
        self.assertLess(time.monotonic() - begin, 2)
        self.assertEqual((status, self.results()), (1, []))
        self.assertRegex(stderr, "claim.png: .*500000 x 500000 pixels.*--max-pixels")
        # Of a format whose head nobody looks at, when it has been opened.
        figures = [self.figure("a.tga", format="TGA"), self.figure("b.png")]
        status, _, stderr = self.recover("--max-pixels", str(WIDTH * HEIGHT - 1), *figures)
        self.assertEqual((status, self.results()), (1, []))
        self.assertEqual(len(re.findall(f"{WIDTH} x {HEIGHT} pixels", stderr)), 2, stderr)
        status, _, stderr = self.recover("--max-pixels", str(WIDTH * HEIGHT), *figures)
        self.assertEqual((status, stderr), (0, ""))
        # All pages count.
        pages = self.figure("c.tif", format="TIFF", save_all=True,
                            append_images=[Image.new("RGB", (WIDTH, HEIGHT))])
        status, _, stderr = self.recover("--max-pixels", str(WIDTH * HEIGHT), pages)
        self.assertEqual(status, 1)
        self.assertIn(f"{WIDTH} x {HEIGHT} x 2 pixels", stderr)


class Folders(GimpTest):
    def test_older_companions_go_with_their_report(self):
        picture = np.full((2 * HEIGHT + 40, WIDTH + 40, 3), 255, "u1")
        for top in (10, HEIGHT + 30):
            picture[top:top + HEIGHT, 20:20 + WIDTH] = colors(field())
        two = Image.fromarray(picture)
        self.recover("--confidence", "--panels", "--xcf", "--format=npy,csv",
                     self.figure("a.png", two))
        older = self.results()
        self.assertIn("a.panel2.confidence.csv", older)
        self.assertEqual(sorted(self.report("a")["files"] + ["a.json"]), older)
        for name, text in (("a.notes.npy", "a user's own"), ("b.confidence.npy", "of another")):
            with open(os.path.join(self.out, name), "w", encoding="ascii") as file:
                file.write(text)
        changed = os.path.join(self.out, "a.panel2.npy")
        with open(changed, "ab") as file:
            file.write(b"changed since")
        self.recover(self.figure("a.png", two))
        self.assertEqual(self.results(), ["a.json", "a.notes.npy", "a.npy", "a.panel2.npy",
                                          "b.confidence.npy"])

    def test_links_in_a_folder_of_others_are_not_followed(self):
        os.mkdir(self.out)
        os.chmod(self.out, 0o1777)
        precious = self.at("precious")
        with open(precious, "w", encoding="ascii") as file:
            file.write("precious")
        for name in ("a.npy", "a.json", "a.xcf"):
            os.symlink(precious, os.path.join(self.out, name))
        os.symlink(self.at("nowhere"), os.path.join(self.out, "a.csv"))
        previous = os.umask(0o027)
        self.addCleanup(os.umask, previous)
        status, _, stderr = self.recover("--xcf", "--format=npy,csv", self.figure("a.png"))
        self.assertEqual((status, stderr), (0, ""))
        with open(precious, encoding="ascii") as file:
            self.assertEqual(file.read(), "precious")
        self.assertFalse(os.path.lexists(self.at("nowhere")))
        for name in ("a.npy", "a.json", "a.xcf", "a.csv"):
            status = os.lstat(os.path.join(self.out, name))
            self.assertTrue(stat.S_ISREG(status.st_mode), name)
            self.assertEqual(stat.S_IMODE(status.st_mode), 0o640, name)

    def test_runs_at_one_time_do_each_other_no_harm(self):
        figures = [self.figure(f"{i}.png") for i in range(4)]
        runs = [self.start("--confidence", *figures), self.start(*figures)]
        runs.append(self.start("--format=csv", *figures))
        runs[2].stdout.readline()
        runs[2].send_signal(signal.SIGINT)
        for run in runs:
            run.communicate(timeout=LONG)
        self.assertEqual([run.returncode for run in runs[:2]], [0, 0])
        self.assert_clean()
        for i in range(4):
            # What stands there is of one run, the last one's.
            names = {name for name in self.results() if name.startswith(f"{i}.")}
            self.assertEqual(names, set(self.report(str(i))["files"]) | {f"{i}.json"})


class Failures(GimpTest):
    def test_bad_figures_fail_alone(self):
        text = self.at("in", "text.png")
        with open(text, "w", encoding="ascii") as file:
            file.write("no picture at all\n")
        cut = self.figure("cut.png")
        with open(cut, "r+b") as file:
            file.truncate(50)
        flat = self.figure("flat.png", Image.new("RGB", (64, 64), (9, 9, 9)))
        blocked = self.figure("blocked.png")
        os.makedirs(os.path.join(self.out, "blocked.npy"))
        good = self.figure("good.png")
        status, stdout, stderr = self.recover("--xcf", text, cut, flat, blocked, good)
        self.assertEqual(status, 1)
        self.assertEqual(self.results(), ["blocked.npy", "good.json", "good.npy", "good.xcf"])
        for name in ("text", "cut", "flat", "blocked"):
            self.assertRegex(stderr, rf"gimp-unweave: .*{name}\.png: \S")
        self.assertEqual(len(stderr.splitlines()), 4, stderr)
        self.assertIn("1 of 5 figures gave data", stdout)

    def test_older_results_survive_a_failure(self):
        flat = self.figure("flat.png", Image.new("RGB", (64, 64), (9, 9, 9)))
        os.mkdir(self.out)
        for name in ("flat.npy", "flat.json", "other.txt"):
            with open(os.path.join(self.out, name), "w", encoding="ascii") as file:
                file.write("older")
        self.recover(flat)
        for name in ("flat.npy", "flat.json", "other.txt"):
            with open(os.path.join(self.out, name), encoding="ascii") as file:
                self.assertEqual(file.read(), "older")

    def end_while_working(self, name, number):
        """Ends one of GIMP's processes after the first figure; what is left is done or named."""
        figures = [self.figure(f"{i}.png") for i in range(4)]
        process = self.start(*figures)
        process.stdout.readline()
        for pid, comm in self.processes().items():
            if comm.startswith(name):
                os.kill(pid, number)
        _, stderr = process.communicate(timeout=LONG)
        self.assert_clean()
        failed = [i for i in range(4) if f"{i}.png: " in stderr.decode()]
        self.assertLessEqual(len(failed), 1, stderr)
        self.assertEqual(process.returncode, 1 if failed else 0)
        self.assertEqual(self.results(), sorted(
            f"{i}.{end}" for i in range(4) if i not in failed for end in ("json", "npy")))

    def test_gimp_is_killed(self):
        self.end_while_working("gimp-console", signal.SIGKILL)

    def test_the_plugin_is_killed(self):
        self.end_while_working("unweave", signal.SIGKILL)

    def test_gimp_stands_still(self):
        process = self.start("--timeout=3", *[self.figure(f"{i}.png") for i in range(3)])
        process.stdout.readline()
        for pid, comm in self.processes().items():
            if comm.startswith("gimp-console"):
                os.kill(pid, signal.SIGSTOP)
        process.communicate(timeout=LONG)
        self.assertIn(process.returncode, (0, 1))
        self.assert_clean()
        self.assertIn("0.npy", self.results())

    def test_interrupt(self):
        process = self.start(*[self.figure(f"{i}.png") for i in range(9)])
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=LONG)
        self.assertEqual(process.returncode, 130)
        self.assert_clean()
        stems = [os.path.splitext(name)[0] for name in self.results()]
        self.assertTrue(all(stems.count(stem) == 2 for stem in stems), self.results())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="unweave-cache-") as CACHE:
        unittest.main()
