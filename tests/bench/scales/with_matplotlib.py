# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of random scales drawn by Matplotlib, with their truth."""
import sys
import pathlib

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

import kinds  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'figures'))
import fields  # noqa: E402

MAPS = ['viridis', 'plasma', 'jet', 'coolwarm', 'YlOrRd', 'turbo', 'RdBu_r', 'Spectral', 'cividis', 'inferno', 'gnuplot', 'terrain']
FONTS = ['DejaVu Sans', 'DejaVu Sans', 'DejaVu Serif', 'Liberation Sans', 'Liberation Serif', 'Nimbus Sans', 'FreeSans', 'P052']
TITLES = ['Temperature (K)', 'Depth [m]', 'Speed / m s$^{-1}$', 'Score', '', '', 'Concentration (mg m$^{-3}$)']


def choose(rng, kind_list):
    kind = kind_list[rng.integers(len(kind_list))]
    return kind.__name__, kind(rng)


def side_truth(side, name, reverse=False):
    """A scale from its first end: a report's keys are first and last for axes."""
    truth = dict(side['truth'])
    ends = truth.pop('min'), truth.pop('max')
    return {'first': ends[reverse], 'last': ends[not reverse], **truth, 'kind': name, 'time': bool(side.get('time')), 'prefixed': bool(side.get('prefixed'))}


def rectangle(axes, height):
    box = axes.get_window_extent()
    return [round(box.x0), round(height - box.y1), round(box.x1), round(height - box.y0)]


def dress_axis(rng, axes, which):
    """Scale and labels of the x or y axis; -> its name, its kind."""
    name, side = choose(rng, kinds.AXES) if rng.random() < 0.6 else ('plain', kinds.plain(rng))
    low, high = side['truth']['min'], side['truth']['max']
    if side.get('log'):
        getattr(axes, f'set_{which}scale')('log')
    inverted = bool(rng.random() < 0.2)
    getattr(axes, f'set_{which}lim')((high, low) if inverted else (low, high))
    if side['ticks']:
        side['ticks'](getattr(axes, f'{which}axis'))
    if which == 'x' and name in ('days', 'thousands', 'each_power', 'multiplier'):
        plt.setp(axes.get_xticklabels(), rotation=float(rng.choice([0, 30, 45, 90])), ha='center')
    if rng.random() < 0.6:
        getattr(axes, f'set_{which}label')(str(rng.choice(['x', 'Time', 'Distance (km)', 'Height [m]'])))
    return side_truth(side, name, inverted)


def dress_bar(rng, figure, axes, mesh, side):
    """Draws the bar; -> its axes."""
    place = str(rng.choice(['right', 'right', 'right', 'right', 'bottom', 'top', 'left', 'inside']))
    if place == 'inside':
        own = axes.inset_axes([1.08, 0.1, 0.06, 0.8])
        bar = figure.colorbar(mesh, cax=own)
    else:
        bar = figure.colorbar(mesh, location=place, pad={'right': 0.05, 'left': 0.16, 'top': 0.1, 'bottom': 0.16}[place],
                              shrink=float(rng.choice([1, 1, 0.8])), extend=str(rng.choice(['neither'] * 4 + ['both'])))
    if side['ticks']:
        side['ticks'](bar.ax.xaxis if bar.orientation == 'horizontal' else bar.ax.yaxis)
    title = side.get('title') or str(rng.choice(TITLES))
    if title:
        bar.set_label(title)
    if rng.random() < 0.15:
        bar.ax.tick_params(direction='in')
    if rng.random() < 0.1:
        bar.ax.tick_params(length=0)
    if rng.random() < 0.08:
        bar.ax.invert_xaxis() if bar.orientation == 'horizontal' else bar.ax.invert_yaxis()
    bar.outline.set_visible(bool(rng.random() < 0.85))
    return bar, place


def draw(rng, path):
    """Writes a PNG; -> its case."""
    name, side = choose(rng, kinds.BARS)
    size, dots = float(rng.choice([6, 7, 8, 9, 10, 12, 14])), int(rng.choice([60, 72, 80, 100, 100, 120, 150, 200]))
    while size * dots < 480:  # digits of less than 5 pixels nobody reads
        size += 1
    style = {'font.family': [str(rng.choice(FONTS)), 'DejaVu Sans'], 'font.size': size, 'axes.unicode_minus': bool(rng.random() < 0.8),
             'mathtext.fontset': str(rng.choice(['dejavusans', 'dejavusans', 'cm', 'stix']))}
    with matplotlib.rc_context(style):
        figure, axes = plt.subplots(figsize=(rng.uniform(4.5, 7.5), rng.uniform(3.8, 5.5)), dpi=dots, layout='constrained')
        t = fields.on_grid({'formula': 'hills', 'seed': int(rng.integers(10000)), 'lo': 0.0, 'hi': 1.0}, 160, 120)
        values = np.asarray(side['norm'].inverse(t.ravel())).reshape(t.shape)
        truth = {'x': dress_axis(rng, axes, 'x'), 'y': dress_axis(rng, axes, 'y')}
        figure.canvas.draw()
        mesh = axes.imshow(values, cmap=str(rng.choice(MAPS)), norm=side['norm'], aspect='auto', origin='upper',
                           extent=[0, 1, 0, 1], transform=axes.transAxes, interpolation='bilinear')
        axes.set_xlim(*sorted_as(truth['x']))
        axes.set_ylim(*sorted_as(truth['y']))
        bar, place = dress_bar(rng, figure, axes, mesh, side)
        figure.savefig(path, dpi=dots)
        figure.savefig(path, dpi=dots)  # the layout has settled
        height = round(figure.bbox.height)
        area, box = rectangle(axes, height), rectangle(bar.ax, height)
        plt.close(figure)
    truth['y'] = {**truth['y'], 'first': truth['y']['last'], 'last': truth['y']['first']}
    return {'program': 'matplotlib', 'kind': name, 'place': place, 'plot_area': area, 'colorbar': box,
            'range': {**side['truth'], 'time': bool(side.get('time')), 'prefixed': bool(side.get('prefixed'))}, 'axes': truth, 'digits': round(size * dots / 72 * 0.73, 1)}


def sorted_as(axis):
    return axis['first'], axis['last']
