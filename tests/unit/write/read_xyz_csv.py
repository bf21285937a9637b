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


def names(given, coordinates):
    """Of columns or rows, as a table has them."""
    return given or [float(f'{value:.12g}') for value in coordinates]


def check(sample):
    with open(f'{sample.folder}/a.xyz.csv', encoding='utf-8', newline='') as file:
        head, *lines = csv.reader(file)
    assert head == list(titles(sample.spec))
    columns, rows = names(sample.columns, sample.x), names(sample.rows, sample.y)
    wanted = [(x, y, value) for y, line in zip(rows, sample.truth) for x, value in zip(columns, line)
              if not np.isnan(value)]
    assert 0 < len(wanted) < sample.truth.size and len(lines) == len(wanted), len(lines)
    for place, number in ((0, bool(sample.columns)), (1, bool(sample.rows))):
        got, expected = [line[place] for line in lines], [one[place] for one in wanted]
        if number:
            assert got == expected, got
        else:
            check_coordinates([float(text) for text in got], expected)
    got = np.array([float(line[2]) for line in lines]).astype(np.float32)
    assert (got.view('u4') == np.array([one[2] for one in wanted], np.float32).view('u4')).all()


judge(check)
