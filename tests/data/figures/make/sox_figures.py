#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A spectrogram drawn by SoX 14.4. Its field is known to SoX alone: bar, range and axes are judged. usage: sox_figures.py [NAME...]"""
import common

SECONDS, RATE, DECIBELS = 2, 8000, 90


def make(name, options, area, bar, tags):
    if not common.wanted(name):
        return
    picture = common.run(['sox', '-D', '-R', '-r', str(RATE), '-n', '-n', 'synth', str(SECONDS), 'sine', '300-3300', 'synth', 'pinknoise', 'mix',
                          'gain', '-6', 'spectrogram', '-x', '240', '-y', '129', '-z', str(DECIBELS), '-o', 'out.png', *options])
    case = common.truth('sox_figures', ['bar', 'negative', 'units', *tags], area, bar, {'lo': -DECIBELS, 'hi': 0}, x=(0, SECONDS),
                        y=(RATE / 2000, 0))
    del case['field'], case['levels']
    common.save(name, picture, case)


if __name__ == '__main__':
    common.from_command_line()
    make('sox_spectrogram', [], (58, 30, 298, 159), (335, 30, 349, 159), ['dark'])
    make('sox_spectrogram_light', ['-l'], (58, 30, 298, 159), (335, 30, 349, 159), [])
