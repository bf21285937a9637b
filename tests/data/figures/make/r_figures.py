#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by R 4.2: its own graphics, lattice and ggplot2. usage: r_figures.py [NAME...]"""
import common

AREA, BAR, SIZE = (46, 24, 256, 214), (272, 24, 286, 214), (340, 250)
COLUMNS, ROWS = 42, 38
MANY = 'unjudged'   # R has 50 to 100 colors: to call these levels or not is as good
READ = '''z <- t(as.matrix(read.table("field.txt"))[%d:1, ]); dimnames(z) <- NULL
x <- (seq_len(nrow(z)) - 0.5) * 10 / nrow(z); y <- (seq_len(ncol(z)) - 0.5) * 8 / ncol(z)
'''


def share(rect, size):
    return f'c({rect[0] / size[0]}, {rect[2] / size[0]}, {1 - rect[3] / size[1]}, {1 - rect[1] / size[1]})'


def make(name, field, tags, script, area=AREA, bar=BAR, size=SIZE, quality=None, grid=None, **more):
    if not common.wanted(name):
        return
    columns, rows = grid or field.get('cells') or (area[2] - area[0], area[3] - area[1])
    text = (READ % rows) + f'png("out.png", {size[0]}, {size[1]}, type="cairo", pointsize=10)\n{script}\ninvisible(dev.off())\n'
    picture = common.run(['Rscript', '-'], text, [('field.txt', common.table(field, columns, rows))])
    common.save(name, picture, common.truth('r_figures', ['bar', *tags] if bar else tags, area, bar, field, quality=quality, **more), quality)


def image(colors, lo, hi, n, area=AREA, bar=BAR, size=SIZE, over=''):
    """R's image() with a bar that people write by hand: a second image."""
    limits = f'c({lo}, {hi})'
    text = f'colors <- {colors}\npar(plt={share(area, size)}, las=1, mgp=c(2, 0.6, 0), tcl=-0.3)\n'
    text += f'image(x, y, z, col=colors, zlim={limits}, xlab="", ylab="", xlim=c(0, 10), ylim=c(0, 8), useRaster=TRUE)\n{over}\nbox()\n'
    if bar:
        across = bar[2] - bar[0] > bar[3] - bar[1]
        edges, axis = f'seq({lo}, {hi}, length.out={n} + 1)', 1 if across else 4
        text += f'par(plt={share(bar, size)}, new=TRUE)\nedges <- {edges}\nmiddles <- matrix(edges[-1] - diff(edges) / 2)\n'
        text += (f'image(edges, 0:1, middles, col=colors, zlim={limits}, axes=FALSE, xlab="", ylab="")\n' if across else
                 f'image(0:1, edges, t(middles), col=colors, zlim={limits}, axes=FALSE, xlab="", ylab="")\n')
        text += f'axis({axis})\nbox()\n'
    return text


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


if __name__ == '__main__':
    common.from_command_line()
    make('r_image_heat', hills(81, 0, 1), ['levels'], image('heat.colors(12)', 0, 1, 12), levels=[i / 12 for i in range(13)],
         colormap=['heat.colors', 'heat.colors_12'])
    below = {'size': (330, 300), 'area': (46, 20, 316, 210), 'bar': (46, 246, 316, 260)}
    make('r_image_below_terrain', {'formula': 'terrain', 'seed': 8, 'octaves': 4, 'lo': 0, 'hi': 2500}, ['horizontal'],
         image('terrain.colors(100)', 0, 2500, 100, **below), levels=MANY, **below)
    make('r_image_contours_no_bar', hills(83, 0, 1, cells=[COLUMNS, ROWS]), ['no bar', 'cells', 'contours', 'lines'],
         image('heat.colors(64)', 0, 1, 64, bar=None, size=(290, 250), over='contour(x, y, z, add=TRUE)'), bar=None, size=(290, 250), direction='unjudged', levels=MANY, colormap=['heat.colors'])
    make('r_blue_red', hills(84, -3, 3, cells=[21, 19]), ['cells', 'negative'],
         image('colorRampPalette(c("blue", "white", "red"))(50)', -3, 3, 50), levels=MANY)
    make('r_filled_contour', hills(85, 0, 80), ['levels'], 'par(mar=c(3, 3, 2, 1), las=1)\n'
         'filled.contour(x, y, z, levels=seq(0, 80, 10), col=hcl.colors(8, "YlOrRd", rev=TRUE), xlim=c(0, 10), ylim=c(0, 8))', levels=list(range(0, 81, 10)),
         area=(36, 24, 256, 214), bar=(280, 24, 304, 214))
    make('r_lattice', hills(86, 0, 10, cells=[COLUMNS, ROWS]), ['cells'], 'library(lattice)\n'
         'print(levelplot(z, row.values=x, column.values=y, at=seq(0, 10, length.out=101), xlim=c(0, 10), ylim=c(0, 8), xlab="", ylab="", '
         'aspect="fill", col.regions=hcl.colors(100, "inferno"), colorkey=list(at=seq(0, 10, length.out=101))))',
         area=(40, 35, 275, 202), bar=(298, 35, 315, 202), levels=MANY)
    ggplot = ('library(ggplot2); d <- data.frame(x=rep(x, length(y)), y=rep(y, each=length(x)), depth=as.vector(z))\n'
              'print(ggplot(d, aes(x, y, fill=depth)) + geom_raster() + coord_cartesian(expand=FALSE) + %s + theme(text=element_text(size=9)))')
    # Where these three put things was found in the pictures; so were the places of the two above.
    places = {'area': (26, 5, 286, 220), 'bar': (302, 83, 317, 155)}
    make('r_ggplot', hills(87, 0, 30), [], ggplot % 'scale_fill_viridis_c(limits=c(0, 30))', colormap=['viridis'], **places)
    make('r_ggplot_blues_q85', hills(88, 0, 30), [], ggplot % 'scale_fill_gradient(limits=c(0, 30))', quality=85, **places)
    make('r_ggplot_steps', hills(89, 0, 60), ['levels'], ggplot % 'scale_fill_viridis_b(limits=c(0, 60), breaks=seq(10, 50, 10))',
         levels=list(range(0, 61, 10)), **places)
