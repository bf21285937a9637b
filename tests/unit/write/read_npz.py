# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.npz with NumPy. usage: read_npz.py FOLDER..."""
import numpy as np
from sample_files import check_coordinates, judge


def check(sample):
    with np.load(f'{sample.folder}/a.npz', allow_pickle=False) as data:
        names = {'column_names': sample.columns, 'row_names': sample.rows}
        wanted = {'value', 'x', 'y', 'confidence', 'uncertainty', 'report',
                  *(name for name, texts in names.items() if texts)}
        assert set(data.files) == wanted, data.files
        sample.check_same_floats(data['value'])
        np.testing.assert_array_equal(data['confidence'], sample.plane)
        check_coordinates(data['x'], sample.x)
        check_coordinates(data['y'], sample.y)
        sample.check_provenance(str(data['report']))
        for name, texts in names.items():
            assert not texts or data[name].tolist() == texts, data[name]


judge(check)
