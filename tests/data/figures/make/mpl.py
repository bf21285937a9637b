# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of matplotlib to the pixel: where the plot area and the bar lie is given, not found afterwards."""
import io

import matplotlib
import numpy as np
from PIL import Image

import common
import fields

matplotlib.use('Agg')
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib import colors    # noqa: E402

DPI = 100


def picture_of(figure, transparent=False):
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=DPI, format='png', transparent=transparent)
    plt.close(figure)
    image = Image.open(buffer)
    return np.asarray(image if transparent else image.convert('RGB'))


class Sheet:
    """A figure of size = (width, height) pixels; rectangles are [left, top, right, bottom] in pixels."""

    def __init__(self, size, font=8, style=None):
        self.size = size
        with plt.style.context(style or 'default'):
            plt.rcParams.update({'font.size': font, 'axes.titlesize': font, 'axes.labelsize': font, 'xtick.labelsize': font,
                                 'ytick.labelsize': font})
            self.figure = plt.figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI)
        self.font, self.style = font, style

    def axes(self, rect):
        x0, y0, x1, y1 = rect
        w, h = self.size
        with plt.style.context(self.style or 'default'):
            axes = self.figure.add_axes([x0 / w, (h - y1) / h, (x1 - x0) / w, (y1 - y0) / h])
        axes.tick_params(labelsize=self.font)
        return axes


def norm_of(shown):
    if 'points' in shown:
        place, value = np.array(shown['points'], float).T
        return colors.FuncNorm((lambda x: np.interp(x, value, place), lambda y: np.interp(y, place, value)),
                               vmin=value[0], vmax=value[-1])
    return (colors.LogNorm if shown['scale'] == 'log' else colors.Normalize)(shown['min'], shown['max'])


def show(axes, field, area, cmap, norm, x, y):
    """The field as an image that fills `area`, pixel by pixel or cell by cell; x, y: the axes' ends, y from bottom to top."""
    width, height = field.get('cells') or (area[2] - area[0], area[3] - area[1])
    data = fields.on_grid(field, width, height)
    return axes.imshow(data, cmap=cmap, norm=norm, extent=(*x, *y), origin='upper', aspect='auto', interpolation='nearest')


def make(name, field, tags, cmap='viridis', size=(340, 250), area=(46, 24, 256, 214), bar=(272, 24, 286, 214), shown=None,
         scale=None, x=(0, 10), y=(0, 8), font=8, style=None, quality=None, title=None, levels=None, extend='neither',
         draw=None, draw_bar=None, transparent=False, ticks=None, labels=None, bar_label=None, side=None, spacing='uniform',
         x_truth='numbers', y_truth='numbers', **truth):
    """One plot area and at most one bar. What the picture tells is `truth`, where it is not what is drawn."""
    if not common.wanted(name):
        return
    sheet = Sheet(size, font, style)
    axes = sheet.axes(area)
    shown = shown or {'min': field['lo'], 'max': field['hi'], 'scale': scale or field.get('scale', 'linear')}
    colormap = plt.get_cmap(cmap) if isinstance(cmap, str) else cmap
    norm = norm_of(shown)
    if levels:
        # With triangles the outer colors are those of the map's ends, the inner ones lie between.
        norm = colors.BoundaryNorm(levels, colormap.N, extend=extend)
    image = show(axes, field, area, colormap, norm, x, y)
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    if title:
        axes.set_title(title, pad=4)
    if bar:
        along = 'vertical' if bar[3] - bar[1] > bar[2] - bar[0] else 'horizontal'
        place = list(bar)
        fraction = 0.06
        if extend != 'neither':
            k = 1 if along == 'vertical' else 0
            length = round((bar[k + 2] - bar[k]) * fraction)
            if extend in ('both', 'min'):
                place[k + 2 if k else k] += length if k else -length
            if extend in ('both', 'max'):
                place[k if k else k + 2] -= length if k else -length
            fraction = length / (bar[k + 2] - bar[k])
        bar_axes = sheet.axes(place)
        drawn = sheet.figure.colorbar(image, cax=bar_axes, orientation=along, extend=extend, extendfrac=fraction,
                                      spacing=spacing, **({'ticks': ticks} if ticks is not None else {}))
        if labels is not None:
            drawn.set_ticks(ticks, labels=labels)
        if side:
            drawn.ax.xaxis.set_ticks_position(side) if along == 'horizontal' else drawn.ax.yaxis.set_ticks_position(side)
            if along == 'vertical':
                drawn.ax.yaxis.set_label_position(side)
        if bar_label:
            drawn.set_label(bar_label)
        drawn.ax.tick_params(labelsize=font)
        if draw_bar:
            draw_bar(drawn)
    if draw:
        draw(axes, image)
    case = {
        'made_by': 'make/matplotlib_figures.py', 'tags': ['matplotlib', 'jpeg' if quality else 'png', *tags], 'expected': 'recover',
        'plot_area': list(area), 'colorbar': list(bar) if bar else None,
        'range': shown if bar else None, 'levels': levels,
        'axes': {'x': {'first': x[0], 'last': x[1], 'scale': 'linear'} if x_truth == 'numbers' else x_truth,
                 'y': {'first': y[1], 'last': y[0], 'scale': 'linear'} if y_truth == 'numbers' else y_truth},
        'direction': 'known' if bar else 'unknown',
        'colormap': [cmap] if isinstance(cmap, str) else [],
        'field': field, **truth}
    if not bar and 'shown' not in case:
        case['shown'] = shown
    case = {k: v for k, v in case.items() if not (isinstance(v, str) and v == 'unjudged')}
    case['axes'] = {k: v for k, v in case['axes'].items() if v != 'unjudged'}
    common.save(name, picture_of(sheet.figure, transparent), case, quality)
