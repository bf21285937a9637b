# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a field with ten programs, through the corpus' own scripts (tests/data/figures/make), whose plot areas and
bars are known to the pixel; a program that is not installed is left out, and said."""
import importlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(TOP / 'tests' / 'data' / 'figures' / 'make'))
import common  # noqa: E402

JPEG = 85
MAPS = {'matplotlib': ['turbo', 'viridis', 'RdYlBu_r', 'inferno', 'plasma', 'terrain', 'cividis', 'YlGnBu'],
        'R': ['hcl.colors(100, "viridis")', 'terrain.colors(100)', 'heat.colors(64)', 'rainbow(80, end=0.7)'],
        'lattice': ['hcl.colors(100, "inferno")', 'hcl.colors(100, "YlGnBu")'],
        'GMT': ['jet', 'viridis', 'polar', 'plasma', 'haxby'],
        'gnuplot': ['', 'set palette rgbformulae 33,13,10', 'set palette cubehelix'],
        'Octave': ['jet(128)', 'viridis(256)', 'hot(128)']}


def celled(source):
    """The field as cells of a few pixels, for programs that place an image to half a pixel: inside a cell that is nothing."""
    return {**source.field, 'cells': [42, 38]}


def matplotlib(name, source, k, quality):
    mpl = importlib.import_module('mpl')
    cmap = MAPS['matplotlib'][k % len(MAPS['matplotlib'])]
    mpl.make(name, source.field, [], cmap=cmap, size=(360, 250), quality=quality, bar_label=source.units,
             colormap=[cmap, cmap.removesuffix('_r')])


def matplotlib_pdf(name, source, k, _):
    """As PDF, and from there to pixels by poppler."""
    mpl = importlib.import_module('mpl')

    def rendered(figure, transparent=False):
        del transparent
        with tempfile.TemporaryDirectory() as place:
            figure.savefig(pathlib.Path(place) / 'f.pdf', dpi=mpl.DPI)
            mpl.plt.close(figure)
            subprocess.run(['pdftocairo', '-png', '-r', str(mpl.DPI), '-singlefile', 'f.pdf', 'f'], cwd=place, check=True)
            with mpl.Image.open(pathlib.Path(place) / 'f.png') as image:
                return mpl.np.asarray(image.convert('RGB'))
    kept, mpl.picture_of = mpl.picture_of, rendered
    try:
        matplotlib(name, source, k, None)
    finally:
        mpl.picture_of = kept


def r_image(name, source, k, quality):
    r = importlib.import_module('r_figures')
    colors = MAPS['R'][k % len(MAPS['R'])]
    n = int(''.join(c for c in colors.split(',')[0].split('(')[-1] if c.isdigit()))
    lo, hi = source.field['lo'], source.field['hi']
    r.make(name, source.field, [], r.image(colors, lo, hi, n), levels='unjudged', colormap='unjudged', quality=quality)


def lattice(name, source, k, quality):
    r = importlib.import_module('r_figures')
    lo, hi, colors = source.field['lo'], source.field['hi'], MAPS['lattice'][k % len(MAPS['lattice'])]
    at = f'seq({lo}, {hi}, length.out=101)'
    r.make(name, celled(source), ['cells'], 'library(lattice)\nprint(levelplot(z, row.values=x, column.values=y, '
           f'at={at}, xlim=c(0, 10), ylim=c(0, 8), xlab="", ylab="", aspect="fill", col.regions={colors}, colorkey=list(at={at})))',
           area=(40, 35, 275, 202), bar=(298, 35, 315, 202), levels='unjudged', colormap='unjudged', quality=quality)


def ggplot2(name, source, k, quality):
    r = importlib.import_module('r_figures')
    lo, hi, option = source.field['lo'], source.field['hi'], 'DCBA'[k % 4]
    r.make(name, celled(source), ['cells'], 'library(ggplot2); d <- data.frame(x=rep(x, length(y)), y=rep(y, each=length(x)), v=as.vector(z))\n'
           'print(ggplot(d, aes(x, y, fill=v)) + geom_raster() + coord_cartesian(expand=FALSE) + '
           f'scale_fill_viridis_c(option="{option}", limits=c({lo}, {hi}), na.value="white") + theme(text=element_text(size=9)))',
           area=(26, 5, 286, 220), bar=(302, 83, 317, 155), colormap='unjudged', quality=quality)


def gmt(name, source, k, quality):
    g = importlib.import_module('gmt_figures')
    lo, hi, cpt = source.field['lo'], source.field['hi'], MAPS['GMT'][k % len(MAPS['GMT'])]
    log = source.field.get('scale') == 'log'
    limits = f'-T{common.fields.np.log10(lo):.9g}/{common.fields.np.log10(hi):.9g} -Qi' if log else f'-T{lo}/{hi}'
    g.make(name, source.field, [], f'-C{cpt} {limits}', ' -Q -Bpa1p' if log else ' -Ba', colormap='unjudged', quality=quality)


def gnuplot(name, source, k, quality):
    g = importlib.import_module('gnuplot_figures')
    log = 'set logscale cb\n' if source.field.get('scale') == 'log' else ''
    g.make(name, source.field, [], log + MAPS['gnuplot'][k % len(MAPS['gnuplot'])], colormap='unjudged', quality=quality)


def octave(name, source, k, quality):
    o = importlib.import_module('octave_figures')
    o.make(name, celled(source), ['cells'], f'colormap({MAPS["Octave"][k % len(MAPS["Octave"])]});', levels='unjudged', colormap='unjudged',
           quality=quality)


def plplot(name, source, k, quality):
    p = importlib.import_module('plplot_figures')
    p.make(name, source.field, [], [p.BLUE_RED, p.EARTH][k % 2], levels='unjudged', colormap='unjudged', size=(370, 260), quality=quality)


def vtk(name, source, k, quality):
    v = importlib.import_module('vtk_figures')
    v.make(name, source.field, [], [v.COOL_WARM, v.RAINBOW][k % 2], dark=k % 2 == 0, colormap='unjudged', quality=quality)


def gdl(name, source, k, quality):
    """IDL's tables "rainbow" (its own, not matplotlib's), "red temperature", "blue-red", "blue/green/red/yellow"."""
    g = importlib.import_module('gdl_figures')
    g.make(name, source.field, [], [39, 3, 33, 4][k % 4], colormap='unjudged', quality=quality)


# Program: what draws, what has to be there, whether it knows missing values and logarithms.
PROGRAMS = {
    'matplotlib': (matplotlib, None, True, True), 'matplotlib, PDF': (matplotlib_pdf, 'pdftocairo', True, True),
    'R (graphics)': (r_image, 'Rscript', True, False), 'R (lattice)': (lattice, 'Rscript', True, False),
    'R (ggplot2)': (ggplot2, 'Rscript', True, False), 'GMT': (gmt, 'gmt', True, True), 'gnuplot': (gnuplot, 'gnuplot', True, True),
    'Octave': (octave, 'octave', False, False), 'PLplot': (plplot, None, False, False), 'VTK': (vtk, None, False, False),
    'GDL': (gdl, 'gdl', True, True)}


def figures(sources, folder, say, only=''):
    """Draws all whose name holds `only` into the folder; yields (name, program, format, source)."""
    common.CORPUS = pathlib.Path(folder)
    common.print = lambda *_: None   # what it says of each file
    sources = list(sources)
    for p, (program, (make, needed, missing, logarithms)) in enumerate(PROGRAMS.items()):
        if needed and not shutil.which(needed):
            say(f'{program}: not installed')
            continue
        for s, source in enumerate(sources):
            # lattice and ggplot2 place plot and bar by the width of their labels, known for up to two digits.
            if make in (lattice, ggplot2) and len(str(source.field['hi'])) > 2:
                continue
            if not (missing or source.complete) or (source.field.get('scale') == 'log' and not logarithms):
                continue
            for suffix, quality in [('pdf', None)] if program.endswith('PDF') else [('png', None), ('jpeg', JPEG)]:
                name = f'{program.split(",")[0].replace(" ", "_").strip("()")}_{source.name}_{suffix}'.replace('(', '').replace(')', '')
                if only not in name:
                    continue
                try:
                    make(name, source, s + p, quality)
                except (ImportError, RuntimeError) as problem:
                    say(f'{program}, {source.name}: {str(problem).strip().splitlines()[-1] if str(problem).strip() else problem}')
                    continue
                yield name, program, suffix, source
