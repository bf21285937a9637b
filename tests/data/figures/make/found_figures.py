#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures as people have them: fields that are laid over something, windows, slides, bars at the edge, on the field, holes as
white as the map. Drawn with matplotlib's colors and Pillow. usage: found_figures.py [NAME...]"""
import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import common
import fields

FONT = ImageFont.truetype(matplotlib.get_data_path() + '/fonts/ttf/DejaVuSans.ttf', 11)
LARGE = ImageFont.truetype(matplotlib.get_data_path() + '/fonts/ttf/DejaVuSans.ttf', 13)
PARAVIEW_LIGHT = (0.783, 0.769, 0.737)   # of its light kit on a plane seen from the front, measured in published figures
PAPER, INK = (255, 255, 255), (0, 0, 0)


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


def painted(values, field, cmap, missing=PAPER):
    t = (values - field['lo']) / (field['hi'] - field['lo'])
    colors = matplotlib.colormaps[cmap](np.nan_to_num(t), bytes=True)[..., :3]
    colors[np.isnan(values)] = missing
    return colors


def field_colors(field, area, cmap, missing=PAPER):
    return painted(fields.on_grid(field, area[2] - area[0], area[3] - area[1]), field, cmap, missing)


def bar_colors(field, bar, cmap):
    w, h = bar[2] - bar[0], bar[3] - bar[1]
    t = (np.arange(max(w, h)) + 0.5) / max(w, h)
    t = np.repeat(t[None], h, 0) if w > h else np.repeat(t[::-1, None], w, 1)
    return painted(field['lo'] + t * (field['hi'] - field['lo']), field, cmap)


class Page:
    """A picture that things are put on, by rectangles [left, top, right, bottom]."""

    def __init__(self, size, color=PAPER):
        self.image = Image.new('RGB', size, color)
        self.draw = ImageDraw.Draw(self.image)

    def put(self, rect, colors, opacity=1.0):
        x0, y0, x1, y1 = rect
        below = np.asarray(self.image.crop(rect)).astype(float)
        mixed = np.rint(opacity * colors.astype(float) + (1 - opacity) * below).astype(np.uint8)
        self.image.paste(Image.fromarray(mixed), (x0, y0))

    def frame(self, rect, color=INK):
        self.draw.rectangle([rect[0] - 1, rect[1] - 1, rect[2], rect[3]], outline=color)

    def labels(self, bar, lo, hi, steps=4, text='{:g}'):
        """Beside a vertical bar at its right, with ticks."""
        for k in range(steps + 1):
            y = bar[3] - 0.5 - k * (bar[3] - bar[1] - 1) / steps
            self.draw.line([bar[2] + 1, round(y), bar[2] + 4, round(y)], fill=INK)
            self.draw.text((bar[2] + 8, round(y)), text.format(lo + k * (hi - lo) / steps), font=FONT, fill=INK, anchor='lm')

    def figure(self, area, bar, field, cmap):
        """A framed field and its bar with labels."""
        self.put(area, field_colors(field, area, cmap))
        self.frame(area)
        self.put(bar, bar_colors(field, bar, cmap))
        self.frame(bar)
        self.labels(bar, field['lo'], field['hi'])

    def pixels(self):
        return np.asarray(self.image)


def save(name, page, tags, area, bar, field, cmap, quality=None, **more):
    truth = common.truth('found_figures', [*(['bar'] if bar else []), *tags], area, bar, field, quality=quality,
                         **{'x': None, 'y': None, 'colormap': [cmap, cmap.removesuffix('_r')], **more})
    common.save(name, page.pixels(), truth, quality)


def see_through(name, field, tags, cmap, opacity, below, quality=None):
    """A field with an opacity over one color, and a bar without."""
    if not common.wanted(name):
        return
    area, bar, page = (20, 20, 240, 210), (258, 20, 272, 210), Page((320, 230))
    page.draw.rectangle([area[0], area[1], area[2] - 1, area[3] - 1], fill=below)
    page.put(area, field_colors(field, area, cmap), opacity)
    page.frame(area)
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar)
    page.labels(bar, field['lo'], field['hi'])
    save(name, page, ['see-through', *tags], area, bar, field, cmap, quality)


