#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the classifier of glyphs and writes core/labels/data/glyphs.bin. The command that made the
committed file, after tools/glyphs/fetch FONTS and a build:

    tools/glyphs/train.py FONTS/root build/tests/tools/glyph-samples core/labels/data/glyphs.bin

Its words were cut up a little otherwise than today (up to eight cuts, of pieces wider than 0.55 of the
letters' height), so a new training gives a like file and not the same.

Words are drawn from fonts (pictures.py), glyph-samples cuts them up with the code that reads
figures, and a small convolution net (two layers of stride 2 over the glyph alone: Simard, Steinkraus &
Platt 2003; then one hidden layer over these and the other features; ReLU, cross entropy, Adam: Kingma &
Ba 2015) learns which class each possible glyph is. The same seeds give the same words; weights are
equal up to the rounding of the linear algebra library. Needs NumPy, Pillow, fontTools; with OpenBLAS a
quarter of an hour of processor time, and 3 GB.

The file, little-endian: uint32 classes, layers, features; the classes' names, a line each; for each
layer uint32 outputs and inputs, then for each output float32 bias, float32 factor, and a signed byte
for each input, whose weight is the byte times the factor. Inputs of a convolution are the rows of what
is under it, their columns, their maps; what the convolutions see is laid out in the same way."""
import argparse
import multiprocessing
import os
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np

import alphabet
import fonts
import pictures

OWN = (16, 12)  # rows and columns of the glyph alone, the first of the features
MAPS, HIDDEN = (16, 48), 192
KERNEL, RIM = (5, 3), (2, 1)  # of the convolutions, which step by two
SEEN = ((8, 6), (4, 3))  # rows and columns of what they see
BATCH, RATE, DECAY = 512, 2.5e-3, 5e-3
NONE_SHARE = 1.0  # of no whole glyph, to glyphs
FEATURES = 394
PARTS = 13  # the last is kept back


def draw(root, patterns, seed, count, program):
    """(features in 8 bits, classes) of drawn words' possible glyphs."""
    writer = pictures.Writer(root, patterns, seed)
    writer.varied = True
    names = {c: i for i, c in enumerate(alphabet.CLASSES)}
    words = []
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([program, 'features'], stdin=subprocess.PIPE, stdout=out)
        for _ in range(count):
            record, classes = writer.one()
            child.stdin.write(record)
            words.append([names.get(c, names['other']) for c in classes])
        child.stdin.close()
        if child.wait():
            raise SystemExit('glyph-samples failed')
        out.seek(0)
        rows = np.fromfile(out, np.dtype([('word', '<i4'), ('glyph', '<i4'), ('x', 'u1', FEATURES)]))
    target = np.array([words[w][g] if g >= 0 else names['none']
                       for w, g in zip(rows['word'], rows['glyph'])])
    keep = np.ones(len(target), bool)
    none = np.flatnonzero(target == names['none'])
    most = int(NONE_SHARE * (len(target) - len(none)))
    if len(none) > most:
        keep[np.random.default_rng(seed).permutation(none)[most:]] = False
    return rows['x'][keep], target[keep]


def unrolled(planes, k):
    """What lies under the kernels of convolution k, a row a place. `planes`: (glyphs, rows, columns, maps)."""
    n, rows, columns, maps = planes.shape
    size, rim = KERNEL[k], RIM[k]
    wide = np.zeros((n, rows + 2 * rim, columns + 2 * rim, maps), np.float32)
    wide[:, rim:rim + rows, rim:rim + columns] = planes
    a, b, c, d = wide.strides
    views = np.lib.stride_tricks.as_strided(wide, (n, *SEEN[k], size, size, maps), (a, 2 * b, 2 * c, b, c, d))
    return views.reshape(-1, size * size * maps)


def rolled(under, k, rows, columns):
    """The sums at the pixels of what lies under the kernels: the transpose of unrolled()."""
    size, rim = KERNEL[k], RIM[k]
    under = under.reshape(-1, *SEEN[k], size, size, under.shape[1] // size ** 2)
    wide = np.zeros((len(under), rows + 2 * rim, columns + 2 * rim, under.shape[-1]), np.float32)
    for i in range(size):
        for j in range(size):
            wide[:, i:i + 2 * SEEN[k][0]:2, j:j + 2 * SEEN[k][1]:2] += under[:, :, :, i, j]
    return wide[:, rim:rim + rows, rim:rim + columns]


class Net:
    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        image = OWN[0] * OWN[1]
        self.seen = SEEN[1][0] * SEEN[1][1] * MAPS[1]
        sizes = ((KERNEL[0] ** 2, MAPS[0]), (KERNEL[1] ** 2 * MAPS[0], MAPS[1]),
                 (self.seen + FEATURES - image, HIDDEN), (HIDDEN, len(alphabet.CLASSES)))
        self.p = []
        for n, m in sizes:
            self.p += [rng.normal(0, np.sqrt(2 / n), (n, m)).astype(np.float32), np.zeros(m, np.float32)]
        self.m = [np.zeros_like(p) for p in self.p]
        self.v = [np.zeros_like(p) for p in self.p]
        self.t = 0

    def forward(self, x):
        """What each layer looks at, and the last one's outputs."""
        n, image = len(x), OWN[0] * OWN[1]
        rectified = lambda x, k: np.maximum(x @ self.p[k] + self.p[k + 1], 0)
        first = unrolled(x[:, :image].reshape(n, *OWN, 1), 0)
        second = unrolled(rectified(first, 0).reshape(n, *SEEN[0], MAPS[0]), 1)
        third = np.concatenate([rectified(second, 2).reshape(n, -1), x[:, image:]], axis=1)
        fourth = rectified(third, 4)
        return first, second, third, fourth, fourth @ self.p[6] + self.p[7]

    def gradients(self, x, target):
        """(loss, of each of the weights and biases)"""
        first, second, third, fourth, out = self.forward(x)
        out -= out.max(axis=1, keepdims=True)
        out = np.exp(out)
        out /= out.sum(axis=1, keepdims=True)
        loss = -np.log(out[np.arange(len(target)), target] + 1e-9).mean()
        d = out
        d[np.arange(len(target)), target] -= 1
        d /= len(target)
        g = [None] * len(self.p)
        g[6], g[7] = fourth.T @ d, d.sum(axis=0)
        d = (d @ self.p[6].T) * (fourth > 0)
        g[4], g[5] = third.T @ d, d.sum(axis=0)
        d = (d @ self.p[4][:self.seen].T) * (third[:, :self.seen] > 0)
        d = d.reshape(-1, MAPS[1])
        g[2], g[3] = second.T @ d, d.sum(axis=0)
        d = rolled(d @ self.p[2].T, 1, *SEEN[0]).reshape(-1, MAPS[0])
        d = d * (first @ self.p[0] + self.p[1] > 0)
        g[0], g[1] = first.T @ d, d.sum(axis=0)
        return loss, g

    def step(self, x, target, rate):
        loss, gradients = self.gradients(x, target)
        self.t += 1
        for i, g in enumerate(gradients):
            self.m[i] += 0.1 * (g - self.m[i])
            self.v[i] += 0.001 * (g * g - self.v[i])
            if i % 2 == 0:
                self.p[i] *= 1 - rate * DECAY
            self.p[i] -= (rate / (1 - 0.9 ** self.t)) * self.m[i] / (
                np.sqrt(self.v[i] / (1 - 0.999 ** self.t)) + 1e-8)
        return loss

    def errors(self, x, target):
        wrong = 0
        for k in range(0, len(x), 4096):
            out = self.forward(x[k:k + 4096].astype(np.float32) / 255)[-1]
            wrong += (out.argmax(axis=1) != target[k:k + 4096]).sum()
        return wrong / len(x)


def packed(net):
    """The file's bytes."""
    out = struct.pack('<3I', len(alphabet.CLASSES), len(net.p) // 2, FEATURES)
    out += ''.join(c + '\n' for c in alphabet.CLASSES).encode()
    for k in range(0, len(net.p), 2):
        weights, bias = net.p[k].T, net.p[k + 1]
        out += struct.pack('<2I', len(bias), weights.shape[1])
        for row, b in zip(weights, bias):
            factor = float(np.abs(row).max()) / 127 or 1.0
            out += struct.pack('<2f', b, factor) + np.rint(row / factor).astype(np.int8).tobytes()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n', maxsplit=1)[0])
    parser.add_argument('fonts')
    parser.add_argument('program')
    parser.add_argument('output')
    parser.add_argument('--words', type=int, default=65000)
    parser.add_argument('--epochs', type=int, default=18)
    parser.add_argument('--jobs', type=int, default=2)
    a = parser.parse_args()
    start = time.time()
    if a.jobs > 1:
        with multiprocessing.Pool(a.jobs) as pool:
            parts = pool.starmap(draw, [(a.fonts, fonts.LEARNED, seed, a.words // PARTS, a.program)
                                        for seed in range(1, PARTS + 1)], chunksize=1)
    else:
        parts = [draw(a.fonts, fonts.LEARNED, seed, a.words // PARTS, a.program) for seed in range(1, PARTS + 1)]
    x = np.concatenate([p[0] for p in parts])
    target = np.concatenate([p[1] for p in parts])
    last = len(parts[-1][0])  # kept back
    print(f'{len(x)} possible glyphs, {time.time() - start:.0f} s', flush=True)
    net = Net(0)
    train = len(x) - last
    steps = a.epochs * (train // BATCH)
    rng, done = np.random.default_rng(0), 0
    for epoch in range(a.epochs):
        order, loss = rng.permutation(train), 0.0
        for k in range(0, train - BATCH + 1, BATCH):
            rows = order[k:k + BATCH]
            rate = RATE * 0.5 * (1 + np.cos(np.pi * done / steps))
            loss += net.step(x[rows].astype(np.float32) / 255, target[rows], rate)
            done += 1
        print(f'epoch {epoch + 1}: loss {loss / (train // BATCH):.4f}, of those kept back '
              f'{100 * net.errors(x[train:], target[train:]):.2f} % wrong, {time.time() - start:.0f} s',
              flush=True)
    with open(a.output, 'wb') as f:
        f.write(packed(net))
    print(f'{os.path.getsize(a.output)} bytes')


if __name__ == '__main__':
    sys.exit(main())
