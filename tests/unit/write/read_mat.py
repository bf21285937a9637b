# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.mat with SciPy and Octave. usage: read_mat.py FOLDER..."""
import sys

import numpy as np
from sample_files import check_coordinates, judge, run
try:
    import scipy.io
except ModuleNotFoundError:
    print('skipped: there is no SciPy')
    sys.exit()


def check(sample):
    path = f'{sample.folder}/a.mat'
    data = scipy.io.loadmat(path, chars_as_strings=True)
    sample.check_same_floats(data['value'])
    np.testing.assert_array_equal(data['confidence'], sample.plane)
    assert (data['x'].shape, data['y'].shape) == ((1, sample.shape[1]), (sample.shape[0], 1))
    check_coordinates(data['x'].ravel(), sample.x)
    check_coordinates(data['y'].ravel(), sample.y)
    sample.check_provenance(str(data['report'][0]))
    for name, texts in (('column_names', sample.columns), ('row_names', sample.rows)):
        assert (name in data) == bool(texts)
        if texts:
            # As single characters, of which those that are zero show.
            cells = [cell[0].ravel() for cell in scipy.io.loadmat(path, chars_as_strings=False)[name]]
            assert [''.join(cell) for cell in cells] == texts, cells
            assert [len(cell) for cell in cells] == [len(text) for text in texts], cells
    size = run('octave-cli', '--quiet', '--eval',
               f"s = load('{path}'); printf('%d %d %s', size(s.value), class(s.value))")
    assert size in (None, f'{sample.shape[0]} {sample.shape[1]} single'), size


judge(check)
