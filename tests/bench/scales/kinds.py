# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of scales and ways to label them, for Matplotlib: which norm, which ticks, what the ends stand for.

Each kind is a function of a random generator that gives a dictionary:
  norm      Matplotlib's, of the data as they are drawn
  truth     the scale at the ends of the side as tests/figures/scales.py has it, in units of the labels
  ticks     a function of Matplotlib's axis that sets locator and formatter; None: as Matplotlib does
  title     what has to stand in the side's title; time: the truth is in days; prefixed: a unit with a prefix is as good
BARS are kinds for color bars, AXES for axes (their norm is not used; "log" makes the axis logarithmic).
"""
import numpy as np
from matplotlib import colors, dates, ticker

NARROW, THIN, HARD = '\u2009', '\u202f', '\u00a0'


def linear(low, high, ticks=None, **more):
    return {'norm': colors.Normalize(low, high), 'ticks': ticks, 'truth': {'min': low, 'max': high, 'scale': 'linear'}, **more}


def limits(rng, least=-3, most=4):
    """Two ends: round ones, or any with three digits; one in four on both sides of 0."""
    size = 10.0 ** rng.integers(least, most)
    if rng.random() < 0.5:
        low, high = rng.choice([0, 1, -1, 2, 5]) * size, rng.choice([8, 10, 20, 6]) * size
    else:
        low, high = np.sort(np.round(rng.uniform(-3 if rng.random() < 0.4 else 0, 10, 2), 2)) * size
        high = max(high, low + size)
    return float(f'{low:.6g}'), float(f'{high:.6g}')


def texts(form, locator=None):
    """Labels by a function of their values."""
    def apply(axis):
        if locator is not None:
            axis.set_major_locator(locator)
        axis.set_major_formatter(ticker.FuncFormatter(lambda v, _: form(v)))
        axis.set_minor_locator(ticker.NullLocator())
    return apply


def at(values, form):
    return texts(form, ticker.FixedLocator(list(values)))


def plain(rng):
    return linear(*limits(rng))


def decimals(rng):
    """Two or three decimals, all below one."""
    digits = int(rng.integers(2, 4))
    high = float(rng.choice([1, 2, 4, 5, 8])) * 10.0 ** (1 - digits)
    low = float(rng.choice([0, -high, 0]))
    return linear(low, high, texts(lambda v: f'{v:.{digits}f}'.replace('-', '\u2212')))


def multiplier(rng):
    """1e-7, ×10⁻⁷ at the end of the scale."""
    size = 10.0 ** rng.choice([-9, -7, -6, -5, -4, 5, 6, 7, 9])
    low, high = float(rng.choice([0, 0, -2, 1])) * size, float(rng.choice([3, 5, 8])) * size
    formatter = ticker.ScalarFormatter(useMathText=bool(rng.random() < 0.5))
    formatter.set_powerlimits((-3, 4))
    return linear(low, high, lambda axis: axis.set_major_formatter(formatter))


def offset(rng):
    """+1.013e3 at the end of the scale."""
    base = float(rng.choice([1013, 1e5, 2.5e4, 273.15]))
    span = float(rng.choice([0.4, 0.8, 0.05]))
    return linear(base, base + span)


def by_title(rng):
    """(×10³), [10⁻⁴ Sv]: the factor stands in the title alone."""
    power = int(rng.choice([-6, -4, -3, 3, 4, 6]))
    low, high = 0.0, float(rng.choice([4, 8, 25, 60]))
    title = str(rng.choice([r'Flow ($\times$10$^{%d}$)', r'Flow [10$^{%d}$ Sv]', r'Flow ($10^{%d}$ m)', r'Flow, x 10$^{%d}$ kg'])) % power
    out = linear(low, high, title=title)
    out['truth'] = {'min': low * 10.0 ** power, 'max': high * 10.0 ** power, 'scale': 'linear'}
    return out


def each_power(rng):
    """1e-05, 1.5e+03, 2×10⁵ in each label."""
    size = 10.0 ** rng.choice([-12, -6, -5, -4, 3, 4, 6])
    high = float(rng.choice([2, 4, 5, 8]))
    def times(v):
        if v == 0:
            return '0'
        e = int(np.floor(np.log10(abs(v)) + 1e-9))
        return r'$%.3g\times10^{%d}$' % (v / 10.0 ** e, e)
    form = [lambda v: f'{v:.1e}', lambda v: f'{v:.0e}', lambda v: f'{v:.1E}', times][rng.integers(4)]
    return linear(0.0, high * size, at(np.arange(0, high + 0.5, 1 if high < 6 else 2) * size, form))


def log_scale(low, high, ticks=None, **more):
    return {'norm': colors.LogNorm(low, high), 'ticks': ticks, 'truth': {'min': low, 'max': high, 'scale': 'log'}, 'log': True, **more}


def log_powers(rng):
    low = int(rng.integers(-6, 2))
    return log_scale(10.0 ** low * float(rng.choice([1, 1, 2, 3])), 10.0 ** (low + rng.integers(2, 6)))


def log_plain(rng):
    low = int(rng.integers(-3, 1))
    high = low + int(rng.integers(3, 5))
    return log_scale(10.0 ** low, 10.0 ** high, at(10.0 ** np.arange(low, high + 1), lambda v: f'{v:g}'))


def log_2(rng):
    low = int(rng.integers(-3, 3))
    high = low + int(rng.integers(4, 8))
    form = (lambda v: f'{v:g}') if rng.random() < 0.6 else (lambda v: r'$2^{%d}$' % round(np.log2(v)))
    return log_scale(2.0 ** low, 2.0 ** high, at(2.0 ** np.arange(low, high + 1), form))


def log_e(rng):
    low = int(rng.integers(-3, 1))
    high = low + int(rng.integers(3, 6))
    return log_scale(float(np.exp(low)), float(np.exp(high)), at(np.exp(np.arange(low, high + 1)), lambda v: r'$e^{%d}$' % round(np.log(v))))


def log_within_decade(rng):
    low = float(rng.choice([200, 0.2, 3, 30]))
    return log_scale(low, low * float(rng.choice([3, 4])))


def log_125(rng):
    values = [float(f'{m}e{e}') for e in range(-1, 3) for m in (1, 2, 5)]
    return log_scale(0.1, 500.0, at(values, lambda v: f'{v:g}'))


def symlog(rng):
    threshold = float(rng.choice([0.1, 1, 10]))
    high = threshold * 10.0 ** rng.integers(1, 3)
    return {'norm': colors.SymLogNorm(threshold, vmin=-high, vmax=high, base=10), 'ticks': None,
            'truth': {'min': -high, 'max': high, 'scale': 'symlog', 'threshold': threshold}}


def power(rng):
    exponent, high = float(rng.choice([0.5, 0.3, 2])), float(rng.choice([10, 50, 100]))
    return {'norm': colors.PowerNorm(exponent, 0, high), 'ticks': None,
            'truth': {'min': 0.0, 'max': high, 'scale': 'power', 'exponent': exponent, 'origin': 0.0}}


def two_slopes(rng):
    low, high = -float(rng.choice([1, 2, 5])), float(rng.choice([20, 50, 8]))
    where = [low, low / 2, 0, high / 4, high / 2, high * 3 / 4, high] if rng.random() < 0.7 else None
    return {'norm': colors.TwoSlopeNorm(0, low, high), 'ticks': where and at(where, lambda v: f'{v:g}'),
            'truth': {'min': low, 'max': high, 'scale': 'table', 'points': [[0, low], [0.5, 0], [1, high]]}}


def uneven_table(rng):
    values = [[0, 10, 50, 200, 1000], [5, 10, 25, 50, 100, 250], [0.1, 0.5, 1, 5, 20, 100]][rng.integers(3)]
    places = np.linspace(0, 1, len(values))
    to, back = (lambda v: np.interp(v, values, places)), (lambda t: np.interp(t, places, values))
    return {'norm': colors.FuncNorm((to, back), values[0], values[-1]), 'ticks': at(values, lambda v: f'{v:g}'),
            'truth': {'min': values[0], 'max': values[-1], 'scale': 'table', 'points': [[float(p), float(v)] for p, v in zip(places, values)]}}


def days(rng):
    first = float(rng.integers(14000, 19000))
    length = float(rng.choice([10, 60, 200, 700, 3000]))
    form = [None, '%Y-%m-%d', '%d.%m.%Y', '%b %d'][rng.integers(4)]
    def apply(axis):
        locator = dates.AutoDateLocator(maxticks=6)
        axis.set_major_locator(locator)
        axis.set_major_formatter(dates.DateFormatter(form) if form else dates.AutoDateFormatter(locator))
    return linear(first, first + length, apply, time=True)


def hours(rng):
    step = float(rng.choice([3, 4, 6]))
    return linear(0.0, 24.0, at(np.arange(0, 24.1, step), lambda v: f'{int(v):02d}:00'))


def thousands(rng):
    mark = str(rng.choice([',', ' ', NARROW, THIN, HARD, "'", '\u2019', '.']))
    top = float(rng.choice([8000, 12000, 40000, 250000, 2.5e6]))
    low = float(rng.choice([0, 0.25])) * top
    return linear(low, top, texts(lambda v: f'{v:,.0f}'.replace(',', mark)))


def comma(rng):
    high = float(rng.choice([2, 5, 0.8, 12.5]))
    digits = 2 if high < 1 else 1
    return linear(0.0, high, texts(lambda v: f'{v:.{digits}f}'.replace('.', ',')))


def thousands_and_comma(rng):
    return linear(0.0, 5000.0, texts(lambda v: f'{v:,.1f}'.replace(',', ';').replace('.', ',').replace(';', '.')))


def pi(rng):
    parts = int(rng.choice([1, 2, 4]))
    low, high = [(0, 2), (-1, 1)][rng.integers(2)]
    over = bool(rng.random() < 0.5)
    def form(v):
        n = round(v / np.pi * parts)
        if n == 0:
            return '0'
        d = np.gcd(abs(n), parts)
        n, k = n // d, parts // d
        top = {1: r'\pi', -1: r'-\pi'}.get(n, r'%d\pi' % n)
        return f'${top}$' if k == 1 else r'$\frac{%s}{%d}$' % (top, k) if over else f'${top}/{k}$'
    return linear(low * np.pi, high * np.pi, at(np.arange(low * parts, high * parts + 1) * np.pi / parts, form))


def suffix(rng):
    size = 10.0 ** rng.choice([3, 6, 9, -6, -9])  # "5 m" are meters
    return linear(0.0, float(rng.choice([5, 20, 40, 300])) * size,
                  lambda axis: axis.set_major_formatter(ticker.EngFormatter(sep=str(rng.choice([' ', ''])))))


def suffix_unit(rng):
    size = 10.0 ** rng.choice([3, 6, -3])
    unit, sep = str(rng.choice(['Hz', 'V', 'Pa', 'g'])), str(rng.choice([' ', '']))
    return linear(0.0, float(rng.choice([5, 20, 300])) * size,
                  lambda axis: axis.set_major_formatter(ticker.EngFormatter(unit=unit, sep=sep)), prefixed=True)


def fractions(rng):
    parts = int(rng.choice([2, 4]))
    def form(v):
        n = round(v * parts)
        d = np.gcd(n, parts) or 1
        return f'{n // d}' if parts // d == 1 else f'{n // d}/{parts // d}'
    high = 2 if parts == 2 else 1
    return linear(0.0, float(high), at(np.arange(high * parts + 1) / parts, form))


def bounds(rng):
    low, high, step = [(5.0, 100.0, 19.0), (0.0, 50.0, 10.0), (10.0, 90.0, 20.0)][rng.integers(3)]
    def form(v):
        return f'<{v:g}' if v == low else f'>{v:g}' if v > high - step / 2 else f'{v:g}'
    return linear(low, high, at(np.arange(low, high + 1e-6, step), form))


def ends_only(rng):
    low, high = limits(rng, -1, 3)
    return linear(low, high, at([low, high], lambda v: f'{v:g}'))


def few(rng):
    low, high = 0.0, float(rng.choice([10, 8, 300, 0.6]))
    inner = [[0.25, 0.75], [0, 0.5, 1], [0.2, 0.8], [0.5, 1]][rng.integers(4)]
    return linear(low, high, at(np.array(inner) * high, lambda v: f'{v:g}'))


def percent(rng):
    return linear(0.0, 100.0, texts(lambda v: f'{v:.0f}%' if rng.random() < 2 else ''))


def unit_behind(rng):
    unit = str(rng.choice([' °C', '°C', ' m', 'm', ' K', 'K', ' T', 'T', ' hPa', ' dB', ' kg', '°', 'σ', ' eV', ' s']))
    low, high = [(0.0, 3.0), (240.0, 310.0), (-10.0, 30.0), (0.0, 8.0)][rng.integers(4)]
    return linear(low, high, texts(lambda v: f'{v:g}{unit}'))


def parentheses(rng):
    high = float(rng.choice([4, 20, 600]))
    return linear(-high, high, texts(lambda v: f'({-v:g})' if v < 0 else f'{v:g}'))


def signs(rng):
    minus, plus = str(rng.choice(['-', '\u2013', '\u2212', '\u2014'])), str(rng.choice(['', '+']))
    high = float(rng.choice([0.4, 3, 10, 25]))
    return linear(-high, high, texts(lambda v: f'{v:g}'.replace('-', minus) if v <= 0 else plus + f'{v:g}'))


def degrees(rng):
    low, high, step = [(-180, 180, 60), (0, 360, 60), (-30, 30, 10), (100, 160, 20)][rng.integers(4)]
    def form(v):
        return f'{v:g}°' if v in (0, 180, -180) or v > 180 else f'{abs(v):g}°' + ('E' if v > 0 else 'W')
    return linear(float(low), float(high), at(np.arange(low, high + 1, step), form))


def latitude(rng):
    low, high, step = [(-90, 90, 30), (-40, 40, 20), (30, 60, 10)][rng.integers(3)]
    mark = str(rng.choice(['°', '']))
    def form(v):
        return ('EQ' if mark else '0') if v == 0 else f'{abs(v):g}{mark}' + ('N' if v > 0 else 'S')
    return linear(float(low), float(high), at(np.arange(low, high + 1, step), form))


BARS = [plain, plain, decimals, multiplier, multiplier, offset, by_title, each_power, log_powers, log_plain, log_2, log_e, log_within_decade,
        log_125, symlog, power, two_slopes, uneven_table, days, hours, thousands, thousands, comma, thousands_and_comma, pi, suffix,
        suffix_unit, fractions, bounds, ends_only, few, percent, unit_behind, unit_behind, parentheses, signs, degrees]
AXES = [plain, plain, plain, plain, decimals, multiplier, offset, each_power, log_powers, log_plain, days, days, hours, thousands, comma, pi,
        suffix, few, signs, degrees, latitude, ends_only]
