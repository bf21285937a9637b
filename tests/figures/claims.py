# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the program says of a figure with the truth: claim by claim.

A claim is right, missing (nothing was said of what can be known) or wrong (said, and false): a wrong one is worse than any
number of missing ones. The claims:
  answer     data where there is a field, a refusal where there is none (data where there is none is wrong)
  bar        found: overlaps the true one by half of both (intersection over union); wrong: there is none, or another is meant
  range      the value that it says at each place of the bar within RANGE of the true one, whatever the scale
  levels     as many as there are, each edge within RANGE of the range
  x axis, y axis   the same within AXIS of the axis' length
  direction  which end is low
  name       of the known map
  points     of a scatter plot at least POINTS of the markers that touch no other are found with the right value; more than
             POINTS_WRONG of the sure ones with another value, or at no marker, are wrong
Numbers beside them, none of which may be above its limit or what the case allows:
  area_px    largest distance of a side of the plot area        bar_px  the same of the bar's two ends
  error      median |value - truth| in parts of the range; p95: 95th percentile. Where no range is (rightly) known, of t
  rank       1 - rank correlation       lost    share of the true data that did not come back
  made       share of what came back that is no data in truth: more than MADE_WRONG is a wrong claim, "made up"
"""
import numpy as np

import fields
import scales

RANGE = 0.01       # of the range: half a level of 50, what nobody sees on a bar
AXIS = 0.02        # of an axis: 5 pixels of 250, as far as a tick may lie from its label's middle in such small figures
MADE_WRONG = 0.05  # of what came back: more than the rim of a pixel around a plot area of 80 pixels
SAME_BAR = 0.5     # intersection over union
POINTS = 0.95      # of the markers that touch no other
POINTS_WRONG = 0.05  # of those that are called sure
VALUE = 0.01       # of the range: a marker's value
VALUE_WRONG = 0.03  # the same, where it is called sure
# Deviations that need no allowance.
LIMITS = {
    'area_px': 1,    # of a frame's line a pixel is the field's or not: nobody can tell
    'bar_px': 1,     # the same of a bar's outline
    'error': 0.002,  # of the range: what 256 entries of a map allow (0.001), twice
    'p95': 0.005,    # the same of a channel whose 8 bits do not tell neighboring entries apart
    'rank': 0.001,
    'lost': 0.02,    # a pixel at each side of 200
    'made': 0.005,   # a pixel at one side of 200
}
STATES = ('answer', 'bar', 'range', 'levels', 'x axis', 'y axis', 'direction', 'name', 'made up', 'points')


def corners(r):
    return [r['x'], r['y'], r['x'] + r['width'], r['y'] + r['height']] if r else None


def overlap(a, b):
    """Intersection over union."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def judge_range(said, true, stepped):
    """Of a stepped figure the ends alone: what lies between are its levels."""
    if said['source'] == 'none':
        return 'missing' if true else None
    if not true:
        return 'wrong'
    places = np.array([0, 1]) if stepped else np.linspace(0, 1, 21)
    off = np.abs(scales.place(scales.value(places, said), true) - places)
    return 'right' if np.all(off <= RANGE) else 'wrong'


def judge_levels(said, true, true_range, in_units):
    """Without a range the program's edges are places on the bar, which say no more than that there are levels."""
    if not said or (true and not in_units):
        return 'missing' if true else None
    if not true or len(said) != len(true):
        return 'wrong'
    off = np.abs(scales.place(said, true_range) - scales.place(true, true_range)) if true_range else np.zeros(1)
    return 'right' if np.all(off <= RANGE) else 'wrong'


def judge_axis(said, true, first_pixel, pixels, true_from, true_to):
    """said: first, last at the centers of the first and last of `pixels` pixels; true: at true_from and true_to."""
    if not said or said['source'] == 'none':
        return 'missing' if true else None
    if not true or pixels < 2:
        return 'wrong'
    at = first_pixel + 0.5 + np.linspace(0, 1, 21) * (pixels - 1)
    want = (at - true_from) / (true_to - true_from)
    off = np.abs(scales.place(scales.value(np.linspace(0, 1, 21), said), true) - want)
    return 'right' if np.all(off <= AXIS) else 'wrong'


def judge_name(said, true):
    if not said:
        return 'missing' if true else None
    return 'right' if said in true else 'wrong'


def nearest_panel(case, area):
    """Which plot area is meant, as (rectangle, field): of several panels each is as good as the first."""
    choices = [(case['plot_area'], case.get('field'))]
    choices += [(p['plot_area'], p.get('field', case.get('field'))) for p in case.get('panels', [])]
    return min(choices, key=lambda c: max(abs(a - b) for a, b in zip(area, c[0])))


