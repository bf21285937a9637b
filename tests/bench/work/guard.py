#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery costs no more work than it did: instructions of five fixed inputs, not seconds.

    guard.py RECOVER_WORK [--renew]     RECOVER_WORK: the program of recover_work.cpp
                                        --renew: writes what is counted to instructions.json

Fails where an input takes 5 % more than instructions.json holds; exits 77, which skips the test,
without valgrind or with a compiler that the counts are not of. Renew the counts when work was saved,
or when a change is worth its work and its commit says so. One thread, no reader of labels: what is
counted is the same in every run.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from multiprocessing.pool import ThreadPool

HERE = pathlib.Path(__file__).parent
KEPT = HERE / 'instructions.json'
FIGURE = HERE.parents[1] / 'data/figures/asked_longitude_latitude.png'
INPUTS = {
    '256 colors, 1 MP': ['entries', '1'],
    '23,810 colors, 1 MP': ['noisy', '1'],
    '16 bits, 0.25 MP': ['16bit', '0.25'],
    'noise through a given map, 0.25 MP': ['noise', '0.25', 'given'],
    'a figure with a color bar': [str(FIGURE)],
}
# A change of the compiler's mind about one loop is less; a step more over the pixels is more.
MOST = 1.05


def instructions(program, args):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ['valgrind', '--tool=callgrind', '--collect-atstart=no',
             '--toggle-collect=*counted_recovery*', f'--callgrind-out-file={folder}/out',
             program, *args], capture_output=True, text=True, check=True,
            # A test runner has memory filled, which is work, too.
            env={k: v for k, v in os.environ.items() if k != 'MALLOC_PERTURB_'})
    return int(re.search(r'Collected : (\d+)', run.stderr).group(1))


def compiler(program):
    """As the program itself names it: "GCC 12", say."""
    return subprocess.run([program, '--compiler'], capture_output=True, text=True,
                          check=True).stdout.strip()


def main(program, renew):
    if not shutil.which('valgrind'):
        print('valgrind is missing: tools/setup test')
        return 77
    kept = {} if renew else json.loads(KEPT.read_text())
    built_by = compiler(program)
    if not renew and kept['compiler'] != built_by:
        print(f"the counts are of {kept['compiler']}, the program of {built_by}")
        return 77
    with ThreadPool(os.cpu_count()) as pool:
        counted = dict(zip(INPUTS, pool.map(lambda args: instructions(program, args), INPUTS.values(), 1)))
    if renew:
        KEPT.write_text(json.dumps({'compiler': built_by, 'instructions': counted}, indent=2) + '\n')
    worst = 0
    for name, count in counted.items():
        ratio = count / kept['instructions'][name] if kept else 1
        worst = max(worst, ratio)
        print(f'{name:36} {count / 1e6:8.1f} million, {ratio:.3f} of what is kept')
    if worst > MOST:
        print(f'more than {MOST} of what is kept: save the work, or renew the counts with\n'
              f'  {sys.argv[0]} {program} --renew')
    return 0 if worst <= MOST else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], '--renew' in sys.argv[2:]))
