#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scatter plots with a color bar, and the truth of them.

Draws scatter plots whose markers' colors stand for values: circles, squares, triangles, diamonds of 3 to 20 pixels, 20 to
1000 of them, with and without edge lines, half-transparent, with grid lines behind, with Matplotlib and, where they are
installed, with R (plot and ggplot2) and gnuplot, into FOLDER, each as PNG and as JPEG of quality 85. FOLDER/truth.json holds
the pixels and values of all markers, and which of them touch no other. Same SEED, same figures.

usage: figures.py FOLDER [COUNT] [SEED]
"""
import json
import pathlib
import shutil
import subprocess
import sys

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

MAPS = ['viridis', 'plasma', 'jet', 'coolwarm', 'YlOrRd', 'turbo', 'RdBu_r', 'Spectral', 'cividis', 'gray']
COUNTS = [20, 50, 100, 200, 400, 1000]
SIZES = [3, 4, 5, 6, 8, 10, 13, 16, 20]
DOTS = 100  # an inch


def apart(places, diameter):
    """Of each marker, whether no other one touches it; places and diameter in pixels."""
    away = np.abs(places[:, None, :] - places[None, :, :])
    away = np.hypot(away[..., 0], away[..., 1])
    np.fill_diagonal(away, np.inf)
    return away.min(1) > diameter + 1


def sample(rng):
    """Values at random places of [0, 10] x [-5, 5]."""
    count = int(rng.choice(COUNTS))
    size = float(rng.choice([s for s in SIZES if count * s * s < 60000]))
    x, y = rng.uniform(0.3, 9.7, count), rng.uniform(-4.7, 4.7, count)
    low, span = rng.choice([-20, 0, 100]), rng.choice([1, 10, 80])
    t = 0.5 + 0.5 * np.sin(x / rng.uniform(1, 3) + rng.uniform(0, 6)) * np.cos(y / rng.uniform(1, 4)) * rng.uniform(0.8, 1)
    return x, y, low + span * np.clip(t + rng.normal(0, 0.03, count), 0, 1), (float(low), float(low + span)), size


def truth(x, y, values, limits, size, places, outer):
    return {'range': list(limits), 'size': size, 'x': x.tolist(), 'y': y.tolist(), 'values': np.asarray(values).tolist(),
            'places': np.round(places, 3).tolist(), 'apart': apart(places, outer).tolist()}


def with_matplotlib(rng, path):
    x, y, values, limits, size = sample(rng)
    marker = str(rng.choice(list('oooss^vD')))
    edge = float(rng.choice([0, 0, 0.5, 1])) if size > 5 else 0
    alpha = float(rng.choice([1, 1, 1, 0.6, 0.8]))
    figure, axes = plt.subplots(figsize=(rng.uniform(5, 7.5), rng.uniform(4, 5.5)), dpi=DOTS)
    style = int(rng.integers(4))
    if style == 1:
        axes.grid(True)
    elif style == 2:
        axes.set_facecolor('#ebebeb')
        axes.grid(True, color='white')
    elif style == 3:
        axes.grid(True, linestyle=':' if rng.random() < 0.5 else '--', alpha=0.7)
    axes.set_axisbelow(True)
    shown = axes.scatter(x, y, c=values, s=(size * 72 / DOTS) ** 2, cmap=str(rng.choice(MAPS)), marker=marker, alpha=alpha,
                         vmin=limits[0], vmax=limits[1], linewidths=edge, edgecolors=str(rng.choice(['k', 'k', 'w', 'gray'])) if edge else 'face')
    figure.colorbar(shown, label=str(rng.choice(['Score', 'Temperature [K]', 'depth (m)'])))
    axes.set(xlabel='x', ylabel='y')
    figure.canvas.draw()
    places = axes.transData.transform(np.column_stack([x, y]))
    places[:, 1] = figure.canvas.get_width_height()[1] - places[:, 1]
    figure.savefig(path, dpi=DOTS)
    plt.close(figure)
    outer = (size + edge * DOTS / 72) * (1.42 if marker in 's^v' else 1.42 if marker == 'D' else 1)
    about = {'by': 'matplotlib', 'marker': marker, 'edge': edge, 'alpha': alpha, 'style': style}
    return {**truth(x, y, values, limits, size, places, outer), **about}


R_POINTS = '''
d <- read.csv("points.csv"); png("{path}", {width}, {height}, res=100)
layout(matrix(1:2, 1), widths=c(5, 1.1)); par(mar=c(4, 4, 2, 1))
ramp <- {ramp}(100); at <- pmin(100, 1 + floor((d$v - {low}) / ({high} - {low}) * 100))
plot(d$x, d$y, pch={pch}, col={col}, bg=ramp[at], cex={cex}, xlim=c(0, 10), ylim=c(-5, 5), xlab="x", ylab="y", panel.first={first})
p <- data.frame(x=grconvertX(d$x, "user", "device"), y=grconvertY(d$y, "user", "device"))
par(mar=c(4, 0.5, 2, 3)); image(1, seq({low}, {high}, length.out=100), t(1:100), col=ramp, axes=FALSE, xlab="", ylab="")
axis(4, las=1); box(); invisible(dev.off()); write.csv(p, "places.csv", row.names=FALSE)
'''

R_GGPLOT = '''
suppressMessages({{library(ggplot2); library(grid)}}); d <- read.csv("points.csv")
p <- ggplot(d, aes(x, y, {aes}=v)) + geom_point(size={size}, shape={shape}, alpha={alpha}) + {scale} + {theme}
png("{path}", {width}, {height}, res=100); print(p)
b <- ggplot_build(p)$layout$panel_params[[1]]; v <- paste(format(current.vpTree()), collapse=" ")
downViewport(regmatches(v, regexpr("panel[.][0-9-]+", v)))
at <- deviceLoc(unit((d$x - b$x.range[1]) / diff(b$x.range), "npc"), unit((d$y - b$y.range[1]) / diff(b$y.range), "npc"))
invisible(dev.off())
write.csv(data.frame(x=convertX(at$x, "inches", TRUE) * 100, y={height} - convertY(at$y, "inches", TRUE) * 100), "places.csv", row.names=FALSE)
'''

GNUPLOT = '''
set terminal pngcairo size {width},{height} {colors}
set output "{path}"
set lmargin at screen 0.12; set rmargin at screen 0.8; set bmargin at screen 0.12; set tmargin at screen 0.92
set xrange [0:10]; set yrange [-5:5]; set cbrange [{low}:{high}]; {grid}; {palette}; unset key
set datafile separator ","
plot "points.csv" skip 1 using 1:2:3 with points pt {pt} ps {ps} palette
'''


def write_points(folder, x, y, values):
    np.savetxt(folder / 'points.csv', np.column_stack([x, y, values]), delimiter=',', header='x,y,v', comments='', fmt='%.8g')


def r_places(folder, script):
    (folder / 'draw.R').write_text(script)
    subprocess.run(['Rscript', 'draw.R'], cwd=folder, check=True, capture_output=True)
    return np.loadtxt(folder / 'places.csv', delimiter=',', skiprows=1)


def with_r(rng, path):
    x, y, values, limits, size = sample(rng)
    pch = int(rng.choice([16, 19, 15, 17, 18, 21, 22]))
    write_points(path.parent, x, y, values)
    # A circle of R has the radius 0.375 of the size of letters, 12 points at 100 dots an inch.
    cex = size / (2 * 0.375 * 12 * DOTS / 72)
    script = R_POINTS.format(path=path.name, width=int(rng.integers(520, 760)), height=int(rng.integers(420, 560)), pch=pch, cex=cex,
                             ramp=str(rng.choice(['hcl.colors', 'heat.colors', 'topo.colors', 'rainbow'])), low=limits[0],
                             high=limits[1], col='"black"' if pch > 20 else 'ramp[at]',
                             first=str(rng.choice(['NULL', 'grid()', 'grid(lty=1)'])))
    places = r_places(path.parent, script)
    return {**truth(x, y, values, limits, size, places, 1.42 * size + 2), 'by': 'R', 'marker': pch, 'edge': int(pch > 20), 'alpha': 1}


def with_ggplot(rng, path):
    x, y, values, limits, size = sample(rng)
    shape = int(rng.choice([16, 19, 15, 17, 18, 21]))
    alpha = float(rng.choice([1, 1, 0.7]))
    write_points(path.parent, x, y, values)
    aes = 'fill' if shape > 20 else 'color'
    end = f'limits=c({limits[0]},{limits[1]})'
    scales = [f'scale_{aes}_gradient({end})', f'scale_{aes}_viridis_c({end})',
              f'scale_{aes}_gradientn(colors=c("blue","green","yellow","red"), {end})']
    script = R_GGPLOT.format(path=path.name, width=int(rng.integers(520, 760)), height=int(rng.integers(420, 560)), shape=shape,
                             size=size / (DOTS / 25.4), alpha=alpha, aes=aes, scale=str(rng.choice(scales)),
                             theme=str(rng.choice(['theme_gray()', 'theme_bw()', 'theme_minimal()', 'theme_classic()'])))
    places = r_places(path.parent, script)
    return {**truth(x, y, values, limits, size, places, 1.42 * size + 2), 'by': 'ggplot2', 'marker': shape, 'edge': int(shape > 20),
            'alpha': alpha}


def with_gnuplot(rng, path):
    x, y, values, limits, size = sample(rng)
    pt = int(rng.choice([7, 7, 5, 9, 13]))
    write_points(path.parent, x, y, values)
    width, height = int(rng.integers(560, 800)), int(rng.integers(420, 560))
    palettes = ['set palette defined (0 "blue", 1 "green", 2 "red")', '', 'set palette rgbformulae 33,13,10']
    script = GNUPLOT.format(path=path.name, width=width, height=height, colors=str(rng.choice(['', 'enhanced'])), low=limits[0],
                            high=limits[1], pt=pt, ps=size / 8, palette=str(rng.choice(palettes)),
                            grid=str(rng.choice(['', 'set grid', 'set grid lt 1 lc rgb "#dddddd"'])))
    (path.parent / 'draw.gp').write_text(script)
    subprocess.run(['gnuplot', 'draw.gp'], cwd=path.parent, check=True, capture_output=True)
    places = np.column_stack([(0.12 + 0.68 * x / 10) * width, (1 - (0.12 + 0.8 * (y + 5) / 10)) * height])
    return {**truth(x, y, values, limits, size, places, 1.42 * size + 2), 'by': 'gnuplot', 'marker': pt, 'edge': 0, 'alpha': 1}


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    rng = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    makers = [with_matplotlib, with_matplotlib]
    if shutil.which('gnuplot'):
        makers.append(with_gnuplot)
    if shutil.which('Rscript'):
        makers += [with_r, with_ggplot]
    cases = {}
    for number in range(count):
        stem = f'f{number:03}'
        case = makers[number % len(makers)](rng, folder / f'{stem}.png')
        picture = Image.open(folder / f'{stem}.png').convert('RGB')
        picture.save(folder / f'{stem}.png')
        picture.save(folder / f'{stem}q.jpg', quality=85)
        cases[f'{stem}.png'] = cases[f'{stem}q.jpg'] = case
    (folder / 'truth.json').write_text(json.dumps(cases))


if __name__ == '__main__':
    main()
