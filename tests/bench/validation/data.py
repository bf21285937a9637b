# SPDX-License-Identifier: GPL-3.0-or-later
"""Published fields that are free to use, from packages of Debian, each as a table that the corpus' scripts
can draw (tests/figures/fields.py)."""
import os
import pathlib
import subprocess
from collections import namedtuple

import numpy as np

TOP = pathlib.Path(__file__).resolve().parents[3]
COLUMNS, ROWS = 210, 190   # as many as the plot areas have pixels: what is drawn is the data itself
FERRET = 'usr/share/ferret-vis/data'
PUBLIC_DOMAIN = 'public domain (work of the United States government)'

Field = namedtuple('Field', 'name title units source package license field complete')


def regridded(values):
    """Rows from the top, at the middles of COLUMNS x ROWS cells: the nearest value."""
    height, width = values.shape
    rows = np.minimum(((np.arange(ROWS) + 0.5) * height / ROWS).astype(int), height - 1)
    columns = np.minimum(((np.arange(COLUMNS) + 0.5) * width / COLUMNS).astype(int), width - 1)
    return values[np.ix_(rows, columns)]


def smooth(values):
    """Bilinear between the nodes of a coarse grid, as contouring programs interpolate; NaN spreads."""
    height, width = values.shape
    y = np.clip((np.arange(ROWS) + 0.5) * height / ROWS - 0.5, 0, height - 1.001)
    x = np.clip((np.arange(COLUMNS) + 0.5) * width / COLUMNS - 0.5, 0, width - 1.001)
    j, i = y.astype(int)[:, None], x.astype(int)[None, :]
    b, a = y[:, None] - j, x[None, :] - i
    return (values[j, i] * (1 - a) * (1 - b) + values[j, i + 1] * a * (1 - b)
            + values[j + 1, i] * (1 - a) * b + values[j + 1, i + 1] * a * b)


def table(values, lo, hi, scale='linear'):
    """The formula "table", whose values run from 0 to 1; what lies beyond lo and hi is drawn as they are."""
    values = np.clip(values, lo, hi)
    t = np.log(values / lo) / np.log(hi / lo) if scale == 'log' else (values - lo) / (hi - lo)
    rows = [[None if np.isnan(x) else round(float(x), 6) for x in row] for row in t]
    field = {'formula': 'table', 'rows': rows, 'lo': lo, 'hi': hi}
    return {**field, 'scale': 'log'} if scale == 'log' else field


def version_of(package):
    done = subprocess.run(['apt-cache', 'show', '--no-all-versions', package], capture_output=True, text=True, check=False)
    versions = [line.removeprefix('Version: ') for line in done.stdout.splitlines() if line.startswith('Version: ')]
    return versions[0] if versions else 'unknown'


def grid(path, name, latitudes, longitudes, *index):
    """A variable of a netCDF file in a window, north up, NaN where it has no data."""
    import netCDF4
    with netCDF4.Dataset(path) as file:
        variable = file[name]
        y, x = (np.asarray(file[d][:], float) for d in variable.dimensions[-2:])
        inside_y = (y >= latitudes[0]) & (y <= latitudes[1])
        inside_x = (x >= longitudes[0]) & (x <= longitudes[1])
        values = np.ma.filled(np.ma.masked_invalid(variable[index].astype(float)), np.nan)
        missing = getattr(variable, 'missing_value', None)
        if missing is not None:
            values[np.isclose(values, float(np.ravel(missing)[0]))] = np.nan
        values[np.abs(values) > 1e9] = np.nan
        values = values[np.ix_(inside_y, inside_x)]
        return values[::-1] if y[0] < y[-1] else values


def fields(root):
    """All of them; root holds unpacked packages, or is /."""
    ferret = os.path.join(root, FERRET)
    levitus, coads = os.path.join(ferret, 'levitus_climatology.cdf'), os.path.join(ferret, 'coads_climatology.cdf')
    winds, relief = os.path.join(ferret, 'monthly_navy_winds.cdf'), os.path.join(ferret, 'etopo20.cdf')
    noaa = lambda name, title, units, source, field, complete: Field(
        name, title, units, source, 'ferret-datasets', PUBLIC_DOMAIN, field, complete)
    yield noaa('sst', 'Sea surface temperature, annual mean', '°C', 'World Ocean Atlas (Levitus), NOAA',
               table(regridded(grid(levitus, 'TEMP', (-70, 80), (20, 380), 0)), -2, 30), False)
    yield noaa('salinity', 'Salinity of the Pacific at the surface', 'psu', 'World Ocean Atlas (Levitus), NOAA',
               table(smooth(grid(levitus, 'SALT', (-45, 45), (150, 240), 0)), 31, 37), False)
    yield noaa('pressure', 'Pressure at sea level in January', 'hPa', 'COADS climatology, NOAA',
               table(smooth(grid(coads, 'SLP', (-40, 60), (140, 260), 0)), 1000, 1030), False)
    u, v = (grid(winds, name, (-90, 90), (0, 360), 0) for name in ('UWND', 'VWND'))
    speed = smooth(np.hypot(u, v))
    yield noaa('wind', 'Speed of the wind, January 1980', 'm/s', 'Navy winds (FNOC), by NOAA', table(speed, 0, 15), True)
    yield noaa('wind_log', 'Speed of the wind, January 1980', 'm/s', 'Navy winds (FNOC), by NOAA',
               table(speed, 0.1, 20, 'log'), True)
    yield noaa('relief', 'Relief of the Mediterranean', 'm', 'ETOPO (20 minutes), NOAA',
               table(regridded(grid(relief, 'ROSE', (28, 50), (5, 45))), -5000, 4000), True)
    sample = os.path.join(root, 'usr/share/matplotlib/mpl-data/sample_data/jacksboro_fault_dem.npz')
    sample = sample if os.path.exists(sample) else '/usr/share/matplotlib/mpl-data/sample_data/jacksboro_fault_dem.npz'
    yield Field('fault', 'Elevation along the Jacksboro fault', 'm', 'National Elevation Dataset, USGS',
                'python-matplotlib-data', PUBLIC_DOMAIN, table(regridded(np.load(sample)['elevation'].astype(float)), 200, 1100), True)
    done = subprocess.run(['Rscript', '-e', 'write.table(volcano, row.names=FALSE, col.names=FALSE)'], capture_output=True,
                          text=True, check=True)
    volcano = np.array([line.split() for line in done.stdout.splitlines()], float)
    yield Field('volcano', 'Elevation of Maunga Whau', 'm', 'R datasets (digitized by Ross Ihaka)', 'r-base-core',
                'GPL-2.0-only OR GPL-3.0-only', table(smooth(volcano), 90, 210), True)
