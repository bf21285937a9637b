#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many ranges and axes of random scales are right, unknown and silently wrong, and how well their probabilities hold.

    figures.py FOLDER [COUNT] [SEED]
    measure.py RECOVER_PICTURE FOLDER [--only WORD] [--list] [--picture FILE] [--keep FOLDER] [--jobs N]

Prints a row for each kind of scale, each program and each change that the pictures went through, then a table of claimed
probability against the share that is right; --picture draws the latter. --list names each scale that is wrong, and each that is
unknown. A range or an axis is right where it is within 1 % of its length (axes: 2 %) of the truth everywhere.

Fails where more than 1 of 200 of all scales are wrong, or less than 99 of 100 of those that are claimed at 0.99 and more are right.
"""
import argparse
import collections
import functools
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'figures'))
import calibration  # noqa: E402
import cases        # noqa: E402
import check        # noqa: E402
import claims       # noqa: E402

MOST_WRONG = 1 / 200
STATES = ('right', 'missing', 'wrong')
# What one day of the truth may be in a report: days, seconds, hours; hours of the day are in the truth as they are.
OF_TIME = (1, 86400, 24, 3600)
PREFIXES = tuple(10.0 ** k for k in range(-9, 10, 3))


def times(scale, factor):
    out = dict(scale)
    for key in ('min', 'max', 'first', 'last'):
        if key in out:
            out[key] = out[key] * factor
    return out


def best(judge, truth, factors):
    """The best state over the units that the truth may be in."""
    return min((judge(times(truth, f) if f != 1 else truth) for f in factors), key=STATES.index)


def factors(truth, kind, units):
    """Of times any unit is right, of prefixed units any prefix where the report names a unit."""
    if truth.get('time') or kind == 'hours':
        return OF_TIME
    return PREFIXES if kind == 'suffix_unit' and units else (1,)


def sides(case, report):
    """Yields (which, kind, what the report says and what it leaves open, what judges that)."""
    if report is None:
        yield 'range', case['kind'], None, None
        for name in case['axes']:
            yield name, case['axes'][name]['kind'], None, None
        return
    units = factors(case['range'], case['kind'], report['units'])
    judge = lambda said: best(lambda truth: claims.judge_range(said, truth, False), case['range'], units)
    yield 'range', case['kind'], (report['range'], report['range']), judge
    area = claims.corners(report['plot_area'])
    true = case['plot_area'] or area
    for i, name in enumerate(('x', 'y')):
        truth = case['axes'][name]
        units = factors(truth, truth['kind'], (report['axes'][name] or {}).get('units'))
        judge = lambda said, i=i, truth=truth, units=units: best(
            lambda t: claims.judge_axis(said, t, area[i], area[i + 2] - area[i], true[i], true[i + 2]), truth, units)
        yield name, truth['kind'], (report['axes'][name], report['axes']['unclaimed'][name]), judge


def truth_of(case, which):
    side = case['range'] if which == 'range' else case['axes'][which]
    return {k: side[k] for k in ('min', 'max', 'first', 'last', 'scale') if k in side}


def look(found, name, case, report, _):
    for which, kind, said, judge in sides(case, report):
        row = {'name': name, 'truth': truth_of(case, which), 'side': which, 'kind': kind, 'program': case['program'], 'change': case['change'], 'place': case['place'],
               'digits': case['digits'], 'state': 'missing', 'probability': None, 'hit': False}
        if said:
            row['state'] = judge(said[0])
            weighed = calibration.said(*said)
            if weighed:
                row['probability'], row['claimed'], row['hit'] = weighed[1], weighed[2], judge(weighed[0]) == 'right'
                row['said'] = {k: weighed[0].get(k) for k in ('min', 'max', 'first', 'last', 'scale') if k in weighed[0]}
        found.append(row)
    return {}, {}


def count_by(rows, key):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return sorted(groups.items())


def table(title, rows, key):
    yield f'| {title} | scales | right | unknown | wrong |'
    yield '|---|---|---|---|---|'
    for name, group in count_by(rows, key):
        count = collections.Counter(r['state'] for r in group)
        yield f'| {name} | {len(group)} | {100 * count["right"] / len(group):.0f} % | {count["missing"]} | {count["wrong"]} |'


def by_size(row):
    size = row['digits']
    return next(f'{a} to {b} px' for a, b in ((0, 6), (6, 7), (7, 8), (8, 10), (10, 14), (14, 99)) if a <= size < b)


def draw(path, weighed):
    """The share that is right against the probability, each bin with the interval of 95 % (Wilson 1927)."""
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    import numpy as np
    edges = [0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99, 0.999, 1.0000001]
    figure, axes = plt.subplots(figsize=(4.6, 4.2), dpi=100, layout='constrained')
    axes.plot([0, 1], [0, 1], color='0.7', lw=1)
    p, hit = np.array([w[0] for w in weighed]), np.array([w[1] for w in weighed], float)
    for low, high in zip(edges, edges[1:]):
        here = (p >= low) & (p < high)
        n = here.sum()
        if n == 0:
            continue
        share, z = hit[here].mean(), 1.96
        middle, half = (share + z * z / 2 / n) / (1 + z * z / n), z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / 4 / n / n)
        axes.errorbar([p[here].mean()], [share], [[max(0, share - middle + half)], [max(0, middle + half - share)]], fmt='o', color='#3b528b', ms=4, capsize=2)
        axes.annotate(str(n), (p[here].mean(), share), textcoords='offset points', xytext=(6, -9), fontsize=7)
    axes.set(xlabel='Probability in the report', ylabel='Share that is right', xlim=(-0.03, 1.05), ylim=(-0.03, 1.05))
    figure.savefig(path, metadata={'Software': None})


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('tool')
    p.add_argument('folder', type=pathlib.Path)
    p.add_argument('--only')
    p.add_argument('--list', action='store_true')
    p.add_argument('--picture', type=pathlib.Path)
    p.add_argument('--keep', type=pathlib.Path)
    p.add_argument('--jobs', type=int, default=os.cpu_count())
    a = p.parse_args()
    chosen, problems = cases.load(a.folder)
    if a.only:
        chosen = {n: c for n, c in chosen.items() if a.only in n or a.only in c['tags']}
    found = []
    with tempfile.TemporaryDirectory() as place:
        folder = a.keep or pathlib.Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        results = check.run(os.path.abspath(a.tool), a.folder, folder, chosen, a.jobs, judge=functools.partial(look, found))
    problems += [f'{n}: {r}' for n, r in results.items() if isinstance(r, check.Broken)]
    for line in problems:
        print(line)
    if a.list:
        for r in sorted(found, key=lambda r: (r['state'], r['side'], r['kind'], r['name'])):
            if r['state'] != 'right':
                print(f"{r['state']:8s} {r['side']:6s} {r['kind']:20s} {r['name']:26s} {r['change']:8s} {r['digits']:5} "
                      f"{r['probability'] if r['probability'] is None else round(r['probability'], 4)} {'hit' if r['hit'] else ''} {tuple(r.get('said', {}).values())} {tuple(r['truth'].values())}")
    ranges, axes = [r for r in found if r['side'] == 'range'], [r for r in found if r['side'] != 'range']
    for title, rows, key in (('Range, by kind', ranges, lambda r: r['kind']), ('Range, by program', ranges, lambda r: r['program']),
                             ('Range, by change', ranges, lambda r: r['change']), ('Range, by place', ranges, lambda r: r['place']),
                             ('Range, by digits', ranges, by_size), ('Range', ranges, lambda r: 'all'),
                             ('Axis, by kind', axes, lambda r: r['kind']), ('Axis, by program', axes, lambda r: r['program']),
                             ('Axis, by change', axes, lambda r: r['change']), ('Axis', axes, lambda r: 'all')):
        print('\n' + '\n'.join(table(title, rows, key)))
    weighed = [(r['probability'], r['hit'], r['claimed']) for r in found if r['probability'] is not None]
    print()
    for line in calibration.table([w[:2] for w in weighed]):
        print(line)
    sentence, holds = calibration.verdict([w[:2] for w in weighed if w[2]])
    print(sentence)
    wrong = sum(r['state'] == 'wrong' for r in found)
    print(f'{wrong} of {len(found)} scales are wrong and say nothing of it (1 of {len(found) / max(wrong, 1):.0f})')
    if a.picture:
        draw(a.picture, weighed)
    return 0 if holds and wrong <= MOST_WRONG * len(found) and not problems else 1


if __name__ == '__main__':
    sys.exit(main())
