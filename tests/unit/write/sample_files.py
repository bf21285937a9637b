# SPDX-License-Identifier: GPL-3.0-or-later
"""What the readers of the single formats share: the specification, the truth and comparisons."""
import json
import shutil
import subprocess
import sys

import numpy as np

def pixel_centres(axis, first, count):
    """The axis' values at the centers of `count` pixels, as the user would calculate them."""
    if axis is None:
        return first + np.arange(count, dtype=float)
    along = (np.arange(count) + 0.5) / count
    if axis['log']:
        return 10 ** np.interp(along, [0, 1], np.log10([axis['min'], axis['max']]))
    return axis['min'] * (1 - along) + axis['max'] * along


class Sample:
    """What tests/unit/write/calibrated_formats_test.cpp wrote into one folder."""

    def __init__(self, folder):
        self.folder = folder
        with open(f'{folder}/spec.json', encoding='utf-8') as file:
            self.spec = json.load(file)
        self.shape = self.spec['height'], self.spec['width']
        self.truth = np.fromfile(f'{folder}/a.raw', dtype=np.float32).reshape(self.shape)
        self.plane = np.fromfile(f'{folder}/plane.raw', dtype=np.float32).reshape(self.shape)
        self.columns, self.rows = self.spec['columns'], self.spec['rows']
        self.regular = not any((self.spec[axis] or {}).get('log') for axis in 'xy')
        self.x = pixel_centres(self.spec['x'], self.spec['left'], self.spec['width'])
        self.y = pixel_centres(self.spec['y'], self.spec['top'], self.spec['height'])

    def check_same_floats(self, got):
        assert got.shape == self.shape, f'shape {got.shape}, not {self.shape}'
        assert got.dtype == np.float32, got.dtype
        hole = np.isnan(self.truth)
        assert hole.any() and (np.isnan(got) == hole).all(), 'other holes'
        bits = got.view(np.uint32)[~hole] == self.truth.view(np.uint32)[~hole]
        assert bits.all(), f'{(~bits).sum()} values differ'

    def check_provenance(self, text):
        report = json.loads(text)
        assert report['figure'] == 'caf\u00e9 \ufffd.png', report['figure']
        assert report['figure_sha256'] == 64 * 'a'
        assert report['version']
        assert 'colors' not in report['colormap'], 'most of its size'
        assert len(text) < 2000, len(text)
        assert report['settings'] == {'max-distance': '0.1'}
        axes = report['axes']
        assert axes['geographic'] == self.spec['geographic']
        for name, values in ('x', self.x), ('y', self.y):
            assert (axes[name] is None) == (self.spec[name] is None)
            if axes[name]:
                check_coordinates([axes[name]['first'], axes[name]['last']],
                                  [values[0], values[-1]])


def run(*command):
    """What a reader prints; nothing, and a word on that, where there is none of that name."""
    if not shutil.which(command[0]):
        print(f'skipped: there is no {command[0]}')
        return None
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def check_coordinates(got, expected):
    np.testing.assert_allclose(got, expected, rtol=1e-10, atol=1e-10)


def judge(check):
    """Calls check(sample) for each folder on the command line; they may not be none."""
    assert len(sys.argv) > 1, 'no folders'
    for folder in sys.argv[1:]:
        try:
            check(Sample(folder))
        except Exception as problem:
            problem.args = (f'{folder}: {problem}',)
            raise
