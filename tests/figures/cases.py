# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and writes the cases of the corpus: what is true of a figure, and what is still allowed to be missed.

A case NAME.json stands beside its picture NAME.png or NAME.jpg:
  picture     the file
  made_by     the script of make/ that draws it
  tags        words to count by
  expected    "recover"; "refuse": shows no field; "no order": colors that nobody can bring in order without being told
  plot_area   [left, top, right, bottom] in pixels, right and bottom just outside, inside the frame's line
  panels      other plot areas, as good as the first (the field of each may be named by "field" there)
  colorbar    the same of the bar's body, without triangles; null: there is none
  range       {"min", "max", "scale"} at the bar's ends; null: it cannot be known from the picture. For scales see scales.py
  levels      edges of a stepped figure's levels; null: smooth
  axes        {"x": {"first", "last", "scale"}, "y": ...}: at the plot area's left (top) and right (bottom) edge; null: nothing
              that can be read as numbers
  direction   "known" if the picture tells which end is low, else "unknown"
  colormap    the known map's names; []: it is no known map
  field       see fields.py
  points      of a scatter plot: [x, y, value, 1 where it touches no other marker, else 0] of each, x and y in pixels from
              the outer corner; marker_size: how broad they are, pixels
  hidden      rectangles in the plot area where something opaque lies over the field: no data there
What is absent is not judged. Written by score.py alone:
  allowed     what today's program misses, see claims.py; it only shrinks
  known_wrong claims that are wrong today
"""
import json

KEPT = ('allowed', 'known_wrong')
WIDTH = 118


def dumps(case):
    """JSON; what fits into a line, and a row of numbers, on one line."""
    return _text(case, 0, True) + '\n'


def _text(value, indent, broken=False):
    line = json.dumps(value, ensure_ascii=False)
    flat = not isinstance(value, (dict, list)) or (isinstance(value, list) and not any(isinstance(v, (dict, list)) for v in value))
    if flat or (not broken and indent + len(line) <= WIDTH):
        return line
    inner = ',\n'.join(' ' * (indent + 1) + item for item in (
        [f'{json.dumps(k)}: {_text(v, indent + 1)}' for k, v in value.items()] if isinstance(value, dict)
        else [_text(v, indent + 1) for v in value]))
    return ('{\n%s\n%s}' if isinstance(value, dict) else '[\n%s\n%s]') % (inner, ' ' * indent)


def load(folder):
    """-> cases by name, and what is wrong with the folder: pictures without truth, truth without picture, nothing at all."""
    cases, problems = {}, []
    for path in sorted(folder.glob('*.json')):
        case = json.loads(path.read_text(encoding='utf-8'))
        if not (folder / case['picture']).exists():
            problems.append(f'{path.name}: no picture {case["picture"]}')
        elif path.stem != case['picture'].rsplit('.', 1)[0]:
            problems.append(f'{path.name}: its picture is called {case["picture"]}')
        else:
            cases[path.stem] = case
    for path in sorted(p for p in folder.iterdir() if p.suffix in ('.png', '.jpg')):
        if path.stem not in cases:
            problems.append(f'{path.name}: no truth {path.stem}.json')
    if not cases:
        problems.append(f'no case in {folder}')
    return cases, problems


def save(folder, name, case):
    (folder / f'{name}.json').write_text(dumps(case), encoding='utf-8')
