#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures without a field, or without an order that the picture tells: nothing may be claimed of them.

usage: refusals.py [NAME...]
"""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import colors
from PIL import Image, ImageDraw, ImageFilter

import common
import fields
from mpl import Sheet, picture_of, show

SIZE = (340, 250)


def refuse(name, picture, tags, quality=None, expected='refuse', **truth):
    common.save(name, picture, {'made_by': 'make/refusals.py', 'tags': ['jpeg' if quality else 'png', *tags], 'expected': expected,
                                **truth}, quality)


def charts():
    def chart(name, draw, quality=None, area=(40, 20, 320, 214)):
        if common.wanted(name):
            sheet = Sheet(SIZE)
            draw(sheet.axes(area))
            refuse(name, picture_of(sheet.figure), ['no field', 'chart'], quality)
    rng = np.random.RandomState(3)
    x = np.linspace(0, 10, 120)

    def lines(a):
        for k in range(4):
            a.plot(x, np.sin(x + k) + 0.2 * k, label=f'run {k}')
        a.legend(fontsize=7)
        a.grid(True)

    def stacks(a):
        below = np.zeros(6)
        for k, color in enumerate(['#1b9e77', '#d95f02', '#7570b3']):
            height = rng.uniform(1, 4, 6)
            a.bar(range(6), height, bottom=below, color=color, label='abc'[k])
            below += height
        a.legend(fontsize=7)

    def dots(a):
        for k in range(3):
            a.scatter(*rng.normal([2 * k, k], 0.7, (60, 2)).T, s=9, label=f'group {k}')
        a.legend(fontsize=7)

    def only_contours(a):
        field = {'formula': 'hills', 'seed': 5, 'lo': 0, 'hi': 50}
        drawn = a.contour(fields.on_grid(field, 140, 97)[::-1], levels=range(5, 50, 5), colors='k', linewidths=0.8)
        a.clabel(drawn, fontsize=6)
    chart('refuse_lines', lines)
    chart('refuse_stacked_bars', stacks)
    chart('refuse_scatter', dots)
    chart('refuse_contour_lines', only_contours)
    chart('refuse_pie', lambda a: a.pie([3, 5, 2, 4], labels=['north', 'east', 'south', 'west'], colors=plt.get_cmap('Set2').colors))

    # Nothing says what their colors mean.
    def markers(a):
        places = np.random.RandomState(11).uniform([0, -5], [10, 5], (70, 2))
        a.scatter(*places.T, c=np.sin(places[:, 0] / 2) * 3 + places[:, 1] / 2, s=26, cmap='viridis', marker='s')
    chart('refuse_markers', markers)

    def histogram(a):
        heights, _, bars = a.hist(np.random.RandomState(12).normal(0, 1, 4000), 40)
        for k, bar in enumerate(bars):
            bar.set_facecolor(plt.get_cmap('viridis')(k / 39))

    def bars_apart(a):
        below, table = np.zeros(4), np.random.RandomState(13).uniform(8, 60, (5, 4))
        for k in range(5):
            a.bar(range(4), table[k], bottom=below, color=plt.get_cmap('YlOrRd')(k / 4), edgecolor='k', linewidth=0.8)
            below += table[k]
        a.spines[:].set_visible(False)
        a.spines['left'].set_visible(True)
        a.spines['left'].set_position(('outward', 8))
        a.set_xticks([])
    chart('refuse_histogram', histogram)
    chart('refuse_bars_apart', bars_apart)


def scene(rng):
    """What a camera might have seen: sky, ground, balls in the light, a grain over all."""
    height, width = 200, 300
    y, x = np.mgrid[0:height, 0:width].astype(float)
    picture = np.where((y < 110)[..., None], np.stack([120 + 0.6 * y, 160 + 0.4 * y, 215 - 0.1 * y], -1),
                       np.stack([120 - 0.3 * (y - 110), 105 - 0.2 * (y - 110), 70 - 0.2 * (y - 110)], -1))
    texture = fields.terrain(x / width, y / height, 9, size=9)
    picture[110:] += 50 * (texture[110:, :, None] - 0.5)
    for cx, cy, r, color in [(80, 130, 38, (190, 60, 50)), (180, 120, 48, (60, 130, 70)), (245, 150, 26, (200, 170, 60))]:
        shadow = ((x - cx - 0.5 * r) / (1.3 * r)) ** 2 + ((y - cy - 0.9 * r) / (0.35 * r)) ** 2 < 1
        picture[shadow] *= 0.55
        inside = (x - cx) ** 2 + (y - cy) ** 2 < r * r
        nz = np.sqrt(np.clip(1 - ((x - cx) ** 2 + (y - cy) ** 2) / r ** 2, 0, 1))
        light = np.clip(-0.5 * (x - cx) / r - 0.6 * (y - cy) / r + 0.6 * nz, 0, 1)
        shaded = np.array(color) * (0.25 + 0.75 * light[..., None]) + 150 * light[..., None] ** 20
        picture[inside] = shaded[inside]
    picture += rng.normal(0, 4, (height, width, 1)) + rng.normal(0, 2, (height, width, 3))
    return np.clip(picture, 0, 255).astype(np.uint8)


def drawing(rng):
    """Scribbles in many colors over a paper with stains."""
    image = Image.new('RGB', (300, 220), (246, 240, 225))
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        color = tuple(int(c) for c in rng.randint(0, 256, 3))
        x, y = rng.uniform(0, [300, 220])
        path = [(x, y)]
        for _ in range(12):
            x, y = x + rng.normal(0, 22), y + rng.normal(0, 22)
            path.append((x, y))
        pen.line(path, fill=color, width=int(rng.randint(1, 6)))
        if rng.rand() < 0.3:
            pen.ellipse([x, y, x + 30, y + 20], fill=color)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.6)))


def pictures():
    if common.wanted('refuse_photo_q85'):
        refuse('refuse_photo_q85', scene(np.random.RandomState(1)), ['no field', 'photo'], 85)
    if common.wanted('refuse_photo_q60'):
        refuse('refuse_photo_q60', scene(np.random.RandomState(2))[:, ::-1], ['no field', 'photo'], 60)
    if common.wanted('refuse_drawing'):
        refuse('refuse_drawing', drawing(np.random.RandomState(4)), ['no field', 'drawing'])
    if common.wanted('refuse_noise'):
        refuse('refuse_noise', np.random.RandomState(5).randint(0, 256, (100, 120, 3)).astype(np.uint8), ['no field', 'noise'])


def without_order():
    area = (46, 24, 256, 214)
    if common.wanted('gray_copy_of_rainbow'):
        # Two values of the field have the same gray: whose values they are cannot be known.
        sheet = Sheet(SIZE)
        axes = sheet.axes(area)
        field = {'formula': 'hills', 'seed': 6, 'lo': 0, 'hi': 40}
        sheet.figure.colorbar(show(axes, field, area, 'jet', colors.Normalize(0, 40), (0, 10), (0, 8)), cax=sheet.axes((272, 24, 286, 214)))
        gray = np.asarray(Image.fromarray(picture_of(sheet.figure)).convert('L').convert('RGB'))
        refuse('gray_copy_of_rainbow', gray, ['gray', 'no order'], expected='no order', plot_area=list(area), range=None,
               direction='unknown')
    if common.wanted('classes_with_legend'):
        sheet = Sheet((360, 250))
        axes = sheet.axes(area)
        field = {'formula': 'classes', 'seed': 7, 'count': 5, 'lo': 0, 'hi': 4}
        table = plt.get_cmap('tab10').colors[:5]
        show(axes, field, area, colors.ListedColormap(table), colors.Normalize(0, 4), (0, 10), (0, 8))
        for color, kind in zip(table, ['water', 'forest', 'meadow', 'town', 'rock']):
            axes.plot([], [], 's', color=color, label=kind)
        axes.legend(loc='upper left', bbox_to_anchor=(1.02, 1), fontsize=8)
        refuse('classes_with_legend', picture_of(sheet.figure), ['classes', 'no order'], expected='no order', plot_area=list(area),
               range=None, direction='unknown')


if __name__ == '__main__':
    common.from_command_line()
    for group in (charts, pictures, without_order):
        group()
