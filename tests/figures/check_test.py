#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that check.py notices what it is there for: a stand-in for recover-picture says what each test wants.

usage: check_test.py
"""
import contextlib
import copy
import io
import json
import pathlib
import sys
import tempfile
import unittest

import numpy as np

import cases
import check
import claims
import fields
import scales

AREA, BAR = [20, 10, 120, 90], [130, 10, 140, 90]
FIELD = {'formula': 'hills', 'seed': 3, 'lo': 10, 'hi': 50}
CASE = {'picture': 'one.png', 'made_by': 'nobody', 'tags': ['png'], 'expected': 'recover', 'plot_area': AREA, 'colorbar': BAR,
        'range': {'min': 10, 'max': 50, 'scale': 'linear'}, 'levels': None,
        'axes': {'x': {'first': 0, 'last': 10, 'scale': 'linear'}, 'y': None}, 'direction': 'known', 'colormap': ['viridis'],
        'field': FIELD, 'allowed': {}}


def rectangle(r):
    return {'x': r[0], 'y': r[1], 'width': r[2] - r[0], 'height': r[3] - r[1]}


def perfect():
    """-> report and values of a program that makes no mistake."""
    report = {'plot_area': rectangle(AREA), 'colorbar': rectangle(BAR), 'colormap': {'name': 'viridis'},
              'range': {'min': 10, 'max': 50, 'scale': 'linear', 'source': 'ticks'}, 'direction_known': True, 'levels': None,
              'axes': {'x': {'first': 0.05, 'last': 9.95, 'scale': 'linear', 'source': 'ticks'}, 'y': None}}
    return report, fields.on_grid(FIELD, 100, 80)


# What recover-picture does, from what lies in its own folder.
STAND_IN = f'''#!{sys.executable}
import pathlib, shutil, sys
here, out, stem = pathlib.Path(__file__).parent, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).stem
if (here / 'crash').exists():
    sys.exit(139)
if not (here / f'{{stem}}.json').exists():
    sys.stderr.write(f'{{stem}}: refused, reason 3')
    sys.exit(1)
for end in ('.json', '.npy'):
    shutil.copy(here / (stem + end), out)
'''


class Judged(unittest.TestCase):
    """claims.judge and claims.verdict."""

    def setUp(self):
        self.case = copy.deepcopy(CASE)
        self.report, self.values = perfect()

    def verdict(self):
        states, numbers = claims.judge(self.case, self.report, self.values)
        return claims.verdict(self.case, states, numbers)

    def wrong(self):
        return [text.split(':')[0] for text in self.verdict()[0]]

    def worse(self):
        return [text.split(':')[0].split(' ')[0] for text in self.verdict()[1]]

    def test_perfect_is_perfect(self):
        self.assertEqual(self.verdict(), ([], [], []))

    def test_wrong_range_is_wrong(self):
        for change in ({'max': 51}, {'min': 0}, {'scale': 'log'}):
            self.report['range'] = {**perfect()[0]['range'], **change}
            self.assertEqual(self.wrong(), ['range'], change)
        self.report['range'].update(min=50, max=10, scale='linear')
        self.assertEqual(self.wrong(), ['range', 'direction'])

    def test_range_within_its_tolerance_is_right(self):
        self.report['range']['max'] = 50 + 0.9 * claims.RANGE * 40
        self.assertEqual(self.wrong(), [])

    def test_unread_range_is_missing_and_not_wrong(self):
        self.report['range'] = {'min': 0, 'max': 1, 'scale': 'linear', 'source': 'none'}
        self.values = (self.values - 10) / 40
        self.assertEqual(self.verdict()[:2], ([], ['range: missing']))

    def test_range_that_cannot_be_known_must_not_be_claimed(self):
        self.case['range'] = None
        self.assertEqual(self.wrong(), ['range'])

    def test_uneven_scale_taken_for_an_even_one_is_wrong(self):
        self.case['range'] = {'min': 10, 'max': 50, 'scale': 'table', 'points': [[0, 10], [0.5, 20], [1, 50]]}
        self.assertEqual(self.wrong(), ['range'])
        self.report['range'].update(self.case['range'])
        self.assertEqual(self.verdict(), ([], [], []))

    def test_range_is_compared_place_by_place_whatever_its_name(self):
        self.report['range'].update(scale='table', points=[[0, 10], [0.3, 22], [1, 50]])
        self.assertEqual(self.wrong(), [])
        self.report['range'].update(scale='power', exponent=0.5, origin=10)
        self.assertEqual(self.wrong(), ['range'])

    def test_missing_bar_is_missing(self):
        self.report['colorbar'] = None
        self.assertEqual(self.verdict()[:2], ([], ['bar: missing']))

    def test_bar_elsewhere_is_wrong(self):
        self.report['colorbar'] = rectangle([0, 10, 10, 90])
        self.assertEqual(self.wrong(), ['bar'])

    def test_bar_that_is_not_there_is_wrong(self):
        self.case['colorbar'] = None
        self.assertEqual(self.wrong(), ['bar'])

    def test_short_bar_is_noticed(self):
        self.report['colorbar'] = rectangle([130, 14, 140, 90])
        self.assertEqual(self.verdict()[1], ['bar_px 4 above 1'])

    def test_wrong_axis_is_wrong(self):
        self.report['axes']['x']['last'] = 10.5
        self.assertEqual(self.wrong(), ['x axis'])

    def test_axis_of_words_must_not_be_claimed(self):
        self.report['axes']['y'] = self.report['axes']['x']
        self.assertEqual(self.wrong(), ['y axis'])

    def test_axis_is_compared_at_the_true_edges(self):
        self.report['plot_area'] = rectangle([22, 10, 120, 90])
        self.values = self.values[:, 2:]
        self.report['axes']['x']['first'] = 0.25
        self.assertEqual(self.wrong(), [])

    def test_reversed_direction_is_wrong_when_it_is_called_known(self):
        self.report['range']['source'] = 'none'
        self.values = (50 - self.values) / 40
        self.assertEqual(self.wrong(), ['direction'])
        self.report['direction_known'] = False
        self.assertEqual(self.verdict()[:2], ([], ['range: missing', 'direction: missing']))

    def test_wrong_name_is_wrong_and_none_is_missing(self):
        self.report['colormap']['name'] = 'jet'
        self.assertEqual(self.wrong(), ['name'])
        self.report['colormap']['name'] = None
        self.assertEqual(self.verdict()[1], ['name: missing'])

    def test_levels_of_a_smooth_figure_are_wrong(self):
        self.report['levels'] = [10, 20, 30, 40, 50]
        self.assertEqual(self.wrong(), ['levels'])

    def test_levels_are_compared_one_by_one(self):
        self.case['levels'] = [10, 20, 30, 40, 50]
        self.values = np.minimum(np.floor(self.values / 10), 4) * 10 + 5
        for said, claim in (([10, 20, 30, 40, 50], 'right'), ([10, 20, 31, 40, 50], 'wrong'), ([10, 30, 50], 'wrong'), (None, 'missing')):
            self.report['levels'] = said
            self.assertEqual(claims.judge(self.case, self.report, self.values)[0]['levels'], claim)

    def test_data_where_there_is_none_is_made_up(self):
        self.case['field'] = {**FIELD, 'missing': {'disks': [[0.5, 0.5, 0.3]]}}
        self.assertEqual(self.wrong(), ['made up'])

    def test_lost_data_and_errors_are_noticed(self):
        self.values[:30] = np.nan
        self.assertEqual(self.worse(), ['lost'])
        self.values = perfect()[1] + 0.5
        self.assertEqual(set(self.worse()), {'error', 'p95'})

    def test_shifted_field_is_noticed(self):
        self.values = np.roll(self.values, 3, axis=1)
        self.assertIn('p95', self.worse())

    def test_refusing_a_figure_is_missing_and_taking_a_photo_is_wrong(self):
        self.assertIn('answer: missing', claims.verdict(self.case, *claims.judge(self.case, None, None))[1])
        photo = {'expected': 'refuse', 'allowed': {}, 'tags': [], 'picture': 'p.png'}
        self.assertEqual(claims.verdict(photo, *claims.judge(photo, self.report, self.values))[0], ['answer: wrong'])
        self.assertEqual(claims.verdict(photo, *claims.judge(photo, None, None)), ([], [], []))

    def test_known_wrong_claim_is_let_pass_and_its_mending_told(self):
        self.case['known_wrong'] = ['range']
        self.assertEqual(self.verdict()[2], ['range: no longer wrong'])
        self.report['range']['max'] = 60
        self.assertEqual(self.wrong(), [])

    def test_allowance_is_a_limit_and_its_excess_told(self):
        self.report['plot_area'] = rectangle([16, 10, 120, 90])
        self.values = np.pad(self.values, ((0, 0), (4, 0)), constant_values=np.nan)
        self.case['axes'] = {}
        self.assertEqual(self.worse(), ['area_px'])
        self.case['allowed'] = {'area_px': 4}
        self.assertEqual(self.verdict(), ([], [], []))
        self.case['allowed'] = {'area_px': 6}
        self.assertEqual(self.verdict()[2], ['area_px 4 below 6'])


class Tightened(unittest.TestCase):
    def test_allowances_shrink_and_never_grow(self):
        case = {**CASE, 'allowed': {'area_px': 5, 'error': 0.01, 'range': 'missing', 'bar': 'missing'}, 'known_wrong': ['x axis']}
        states = {'range': 'right', 'bar': 'missing', 'x axis': 'missing', 'name': 'missing'}
        allowed, known = claims.tightened(case, states, {'area_px': 3, 'error': 0.5, 'p95': 0.7})
        self.assertEqual(allowed, {'area_px': 3, 'error': 0.01, 'bar': 'missing', 'x axis': 'missing'})
        self.assertEqual(known, [])

    def test_what_is_fine_needs_no_allowance(self):
        self.assertEqual(claims.tightened({'allowed': {'area_px': 5, 'lost': 0.3}}, {}, {'area_px': 1, 'lost': 0.01}), ({}, []))

    def test_an_allowance_holds_for_the_figure_it_was_made_from(self):
        rng = np.random.RandomState(1)
        for key in claims.LIMITS:
            for number in rng.uniform(0, 3, 200) * claims.LIMITS[key]:
                needed = claims.needed(key, number)
                self.assertLessEqual(number, max(needed, claims.LIMITS[key]))
                self.assertLessEqual(needed, max(1.2 * number, number + 1))


class Suite(unittest.TestCase):
    """check.py as a program, on a corpus of one figure."""

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)
        self.corpus, self.said = self.place / 'corpus', self.place / 'said'
        self.corpus.mkdir()
        self.said.mkdir()
        self.tool = self.said / 'tool'
        self.tool.write_text(STAND_IN, encoding='utf-8')
        self.tool.chmod(0o755)
        self.add('one', CASE)
        self.say('one', *perfect())

    def add(self, name, case):
        (self.corpus / f'{name}.png').write_bytes(b'')
        cases.save(self.corpus, name, {**case, 'picture': f'{name}.png'})

    def say(self, name, report, values):
        (self.said / f'{name}.json').write_text(json.dumps(report), encoding='utf-8')
        np.save(self.said / f'{name}.npy', values.astype(np.float32))

    def check(self, *options):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = check.main([str(self.tool), '--folder', str(self.corpus), *options])
        return status, out.getvalue()

    def case(self, name='one'):
        return json.loads((self.corpus / f'{name}.json').read_text(encoding='utf-8'))

    def test_perfect_passes(self):
        status, out = self.check()
        self.assertEqual((status, out.splitlines()[-1]), (0, '1 passed, 0 failed'))

    def test_wrong_comes_first_and_fails(self):
        report, values = perfect()
        report['range']['max'], report['colormap']['name'] = 80, None
        self.say('one', report, values)
        status, out = self.check()
        self.assertEqual(status, 1)
        self.assertTrue(out.startswith('WRONG CLAIMS'), out)
        self.assertIn('one: range: wrong', out)
        self.assertIn('one: name: missing', out)
        self.assertEqual(out.splitlines()[-1], '0 passed, 1 failed')

    def test_empty_corpus_fails(self):
        for file in self.corpus.iterdir():
            file.unlink()
        status, out = self.check()
        self.assertEqual(status, 1)
        self.assertIn('no case in', out)

    def test_picture_without_truth_and_truth_without_picture_fail(self):
        (self.corpus / 'two.jpg').write_bytes(b'')
        status, out = self.check()
        self.assertEqual(status, 1)
        self.assertIn('two.jpg: no truth', out)
        (self.corpus / 'two.jpg').unlink()
        (self.corpus / 'one.png').unlink()
        status, out = self.check()
        self.assertEqual(status, 1)
        self.assertIn('one.json: no picture', out)

    def test_crash_is_no_refusal(self):
        (self.said / 'crash').write_bytes(b'')
        self.add('photo', {'expected': 'refuse', 'tags': [], 'allowed': {}})
        status, out = self.check()
        self.assertEqual((status, out.splitlines()[-1]), (1, '0 passed, 2 failed'))
        self.assertIn('photo: exit status 139', out)

    def test_refusal_is_right_where_there_is_no_field(self):
        self.add('photo', {'expected': 'refuse', 'tags': [], 'allowed': {}})
        self.assertEqual(self.check()[0], 0)

    def test_new_case_fails_until_it_is_admitted_once(self):
        new = {k: v for k, v in CASE.items() if k != 'allowed'}
        self.add('one', new)
        report, values = perfect()
        report['colormap']['name'], report['range']['max'] = None, 80
        self.say('one', report, values)
        self.assertEqual(self.check()[0], 1)
        self.assertEqual(self.check('--admit')[0], 0)
        self.assertEqual(self.case()['allowed']['name'], 'missing')
        self.assertEqual(self.case()['known_wrong'], ['range'])
        report['colorbar'] = None
        self.say('one', report, values)
        self.assertEqual(self.check('--admit')[0], 1)

    def test_tighten_writes_what_became_better(self):
        self.add('one', {**CASE, 'allowed': {'range': 'missing', 'error': 0.3}, 'known_wrong': ['name']})
        status, out = self.check()
        self.assertEqual(status, 0)
        self.assertIn('better than allowed', out)
        self.check('--tighten')
        self.assertEqual(self.case()['allowed'], {})
        self.assertNotIn('known_wrong', self.case())
        self.assertNotIn('better', self.check()[1])


class Scales(unittest.TestCase):
    def test_there_and_back(self):
        for scale in ({'scale': 'linear', 'min': -3, 'max': 7}, {'scale': 'log', 'min': 0.01, 'max': 300}, {'scale': 'log', 'first': 9, 'last': 1},
                      {'scale': 'power', 'min': 0, 'max': 100, 'exponent': 0.5, 'origin': 0},
                      {'scale': 'symlog', 'min': -100, 'max': 1000, 'threshold': 2}, {'scale': 'mercator', 'first': 60, 'last': -40},
                      {'scale': 'table', 'min': 4, 'max': -5, 'points': [[0, 4], [0.2, 3], [1, -5]]}):
            places = np.linspace(0, 1, 33)
            values = scales.value(places, scale)
            np.testing.assert_allclose(values[[0, -1]], scales.ends(scale), atol=1e-9)
            np.testing.assert_allclose(scales.place(values, scale), places, atol=1e-12)

    def test_known_places(self):
        self.assertAlmostEqual(float(scales.place(10, {'scale': 'log', 'min': 1, 'max': 100})), 0.5)
        self.assertAlmostEqual(float(scales.place(25, {'scale': 'power', 'min': 0, 'max': 100, 'exponent': 0.5, 'origin': 0})), 0.5)
        self.assertAlmostEqual(float(scales.value(0.5, {'scale': 'symlog', 'min': -10, 'max': 10, 'threshold': 1})), 0)


class Cases(unittest.TestCase):
    def test_text_reads_back(self):
        long = {**CASE, 'field': {'formula': 'table', 'rows': [[0.25 * i for i in range(30)] for _ in range(5)]}}
        text = cases.dumps(long)
        self.assertEqual(json.loads(text), long)
        self.assertLess(len(text.splitlines()), 40)

    def test_field_of_cells_is_flat_within_a_cell(self):
        grid = fields.on_grid({**FIELD, 'cells': [5, 4]}, 50, 40)
        self.assertEqual(len(np.unique(grid)), 20)
        self.assertTrue((grid[:10, :10] == grid[0, 0]).all())

    def test_formulas_fill_0_to_1_and_stay_there(self):
        for name, more in (('hills', {'seed': 1}), ('waves', {}), ('ramp', {'y': 0.5}), ('layers', {}), ('terrain', {'seed': 1}),
                           ('spectrum', {'seed': 1}), ('classes', {'seed': 1, 'count': 4})):
            grid = fields.on_grid({'formula': name, 'lo': 0, 'hi': 1, **more}, 120, 90)
            self.assertGreaterEqual(grid.min(), 0)
            self.assertLessEqual(grid.max(), 1)
            self.assertGreater(np.ptp(grid), 0.9, name)


if __name__ == '__main__':
    unittest.main()