def lit(name, field, tags, cmap, gains=PARAVIEW_LIGHT, quality=None):
    """A flat surface under a viewer's lights, and its bar, which they do not shine on."""
    if not common.wanted(name):
        return
    area, bar, page = (20, 20, 240, 210), (258, 40, 272, 190), Page((320, 230))
    page.put(area, np.rint(field_colors(field, area, cmap) * gains).astype(np.uint8))
    page.put(bar, bar_colors(field, bar, cmap))
    page.labels(bar, field['lo'], field['hi'])
    save(name, page, ['lit', *tags], area, bar, field, cmap, quality)


def holes(name, field, tags, cmap, quality=None):
    """White holes in a map that ends in white, on white paper."""
    if not common.wanted(name):
        return
    area, bar, page = (20, 20, 240, 210), (258, 20, 272, 210), Page((320, 230))
    page.figure(area, bar, field, cmap)
    save(name, page, ['missing', *tags], area, bar, field, cmap, quality)


def at_edge(name, field, tags, cmap):
    """A bar at the picture's left edge, on a strip of paper beside a field that reaches the other three borders."""
    if not common.wanted(name):
        return
    area, bar, page = (90, 0, 340, 230), (0, 40, 18, 160), Page((340, 230))
    page.put(area, field_colors(field, area, cmap))
    page.put(bar, bar_colors(field, bar, cmap))
    page.labels(bar, field['lo'], field['hi'])
    save(name, page, ['edge', 'no margin', *tags], area, bar, field, cmap)


def window(name, field, tags, cmap):
    """The page of a program's window: title and buttons along its top only."""
    if not common.wanted(name):
        return
    area, bar, page = (70, 90, 290, 260), (308, 90, 322, 260), Page((400, 300), (74, 110, 160))
    page.draw.rectangle([4, 4, 395, 295], fill=(214, 210, 204))
    page.draw.text((150, 8), 'Window 1', font=FONT, fill=INK)
    for k in range(9):
        page.draw.rectangle([12 + 26 * k, 30, 30 + 26 * k, 48], fill=((40 * k) % 256, 140, 90), outline=INK)
    page.draw.rectangle([8, 58, 391, 291], fill=PAPER)
    page.figure(area, bar, field, cmap)
    save(name, page, ['window', *tags], area, bar, field, cmap)


def slide(name, field, tags, cmap):
    """A slide with round corners and a thick black rim."""
    if not common.wanted(name):
        return
    area, bar, page = (60, 70, 280, 240), (298, 70, 312, 240), Page((400, 300), INK)
    page.draw.rounded_rectangle([6, 6, 393, 293], radius=40, fill=PAPER)
    page.draw.text((140, 24), 'Signal', font=FONT, fill=INK)
    page.figure(area, bar, field, cmap)
    save(name, page, ['slide', *tags], area, bar, field, cmap)


def captions(name, field, tags, cmap, across=False, quality=None):
    """A bar with a number beyond each of its ends, and none beside it."""
    if not common.wanted(name):
        return
    area, page = (20, 20, 240, 210), Page((300, 250) if across else (320, 230))
    bar = (60, 224, 200, 236) if across else (262, 40, 276, 190)
    page.put(area, field_colors(field, area, cmap))
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar)
    low, high = (f"{field[k]:.1f}" for k in ('lo', 'hi'))
    for at, anchor, text in ([((bar[0] - 6, 230), 'rm', low), ((bar[2] + 6, 230), 'lm', high)] if across else
                             [((269, bar[1] - 5), 'mb', high), ((269, bar[3] + 5), 'mt', low)]):
        page.draw.text(at, text, font=FONT, fill=INK, anchor=anchor)
    save(name, page, ['ends labeled', *tags], area, bar, field, cmap, quality)


def on_field(name, field, tags, cmap):
    """A bar without outline on the field of a picture without margin."""
    if not common.wanted(name):
        return
    area, bar, page = (0, 0, 320, 240), (286, 40, 300, 200), Page((320, 240))
    page.put(area, field_colors(field, area, cmap))
    page.put(bar, bar_colors(field, bar, cmap))
    save(name, page, ['inside', 'no margin', *tags], area, bar, field, cmap, range=None, hidden=[list(bar)])


