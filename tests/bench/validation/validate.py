#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovers figures of published data that ten programs have drawn, and compares every claim and value with the data.

usage: validate.py RECOVER_PICTURE [--data ROOT] [--only WORD] [--keep FOLDER] [--write docs/validation.md]

RECOVER_PICTURE is build/tests/tools/recover-picture. --data: a folder that holds unpacked packages (by default /, where
tools/setup figures and ferret-datasets put them). Needs what the corpus' scripts need, netCDF4 and scikit-learn, and a screen
for VTK (xvfb-run -a). Prints the report, or writes it; the same program, packages and data give the same bytes.
"""
import argparse
import collections
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[2]
sys.dont_write_bytecode = True
for folder in (HERE.parent / 'accuracy', TOP / 'tests' / 'figures'):
    sys.path.insert(0, str(folder))

import cases    # noqa: E402
import claims   # noqa: E402
import data     # noqa: E402
import draw     # noqa: E402
import check    # noqa: E402
import methods  # noqa: E402
import scales   # noqa: E402

CLOSE = 0.01    # of the range: what a confidence is the probability of
BINS = 10
Case = collections.namedtuple('Case', 'truth rgb table')
Result = collections.namedtuple('Result', 'name program suffix source version states numbers units inside covered calibration spread others')


def recover(tool, picture, folder):
    done = subprocess.run([tool, '--confidence', folder, picture], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode not in (0, 1):
        raise check.Broken(f'{picture.name}: {done.stderr.strip()[-200:]}')
    report = folder / f'{picture.stem}.json'
    if not report.exists():
        return None, None, None, None
    planes = [np.load(folder / (picture.stem + end)).astype(float) for end in ('.npy', '.confidence.npy', '.uncertainty.npy')]
    return check.json.loads(report.read_text(encoding='utf-8')), *planes


def aligned(case, report, plane):
    """A recovered plane on the true plot area."""
    area = claims.corners(report['plot_area'])
    true_area, field = claims.nearest_panel(case, area)
    width, height = true_area[2] - true_area[0], true_area[3] - true_area[1]
    out = np.full((height, width), np.nan)
    dx, dy = area[0] - true_area[0], area[1] - true_area[1]
    x0, y0 = max(dx, 0), max(dy, 0)
    x1, y1 = max(x0, min(dx + plane.shape[1], width)), max(y0, min(dy + plane.shape[0], height))
    out[y0:y1, x0:x1] = plane[y0 - dy:y1 - dy, x0 - dx:x1 - dx]
    return out, true_area, field


def inside_cells(truth):
    """Without the pixels beside another value: programs place cells to a fraction of a pixel."""
    padded = np.pad(truth, 1, 'edge')
    shifted = [padded[1 + y:padded.shape[0] - 1 + y, 1 + x:padded.shape[1] - 1 + x] for y in (-1, 0, 1) for x in (-1, 0, 1)]
    return np.where(np.all([s == truth for s in shifted], axis=0), truth, np.nan)


def other_ways(picture, case, true_area, truth):
    """Root mean square errors of two other ways where `truth` is, both told the plot area: someone who has the map's 256
    entries (of matplotlib's maps, without reading between them), and the chain of a k-means palette, from the color nearest
    black."""
    with Image.open(picture) as image:
        rgb = np.asarray(image.convert('RGB'))[true_area[1]:true_area[3], true_area[0]:true_area[2]]
    entries = None
    if case.get('colormap'):
        import matplotlib
        entries = np.rint(255 * matplotlib.colormaps[case['colormap'][0]](np.arange(256) / 255)[:, :3]).astype(np.uint8)
    found = {}
    for name, way in (('entry', methods.nearest_entry), ('chain', methods.notebook)):
        if name == 'entry' and entries is None:
            continue
        t = way(Case(truth, rgb, entries))
        both = np.isfinite(truth) & np.isfinite(t)
        errors = [np.sqrt(np.mean((s - truth)[both] ** 2)) for s in ((t,) if name == 'entry' else (t, 1 - t))]
        found[name] = min(errors) if both.any() else np.nan
    return found


def judge(tool, name, program, suffix, source, corpus, scratch):
    case = cases.json.loads((corpus / f'{name}.json').read_text(encoding='utf-8'))
    picture = corpus / case['picture']
    report, values, confidence, sigma = recover(tool, picture, scratch)
    states, numbers = claims.judge(case, report, values)
    units = inside = covered = calibration = spread = None
    others = {}
    if report is not None:
        got, true_area, field = aligned(case, report, values)
        truth, _ = claims.true_positions(case, true_area, field)
        if 'cells' in field:
            truth = inside_cells(truth)
            off = np.abs(scales.place(got, report['range']) - truth) if report['range']['source'] != 'none' else np.abs(got - truth)
            if np.isfinite(off).any():
                numbers.update(error=float(np.nanmedian(off)), p95=float(np.nanpercentile(off, 95)))
        covered = (np.isfinite(got) & np.isfinite(truth)).sum() / np.isfinite(truth).sum()
        if states.get('range') == 'right':
            true_values = claims.fields.on_grid(field, true_area[2] - true_area[0], true_area[3] - true_area[1])
            both = np.isfinite(got) & np.isfinite(truth)
            error = np.abs(got - true_values)[both]
            units = (np.median(error), np.percentile(error, 95))
            said = aligned(case, report, sigma)[0][both]
            known = np.isfinite(said)
            spread = (known.sum(), (error <= said)[known].sum(), (error <= 2 * said)[known].sum(),
                      np.median(said[known]) / abs(report['range']['max'] - report['range']['min']) if known.any() else np.nan)
            t = scales.place(got, case['range'])
            off = np.abs(t - truth)[both]
            numbers['rms'] = float(np.sqrt(np.mean(off ** 2)))
            inside = np.mean(off <= CLOSE)
            sure = aligned(case, report, confidence)[0][both]
            bin_of = np.minimum((sure * BINS).astype(int), BINS - 1)
            calibration = (np.bincount(bin_of, minlength=BINS), np.bincount(bin_of[off <= CLOSE], minlength=BINS),
                           np.bincount(bin_of, sure, minlength=BINS))
        if program == 'matplotlib' and source.field.get('scale') != 'log':
            others = other_ways(picture, case, true_area, np.where(np.isfinite(got), truth, np.nan))
    return Result(name, program, suffix, source, report and report['version'], states, numbers, units, inside, covered, calibration, spread, others)


def row(*cells):
    return '| ' + ' | '.join(str(cell) for cell in cells) + ' |'


def header(*cells):
    return [row(*cells), '|' + '---|' * len(cells)]


def count(results, claim):
    states = collections.Counter(r.states.get(claim) for r in results)
    judged = states['right'] + states['missing'] + states['wrong']
    return f"{states['right']} / {states['missing']} / {states['wrong']}" if judged else ''


def median(values, form='.4f'):
    values = [v for v in values if v is not None and np.isfinite(v)]
    return format(float(np.median(values)), form) if values else ''


def data_table(sources):
    yield from header('Field', 'Units, range drawn', 'Data', 'Package', 'License')
    for s in sources:
        scale = ', logarithmic' if s.field.get('scale') == 'log' else ''
        yield row(s.title, f"{s.units}, {s.field['lo']} to {s.field['hi']}{scale}", s.source, f'{s.package} {data.version_of(s.package)}',
                  s.license)


def claims_table(results):
    yield from header('Drawn by', 'Saved as', 'Figures', 'Bar', 'Range', 'Direction', 'X axis', 'Y axis', 'Data back', 'Error: median', '95 %')
    groups = collections.defaultdict(list)
    for r in results:
        groups[r.program.split(',')[0], r.suffix.upper()].append(r)
    for (program, suffix), of in groups.items():
        yield row(program, suffix, len(of), *(count(of, c) for c in ('bar', 'range', 'direction', 'x axis', 'y axis')),
                  median([r.covered for r in of], '.1%'), median([r.numbers.get('error') for r in of]),
                  median([r.numbers.get('p95') for r in of]))
    yield row('**all**', '', len(results), *(count(results, c) for c in ('bar', 'range', 'direction', 'x axis', 'y axis')),
              median([r.covered for r in results], '.1%'), median([r.numbers.get('error') for r in results]),
              median([r.numbers.get('p95') for r in results]))


def units_table(results, sources):
    yield from header('Field', 'Figures with the right range', 'Step of 256 colors', 'Error: median', '95 %', 'Within 1 % of the range')
    for s in sources:
        of = [r for r in results if r.source.name == s.name and r.units]
        scale = s.field.get('scale') == 'log'
        step = '' if scale else f"{(s.field['hi'] - s.field['lo']) / 256:.3g} {s.units}"
        yield row(s.title + (' (logarithmic)' if scale else ''), f'{len(of)} of {sum(r.source.name == s.name for r in results)}', step,
                  *(f'{median([r.units[k] for r in of], ".3g")} {s.units}' if of else '' for k in (0, 1)),
                  median([r.inside for r in of], '.1%'))


def calibration_table(results):
    pixels, close, said = (sum(r.calibration[k] for r in results if r.calibration) for k in range(3))
    yield from header('Confidence', 'Pixels', 'Said', 'Within 1 % of the range')
    for k in range(BINS):
        if np.ndim(pixels) and pixels[k]:
            yield row(f'{k / BINS:.1f} to {(k + 1) / BINS:.1f}', int(pixels[k]), f'{said[k] / pixels[k]:.3f}', f'{close[k] / pixels[k]:.3f}')


def spread_table(results):
    yield from header('Saved as', 'Pixels', 'Median uncertainty, parts of the range', 'Within 1 of it', 'Within 2 of it')
    groups = collections.defaultdict(list)
    for r in results:
        if r.spread and np.isfinite(r.spread[3]):
            groups[r.suffix.upper()].append(r.spread)
    for suffix, of in groups.items():
        pixels, one, two, _ = (sum(s[k] for s in of) for k in range(4))
        yield row(suffix, int(pixels), median([s[3] for s in of]), f'{one / pixels:.3f}', f'{two / pixels:.3f}')


def others_table(results):
    yield from header('Saved as', 'Figures', 'gimp-unweave', 'Nearest of the map\'s 256 entries, told map and plot area',
                      'Chain of a k-means palette, told the plot area and the direction')
    groups = collections.defaultdict(list)
    for r in results:
        if r.others and 'rms' in r.numbers:
            groups[r.suffix.upper()].append(r)
    for suffix, of in groups.items():
        yield row(suffix, len(of), median([r.numbers['rms'] for r in of]), median([r.others.get('entry') for r in of]),
                  median([r.others.get('chain') for r in of]))


def wrong_claims(results):
    wrong = [(r, claim) for r in results for claim, state in r.states.items() if state == 'wrong']
    if not wrong:
        yield 'None.'
    for r, claim in wrong:
        yield f'- {r.source.title}, drawn by {r.program.split(",")[0]}, {r.suffix.upper()}: {claim}'


TEXT = """# Validation

Made by `tests/bench/validation/validate.py`; do not edit.

{figures} figures of published, free data, drawn by {programs} programs, saved as PNG, as JPEG of quality 85 (chroma at half the
resolution) and as PDF that poppler turned into pixels; recovered by the core of version {version}. Nothing was told to the program but the picture. The figures are small,
some 340 x 250 pixels, as in a column of a paper seen on a screen; larger ones are easier.

## Data

{data}

## What was found

Each claim is right / missing / wrong: missing is what can be known from the figure and was not said. Errors are in parts of
the range, medians over the figures, of each figure's median and 95th percentile.

{claims}
{notes}
## Errors in units

Where the range was read rightly. A picture of 256 colors cannot tell values apart that differ by less than its step.

{units}

## How far the confidence can be trusted

Of all pixels of these figures by what was said of them: the mean confidence, and how many are within 1 % of the range of the
truth. A sound confidence has the same numbers in both columns.

{calibration}

## How far the uncertainty can be trusted

Each value has a standard deviation of its own (`STEM.uncertainty.npy`). Of all pixels of figures whose range was read, how many
are within one and two of it of the truth: 0.683 and 0.954 where errors are normal, 0.577 and 1 where they are those of steps alone.

{spread}

It counts the noise of the color, the width of an entry of the table that was seen in the bar (else one of 256), and that
the ends of the bar are known to a pixel and to the thickness of their outline. It does not count labels that were read at a wrong
place, nor that the program that drew the field smoothed it or drew it in cells.

To quote a value: the value, ± its uncertainty, "1 sigma, of reading the color". A value with confidence *c* lies within 1 % of the
range with probability *c*.

## Beside other ways

Root mean square error in parts of the range where gimp-unweave gave data, medians over matplotlib's figures.

{others}

## Wrong claims

{wrong}

## Limits

What is drawn here is a color a value: no shaded relief, no transparency over other pictures, no hatching. The figures have one
panel, and a bar with numbers. Scans and photographs of figures are not among them. Where data was missing, it was white, or
transparent over white.
"""


def document(results, sources, notes):
    lines = lambda generator: '\n'.join(generator)
    said = '\n' + '\n'.join(f'- not drawn: {note}' for note in notes) + '\n' if notes else ''
    version = next((r.version for r in results if r.version), 'unknown')
    return TEXT.format(version=version, figures=len(results), programs=len({r.program.split(',')[0] for r in results}), data=lines(data_table(sources)),
                       claims=lines(claims_table(results)), notes=said, units=lines(units_table(results, sources)),
                       calibration=lines(calibration_table(results)), spread=lines(spread_table(results)), others=lines(others_table(results)), wrong=lines(wrong_claims(results)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('tool', type=pathlib.Path, metavar='RECOVER_PICTURE')
    parser.add_argument('--data', default='/', metavar='ROOT')
    parser.add_argument('--only', default='', metavar='WORD', help='figures with this word in their name')
    parser.add_argument('--keep', type=pathlib.Path, metavar='FOLDER')
    parser.add_argument('--write', type=pathlib.Path, metavar='FILE')
    options = parser.parse_args()
    sources, notes, results = list(data.fields(options.data)), [], []
    with tempfile.TemporaryDirectory() as scratch:
        corpus = options.keep or pathlib.Path(scratch) / 'figures'
        corpus.mkdir(parents=True, exist_ok=True)
        found = pathlib.Path(scratch) / 'found'
        found.mkdir()
        for name, program, suffix, source in draw.figures(sources, corpus, notes.append, options.only):
            results.append(judge(options.tool.resolve(), name, program, suffix, source, corpus, found))
            print(name, {k: v for k, v in results[-1].states.items() if v != 'right'},
                  {k: round(v, 4) for k, v in results[-1].numbers.items()}, file=sys.stderr)
    if not results:
        sys.exit('no figure')
    text = document(results, sources, notes)
    if options.write:
        options.write.write_text(text, encoding='utf-8')
    else:
        print(text, end='')


if __name__ == '__main__':
    main()
