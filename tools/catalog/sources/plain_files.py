# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps that packages keep in data files: NCL (and GrADS through it), Ferret, GRASS, Gwyddion, DS9,
PLplot, Magics, pgfplots, Coyote, Yorick, Veusz."""
import ast
import glob
import json
import os
import re

import numpy as np

from colortable import (CELLS, Map, cyclic_kind, evenly, from_points, hex_color, kind_of,
                        named_colors, numbers, rounded)


def _files(root, pattern):
    return sorted(glob.glob(os.path.join(root, pattern)))


def _stem(path):
    return os.path.splitext(os.path.basename(path))[0]


def _text(path):
    with open(path, encoding='latin-1') as f:
        return f.read()


def ncl_table(text):
    rows = []
    for line in text.splitlines():
        line = re.sub(r'[;#].*', '', line)
        if 'ncolors' in line.lower():
            continue
        values = numbers(line)
        if len(values) >= 3:
            rows.append(values[:3])
    rows = np.array(rows)
    # integers 0..255, or fractions; a table of fractions has no entry above 1
    return rounded(rows / 255) if rows.max() > 1 else rounded(rows)


def ncl_maps(root):
    """NCL paints the entries themselves. Its maps whose tables come from other programs keep their
    prefix (MPL_, GMT_, cmocean_): they are resampled and differ from the originals."""
    for path in _files(root, 'usr/share/ncarg/colormaps/*.rgb'):
        name = _stem(path)
        table = ncl_table(_text(path))
        if name in ('example', 'testcmap') or len(table) < 3:
            continue
        kind = kind_of(table)
        kind = cyclic_kind(table) if kind == 'continuous' else kind
        family = 'grads' if name.startswith('grads_') else 'ncl'
        yield Map(name[6:] if family == 'grads' else name, family, kind, table, 'libncarg-data')


def ferret_map(name, text):
    """Percent and By_value: linear between the points; By_level: one color a level."""
    mapping, rows = 'percent', []
    for line in text.splitlines():
        line = line.split('!')[0].strip()
        found = re.match(r'rgb_mapping\s+(\S+)', line.lower())
        if found:
            mapping = found.group(1)
            continue
        values = numbers(line)
        if len(values) >= 4:
            rows.append(values[:4])
    if len(rows) < 2:
        return None
    rows = np.array(rows)
    if mapping.startswith('by_level'):
        return Map(name, 'ferret', 'discrete', rounded(rows[:, 1:] / 100), 'ferret-datasets')
    if np.any(np.diff(rows[:, 0]) < 0) or rows[0, 0] == rows[-1, 0]:
        return None
    table = from_points(rows[:, 0], rows[:, 1:] / 100)
    return Map(name, 'ferret', cyclic_kind(table), table, 'ferret-datasets')


def ferret_maps(root):
    for path in _files(root, 'usr/share/ferret-vis/ppl/palettes/*.spk'):
        m = ferret_map(_stem(path), _text(path))
        if m is not None:
            yield m


def grass_maps(root):
    """Rules 'value colour' with values or per cents; colors R:G:B, R G B or names; linear between
    them. Tables of categories and those whose range depends on the data are left out."""
    names = named_colors() | {'aqua': (0, 1, 1), 'gray': (.5, .5, .5), 'grey': (.5, .5, .5),
                              'green': (0, 1, 0), 'indigo': (0, .5, 1), 'violet': (.5, 0, 1),
                              'purple': (.75, 0, 1), 'brown': (.75, .5, .25),
                              'magenta': (1, 0, 1), 'orange': (1, .5, 0)}
    for path in _files(root, 'usr/lib/grass82/etc/colors/*'):
        points = []
        for line in _text(path).splitlines():
            words = line.split('#')[0].replace(':', ' ').split()
            if len(words) < 2 or words[0] in ('nv', 'default'):
                continue
            value = float(words[0].rstrip('%'))
            rgb = ([float(w) / 255 for w in words[1:4]] if words[1][0].isdigit()
                   else names[words[1].lower()])
            points.append((value, *rgb))
        points = np.array(points)
        if len(points) < 2 or np.any(np.diff(points[:, 0]) < 0) or \
                _stem(path) in ('corine', 'nlcd', 'forest_cover'):
            continue
        table = from_points(points[:, 0], points[:, 1:])
        yield Map(os.path.basename(path), 'grass', cyclic_kind(table), table, 'grass-core')


def gwyddion_maps(root):
    for path in _files(root, 'usr/share/gwyddion/gradients/*'):
        rows = [numbers(line) for line in _text(path).splitlines()[1:]]
        rows = np.array([r[:4] for r in rows if len(r) >= 4])
        table = from_points(rows[:, 0], rows[:, 1:])
        yield Map(os.path.basename(path), 'gwyddion', cyclic_kind(table), table, 'gwyddion-common')


def sao_table(text):
    """SAOimage color table: for each channel pairs (level, intensity), linear between."""
    channels = []
    for channel in ('RED', 'GREEN', 'BLUE'):
        body = re.search(channel + r':?\s*(?:gamma\s+\S+)?\s*((?:\([^)]*\)\s*)+)', text).group(1)
        pairs = np.array([[float(v) for v in p.split(',')] for p in re.findall(r'\(([^)]*)\)', body)])
        channels.append(np.interp((np.arange(CELLS) + 0.5) / CELLS, pairs[:, 0], pairs[:, 1]))
    return rounded(np.stack(channels, 1))


def ds9_maps(root):
    for path in _files(root, 'usr/share/saods9/cmaps/*'):
        text = _text(path)
        if path.endswith('.sao'):
            table = sao_table(text)
        else:
            rows = np.array([numbers(line)[:3] for line in text.splitlines() if numbers(line)])
            table = rounded(rows)
        yield Map(_stem(path), 'ds9', cyclic_kind(table), table, 'saods9')


def plplot_maps(root):
    """Color map 1: points '#rrggbb position' in per cent or, in version 2, 'position and three
    channels' in RGB or HLS."""
    import colorsys
    for path in _files(root, 'usr/share/plplot*/cmap1_*.pal'):
        lines = _text(path).splitlines()
        hls = lines[0].strip() == 'v2 hls'
        t, colors = [], []
        for line in lines:
            words = line.split()
            if len(words) >= 4 and words[0] not in ('v2',):
                values = [float(w) for w in words[:4]]
                t.append(values[0])
                colors.append(values[1:])
            elif len(words) >= 2 and words[0].startswith('#'):
                colors.append(hex_color(words[0]))
                t.append(float(words[1]))
        if len(t) < 2:
            continue
        if hls:
            dense = np.linspace(t[0], t[-1], 4096)
            mixed = np.stack([np.interp(dense, t, c) for c in np.array(colors).T], 1)
            colors = [colorsys.hls_to_rgb((h % 360) / 360, l, s) for h, l, s in mixed]
            t = dense
        table = from_points(t, colors)
        yield Map(_stem(path)[6:], 'plplot', cyclic_kind(table), table, 'libplplot-data')


