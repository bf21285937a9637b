# SPDX-License-Identifier: GPL-3.0-or-later
"""The alphabet of scales, and texts in it as labels have them."""

# A class of glyphs, and the characters that are drawn for it.
DRAWN = {**{d: d for d in '0123456789'}, '-': '-\u2212\u2212\u2013', '+': '+', '\u00b1': '\u00b1',
         '.': '.', ',': ',', ':': ':', '/': '/', '(': '(', ')': ')', 'x': 'x\u00d7\u00d7',
         '\u00b7': '\u00b7\u22c5', '^': '^', '\u00b0': '\u00b0\u00ba', "'": "'\u2032\u2019",
         '"': '"\u2033', '%': '%', '\u2030': '\u2030', '\u03c0': '\u03c0', '\u03c3': '\u03c3',
         '\u03a9': '\u03a9\u2126', '\u00b5': '\u00b5\u03bc', '<': '<', '>': '>', '=': '=',
         **{c: c for c in 'eENSWkKMGTmnpdhsCB'}}
RAISED = '0123456789-+'
# Not in the alphabet, and not to be taken for a glyph that is (l, I, O, X and w may be).
OTHER = 'abcfgijoqrtuvyzADFHJLPQRUVYZ&?#$\u20ac@'
CLASSES = list(DRAWN) + ['^' + c for c in RAISED] + ['other', 'none']


def _number(rng, most=5):
    kind = rng.random()
    digits = ''.join(rng.choice('0123456789') for _ in range(rng.randint(1, most)))
    if rng.random() < 0.3:  # what labels mostly end with
        digits = digits[:1] + rng.choice(('0', '00', '000', '5', '50', '25', '75'))
    if kind < 0.45:
        return digits
    at = rng.randint(0 if rng.random() < 0.1 else 1, len(digits))
    decimals = digits[at:] or rng.choice('05')
    return (digits[:at] if at else rng.choice(('', '0'))) + (',' if rng.random() < 0.15 else '.') + decimals


def _signed(rng):
    sign = rng.random()
    return ('-' if sign < 0.35 else '+' if sign < 0.4 else '\u00b1' if sign < 0.42 else '') + _number(rng)


def _raised(rng):
    return [('^' + c) for c in (rng.choice(('-', '-', '', '', '+')) + str(rng.randint(0, 30)))]


def label(rng, numbers=False):
    """Classes of the glyphs of a label in the alphabet. `numbers`: no signs at random."""
    kind = rng.random() * (0.9 if numbers else 1)
    if kind < 0.5:
        return list(_signed(rng))
    if kind < 0.58:
        return list(_number(rng, 3) + rng.choice('eE') + rng.choice(('-', '-', '+', '')) +
                    rng.choice(('0', '')) + str(rng.randint(1, 19)))
    if kind < 0.7:
        front = rng.choice(('', '', '-')) + rng.choice(('10', '10', '10', '2', _number(rng, 2) + 'x10', 'x10',
                                                        _number(rng, 2) + '\u00b710', 'm', 's', 'd'))
        return list(front) + _raised(rng)
    if kind < 0.78:
        return list(_signed(rng) + rng.choice(('\u00b0', '\u00b0', '')) + rng.choice('NSEWNSEW\u00b0C'))
    if kind < 0.84:
        return list(_signed(rng) + rng.choice(('%', '%', '\u2030', '\u03c0', '\u03c3', '\u03a9', 'k', 'K', 'M',
                                               'G', 'T', 'm', 'n', 'p', 'd', 'h', 's', 'dB', 'mm', 'km', 'nm',
                                               '\u00b5m', 'kB', 'MB', 'ms', 'K', '\u00b0C')))
    if kind < 0.9:
        two = lambda: f'{rng.randint(0, 60):02d}'
        return list(rng.choice((two() + ':' + two(), two() + ':' + two() + ':' + two(),
                                _number(rng, 2) + '/' + _number(rng, 2), '(' + _number(rng, 3) + ')',
                                two() + '\u00b0' + two() + "'", two() + '\u00b0' + two() + "'" + two() + '"',
                                rng.choice('<>') + _number(rng, 3), _number(rng, 2) + '-' + _number(rng, 3),
                                '1e' + rng.choice('+-') + two(), _number(rng, 2) + '^' + _number(rng, 1),
                                '=' + _number(rng, 2), '(x10' , '\u03c0/2')))
    classes = list(DRAWN)
    return [rng.choice(classes) for _ in range(rng.randint(2, 5))]


def word(rng):
    """A word that is not in the alphabet, in parts."""
    letters = OTHER * 2 + 'eEsdnmhpkNSTMK0123456789.-'
    return [rng.choice(letters) for _ in range(rng.randint(2, 6))]
