#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the numbers above and below a bar are read, as thermal cameras write them:

    tools/glyphs/fetch FONTS
    tests/bench/glyphs/captions.py FONTS/root build/tests/tools/recover-picture

Draws figures with a bar that has a number at each end, in random fonts of 8 to 16 points, on white or black
paper (--camera: on the field, white with a dark outline or on a darker box), half of them compressed as JPEG at
qualities from 75 to 92, and compares the ranges. Needs Matplotlib."""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../tools/glyphs'))
import fonts  # noqa: E402

MAPS = ('inferno', 'jet', 'gray', 'hot', 'viridis', 'plasma', 'rainbow')
TOLERANCE = 0.011  # of the range: a bar's end is known to a pixel or two


def field(rng, width, height):
    """A sum of waves, from 0 to 1."""
    y, x = np.mgrid[0:height, 0:width]
    f = sum(np.cos(rng.uniform(.01, .04) * x + rng.uniform(-.04, .04) * y + rng.uniform(0, 6))
            for _ in range(6))
    return (f - f.min()) / np.ptp(f)


def draw(rng, files, path):
    """Draws a figure; returns its range."""
    width, height = rng.choice([(320, 240), (400, 300), (640, 480)])
    colors = matplotlib.colormaps[rng.choice(MAPS)]
    paper = 0 if rng.random() < 0.4 else 255
    picture = np.full((height + 40, width + 110, 3), paper, np.uint8)
    picture[20:20 + height, 20:20 + width] = (colors(field(rng, width, height))[..., :3] * 255).round()
    left, top, wide, tall = width + 50, 45, rng.choice([12, 16, 20]), height - 50
    picture[top:top + tall, left:left + wide] = (colors(np.linspace(1, 0, tall))[:, None, :3] * 255).round()
    image = Image.fromarray(picture)
    pen, ink = ImageDraw.Draw(image), (255 - paper,) * 3
    pen.rectangle((left - 1, top - 1, left + wide, top + tall), outline=ink)
    font = ImageFont.truetype(rng.choice(files), round(rng.uniform(8, 16) * 96 / 72))
    low = round(rng.uniform(-30, 60), 1)
    high = round(low + rng.uniform(3, 90), 1)
    if rng.random() < 0.25:
        low, high = round(low), round(high) + 1
    pen.text((left + wide / 2, top - 4), str(high), fill=ink, font=font, anchor='mb')
    pen.text((left + wide / 2, top + tall + 4), str(low), fill=ink, font=font, anchor='mt')
    image.save(path, **({'quality': rng.randint(75, 92)} if path.endswith('jpg') else {}))
    return low, high


def draw_camera(rng, files, path):
    """Draws a figure as a thermal camera does, with bar and numbers on the field; returns its range."""
    width, height = rng.choice([(320, 240), (400, 300), (640, 480)])
    colors = matplotlib.colormaps[rng.choice(MAPS)]
    image = Image.fromarray((colors(field(rng, width, height))[..., :3] * 255).round().astype(np.uint8))
    wide = rng.choice([10, 12, 16])
    left, top, tall = width - wide - rng.randint(3, 24), height // 7, height - 2 * (height // 7)
    bar = (colors(np.linspace(1, 0, tall))[:, None, :3] * 255).round().astype(np.uint8).repeat(wide, 1)
    image.paste(Image.fromarray(bar), (left, top))
    pen = ImageDraw.Draw(image)
    pen.rectangle((left - 1, top - 1, left + wide, top + tall), outline=rng.choice([(0, 0, 0), (255, 255, 255)]))
    font = ImageFont.truetype(rng.choice(files), round(rng.uniform(8, 14) * 96 / 72))
    low = round(rng.uniform(-20, 40), 1)
    high = round(low + rng.uniform(3, 50), 1)
    boxed = rng.random() < 0.5
    for text, y, anchor in ((str(high), top - 5, 'rb'), (str(low), top + tall + 5, 'rt')):
        place = (width - 6, y)
        if boxed:
            x0, y0, x1, y1 = pen.textbbox(place, text, font=font, anchor=anchor)
            x0, y0, x1, y1 = max(0, x0 - 20), max(0, y0 - 3), min(width, x1 + 4), min(height, y1 + 3)
            image.paste(Image.blend(image, Image.new('RGB', image.size), .6).crop((x0, y0, x1, y1)), (x0, y0))
        pen.text(place, text, fill=(255, 255, 255), font=font, anchor=anchor,
                 **({} if boxed else {'stroke_width': 1, 'stroke_fill': (0, 0, 0)}))
    image.save(path, **({'quality': rng.randint(75, 92)} if path.endswith('jpg') else {}))
    return low, high


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n', maxsplit=1)[0])
    parser.add_argument('fonts')
    parser.add_argument('program')
    parser.add_argument('--figures', type=int, default=100)
    parser.add_argument('--seed', type=int, default=5)
    parser.add_argument('--camera', action='store_true')
    a = parser.parse_args()
    rng = random.Random(a.seed)
    files = [f for f, _ in fonts.files(a.fonts, fonts.LEARNED + fonts.HELD_OUT)
             if f.endswith(('.ttf', '.otf')) and fonts.font(f)]
    counts = {'right': 0, 'wrong': 0, 'unknown': 0}
    with tempfile.TemporaryDirectory() as folder:
        truth = {}
        for k in range(a.figures):
            path = f'{folder}/{k}.' + ('jpg' if k % 2 else 'png')
            truth[path] = (draw_camera if a.camera else draw)(rng, files, path)
        # A figure that is refused counts as unknown.
        subprocess.run([a.program, folder, *truth], check=False, stdout=subprocess.DEVNULL)
        for path, (low, high) in truth.items():
            report = os.path.splitext(path)[0] + '.json'
            found = {'source': 'none'}
            if os.path.exists(report):
                with open(report, encoding='utf-8') as f:
                    found = json.load(f)['range']
            verdict = 'unknown'
            if found['source'] != 'none':
                near = max(abs(found['min'] - low), abs(found['max'] - high)) <= TOLERANCE * (high - low)
                verdict = 'right' if near else 'wrong'
            if verdict == 'wrong':
                print(f"{low} to {high} read as {found['min']:g} to {found['max']:g}")
            counts[verdict] += 1
    print(', '.join(f'{n} {name}' for name, n in counts.items()))


if __name__ == '__main__':
    sys.exit(main())
