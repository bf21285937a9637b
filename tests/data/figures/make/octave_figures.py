#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by Octave 7.3 without a screen, through its gnuplot. usage: octave_figures.py [NAME...]"""
import common

SIZE, ASKED = (360, 270), (50, 30, 260, 220)
# Where Octave puts the two when it makes place for the bar, found in the pictures.
AREA, BAR = (51, 30, 217, 219), (239, 30, 251, 219)


def make(name, field, tags, settings, asked=ASKED, area=AREA, bar=BAR, size=SIZE, quality=None, **more):
    if not common.wanted(name):
        return
    columns, rows = field.get('cells') or (area[2] - area[0], area[3] - area[1])
    place = lambda r: f'[{r[0] / size[0]}, {1 - r[3] / size[1]}, {(r[2] - r[0]) / size[0]}, {(r[3] - r[1]) / size[1]}]'
    script = f'''graphics_toolkit gnuplot
f = figure("visible", "off", "position", [0, 0, {size[0]}, {size[1]}], "paperposition", [0, 0, {size[0] / 100}, {size[1] / 100}]);
z = load("field.txt");
imagesc([0.5*10/{columns}, 10-0.5*10/{columns}], [8-0.5*8/{rows}, 0.5*8/{rows}], z, [{field["lo"]}, {field["hi"]}]);
axis xy; xlim([0, 10]); ylim([0, 8]); set(gca, "fontsize", 8, "xtick", 0:2:10, "ytick", 0:2:8);
{settings}
set(gca, "position", {place(asked)});
b = colorbar{'("southoutside")' if bar[2] - bar[0] > bar[3] - bar[1] else ""};
set(b, "fontsize", 8);
print("out.png", "-dpng", "-r100");
'''
    picture = common.run(['octave', '--no-gui', '--quiet', 'make.m'], None,
                         [('field.txt', common.table(field, columns, rows)), ('make.m', script)])
    common.save(name, picture, common.truth('octave_figures', ['bar', *tags], area, bar, field, quality=quality, **more), quality)


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


if __name__ == '__main__':
    common.from_command_line()
    make('octave_jet_q85', hills(102, 0, 8), [], 'colormap(jet(128));', quality=85, levels='unjudged', colormap=['jet'])
    make('octave_below_steps', hills(103, -3, 3), ['horizontal', 'levels', 'negative'], 'colormap(jet(6));', size=(340, 310), asked=(50, 20, 320, 210),
         area=(51, 21, 320, 171), bar=(51, 199, 320, 210), levels=[-3, -2, -1, 0, 1, 2, 3])
