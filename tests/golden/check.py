#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the program "golden" writes with tests/golden/expected, byte for byte where the
bytes are the program's own, and every report with docs/report.schema.json.

usage: check.py GOLDEN_PROGRAM [--update]     --update replaces what is expected
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import report_contract

HERE = pathlib.Path(__file__).resolve().parent
# The bytes of .tif and .nc are those of their libraries, which change between versions.
PORTABLE = ('field.npy', 'field.csv', 'field.xyz.csv', 'report.json')


def portable(path):
    """The file's bytes but for the program's version."""
    return re.sub(rb'"version": "[^"]*"', b'"version": "0.0.0"', path.read_bytes())


def compare(folder, update):
    differing = []
    for name in PORTABLE:
        got, expected = portable(folder / name), HERE / 'expected' / name
        if update:
            expected.write_bytes(got)
        elif got != expected.read_bytes():
            differing.append(f'{name} differs from {expected}')
    return differing


def main(program, *options):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        subprocess.run([program, folder], check=True)
        problems = compare(folder, '--update' in options)
        reports = sorted(folder.glob('*.json'))
        assert len(reports) == 13, reports
        for report in reports:
            problems += report_contract.violations(report)
    for problem in problems:
        print(problem)
    print(f'{len(PORTABLE)} files compared, {len(reports)} reports checked, {len(problems)} problems')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
