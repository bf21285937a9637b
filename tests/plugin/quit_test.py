#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""GIMP is closed while the dialog's analysis runs: GIMP ends, the plug-in with it, and nobody
complains.

  quit_test.py KIND PROBE PLUGIN [unittest's arguments]      KIND: 2.10 or 3

PROBE: the module of GTK that says what windows show. Exits with 77 where a program is missing.
"""
import os
import pathlib
import re
import signal
import sys
import threading
import time
import unittest

import numpy as np
from PIL import Image

from gimp_profile import Profile, Screen

KIND, PROBE, PLUGIN = sys.argv[1], *(os.path.abspath(path) for path in sys.argv[2:4])
del sys.argv[1:4]
LIMIT_SECONDS = 120
PATIENCE_SECONDS = 60
# What libgimp says, in any plug-in, when its GIMP goes.
USUAL = re.compile(r"fatal error: GIMP crashed|gimp_wire_read\(\): (error|unexpected EOF)")


def save_figure(path):
    """Large and noisy: the analysis takes its time."""
    y, x = np.mgrid[0:4000, 0:4000].astype("f4")
    t = 0.5 + 0.4 * np.sin(x / 700) * np.cos(y / 900)
    color = np.stack([t, 0.5 + 0.5 * np.sin(6 * t), 1 - t], -1) * 255
    noise = np.random.default_rng(1).normal(0, 2, color.shape)
    Image.fromarray(np.clip(color + noise, 0, 255).astype("u1")).save(path, compress_level=0)


def processes(profile, name):
    """Those of this profile that run a program whose name begins so."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.path.basename(os.readlink(process / "exe")).startswith(name) and \
                    str(profile.path).encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            pass
    return found


def wait_for(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


class User:
    """Runs the plug-in from the menus' search and closes GIMP when the analysis is at work."""

    def __init__(self, screen, profile, close):
        self.screen, self.profile, self.close = screen, profile, close
        self.status = self.step = ""
        self.thread = threading.Thread(target=self.act)

    def window(self, *titles):
        """GIMP's window with one of these in its title, once it has the keyboard."""
        def active():
            for line in self.screen.ask("gimp", "windows").splitlines():
                window, has_keyboard, _, _, title = line.split("\t")
                if any(wanted in title for wanted in titles):
                    if has_keyboard == "1":
                        return True
                    self.screen.tool("xdotool", "windowactivate", window)
            return False
        self.step = titles[0]
        return wait_for(active)

    def at_work(self):
        self.status = self.screen.ask("plug-in", "value Status")
        return self.status.endswith("%")

    def act(self):
        def found():
            return "Recover Data" in self.screen.ask("gimp", "rows")
        # The figure's name is in the title once it is loaded.
        if not self.window("figure"):
            return
        self.screen.tool("xdotool", "key", "slash")
        if not self.window("Search Actions"):
            return
        self.screen.tool("xdotool", "type", "recover data from colormap")
        self.step = "search"
        if wait_for(found):
            self.screen.tool("xdotool", "key", "Down", "Return")
            self.step = "work"
            if wait_for(self.at_work):
                self.close(self)

    def end_session(self):
        for process in processes(self.profile, "gimp"):
            os.kill(process, signal.SIGTERM)

    def close_window(self):
        """First the picture goes, then GIMP."""
        def titles():
            return self.screen.ask("gimp", "windows")
        self.screen.ask("gimp", "close figure")
        self.step = "picture closed"
        if wait_for(lambda: "figure" not in titles()):
            self.screen.ask("gimp", "close GNU Image")


class Closing(unittest.TestCase):
    def run_and_close(self, close):
        with Profile(PLUGIN, {}, system=["file-png"], kind=KIND) as profile:
            figure = profile.path / "figure.png"
            save_figure(figure)
            with Screen(profile, PROBE) as screen:
                user = User(screen, profile, close)
                user.thread.start()
                log = screen.open(figure, LIMIT_SECONDS)
                user.thread.join()
            gone = wait_for(lambda: not processes(profile, os.path.basename(PLUGIN)))
        others = [line for line in log.warnings if not USUAL.search(line)]
        self.assertTrue(user.status.endswith("%"), f"{user.step} {user.status}\n{log.output}")
        self.assertTrue(gone, f"still there\n{log.output}")
        self.assertEqual(others, [], log.output)

    @unittest.skipIf(KIND != "2.10", "GIMP 3 is not asked whether it wants to end by a signal")
    def test_end_of_session(self):
        self.run_and_close(User.end_session)

    def test_window_closed(self):
        self.run_and_close(User.close_window)


if __name__ == "__main__":
    MISSING = Screen.missing(KIND)
    if MISSING:
        print("skipped: not installed:", ", ".join(MISSING))
        sys.exit(77)
    unittest.main(verbosity=2)
