# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.npy and a.csv with NumPy; both must hold the floats of a.raw, bit for bit.

usage: read_back.py FOLDER HEIGHT WIDTH
"""
import sys

import numpy as np

folder, height, width = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
raw = np.fromfile(f'{folder}/a.raw', dtype=np.float32).reshape(height, width)
hole = np.isnan(raw)
npy = np.load(f'{folder}/a.npy', allow_pickle=False)
with np.errstate(over='ignore'):
    csv = np.loadtxt(f'{folder}/a.csv', delimiter=',', ndmin=2).astype(np.float32)
assert npy.dtype == np.dtype('<f4') and npy.flags.c_contiguous
for name, got in ('npy', npy), ('csv', csv):
    assert got.shape == raw.shape, f'{name}: shape {got.shape}, not {raw.shape}'
    assert (np.isnan(got) == hole).all(), f'{name}: other holes'
    bits = got.view(np.uint32)[~hole] == raw.view(np.uint32)[~hole]
    assert bits.all(), f'{name}: {(~bits).sum()} values differ'
