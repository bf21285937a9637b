# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of fields that are known, through colormaps in no catalog or in it, in seven conditions.

clean              the entries of a map of 256
bilinear           colors interpolated to four times the size after mapping
jpeg90, jpeg75     JPEG with chroma at half resolution
fig, figcbar       a figure with axes, labels, contours and text; without and with a color bar
figjpeg            the one with the bar as JPEG of quality 80
"""
import dataclasses
import io

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
from matplotlib.colors import ListedColormap
import numpy as np
from PIL import Image
from scipy import ndimage

SIZE = 384
CONDITIONS = ('clean', 'bilinear', 'jpeg90', 'jpeg75', 'fig', 'figcbar', 'figjpeg')
QUALITY = {'jpeg90': 90, 'jpeg75': 75, 'figjpeg': 80}


@dataclasses.dataclass
class Case:
    name: str
    condition: str
    rgb: np.ndarray      # uint8 (H, W, 3): what the file holds, decoded
    file: bytes          # PNG or JPEG
    suffix: str
    truth: np.ndarray    # float (H, W), [0, 1]; NaN: no data, drawn over, or not to be judged
    table: np.ndarray    # uint8 (256, 3)
    directed: bool       # a color bar tells which end is low


def unit(z):
    return (z - np.nanmin(z)) / (np.nanmax(z) - np.nanmin(z))


def waves(rng):
    y, x = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    z = sum(rng.uniform(.3, 1) * np.cos(2 * np.pi * (rng.uniform(-3, 3) * x + rng.uniform(-3, 3) * y) +
                                       rng.uniform(0, 6)) for _ in range(6))
    return unit(z)


def fault(rng):
    """Folded layers, cut by a fault: a step edge."""
    y, x = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    bend = 0.1 * np.sin(2 * np.pi * (x + rng.uniform())) + 0.05 * np.sin(5 * np.pi * x)
    depth = y + bend + 0.15 * (x + 0.3 * y > rng.uniform(.5, .8))
    return unit(depth + 0.08 * ndimage.gaussian_filter(rng.standard_normal((SIZE, SIZE)), 6) / 0.05)


def islands(rng):
    """Rough hills around holes without data."""
    z = sum(ndimage.gaussian_filter(rng.standard_normal((SIZE, SIZE)), s, mode='wrap') * s ** 1.6
            for s in (3, 8, 24, 48))
    hole = ndimage.gaussian_filter(rng.standard_normal((SIZE, SIZE)), 16, mode='wrap')
    z[hole > np.quantile(hole, .9)] = np.nan
    return unit(z)


FIELDS = {'waves': waves, 'fault': fault, 'islands': islands}


def random_map(rng):
    """A smooth curve through random corners of the cube, whose stretches keep apart."""
    while True:
        corners = rng.uniform(.05, .95, (5, 3))
        t = np.linspace(0, 1, 256)
        curve = np.stack([np.interp(t, np.linspace(0, 1, 5), c) for c in corners.T], 1)
        curve = ndimage.gaussian_filter1d(curve, 14, axis=0, mode='nearest')
        apart = np.linalg.norm(curve[:, None] - curve[None], axis=2)
        far = np.abs(t[:, None] - t[None]) > .3
        if apart[far].min() > .15 and np.linalg.norm(np.diff(curve, axis=0), axis=1).min() > 1.2 / 255:
            return np.round(curve * 255).astype(np.uint8)


def smooth_map(*stops):
    t = np.linspace(0, 1, 256)
    curve = np.stack([np.interp(t, np.linspace(0, 1, len(stops)), c) for c in np.array(stops, float).T], 1)
    return np.round(ndimage.gaussian_filter1d(curve, 6, axis=0, mode='nearest')).astype(np.uint8)


def make_maps(seed):
    """Maps of the usual kinds, and random ones."""
    rng = np.random.default_rng(seed)
    maps = {'dusk': smooth_map((10, 5, 30), (90, 20, 110), (210, 70, 80), (250, 180, 60), (250, 250, 200)),
            'lagoon': smooth_map((240, 248, 235), (120, 200, 170), (30, 120, 150), (15, 40, 90)),
            'balance': smooth_map((30, 60, 150), (120, 170, 220), (242, 240, 238), (225, 140, 100), (140, 20, 40)),
            'spectrum': smooth_map((60, 10, 130), (20, 80, 230), (20, 190, 180), (90, 210, 40), (240, 210, 20),
                                   (230, 60, 10), (110, 5, 20))}
    for i in range(4):
        maps[f'random{i}'] = random_map(rng)
    return maps


KNOWN = ('viridis', 'inferno', 'jet', 'turbo', 'coolwarm', 'Spectral', 'terrain', 'cubehelix')


def known_maps():
    """Maps of the catalog, by matplotlib."""
    return {name: matplotlib.colormaps[name](np.linspace(0, 1, 256), bytes=True)[:, :3] for name in KNOWN}


def paint(z, table):
    rgb = table[np.clip(np.nan_to_num(z) * 256, 0, 255).astype(int)]
    rgb[np.isnan(z)] = 255
    return rgb


def bilinear(z, table):
    def enlarge(a):
        return np.asarray(Image.fromarray(a.astype(np.float32)).resize((SIZE, SIZE), Image.BILINEAR))
    small = z[::4, ::4]
    rgb = np.asarray(Image.fromarray(paint(small, table)).resize((SIZE, SIZE), Image.BILINEAR))
    return rgb, np.where(enlarge(np.isfinite(small)) > .999, enlarge(np.nan_to_num(small)), np.nan)


def figure(z, table, bar, inked):
    """-> picture, top left corner of the field. Without ink: the field and the bar alone."""
    dpi, left, bottom = 120, 70, 55
    w, h = (SIZE + left + (130 if bar else 40)), SIZE + bottom + 45
    fig = plt.figure(figsize=(w / dpi, h / dpi), dpi=dpi)
    ax = fig.add_axes([left / w, bottom / h, SIZE / w, SIZE / h])
    image = ax.imshow(z, cmap=ListedColormap(table / 255), vmin=0, vmax=1)
    if bar:
        cax = fig.add_axes([(left + SIZE + 25) / w, bottom / h, 20 / w, SIZE / h])
        fig.colorbar(image, cax=cax).ax.tick_params(labelsize=7)
    ax.tick_params(labelsize=7)
    if inked:
        smooth = ndimage.gaussian_filter(np.where(np.isnan(z), np.nanmean(z), z), 4)
        lines = ax.contour(smooth, levels=np.linspace(.15, .85, 6), colors='k', linewidths=.6)
        ax.clabel(lines, fontsize=6, fmt='%.2f')
        for x, y, text in ((40, 60, 'Site 12'), (220, 150, 'Ridge'), (110, 320, 'Transect B')):
            ax.text(x, y, text, fontsize=8)
            ax.plot([x - 6], [y - 4], 'k^', ms=3)
        ax.set_xlabel('Easting [km]', fontsize=8)
        ax.set_ylabel('Northing [km]', fontsize=8)
        ax.set_title('Survey', fontsize=9, pad=3)
    else:
        ax.axis('off')
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=dpi, format='png')
    plt.close(fig)
    rgb = np.asarray(Image.open(buffer).convert('RGB'))
    return rgb, left, rgb.shape[0] - bottom - SIZE


def in_figure(z, table, bar):
    rgb, left, top = figure(z, table, bar, True)
    bare, _, _ = figure(z, table, bar, False)
    truth = np.full(rgb.shape[:2], np.nan)
    truth[top:top + SIZE, left:left + SIZE] = z
    truth[np.any(rgb != bare, axis=2)] = np.nan
    return rgb, truth


def make_case(name, z, table, condition):
    bar = condition in ('figcbar', 'figjpeg')
    if condition.startswith('fig'):
        rgb, truth = in_figure(z, table, bar)
    elif condition == 'bilinear':
        rgb, truth = bilinear(z, table)
    else:
        rgb, truth = paint(z, table), z
    file = io.BytesIO()
    if condition in QUALITY:
        Image.fromarray(rgb).save(file, 'JPEG', quality=QUALITY[condition], subsampling=2)
        rgb = np.asarray(Image.open(file).convert('RGB'))
    else:
        Image.fromarray(rgb).save(file, 'PNG')
    return Case(name, condition, rgb, file.getvalue(), '.jpg' if condition in QUALITY else '.png', truth, table, bar)


def make_cases(seed, conditions, known=False):
    for number, (field, make) in enumerate(FIELDS.items()):
        z = make(np.random.default_rng((seed, number)))
        for name, table in (known_maps() if known else make_maps(seed)).items():
            for condition in conditions:
                yield make_case(f'{field}-{name}-{condition}', z, table, condition)
