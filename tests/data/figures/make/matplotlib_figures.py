#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by matplotlib. usage: matplotlib_figures.py [NAME...]"""
import numpy as np
from matplotlib import colors

import common
import fields
from mpl import make

WAVES = {'formula': 'waves', 'x': 1.5, 'y': 0.8}
LAYERS = {'formula': 'layers'}
TERRAIN = {'formula': 'terrain', 'seed': 4, 'octaves': 4}
SPECTRUM = {'formula': 'spectrum', 'seed': 2}
CELLS = [21, 19]   # of 10 pixels in a plot area of 210 x 190
BELOW = {'size': (330, 300), 'area': (46, 20, 316, 210), 'bar': (46, 246, 316, 258)}
NONE = {'bar': None, 'size': (290, 250)}


def hills(seed):
    return {'formula': 'hills', 'seed': seed}


def of(formula, lo, hi, **more):
    return {**formula, 'lo': lo, 'hi': hi, **more}


def bars():
    make('bar_right', of(hills(2), 0, 40), ['bar'], title='Temperature', x_truth='numbers')
    make('bar_right_q60', of(hills(4), 0, 40), ['bar'], cmap='jet', quality=60)
    make('bar_below', of(WAVES, -3, 3), ['bar', 'horizontal', 'negative'], cmap='coolwarm', **BELOW)
    make('bar_below_q60', of(WAVES, -3, 3), ['bar', 'horizontal', 'negative'], cmap='RdYlBu', quality=60, **BELOW)
    make('bar_above', of(LAYERS, 5, 25), ['bar', 'horizontal'], cmap='plasma', size=(330, 300), area=(46, 74, 316, 264),
         bar=(46, 34, 316, 46), side='top')
    make('bar_left', of(TERRAIN, 0, 1200), ['bar', 'left'], cmap='inferno', size=(360, 250), area=(126, 24, 336, 214),
         bar=(50, 24, 64, 214), side='left')
    inside = (226, 34, 238, 134)
    make('bar_inside', of(hills(5), 0, 8), ['bar', 'inside'], cmap='turbo', size=(320, 250), area=(46, 24, 296, 214), bar=inside,
         hidden=[[218, 28, 286, 142]], ticks=[0, 2, 4, 6, 8], draw=lambda axes, _: axes.add_patch(box(axes, 218, 28, 286, 142)))
    make('bar_inverted', of(LAYERS, 0, 5000), ['bar', 'inverted'], cmap='viridis', size=(350, 250),
         draw_bar=lambda b: b.ax.invert_yaxis())
    make('bar_ticks_inward', of(hills(6), 0, 1), ['bar', 'ticks'], cmap='magma', draw_bar=lambda b: (
        b.ax.tick_params(direction='in', length=5), b.ax.minorticks_on()))
    make('bar_one_label', of(hills(7), -1.3, 13.1), ['bar', 'no range'], ticks=[5], range=None)
    make('bar_no_labels', of(WAVES, 0, 1), ['bar', 'no range'], cmap='cividis', ticks=[], range=None)
    make('bar_reversed_map', of(hills(8), 0, 60), ['bar'], cmap='viridis_r', colormap=['viridis', 'viridis_r'])
    make('bar_gray', of(hills(9), 0, 60), ['bar', 'gray'], cmap='gray', colormap=['gray', 'grey', 'Greys'])
    make('bar_cyclic', of(WAVES, -180, 180, x=1.0), ['bar', 'cyclic', 'negative'], cmap='twilight', size=(350, 250),
         ticks=[-180, -90, 0, 90, 180])
    make('bar_title_rotated', of(LAYERS, 240, 310), ['bar', 'units'], cmap='Spectral', size=(350, 250),
         bar_label='Temperature [K]')
    make('bar_small', of(hills(10), 0, 5), ['bar', 'small'], size=(210, 150), area=(30, 10, 150, 126), bar=(160, 10, 168, 126), font=7)


