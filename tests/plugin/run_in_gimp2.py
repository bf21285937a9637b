#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suite of tests/plugin/gimp2 inside a real GIMP 2.10, without a screen.

  run_in_gimp2.py PLUGIN TESTS [Boost.Test arguments...]

PLUGIN is the plug-in's binary, TESTS the suite's. A fresh profile holds both (and nothing of the
user's); GIMP is ended after a time limit. Exits with Boost.Test's status; 1 as well when GIMP or a
plug-in printed a warning.
"""
import sys

from gimp2_profile import Profile

LIMIT_SECONDS = 240


def main():
    plugin, tests, *arguments = sys.argv[1:]
    with Profile(plugin, {"unweave-tests": tests}, system=["file-tiff"]) as profile:
        result = profile.path / "result"
        log = profile.console("unweave-tests", " ".join([str(result), *arguments]), LIMIT_SECONDS)
        sys.stdout.write(log.output)
        status = int(result.read_text()) if result.exists() else 1
        if log.warnings:
            print("GIMP complained:", *log.warnings, sep="\n  ")
            status = status or 1
        return status


if __name__ == "__main__":
    sys.exit(main())
