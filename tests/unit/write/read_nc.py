# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.nc with xarray and ncdump. usage: read_nc.py FOLDER..."""
import subprocess

from sample_files import check_coordinates, judge
import xarray


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


judge(check)
