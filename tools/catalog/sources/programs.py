# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps that a program computes: asked of the program itself. R and its packages, Octave, Scilab,
gnuplot, GDL (IDL's tables), ImageJ, VTK, ParaView (its presets, through VTK's transfer function)."""
import json
import os
import re
import subprocess
import tempfile

import numpy as np

from colortable import CELLS, Map, centers, cyclic_kind, hex_color, kind_of, rounded

R_SCRIPT = r'''
n <- 256
out <- function(family, name, package, kind, colors)
  cat(family, name, package, kind, paste(substr(colors, 1, 7), collapse = " "), sep = "\t", fill = FALSE, "\n")
for (name in hcl.pals("qualitative")) out("r", name, "r-base-core", "discrete", hcl.colors(9, name))
for (type in c("sequential", "diverging", "divergingx"))
  for (name in hcl.pals(type)) out("r", name, "r-base-core", "continuous", hcl.colors(n, name))
out("r", "heat.colors", "r-base-core", "continuous", heat.colors(n))
out("r", "terrain.colors", "r-base-core", "continuous", terrain.colors(n))
out("r", "topo.colors", "r-base-core", "continuous", topo.colors(n))
out("r", "cm.colors", "r-base-core", "continuous", cm.colors(n))
out("r", "rainbow", "r-base-core", "cyclic", rainbow(n))
out("r", "gray.colors", "r-base-core", "continuous", gray.colors(n))
for (name in palette.pals()) out("r", name, "r-base-core", "discrete", rgb(t(col2rgb(palette.colors(NULL, name))), maxColorValue = 255))
out("r", "image_default", "r-base-core", "discrete", hcl.colors(12, "YlOrRd", rev = TRUE))
for (name in c("heat.colors", "terrain.colors", "topo.colors", "cm.colors", "rainbow"))
  for (k in c(12, 20)) out("r", paste0(name, "_", k), "r-base-core", "discrete", get(name)(k))
for (name in c("magma", "inferno", "plasma", "viridis", "cividis", "rocket", "mako", "turbo"))
  out("viridislite", name, "r-cran-viridislite", "continuous", viridisLite::viridis(n, option = name))
out("fields", "tim.colors", "r-cran-fields", "continuous", fields::tim.colors(n))
out("fields", "tim.colors_64", "r-cran-fields", "continuous", fields::tim.colors(64))
out("fields", "larry.colors", "r-cran-fields", "discrete", fields::larry.colors())
out("fields", "two.colors", "r-cran-fields", "continuous", fields::two.colors(n))
out("sp", "bpy.colors", "r-cran-sp", "continuous", sp::bpy.colors(n))
regions <- lattice::standard.theme(color = TRUE)$regions$col
out("lattice", "regions", "r-cran-lattice", "continuous", if (is.function(regions)) regions(n) else regions)
out("plot3d", "jet.col", "r-cran-plot3d", "continuous", plot3D::jet.col(n))
out("plot3d", "jet2.col", "r-cran-plot3d", "continuous", plot3D::jet2.col(n))
out("plot3d", "gg.col", "r-cran-plot3d", "continuous", plot3D::gg.col(n))
out("plot3d", "gg2.col", "r-cran-plot3d", "continuous", plot3D::gg2.col(n))
u <- seq(0, 1, length.out = n)
for (name in c("viridis", "magma", "inferno", "plasma", "cividis", "rocket", "mako", "turbo"))
  out("ggplot2", name, "r-cran-scales", "continuous",
      scales::gradient_n_pal(scales::viridis_pal(option = name)(6), space = "Lab")(u))
out("ggplot2", "default", "r-cran-scales", "continuous", scales::seq_gradient_pal("#132B43", "#56B1F7", "Lab")(u))
out("ggplot2", "gradient2", "r-cran-scales", "continuous",
    scales::div_gradient_pal(scales::muted("red"), "white", scales::muted("blue"), "Lab")(u))
info <- RColorBrewer::brewer.pal.info
for (name in rownames(info)[info$category != "qual"]) {
  k <- if (info[name, "category"] == "seq") 6 else 7
  out("ggplot2", paste0("distiller_", name), "r-cran-scales", "continuous",
      scales::gradient_n_pal(scales::brewer_pal(palette = name)(k), space = "Lab")(u))
}
'''

OCTAVE_SCRIPT = r'''
names = {"autumn","bone","cool","copper","cubehelix","flag","gray","hot","hsv","jet","lines", ...
         "ocean","pink","prism","rainbow","spring","summer","turbo","viridis","winter"};
for i = 1:numel(names)
  m = feval(names{i}, 256);
  printf("%s", names{i}); printf(" %.17g", m'); printf("\n");
end
'''

SCILAB_MAPS = ('autumn bone cool copper gray hot hsv jet ocean parula pink rainbow spring summer '
               'winter').split()

IMAGEJ_MAPS = ('fire', 'ice', 'spectrum', 'redgreen', '3-3-2 RGB')
IMAGEJ_SCRIPT = '''
public class Luts {
  public static void main(String[] names) {
    for (String name : names) {
      java.awt.image.IndexColorModel m = ij.plugin.LutLoader.getLut(name);
      for (int i = 0; i < m.getMapSize(); ++i) System.out.print((m.getRGB(i) & 0xffffff) + " ");
      System.out.println();
    }
  }
}
'''

# Documented combinations of rgbformulae ("help palette rgbformulae"), the default first
GNUPLOT_PALETTES = {'default': 'rgbformulae 7,5,15', 'green_red_violet': 'rgbformulae 3,11,6',
                    'ocean': 'rgbformulae 23,28,3', 'hot': 'rgbformulae 21,22,23',
                    'color_printable_on_gray': 'rgbformulae 30,31,32',
                    'rainbow': 'rgbformulae 33,13,10', 'afm_hot': 'rgbformulae 34,35,36',
                    'hsv': 'model HSV rgbformulae 3,2,2', 'gray': 'gray',
                    'cubehelix': 'cubehelix'}


def run(command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def r_maps():
    for line in run(['Rscript', '-'], R_SCRIPT).splitlines():
        family, name, package, kind, colors = line.strip().split('\t')
        colors = [hex_color(c) for c in colors.split() if c.startswith('#') and len(c) == 7]
        if len(colors) < 3:
            continue
        table = rounded(colors)
        yield Map(name, family, kind, table, package)


def octave_maps():
    for line in run(['octave-cli', '--norc', '--eval', OCTAVE_SCRIPT]).splitlines():
        name, *values = line.split()
        table = rounded(np.array(values, float).reshape(-1, 3))
        if name == 'lines':
            yield Map(name, 'octave', 'discrete', table[:7], 'octave')
        else:
            kind = {'hsv': 'cyclic', 'flag': 'discrete', 'prism': 'discrete'}.get(name, 'continuous')
            table = {'flag': table[:4], 'prism': table[:6]}.get(name, table)
            yield Map(name, 'octave', kind, table, 'octave')


def scilab_maps(root):
    """The command line version knows no graphics: the functions are read from the data package."""
    folder = os.path.join(root, 'usr/share/scilab/modules/graphics/macros')
    functions = ['hsv2rgb'] + [f'{name}colormap' for name in SCILAB_MAPS]
    lines = [f"exec('{path}', -1);" for path in (f'{folder}/{f}.sci' for f in functions)
             if os.path.exists(path)]
    for name in SCILAB_MAPS:
        lines.append(f"mprintf('@{name}\\n'); mprintf('%.9f %.9f %.9f\\n', {name}colormap({CELLS}));")
    with tempfile.NamedTemporaryFile('w', suffix='.sce') as script:
        script.write('\n'.join(lines + ['exit']) + '\n')
        script.flush()
        text = run(['scilab-cli', '-nb', '-f', script.name])
    for block in text.split('@')[1:]:
        name, *rows = block.strip().splitlines()
        table = rounded([[float(v) for v in row.split()] for row in rows if row.strip()])
        assert table.shape == (CELLS, 3), name
        yield Map(name + 'colormap', 'scilab', cyclic_kind(table), table, 'scilab-data')


def imagej_maps():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'Luts.java')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(IMAGEJ_SCRIPT)
        text = run(['java', '-Djava.awt.headless=true', '-cp', '/usr/share/java/ij.jar', path,
                    *IMAGEJ_MAPS])
    for name, line in zip(IMAGEJ_MAPS, text.strip().splitlines()):
        codes = np.array(line.split(), int)
        table = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], 1).astype(np.uint8)
        yield Map(name, 'imagej', kind_of(table), table, 'libij-java')


def vtk_maps():
    """VTK's lookup table as it is made: the hues from red to blue."""
    import vtk
    table = vtk.vtkLookupTable()
    table.Build()
    colors = [table.GetTableValue(i)[:3] for i in range(table.GetNumberOfTableValues())]
    yield Map('default', 'vtk', 'continuous', rounded(colors), 'python3-vtk9')


