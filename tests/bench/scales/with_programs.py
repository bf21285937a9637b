# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of random scales drawn by gnuplot, R, ggplot2, Octave, GMT and PLplot, with their truth."""
import pathlib
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / 'figures'), str(ROOT / 'data/figures/make')]
import common  # noqa: E402 (runs programs)
import fields  # noqa: E402

COLUMNS, ROWS = 84, 60
DOTS = 100


def shares(rng):
    """A field of 0 to 1, the first row at the top."""
    return fields.on_grid({'formula': 'hills', 'seed': int(rng.integers(10000)), 'lo': 0.0, 'hi': 1.0}, COLUMNS, ROWS)


def text(values):
    return '\n'.join(' '.join(f'{v:.9g}' for v in row) for row in values) + '\n'


def ends(rng, least=-3, most=5):
    size = 10.0 ** rng.integers(least, most)
    low, high = float(rng.choice([0, 0, -1, 2, -4])) * size, float(rng.choice([5, 8, 10, 4.5])) * size
    return float(f'{low:.6g}'), float(f'{high:.6g}')


def axis(low, high, scale='linear'):
    return {'first': low, 'last': high, 'scale': scale, 'kind': 'plain' if scale == 'linear' else 'log_plain', 'time': False}


def case(program, kind, area, bar, low, high, scale, x, y, place='right', digits=8, **more):
    return {'program': program, 'kind': kind, 'place': place, 'plot_area': area, 'colorbar': bar,
            'range': {'min': low, 'max': high, 'scale': scale, 'time': False, **more}, 'axes': {'x': x, 'y': y}, 'digits': digits}


def layout(rng):
    """-> size of the picture, plot area, bar, where the bar is."""
    width, height = int(rng.integers(440, 640)), int(rng.integers(360, 480))
    place = str(rng.choice(['right', 'right', 'right', 'below']))
    if place == 'right':
        area = [80, 54, width - 140, height - 60]
        bar = [width - 120, area[1], width - 100, area[3]]
    else:
        area = [80, 34, width - 40, height - 140]
        bar = [area[0], height - 76, area[2], height - 58]
    return (width, height), area, bar, place


def between(share, low, high, log):
    return low * (high / low) ** share if log else low + (high - low) * share


# Of gnuplot: name, settings for the bar, factor of what labels say, ends or None, logarithmic.
GNUPLOT = [
    ('plain', '', None, False), ('plain', '', None, False), ('each_power', 'set format cb "%.1e"', (-7, 6), False), ('each_power', 'set format cb "%.0e"', (-7, 6), False),
    ('each_power', 'set format cb "%.1t{/Symbol \\264}10^{%T}"', (-7, 7), False), ('suffix', 'set format cb "%.0s%c"', (3, 8), False),
    ('suffix', 'set format cb "%.1s %c"', (-6, 8), False), ('decimals', 'set format cb "%.2f"', (-2, 1), False), ('comma', "set decimalsign ','\nset format cb '%.1f'", (0, 1), False),
    ('log_powers', 'set logscale cb\nset format cb "10^{%L}"', None, True), ('log_plain', 'set logscale cb', None, True), ('log_powers', 'set logscale cb\nset format cb "%.0e"', None, True),
    ('unit_behind', 'set format cb "%g K"', (1, 3), False), ('unit_behind', 'set format cb "%g°C"', (0, 2), False), ('percent', 'set format cb "%g%%"', (1, 2), False)]


