#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well labels are read glyph by glyph, in fonts that the classifier was not trained with:

    tools/glyphs/fetch FONTS
    tests/bench/glyphs/measure.py FONTS/root build/tests/tools/glyph-samples

For each height of digits: wrong characters (of all: replaced, missing, invented), minus signs and
points that were found, words that are wrong, and of those read with a probability of 0.99 and more
how many; then the processor's time. `--learned` takes the fonts that it was trained with."""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../tools/glyphs'))
import fonts  # noqa: E402
import pictures  # noqa: E402

HEIGHTS = [(5, 5.5), (5.5, 6.5), (6.5, 8), (8, 10), (10, 14), (14, 20), (20, 40)]
SEED = 12345


def aligned(truth, text):
    """Pairs (character of truth or None, character of text or None) of the least edits."""
    n, m = len(truth), len(text)
    cost = [[i + j if i == 0 or j == 0 else 0 for j in range(m + 1)] for i in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            cost[i][j] = min(cost[i - 1][j - 1] + (truth[i - 1] != text[j - 1]), cost[i - 1][j] + 1,
                             cost[i][j - 1] + 1)
    pairs, i, j = [], n, m
    while i or j:
        if i and j and cost[i][j] == cost[i - 1][j - 1] + (truth[i - 1] != text[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((truth[i], text[j]))
        elif i and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
            pairs.append((truth[i], None))
        else:
            j -= 1
            pairs.append((None, text[j]))
    return pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n', maxsplit=1)[0])
    parser.add_argument('fonts')
    parser.add_argument('program')
    parser.add_argument('--words', type=int, default=6000)
    parser.add_argument('--column', type=int, default=5, help='words of a figure (default: 5)')
    parser.add_argument('--apart', action='store_true', help='each word by itself')
    parser.add_argument('--learned', action='store_true')
    parser.add_argument('--soup', action='store_true', help='letters and signs at random, too')
    parser.add_argument('--ticks', type=float, default=0, help='share of words with a tick mark beside them')
    parser.add_argument('--list', action='store_true', help='prints what was read wrong')
    a = parser.parse_args()
    writer = pictures.Writer(a.fonts, fonts.LEARNED if a.learned else fonts.HELD_OUT, SEED, words=0,
                             column=a.column)
    writer.numbers, writer.ticks = not a.soup, a.ticks
    with tempfile.TemporaryFile('w+') as out:
        child = subprocess.Popen([a.program, 'measure' if a.apart else 'columns'], stdin=subprocess.PIPE, stdout=out)
        for _ in range(a.words):
            child.stdin.write(writer.one()[0])
        child.stdin.close()
        if child.wait():
            raise SystemExit('glyph-samples failed')
        out.seek(0)
        rows = [json.loads(line) for line in out]
    print('digit height    words  characters  wrong %  minus found %  points found %  words wrong %'
          '  sure %  of them wrong %')
    mixed = collections.Counter()
    for low, high in HEIGHTS:
        count, wrong = collections.Counter(), collections.Counter()
        here = [r for r in rows if low <= r['height'] < high]
        for r in here:
            pairs = aligned(r['truth'], r['text'])
            for t, g in pairs:
                if t is not None:
                    count[t] += 1
                    count['all'] += 1
                if t != g:
                    wrong[t] += 1
                    wrong['all'] += 1
                    mixed[t, g] += 1
            bad = r['truth'] != r['text']
            wrong['word'] += bad
            count['sure'] += r['probability'] >= 0.99
            wrong['sure'] += bad and r['probability'] >= 0.99
            if bad and a.list:
                print(f"{r['height']:5.1f} {r['probability']:.3f} {r['truth']:15} {r['text']}")
        share = lambda n, of: 100 * n / max(1, of)
        print(f"{low:4g} to {high:4g} px {len(here):6} {count['all']:11} {share(wrong['all'], count['all']):8.2f}"
              f" {100 - share(wrong['-'], count['-']):14.2f} {100 - share(wrong['.'], count['.']):15.2f}"
              f" {share(wrong['word'], len(here)):14.2f} {share(count['sure'], len(here)):7.1f}"
              f" {share(wrong['sure'], count['sure']):16.3f}")
    seconds = sum(r['seconds'] for r in rows)
    print(f'{1e3 * seconds / len(rows):.2f} ms of the processor a word')
    print('most frequent:', ', '.join(f'{t or "(none)"} as {g or "(none)"} {n}'
                                      for (t, g), n in mixed.most_common(16)))


if __name__ == '__main__':
    sys.exit(main())
