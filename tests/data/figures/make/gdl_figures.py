# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by GDL 1.0, which runs programs of IDL: an image of a color table of 256 entries, axes in the letters of
strokes that IDL has. Of its image device, so that each pixel is known."""
import io

import numpy as np
from PIL import Image

import common
import fields

SIZE = (372, 250)
AREA, BAR = (50, 14, 260, 214), (276, 14, 291, 214)
# Entry 0 is ink and the last one paper, as programs for screens of 256 colors have it.
PAPER, ENTRIES = 255, 254

PROGRAM = '''set_plot, 'Z'
device, set_resolution=[{w}, {h}]
loadct, {table}, /silent
tvlct, 0, 0, 0, 0
tvlct, 255, 255, 255, {paper}
tv, bytarr({w}, {h}) + byte({paper})
image = bytarr({aw}, {ah})
strip = bytarr({bw}, {bh})
openr, 1, 'image.raw' & readu, 1, image, strip & close, 1
tv, image, {ax}, {ay}
tv, strip, {bx}, {by}
plot, [0, 10], [0, 8], /nodata, /noerase, /device, position=[{ax}, {ay}, {ar}, {at}], xstyle=1, ystyle=1, color=0, charsize={size}, ticklen=-0.02
plot, [0, 1], [{lo}, {hi}], /nodata, /noerase, /device, position=[{bx}, {by}, {br}, {bt}], xstyle=5, ystyle=5, color=0, charsize={size}{log}
axis, yaxis=0, ystyle=1, yrange=[{lo}, {hi}], color=0, ticklen=0, ytickname=replicate(' ', 30), charsize={size}{log}
axis, yaxis=1, ystyle=1, yrange=[{lo}, {hi}], color=0, ticklen=-0.3, charsize={size}{log}
axis, xaxis=0, xstyle=1, xticks=1, xminor=1, color=0, ticklen=0, xtickname=[' ', ' '], charsize={size}
axis, xaxis=1, xstyle=1, xticks=1, xminor=1, color=0, ticklen=0, xtickname=[' ', ' '], charsize={size}
tvlct, r, g, b, /get
openw, 1, 'out.raw' & writeu, 1, tvrd(), r, g, b & close, 1
exit
'''


def place(rect, height):
    """Left, bottom, right, top of what lies inside, counted from below; the frame is drawn on the pixels around it."""
    return rect[0], height - rect[3], rect[2], height - rect[1]


def make(name, field, tags, table, area=AREA, bar=BAR, size=SIZE, quality=None, letters=1.0, **more):
    """table: the number of IDL's color table, of which 254 entries are used."""
    if not common.wanted(name):
        return
    w, h = size
    columns, rows = area[2] - area[0], area[3] - area[1]
    values = fields.on_grid(field, columns, rows)
    log = field.get('scale') == 'log'
    scaled = np.log10 if log else lambda x: x
    lo, hi = scaled(field['lo']), scaled(field['hi'])
    share = np.clip((scaled(values) - lo) / (hi - lo), 0, 1)
    entry = np.where(np.isnan(share), PAPER, 1 + np.minimum(np.floor(np.nan_to_num(share) * ENTRIES), ENTRIES - 1)).astype(np.uint8)
    bar_rows = bar[3] - bar[1]
    strip = 1 + np.minimum(np.floor((np.arange(bar_rows) + 0.5) / bar_rows * ENTRIES), ENTRIES - 1).astype(np.uint8)
    raw = entry[::-1].tobytes() + np.repeat(strip[:, None], bar[2] - bar[0], 1).tobytes()
    ax, ay, ar, at = place(area, h)
    bx, by, br, bt = place(bar, h)
    program = PROGRAM.format(w=w, h=h, table=table, paper=PAPER, aw=columns, ah=rows, bw=bar[2] - bar[0], bh=bar_rows, ax=ax, ay=ay, ar=ar, at=at,
                             bx=bx, by=by, br=br, bt=bt, lo=field['lo'], hi=field['hi'], size=letters, log=', /ylog' if log else '')
    out = common.run(['gdl', '-quiet', 'draw.pro'], files=[('draw.pro', program), ('image.raw', raw)], result='out.raw')
    palette = np.frombuffer(out[-768:], np.uint8).reshape(3, 256).T
    picture = palette[np.frombuffer(out[:-768], np.uint8).reshape(h, w)[::-1]]
    file = io.BytesIO()
    Image.fromarray(picture).save(file, 'PNG')
    common.save(name, file.getvalue(), common.truth('gdl_figures', ['bar', *tags], area, bar, field, quality=quality, **more), quality)
