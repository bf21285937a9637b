#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how well the probabilities of ranges and axes hold, on the corpus.

usage: calibration.py RECOVER_PICTURE [--folder CORPUS] [--only WORD] [--list] [--jobs N]

check.py --calibration does the same beside its own, and recovers the figures once for both.

Every figure is recovered without GIMP. What a report says of a scale (its probability, and of one that is not claimed the
likeliest candidate's) is put into bins; a row of the table says how many there are, how sure the program is of them in the
mean, and how many are right.

--list          a line for each scale that is wrong, and for each that is not claimed

The rule: of the scales that are claimed at 0.99 and more, at least 99 of 100 have to be right. The share that was observed is
compared, without an allowance for chance: the corpus is fixed, so that the same program always gives the same share, and a
program that is right in less than it says has to be looked at. With n claims that leaves n / 100 wrong ones, rounded down. Fewer
than LEAST claims cannot show 99 of 100, and fail, too. What so many claims do show is printed beside it: the largest share of
wrong ones that is compatible with them (Clopper and Pearson 1934, one-sided, 95 %).
"""
import argparse
import functools
import math
import os
import pathlib
import sys
import tempfile

import cases
import claims

CLAIM = 0.99   # least probability of a claim, ScaleOptions::claim
RIGHT = 0.99   # least share of claims that are right
LEAST = 100    # claims, so that one wrong one does not decide
BINS = (0.9999, 0.999, 0.99, 0.9, 0.5, 0.1, 0.0)


def said(scale, unclaimed):
    """-> the scale that a report holds most probable, its probability, whether it is claimed; None: nothing was weighed."""
    if scale and scale['probability'] is not None:
        return scale, scale['probability'], True
    candidates = (unclaimed or {}).get('candidates')
    return ({**candidates[0], 'source': 'ticks'}, candidates[0]['probability'], False) if candidates else None


def judged(case, report):
    """Yields (claim, probability, right, claimed) for the range and the axes that have a truth."""
    if 'range' in case and case['range']:
        found = said(report['range'], report['range'])
        if found:
            stepped = bool(case.get('levels') and report['levels'])
            yield 'range', found[1], claims.judge_range(found[0], case['range'], stepped) == 'right', found[2]
    if 'plot_area' not in case:
        return
    area = claims.corners(report['plot_area'])
    true_area, _ = claims.nearest_panel(case, area)
    for i, name in enumerate(('x', 'y')):
        truth = case.get('axes', {}).get(name)
        found = said(report['axes'][name], report['axes']['unclaimed'][name])
        if truth and found:
            state = claims.judge_axis(found[0], truth, area[i], area[i + 2] - area[i], true_area[i], true_area[i + 2])
            yield f'{name} axis', found[1], state == 'right', found[2]


def most_wrong(wrong, of):
    """The largest share of wrong ones that has a chance of 5 % to show `wrong` or fewer among `of`."""
    def chance(p):
        return sum(math.comb(of, k) * p ** k * (1 - p) ** (of - k) for k in range(wrong + 1))
    if wrong >= of:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(middle) > 0.05 else (low, middle)
    return high


def table(scales):
    """Lines: a bin each. scales: (probability, right)"""
    yield f'{"probability":>16s} {"scales":>7s} {"mean":>7s} {"right":>6s} {"share":>7s}'
    above = math.inf
    for least in BINS:
        here = [s for s in scales if least <= s[0] < above]
        name = f'{least:.4g} to {min(above, 1):.4g}'
        above = least
        if here:
            right = sum(r for _, r in here)
            yield f'{name:>16s} {len(here):7d} {sum(p for p, _ in here) / len(here):7.4f} {right:6d} {right / len(here):7.4f}'


def verdict(scales):
    """-> sentence, whether the rule holds. scales: (probability, right) of what is claimed"""
    sure = [right for p, right in scales if p >= CLAIM]
    if len(sure) < LEAST:
        return f'{len(sure)} claims at {CLAIM} and more: too few to show anything, {LEAST} are needed', False
    right = sum(sure)
    return (f'{right} of {len(sure)} claims at {CLAIM} and more are right ({100 * right / len(sure):.2f} %); '
            f'with 95 % at most {100 * most_wrong(len(sure) - right, len(sure)):.2f} % of such claims are wrong'), \
        right >= RIGHT * len(sure)


def look(found, name, case, report, values):
    """Takes what a report says of scales, in place of claims.judge."""
    if report is not None:
        found += [(name, *row) for row in judged(case, report)]
    return {}, {}


def tell(found, listed):
    """Prints what was found; -> whether the rule holds."""
    if listed:
        for name, claim, probability, right, claimed in sorted(found):
            if not (right and claimed):
                print(f'{name:32s} {claim:8s} {"claimed" if claimed else "open":8s} {probability:.4f} '
                      f'{"right" if right else "wrong"}')
    for line in table([(p, right) for _, _, p, right, _ in found]):
        print(line)
    sentence, holds = verdict([(p, right) for _, _, p, right, claimed in found if claimed])
    print(sentence)
    return holds


def main(arguments=None):
    import check  # which has this one for its --calibration
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('tool')
    p.add_argument('--folder', type=pathlib.Path, default=check.CORPUS)
    p.add_argument('--only')
    p.add_argument('--list', action='store_true')
    p.add_argument('--jobs', type=int, default=os.cpu_count())
    a = p.parse_args(arguments)
    chosen, _ = cases.load(a.folder)
    if a.only:
        chosen = {n: c for n, c in chosen.items() if a.only in n or a.only in c['tags']}
    found = []
    with tempfile.TemporaryDirectory() as place:
        results = check.run(os.path.abspath(a.tool), a.folder, pathlib.Path(place), chosen, a.jobs,
                            judge=functools.partial(look, found))
    broken = [f'{n}: {r}' for n, r in results.items() if isinstance(r, check.Broken)]
    for line in broken:
        print(line)
    return 0 if tell(found, a.list) and not broken else 1


if __name__ == '__main__':
    sys.exit(main())
