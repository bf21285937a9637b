# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps of Python packages: matplotlib, colorcet, palettable, OpenCV, cmyt, seaborn, plotly."""
import ast
import importlib
import os
import sys

import numpy as np

from colortable import CELLS, Map, cyclic_kind, evenly, from_points, hex_color, rounded


def matplotlib_maps():
    from matplotlib import colormaps
    from matplotlib.colors import ListedColormap
    cyclic = {'twilight', 'twilight_shifted', 'hsv'}
    names = [name for name in colormaps if not name.endswith('_r')]
    names.sort(key=lambda name: name != 'gray')  # the best known of its equals: binary, gist_gray …
    for name in names:
        cm = colormaps[name]
        listed = isinstance(cm, ListedColormap) and cm.N < CELLS
        table = (cm(np.arange(cm.N), bytes=True) if listed
                 else cm(np.linspace(0, 1, CELLS), bytes=True))[:, :3]
        kind = 'discrete' if listed else 'cyclic' if name in cyclic else 'continuous'
        yield Map(name, 'matplotlib', kind, table, 'python3-matplotlib')


def colorcet_maps():
    import colorcet
    short = colorcet.aliases
    for name in colorcet.all_original_names():
        table = colorcet.cm[name](np.linspace(0, 1, CELLS), bytes=True)[:, :3]
        kind = ('discrete' if 'glasbey' in name else
                'cyclic' if name.startswith('cyclic') else 'continuous')
        m = Map(short.get(name, name), 'colorcet', kind, table, 'python3-colorcet')
        same = {k for k, v in colorcet.palette.items() if v == colorcet.palette[name]}
        m.aliases = [('colorcet', n, False) for n in sorted(same | {name}) if n != m.name]
        yield m


def palettable_maps():
    """Every palette with its own colors (palettable's resampled sizes are left out)."""
    groups = {'cmocean': 'cmocean', 'scientific': 'scientific', 'cubehelix': 'cubehelix',
              'mycarta': 'mycarta', 'colorbrewer': 'colorbrewer', 'lightbartlein': 'lightbartlein',
              'tableau': 'tableau', 'wesanderson': 'wesanderson'}
    for group, family in groups.items():
        package = importlib.import_module('palettable.' + group)
        folder = os.path.dirname(package.__file__)
        modules = [package] + [importlib.import_module(f'palettable.{group}.{f[:-3]}')
                               for f in sorted(os.listdir(folder))
                               if f.endswith('.py') and not f.startswith('_')]
        seen = {}
        for module in modules:
            for attribute, palette in vars(module).items():
                if not hasattr(palette, 'mpl_colormap') or attribute.endswith('_r'):
                    continue
                stem, _, size = attribute.rpartition('_')
                if stem and size.isdigit():
                    seen.setdefault(stem, {})[int(size)] = palette
        for stem, sizes in seen.items():
            yield from _palettable_stem(family, stem, sizes)


def _palettable_stem(family, stem, sizes):
    package = 'python3-palettable'
    largest = sizes[max(sizes)]
    if family == 'cubehelix':
        # 16 published colors; palettable's mpl_colormap paints linearly between them
        yield Map(stem, family, 'continuous', evenly(np.array(largest.colors) / 255), package)
        return
    if family in ('cmocean', 'scientific', 'mycarta'):
        table = _full_table(family, stem)
        name = stem.lower() if family == 'cmocean' else stem[0].lower() + stem[1:]
        yield Map(name, family, cyclic_kind(table), table, package)
        return
    # ColorBrewer specifies every size by itself; the others are resampled from the largest
    for size in sorted(sizes) if family == 'colorbrewer' else [max(sizes)]:
        table = np.array(sizes[size].colors, np.uint8)
        yield Map(f'{stem}_{size}', family, 'discrete', table, package)


def _full_table(family, stem):
    """The 256 colors from which palettable resamples its sizes."""
    module = sys.modules[f'palettable.{family}.{"colormaps" if family == "cmocean" else "colordata"}']
    for name, value in vars(module).items():
        if name.lower().strip('_') == stem.lower() and isinstance(value, (list, tuple)):
            colors = np.array(value, float)
            return rounded(colors / (255 if colors.max() > 1 else 1))
    raise LookupError(f'no table of {family} {stem}')


def opencv_maps():
    import cv2
    ramp = np.arange(256, dtype=np.uint8).reshape(-1, 1)
    for constant in sorted(c for c in dir(cv2) if c.startswith('COLORMAP_')):
        table = cv2.applyColorMap(ramp, getattr(cv2, constant))[:, 0, ::-1]
        name = constant[len('COLORMAP_'):].lower()
        kind = 'cyclic' if name in ('hsv', 'twilight', 'twilight_shifted') else 'continuous'
        yield Map(name, 'opencv', kind, table.copy(), 'python3-opencv')


def cmyt_maps():
    import cmyt  # registers its maps with matplotlib
    from matplotlib import colormaps
    for name in sorted(colormaps):  # they are registered in any order
        if name.startswith('cmyt.') and not name.endswith('_r'):
            table = colormaps[name](np.linspace(0, 1, CELLS), bytes=True)[:, :3]
            yield Map(name[len('cmyt.'):], 'cmyt', cyclic_kind(table), table, 'python3-cmyt')
    del cmyt


def _module_lists(path):
    """Names assigned to literals at a module's top level, without running it."""
    with open(path, encoding='utf-8') as f:
        tree = ast.parse(f.read())
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                yield node.targets[0].id, ast.literal_eval(node.value)
            except ValueError:
                continue


def seaborn_maps(root):
    path = os.path.join(root, 'usr/lib/python3/dist-packages/seaborn/cm.py')
    for name, value in _module_lists(path):
        if name.endswith('_lut'):
            # matplotlib truncates a listed map's colors when it makes bytes
            table = (np.array(value, float) * 255).astype(np.uint8)
            yield Map(name.strip('_')[:-4], 'seaborn', 'continuous', table, 'python3-seaborn')


def plotly_maps(root):
    """plotly's built-in scales: evenly spread colors, between them linear in RGB. The CARTO
    colors are left out: their license, CC-BY-3.0, does not combine with the GPL."""
    folder = os.path.join(root, 'usr/lib/python3/dist-packages/_plotly_utils/colors')
    package = 'python3-plotly'
    for file in ('sequential', 'cyclical', 'colorbrewer', 'cmocean'):
        for name, value in _module_lists(os.path.join(folder, file + '.py')):
            if not isinstance(value, list) or len(value) < 2 or hex_color(str(value[0])) is None:
                continue
            table = evenly([hex_color(c) for c in value])
            kind = cyclic_kind(table) if file == 'cyclical' else 'continuous'
            yield Map(name, 'plotly', kind, table, package)
    for name, value in _module_lists(os.path.join(folder, 'plotlyjs.py')):
        if name == '_plotlyjs_scales':
            for scale, stops in value.items():
                table = from_points([t for t, _ in stops], [hex_color(c) for _, c in stops])
                yield Map('js_' + scale, 'plotly', 'continuous', table, package)


def maps(root):
    yield from matplotlib_maps()
    yield from palettable_maps()
    yield from colorcet_maps()
    yield from opencv_maps()
    yield from cmyt_maps()
    yield from seaborn_maps(root)
    yield from plotly_maps(root)
