# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the markers of points_table_test.cpp with xarray. usage: read_points_nc.py FILE"""
import sys

import numpy as np
import xarray

with xarray.open_dataset(sys.argv[1]) as data:
    assert data.attrs['featureType'] == 'point' and data.attrs['Conventions'].startswith('CF-'), data.attrs
    value = data['value']
    assert value.dims == ('obs',) and value.attrs['units'] == 'K', value
    # xarray takes the attribute "coordinates" for itself: they belong to the value.
    assert set(value.coords) == {'x', 'y'}, value.coords
    np.testing.assert_allclose(value, [0, 10], atol=1e-9)
    np.testing.assert_allclose(data['x'], [5, 10.1])
    np.testing.assert_allclose(data['y'], [39.5, 44.75])
    assert data['x'].attrs['units'] == 'km' and 'axis' not in data['x'].attrs
    np.testing.assert_array_equal(data['unsure'], [0, 1])
    np.testing.assert_allclose(data['confidence'], [0.9, 0.4], rtol=1e-6)
    np.testing.assert_allclose(data['uncertainty'], [0.4, 0.8], rtol=1e-6)
    np.testing.assert_allclose(value.attrs['actual_range'], [0, 10], atol=1e-9)
    assert value.attrs['ancillary_variables'].split() == ['confidence', 'uncertainty', 'unsure']