def gnuplot(rng, path):
    kind, settings, powers, log = GNUPLOT[rng.integers(len(GNUPLOT))]
    size, area, bar, place = layout(rng)
    low, high = ends(rng, *(powers or (-2, 4)))
    if log:
        power = int(rng.integers(-5, 1))
        low, high = 10.0 ** power, 10.0 ** (power + rng.integers(2, 6))
    x, y = ends(rng), ends(rng)
    points = int(rng.choice([8, 9, 10, 12, 14]))
    share = lambda r: (r[0] / size[0], r[2] / size[0], 1 - r[1] / size[1], 1 - r[3] / size[1])
    a, b = share(area), share(bar)
    script = f'''set terminal {rng.choice(['pngcairo', 'pngcairo', 'png'])} size {size[0]},{size[1]} font "{rng.choice(['DejaVuSans', 'LiberationSans-Regular'])},{points}"
set encoding utf8
set output "out.png"
set lmargin at screen {a[0]:.6f}
set rmargin at screen {a[1]:.6f}
set tmargin at screen {a[2]:.6f}
set bmargin at screen {a[3]:.6f}
set xrange [{x[0]}:{x[1]}]
set yrange [{y[0]}:{y[1]}]
set cbrange [{low}:{high}]
set palette {rng.choice(['rgbformulae 22,13,-31', 'rgbformulae 33,13,10', 'viridis', 'rgbformulae 7,5,15', 'gray'])}
set colorbox {'vertical' if place == 'right' else 'horizontal'} user origin {b[0]:.6f},{b[3]:.6f} size {b[1] - b[0]:.6f},{b[2] - b[3]:.6f}
{settings}
{rng.choice(['', 'set cblabel "Depth (m)"', 'set title "Run 3"'])}
plot "field.txt" matrix using ({x[0]}+($1+0.5)*{(x[1] - x[0]) / COLUMNS}):({y[1]}-($2+0.5)*{(y[1] - y[0]) / ROWS}):3 with image notitle
'''.replace('set palette viridis', 'set palette defined (0 "#440154", 1 "#3b528b", 2 "#21918c", 3 "#5ec962", 4 "#fde725")')
    path.write_bytes(common.run(['gnuplot'], script, [('field.txt', text(between(shares(rng), low, high, log)))]))
    return case('gnuplot', kind, area, bar, low, high, 'log' if log else 'linear', axis(*x), axis(y[1], y[0]), place, round(points * 0.97, 1))


# Of ggplot2: name, what the scale is told, powers of ten, scale.
GGPLOT = [
    ('plain', '', None, 'linear'), ('plain', '', None, 'linear'), ('thousands', 'labels=scales::comma', (3, 6), 'linear'), ('each_power', 'labels=scales::scientific', (-7, 7), 'linear'),
    ('suffix', 'labels=scales::label_number(scale_cut=scales::cut_short_scale())', (3, 9), 'linear'), ('unit_behind', 'labels=scales::label_number(suffix=" K")', (1, 3), 'linear'),
    ('comma', 'labels=scales::label_number(decimal.mark=",", accuracy=0.1)', (0, 1), 'linear'), ('log_powers', 'trans="log10", labels=scales::label_log()', None, 'log'),
    ('log_plain', 'trans="log10"', None, 'log'), ('power', 'trans="sqrt"', (0, 3), 'power'), ('thousands', 'labels=scales::label_number(big.mark=" ")', (3, 6), 'linear')]


def ggplot(rng, path):
    kind, told, powers, scale = GGPLOT[rng.integers(len(GGPLOT))]
    low, high = ends(rng, *(powers or (-2, 4)))
    if scale == 'log':
        power = int(rng.integers(-4, 1))
        low, high = 10.0 ** power, 10.0 ** (power + rng.integers(2, 5))
    if scale == 'power':
        low = 0.0
    x, y = ends(rng), ends(rng)
    t = shares(rng)
    values = high * t ** 2 if scale == 'power' else between(t, low, high, scale == 'log')
    theme = str(rng.choice(['theme_gray', 'theme_bw', 'theme_minimal', 'theme_classic']))
    wide, points = float(rng.uniform(4.5, 7)), int(rng.choice([8, 9, 11, 13]))
    script = f'''library(ggplot2); library(grid)
z <- as.matrix(read.table("field.txt")); x <- {x[0]} + (seq_len({COLUMNS}) - 0.5) * {(x[1] - x[0]) / COLUMNS}; y <- {y[1]} - (seq_len({ROWS}) - 0.5) * {(y[1] - y[0]) / ROWS}
d <- data.frame(x=rep(x, each={ROWS}), y=rep(y, {COLUMNS}), depth=as.vector(z))
png("out.png", {wide}, 4, units="in", res={DOTS}, type="cairo")
print(ggplot(d, aes(x, y, fill=depth)) + geom_raster() + coord_cartesian(expand=FALSE, xlim=c({x[0]}, {x[1]}), ylim=c({y[0]}, {y[1]})) +
 scale_fill_viridis_c(limits=c({low}, {high}), oob=scales::squish, {f'{told}, ' if told else ''}option="{rng.choice(['D', 'C', 'B'])}",
 guide=guide_colorbar({rng.choice(['', 'barheight=10', 'barheight=12, barwidth=1.2'])})) + {theme}(base_size={points}) + labs(x="x", y="y"))
downViewport("panel.7-5-7-5"); a <- deviceLoc(unit(0, "npc"), unit(0, "npc")); b <- deviceLoc(unit(1, "npc"), unit(1, "npc"))
writeLines(as.character(c(convertX(a$x, "in", TRUE), convertY(b$y, "in", TRUE), convertX(b$x, "in", TRUE), convertY(a$y, "in", TRUE))), "area.txt")
invisible(dev.off())
'''
    area = []
    keep = path.with_suffix('.area')
    script = script.replace('"area.txt"', f'"{keep.resolve()}"')
    path.write_bytes(common.run(['Rscript', '-'], script, [('field.txt', text(values))]))
    a = [float(v) for v in keep.read_text(encoding='utf-8').split()]
    keep.unlink()
    area = [round(a[0] * DOTS), round((4 - a[1]) * DOTS), round(a[2] * DOTS), round((4 - a[3]) * DOTS)]
    more = {'exponent': 0.5, 'origin': 0.0} if scale == 'power' else {}
    return case('ggplot2', kind, area, None, low, high, scale, axis(*x), axis(y[1], y[0]), digits=round(points * 0.8, 1), **more)


