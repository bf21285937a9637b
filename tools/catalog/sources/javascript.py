# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps of JavaScript packages: d3, Vega, and ROOT's as JSROOT has them."""
import json
import os
import re
import subprocess

import numpy as np

from colortable import Map, centers, cyclic_kind, evenly, hex_color, rounded


def node(script, folder='/'):
    """What the script prints, as JSON; packages are looked for in the folder."""
    done = subprocess.run(['node', '--input-type=module', '-e', script], text=True, check=True,
                          stdout=subprocess.PIPE, env={**os.environ, 'NODE_PATH': folder})
    return json.loads(done.stdout)


def d3_maps(root):
    """interpolateNAME(t) of d3-scale-chromatic, most of them a spline through ColorBrewer's."""
    folder = os.path.join(root, 'usr/share/nodejs')
    script = ('import {createRequire} from "module"; const d3 = createRequire('
              '"/")("d3-scale-chromatic");'
              f'const t = {json.dumps(list(centers()))}; const out = {{}};'
              'for (const k of Object.keys(d3)) if (k.startsWith("interpolate"))'
              ' out[k.slice(11)] = t.map(d3[k]); console.log(JSON.stringify(out))')
    for name, colors in node(script, folder).items():
        table = rounded([hex_color(c) for c in colors])
        kind = 'cyclic' if name in ('Rainbow', 'Sinebow') else 'continuous'
        yield Map(name, 'd3', kind, table, 'node-d3-scale-chromatic')


def vega_maps(root):
    """Vega's continuous schemes: evenly spread colors, between them linear in RGB."""
    path = os.path.join(root, 'usr/share/nodejs/vega-scale/src/palettes.js')
    with open(path, encoding='utf-8') as f:
        text = f.read().split('export const discrete')[0]
    for name, digits in re.findall(r"(\w+):\s*'([0-9a-f]+)'", text):
        table = evenly([hex_color('#' + digits[i:i + 6]) for i in range(0, len(digits), 6)])
        yield Map(name.lower(), 'vega', cyclic_kind(table), table, 'node-vega')


ROOT_NAMES = (
    'DeepSea GreyScale DarkBodyRadiator BlueYellow RainBow InvertedDarkBodyRadiator Bird Cubehelix '
    'GreenRedViolet BlueRedYellow Ocean ColorPrintableOnGrey Alpine Aquamarine Army Atlantic Aurora '
    'Avocado Beach BlackBody BlueGreenYellow BrownCyan CMYK Candy Cherry Coffee DarkRainBow '
    'DarkTerrain Fall FruitPunch Fuchsia GreyYellow GreenBrownTerrain GreenPink Island Lake '
    'LightTemperature LightTerrain Mint Neon Pastel Pearl Pigeon Plum RedBlue Rose Rust SandyTerrain '
    'Sienna Solar SouthWest StarryNight Sunset TemperatureMap Thermometer Valentine VisibleSpectrum '
    'WaterMelon Cool Copper GistEarth Viridis Cividis').split()
ROOT_FIRST = 51  # ROOT's number of the first; below it are shades of 50 colors


def root_maps(root):
    """ROOT's predefined palettes of 255 colors, by the names of its enumeration EColorPalette."""
    path = os.path.join(root, 'npm/jsroot/package/modules/base/colors.mjs')
    numbers = [ROOT_FIRST - 1] + [ROOT_FIRST + i for i in range(len(ROOT_NAMES))]
    palettes = node(f'import {{getColorPalette}} from {json.dumps(path)};'
                    f'const n = {json.dumps(numbers)};'
                    'console.log(JSON.stringify(n.map(i => getColorPalette(i).palette)))')
    for name, colors in zip(['Pretty'] + ROOT_NAMES, palettes):
        table = rounded([[int(v) / 255 for v in re.findall(r'\d+', c)[:3]] if c.startswith('rgb')
                         else hex_color(c) for c in colors])
        assert np.ptp(table) > 0
        yield Map('k' + name, 'root', cyclic_kind(table), table, 'jsroot')


def maps(root):
    yield from d3_maps(root)
    yield from vega_maps(root)
    yield from root_maps(root)
