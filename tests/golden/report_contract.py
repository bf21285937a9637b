#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report promises: docs/report.schema.json, and what a schema cannot say.

usage: report_contract.py REPORT.json...
"""
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / 'docs' / 'report.schema.json'


def no_constant(name):
    raise ValueError(f'{name} is not JSON')


def within(inner, outer):
    return (outer['x'] <= inner['x'] and outer['y'] <= inner['y'] and
            inner['x'] + inner['width'] <= outer['x'] + outer['width'] and
            inner['y'] + inner['height'] <= outer['y'] + outer['height'])


def beyond_the_schema(report):
    """Yields a sentence for each broken promise."""
    value_range, colormap = report['range'], report['colormap']
    if value_range['min'] == value_range['max']:
        yield 'the range is empty'
    if value_range['source'] == 'none' and (value_range['min'], value_range['max']) != (0, 1):
        yield 'without a range the values are t, from 0 to 1'
    if value_range['source'] == 'ticks' and not report['ticks']:
        yield 'a range from ticks without ticks'
    if report['residual']['median'] > report['residual']['p95']:
        yield 'the median residual is larger than the 95th percentile'
    if report['levels'] is not None:
        steps = [b - a for a, b in zip(report['levels'], report['levels'][1:])]
        if not (all(s > 0 for s in steps) or all(s < 0 for s in steps)):
            yield 'edges of levels are not in order'
        if colormap['levels'] is not None and len(steps) != colormap['levels']:
            yield 'edges do not fit the number of levels'
    for panel in report['panels']:
        if within(panel, report['plot_area']):
            yield 'a panel lies in the plot area'


def violations(path):
    try:
        report = json.loads(pathlib.Path(path).read_text(encoding='utf-8'),
                            parse_constant=no_constant)
    except ValueError as problem:
        return [f'{path}: {problem}']
    schema = json.loads(SCHEMA.read_text(encoding='utf-8'))
    validator = jsonschema.Draft202012Validator(schema)
    found = [f'{path}: {"/".join(map(str, e.absolute_path))}: {e.message[:200]}'
             for e in validator.iter_errors(report)]
    return found or [f'{path}: {problem}' for problem in beyond_the_schema(report)]


if __name__ == '__main__':
    problems = [problem for path in sys.argv[1:] for problem in violations(path)]
    print('\n'.join(problems))
    sys.exit(1 if problems or len(sys.argv) < 2 else 0)