# Of R's own graphics: name, the labels of the bar as a function of their values, powers of ten.
R_LABELS = [('plain', 'TRUE', None), ('thousands', 'format(v, big.mark=",", scientific=FALSE, trim=TRUE)', (3, 7)), ('thousands', 'format(v, big.mark=" ", scientific=FALSE, trim=TRUE)', (3, 7)),
            ('each_power', 'format(v, scientific=TRUE, digits=2)', (-7, 7)), ('comma', 'format(v, decimal.mark=",", trim=TRUE)', (-1, 1)),
            ('unit_behind', 'paste0(v, "°C")', (1, 2)), ('percent', 'paste0(v, "%")', (1, 2)), ('thousands', 'format(v, big.mark=".", decimal.mark=",", scientific=FALSE, trim=TRUE)', (4, 7))]


def base_r(rng, path):
    kind, labels, powers = R_LABELS[rng.integers(len(R_LABELS))]
    size, area, bar, place = layout(rng)
    low, high = ends(rng, *(powers or (-3, 4)))
    x, y = ends(rng), ends(rng)
    share = lambda r: f'c({r[0] / size[0]}, {r[2] / size[0]}, {1 - r[3] / size[1]}, {1 - r[1] / size[1]})'
    across = place == 'below'
    points = int(rng.choice([9, 10, 12, 14]))
    strip = (f'image(edges, 0:1, middles, col=colors, zlim=c({low}, {high}), axes=FALSE, xlab="", ylab="", useRaster=FALSE)' if across else
             f'image(0:1, edges, t(middles), col=colors, zlim=c({low}, {high}), axes=FALSE, xlab="", ylab="")')
    script = f'''png("out.png", {size[0]}, {size[1]}, type="cairo", pointsize={points})
z <- t(as.matrix(read.table("field.txt"))[{ROWS}:1, ]); dimnames(z) <- NULL
colors <- hcl.colors(128, "{rng.choice(['viridis', 'inferno', 'Spectral', 'YlOrRd'])}")
par(plt={share(area)}, las=1, mgp=c(2, 0.6, 0), tcl=-0.3)
image(seq({x[0]}, {x[1]}, length.out={COLUMNS} + 1), seq({y[0]}, {y[1]}, length.out={ROWS} + 1), z, col=colors, zlim=c({low}, {high}), xlab="", ylab="")
box()
par(plt={share(bar)}, new=TRUE)
edges <- seq({low}, {high}, length.out=129); middles <- matrix(edges[-1] - diff(edges) / 2)
{strip}
v <- pretty(c({low}, {high})); v <- v[v >= {low} & v <= {high}]
axis({1 if across else 4}, at=v, labels={labels})
box()
invisible(dev.off())
'''
    path.write_bytes(common.run(['Rscript', '-'], script, [('field.txt', text(between(shares(rng), low, high, False)))]))
    return case('R', kind, area, bar, low, high, 'linear', axis(*x), axis(y[1], y[0]), place, round(points * 0.72, 1))


