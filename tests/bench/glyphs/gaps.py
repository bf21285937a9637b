#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far apart digits stand with and without a point between them, over the fonts of the system, in heights of a digit, between
the digits' upper parts: what core/labels/letter_gaps.cpp knows of a point that was lost.

usage: gaps.py [FOLDER of fonts]
"""
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFont

UPPER = 0.65  # part of a digit that no point reaches up to
SIZE = 80     # pixels an em: a pixel is 2 % of a digit
INK = 96
NO_DIGITS = ('Symbol', 'Math', 'Dingbats', 'Awesome', 'Z003', 'lmm', 'ext', 'msam', 'msbm', 'rsfs', 'wasy', 'stmary', 'eufm', 'esint',
             'dsrom', 'cmsy', 'cmex', 'D050')


def drawn(font, text):
    image = Image.new('L', (6 * SIZE, 2 * SIZE), 0)
    ImageDraw.Draw(image).text((SIZE // 2, SIZE // 4), text, font=font, fill=255)
    return np.asarray(image) > INK


def widest_gap(ink):
    """Columns without ink in a row, between columns with it."""
    columns = np.flatnonzero(ink.any(axis=0))
    return int(np.diff(columns).max() - 1) if len(columns) > 1 else 0


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else '/usr/share/fonts')
    families = {}
    for path in sorted([*folder.rglob('*.ttf'), *folder.rglob('*.otf')]):
        if not any(word in path.name for word in NO_DIGITS):
            families.setdefault(path.name.split('-')[0], path)
    gaps = {}
    fonts = 0
    for path in families.values():
        try:
            font = ImageFont.truetype(str(path), SIZE)
        except OSError:
            continue
        rows = np.flatnonzero(drawn(font, '8').any(axis=1))
        if len(rows) < SIZE // 4 or not drawn(font, '0').any():
            continue
        fonts += 1
        height = rows[-1] - rows[0] + 1
        upper = slice(rows[0], rows[0] + int(UPPER * height))
        for between in ('', '.'):
            for left in '0123456789':
                for right in '0235':
                    gap = widest_gap(drawn(font, left + between + right)[upper]) / height
                    gaps.setdefault((between, left == '1'), []).append(gap)
    print(f'{fonts} families\nbetween  behind  mean  deviation  1 %, median, 99 %')
    for (between, one), values in sorted(gaps.items()):
        print(f"{'point' if between else 'nothing':8s} {'1' if one else 'others':6s} {np.mean(values):5.2f} {np.std(values):8.2f}    "
              + ' '.join(f'{v:.2f}' for v in np.percentile(values, [1, 50, 99])))


if __name__ == '__main__':
    main()
