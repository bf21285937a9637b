# SPDX-License-Identifier: GPL-3.0-or-later
"""From values to places on a bar or an axis and back, for every family of scales that a report knows.

A scale is a dictionary as in a report: "scale", its ends ("min" and "max", or "first" and "last") and what the family has beside
them: "exponent" and "origin" (power), "threshold" (symlog), "points" [[place, value], ...] (table).
"""
import numpy as np

# A symlog's linear part is as long as 1 / (1 - 1 / 10) decades: matplotlib's (linscale 1, base 10).
LINEAR_DECADES = 1 / (1 - 1 / 10)


def ends(scale):
    return (scale['min'], scale['max']) if 'min' in scale else (scale['first'], scale['last'])


def evened(values, scale):
    """What the scale is even in; NaN for values that it does not hold."""
    values, name = np.asarray(values, float), scale['scale']
    with np.errstate(all='ignore'):
        if name == 'log':
            return np.log(values)
        if name == 'power':
            off = values - scale['origin']
            return np.sign(off) * np.abs(off) ** scale['exponent']
        if name == 'symlog':
            size = np.abs(values) / scale['threshold']
            return np.sign(values) * np.where(size <= 1, LINEAR_DECADES * size, LINEAR_DECADES + np.log10(np.maximum(size, 1)))
        if name == 'mercator':
            return np.arcsinh(np.tan(np.radians(values)))
    if name in ('linear', 'table'):
        return values
    raise ValueError(f'no scale is called {name}')


def _unevened(even, scale):
    name = scale['scale']
    if name == 'log':
        return np.exp(even)
    if name == 'power':
        return scale['origin'] + np.sign(even) * np.abs(even) ** (1 / scale['exponent'])
    if name == 'symlog':
        size = np.abs(even)
        return scale['threshold'] * np.sign(even) * np.where(size <= LINEAR_DECADES, size / LINEAR_DECADES, 10 ** (size - LINEAR_DECADES))
    if name == 'mercator':
        return np.degrees(np.arctan(np.sinh(even)))
    return even


def place(values, scale):
    """0 at the first end, 1 at the last."""
    if scale['scale'] == 'table':
        places, at = np.array(scale['points'], float).T
        order = np.argsort(at)
        return np.interp(np.asarray(values, float), at[order], places[order])
    first, last = evened(ends(scale), scale)
    with np.errstate(all='ignore'):
        return (evened(values, scale) - first) / (last - first)


def value(places, scale):
    """The way back."""
    places = np.asarray(places, float)
    if scale['scale'] == 'table':
        return np.interp(places, *np.array(scale['points'], float).T)
    first, last = evened(ends(scale), scale)
    return _unevened(first + places * (last - first), scale)
