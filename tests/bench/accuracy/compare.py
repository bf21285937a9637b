#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovers the same pictures in three ways and prints one table.

usage: compare.py RECOVER_PICTURE [--seed N] [--conditions A,B] [--known] [--calibration FILE.npz]

RECOVER_PICTURE is build/tests/tools/recover-picture. The maps are in no catalog; with --known, in it. --calibration keeps what reliability.py draws.
"""
import argparse

import numpy as np
from scipy import stats
from sklearn.isotonic import IsotonicRegression

import methods
import pictures

BINS = 20       # of confidence
CLOSE = 0.01    # of the range


def directed(field, case):
    """The field, turned where the picture cannot tell which end is low and the other way fits better."""
    if case.directed:
        return field
    turned = 1 - field
    return field if np.nansum((field - case.truth) ** 2) <= np.nansum((turned - case.truth) ** 2) else turned


def isotonic_error(field, truth):
    """Root mean square error after the best monotone curve: forgives a colormap's unknown speed."""
    values, where, count = np.unique(field, return_inverse=True, return_counts=True)
    mean = np.bincount(where, truth) / count
    fit = IsotonicRegression(increasing='auto').fit_transform(values, mean, sample_weight=count)
    return np.sqrt(np.mean((fit[where] - truth) ** 2))


def judge(field, case):
    """-> rank correlation, root mean square error, share of data that came back, isotonic error"""
    data = np.isfinite(case.truth)
    both = data & np.isfinite(field)
    if both.sum() < 10 or np.ptp(field[both]) == 0:
        return 0., 1., both.sum() / data.sum(), 1.
    rank = stats.spearmanr(field[both], case.truth[both]).correlation
    error = np.sqrt(np.mean((field - case.truth)[both] ** 2))
    return rank, error, both.sum() / data.sum(), isotonic_error(field[both], case.truth[both])


def add_calibration(histogram, field, confidence, case):
    """histogram[0]: pixels by confidence; [1]: those of them within CLOSE of the truth."""
    both = np.isfinite(case.truth) & np.isfinite(field) & np.isfinite(confidence)
    bin_of = np.minimum((confidence[both] * BINS).astype(int), BINS - 1)
    close = np.abs(field - case.truth)[both] <= CLOSE
    histogram[0] += np.bincount(bin_of, minlength=BINS)
    histogram[1] += np.bincount(bin_of[close], minlength=BINS)


def summary(scores):
    ranks, errors, shares, isotonic = np.array(scores).T
    good = np.sum((ranks >= .99) & (shares >= .95))
    return f'{good:3d}/{len(scores)} {np.median(ranks):8.5f} {np.median(errors):8.5f} {np.median(isotonic):8.5f}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--conditions', default=','.join(pictures.CONDITIONS))
    parser.add_argument('--known', action='store_true')
    parser.add_argument('--calibration')
    args = parser.parse_args()
    conditions = args.conditions.split(',')
    histograms = {}
    print('OK: rank correlation >= 0.99 and 95 % of the data back; medians of rank correlation, RMSE and')
    print('isotonic error, which forgives the speed of a colormap that is in no catalog')
    ways = ('gimp-unweave', 'nearest entry', 'notebook')
    print(f'{"":9s}' + ''.join(f' | {way:^33s}' for way in ways) + ' | to nearest')
    print(f'{"":9s}' + ' |  OK      rank     RMSE     iso   ' * 3 + ' |  RMSE   iso')
    for condition in conditions:
        cases = list(pictures.make_cases(args.seed, [condition], args.known))
        found = methods.ours(args.program, cases)
        scores = {way: [] for way in ways}
        histograms[condition] = np.zeros((2, BINS), int)
        for case in cases:
            field, confidence = found.get(case.name, np.full((2, *case.truth.shape), np.nan))
            field = directed(field, case)
            scores['gimp-unweave'].append(judge(field, case))
            add_calibration(histograms[condition], field, confidence, case)
            scores['nearest entry'].append(judge(methods.nearest_entry(case), case))
            scores['notebook'].append(judge(directed(methods.notebook(case), case), case))
        pairs = list(zip(scores[ways[0]], scores[ways[1]]))
        ratio = [np.median([ours[k] / best[k] for ours, best in pairs]) for k in (1, 3)]
        print(f'{condition:9s}' + ''.join(f' | {summary(scores[way])}' for way in ways)
              + f' | {ratio[0]:5.2f} {ratio[1]:5.2f}', flush=True)
    total = sum(histograms.values())
    for name, h in [*histograms.items(), ('all', total)]:
        sure = h[:, int(.9 * BINS):].sum(axis=1)
        print(f'confidence >= 0.9, {name}: {sure[1] / max(sure[0], 1):.3f} of {sure[0]} pixels within '
              f'{CLOSE:.0%} of the range; {sure[0] / max(h[0].sum(), 1):.2f} of all')
    if args.calibration:
        np.savez(args.calibration, **histograms)


if __name__ == '__main__':
    main()
