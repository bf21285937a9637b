# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.xyz.csv with NumPy. usage: read_xyz_csv.py FOLDER..."""
import numpy as np
from sample_files import check_coordinates, judge


def check(sample):
    with open(f'{sample.folder}/a.xyz.csv', encoding='ascii') as file:
        assert file.readline() == 'x,y,value\n'
        columns = np.loadtxt(file, delimiter=',').T
    grid = [column.reshape(sample.shape) for column in columns]
    check_coordinates(grid[0], np.broadcast_to(sample.x, sample.shape))
    check_coordinates(grid[1], np.broadcast_to(sample.y[:, None], sample.shape))
    sample.check_same_floats(grid[2].astype(np.float32))


judge(check)