def scales():
    make('scale_log_powers', of(SPECTRUM, 0.01, 1000, scale='log'), ['bar', 'log'], cmap='inferno', size=(350, 250))
    make('scale_log_powers_q85', of(hills(11), 0.1, 10000, scale='log'), ['bar', 'log'], cmap='viridis', size=(350, 250), quality=85)
    make('scale_log_plain', of(hills(12), 1, 1000, scale='log'), ['bar', 'log'], cmap='plasma', size=(350, 250),
         ticks=[1, 10, 100, 1000], labels=['1', '10', '100', '1000'])
    make('scale_log_short', of(hills(13), 2, 9, scale='log'), ['bar', 'log'], ticks=[2, 3, 4, 6, 8], labels=['2', '3', '4', '6', '8'])
    slopes = {'min': -2, 'max': 10, 'scale': 'table', 'points': [[0, -2], [0.5, 0], [1, 10]]}
    make('scale_two_slopes', of(WAVES, -2, 10), ['bar', 'uneven scale', 'negative'], cmap='RdBu_r', shown=slopes,
         ticks=[-2, -1, 0, 5, 10], colormap='unjudged')
    make('scale_two_slopes_one_below', of(hills(43), -2, 10), ['bar', 'uneven scale', 'negative'], cmap='seismic', shown=slopes,
         ticks=[-2, 0, 2, 4, 6, 8, 10], colormap='unjudged')
    # Nothing says where the lower half ends, but that it has no labels says that it is not the upper one's mirror.
    make('scale_two_slopes_none_below', of(hills(44), -2, 10), ['bar', 'uneven scale', 'negative'], cmap='RdBu_r', shown=slopes,
         ticks=[0, 2, 4, 6, 8, 10], colormap='unjudged', range=None)
    bends = {'min': 0, 'max': 1000, 'scale': 'table', 'points': [[0, 0], [0.25, 10], [0.5, 50], [0.75, 200], [1, 1000]]}
    make('scale_even_ticks', of(hills(14), 1, 1000, scale='log'), ['bar', 'uneven scale'], cmap='viridis', shown=bends,
         ticks=[0, 10, 50, 200, 1000], size=(350, 250))
    make('levels_even', of(hills(15), 0, 80), ['bar', 'levels'], cmap='viridis', levels=list(range(0, 81, 10)))
    make('levels_even_q85', of(hills(16), 0, 80), ['bar', 'levels'], cmap='jet', levels=list(range(0, 81, 10)), quality=85)
    uneven = [0, 1, 2, 5, 10, 20, 50, 100]
    boxes = {'min': 0, 'max': 100, 'scale': 'table', 'points': [[i / 7, v] for i, v in enumerate(uneven)]}
    make('levels_uneven_boxes', of(hills(17), 0.5, 100, scale='log'), ['bar', 'levels', 'uneven scale'], cmap='YlGnBu', levels=uneven,
         ticks=uneven, range=boxes, colormap='unjudged')
    make('levels_uneven_true', of(hills(18), 0, 200), ['bar', 'levels'], cmap='plasma', levels=[0, 10, 25, 50, 100, 150, 200],
         spacing='proportional', range={'min': 0, 'max': 200, 'scale': 'linear'})
    make('levels_triangles', of(hills(19), -12, 52), ['bar', 'levels', 'triangles'], cmap='viridis', levels=list(range(0, 41, 5)),
         extend='both', bar=(272, 36, 286, 202), range={'min': 0, 'max': 40, 'scale': 'linear'}, ticks=list(range(0, 41, 10)))
    make('levels_triangle_above', of(TERRAIN, 0, 2300), ['bar', 'levels', 'triangles', 'horizontal'], cmap='terrain',
         levels=list(range(0, 2001, 250)), extend='max', range={'min': 0, 'max': 2000, 'scale': 'linear'},
         ticks=list(range(0, 2001, 500)), size=(330, 300), area=(46, 20, 316, 210), bar=(46, 246, 300, 258))
    make('smooth_triangles', of(hills(20), -3.4, 3.4), ['bar', 'triangles', 'negative'], cmap='seismic', bar=(272, 36, 286, 202),
         shown={'min': -3, 'max': 3, 'scale': 'linear'}, extend='both')
    make('levels_contourf', of(hills(21), 0, 50), ['bar', 'levels', 'contours'], cmap='RdYlGn', levels=list(range(0, 51, 5)),
         ticks=list(range(0, 51, 10)), draw=lambda axes, image: contours(axes, range(5, 50, 5), labels=True))


