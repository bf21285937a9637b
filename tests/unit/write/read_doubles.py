# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads fields of 64-bit floats. usage: read_doubles.py FOLDER HEIGHT WIDTH

FOLDER/raw holds the truth; each FOLDER/a.* has to hold the same bits."""
import pathlib
import struct
import sys
import zlib

import numpy as np

folder = pathlib.Path(sys.argv[1])
shape = int(sys.argv[2]), int(sys.argv[3])
truth = np.fromfile(folder / 'raw', dtype=np.float64).reshape(shape)


def read_tif(path):
    """Baseline TIFF as its specification has it; no library at hand reads doubles."""
    data = path.read_bytes()
    order, magic, at = struct.unpack_from('<2sHI', data)
    assert (order, magic) == (b'II', 42)
    tags = {}
    for i in range(struct.unpack_from('<H', data, at)[0]):
        tag, kind, count, inline = struct.unpack_from('<HHII', data, at + 2 + 12 * i)
        letter = {3: 'H', 4: 'I'}.get(kind)
        if letter:
            size = struct.calcsize(f'<{count}{letter}')
            place = at + 10 + 12 * i if size <= 4 else inline
            tags[tag] = struct.unpack_from(f'<{count}{letter}', data, place)
    assert (tags[257][0], tags[256][0]) == shape
    assert (tags[258], tags[259], tags[277], tags[339]) == ((64,), (8,), (1,), (3,))
    assert tags[317] == (3,)
    strips = b''.join(zlib.decompress(data[o:o + n]) for o, n in zip(tags[273], tags[279]))
    # Of each row the numbers' first bytes, then the second ones …, all as steps from their neighbors.
    steps = np.frombuffer(strips, np.uint8).reshape(shape[0], -1)
    parts = np.add.accumulate(steps, axis=1, dtype=np.uint8).reshape(shape[0], 8, shape[1])
    return parts.transpose(0, 2, 1).copy().view('>f8')[..., 0].astype('<f8')


def read(path):
    name = path.name
    if name.endswith('.npy'):
        return np.load(path)
    if name.endswith('.xyz.csv'):
        x, y, value = np.loadtxt(path, delimiter=',', skiprows=1).T
        field = np.full(shape, np.nan)
        field[(y - y.min()).astype(int), (x - x.min()).astype(int)] = value
        return field
    if name.endswith('.csv'):
        return np.loadtxt(path, delimiter=',')
    if name.endswith('.tif'):
        return read_tif(path)
    if name.endswith('.npz'):
        return np.load(path)['value']
    if name.endswith('.mat'):
        try:
            import scipy.io  # pylint: disable=import-outside-toplevel
        except ModuleNotFoundError:
            print('skipped: there is no SciPy')
            return truth
        return scipy.io.loadmat(path)['value']
    import xarray  # pylint: disable=import-outside-toplevel
    return xarray.open_dataset(path)['value'].values


paths = sorted(folder.glob('a.*'))
assert len(paths) >= 3, paths
for path in paths:
    got = read(path)
    assert got.dtype == np.float64, (path, got.dtype)
    hole = np.isnan(truth)
    assert hole.any() and (np.isnan(got) == hole).all(), path
    assert (got[~hole].view(np.uint64) == truth[~hole].view(np.uint64)).all(), path
