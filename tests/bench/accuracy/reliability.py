#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the reliability diagram of what compare.py --calibration kept.

usage: reliability.py CALIBRATION.npz PICTURE.png
"""
import sys

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
import numpy as np


def main(calibration, picture):
    histograms = dict(np.load(calibration))
    fig, (top, bottom) = plt.subplots(2, 1, figsize=(6.4, 6.4), dpi=100, sharex=True, height_ratios=(3, 1))
    for name, (pixels, close) in histograms.items():
        middle = (np.arange(len(pixels)) + .5) / len(pixels)
        seen = pixels >= 200
        top.plot(middle[seen], (close / np.maximum(pixels, 1))[seen], marker='o', ms=3, lw=1, label=name)
    pixels = sum(h[0] for h in histograms.values())
    bottom.bar(middle, pixels / pixels.sum(), width=.9 / len(pixels), color='0.6')
    top.axhline(.9, color='0.5', lw=.8, ls=':')
    top.axvline(.9, color='0.5', lw=.8, ls=':')
    top.set(ylabel='share within 1 % of the range', ylim=(0, 1.02), title='Confidence against the truth')
    top.legend(fontsize=8)
    bottom.set(xlabel='confidence', ylabel='share of pixels', xlim=(0, 1))
    fig.tight_layout()
    fig.savefig(picture)


if __name__ == '__main__':
    main(*sys.argv[1:])