def labels():
    make('label_times_1e-7', of(hills(22), 0, 8e-7), ['bar', 'multiplier'], cmap='plasma', draw_bar=lambda b: b.formatter.set_powerlimits((-3, 3)))
    make('label_1e6', of(hills(23), 0, 3.2e6), ['bar', 'multiplier'], cmap='viridis')
    make('label_offset_1013', of(WAVES, 1013.0, 1013.4), ['bar', 'offset'], cmap='coolwarm', size=(350, 250),
         draw_bar=lambda b: b.formatter.set_useOffset(1013))
    make('label_offset_below_zero', of(LAYERS, -250.004, -250.0), ['bar', 'offset', 'negative'], cmap='jet', size=(360, 250),
         draw_bar=lambda b: b.formatter.set_useOffset(-250))
    make('label_negative', of(SPECTRUM, -120, 0), ['bar', 'negative'], cmap='inferno', size=(350, 250))
    t = [0, 0.5, 1, 1.5, 2]
    make('label_decimal_comma', of(hills(24), 0, 2), ['bar', 'comma'], cmap='jet', ticks=t, labels=[f'{x:.1f}'.replace('.', ',') for x in t])
    t = [0, 2500, 5000, 7500, 10000]
    make('label_thousands_comma', of(TERRAIN, 0, 10000), ['bar', 'thousands'], cmap='viridis', size=(350, 250), ticks=t,
         labels=[f'{x:,}' for x in t])
    make('label_thousands_space', of(TERRAIN, 0, 10000), ['bar', 'thousands'], cmap='cividis', size=(350, 250), ticks=t,
         labels=[f'{x:,}'.replace(',', ' ') for x in t])
    t = [-10, 0, 10, 20, 30]
    make('label_degrees', of(LAYERS, -12, 34), ['bar', 'units', 'negative'], cmap='jet', size=(360, 250), ticks=t, labels=[f'{x} °C' for x in t])
    t = [0, 500e3, 1e6, 1.5e6, 2e6]
    make('label_K_M', of(hills(26), 0, 2e6), ['bar', 'units'], cmap='magma', size=(350, 250), ticks=t, labels=['0', '500K', '1M', '1.5M', '2M'])
    t = [0, 250, 500, 750, 1000]
    make('label_units_differ', of(hills(42), 0, 1000), ['bar', 'units'], cmap='viridis', size=(360, 250), ticks=t,
         labels=['0 s', '250 ms', '500 ms', '750 ms', '1 s'])
    t = [0.2, 0.4, 0.6, 0.8]
    make('label_letter_in_front', of(TERRAIN, 0.2, 0.8), ['bar'], cmap='jet', size=(360, 250), ticks=t, labels=[f'M {x:g}' for x in t])
    t = [20, 40, 60, 80]
    make('label_rotated', of(hills(27), 0, 100), ['bar', 'rotated'], cmap='viridis', ticks=t,
         draw_bar=lambda b: b.ax.tick_params(axis='y', labelrotation=90))


