#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the classifier of glyphs and writes core/labels/data/glyphs.bin. The command that made the
committed file, after tools/glyphs/fetch FONTS and a build:

    tools/glyphs/train.py FONTS/root build/tests/tools/glyph-samples core/labels/data/glyphs.bin

Words are drawn from fonts (pictures.py), glyph-samples cuts them up with the code that reads
figures, and a perceptron of two hidden layers (ReLU, cross entropy, Adam: Kingma & Ba 2015) learns
which class each possible glyph is. The same seeds give the same words; weights are equal up to the
rounding of the linear algebra library. Needs NumPy, Pillow, fontTools; half an hour of processor time
and 3 GB.

The file, little-endian: uint32 classes, layers, inputs; the classes' names, a line each; for each
layer uint32 outputs, then for each output float32 bias, float32 factor, and a signed byte for each
input, whose weight is the byte times the factor."""
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

HIDDEN = (144, 80)
BATCH, RATE, DECAY = 512, 2.5e-3, 1e-5
NONE_SHARE = 1.0  # of no whole glyph, to glyphs
FEATURES = 394


def draw(root, patterns, seed, count, program):
    """(features in 8 bits, classes) of drawn words' possible glyphs."""
    writer = pictures.Writer(root, patterns, seed)
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


class Perceptron:
    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.p = []
        for n, m in zip(sizes, sizes[1:]):
            self.p += [rng.normal(0, np.sqrt(2 / n), (n, m)).astype(np.float32), np.zeros(m, np.float32)]
        self.m = [np.zeros_like(p) for p in self.p]
        self.v = [np.zeros_like(p) for p in self.p]
        self.t = 0

    def forward(self, x):
        layers = [x]
        for k in range(0, len(self.p), 2):
            x = x @ self.p[k] + self.p[k + 1]
            if k + 2 < len(self.p):
                x = np.maximum(x, 0)
            layers.append(x)
        return layers

    def step(self, x, target, rate):
        layers = self.forward(x)
        out = layers[-1] - layers[-1].max(axis=1, keepdims=True)
        out = np.exp(out)
        out /= out.sum(axis=1, keepdims=True)
        loss = -np.log(out[np.arange(len(target)), target] + 1e-9).mean()
        d = out
        d[np.arange(len(target)), target] -= 1
        d /= len(target)
        self.t += 1
        for k in range(len(self.p) - 2, -1, -2):
            gradients = (layers[k // 2].T @ d + DECAY * self.p[k], d.sum(axis=0))
            if k:
                d = (d @ self.p[k].T) * (layers[k // 2] > 0)
            for i, g in zip((k, k + 1), gradients):
                self.m[i] += 0.1 * (g - self.m[i])
                self.v[i] += 0.001 * (g * g - self.v[i])
                self.p[i] -= (rate / (1 - 0.9 ** self.t)) * self.m[i] / (
                    np.sqrt(self.v[i] / (1 - 0.999 ** self.t)) + 1e-8)
        return loss

    def errors(self, x, target):
        wrong = 0
        for k in range(0, len(x), 8192):
            out = self.forward(x[k:k + 8192].astype(np.float32) / 255)[-1]
            wrong += (out.argmax(axis=1) != target[k:k + 8192]).sum()
        return wrong / len(x)


def packed(net):
    """The file's bytes."""
    out = struct.pack('<3I', len(alphabet.CLASSES), len(net.p) // 2, FEATURES)
    out += ''.join(c + '\n' for c in alphabet.CLASSES).encode()
    for k in range(0, len(net.p), 2):
        weights, bias = net.p[k].T, net.p[k + 1]
        out += struct.pack('<I', len(bias))
        for row, b in zip(weights, bias):
            factor = float(np.abs(row).max()) / 127 or 1.0
            out += struct.pack('<2f', b, factor) + np.rint(row / factor).astype(np.int8).tobytes()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n', maxsplit=1)[0])
    parser.add_argument('fonts')
    parser.add_argument('program')
    parser.add_argument('output')
    parser.add_argument('--words', type=int, default=24000)
    parser.add_argument('--epochs', type=int, default=9)
    parser.add_argument('--jobs', type=int, default=2)
    a = parser.parse_args()
    start = time.time()
    if a.jobs > 1:
        with multiprocessing.Pool(a.jobs) as pool:
            parts = pool.starmap(draw, [(a.fonts, fonts.LEARNED, seed, a.words // 20, a.program)
                                        for seed in range(1, 21)], chunksize=1)
    else:
        parts = [draw(a.fonts, fonts.LEARNED, seed, a.words // 20, a.program) for seed in range(1, 21)]
    x = np.concatenate([p[0] for p in parts])
    target = np.concatenate([p[1] for p in parts])
    last = len(parts[-1][0])  # kept back
    print(f'{len(x)} possible glyphs, {time.time() - start:.0f} s', flush=True)
    net = Perceptron((FEATURES, *HIDDEN, len(alphabet.CLASSES)), 0)
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