def gnuplot_maps():
    """Sampled at the cells' middles: palette of 512 entries would hit the ends; 513 entries hold
    the middles of 256 cells at the odd ones."""
    for name, palette in GNUPLOT_PALETTES.items():
        done = subprocess.run(['gnuplot', '-e', f'set palette {palette}; show palette palette 513'],
                              capture_output=True, text=True, check=True)
        rows = re.findall(r'#([0-9a-f]{6})', done.stdout + done.stderr)
        colors = np.array([[int(c[i:i + 2], 16) for i in (0, 2, 4)] for c in rows], np.uint8)
        assert len(colors) == 513
        yield Map(name, 'gnuplot', cyclic_kind(colors[1::2]), colors[1::2], 'gnuplot-nox')


def idl_maps():
    """IDL's 41 predefined tables, as GDL's loadct has them."""
    script = "set_plot,'NULL'\nloadct, get_names=names\n" \
             "for i=0,n_elements(names)-1 do begin & loadct, i, /silent & tvlct, r, g, b, /get & " \
             "print, '@', strtrim(names[i],2) & print, r, format='(256I4)' & " \
             "print, g, format='(256I4)' & print, b, format='(256I4)' & endfor\nexit\n"
    text = run(['gdl', '-q'], script)
    names = set()
    for number, block in enumerate(text.split('@')[1:]):
        name, *rows = block.strip().splitlines()
        name = name.strip()
        if name.lower() in names:  # BLUE-RED is table 11, Blue-Red (much like jet) table 33
            name += f' {number}'
        names.add(name.lower())
        table = np.array([row.split() for row in rows[:3]], int).T.astype(np.uint8)
        assert table.shape == (256, 3)
        kind = kind_of(table)
        yield Map(name, 'idl', cyclic_kind(table) if kind == 'continuous' else kind, table,
                  'gnudatalanguage')


