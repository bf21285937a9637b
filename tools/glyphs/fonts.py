# SPDX-License-Identifier: GPL-3.0-or-later
"""Fonts for drawing words glyph by glyph: outline and bitmap fonts through FreeType, and Hershey's
stroke fonts, with which plotters and old programs write."""
import functools
import glob
import os

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

# Patterns below usr/share, and how often a family is taken: figures are mostly written in some.
LEARNED = [
    ('fonts/truetype/dejavu/DejaVuSans.ttf', 14),
    ('fonts/truetype/dejavu/DejaVuSans-*.ttf', 3),
    ('fonts/truetype/dejavu/DejaVuSansCondensed*.ttf', 1),
    ('fonts/truetype/dejavu/DejaVuSerif*.ttf', 3),
    ('fonts/truetype/dejavu/DejaVuSansMono*.ttf', 2),
    ('fonts/truetype/liberation2/LiberationSans-*.ttf', 14),
    ('fonts/truetype/liberation2/LiberationSerif*.ttf', 5),
    ('fonts/truetype/liberation2/LiberationMono*.ttf', 2),
    ('fonts/truetype/freefont/Free*.ttf', 4),
    ('fonts/opentype/urw-base35/NimbusSans-*.otf', 8),
    ('fonts/opentype/urw-base35/NimbusSansNarrow-*.otf', 2),
    ('fonts/opentype/urw-base35/NimbusRoman*.otf', 3),
    ('fonts/opentype/urw-base35/[CPU]*.otf', 3),
    ('fonts/opentype/urw-base35/NimbusMono*.otf', 1),
    ('fonts/opentype/stix/STIXGeneral*.otf', 3),
    ('fonts/truetype/cmu/cmun[rsbti]*.ttf', 3),
    ('texmf/fonts/opentype/public/lm/lmroman*.otf', 4),
    ('texmf/fonts/opentype/public/lm/lmsans*.otf', 3),
    ('fonts/truetype/noto/NotoSans-*.ttf', 3),
    ('fonts/truetype/noto/NotoSerif-*.ttf', 2),
    ('fonts/truetype/noto/NotoSansMono-*.ttf', 1),
    ('fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-*.ttf', 4),
    ('fonts/truetype/lato/Lato-[RMSBI]*.ttf', 2),
    ('fonts/truetype/hack/*.ttf', 1),
    ('fonts/truetype/gentium/*R*.ttf', 1),
    ('fonts/opentype/inter/Inter-[RMSBI]*.otf', 2),
    ('fonts/truetype/tuffy/*.ttf', 1),
    ('fonts/truetype/fonts-oldstandard/*.ttf', 1),
    ('fonts/truetype/jetbrains-mono/*.ttf', 3),
    ('fonts/truetype/quicksand/*.ttf', 1),
    ('fonts/opentype/dosis/*.otf', 1),
    ('fonts/truetype/charis/*.ttf', 2),
    ('fonts/opentype/cabin/*.otf', 2),
    ('fonts/truetype/paratype/*.ttf', 2),
    ('fonts/truetype/oxygen/*.ttf', 1),
    ('fonts/truetype/anonymous-pro/*.ttf', 1),
    ('fonts/truetype/clear-sans/*.ttf', 2),
    ('fonts/truetype/play/*.ttf', 1),
    ('fonts/truetype/mononoki/*.ttf', 1),
    ('fonts/truetype/firacode/*.ttf', 1),
    ('fonts/fonts-go/Go-*.ttf', 2),
    ('fonts/truetype/karmilla/*.ttf', 1),
    ('fonts/opentype/quattrocento/*.otf', 1),
    ('fonts/opentype/national-park/*.otf', 2),
    ('fonts/truetype/opendin/*.ttf', 2),
    ('fonts/truetype/osifont/*.ttf', 1),
    ('fonts/opentype/ocr-b/*.otf', 0.5),
    ('fonts/truetype/roadgeek/*.ttf', 2),
    ('fonts/truetype/routed-gothic/*.ttf', 1),
    ('fonts/truetype/adf/Accanthis*.otf', 1),
    ('fonts/truetype/adf/Baskervald*.otf', 1),
    ('fonts/truetype/adf/Berenis*.otf', 1),
    ('fonts/truetype/adf/Gillius*.otf', 2),
    ('fonts/truetype/adf/Ikarius*.otf', 1),
    ('fonts/truetype/adf/Irianis*.otf', 1),
    ('fonts/truetype/adf/Libris*.otf', 1),
    ('fonts/truetype/adf/Mekanus*.otf', 1),
    ('fonts/truetype/adf/RomandeADF[NS]*.otf', 1),
    ('fonts/truetype/adf/Switzera*.otf', 2),
    ('fonts/truetype/adf/Tribun*.otf', 1),
    ('fonts/truetype/adf/Universalis*.otf', 2),
    ('fonts/truetype/adf/Verana*.otf', 2),
    ('fonts/truetype/averia-gwf/*.ttf', 1),
    ('fonts/opentype/comic-neue/*.otf', 1),
    ('fonts/opentype/courier-prime/*.otf', 1),
    ('fonts/opentype/league-mono/*.otf', 2),
    ('fonts/opentype/league-spartan/*.otf', 1),
    ('fonts/truetype/manrope/*.ttf', 1),
    ('fonts/opentype/sora/*.otf', 1),
    ('fonts/truetype/monoid/*.ttf', 1),
    ('fonts/truetype/agave/*.ttf', 1),
    ('fonts/truetype/fonts-century-catalogue/*.ttf', 1),
    ('fonts/opentype/artemisia/*.otf', 2),
    ('fonts/opentype/didot/*.otf', 2),
    ('fonts/opentype/neohellenic/*.otf', 2),
    ('fonts/opentype/asana-math/*.otf', 2),
    ('fonts/opentype/roboto/slab/*.otf', 2),
    ('fonts/truetype/tiresias/tiresias_[ps]*.ttf', 2),
    ('texmf/fonts/opentype/public/tex-gyre/*.otf', 4),
    ('fonts/truetype/noto/NotoMono-*.ttf', 0.5),
    ('fonts/opentype/compagnon/*.otf', 0.5),
    ('fonts/opentype/millimetre/*.otf', 0.5),
    ('fonts/truetype/okolaks/*.ttf', 1),
    ('fonts/truetype/eurofurence/*.ttf', 1),
    ('fonts/truetype/3270/*.ttf', 0.5),
    ('fonts/opentype/elstob/*.otf', 1),
    ('fonts/opentype/arapey/*.otf', 1),
    ('fonts/opentype/allerta/*.otf', 1),
    ('fonts/opentype/gemunu-libre/*.otf', 1),
    ('fonts/truetype/liberation/LiberationSansNarrow*.ttf', 2),
    ('fonts/truetype/tlwg/*.ttf', 2),
    ('fonts/truetype/arkpandora/*.ttf', 4),
    ('fonts/truetype/comfortaa/*.ttf', 1),
    ('fonts/truetype/fonts-georgewilliams/*.ttf', 1),
    ('fonts/opentype/mplus/*.otf', 3),
    ('fonts/opentype/ipafont-gothic/*.ttf', 2),
    ('fonts/truetype/doulos/*.ttf', 1),
    ('wine/fonts/tahoma*.ttf', 4),
    ('fonts/X11/misc/*-ISO8859-1.pcf.gz', 2),
    ('fonts/X11/misc/ter-u*_iso-8859-1.pcf.gz', 1),
    ('fonts/X11/75dpi/[!l]*-ISO8859-1.pcf.gz', 3),
    ('fonts/X11/100dpi/[!l]*-ISO8859-1.pcf.gz', 2),
    ('hershey-fonts/futural.jhf', 3),
    ('hershey-fonts/futuram.jhf', 2),
    ('hershey-fonts/rowman[sdt].jhf', 2),
    ('hershey-fonts/timesr.jhf', 1),
]
# Never learned from: what is measured is how well fonts are read that were not seen.
HELD_OUT = [
    ('fonts/truetype/open-sans/OpenSans-[RBIS]*.ttf', 3),
    ('fonts/truetype/crosextra/Carlito*.ttf', 3),
    ('fonts/truetype/crosextra/Caladea*.ttf', 2),
    ('fonts/truetype/inconsolata/*.otf', 1),
    ('fonts/opentype/cantarell/Cantarell-[RB]*.otf', 2),
    ('fonts/opentype/linux-libertine/LinLibertine_R*.otf', 2),
    ('fonts/opentype/linux-libertine/LinBiolinum_R*.otf', 2),
    ('fonts/opentype/b612/B612*.otf', 2),
    ('fonts/truetype/andika/Andika*.ttf', 1),
]
UNFIT = ('Thin', 'Hairline', 'Black', 'Light', '_RZ', 'Extra', 'ja-', 'cursor', 'deccurs', 'olcursor',
         'nil', 'clR', 'Narrow-Bold', 'Compressed', 'cmunti', 'cmunbi', 'cmunsi', 'cmuntx', 'cmunss', 'romancaps', 'romandunh',
         'romanunsl', 'Style', 'Smallcaps')


