# SPDX-License-Identifier: GPL-3.0-or-later
"""Three ways from a picture to its field, each [0, 1] with NaN for no data, on the picture's grid."""
import json
import pathlib
import subprocess
import tempfile

import numpy as np
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist, pdist, squareform
from sklearn.cluster import KMeans
from sklearn.utils import shuffle


def laid_out(field, report, shape):
    area = report['plot_area']
    full = np.full(shape, np.nan)
    full[area['y']:area['y'] + area['height'], area['x']:area['x'] + area['width']] = field
    return full


def ours(program, cases):
    """{name: (field, confidence)} of the cases that were not refused, by the program recover-picture."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        paths = []
        for case in cases:
            paths.append(folder / (case.name + case.suffix))
            paths[-1].write_bytes(case.file)
        subprocess.run([program, '--confidence', folder, *paths], check=False)
        for case in cases:
            report = folder / (case.name + '.json')
            if not report.exists():
                continue
            planes = [np.load(folder / (case.name + end)) for end in ('.npy', '.confidence.npy')]
            report = json.loads(report.read_text())
            found[case.name] = [laid_out(p, report, case.truth.shape) for p in planes]
    return found


def nearest_entry(case):
    """Someone who knows the map: entry i of 256 stands for (i + 0.5) / 256."""
    colors, inverse = np.unique(case.rgb.reshape(-1, 3), axis=0, return_inverse=True)
    entry = cKDTree(case.table.astype(float)).query(colors)[1]
    return ((entry + .5) / 256)[inverse].reshape(case.truth.shape)


def notebook(case):
    """Palette by k-means of 256 on a thousand pixels; from the color nearest black always on to the nearest one
    that is not yet within three halves of the palette's median spacing; nearest node a pixel, none beyond 0.2."""
    pixels = case.rgb.reshape(-1, 3) / 255.
    sample = shuffle(pixels, random_state=0)[:1000]
    clusters = min(256, len(np.unique(sample, axis=0)))
    palette = np.clip(KMeans(n_clusters=clusters, random_state=0, n_init=10).fit(sample).cluster_centers_, 0, 1)
    palette = np.unique(palette, axis=0)
    distances = squareform(pdist(palette))
    spacing = np.where(distances == 0, np.nan, distances)
    reach = 3 * np.median(np.nanmin(spacing, axis=0)) / 2
    target = cdist([[0, 0, 0]], palette)[0]
    path = [int(np.argmin(target))]
    for _ in range(len(palette)):
        distances[:, target < reach] = 10
        target[target < reach] = 10
        nearest = int(np.argmin(target))
        if nearest not in path:
            path.append(nearest)
        target = distances[nearest, :]
    distance, node = cKDTree(palette[path]).query(pixels)
    t = node / max(1, len(path) - 1)
    return np.where(distance > .2, np.nan, t).reshape(case.truth.shape)