def paraview_presets(root):
    """The JSON list of presets that is compiled into ParaView's library, as one string in pieces
    that zero bytes part."""
    path = os.path.join(root, 'usr/lib/x86_64-linux-gnu/libvtkRemotingViews-pv5.11.so.5.11')
    data = open(path, 'rb').read()
    start = re.search(rb'\[\s*\{\s*"ColorSpace"', data).start()
    text = data[start:start + 5_000_000].replace(b'\0', b'').decode('utf-8', 'replace')
    return json.JSONDecoder().raw_decode(text)[0]


def paraview_maps(root):
    import vtk
    for preset in paraview_presets(root):
        name = preset['Name']
        if 'RGBPoints' not in preset:
            if len(preset.get('IndexedColors', [])) >= 15:
                colors = np.array(preset['IndexedColors']).reshape(-1, 3)
                yield Map(name, 'paraview', 'discrete', rounded(colors), 'paraview')
            continue
        function = vtk.vtkColorTransferFunction()
        space = preset['ColorSpace']
        {'RGB': function.SetColorSpaceToRGB, 'HSV': function.SetColorSpaceToHSV,
         'Lab': function.SetColorSpaceToLab, 'Diverging': function.SetColorSpaceToDiverging,
         'CIELAB': function.SetColorSpaceToLab, 'Step': function.SetColorSpaceToStep}[space]()
        points = np.array(preset['RGBPoints']).reshape(-1, 4)
        if space == 'HSV':
            function.SetHSVWrap(bool(preset.get('HSVWrap', False)))
        for point in points:
            function.AddRGBPoint(*point)
        low, high = points[0, 0], points[-1, 0]
        table = rounded([function.GetColor(low + t * (high - low)) for t in centers(CELLS)])
        kind = 'discrete' if space == 'Step' else cyclic_kind(table)
        yield Map(name, 'paraview', kind, table, 'paraview')


def maps(root):
    yield from octave_maps()
    yield from scilab_maps(root)
    yield from imagej_maps()
    yield from vtk_maps()
    yield from r_maps()
    yield from gnuplot_maps()
    yield from idl_maps()
    yield from paraview_maps(root)
