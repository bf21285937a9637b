#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many titles and units of figures are read right.

Draws COUNT figures with Matplotlib (and as many with R's ggplot2 where it is installed) into FOLDER,
with titles and units chosen at random from lists of the sciences, reads them with LAYOUT_JSON
(tests/tools/layout-json) and prints the share of titles and units that are right, wrong and not
claimed. A title is right if it is the same but for blanks and the marks of what is raised; a unit,
if it is spelled as the lists below have it. Same SEED, same figures.

usage: measure.py LAYOUT_JSON FOLDER [COUNT] [SEED]
"""
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

# Names, and units as figures and as files write them.
NAMES = ['Temperature', 'Sea surface height', 'Wind speed', 'Salinity', 'Depth', 'Pressure',
         'Relative humidity', 'Chlorophyll', 'Precipitation', 'Velocity', 'Intensity', 'Energy',
         'Elevation', 'Density', 'Power', 'Concentration', 'Vorticity', 'Heat flux', 'Amplitude',
         'Signal', 'Potential', 'Magnetic field', 'Ozone', 'Ice thickness', 'Distance', 'Age']
UNITS = [('m', 'm'), ('km', 'km'), ('mm', 'mm'), ('K', 'K'), ('°C', 'degC'), ('%', 'percent'),
         ('hPa', 'hPa'), ('m/s', 'm s-1'), ('m s$^{-1}$', 'm s-1'), ('W m$^{-2}$', 'W m-2'),
         ('W/m²', 'W m-2'), ('kg m$^{-3}$', 'kg m-3'), ('mg m$^{-3}$', 'mg m-3'),
         ('mm/day', 'mm day-1'), ('psu', '1e-3'), ('keV', 'keV'), ('nT', 'nT'), ('µm', 'um'),
         ('dB', 'dB'), ('s', 's'), ('days', 'day'), ('10$^{-5}$ s$^{-1}$', '1e-5 s-1'),
         ('10$^{3}$ km', '1e3 km'), ('mV', 'mV'), ('m$^2$ s$^{-2}$', 'm2 s-2'), ('DU', 'dobson')]
AXES = [('Longitude', '°E', 'degrees_east'), ('Latitude', '°N', 'degrees_north'),
        ('Distance', 'km', 'km'), ('Depth', 'm', 'm'), ('Time', 's', 's'), ('Time', 'h', 'h'),
        ('x', None, None), ('y', None, None), ('Frequency', 'Hz', 'Hz'), ('Latitude', None, None),
        ('Longitude', None, None), ('Pressure', 'hPa', 'hPa'), ('Channel', None, None),
        ('Wavelength', 'nm', 'nm'), ('Radius', 'mm', 'mm'), ('Height', 'km', 'km')]
TITLES = ['Mean sea level 1993 to 2020', 'Model output', '(a) Control run', 'Section along 30°W',
          'Sea surface temperature, January 2015', 'Simulation after 50 steps', 'Station 12',
          'Correlation matrix', 'Difference between runs', 'Observed rainfall']
FORMS = ['{n} ({u})', '{n} [{u}]', '{n} / {u}', '{n}, {u}', '{n} in {u}']
FONTS = ['DejaVu Sans', 'DejaVu Serif', 'Liberation Sans', 'Liberation Serif']


def titled(chance, name, unit, form=None):
    if unit is None:
        return name
    return (form or chance.choice(FORMS)).format(n=name, u=unit)


def plain(text):
    """Without blanks and what marks exponents; signs in one form each."""
    text = re.sub(r'\$\^\{?([^}$]*)\}?\$', r'\1', text or '')
    for a, b in (('²', '2'), ('³', '3'), ('⁻', '-'), ('¹', '1'), ('−', '-'), ('–', '-'),
                 ('—', '-'), ('µ', 'u'), ('μ', 'u'), ('^', ''), ('’', "'"), ('º', '°')):
        text = text.replace(a, b)
    return re.sub(r'\s+', '', text)


def draw_matplotlib(path, chance):
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    import numpy as np
    truth = {}
    style = {'font.family': chance.choice(FONTS), 'font.size': chance.choice([8, 9, 10, 11, 12, 14])}
    with matplotlib.rc_context(style):
        figure, axes = plt.subplots(figsize=(chance.uniform(4.5, 9), chance.uniform(3.5, 6.5)),
                                    dpi=chance.choice([80, 100, 100, 120, 150, 200]))
        rng = np.random.default_rng(chance.randrange(10**6))
        y, x = np.mgrid[0:60, 0:80]
        field = np.sin(x / chance.uniform(5, 20) + rng.normal()) * np.cos(
            y / chance.uniform(5, 20)) * chance.choice([1, 5, 30, 400])
        extent = [0, chance.choice([10, 80, 360]), 0, chance.choice([5, 60, 1000])]
        image = axes.imshow(field, cmap=chance.choice(['viridis', 'jet', 'RdBu_r', 'plasma']),
                            origin='lower', extent=extent, aspect='auto')
        across = chance.random() < 0.25
        bar = figure.colorbar(image, orientation='horizontal' if across else 'vertical',
                              pad=0.18 if across else 0.05)
        name = chance.choice(NAMES)
        unit, cf = chance.choice(UNITS)
        how = chance.random()
        if how < 0.6:
            truth['bar'] = titled(chance, name, unit)
            turned = {} if across else {'rotation': chance.choice([90, 90, 90, 270])}
            if turned.get('rotation') == 270:
                turned['labelpad'] = 15
            bar.set_label(truth['bar'], **turned)
            truth['unit'] = cf
        elif how < 0.75 and not across:
            truth['bar'] = chance.choice([unit, titled(chance, name, unit, '{n} ({u})')])
            bar.ax.set_title(truth['bar'], fontsize=style['font.size'])
            truth['unit'] = cf
        elif how < 0.85:
            truth['bar'] = name
            bar.set_label(name)
        for which in 'xy':
            if chance.random() < 0.75:
                label, unit, cf = chance.choice(AXES)
                text = titled(chance, label, unit)
                getattr(axes, f'set_{which}label')(text)
                truth[which] = text
                truth[which + '_unit'] = cf
        if chance.random() < 0.6:
            truth['figure'] = chance.choice(TITLES)
            axes.set_title(truth['figure'], loc=chance.choice(['center', 'center', 'left']))
        figure.savefig(path, bbox_inches=chance.choice([None, 'tight']))
        plt.close(figure)
    return truth


R_SCRIPT = '''
suppressMessages(library(ggplot2))
a <- commandArgs(TRUE)
d <- expand.grid(x = seq(0, 10, length.out = 60), y = seq(0, 5, length.out = 40))
d$z <- sin(d$x) * cos(d$y) * 10
p <- ggplot(d, aes(x, y, fill = z)) + geom_raster() + scale_fill_viridis_c() +
  labs(x = a[2], y = a[3], fill = a[4], title = if (nchar(a[5])) a[5] else NULL) +
  theme_gray(base_size = as.numeric(a[6]))
ggsave(a[1], p, width = 7, height = 5, dpi = 100)
'''


def draw_ggplot(path, chance, script):
    truth = {}
    name, (unit, cf) = chance.choice(NAMES), chance.choice([u for u in UNITS if '$' not in u[0]])
    truth['bar'], truth['unit'] = titled(chance, name, unit), cf
    for which in 'xy':
        label, unit, cf = chance.choice(AXES)
        truth[which], truth[which + '_unit'] = titled(chance, label, unit), cf
    truth['figure'] = chance.choice(TITLES + [''])
    subprocess.run(['Rscript', script, path, truth['x'], truth['y'], truth['bar'], truth['figure'],
                    str(chance.choice([9, 11, 13]))], check=True, capture_output=True)
    return truth


def main():
    tool, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    folder.mkdir(parents=True, exist_ok=True)
    truths = {}
    for i in range(count):
        path = folder / f'mpl_{seed}_{i:04d}.png'
        truth = draw_matplotlib(path, random.Random(seed * 100003 + i))
        truths[str(path)] = truth
    if shutil.which('Rscript'):
        script = folder / 'figure.R'
        script.write_text(R_SCRIPT, encoding='utf-8')
        for i in range(count // 4):
            path = folder / f'gg_{seed}_{i:04d}.png'
            truths[str(path)] = draw_ggplot(str(path), random.Random(seed * 70001 + i), str(script))
    out = subprocess.run([tool, *truths], check=True, capture_output=True, text=True).stdout
    score = collections.defaultdict(collections.Counter)
    for line in out.splitlines():
        found = json.loads(line)
        truth, titles = truths[found['file']], found['titles']
        for key in ('figure', 'bar', 'x', 'y'):
            wanted, got = plain(truth.get(key)), plain(titles[key])
            if not wanted and not got:
                continue
            verdict = ('right' if wanted == got else 'absent' if not got else
                       'invented' if not wanted else 'wrong')
            score[key][verdict] += 1
            if verdict != 'right':
                print(f"{verdict:8} {key:6} {truth.get(key)!r} {titles[key]!r} {found['file']}")
        for key in ('unit', 'x_unit', 'y_unit'):
            wanted, got = truth.get(key) or '', titles.get(key) or ''
            if not wanted and not got:
                continue
            verdict = ('right' if wanted == got else 'absent' if not got else
                       'invented' if not wanted else 'wrong')
            score[key][verdict] += 1
            if verdict != 'right':
                print(f"{verdict:8} {key:6} {wanted!r} {got!r} {titles['bar' if key == 'unit' else key[0]]!r} {found['file']}")
    for key, counts in score.items():
        total = sum(counts.values())
        print(f"{key:8} of {total}: " + ', '.join(
            f'{counts[v]} {v}' for v in ('right', 'absent', 'wrong', 'invented')))
    titles = sum((score[k] for k in ('figure', 'bar', 'x', 'y')), collections.Counter())
    units = sum((score[k] for k in ('unit', 'x_unit', 'y_unit')), collections.Counter())
    for name, counts in (('titles', titles), ('units', units)):
        print(f"{name}: {counts['right'] / max(1, sum(counts.values())):.3f} right of "
              f"{sum(counts.values())}, {counts['wrong'] + counts['invented']} wrong")


if __name__ == '__main__':
    main()
