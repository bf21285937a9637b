#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a test of the Python module where its packages are there: run_if_possible.py TEST [ARGUMENT...]

Without them it says which are missing and exits with 77, which Meson takes for skipped.
"""
import importlib.util
import os
import sys

PACKAGES = ("numpy", "PIL", "xarray", "netCDF4", "jsonschema")

missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
if missing:
    print("skipped: this Python has no " + ", ".join(missing))
    sys.exit(77)
os.execv(sys.executable, [sys.executable, "-B", *sys.argv[1:]])
