#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the sample's data out of NOAA's Levitus climatology: extract.py levitus_climatology.cdf

Writes sea-surface-temperature.npy beside this file. The climatology is in Debian's package
ferret-datasets, /usr/share/ferret-vis/data/levitus_climatology.cdf. Needs python3-scipy.
"""
import pathlib
import sys

import numpy as np
from scipy.io import netcdf_file

ROWS = slice(6, 166)  # 84 degrees north to 76 south: beyond lies hardly any open water


def main(path):
    with netcdf_file(path, mmap=False) as climatology:
        temperature = climatology.variables["TEMP"]
        surface = temperature.data[0].astype(np.float64)
        surface[surface == temperature.missing_value] = np.nan
    north_up = surface[::-1][ROWS]
    # Half floats resolve 1/64 of a degree at 30 degrees and halve the file.
    np.save(pathlib.Path(__file__).resolve().parent / "sea-surface-temperature.npy",
            north_up.astype(np.float16))


if __name__ == "__main__":
    main(sys.argv[1])
