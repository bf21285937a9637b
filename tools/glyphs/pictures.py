# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn words whose glyphs are known, as glyph-samples (tests/tools) reads them on standard input:

    int32 width, height; int32 standard deviation of what JPEG did (0: none), number of glyphs,
    bytes of the text, number of the column of labels; float32 height of digits in pixels; the text in
    UTF-8, '^' before what is raised; RGB; the number of the glyph whose ink a pixel is (255: of none)

Every glyph is drawn into a plane of its own with what figures go through: hinting or exact places,
smoothing or none, scaling, blur, colors, noise, JPEG."""
import io
import random
import struct

import numpy as np
from PIL import Image, ImageFilter

import alphabet
import fonts

NOBODY = 255


def blurred(planes, sigma):
    """The planes under a normal distribution."""
    reach = 3
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    for axis in (1, 2):
        planes = sum(w * np.roll(planes, k - reach, axis) for k, w in enumerate(weights))
    return planes.astype(np.float32)


class Writer:
    """Draws words; the same seed gives the same words with the same fonts. `column`: so many words
    in a row are written alike."""

    def __init__(self, root, patterns, seed, heights=(5, 40), words=0.12, column=1):
        self.files = [(f, w) for f, w in fonts.files(root, patterns) if fonts.font(f)]
        if not self.files:
            raise SystemExit(f'no fonts below {root}: run tools/glyphs/fetch')
        self.weights = [w for _, w in self.files]
        self.rng, self.style = random.Random(seed), random.Random(seed + 1000)
        self.column, self.drawn, self.kept = column, 0, None
        self.noise = np.random.default_rng(seed)
        self.heights, self.words = heights, words
        self.numbers = False  # no signs at random
        self.ticks = 0.08  # share of words with a tick mark beside them
        self.varied = False  # letters wider, narrower, slanted, bolder, lighter and turned: more fonts than there are

    def one(self):
        """A record; draws again where a font lacks a glyph."""
        if self.drawn % self.column == 0:
            self.kept = None
        while True:
            before = self.style.getstate()
            if self.kept:
                self.style.setstate(self.kept)
            record = self._try()
            if record:
                self.kept = self.kept or before
                self.drawn += 1
                return record

    def _glyphs(self, font):
        rng = self.rng
        word = rng.random() < self.words
        classes = alphabet.word(rng) if word else alphabet.label(rng, self.numbers)
        out = []
        for c in classes:
            raised = len(c) == 2
            forms = [f for f in alphabet.DRAWN.get(c[-1], c[-1]) if f in font.known]
            if not forms:
                return None
            out.append((c, rng.choice(forms), raised))
        # One form of a sign in one word.
        first = {}
        return [(c, first.setdefault(c, f), r) for c, f, r in out]

    def _try(self):
        style = self.style
        font = fonts.font(style.choices([f for f, _ in self.files], self.weights)[0])
        glyphs = self._glyphs(font)
        if not glyphs:
            return None
        low, high = self.heights
        height = low * (high / low) ** (style.random() ** 1.4)  # small ones more often
        if font.bitmap:
            height = font.digit_height()
            if any(r for _, _, r in glyphs) or not low <= height <= high:
                return None
        mode = 'bitmap' if font.bitmap else style.choices(
            ('hinted', 'exact', 'mono', 'scaled'), (40, 40, 6, 14))[0]
        drawn = self._planes(font, glyphs, height, mode)
        if drawn is None:
            return None
        planes, base = drawn
        blur = style.uniform(0.3, 0.75) if style.random() < 0.25 else 0
        if blur * 9 > height:
            blur = height / 9
        if blur:
            planes = blurred(planes, blur)
        return self._record(glyphs, planes, height, base)

    def _planes(self, font, glyphs, height, mode):
        """The alpha of each glyph by itself, at the picture's size, and the base line's row."""
        rng, style = self.rng, self.style
        by = {'exact': 4, 'scaled': style.uniform(0.6, 2.2)}.get(mode, 1)
        # Some programs space letters by whole pixels, some by hinted advances.
        size = font.size if font.bitmap else font.size_for(height * by)
        ratio, rise = style.uniform(0.6, 0.8), style.uniform(0.42, 0.75)
        small = max(4, round(size * ratio)) if not font.bitmap else size
        spacing = style.choice((0, 0, 0, 0, style.uniform(-0.05, 0.12))) * height * by
        mono = mode == 'mono'
        extra = {}
        if isinstance(font, fonts.Strokes):
            extra['width'] = max(1.0, style.uniform(0.06, 0.16) * height) * (by if mode != 'scaled' else by)
        drawn, x = [], 0.0
        for _, form, raised in glyphs:
            alpha, left, top, advance = font.draw(form, small if raised else size, mono, **extra)
            y = top - (rise * height * by if raised else 0)
            drawn.append((alpha, round(x + left), round(y)))
            x += advance + spacing
        left = min(d[1] for d in drawn)
        top = min(d[2] for d in drawn)
        right = max(d[1] + d[0].shape[1] for d in drawn)
        bottom = max(d[2] + d[0].shape[0] for d in drawn)
        margin = int((6 + 0.4 * height) * by) + 1
        shift = [rng.randint(0, int(by)) for _ in range(2)] if by > 1 else [0, 0]
        width, tall = right - left + 2 * margin, bottom - top + 2 * margin
        if width > 900 * max(1, by) or any(d[0].size == 0 for d in drawn):
            return None
        planes = np.zeros((len(drawn), tall, width), np.float32)
        for p, (alpha, gx, gy) in zip(planes, drawn):
            gx += margin - left + shift[0] - int(by) // 2 if by > 1 else margin - left
            gy += margin - top + shift[1] - int(by) // 2 if by > 1 else margin - top
            p[gy:gy + alpha.shape[0], gx:gx + alpha.shape[1]] = alpha
        if by == 1:
            return planes, margin - top
        wide = 1
        if self.varied:
            planes, wide = self._other_shapes(planes, margin - top)
        size = (max(8, round(wide * width / by)), max(8, round(tall / by)))
        way = Image.BOX if mode == 'exact' else style.choice((Image.BILINEAR, Image.BICUBIC, Image.BOX))
        planes = [np.asarray(Image.fromarray(p).resize(size, way)) for p in planes]
        return np.stack(planes).clip(0, 1), (margin - top) / by

    def _other_shapes(self, planes, base):
        """The planes as another font, or a page that lies askew, would have them; how much wider they are to be."""
        style = self.style
        wide = style.uniform(0.78, 1.25) if style.random() < 0.4 else 1
        slant = style.choice((style.uniform(-0.08, 0.28), 0, 0))
        turn = style.uniform(-0.03, 0.03) if style.random() < 0.08 else 0
        weight = style.choice((ImageFilter.MaxFilter(3), ImageFilter.MinFilter(3))) if style.random() < 0.2 else None
        images = [Image.fromarray((255 * p).astype(np.uint8)) for p in planes]
        if weight:
            other = [i.filter(weight) for i in images]
            ink = lambda pictures: sum(float(np.asarray(i).sum()) for i in pictures)
            if ink(other) > 0.55 * ink(images):  # else nothing is left of thin lines
                images = other
        if slant or turn:
            matrix = (1, slant, -slant * base, turn, 1, -turn * planes.shape[2] / 2)
            images = [i.transform(i.size, Image.AFFINE, matrix, Image.BILINEAR) for i in images]
        return np.stack([np.asarray(i) for i in images]).astype(np.float32) / 255, wide

    def _tick(self, alpha, height, base):
        """A tick mark beside the word, farther away than a sign would be."""
        rng = self.rng
        columns = np.flatnonzero(alpha.max(axis=0) > 0.3)
        if not len(columns):
            return alpha
        gap, length = round(rng.uniform(0.34, 0.6) * height), round(rng.uniform(0.3, 0.9) * height)
        middle, thick = round(base - height * rng.uniform(0.4, 0.6)), 1 if height < 14 else rng.randint(1, 2)
        left = rng.random() < 0.7
        x = columns[0] - gap - length if left else columns[-1] + 1 + gap
        alpha = alpha.copy()
        mark = alpha[max(0, middle):middle + thick, max(0, x):max(0, x + length)]
        mark[:] = np.maximum(mark, rng.choice((1, 1, rng.uniform(0.5, 1))))
        return alpha

    def _colors(self):
        rng = self.style
        if rng.random() < 0.6:
            gray = rng.choice((0, 0, 0, 0, 38, 51, 77, 90))
            return np.full(3, gray), np.full(3, 255)
        while True:
            ink, paper = (np.array([rng.randint(0, 255) for _ in range(3)]) for _ in range(2))
            if rng.random() < 0.5:
                paper = np.full(3, rng.choice((255, 240, 229, 0, 20)))
            luma = np.array((0.299, 0.587, 0.114))
            if abs(luma @ (ink - paper)) > 90:
                return ink, paper

    def _record(self, glyphs, planes, height, base):
        rng = self.style
        alpha = 1 - np.prod(1 - planes, axis=0)
        if self.rng.random() < self.ticks:
            alpha = self._tick(alpha, height, base)
        if rng.random() < 0.2:
            alpha = alpha ** rng.uniform(0.7, 1.4)  # other ideas of gamma
        ink, paper = self._colors()
        picture = paper + alpha[..., None] * (ink - paper)
        if rng.random() < 0.12:
            picture = picture + self.noise.normal(0, rng.uniform(1, 7), picture.shape)
        picture = picture.clip(0, 255).round().astype(np.uint8)
        deviation = 0
        if rng.random() < 0.3:
            quality = rng.randint(55, 95)
            data = io.BytesIO()
            Image.fromarray(picture).save(data, 'JPEG', quality=quality,
                                          subsampling=rng.choice((0, 2)))
            before = picture.astype(int)
            picture = np.asarray(Image.open(data).convert('RGB'))
            deviation = max(1, round(float(np.std(picture - before) / 2)))
        owner = np.where(planes.max(axis=0) > 0.08, planes.argmax(axis=0), NOBODY).astype(np.uint8)
        text, raised = '', False
        for c, _, r in glyphs:
            text += '^' if r and not raised else ''
            raised = r
            text += c[-1]
        data = text.encode()
        head = struct.pack('<6if', picture.shape[1], picture.shape[0], deviation, len(glyphs), len(data),
                           self.drawn // self.column, height)
        return head + data + picture.tobytes() + owner.tobytes(), [c for c, _, _ in glyphs]
