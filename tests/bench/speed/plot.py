#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws what core-bench measured and prints its table.

usage: plot.py CORE.json FOLDER     CORE.json: build/tests/bench/core.json after meson test --benchmark
Writes FOLDER/benchmark-size.png and FOLDER/benchmark-colors.png.
"""
import collections
import json
import pathlib
import sys

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

SCALE = {'ms': 1., 's': 1000., 'us': 1e-3, 'ns': 1e-6}
LABELS = {'plain': 'plain read-and-write pass', 'count': 'counting pass', 'write': 'writing pass',
          'recover': 'whole recovery', 'numpy_unique': 'numpy.unique of the colors'}


PASSES = ('plain', 'count', 'write')


def measured(path):
    """{picture and size: {what: (milliseconds, counters)}}, and the machine. Of the passes, also
    their times on the clock, as 'plain clock' and so on."""
    run = json.loads(pathlib.Path(path).read_text())
    found = collections.defaultdict(dict)
    for b in run['benchmarks']:
        if b.get('error_occurred') or b.get('run_type') == 'aggregate':
            continue
        what, kind, size = b['name'].split('/')[:3]
        if what == 'passes':
            for one in PASSES:
                found[kind, float(size)][one] = (b[one + '_cpu_ms'], b)
                found[kind, float(size)][one + ' clock'] = (b[one + '_ms'], b)
            continue
        # Of all threads: a machine that others use does not change it much. NumPy tells its own.
        time = b['real_time' if what == 'numpy_unique' else 'cpu_time']
        found[kind, float(size)][what] = (time * SCALE[b['time_unit']], b)
    return found, run['context']


def draw(series, xlabel, title, path):
    fig, ax = plt.subplots(figsize=(6.4, 4.4), dpi=100)
    for label, points in series.items():
        points.sort()
        ax.loglog(*zip(*points), marker='o', ms=4, lw=1.2, label=label)
    ax.set(xlabel=xlabel, ylabel='processor time [ms]', title=title)
    ax.grid(which='major', lw=.3)
    ax.legend(fontsize=8)
    fig.tight_layout()
    fig.savefig(path)


def main(path, folder):
    found, context = measured(path)
    folder = pathlib.Path(folder)
    by_size, by_colors = collections.defaultdict(list), collections.defaultdict(list)
    for (kind, size), times in found.items():
        for what, (ms, counters) in times.items():
            if what not in LABELS:
                continue
            if kind == 'noisy':
                by_size[LABELS[what]].append((size, ms))
            if 'colors' in counters and size == 4:
                by_colors[LABELS[what]].append((counters['colors'], ms))
    draw(by_size, 'size [megapixels]', 'Cost against size', folder / 'benchmark-size.png')
    draw(by_colors, 'distinct colors', 'Cost against distinct colors, 4 megapixels', folder / 'benchmark-colors.png')
    print(f"{context['num_cpus']} processors of {context['mhz_per_cpu']} MHz, load {context.get('load_avg')}\n")
    print('| Picture | MP | Distinct colors | Plain pass | Counting | Writing | Both / plain '
          '| on the clock | Recovery | in plain passes | numpy.unique | Recovery / unique | Memory |')
    print('|---|---|---|---|---|---|---|---|---|---|---|---|---|')
    for (kind, size), t in found.items():
        if not {'plain', 'count', 'write', 'recover'} <= t.keys():
            continue
        ms = {what: value for what, (value, _) in t.items()}
        colors = t['recover'][1].get('colors')
        unique = ms.get('numpy_unique')
        print(f"| {kind} | {size:g} | {colors or '':.0f} |" if colors else f'| {kind} | {size:g} | |', end='')
        on_the_clock = (ms['count clock'] + ms['write clock']) / ms['plain clock']
        print(f" {ms['plain']:.1f} | {ms['count']:.1f} | {ms['write']:.1f} "
              f"| {(ms['count'] + ms['write']) / ms['plain']:.1f} | {on_the_clock:.1f} "
              f"| {ms['recover']:.0f} | {t['recover'][1]['plain_passes']:.1f} |", end='')
        print(f" {unique:.0f} | {ms['recover'] / unique:.2f} |" if unique else ' | |', end='')
        print(f" {t['recover'][1].get('extra_MB', 0):.0f} MB |")
    print('\n| Threads | MP | Recovery on the clock | in plain passes of as many threads, on the clock |\n|---|---|---|---|')
    for (kind, size), t in found.items():
        if not kind.startswith('threads'):
            continue
        b = t['recover'][1]
        print(f"| {kind.removeprefix('threads')} | {size:g} | {b['real_time'] * SCALE[b['time_unit']]:.0f} ms "
              f"| {b['plain_passes_clock']:.1f} |")


if __name__ == '__main__':
    main(*sys.argv[1:])