def octave(rng, path):
    """Through its gnuplot; where the bar lies is for Octave to say."""
    width, height = int(rng.integers(400, 600)), int(rng.integers(320, 440))
    low, high = ends(rng, -6, 7)
    x, y = ends(rng), ends(rng)
    points = int(rng.choice([8, 9, 10, 12]))
    below = bool(rng.random() < 0.25)
    script = f'''graphics_toolkit gnuplot
f = figure("visible", "off", "position", [0, 0, {width}, {height}], "paperposition", [0, 0, {width / 100}, {height / 100}]);
z = load("field.txt");
imagesc([{x[0]} + {(x[1] - x[0]) / COLUMNS / 2}, {x[1]} - {(x[1] - x[0]) / COLUMNS / 2}], [{y[1]} - {(y[1] - y[0]) / ROWS / 2}, {y[0]} + {(y[1] - y[0]) / ROWS / 2}], z, [{low}, {high}]);
axis xy; xlim([{x[0]}, {x[1]}]); ylim([{y[0]}, {y[1]}]); set(gca, "fontsize", {points});
colormap({rng.choice(['jet(128)', 'viridis(256)', 'hot(128)', 'gray(256)'])});
b = colorbar({'"southoutside"' if below else ''}); set(b, "fontsize", {points});
print("out.png", "-dpng", "-r100");
'''
    picture = common.run(['octave', '--no-gui', '--quiet', 'make.m'], None, [('field.txt', text(between(shares(rng), low, high, False))), ('make.m', script)])
    path.write_bytes(picture)
    return case('Octave', 'plain', None, None, low, high, 'linear', axis(*x), axis(y[1], y[0]), 'below' if below else 'right', round(points, 1))


GMT = [('plain', '-Bxaf', None, 'linear'), ('plain', '-Bxaf+l"Depth" -By+lm', None, 'linear'), ('unit_behind', '-Bxaf+u"\\260C"', (0, 2), 'linear'), ('unit_behind', '-Bxaf+u" m"', (1, 4), 'linear'),
       ('log_powers', '-Q -Bpa1p', None, 'log'), ('log_plain', '-Q -Bpa1', None, 'log'), ('each_power', '-Bxaf --FORMAT_FLOAT_MAP=%.1e', (-7, 6), 'linear'), ('percent', '-Bxaf+u%', (1, 2), 'linear')]


def gmt(rng, path):
    kind, told, powers, scale = GMT[rng.integers(len(GMT))]
    size, area, bar, place = layout(rng)
    low, high = ends(rng, *(powers or (-2, 4)))
    log = scale == 'log'
    if log:
        power = int(rng.integers(-4, 1))
        low, high = 10.0 ** power, 10.0 ** (power + rng.integers(2, 5))
    west, south = float(rng.choice([-180, -30, 0, 100])), float(rng.choice([-60, -10, 20]))
    east, north = west + float(rng.choice([20, 60, 120])), south + float(rng.choice([20, 40]))
    map_like = bool(rng.random() < 0.5)
    if not map_like:
        (west, east), (south, north) = ends(rng, -1, 4), ends(rng, -1, 4)
    inch = lambda px: f'{px / DOTS}i'
    points = int(rng.choice([8, 9, 10, 12]))
    values = between(shares(rng), low, high, log)
    rows = '\n'.join(f'{west + (i + 0.5) * (east - west) / COLUMNS:.9g} {north - (j + 0.5) * (north - south) / ROWS:.9g} {values[j, i]:.9g}'
                     for j in range(ROWS) for i in range(COLUMNS)) + '\n'
    range_ = f'-R{west}/{east}/{south}/{north}'
    colors = rng.choice(['viridis', 'jet', 'inferno', 'polar', 'rainbow'])
    script = f'''set -e
gmt set PS_MEDIA {size[0] * 72 / DOTS}x{size[1] * 72 / DOTS} PS_PAGE_ORIENTATION portrait MAP_FRAME_TYPE {rng.choice(['plain', 'fancy']) if map_like else 'plain'} MAP_FRAME_PEN 0.6p
gmt set FONT_ANNOT_PRIMARY {points}p,{rng.choice(['Helvetica', 'Times-Roman'])} FONT_LABEL {points}p,Helvetica MAP_TICK_LENGTH 3p MAP_ORIGIN_X 0 MAP_ORIGIN_Y 0 MAP_LABEL_OFFSET 3p
gmt makecpt -C{colors} {f'-T{np.log10(low):g}/{np.log10(high):g} -Qi' if log else f'-T{low}/{high}'} > c.cpt
gmt xyz2grd f.xyz -Gf.grd {range_} -I{COLUMNS}+n/{ROWS}+n -r
gmt grdimage f.grd -JX{inch(area[2] - area[0])}{'d' if map_like else ''}/{inch(area[3] - area[1])}{'d' if map_like else ''} -X{inch(area[0])} -Y{inch(size[1] - area[3])} -Cc.cpt -Q -K > o.ps
gmt psbasemap {range_} -J -Bxaf -Byaf -BWSne -O -K >> o.ps
gmt psscale -Cc.cpt -Dx{inch(bar[0] - area[0])}/{inch(area[3] - bar[3])}+w{inch(max(bar[2] - bar[0], bar[3] - bar[1]))}/{inch(min(bar[2] - bar[0], bar[3] - bar[1]))}{'+h' if place == 'below' else ''}+jBL {told} -O -K >> o.ps
gmt psxy -R -J -T -O >> o.ps
gmt psconvert o.ps -TG -E{DOTS} -Qt4 -Qg4 -Fout
'''
    path.write_bytes(common.run(['sh'], script, [('f.xyz', rows)]))
    x, y = axis(west, east), axis(north, south)
    if map_like:
        x['kind'] = y['kind'] = 'degrees'
    return case('GMT', kind, area, bar, low, high, scale, x, y, place, round(points * 0.97, 1))


