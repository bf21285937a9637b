#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""GIMP is closed while the dialog's analysis runs: GIMP ends, the plug-in with it, and nobody
complains.

  quit_test.py PLUGIN      (GIMP 2.10; exits with 77 where a program is missing)
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
from PIL import Image

from gimp_profile import Profile, Screen

PLUGIN = os.path.abspath(sys.argv[1])
LIMIT_SECONDS = 120
ARGUMENTS = '"" 0 0 "" "" "" "" "" 0 "" "" "" 0 "" "" 0 "" 0 "" "" 0'


def save_figure(path):
    """Large and noisy: the analysis takes its time."""
    y, x = np.mgrid[0:4000, 0:4000].astype("f4")
    t = 0.5 + 0.4 * np.sin(x / 700) * np.cos(y / 900)
    color = np.stack([t, 0.5 + 0.5 * np.sin(6 * t), 1 - t], -1) * 255
    noise = np.random.default_rng(1).normal(0, 2, color.shape)
    Image.fromarray(np.clip(color + noise, 0, 255).astype("u1")).save(path, compress_level=1)


def processes(profile, program):
    """Those of this profile that run the program."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.path.basename(os.readlink(process / "exe")) == program and \
                    str(profile.path).encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            pass
    return found


class ClosingScreen(Screen):
    def tool(self, *command):
        return subprocess.run(command, env=self._environment(), check=False, capture_output=True,
                              text=True).stdout.split()

    def close_gimp(self, profile, seen):
        """As soon as the dialog is there, as the end of a session does."""
        for _ in range(300):
            if self.tool("xdotool", "search", "--onlyvisible", "--name", "^Recover Data"):
                seen.append("dialog")
                break
            time.sleep(0.1)
        for process in processes(profile, "gimp-2.10"):
            os.kill(process, signal.SIGTERM)


def main():
    missing = Screen.missing("2.10")
    if missing:
        print("skipped: not installed:", ", ".join(missing))
        return 77
    with Profile(PLUGIN, {}, system=["script-fu", "file-png"]) as profile:
        figure = profile.path / "figure.png"
        save_figure(figure)
        seen = []
        with ClosingScreen(profile) as screen:
            user = threading.Thread(target=screen.close_gimp, args=[profile, seen])
            user.start()
            log = screen.gimp("plug-in-script-fu-eval", (
                f'(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE "{figure}" "x"))))'
                "(gimp-display-new image)"
                "(plug-in-unweave RUN-INTERACTIVE image"
                f" (car (gimp-image-get-active-drawable image)) {ARGUMENTS}))"), LIMIT_SECONDS)
            user.join()
        for _ in range(100):
            left = processes(profile, os.path.basename(PLUGIN))
            if not left:
                break
            time.sleep(0.1)
    print(log.output)
    assert seen, "no dialog"
    assert not left, f"still there: {left}"
    # What libgimp says, in any plug-in, when its GIMP goes.
    usual = re.compile(r"fatal error: GIMP crashed|gimp_wire_read\(\): error")
    others = [line for line in log.warnings if not usual.search(line)]
    assert not others, others
    return 0


if __name__ == "__main__":
    sys.exit(main())
