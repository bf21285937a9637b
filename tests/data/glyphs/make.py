#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the words of words.pgm, and words.txt: of each its first column and row, columns and rows,
and what it says. Fonts are those that the reader of glyphs was not trained with:

    tools/glyphs/fetch FONTS && tests/data/glyphs/make.py FONTS/root"""
import os
import struct
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '../../../tools/glyphs'))
import fonts  # noqa: E402
import pictures  # noqa: E402

WORDS, SEED, WIDTH, MARGIN = 120, 7, 600, 5

writer = pictures.Writer(sys.argv[1], fonts.HELD_OUT, SEED, heights=(8, 16), words=0)
writer.numbers, writer.ticks = True, 0
words = []
while len(words) < WORDS:
    record, _ = writer.one()
    width, height, _, _, length = struct.unpack('<5i', record[:20])
    at = 28 + length
    text = record[28:at].decode()
    rgb = np.frombuffer(record, np.uint8, 3 * width * height, at).reshape(height, width, 3)
    owner = np.frombuffer(record, np.uint8, width * height, at + rgb.size).reshape(height, width)
    luma = (rgb @ np.array((0.299, 0.587, 0.114))).round().astype(np.uint8)
    ys, xs = np.nonzero(owner != pictures.NOBODY)
    words.append((luma[max(0, ys.min() - MARGIN):ys.max() + MARGIN + 1,
                       max(0, xs.min() - MARGIN):xs.max() + MARGIN + 1], text))
rows, lines, x, y, tall = np.full((WORDS * 40, WIDTH), 255, np.uint8), [], 0, 0, 0
for luma, text in words:  # rows of words, each as tall as the tallest
    height, width = luma.shape
    if x + width > WIDTH:
        x, y, tall = 0, y + tall, 0
    rows[y:y + height, x:x + width] = luma
    lines.append(f'{x} {y} {width} {height} {text}\n')
    x, tall = x + width, max(tall, height)
rows = rows[:y + tall]
with open(os.path.join(HERE, 'words.pgm'), 'wb') as f:
    f.write(b'P5\n%d %d\n255\n' % (WIDTH, len(rows)) + rows.tobytes())
with open(os.path.join(HERE, 'words.txt'), 'w', encoding='utf-8') as f:
    f.writelines(lines)
