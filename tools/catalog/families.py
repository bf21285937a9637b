# SPDX-License-Identifier: GPL-3.0-or-later
"""The families of maps, in order of precedence: title, licence as the package's copyright file
states it, whose work it is, and words that must stand in that copyright file."""
from collections import namedtuple

Family = namedtuple('Family', 'title licence holder package proof')

FAMILIES = {
    'matplotlib': Family('matplotlib', 'PSF-based (matplotlib)', 'The matplotlib development team; '
                         'viridis, magma, inferno, plasma CC0-1.0; ColorBrewer Apache-2.0; gist_* '
                         'BSD-style (Yorick)', 'python3-matplotlib', 'License agreement for matplotlib'),
    'cmocean': Family('cmocean', 'MIT', 'Kristen M. Thyng', 'python3-palettable', 'Thyng'),
    'scientific': Family('Scientific colour maps', 'MIT', 'Fabio Crameri', 'gmt-common', 'Crameri'),
    'colorbrewer': Family('ColorBrewer', 'Apache-2.0', 'Cynthia Brewer, Mark Harrower, The '
                          'Pennsylvania State University', 'python3-palettable', 'Apache-2.0'),
    'colorcet': Family('Colorcet (CET perceptually uniform maps)', 'CC-BY-4.0',
                       'Peter Kovesi, James A. Bednar', 'python3-colorcet', 'cc-by-4.0'),
    'cubehelix': Family('Cubehelix', 'BSD-2-Clause', 'D. A. Green; James R. A. Davenport and '
                        'contributors', 'python3-palettable', 'BSD-2-Clause'),
    'mycarta': Family('MyCarta', 'MIT', 'Matteo Niccoli; Matt Davis', 'python3-palettable', 'expat'),
    'seaborn': Family('seaborn', 'BSD-3-Clause', 'Michael Waskom', 'python3-seaborn', 'BSD-3'),
    'cmyt': Family('yt (cmyt)', 'BSD-3-Clause', 'yt project', 'python3-cmyt', 'BSD-3-Clause'),
    'opencv': Family('OpenCV', 'Apache-2.0', 'OpenCV contributors', 'python3-opencv', 'Apache-2.0'),
    'gmt': Family('Generic Mapping Tools', 'LGPL-3.0-or-later', 'The GMT team', 'gmt-common', 'LGPL-3+'),
    'ncl': Family('NCAR Command Language', 'BSD-style (UCAR)', 'University Corporation for '
                  'Atmospheric Research', 'libncarg-data', 'Redistributions of source code must retain'),
    'octave': Family('GNU Octave', 'GPL-3.0-or-later', 'The Octave Project Developers', 'octave', 'GPL-3+'),
    'scilab': Family('Scilab', 'GPL-2.0-or-later', 'INRIA, Scilab Enterprises', 'scilab-data', 'GPL-2+'),
    'gnuplot': Family('gnuplot', 'formulae (output of the program)', 'Thomas Williams, Colin Kelley '
                      'and others; cubehelix: D. A. Green', 'gnuplot-nox', 'Thomas Williams'),
    'idl': Family('IDL, as GNU Data Language has it', 'GPL-2.0-or-later', 'The GDL developers',
                  'gnudatalanguage', 'GPL-2+'),
    'coyote': Family('Coyote Library', 'BSD-3-Clause', 'Fanning Software Consulting',
                     'gdl-coyote', 'BSD-3-Clause'),
    'r': Family('R (grDevices)', 'GPL-2.0 or GPL-3.0', 'The R Core Team', 'r-base-core', 'GPL'),
    'viridislite': Family('viridisLite', 'MIT', 'Simon Garnier', 'r-cran-viridislite', 'MIT'),
    'ggplot2': Family('ggplot2 (scales)', 'MIT', 'Hadley Wickham, RStudio', 'r-cran-scales', 'Expat'),
    'fields': Family('fields', 'GPL-2.0-or-later', 'Douglas Nychka and others', 'r-cran-fields', 'GPL-2+'),
    'plot3d': Family('plot3D', 'GPL-3.0-or-later', 'Karline Soetaert', 'r-cran-plot3d', 'GPL-3+'),
    'sp': Family('sp', 'GPL-2.0-or-later', 'Edzer Pebesma, Roger Bivand', 'r-cran-sp', 'GPL-2+'),
    'lattice': Family('lattice', 'GPL-2.0-or-later', 'Deepayan Sarkar', 'r-cran-lattice',
                      'GPL version 2 or later'),
    'grads': Family('GrADS, as NCL has it', 'BSD-style (UCAR)', 'University Corporation for '
                    'Atmospheric Research', 'libncarg-data', 'Redistributions of source code'),
    'ferret': Family('Ferret', 'public domain (Ferret)', 'NOAA / PMEL', 'ferret-datasets',
                     'PUBLIC DOMAIN'),
    'paraview': Family('ParaView', 'BSD-3-Clause', 'Kitware and others', 'paraview', 'BSD-3-clause'),
    'vtk': Family('VTK', 'BSD-3-Clause', 'Ken Martin, Will Schroeder, Bill Lorensen', 'python3-vtk9',
                  'BSD-3-clause'),
    'plotly': Family('plotly', 'MIT', 'Plotly', 'python3-plotly', 'MIT'),
    'd3': Family('D3', 'BSD-3-Clause; colors Apache-2.0', 'Mike Bostock; Cynthia Brewer, Mark Harrower, '
                 'The Pennsylvania State University', 'node-d3-scale-chromatic', 'BSD-3-Clause'),
    'vega': Family('Vega', 'BSD-3-Clause', 'University of Washington Interactive Data Lab', 'node-vega',
                   'BSD-3-Clause'),
    'root': Family('ROOT, as JSROOT has it', 'MIT', 'CERN, GSI: the JSROOT authors', 'jsroot',
                   'The MIT License'),
    'ds9': Family('SAOImage DS9', 'GPL-3.0-or-later', 'Smithsonian Astrophysical Observatory',
                  'saods9', 'GPL-3+'),
    'gwyddion': Family('Gwyddion', 'GPL-2.0-or-later', 'David Necas and others', 'gwyddion-common', 'GPL-2+'),
    'grass': Family('GRASS GIS', 'GPL-2.0-or-later', 'GRASS Development Team', 'grass-core', 'GPL-2+'),
    'plplot': Family('PLplot', 'LGPL-2.0-or-later', 'The PLplot developers', 'libplplot-data', 'LGPL-2+'),
    'veusz': Family('Veusz', 'GPL-2.0-or-later', 'Jeremy Sanders', 'python3-veusz', 'GPL-2+'),
    'imagej': Family('ImageJ', 'public domain', 'Wayne Rasband, National Institutes of Health',
                     'libij-java', 'public domain'),
    'yorick': Family('Yorick', 'BSD-3-Clause', 'David H. Munro', 'yorick-data', 'BSD-3-clause'),
    'pgfplots': Family('pgfplots', 'GPL-3.0-or-later', 'Christian Feuersaenger', 'texlive-pictures',
                       'pgfplots: gpl3+'),
    'magics': Family('Magics (ECMWF)', 'Apache-2.0', 'European Centre for Medium-Range Weather '
                     'Forecasts', 'libmagics++-data', 'Apache License, version 2.0'),
    'lightbartlein': Family('Light and Bartlein', 'MIT', 'Adam Light, Patrick Bartlein; Matt Davis',
                            'python3-palettable', 'expat'),
    'tableau': Family('Tableau', 'MIT', 'Tableau Software; Matt Davis', 'python3-palettable', 'expat'),
    'wesanderson': Family('Wes Anderson', 'MIT', 'Karthik Ram; Matt Davis', 'python3-palettable', 'expat'),
}

# Met in the packages, but left out, because the licence does not combine with GPL-3.0-or-later
LEFT_OUT = [
    ('CARTOColors', 'python3-palettable, python3-plotly', 'CC-BY-3.0'),
    ('dichromat', 'r-cran-dichromat', 'GPL-2.0-only'),
    ('ggsci', 'r-cran-ggsci', 'GPL-3.0-only'),
    ('ncview', 'ncview', 'GPL-3.0-only'),
    ('GrADS', 'grads', 'GPL-2.0-only (its default colours come from NCL)'),
    ('pyqtgraph', 'python3-pyqtgraph', 'CC-BY-SA-4.0'),
    ('cpt-city dem4', 'gmt-common', 'CC-BY-SA-3.0'),
]
