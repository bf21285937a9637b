# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the markers of points_table_test.cpp in files of several arrays, with NumPy, SciPy and Octave.
usage: read_points_arrays.py FILE"""
import shutil
import subprocess
import sys

import numpy as np

TRUTH = {'x': [5, 10.1], 'y': [39.5, 44.75], 'value': [0, 10], 'confidence': [0.9, 0.4], 'uncertainty': [0.4, 0.8],
         'unsure': [0, 1], 'column': [34.5, 60], 'row': [39.5, 44.75]}


def check(data):
    for name, truth in TRUTH.items():
        np.testing.assert_allclose(np.ravel(data[f'point_{name}']), truth, rtol=1e-6, atol=1e-9, err_msg=name)


path = sys.argv[1]
if path.endswith('.npz'):
    with np.load(path) as arrays:
        check(arrays)
        assert arrays['point_x'].shape == (2,), arrays['point_x'].shape
else:
    try:
        import scipy.io
        check(scipy.io.loadmat(path))
    except ModuleNotFoundError:
        print('skipped: there is no SciPy')
    if shutil.which('octave-cli'):
        said = subprocess.run(['octave-cli', '--quiet', '--eval',
                               f"s = load('{path}'); printf('%d %d %g', size(s.point_x), s.point_value(2))"],
                              check=True, capture_output=True, text=True).stdout
        assert said == '2 1 10', said
