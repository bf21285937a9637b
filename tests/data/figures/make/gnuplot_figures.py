#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by gnuplot 5.4. usage: gnuplot_figures.py [NAME...]"""
import common

SIZE = (340, 250)
AREA, BAR = (46, 24, 256, 214), (268, 24, 282, 214)
# The values of a text table as pixels over axes from 0 to 10 and, upward, from 0 to 8.
PLOT = 'plot "field.txt" matrix using (($1+0.5)*10/{0}):(8-($2+0.5)*8/{1}):3 with image notitle'


def at(rect, size):
    """Margins of gnuplot: left, right, top, bottom as shares of the sheet."""
    return rect[0] / size[0], rect[2] / size[0], 1 - rect[1] / size[1], 1 - rect[3] / size[1]


def make(name, field, tags, settings, area=AREA, bar=BAR, size=SIZE, terminal='pngcairo', font='sans,8', quality=None, over='', **more):
    if not common.wanted(name):
        return
    left, right, top, bottom = at(area, size)
    b = at(bar, size) if bar else (0, 0, 0, 0)
    columns, rows = field.get('cells') or (area[2] - area[0], area[3] - area[1])
    direction = 'horizontal' if bar and bar[2] - bar[0] > bar[3] - bar[1] else 'vertical'
    box = f'set colorbox {direction} user origin {b[0]:.6f},{b[3]:.6f} size {b[1] - b[0]:.6f},{b[2] - b[3]:.6f}' if bar else 'unset colorbox'
    script = f'''set terminal {terminal} size {size[0]},{size[1]} font "{font}"
set output "out.png"
set lmargin at screen {left:.6f}
set rmargin at screen {right:.6f}
set tmargin at screen {top:.6f}
set bmargin at screen {bottom:.6f}
set xrange [0:10]
set yrange [0:8]
set cbrange [{field["lo"]}:{field["hi"]}]
{box}
{settings}
{PLOT.format(columns, rows)}{over}
'''
    picture = common.run(['gnuplot'], script, [('field.txt', common.table(field, columns, rows))])
    common.save(name, picture, common.truth('gnuplot_figures', ['bar', *tags] if bar else tags, area, bar, field, quality=quality, **more), quality)


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


if __name__ == '__main__':
    common.from_command_line()
    make('gnuplot_default', hills(61, 0, 40), [], '', colormap=['gnuplot'])
    make('gnuplot_log', hills(63, 0.01, 100, scale='log'), ['log'], 'set logscale cb\nset format cb "10^{%L}"', colormap=['gnuplot'])
    make('gnuplot_steps', hills(64, 0, 80), ['levels'],
         'set palette maxcolors 8 defined (0 "#000080", 1 "#00a0ff", 2 "#60d060", 3 "#ffe040", 4 "#c02010")', levels=list(range(0, 81, 10)))
    make('gnuplot_below_sci', hills(65, 0, 4e-5), ['horizontal', 'multiplier'], 'set format cb "%.0e"\nset palette rgbformulae 22,13,-31\nset cbtics 1e-5',
         size=(330, 300), area=(46, 20, 316, 210), bar=(46, 246, 316, 260))
    make('gnuplot_gray_grid', hills(66, 0, 1), ['gray', 'lines'], 'set palette gray\nset grid front lc rgb "white"', terminal='png', font='DejaVuSans,8')
    make('gnuplot_no_bar', hills(67, 0, 1, cells=[42, 38]), ['no bar', 'cells'], '', bar=None, size=(290, 250), colormap=['gnuplot'],
         direction='known', shown='unjudged')
