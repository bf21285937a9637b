#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of random scales, and the truth of them.

Draws COUNT figures (default 600) into FOLDER: two thirds with Matplotlib, the others with gnuplot, R (its own graphics and
ggplot2), Octave, GMT and PLplot, as far as these are installed. Half of them are changed afterwards as pictures are on their way: JPEG
of quality 60 to 90, blurred, scaled by 0.7 to 1.5, turned by up to 2 degrees. Beside each lies NAME.json with what is true
of it (tests/figures/cases.py) and "program", "kind" (of the bar's scale), "change", "digits" (their height, pixels). Same SEED, same figures.

usage: figures.py FOLDER [COUNT] [SEED]
"""
import concurrent.futures
import itertools
import json
import pathlib
import sys
import traceback

import numpy as np
from PIL import Image, ImageFilter

import with_matplotlib
import with_programs

CHANGES = ['none'] * 8 + ['jpeg'] * 3 + ['blurred'] * 2 + ['scaled'] * 2 + ['turned']


def scaled(case, factor):
    for key in ('plot_area', 'colorbar'):
        if case.get(key):
            case[key] = [round(v * factor) for v in case[key]]
    case['digits'] = round(case['digits'] * factor, 1)


def changed(rng, case, path):
    """The picture as it is found: compressed, blurred, of another size, askew."""
    change = CHANGES[rng.integers(len(CHANGES))]
    case['change'] = change
    image = Image.open(path).convert('RGB')
    if change == 'blurred':
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.4, 1.1))))
    elif change == 'scaled':
        factor = float(rng.uniform(0.7, 1.5))
        method = [Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS][rng.integers(3)]
        image = image.resize((round(image.width * factor), round(image.height * factor)), method)
        scaled(case, factor)
    elif change == 'turned':
        image = image.rotate(float(rng.uniform(0.5, 2) * rng.choice([-1, 1])), Image.Resampling.BICUBIC, fillcolor='white')
    if change == 'jpeg' or (change in ('scaled', 'turned') and rng.random() < 0.4):
        quality = int(rng.integers(60, 91))
        path.unlink()
        path = path.with_suffix('.jpg')
        image.save(path, quality=quality, subsampling=int(rng.choice([0, 2])))
        case['quality'] = quality
    elif change != 'none':
        image.save(path)
    return path


def make(folder, seed, i):
    """Figure number i of a seed; says what went wrong where a program is not there."""
    rng = np.random.default_rng([seed, i])
    programs = with_programs.PROGRAMS
    draw = programs[(i // 3) % len(programs)] if i % 3 == 2 else with_matplotlib.draw
    path = folder / f'{draw.__name__.replace("draw", "matplotlib")}_{seed}_{i:04d}.png'
    try:
        case = draw(rng, path)
    except (OSError, RuntimeError, ValueError):
        print(f'{path.name}: {traceback.format_exc(limit=-1)}', file=sys.stderr)
        return
    path = changed(rng, case, path)
    case = {'picture': path.name, 'tags': [case['program'], case['kind'], case['change']], 'expected': 'recover', **case}
    path.with_suffix('.json').write_text(json.dumps(case, ensure_ascii=False, indent=1), encoding='utf-8')


def main():
    folder = pathlib.Path(sys.argv[1])
    count, seed = (int(v) for v in (sys.argv[2:] + ['600', '1'][len(sys.argv) - 2:])[:2])
    folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        list(pool.map(make, itertools.repeat(folder), itertools.repeat(seed), range(count), chunksize=8))


if __name__ == '__main__':
    main()