def magics_maps(root):
    """ECMWF's contour shading palettes: a color a level. ColorBrewer's are found elsewhere."""
    plain = {'red': (1, 0, 0), 'blue': (0, 0, 1), 'yellow': (1, 1, 0), 'cyan': (0, 1, 1),
             'magenta': (1, 0, 1), 'black': (0, 0, 0), 'white': (1, 1, 1)}
    path = os.path.join(root, 'usr/share/magics/styles/palettes.json')
    with open(path, encoding='utf-8') as f:
        palettes = json.load(f)
    for name, entry in palettes.items():
        if name.startswith('colorbrewer'):
            continue
        words = [c.lower() for c in entry['contour_shade_colour_list'] if c.lower() != 'none']
        colors = [hex_color(c) or plain.get(c) for c in words]
        # Left out: transparent colors, and names whose color only Magics knows
        if len(colors) >= 5 and None not in colors:
            yield Map(name, 'magics', 'discrete', rounded(colors), 'libmagics++-data')


PGF_FILES = ('libs/tikzlibrarypgfplots.colormaps.code.tex', 'util/pgfplotscolormap.code.tex',
             'pgfplots.code.tex', 'util/pgfplotscolor.code.tex')


def pgf_points(body):
    """Positions and colors of a pgfplots colormap's specification, or None."""
    xcolor = {'red': (1, 0, 0), 'green': (0, 1, 0), 'blue': (0, 0, 1), 'yellow': (1, 1, 0),
              'black': (0, 0, 0), 'white': (1, 1, 1), 'cyan': (0, 1, 1), 'magenta': (1, 0, 1),
              'orange': (1, .5, 0), 'violet': (.5, 0, .5)}
    t, colors = [], []
    for model, at, value in re.findall(
            r'(rgb255|rgb|color|gray)\s*(?:\(([^)]*)\))?\s*=\s*\(([^)]*)\)', body):
        if model == 'color':
            if value not in xcolor:
                return None
            colors.append(xcolor[value])
        elif model == 'gray':
            colors.append([float(value)] * 3)
        else:
            colors.append([float(v) / (255 if model == 'rgb255' else 1) for v in value.split(',')])
        t.append(float(re.sub(r'[a-z]+$', '', at)) if at else len(t))
    return (t, colors) if len(t) >= 2 else None


