# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.xyz.csv with NumPy. usage: read_xyz_csv.py FOLDER..."""
import csv

import numpy as np
from sample_files import check_coordinates, judge


EPOCH = 'seconds since 1970-01-01 00:00:00'


def title(usual, name, unit):
    return (name or usual) + (f' [{unit}]' if unit else '')


def titles(spec):
    for usual in 'xy':
        axis = spec[usual] or {'title': '', 'units': '', 'time': False}
        yield title(usual, axis['title'], EPOCH if axis['time'] else axis['units'])
    yield title('value', spec['quantity'], spec['units'])


def check(sample):
    with open(f'{sample.folder}/a.xyz.csv', encoding='utf-8') as file:
        assert next(csv.reader([file.readline()])) == list(titles(sample.spec))
        columns = np.loadtxt(file, delimiter=',').T
    grid = [column.reshape(sample.shape) for column in columns]
    check_coordinates(grid[0], np.broadcast_to(sample.x, sample.shape))
    check_coordinates(grid[1], np.broadcast_to(sample.y[:, None], sample.shape))
    sample.check_same_floats(grid[2].astype(np.float32))


judge(check)
