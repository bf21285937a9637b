#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by GMT 6.4. usage: gmt_figures.py [NAME...]"""
import common
import fields

DPI = 100   # pixels an inch: 100 of them make all lengths below whole


def xyz(field, columns, rows):
    """The field's values at the centers of cells over 0 to 10 and, upward, 0 to 8; NaN where there is none."""
    values = fields.on_grid(field, columns, rows)
    return '\n'.join(f'{(i + 0.5) * 10 / columns:.9g} {8 - (j + 0.5) * 8 / rows:.9g} {values[j, i]:.9g}'
                     for j in range(rows) for i in range(columns)) + '\n'


def make(name, field, tags, cpt, bar_options, area=(50, 30, 260, 220), bar=(276, 30, 290, 220), size=(350, 260), quality=None,
         frame='-Bxa2 -Bya2 -BWSne', over='', **more):
    if not common.wanted(name):
        return
    columns, rows = field.get('cells') or (area[2] - area[0], area[3] - area[1])
    inch = lambda px: f'{px / DPI}i'
    across = bar and bar[2] - bar[0] > bar[3] - bar[1]
    script = f'''set -e
gmt set PS_MEDIA {size[0] * 72 / DPI}x{size[1] * 72 / DPI} PS_PAGE_ORIENTATION portrait MAP_FRAME_TYPE plain MAP_FRAME_PEN 0.6p
gmt set FONT_ANNOT_PRIMARY 8p,Helvetica FONT_LABEL 8p,Helvetica MAP_TICK_LENGTH 3p MAP_ORIGIN_X 0 MAP_ORIGIN_Y 0 MAP_LABEL_OFFSET 3p
gmt makecpt {cpt} > c.cpt
gmt xyz2grd f.xyz -Gf.grd -R0/10/0/8 -I{columns}+n/{rows}+n -r
gmt grdimage f.grd -JX{inch(area[2] - area[0])}/{inch(area[3] - area[1])} -X{inch(area[0])} -Y{inch(size[1] - area[3])} -Cc.cpt -Q -K > o.ps
{over}
gmt psbasemap -R0/10/0/8 -J {frame} -O -K >> o.ps
'''
    if bar:
        x, y = bar[0] - area[0], area[3] - bar[3]
        script += (f'gmt psscale -Cc.cpt -Dx{inch(x)}/{inch(y)}+w{inch(max(bar[2] - bar[0], bar[3] - bar[1]))}/'
                   f'{inch(min(bar[2] - bar[0], bar[3] - bar[1]))}{"+h" if across else ""}+jBL{bar_options} -O -K >> o.ps\n')
    script += f'gmt psxy -R -J -T -O >> o.ps\ngmt psconvert o.ps -TG -E{DPI} -Qt4 -Qg4 -Fout\n'
    picture = common.run(['sh'], script, [('f.xyz', xyz(field, columns, rows))])
    common.save(name, picture, common.truth('gmt_figures', ['bar', *tags] if bar else tags, area, bar, field, quality=quality, **more), quality)


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


if __name__ == '__main__':
    common.from_command_line()
    make('gmt_rainbow_q85', hills(72, 0, 5), [], '-Crainbow -T0/5', ' -Ba1', quality=85)
    make('gmt_steps', hills(73, 0, 80), ['levels'], '-Cviridis -T0/80/10', ' -Ba20', levels=list(range(0, 81, 10)), colormap=['viridis'])
    # Arrows: below and above the levels there is a color of its own.
    make('gmt_arrows', hills(74, -4.6, 4.6), ['levels', 'triangles', 'negative'], '-Cpolar -T-4/4/1', '+e -Ba2', bar=(276, 44, 290, 206),
         shown={'min': -4, 'max': 4, 'scale': 'linear'}, levels=list(range(-4, 5)))
    make('gmt_log', hills(75, 0.01, 1000, scale='log'), ['log'], '-Cinferno -T-2/3 -Qi', ' -Q -Bpa1p', colormap=['inferno'])
    make('gmt_below', {'formula': 'layers', 'lo': 4, 'hi': 24}, ['horizontal', 'units'], '-Cjet -T4/24', ' -Bxa5+l"Temperature" -By+l"C"',
         size=(340, 310), area=(50, 20, 320, 210), bar=(50, 250, 320, 262), colormap=['jet'])
    make('gmt_contours_missing', hills(76, 0, 10, missing={'disks': [[0.3, 0.4, 0.15]]}), ['contours', 'lines', 'missing'], '-Cplasma -T0/10',
         ' -Ba2', colormap=['plasma'], over='gmt grdcontour f.grd -J -R -C1 -A2+f6p -W0.5p -O -K >> o.ps')