def adjoining(name, field, tags, cmap, steps, quality=None):
    """A stepped bar that shares a line with its plot."""
    if not common.wanted(name):
        return
    area, bar, page = (30, 20, 250, 210), (251, 20, 267, 210), Page((330, 240))
    middle = lambda z: field['lo'] + (field['hi'] - field['lo']) * (np.clip(np.floor(z * steps), 0, steps - 1) + 0.5) / steps
    unit = {**field, 'lo': 0, 'hi': 1}
    page.put(area, painted(middle(fields.on_grid(unit, 220, 190)), field, cmap))
    page.put(bar, painted(middle(np.repeat(((np.arange(190) + 0.5) / 190)[::-1, None], 16, 1)), field, cmap))
    page.frame(area)
    page.frame(bar)
    page.labels(bar, field['lo'], field['hi'], steps // 2)
    levels = [field['lo'] + k * (field['hi'] - field['lo']) / steps for k in range(steps + 1)]
    save(name, page, ['adjoining', 'levels', *tags], area, bar, field, cmap, quality, levels=levels, colormap='unjudged')


def no_frame(name, field, tags, cmap, quality=None):
    """Cells on paper without a frame, many of them empty, so that some touch no other one; tick marks and labels beside them."""
    if not common.wanted(name):
        return
    area, bar, page = (40, 20, 256, 200), (276, 20, 290, 200), Page((340, 230))
    page.put(area, field_colors(field, area, cmap))
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar)
    page.labels(bar, field['lo'], field['hi'])
    for k in range(0, 13, 3):
        page.draw.line([area[0] + 18 * k, area[3], area[0] + 18 * k, area[3] + 3], fill=INK)
        page.draw.text((area[0] + 18 * k, area[3] + 6), str(k), font=FONT, fill=INK, anchor='mt')
    save(name, page, ['frame', 'cells', 'missing', *tags], area, bar, field, cmap, quality, axes={'x': {'first': 0, 'last': 12, 'scale': 'linear'}, 'y': None})


def camera(name, field, tags, cmap, boxed, quality=None):
    """A thermal camera's picture: the bar with a number beyond each of its ends on the field, in white letters with a dark outline
    or on darker boxes."""
    if not common.wanted(name):
        return
    area, bar, page = (0, 0, 320, 240), (298, 34, 310, 206), Page((320, 240))
    page.put(area, field_colors(field, area, cmap))
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar, PAPER if boxed else INK)
    hidden = [[bar[0] - 1, bar[1] - 1, bar[2] + 1, bar[3] + 1]]
    for text, y, anchor in ((f"{field['hi']:.1f}", bar[1] - 8, 'rb'), (f"{field['lo']:.1f}", bar[3] + 8, 'rt')):
        x0, y0, x1, y1 = (round(v) for v in page.draw.textbbox((312, y), text, font=LARGE, anchor=anchor))
        box = [x0 - 14, y0 - 3, x1 + 4, y1 + 3] if boxed else [x0 - 2, y0 - 2, x1 + 2, y1 + 2]
        if boxed:
            page.put(box, np.zeros((box[3] - box[1], box[2] - box[0], 3)), 0.6)
        page.draw.text((312, y), text, font=LARGE, fill=PAPER, anchor=anchor,
                       **({} if boxed else {'stroke_width': 1, 'stroke_fill': INK}))
        hidden.append(box)
    save(name, page, ['inside', 'no margin', 'ends labeled', *tags], area, bar, field, cmap, quality, hidden=hidden)


def over_axis(name, field, tags, cmap, labeled, quality=None):
    """A bar over a plot whose horizontal axis has its labels above and below, as programs for maps draw it: between bar and plot,
    and nearer to the bar, stand the axis' labels, those of the bar above it, if it has any."""
    if not common.wanted(name):
        return
    area, bar, page = (70, 82, 330, 262), (40, 36, 360, 50), Page((400, 300))
    page.put(area, field_colors(field, area, cmap))
    page.frame(area)
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar)
    first, last = 1000.0, 3600.0
    for value in (1500, 2000, 2500, 3000, 3500):
        x = area[0] + (value - first) / (last - first) * (area[2] - area[0])
        for y, anchor, tick in ((area[1] - 12, 'ms', -8), (area[3] + 12, 'ma', 8)):
            edge = area[1] - 2 if tick < 0 else area[3] + 1
            page.draw.line([round(x), edge, round(x), edge + tick], fill=INK)
            page.draw.text((round(x), y), str(value), font=FONT, fill=INK, anchor=anchor)
    for k in range(5 * labeled):
        x = round(bar[0] + k * (bar[2] - bar[0] - 1) / 4)
        page.draw.line([x, bar[1] - 5, x, bar[1] - 2], fill=INK)
        page.draw.text((x, bar[1] - 9), f"{field['lo'] + k * (field['hi'] - field['lo']) / 4:g}", font=FONT, fill=INK, anchor='ms')
    save(name, page, ['horizontal', 'two sides', *tags], area, bar, field, cmap, quality,
         x=(first, last), **({} if labeled else {'range': None}))


