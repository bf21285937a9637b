#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovers every figure of the corpus without GIMP and compares each claim with the truth.

usage: check.py RECOVER_PICTURE [--folder CORPUS] [--only WORD] [--summary] [--calibration] [--all]
                [--tighten | --admit] [--keep FOLDER] [--jobs N]

--only WORD     figures with WORD among their tags or in their name
--summary       a table: of how many figures each claim is right, missing, wrong; by tag
--calibration   how well probabilities hold; fails where they do not (calibration.py)
--all           a line for every figure
--tighten       rewrites what cases allow where the program does better now; never more than before
--admit         gives new cases (those without "allowed") what today's program needs; look at what it prints
--keep FOLDER   what was recovered stays there
Fails when a claim is wrong that was not, when more is missing than allowed, when a picture has no truth or a truth no
picture, when there is none at all. What the claims are: claims.py; what a case holds: cases.py.
"""
import argparse
import collections
import concurrent.futures
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

import calibration
import cases
import claims

CORPUS = pathlib.Path(__file__).resolve().parents[1] / 'data' / 'figures'
SECONDS = 60  # for one figure, of which most take less than one


class Broken(Exception):
    """The program neither recovered nor refused."""


def recover(tool, picture, folder):
    """-> report and values, (None, None) if it was refused."""
    try:
        done = subprocess.run([tool, folder, picture], capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Broken(f'no answer in {SECONDS} s') from None
    report = folder / f'{picture.stem}.json'
    if done.returncode == 0 and report.exists():
        report = json.loads(report.read_text(encoding='utf-8'))
        report['table'] = points(folder / f'{picture.stem}.points.csv') if report.get('points') else None
        return report, np.load(folder / f'{picture.stem}.npy').astype(float)
    if done.returncode == 1 and ': refused, reason' in done.stderr:
        return None, None
    raise Broken(f'exit status {done.returncode}: {done.stderr.strip()[-300:]}')


def points(path):
    """Of each marker its column, row, value, and whether it is unsure."""
    with path.open(encoding='utf-8', newline='') as file:
        title, *rows = csv.reader(file)
    at = [title.index('column'), title.index('row'), 2, title.index('unsure')]
    return [[float(row[i]) for i in at] for row in rows]


def judge(_, case, report, values):
    return claims.judge(case, report, values)


def run(tool, corpus, folder, chosen, jobs, judge=judge):
    """-> {name: what judge(name, case, report, values) says, or Broken}"""
    def one(name):
        try:
            report, values = recover(tool, corpus / chosen[name]['picture'], folder)
            return judge(name, chosen[name], report, values)
        except Broken as problem:
            return problem
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return dict(zip(chosen, pool.map(one, chosen)))


def line(name, states, numbers):
    said = ' '.join(f'{k}: {s}' for k, s in states.items() if s != 'right')
    return f'{name:32s} {said}  ' + ' '.join(f'{k} {x:.3g}' for k, x in numbers.items())


def summary(chosen, results):
    """Rows: claims; then the share of figures in which everything is right, by tag."""
    done = {n: r for n, r in results.items() if not isinstance(r, Broken)}
    for title, names in [('all figures', list(done))] + [
            (f'"{tag}"', [n for n in done if tag in chosen[n]['tags']]) for tag in ('png', 'jpeg')]:
        print(f'\n{title}: {len(names)}\n  {"claim":10s} {"right":>6s} {"missing":>8s} {"wrong":>6s}')
        for claim in claims.STATES:
            count = collections.Counter(done[n][0].get(claim) for n in names)
            if sum(count[s] for s in ('right', 'missing', 'wrong')):
                print(f'  {claim:10s} {count["right"]:6d} {count["missing"]:8d} {count["wrong"]:6d}')
        for key in claims.LIMITS:
            values = [done[n][1][key] for n in names if key in done[n][1]]
            if values:
                print(f'  {key:10s} median {np.median(values):.4g}, worst {max(values):.4g}, '
                      f'{sum(v > claims.LIMITS[key] for v in values)} of {len(values)} above {claims.LIMITS[key]}')
    print(f'\n{"tag":16s} {"figures":>8s} {"perfect":>8s} {"wrong":>6s}')
    tags = collections.Counter(tag for n in done for tag in chosen[n]['tags'])
    for tag, count in sorted(tags.items()):
        of = [done[n] for n in done if tag in chosen[n]['tags']]
        perfect = sum(not any(s != 'right' for s in states.values()) and all(x <= claims.LIMITS[k] for k, x in numbers.items())
                      for states, numbers in of)
        print(f'{tag:16s} {count:8d} {perfect:8d} {sum("wrong" in s.values() for s, _ in of):6d}')
    fields = [n for n in done if chosen[n]['expected'] == 'recover']
    others = [n for n in done if chosen[n]['expected'] == 'refuse']
    print(f'\nof {len(fields)} figures with a field {sum(done[n][0]["answer"] == "missing" for n in fields)} are refused; '
          f'of {len(others)} pictures without one {sum(done[n][0]["answer"] == "wrong" for n in others)} are taken')


def admit(corpus, chosen, results):
    for name, case in chosen.items():
        if 'allowed' in case or isinstance(results[name], Broken):
            continue
        case['allowed'], wrong = claims.allowances(*results[name])
        if wrong:
            case['known_wrong'] = wrong
        cases.save(corpus, name, case)
        print(f'admitted {name}: {case["allowed"]}' + (f'  WRONG: {", ".join(wrong)}' if wrong else ''))


def tighten(corpus, chosen, results):
    for name, case in chosen.items():
        if 'allowed' not in case or isinstance(results[name], Broken):
            continue
        before = (case['allowed'], case.get('known_wrong', []))
        after = claims.tightened(case, *results[name])
        if after == before:
            continue
        case['allowed'] = after[0]
        case.pop('known_wrong', None)
        if after[1]:
            case['known_wrong'] = after[1]
        cases.save(corpus, name, case)
        print(f'tightened {name}: {before} -> {after}')


def tell(title, lines):
    if lines:
        print(f'{title} ({len(lines)}):')
        for text in lines:
            print(f'  {text}')


def verdicts(chosen, results):
    """-> wrong, worse, better, broken (texts), known (number of wrong claims that the cases know of)"""
    wrong, worse, better, broken, known = [], [], [], [], 0
    for name, case in chosen.items():
        if isinstance(results[name], Broken):
            broken.append(f'{name}: {results[name]}')
        elif 'allowed' not in case:
            broken.append(f'{name}: is new; --admit says what the program needs')
        else:
            w, m, b = claims.verdict(case, *results[name])
            wrong += [f'{name}: {x}' for x in w]
            worse += [f'{name}: {x}' for x in m]
            better += [f'{name}: {x}' for x in b]
            known += sum(s == 'wrong' for s in results[name][0].values()) - len(w)
    return wrong, worse, better, broken, known


def main(arguments=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('tool')
    p.add_argument('--folder', type=pathlib.Path, default=CORPUS)
    p.add_argument('--only')
    p.add_argument('--summary', action='store_true')
    p.add_argument('--calibration', action='store_true')
    p.add_argument('--all', action='store_true')
    p.add_argument('--tighten', action='store_true')
    p.add_argument('--admit', action='store_true')
    p.add_argument('--keep', type=pathlib.Path)
    p.add_argument('--jobs', type=int, default=os.cpu_count())
    a = p.parse_args(arguments)
    chosen, problems = cases.load(a.folder)
    if a.only:
        chosen = {n: c for n, c in chosen.items() if a.only in n or a.only in c['tags']}
    scales = []

    def looked_at(name, case, report, values):
        if a.calibration:
            calibration.look(scales, name, case, report, values)
        return judge(name, case, report, values)

    with tempfile.TemporaryDirectory() as place:
        folder = a.keep or pathlib.Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        results = run(os.path.abspath(a.tool), a.folder, folder, chosen, a.jobs, looked_at)
    if a.all:
        for name in chosen:
            print(f'{name}: {results[name]}' if isinstance(results[name], Broken) else line(name, *results[name]))
    if a.admit:
        admit(a.folder, chosen, results)
    if a.tighten:
        tighten(a.folder, chosen, results)
    wrong, worse, better, broken, known = verdicts(chosen, results)
    tell('WRONG CLAIMS: said, and false', wrong)
    tell('the corpus itself', problems)
    tell('neither recovered nor refused, or new', broken)
    tell('worse than allowed', worse)
    tell('better than allowed: check.py --tighten keeps it so', better)
    if a.summary:
        summary(chosen, results)
    holds = not a.calibration or calibration.tell(scales, True)
    count = collections.Counter(s for r in results.values() if not isinstance(r, Broken) for s in r[0].values())
    failed = {text.split(':')[0] for text in wrong + worse + broken}
    print(f'claims: {count["right"]} right, {count["missing"]} missing, {count["wrong"]} wrong '
          f'({known} of them known, {len(wrong)} new)')
    print(f'{len(chosen) - len(failed)} passed, {len(failed) + len(problems)} failed')
    return 1 if failed or problems or not chosen or not holds else 0


if __name__ == '__main__':
    sys.exit(main())
