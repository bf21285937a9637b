# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.nc with xarray and ncdump. usage: read_nc.py FOLDER..."""
import json
import subprocess

import numpy as np
from sample_files import check_coordinates, judge, run
import xarray


def check_relatives(sample, data, names):
    """Bounds, the grid mapping, names and planes, by what the value says of them."""
    field = data['value']
    even = True
    for name, values, length in zip(names, (sample.y, sample.x), sample.shape):
        bounds = data[data[name].attrs['bounds']].values
        assert bounds.shape == (length, 2)
        assert (bounds[1:, 0] == bounds[:-1, 1]).all(), 'the cells lie side by side'
        inside = (bounds - values[:, None]).prod(axis=1)
        assert (inside < 0).all(), 'values lie within their bounds'
        even = even and np.allclose(np.diff(bounds[:, 0]), np.diff(bounds[:, 0])[0])
    assert data.attrs.get('node_offset') == (1 if even else None), data.attrs.get('node_offset')
    assert field.attrs['ancillary_variables'] == 'confidence uncertainty'
    np.testing.assert_array_equal(data['confidence'].values, sample.plane)
    assert data['confidence'].attrs['units'] == '1'
    assert 'probability' in data['confidence'].attrs['long_name']
    assert data['uncertainty'].attrs.get('units', '') == (sample.spec['units'] or '1')
    if sample.spec['geographic']:
        crs = data[field.attrs['grid_mapping']]
        assert crs.attrs['grid_mapping_name'] == 'latitude_longitude'
        assert crs.attrs['semi_major_axis'] == 6378137
    else:
        assert 'grid_mapping' not in field.attrs and 'crs' not in data
    assert list(data.coords.get('column_name', [])) == sample.columns
    assert list(data.coords.get('row_name', [])) == sample.rows


def check_gdal(sample):
    """That GDAL takes the same axes and system."""
    printed = run('gdalinfo', '-json', f'NETCDF:{sample.folder}/a.nc:value')
    if not printed:
        return
    said = json.loads(printed)
    assert said['size'] == [sample.shape[1], sample.shape[0]]
    assert said['bands'][0].get('unit', '') == (sample.spec['units'] or '1'), said['bands']
    wkt = said.get('coordinateSystem', {}).get('wkt', '')
    assert ('WGS 84' in wkt) == sample.spec['geographic'], wkt
    # Of columns and rows of a picture GDAL makes no transform.
    assert not sample.spec['geographic'] or 'geoTransform' in said
    if sample.regular and 'geoTransform' in said:
        x, x_step, _, y, _, y_step = said['geoTransform']
        check_coordinates(x + x_step * (np.arange(sample.shape[1]) + 0.5), sample.x)
        # It counts rows from the top of the map.
        check_coordinates(np.sort(y + y_step * (np.arange(sample.shape[0]) + 0.5)), np.sort(sample.y))


def check_gmt(sample):
    """That GMT takes the same axes, steps and range."""
    if not sample.regular:
        return  # its grids have equal steps
    printed = run('gmt', 'grdinfo', '-C', '--FORMAT_FLOAT_OUT=%.17g', f'{sample.folder}/a.nc?value')
    if not printed:
        return
    west, east, south, north, low, high, x_step, y_step, columns, rows = map(float, printed.split('\t')[1:11])
    assert [rows, columns] == list(sample.shape), printed
    half = np.array([-0.5, 0.5])
    for ends, step, values in (((west, east), x_step, sample.x), ((south, north), y_step, sample.y)):
        # Of an axis that falls from left to right its steps are negative.
        size = abs(step)
        if len(values) > 1:
            check_coordinates([size], [abs(values[1] - values[0])])
        # Pixel registration: from edge to edge.
        check_coordinates(np.sort(ends), np.array([min(values), max(values)]) + half * size)
    np.testing.assert_allclose((low, high), (np.nanmin(sample.truth), np.nanmax(sample.truth)), rtol=1e-6)


def check(sample):
    path = f'{sample.folder}/a.nc'
    spec = sample.spec
    data = xarray.open_dataset(path, decode_times=False)
    names = ('lat', 'lon') if spec['geographic'] else ('y', 'x')
    field = data['value']
    assert field.dims == names, field.dims
    sample.check_same_floats(field.values)
    for name, values in zip(names, (sample.y, sample.x)):
        assert data.indexes[name].is_monotonic_increasing or data.indexes[name].is_monotonic_decreasing
        check_coordinates(data[name].values, values)
    assert data.attrs['Conventions'] == 'CF-1.8'
    assert data.attrs['source'].startswith('gimp-unweave ')
    assert 'café �.png' in data.attrs['title']
    sample.check_provenance(data.attrs['provenance'])
    colors = data.attrs['colormap_colors'].split()
    assert len(colors) == 256 and colors[:2] == ['000000', '010203'], colors[:2]
    check_relatives(sample, data, names)
    assert field.attrs.get('units', '') == (spec['units'] or '1')
    if spec['quantity']:
        assert field.attrs['long_name'] == spec['quantity']

    units = [data[name].attrs.get('units') for name in names]
    standard = [data[name].attrs.get('standard_name') for name in names]
    if spec['geographic']:
        assert units == ['degrees_north', 'degrees_east'] and standard == ['latitude', 'longitude']
    else:
        wanted = {'Depth': 'depth'}.get((spec['y'] or {}).get('title'))
        assert standard == [wanted, 'time' if (spec['x'] or {}).get('time') else None], standard
        down = (spec['y'] or {}).get('title') in ('Depth', 'Pressure')
        assert data[names[0]].attrs.get('positive') == ('down' if down else None)
        for name, axis in zip(names, (spec['y'], spec['x'])):
            if axis and axis['title']:
                assert data[name].attrs['long_name'] == axis['title']
        for got, axis in zip(units, (spec['y'], spec['x'])):
            if axis and axis['time']:
                assert got == 'seconds since 1970-01-01 00:00:00', got
            elif axis is None:
                assert got == '1', got
            else:
                assert got == (axis['units'] or ('degree' if axis['degrees'] else None)), got
    assert [data[name].attrs['axis'] for name in names] == ['Y', 'X']

    if (spec['x'] or {}).get('time'):
        dates = xarray.open_dataset(path)['x'].values
        assert str(dates[0]).startswith('1970-01-01') and str(dates[-1]).startswith('1970-01-07')

    kind = subprocess.run(['ncdump', '-k', path], capture_output=True, text=True, check=True).stdout
    assert kind.strip() == 'netCDF-4', kind
    head = subprocess.run(['ncdump', '-h', path], capture_output=True, text=True, check=True).stdout
    for line in (f'float value({names[0]}, {names[1]})', 'value:_FillValue = NaNf',
                 f'double {names[1]}({names[1]})', ':Conventions = "CF-1.8"'):
        assert line in head, f'{line} is not in\n{head}'

    check_gdal(sample)
    check_gmt(sample)


judge(check)