def scan(name, field, tags, cmap, turn=0.0, light=0.0, quality=None):
    """A printed figure on a scanner's glass or before a camera: turned about the middle by degrees counterclockwise, and lit from
    its right, by so much less at its left. The truth is that of the upright figure."""
    if not common.wanted(name):
        return
    area, bar, page = (60, 40, 300, 230), (322, 40, 338, 230), Page((410, 280))
    page.figure(area, bar, field, cmap)
    if turn:
        large = page.image.resize((4 * 410, 4 * 280), Image.Resampling.NEAREST)
        turned = large.rotate(turn, Image.Resampling.BILINEAR, fillcolor=PAPER)
        page.image = turned.resize((410, 280), Image.Resampling.BOX)
    if light:
        shade = 1 - light * (1 - (np.arange(410) + 0.5) / 410)
        page.image = Image.fromarray(np.rint(page.pixels() * shade[None, :, None]).astype(np.uint8))
    save(name, page, ['scan', *tags], area, bar, field, cmap, quality)


if __name__ == '__main__':
    common.from_command_line()
    see_through('see_through_map', hills(121, 40, 120), [], 'jet', 0.6, (242, 239, 233))
    see_through('see_through_gray', hills(122, 0, 5), [], 'viridis', 0.5, (120, 120, 120))
    see_through('see_through_q85', hills(123, -20, 20), ['negative'], 'coolwarm', 0.7, (255, 255, 255), 85)
    lit('lit_rainbow', hills(133, 0, 8), [], 'jet')
    lit('lit_diverging', hills(134, -4, 4), ['negative'], 'coolwarm')
    lit('lit_white_light', hills(135, 0, 2), [], 'viridis', (0.7, 0.7, 0.7))
    lit('lit_q90', hills(136, 0, 60), [], 'turbo', quality=90)
    disks = {'disks': [[0.25, 0.3, 0.12], [0.7, 0.75, 0.15]]}
    holes('holes_white_hot', hills(124, -1, 1, missing=disks), ['negative'], 'hot')
    holes('holes_white_blues', hills(125, 0, 50, missing=disks), [], 'Blues_r')
    at_edge('edge_left_bar', hills(126, 0, 80), [], 'turbo')
    window('window_page', hills(127, 0, 40), [], 'viridis')
    slide('slide_round', hills(128, 0, 12), [], 'plasma')
    captions('captions_upright', hills(129, 21.4, 38.2), [], 'inferno')
    captions('captions_across', hills(130, 0.5, 7.5), ['horizontal'], 'viridis', True)
    captions('captions_upright_q85', hills(131, 12.8, 57.3), [], 'plasma', False, 85)
    no_frame('frame_none_cells', hills(144, 0, 60, cells=[12, 9], missing={'share': 0.55, 'seed': 3}), [], 'plasma')
    no_frame('frame_none_cells_q85', hills(145, 0, 8, cells=[12, 9], missing={'share': 0.5, 'seed': 4}), [], 'viridis', 85)
    adjoining('adjoining_steps', hills(146, 0, 24), [], 'viridis', 12)
    adjoining('adjoining_steps_q85', hills(147, -4, 4), ['negative'], 'RdBu_r', 8, 85)
    camera('camera_outlined', hills(142, 12.6, 31.8), [], 'inferno', False)
    camera('camera_boxed_q85', hills(143, 7.4, 24.9), [], 'plasma', True, 85)
    on_field('on_field_bare', hills(132, 0, 1), [], 'inferno')
    over_axis('over_axis', hills(146, 0, 8), [], 'turbo', True)
    over_axis('over_axis_q85', hills(147, -2, 2), ['negative'], 'RdBu', True, 85)
    over_axis('over_axis_bare', hills(148, 0, 1), ['no range'], 'viridis', False)
    scan('scan_turned', hills(137, 0, 40), ['askew'], 'turbo', turn=1.2)
    scan('scan_turned_q85', hills(138, -8, 8), ['askew', 'negative'], 'coolwarm', turn=-2.6, quality=85)
    scan('scan_turned_far', hills(139, 0, 600), ['askew'], 'viridis', turn=4.7)
    scan('scan_light', hills(140, 0, 20), ['light'], 'jet', light=0.3)
    scan('scan_turned_light_q90', hills(141, 0, 5), ['askew', 'light'], 'plasma', turn=0.8, light=0.2, quality=90)