def pgfplots_maps(root):
    seen = set()
    for file in PGF_FILES:
        for path in _files(root, 'usr/share/texlive/texmf-dist/tex/generic/pgfplots/' + file):
            text = re.sub(r'(?m)%.*$', '', _text(path))
            for name, body in re.findall(r'colormap=?\s*\{([\w.-]+)\}\s*\{([^{}]*)\}', text):
                points = pgf_points(body)
                if points and name not in seen:
                    seen.add(name)
                    table = from_points(*points)
                    yield Map(name, 'pgfplots', cyclic_kind(table), table, 'texlive-pictures')


def idl_tables(path):
    """IDL's .tbl: a count, then for each table 256 reds, greens, blues, then names of 32 bytes."""
    data = open(path, 'rb').read()
    count = data[0]
    for i in range(count):
        table = np.frombuffer(data, np.uint8, 768, 1 + 768 * i).reshape(3, 256).T
        name = data[1 + 768 * count + 32 * i:][:32].decode('latin-1').strip('\0 ')
        yield name, table


def coyote_maps(root):
    for path in _files(root, 'usr/share/gnudatalanguage/coyote/fsc_brewer.tbl'):
        for name, table in idl_tables(path):
            yield Map(name, 'coyote', kind_of(table), table, 'gdl-coyote')


def yorick_maps(root):
    """gist's palettes: rows of red, green, blue in 0..255."""
    for path in _files(root, 'usr/share/yorick/g/*.gp'):
        rows = [numbers(line)[:3] for line in _text(path).splitlines() if not line.startswith('#')]
        table = np.array([r for r in rows if len(r) == 3], np.uint8)
        yield Map(_stem(path), 'yorick', kind_of(table), table, 'yorick-data')


def veusz_maps(root):
    """Dictionaries of tuples (blue, green, red, alpha), evenly spread; (-1, ...) first: steps."""
    path = os.path.join(root, 'usr/lib/python3/dist-packages/veusz/utils/colormap.py')
    for node in ast.walk(ast.parse(_text(path))):
        if not isinstance(node, ast.Dict):
            continue
        try:
            found = ast.literal_eval(node)
        except ValueError:
            continue
        for name, colors in found.items():
            if not isinstance(colors, tuple) or len(colors) < 2 or len(colors[0]) != 4:
                continue
            stepped = colors[0][0] < 0
            colors = np.array(colors[1:] if stepped else colors, float)
            if (colors[:, 3] == 255).all():
                rgb = colors[:, 2::-1] / 255
                table = rounded(rgb) if stepped else evenly(rgb)
                yield Map(name, 'veusz', 'discrete' if stepped else cyclic_kind(table), table,
                          'python3-veusz')


def maps(root):
    for source in (ncl_maps, ferret_maps, grass_maps, gwyddion_maps, ds9_maps, plplot_maps,
                   magics_maps, pgfplots_maps, coyote_maps, yorick_maps, veusz_maps):
        yield from source(root)