def plplot(rng, path):
    """In a process of its own: one that fails ends the program."""
    size, area, bar, place = layout(rng)
    log = bool(rng.random() < 0.25)
    low, high = ends(rng, -6, 7)
    if log:
        power = int(rng.integers(-4, 1))
        low, high = 10.0 ** power, 10.0 ** (power + rng.integers(2, 6))
    x, y = ends(rng), ends(rng)
    across = place == 'below'
    window = f'{np.log10(low)}, {np.log10(high)}' if log else f'{low}, {high}'
    side, bare = ('bclnst' if log else 'bcnst'), 'bc'
    turned = ('bclmstv' if log else 'bcmstv')
    tall = float(rng.choice([3, 3.5, 4]))
    script = f'''import numpy as np, plplot as pl
pl.plsdev('pngcairo'); pl.plsfnam('out.png'); pl.plsetopt('geometry', '{size[0]}x{size[1]}')
pl.plscol0(0, 255, 255, 255); pl.plscol0(15, 0, 0, 0); pl.plinit(); pl.pladv(0)
p = np.array({[(0, 0, 0, 120), (0.35, 60, 120, 255), (0.5, 240, 240, 240), (0.65, 255, 120, 60), (1, 120, 0, 0)] if rng.random() < 0.5 else
              [(0, 20, 40, 60), (0.4, 60, 140, 110), (0.75, 220, 200, 120), (1, 255, 250, 240)]}, float).T
pl.plscmap1n(256); pl.plscmap1l(1, p[0], p[1] / 255, p[2] / 255, p[3] / 255); pl.plschr({tall}, 1.0)
port = lambda r: pl.plvpor(r[0] / {size[0]}, r[2] / {size[0]}, 1 - r[3] / {size[1]}, 1 - r[1] / {size[1]})
t = np.loadtxt('field.txt')[::-1].T
port({area}); pl.plwind({x[0]}, {x[1]}, {y[0]}, {y[1]})
pl.plimagefr(np.pad(np.floor(np.minimum(t, 0.9999) * 256), (0, 1), 'edge'), {x[0]}, {x[1]}, {y[0]}, {y[1]}, 0, 255, 0, 255)
pl.plcol0(15); pl.plbox('bcnst', 0, 0, 'bcnstv', 0, 0)
port({bar}); pl.plwind({f'{window}, 0, 1' if across else f'0, 1, {window}'})
c = np.pad(np.arange(256.0), (0, 1), 'edge'); s = np.repeat(c[:, None], 2, 1) if {across} else np.repeat(c[None, :], 2, 0)
pl.plimagefr(np.ascontiguousarray(s), {f'{window}, 0, 1' if across else f'0, 1, {window}'}, 0, 255, 0, 255)
pl.plcol0(15); pl.plbox('{side if across else bare}', 0, 0, '{bare if across else turned}', 0, 0); pl.plend()
'''
    path.write_bytes(common.run(['/usr/bin/python3', 'make.py'], None, [('field.txt', text(shares(rng))), ('make.py', script)]))
    return case('PLplot', 'log_powers' if log else 'plain', area, bar, low, high, 'log' if log else 'linear', axis(*x), axis(y[1], y[0]), place, round(tall * 2.4, 1))


PROGRAMS = [gnuplot, ggplot, base_r, octave, gmt, plplot]