def ranks(x):
    """Mean ranks, ties sharing theirs."""
    _, inverse, count = np.unique(x, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[inverse]


def true_positions(case, area, field):
    """The truth on the bar, 0 to 1, at each pixel of `area`; of a stepped figure the middle of the level it lies in."""
    values = fields.on_grid(field, area[2] - area[0], area[3] - area[1])
    for x0, y0, x1, y1 in case.get('hidden', []):
        values[max(0, y0 - area[1]):max(0, y1 - area[1]), max(0, x0 - area[0]):max(0, x1 - area[0])] = np.nan
    scale = case.get('range') or case.get('shown') or {'min': field['lo'], 'max': field['hi'], 'scale': field.get('scale', 'linear')}
    edges = case.get('levels')
    if edges:
        middles = (scales.place(edges[1:], scale) + scales.place(edges[:-1], scale)) / 2
        i = np.searchsorted(edges, np.nan_to_num(values), side='right') - 1
        inside = (i >= 0) & (i < len(middles)) & np.isfinite(values)
        return np.where(inside, middles[np.clip(i, 0, len(middles) - 1)], np.nan), np.isfinite(values)
    t = scales.place(values, scale)
    return np.where((t >= -1e-6) & (t <= 1 + 1e-6), t, np.nan), np.isfinite(values)


def compare_field(case, area, true_area, field, report, values, range_right):
    """-> numbers, whether the direction that is claimed is the wrong one"""
    w, h = true_area[2] - true_area[0], true_area[3] - true_area[1]
    truth, data = true_positions(case, true_area, field)
    got = np.full((h, w), np.nan)
    dx, dy = area[0] - true_area[0], area[1] - true_area[1]
    x0, y0 = max(dx, 0), max(dy, 0)
    x1, y1 = max(x0, min(dx + values.shape[1], w)), max(y0, min(dy + values.shape[0], h))
    got[y0:y1, x0:x1] = values[y0 - dy:y1 - dy, x0 - dx:x1 - dx]
    came, good = np.isfinite(values).sum(), np.isfinite(got) & data
    numbers = {'made': 1 - good.sum() / max(came, 1)}
    both = np.isfinite(got) & np.isfinite(truth)
    numbers['lost'] = 1 - both.sum() / max(np.isfinite(truth).sum(), 1)
    if both.sum() < 10:
        return {**numbers, 'error': 1.0, 'p95': 1.0, 'rank': 1.0}, False
    true, said = truth[both], report['range']
    if range_right:
        t = scales.place(got[both], case['range'])
    elif said['source'] == 'none':
        t = got[both]
    else:
        t = scales.place(got[both], said)
    rank = np.corrcoef(ranks(t), ranks(true))[0, 1] if np.ptp(t) > 0 and np.ptp(true) > 0 else 0.0
    reversed_ = bool(rank < -0.5 and report['direction_known'])
    if rank < 0 and not range_right:
        t = 1 - t
    error = np.abs(t - true)
    numbers.update(error=float(np.median(error)), p95=float(np.percentile(error, 95)), rank=float(1 - abs(rank)))
    return numbers, reversed_


def judge_points(said, true, range_, size):
    """said: rows (column, row, value, unsure); true: rows (x, y, value, apart), x and y in pixels from the outer corner."""
    if not said:
        return 'missing' if true else None
    if not true:
        return 'wrong'
    said, true = np.array(said, float), np.array(true, float)
    span = abs(range_['max'] - range_['min'])
    away = np.hypot(said[:, None, 0] + 0.5 - true[None, :, 0], said[:, None, 1] + 0.5 - true[None, :, 1])
    off = np.abs(said[:, None, 2] - true[None, :, 2]) / span
    reach = max(1.5, size / 2)
    sure = said[:, 3] == 0
    bad = sure & ~((away <= reach) & (off <= VALUE_WRONG)).any(axis=1)
    if bad.sum() > POINTS_WRONG * max(1, sure.sum()):
        return 'wrong'
    found = ((away <= 1) & (off <= VALUE)).any(axis=0)[true[:, 3] == 1]
    return 'right' if found.mean() >= POINTS else 'missing'


def bar_ends(got, true):
    """Distance of the bar's two ends in pixels, along the bar."""
    k = 1 if true[3] - true[1] >= true[2] - true[0] else 0
    return max(abs(got[k] - true[k]), abs(got[k + 2] - true[k + 2]))


def judge(case, report, values):
    """case: see cases.py; report: as the program writes it, None if it refused; values: float (h, w).

    -> states {claim: "right" | "missing" | "wrong"}, numbers {name: deviation}; what is not judged is in neither.
    """
    states, numbers = {}, {}
    recoverable = case['expected'] == 'recover'
    if report is None:
        states['answer'] = 'missing' if recoverable else 'right'
        if recoverable:
            states.update({k: 'missing' for k, key in (('bar', 'colorbar'), ('range', 'range'), ('levels', 'levels')) if case.get(key)})
            states.update({f'{k} axis': 'missing' for k, axis in case.get('axes', {}).items() if axis})
            states.update({'name': 'missing'} if case.get('colormap') else {})
            states.update({'points': 'missing'} if case.get('points') else {})
            states.update({'direction': 'missing'} if case.get('direction') == 'known' else {})
        return states, numbers
    states['answer'] = 'wrong' if case['expected'] == 'refuse' else 'right'
    area, bar = corners(report['plot_area']), corners(report['colorbar'])
    true_area, field = nearest_panel(case, area) if 'plot_area' in case else (None, None)
    if true_area and case['expected'] != 'refuse':
        numbers['area_px'] = max(abs(a - b) for a, b in zip(area, true_area))
    if 'colorbar' in case:
        true = case['colorbar']
        states['bar'] = ((None if not bar else 'wrong') if not true else 'missing' if not bar
                         else 'right' if overlap(bar, true) >= SAME_BAR else 'wrong')
        if states['bar'] == 'right':
            numbers['bar_px'] = bar_ends(bar, true)
    if 'range' in case:
        states['range'] = judge_range(report['range'], case['range'], bool(case.get('levels') and report['levels']))
    if 'levels' in case:
        states['levels'] = judge_levels(report['levels'], case['levels'], case.get('range'), report['range']['source'] != 'none')
    for i, name in enumerate(('x', 'y')):
        if name in case.get('axes', {}) and true_area:
            states[f'{name} axis'] = judge_axis(report['axes'][name], case['axes'][name], area[i], area[i + 2] - area[i],
                                                true_area[i], true_area[i + 2])
    states['points'] = judge_points(report.get('table'), case.get('points'), case.get('range'), case.get('marker_size', 0))
    if 'colormap' in case:
        states['name'] = judge_name(report['colormap']['name'], case['colormap'])
    direction = case.get('direction')
    if direction == 'known':
        states['direction'] = 'right' if report['direction_known'] else 'missing'
    elif direction == 'unknown':
        states['direction'] = 'wrong' if report['direction_known'] else None
    if recoverable and field:
        found, reversed_ = compare_field(case, area, true_area, field, report, values, states.get('range') == 'right')
        numbers.update(found)
        if reversed_:
            states['direction'] = 'wrong'
        states['made up'] = 'wrong' if found['made'] > MADE_WRONG else 'right'
    return {k: s for k, s in states.items() if s}, numbers


def verdict(case, states, numbers):
    """What the suite says of a figure, from what it did and what its case allows.

    -> wrong: wrong claims that the case does not know of; worse: what is missing beyond what is allowed;
       better: allowances that are larger than they need be. Texts all.
    """
    allowed, known = case['allowed'], case.get('known_wrong', [])
    wrong = [f'{k}: wrong' for k, s in states.items() if s == 'wrong' and k not in known]
    worse = [f'{k}: missing' for k, s in states.items() if s == 'missing' and allowed.get(k) != 'missing']
    # A wrong claim that became a missing one is better, and the case may say so by itself.
    worse = [w for w in worse if w.split(':')[0] not in known]
    if states.get('answer') != 'missing':
        worse += [f'{k} {x:.4g} above {limit(allowed, k):.4g}' for k, x in numbers.items() if x > limit(allowed, k)]
    better = [f'{k}: no longer wrong' for k in known if states.get(k) != 'wrong']
    better += [f'{k}: no longer missing' for k, a in allowed.items() if a == 'missing' and states.get(k) == 'right']
    better += [f'{k} {numbers[k]:.4g} below {a:.4g}' for k, a in allowed.items() if k in numbers and needed(k, numbers[k]) < a]
    return wrong, worse, better


def limit(allowed, key):
    return max(LIMITS[key], allowed[key]) if key in allowed else LIMITS[key]


def needed(key, number):
    """The allowance that such a deviation needs: two digits, rounded up, with a fiftieth of it to spare for another
    library's rounding; 0 where the common limit is enough."""
    if number <= LIMITS[key]:
        return 0
    if isinstance(LIMITS[key], int):
        return int(np.ceil(number))
    step = 10.0 ** (np.floor(np.log10(number)) - 1)
    return round(float(np.ceil(number * 1.02 / step) * step), 6)


def allowances(states, numbers):
    """-> allowed, known_wrong: what a program that did this needs."""
    allowed = {k: 'missing' for k, s in states.items() if s == 'missing'}
    allowed.update({k: needed(k, x) for k, x in numbers.items() if needed(k, x)})
    return allowed, [k for k, s in states.items() if s == 'wrong']


def tightened(case, states, numbers):
    """-> allowed, known_wrong of the case, never more than before."""
    now, wrong = allowances(states, numbers)
    was, known = case['allowed'], case.get('known_wrong', [])
    allowed = {}
    for key, value in was.items():
        if value == 'missing':
            # Nothing was claimed of it this time either, or it is a wrong claim now: the allowance stays.
            if states.get(key) != 'right':
                allowed[key] = value
        elif key not in numbers or now.get(key, 0):
            allowed[key] = min(value, now.get(key, value))
    # What was wrong and is missing now is still not there.
    allowed.update({k: 'missing' for k in known if states.get(k) == 'missing'})
    return allowed, [k for k in known if k in wrong]