def axes():
    def ticks(axes, which, at, names, rotation=0):
        (axes.set_xticks if which == 'x' else axes.set_yticks)(at, names, rotation=rotation)
    make('axis_dates', of(hills(28), 0, 30), ['bar', 'dates'], cmap='viridis', x=(0, 30), x_truth=None, size=(360, 260),
         draw=lambda a, _: ticks(a, 'x', [0, 10, 20, 30], ['2020-01-01', '2020-01-11', '2020-01-21', '2020-01-31'], 20))
    make('axis_lon_lat', of(hills(29), 0, 30), ['bar', 'degrees', 'horizontal'], cmap='turbo', x=(-30, 30), y=(30, 70), **BELOW, draw=lambda a, _: (
        ticks(a, 'x', [-30, -15, 0, 15, 30], ['30°W', '15°W', '0°', '15°E', '30°E']),
        ticks(a, 'y', [30, 40, 50, 60, 70], ['30°N', '40°N', '50°N', '60°N', '70°N'])))
    make('axis_depth_downward', of(LAYERS, 4, 24), ['bar', 'units'], cmap='RdYlBu_r', y=(500, 0), size=(360, 260), area=(56, 24, 266, 214),
         bar=(282, 24, 296, 214), draw=lambda a, _: (a.set_xlabel('Distance [km]'), a.set_ylabel('Depth [m]')), colormap=['RdYlBu', 'RdYlBu_r'])
    make('axis_rotated', of(hills(30), 0, 1), ['bar', 'rotated'], cmap='viridis', x=(0, 4000), size=(340, 270),
         draw=lambda a, _: a.tick_params(axis='x', labelrotation=45))
    make('axis_words', of(hills(31), 0, 1, cells=[5, 4]), ['bar', 'cells', 'words'], cmap='viridis', x=(-0.5, 4.5), y=(3.5, -0.5), x_truth=None,
         y_truth=None, draw=lambda a, _: (ticks(a, 'x', range(5), ['oak', 'elm', 'ash', 'fir', 'yew']),
                                          ticks(a, 'y', range(4), ['A', 'B', 'C', 'D'])))
    make('axis_none', of(hills(33), 0, 20), ['bar'], cmap='viridis', x_truth=None, y_truth=None, draw=lambda a, _: a.axis('off'))


def box(axes, x0, y0, x1, y1):
    """A white box over the pixels of a plot area."""
    from matplotlib.patches import Rectangle
    height = axes.figure.bbox.height
    return Rectangle((x0, height - y1), x1 - x0, y1 - y0, transform=None, facecolor='white', edgecolor='black', linewidth=0.8)


def contours(axes, levels, labels=False, color='k'):
    """Lines of the field that the axes show."""
    image = axes.images[0]
    data = np.asarray(image.get_array().filled(np.nan), float)
    x0, x1, y0, y1 = image.get_extent()
    x = x0 + (np.arange(data.shape[1]) + 0.5) / data.shape[1] * (x1 - x0)
    y = y1 + (np.arange(data.shape[0]) + 0.5) / data.shape[0] * (y0 - y1)
    lines = axes.contour(x, y, data, levels=list(levels), colors=color, linewidths=0.7)
    if labels:
        axes.clabel(lines, fontsize=6, fmt='%g')


def frames():
    def open_frame(axes, sides=('top', 'right')):
        for side in sides:
            axes.spines[side].set_visible(False)
    make('frame_open', of(hills(34), 0, 40), ['bar', 'open frame'], draw=lambda a, _: open_frame(a))
    make('frame_open_bar_open', of(hills(36), 0, 40), ['bar', 'open frame'], cmap='plasma', draw=lambda a, _: open_frame(a),
         draw_bar=lambda b: b.outline.set_visible(False))


