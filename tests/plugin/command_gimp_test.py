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
import subprocess
import sys
import tempfile
import time
import unittest

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
        with open(path, "wb") as file:
            picture.save(file, **{"format": "PNG", **how})
        return path

    def start(self, *arguments, **variables):
        return subprocess.Popen(
            [COMMAND, "--gimp", KIND, "-o", self.out, *arguments], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**self.environment, **variables})

    def recover(self, *arguments, **variables):
        """(status, stdout, stderr); checks that nothing is left behind, whatever happened."""
        process = self.start(*arguments, **variables)
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
        first = Image.fromarray(colors(field()))
        other = Image.new("RGB", first.size, (255, 0, 0))
        figure = self.figure("a.gif", other, format="GIF", save_all=True, append_images=[first])
        status, _, stderr = self.recover(figure)
        self.assertEqual(status, 0, stderr)
        self.assert_recovered("a", 0.99)

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
        figures = [self.figure("a.png"),
                   self.figure("b.png", Image.fromarray(colors(field()[::-1])))]
        seen = set()
        for i in range(3):
            self.out = self.at(f"out{i}")
            status, _, _ = self.recover("--format=npy,csv", *figures)
            self.assertEqual(status, 0)
            contents = []
            for name in self.results():
                with open(os.path.join(self.out, name), "rb") as file:
                    contents.append((name, file.read()))
            seen.add(tuple(contents))
        self.assertEqual(len(seen), 1)


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
                                          "a.xcf"])
        data, filled = self.data("a"), self.data("a.filled")
        np.testing.assert_array_equal(np.isnan(data), hole)
        np.testing.assert_array_equal(filled, line & ~hole)
        self.assertGreater(abs(rank_correlation(data[line], field()[line])), 0.999)
        with open(self.at("out", "a.json"), encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual(report["fill"], {"size": 5, "pixels": int(line.sum())})
        confidence = self.data("a.confidence")
        np.testing.assert_array_equal(np.isnan(confidence), hole)
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
