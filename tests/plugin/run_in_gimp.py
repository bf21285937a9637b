#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suite of tests/plugin inside a real GIMP.

  run_in_gimp.py KIND [--window PROBE] PLUGIN TESTS [Boost.Test arguments...]      KIND: 2.10 or 3

PLUGIN is the plug-in's binary, TESTS the suite's. A fresh profile holds both (and nothing of the
user's); GIMP is ended after a time limit. Without --window there is no screen; with it, GIMP's
window opens on a virtual screen of its own and PROBE, a module of GTK, says what the windows show
(screenshots are kept if UNWEAVE_SCREENSHOTS names a folder, which is made). Exits with Boost.Test's status; 1 as well when GIMP or a plug-in printed a warning; 77, with
the reason, when a program that --window needs is missing.
"""
import os
import pathlib
import sys

from gimp_profile import Profile, Screen

LIMIT_SECONDS = 240
WINDOW_LIMIT_SECONDS = 840


def report(log, result):
    sys.stdout.write(log.output)
    status = int(result.read_text()) if result.exists() else 1
    if log.warnings:
        print("GIMP complained:", *log.warnings, sep="\n  ")
        status = status or 1
    return status


def main():
    kind, *arguments = sys.argv[1:]
    window = arguments[0] == "--window"
    probe = arguments[1] if window else None
    plugin, tests, *arguments = arguments[2 if window else 0:]
    # The command that was built with the plug-in.
    os.environ.setdefault("UNWEAVE_COMMAND",
                          str(pathlib.Path(plugin).resolve().parents[1] / "batch" / "gimp-unweave"))
    with Profile(plugin, {"unweave-tests": tests}, ["file-tiff", "file-png"], kind) as profile:
        result = profile.path / "result"
        command = " ".join([str(result), *arguments])
        if not window:
            return report(profile.console("unweave-tests", command, LIMIT_SECONDS), result)
        missing = Screen.missing(kind)
        if missing:
            print("skipped: not installed:", ", ".join(missing))
            return 77
        if os.environ.get("UNWEAVE_SCREENSHOTS"):
            os.makedirs(os.environ["UNWEAVE_SCREENSHOTS"], exist_ok=True)
        with Screen(profile, probe) as screen:
            log = screen.gimp("unweave-tests", command, WINDOW_LIMIT_SECONDS)
            return report(log, result)


if __name__ == "__main__":
    sys.exit(main())