def files(root, patterns):
    """(path, weight) of the fonts, by name."""
    out = []
    for pattern, weight in patterns:
        found = sorted(glob.glob(os.path.join(root, 'usr/share', pattern)))
        found = [f for f in found if not any(u in os.path.basename(f) for u in UNFIT)]
        out += [(f, weight / len(found)) for f in found]
    return out


class Outline:
    """A font of FreeType; `size` in pixels an em."""

    def __init__(self, path):
        self.path = path
        self.bitmap = path.endswith('.pcf.gz')
        self.level = True
        self.size = None
        if self.bitmap:
            name = os.path.basename(path).split('-')[0]
            for size in range(5, 40):  # the one that it holds
                try:
                    ImageFont.truetype(path, size)
                    self.size = size
                    break
                except OSError:
                    continue
            if self.size is None:
                raise OSError(f'{name} has no size that fits')
            self.known = {chr(c) for c in range(33, 127)} | set('°±µ·×')
        else:
            self.known = {chr(c) for c in TTFont(path, lazy=True).getBestCmap()}
            self.ratio = self._digit_height(200) / 200
            self.level = self._level(200)

    @functools.lru_cache(maxsize=64)
    def at(self, size):
        return ImageFont.truetype(self.path, size, layout_engine=ImageFont.Layout.BASIC)

    def _digit_height(self, size):
        box = self.at(size).getbbox('0', anchor='ls')
        return -box[1]

    def _level(self, size):
        """False for digits of unlike heights, which stand for no size and on no line."""
        boxes = [self.at(size).getbbox(d, anchor='ls') for d in '0123456789']
        most = 0.12 * -boxes[0][1]
        return all(abs(b[i] - boxes[0][i]) <= most for b in boxes for i in (1, 3))

    def digit_height(self):
        """Of a bitmap font, in pixels."""
        return self._digit_height(self.size)

    def size_for(self, height):
        return max(4, round(height / self.ratio))

    def draw(self, text, size, mono):
        """(alpha, left, top from the base line, advance) of a character."""
        font = self.at(size)
        mask, (left, top) = font.getmask2(text, mode='1' if mono else 'L', anchor='ls')
        width, height = mask.size
        alpha = np.asarray(mask, np.float32).reshape(height, width) / 255
        return alpha, left, top, font.getlength(text)


