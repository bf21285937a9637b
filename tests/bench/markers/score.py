#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many markers of figures.py's scatter plots are found, where, and with which values.

Of the markers that touch no other one: the share that was found (within half a marker, at least 1.5 pixels), of these the
share within a pixel, and within 1 % of the range. Of those that were found: the share that is no marker (none lies within
its size). A figure that is refused, or whose range is not known, has found none.

usage: score.py FOLDER RESULTS [--all]
       RESULTS: what recover-picture or gimp-unweave wrote for FOLDER's pictures
"""
import collections
import csv
import json
import pathlib
import sys

import numpy as np
from scipy.spatial import cKDTree

NEAR = 0.01  # of the range


def read_points(path):
    rows = list(csv.DictReader(path.open()))
    value = [key for key in rows[0]][2] if rows else 'value'
    return [np.array([float(row[key]) for row in rows]) for key in ('column', 'row', value, 'unsure')]


def judge(case, folder, stem):
    places, values, apart = np.array(case['places']), np.array(case['values']), np.array(case['apart'])
    low, high = case['range']
    out = {'apart': int(apart.sum()), 'found': 0, 'placed': 0, 'valued': 0, 'false': 0, 'all': 0, 'read': 0, 'sure wrong': 0}
    table, report = folder / f'{stem}.points.csv', folder / f'{stem}.json'
    if not table.exists():
        return out
    column, row, value, unsure = read_points(table)
    known = json.loads(report.read_text())['range']['source'] != 'none'
    value = value if known else low + (high - low) * value
    found = np.column_stack([column + 0.5, row + 0.5])
    away, nearest = cKDTree(found).query(places[apart])
    hit = away <= max(1.5, case['size'] / 2)
    error = np.abs(value[nearest] - values[apart]) / (high - low)
    out.update(found=int(hit.sum()), placed=int((hit & (away <= 1)).sum()), valued=int((hit & (error <= NEAR)).sum()),
               all=len(found), read=int(known))
    to_truth, which = cKDTree(places).query(found)
    out['false'] = int((to_truth > max(1.5, case['size'])).sum())
    near = np.abs(value - values[which]) / (high - low) <= 2 * NEAR
    out['sure wrong'] = int((~near & (unsure == 0)).sum())
    return out


def main():
    folder, results = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    sums = collections.defaultdict(collections.Counter)
    for name, case in json.loads((folder / 'truth.json').read_text()).items():
        if not case['apart'] or not any(case['apart']):
            continue
        stem = name.rsplit('.', 1)[0]
        got = judge(case, results, stem)
        kind = 'jpg' if name.endswith('jpg') else 'png'
        size = '3-4' if case['size'] < 5 else '5-8' if case['size'] < 9 else '10-20'
        for key in (f'{kind} all', f'{kind} {case["by"]}', f'{kind} {size} px'):
            sums[key].update(got)
            sums[key].update(figures=1, recovered=int(got['all'] > 0))
        if '--all' in sys.argv:
            print(name, case['by'], case['marker'], 'edge', case['edge'], 'alpha', case['alpha'], 'size', case['size'], 'count', len(case['x']), got)
    print(f'{"":22}figures  recovered  read   apart  found  of them within 1 px  within 1 %   false of found  sure and wrong')
    for key in sorted(sums):
        s = sums[key]
        found = max(1, s['found'])
        print(f'{key:22}{s["figures"]:7}{s["recovered"]:9}{s["read"]:8}{s["apart"]:8}{s["found"] / s["apart"]:8.1%}'
              f'{s["placed"] / found:17.1%}{s["valued"] / found:13.1%}{s["false"] / max(1, s["all"]):13.1%}{s["sure wrong"] / max(1, s["all"]):15.1%}')


if __name__ == '__main__':
    main()
