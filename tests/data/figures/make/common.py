# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of this folder share: a figure and its truth go into the folder above side by side."""
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent
sys.path.insert(0, str(HERE.parents[2] / 'figures'))

import cases   # noqa: E402 (the path above)
import fields  # noqa: E402

WANTED = None   # names of the figures to make; None: all of the script


def wanted(name):
    return WANTED is None or name in WANTED


def from_command_line():
    """Each script takes names of figures: only those are made."""
    global WANTED
    if len(sys.argv) > 1:
        WANTED = set(sys.argv[1:])


def save(name, picture, truth, quality=None):
    """Writes picture (uint8, H x W x 3 or 4, or PNG bytes) as NAME.png, or with a quality as NAME.jpg (4:2:0), and NAME.json.

    What the case allowed already stays; a new one has no "allowed" until it is admitted.
    """
    image = Image.open(io.BytesIO(picture)) if isinstance(picture, bytes) else Image.fromarray(picture)
    if image.mode not in ('RGB', 'RGBA'):
        image = image.convert('RGB')
    if quality:
        file = CORPUS / f'{name}.jpg'
        image.convert('RGB').save(file, quality=quality, subsampling=2, optimize=True)
    else:
        file = CORPUS / f'{name}.png'
        # Programs that paint few colors write a palette: so do we, without losing a color.
        colors = image.convert('RGB').getcolors(256) if image.mode == 'RGB' else None
        if colors:
            image = image.quantize(len(colors), dither=Image.Dither.NONE) if _lossless(image, len(colors)) else image
        image.save(file, optimize=True)
    path = CORPUS / f'{name}.json'
    kept = json.loads(path.read_text(encoding='utf-8')) if path.exists() else {}
    case = {'picture': file.name, **truth}
    for key in cases.KEPT:
        if key in kept:
            case[key] = kept[key]
    path.write_text(cases.dumps(case), encoding='utf-8')
    print(f'{file.name}: {file.stat().st_size / 1024:.1f} kB, {image.width} x {image.height}')


def _lossless(image, colors):
    small = image.quantize(colors, dither=Image.Dither.NONE)
    return np.array_equal(np.asarray(small.convert('RGB')), np.asarray(image))


def table(field, width, height):
    """The field's values as text, a row a line from the top, NaN where there is none: what other programs read."""
    return '\n'.join(' '.join('NaN' if np.isnan(x) else f'{x:.9g}' for x in row) for row in fields.on_grid(field, width, height)) + '\n'


def run(command, script=None, files=(), result='out.png'):
    """Runs a program in a folder of its own with `files` (name, text or bytes) there; returns the bytes of what it wrote."""
    with tempfile.TemporaryDirectory() as place:
        for file, text in files:
            (pathlib.Path(place) / file).write_bytes(text if isinstance(text, bytes) else text.encode('utf-8'))
        done = subprocess.run(command, input=script, text=True, cwd=place, capture_output=True, check=False)
        out = pathlib.Path(place) / result
        if not out.exists():
            raise RuntimeError(f'{command}: {done.stdout}\n{done.stderr}')
        return out.read_bytes()


def truth(script, tags, area, bar, field, shown=None, x=(0, 10), y=(8, 0), quality=None, **more):
    """A case with one plot area; x, y: the axes' ends from the left and from the top, None: no numbers there.

    shown: the range at the bar's ends, where it is not that of the field. "unjudged" leaves a key out.
    """
    axis = lambda ends: ends and {'first': ends[0], 'last': ends[1], 'scale': 'linear'}
    case = {
        'made_by': f'make/{script}.py', 'tags': [script.split('_')[0], 'jpeg' if quality else 'png', *tags], 'expected': 'recover',
        'plot_area': list(area), 'colorbar': bar and list(bar),
        'range': shown or {'min': field['lo'], 'max': field['hi'], 'scale': field.get('scale', 'linear')} if bar else None, 'levels': None,
        'axes': {k: axis(ends) for k, ends in (('x', x), ('y', y)) if ends != 'unjudged'},
        'direction': 'known' if bar else 'unknown', 'field': field, **more}
    return {k: v for k, v in case.items() if not (isinstance(v, str) and v == 'unjudged')}
