# SPDX-License-Identifier: GPL-3.0-or-later
"""GMT's color palette tables (.cpt)."""
import colorsys
import glob
import os
import re

import numpy as np

from colortable import CELLS, Map, centers, named_colors, rounded

EXCLUDED = ('dem4',)  # CC-BY-SA-3.0, which does not combine with the GPL


def parse_color(words, model, names):
    """Consumes one color of a .cpt line -> (three channels in the file's model, words left)."""
    word = words[0]
    if '/' in word:
        return [float(v) for v in word.split('/')], words[1:]
    if re.fullmatch(r'[\d.]+-[\d.]+-[\d.]+', word):
        return [float(v) for v in word.split('-')], words[1:]
    if word.startswith('#'):
        return [int(word[i:i + 2], 16) for i in (1, 3, 5)], words[1:]
    if word[0].isalpha():
        return [255 * c for c in names[word.lower()]], words[1:]
    if len(words) >= 3 and all(re.fullmatch(r'[-+.\deE]+', w) for w in words[:3]):
        return [float(w) for w in words[:3]], words[3:]
    return [float(word)] * 3, words[1:]


def parse(text, names):
    """-> slices [(z0, color0, z1, color1)], model, set of flags"""
    model, flags, slices = 'rgb', set(), []
    for line in text.splitlines():
        if line.startswith('#'):
            found = re.search(r'COLOR_MODEL\s*=\s*\+?(\w+)', line, re.I)
            if found:
                model = found.group(1).lower()
            if re.match(r'#\s*CYCLIC', line, re.I):
                flags.add('cyclic')
            continue
        words = line.split(';')[0].split()
        if len(words) < 2 or words[0] in 'BFN':
            continue
        # a slice with separated channels: z0 r g b z1 r g b
        if len(words) >= 8 and all(re.fullmatch(r'[-+.\deE]+', w) for w in words[:8]):
            v = [float(w) for w in words[:8]]
            slices.append((v[0], v[1:4], v[4], v[5:8]))
            continue
        z0 = float(words[0])
        try:
            color0, rest = parse_color(words[1:2], model, names)[0], words[2:]
            color1 = parse_color(rest[1:2], model, names)[0]
            slices.append((z0, color0, float(rest[0]), color1))
        except (IndexError, ValueError, KeyError):
            flags.add('categorical')
            slices.append((z0, color0, z0 + 1, color0))
    return slices, model, flags


def to_rgb(color, model):
    if model == 'hsv':
        return colorsys.hsv_to_rgb((color[0] % 360) / 360 if color[0] != 360 else 1.0, *color[1:])
    if model == 'cmyk':
        raise ValueError('CMYK')
    return [c / 255 for c in color]


def table_of(slices, model, flags):
    flat = all(np.allclose(a, b) for _, a, _, b in slices)
    if 'categorical' in flags or (flat and len(slices) < 64):
        return 'discrete', rounded([to_rgb(a, model) for _, a, _, _ in slices])
    low, high = slices[0][0], slices[-1][2]
    colors, starts = [], np.array([s[0] for s in slices])
    for z in low + centers() * (high - low):
        z0, a, z1, b = slices[max(0, np.searchsorted(starts, z, 'right') - 1)]
        f = (z - z0) / (z1 - z0)
        colors.append(to_rgb([x + (y - x) * f for x, y in zip(a, b)], model))
    return 'cyclic' if 'cyclic' in flags else 'continuous', rounded(colors)


def maps(root):
    # GMT takes its names from X11, which differs from CSS in these
    names = named_colors() | {'green': (0, 1, 0), 'gray': (190 / 255,) * 3, 'grey': (190 / 255,) * 3,
                              'maroon': (176 / 255, 48 / 255, 96 / 255),
                              'purple': (160 / 255, 32 / 255, 240 / 255)}
    for path in sorted(glob.glob(os.path.join(root, 'usr/share/gmt/cpt/**/*.cpt'), recursive=True)):
        folder = os.path.basename(os.path.dirname(path))
        name = os.path.splitext(os.path.basename(path))[0]
        if name in EXCLUDED:
            continue
        with open(path, encoding='latin-1') as f:
            kind, table = table_of(*parse(f.read(), names))
        family = {'SCM': 'scientific', 'cmocean': 'cmocean'}.get(folder, 'gmt')
        m = Map(name, family, kind, table, 'gmt-common')
        if family != 'gmt':
            m.aliases.append(('gmt', name, False))
        assert len(table) == CELLS or kind == 'discrete'
        yield m