def over():
    lines = lambda color, width: lambda a, _: (
        [a.axvline(10 * i / 21, color=color, lw=width) for i in range(1, 21)], [a.axhline(8 * i / 19, color=color, lw=width) for i in range(1, 19)])
    make('cells_white_lines', of(hills(37), -1, 1, cells=CELLS), ['bar', 'cells', 'lines', 'negative'], cmap='RdBu', draw=lines('w', 0.8))
    make('cells_black_lines_q85', of(hills(39), 0, 1, cells=CELLS), ['bar', 'cells', 'lines'], cmap='viridis', draw=lines('k', 0.7), quality=85)
    few = of(hills(40), 0, 9, cells=[7, 5])

    def numbers(a, _):
        values = fields.on_grid(few, 7, 5)
        for j in range(5):
            for i in range(7):
                a.text((i + 0.5) * 10 / 7, 8 - (j + 0.5) * 8 / 5, f'{values[j, i]:.1f}', ha='center', va='center', fontsize=7,
                       color='w' if values[j, i] < 5 else 'k')
    make('cells_numbers', few, ['bar', 'cells', 'text'], cmap='viridis', draw=numbers)
    make('over_contours', of(hills(41), 0, 10), ['bar', 'contours', 'lines'], cmap='jet', draw=lambda a, _: contours(a, range(1, 10), True))
    make('over_contours_q60', of(hills(42), 0, 10), ['bar', 'contours', 'lines', 'horizontal'], cmap='viridis', quality=60,
         draw=lambda a, _: contours(a, range(1, 10), True, 'w'), **BELOW)

    def notes(a, _):
        for x, y, text in [(1, 7, 'Well A-1'), (6, 5, 'Fault 2'), (3, 2, 'Block C')]:
            a.text(x, y, text)
            a.plot([x - 0.3], [y + 0.2], 'ko', ms=3)
    make('over_text_q85', of(hills(43), 0, 10), ['bar', 'text'], cmap='plasma', draw=notes, quality=85)
    make('over_grid', of(WAVES, 0, 10), ['bar', 'lines'], cmap='viridis', draw=lambda a, _: a.grid(True, color='w', lw=0.7))

    def coast(a, _):
        s = np.linspace(0, 2 * np.pi, 200)
        for x, y, r, k in [(3, 4, 1.7, 3), (7.5, 5.5, 1.1, 5)]:
            a.plot(x + r * (1 + 0.2 * np.sin(k * s)) * np.cos(s), y + r * (1 + 0.25 * np.cos(k * s)) * np.sin(s), 'k', lw=0.9)
    make('over_coast', of(TERRAIN, 0, 30, size=1.5), ['bar', 'lines'], cmap='jet', draw=coast)


def backgrounds():
    make('dark_theme_q85', of(SPECTRUM, -90, -10), ['bar', 'dark', 'negative'], cmap='inferno', style='dark_background', quality=85, size=(350, 250))
    disks = {'disks': [[0.3, 0.35, 0.16], [0.72, 0.7, 0.12]]}
    make('missing_white_q60', of(hills(46), 0, 40, missing=disks), ['bar', 'missing'], cmap='jet', quality=60)
    make('missing_gray', of(hills(47), 0, 40, missing=disks), ['bar', 'missing'], cmap='jet', draw=lambda a, _: a.set_facecolor('0.7'))
    make('missing_cells_diverging', of(hills(48), -1, 1, cells=CELLS, missing={'share': 0.12, 'seed': 6}),
         ['bar', 'cells', 'missing', 'negative'], cmap='seismic', draw=lambda a, _: a.set_facecolor('0.8'))
    make('transparent', of(hills(49), 0, 25), ['bar', 'transparent'], cmap='viridis', transparent=True)


def without_bar():
    own = colors.LinearSegmentedColormap.from_list('own', ['#203010', '#b05030', '#f0d0e0', '#5080ff'])
    # Known maps have a usual direction.
    make('no_bar_known', of(hills(50), 0, 1), ['no bar'], cmap='jet', direction='known', **NONE)
    make('no_bar_unknown', of(hills(51), 0, 1), ['no bar', 'unknown map'], cmap=own, **NONE)
    whole = {'bar': None, 'size': (210, 190), 'area': (0, 0, 210, 190), 'x_truth': None, 'y_truth': None, 'draw': lambda a, _: a.axis('off')}
    make('only_field_q60', of(hills(52), 0, 1), ['no bar', 'only field'], cmap='jet', quality=60, direction='known', **whole)
    make('only_field_part_of_map', of(hills(53), 0.3, 0.85), ['no bar', 'only field'], cmap='RdBu', shown={'min': 0, 'max': 1, 'scale': 'linear'},
         colormap=['RdBu', 'RdBu_r'], direction='unjudged', **whole)
    make('only_field_unknown', of(TERRAIN, 0, 1, size=2.0), ['no bar', 'only field', 'unknown map'], cmap=own, **whole)
    make('bar_unknown_map_q85', of(WAVES, 0, 12), ['bar', 'unknown map'], cmap=own, quality=85)


if __name__ == '__main__':
    common.from_command_line()
    for group in (bars, scales, labels, axes, frames, over, backgrounds, without_bar):
        group()