class Strokes:
    """A Hershey font: https://en.wikipedia.org/wiki/Hershey_fonts; `size` is the height of digits."""
    bitmap = False
    level = True

    def __init__(self, path):
        self.path = path
        self.glyphs = {}
        with open(path, encoding='ascii') as f:
            text = f.read()
        at, code = 0, 32
        while at + 8 <= len(text):
            while at < len(text) and text[at] == '\n':
                at += 1
            if at + 8 > len(text):
                break
            count = int(text[at + 5:at + 8])
            at += 8
            data = ''
            while len(data) < 2 * count:
                if text[at] != '\n':
                    data += text[at]
                at += 1
            self.glyphs[chr(code)] = data
            code += 1
        self.known = {c for c in self.glyphs if c != ' ' and c < '\x7f' and len(self.glyphs[c]) > 2}
        ys = [ord(y) - 82 for x, y in zip(self.glyphs['0'][2::2], self.glyphs['0'][3::2]) if x != ' ']
        self.bottom, self.tall = max(ys), max(ys) - min(ys)

    def size_for(self, height):
        return height

    def draw(self, text, size, mono, width=1.0):
        data = self.glyphs[text]
        scale = size / self.tall
        left, right = ord(data[0]) - 82, ord(data[1]) - 82
        fine = 4
        lines, line = [], []
        for x, y in zip(data[2::2], data[3::2]):
            if x == ' ' and y == 'R':
                lines.append(line)
                line = []
            else:
                line.append(((ord(x) - 82 - left) * scale, (ord(y) - 82 - self.bottom) * scale))
        lines.append(line)
        margin = int(width) + 2
        xs = [p[0] for l in lines for p in l]
        ys = [p[1] for l in lines for p in l]
        x0, y0 = int(min(xs)) - margin, int(np.floor(min(ys))) - margin
        w, h = int(max(xs)) - x0 + 2 * margin, int(max(ys)) - y0 + 2 * margin
        k = 1 if mono else fine
        image = Image.new('L', (w * k, h * k))
        pen = ImageDraw.Draw(image)
        for l in lines:
            points = [((x - x0) * k, (y - y0) * k) for x, y in l]
            if mono:
                points = [(round(x), round(y)) for x, y in points]
            stroke = max(1, round(width * k))
            if len(points) > 1:
                pen.line(points, fill=255, width=stroke, joint='curve')
            elif points:
                x, y = points[0]
                pen.ellipse((x - stroke / 2, y - stroke / 2, x + stroke / 2, y + stroke / 2), fill=255)
        alpha = np.asarray(image, np.float32) / 255
        alpha = alpha.reshape(h, k, w, k).mean(axis=(1, 3))
        return alpha, x0, y0, (right - left) * scale


@functools.lru_cache(maxsize=None)
def font(path):
    """The font of a file; None if it is not one that can be used."""
    try:
        f = Strokes(path) if path.endswith('.jhf') else Outline(path)
    except OSError:
        return None
    return f if f.level and set('0123456789.-') <= f.known else None
