# SPDX-License-Identifier: GPL-3.0-or-later
"""The families of maps, in order of precedence.

title      what people call it
license    an SPDX expression of licenses whose texts are in LICENSES/
copyright  the statements of the package's copyright file (or of the map's own home, where that file
           is silent), separated by '|'
remark     what else the license asks to be said, or a reader should know; may be empty
package    where the maps come from
proof      words that must stand in that package's copyright file
"""
from collections import namedtuple

Family = namedtuple('Family', 'title license copyright remark package proof')

COLORBREWER = '2002 Cynthia Brewer, Mark Harrower, and The Pennsylvania State University'
BREWER_REMARK = ('This product includes color specifications and designs developed by Cynthia Brewer '
                 '(http://colorbrewer.org/).')

FAMILIES = {
    'matplotlib': Family(
        'matplotlib', 'LicenseRef-matplotlib AND CC0-1.0 AND Apache-2.0 AND BSD-3-Clause AND MIT',
        '2002-2012 John Hunter, Darren Dale, Eric Firing, Michael Droettboom and the matplotlib '
        'development team; 2012- Matplotlib Development Team; All Rights Reserved|'
        f'{COLORBREWER} (ColorBrewer\'s maps)|1989 The Regents of the University of California '
        '(gist_* maps, of Yorick)|The Wistia authors (Wistia)',
        'viridis, magma, inferno and plasma, by Nathaniel J. Smith and Stefan van der Walt, are CC0-1.0; '
        'ColorBrewer\'s maps Apache-2.0; gist_* maps BSD-3-Clause; Wistia MIT; the others are under '
        f'matplotlib\'s own license. {BREWER_REMARK} Changes: the maps\' colors were taken as tables of '
        '256 entries.',
        'python3-matplotlib', 'License agreement for matplotlib'),
    'cmocean': Family('cmocean', 'MIT', '2015 Kristen M. Thyng', '', 'python3-palettable', 'Thyng'),
    'scientific': Family('Scientific colour maps', 'MIT', '2021 Fabio Crameri', '', 'gmt-common',
                         'Crameri'),
    'colorbrewer': Family('ColorBrewer', 'Apache-2.0', COLORBREWER, BREWER_REMARK, 'python3-palettable',
                          'Apache-2.0'),
    'colorcet': Family('Colorcet (CET perceptually uniform maps)', 'CC-BY-4.0',
                       '2013-2014 Peter Kovesi|2018-2019 James A. Bednar',
                       'Changes: the colors were taken as tables of 256 entries and rounded to 8 bits.',
                       'python3-colorcet', 'cc-by-4.0'),
    'cubehelix': Family('Cubehelix', 'BSD-2-Clause', '2014 James R. A. Davenport and contributors',
                        'The scheme is D. A. Green\'s (2011).', 'python3-palettable', 'BSD-2-Clause'),
    'mycarta': Family('MyCarta', 'MIT', '2019-2020 Matt Davis', 'The maps are Matteo Niccoli\'s.',
                      'python3-palettable', 'expat'),
    'seaborn': Family('seaborn', 'BSD-3-Clause', '2012-2021 Michael Waskom', '', 'python3-seaborn',
                      'BSD-3'),
    'cmyt': Family('yt (cmyt)', 'BSD-3-Clause', '2013- yt Development Team|2006-2013 Matthew Turk', '',
                   'python3-cmyt', 'BSD-3-Clause'),
    'opencv': Family('OpenCV', 'Apache-2.0', '2000-2022 Intel Corporation and the other authors of OpenCV',
                     '', 'python3-opencv', 'Apache-2.0'),
    'gmt': Family('Generic Mapping Tools', 'LGPL-3.0-or-later',
                  '1991-2022 GMT Team|1991-2019 P. Wessel, W. H. F. Smith, R. Scharroo, J. Luis and F. Wobbe',
                  '', 'gmt-common', 'LGPL-3+'),
    'ncl': Family('NCAR Command Language', 'LicenseRef-NCL',
                  '2013 University Corporation for Atmospheric Research', '', 'libncarg-data',
                  'Redistributions of source code must retain'),
    'octave': Family('GNU Octave', 'GPL-3.0-or-later', '1989-2022 The Octave Project Developers', '',
                     'octave', 'GPL-3+'),
    'scilab': Family('Scilab', 'GPL-2.0-or-later',
                     '1989-2008 INRIA|1989-2007 ENPC|2008-2012 DIGITEO|2012-2016 Scilab Enterprises|'
                     '2017-2018 ESI Group',
                     'parulacolormap agrees with MATLAB\'s default map within two levels; it is Scilab\'s own '
                     'file, under Scilab\'s license.', 'scilab-data', 'GPL-2+'),
    'gnuplot': Family('gnuplot', 'LicenseRef-formulae', 'none claimed on values of published formulae',
                      'Computed by the program from its documented rgbformulae (Thomas Williams, Colin '
                      'Kelley and others) and from D. A. Green\'s cubehelix; no file of gnuplot is '
                      'contained.', 'gnuplot-nox', 'Thomas Williams'),
    'idl': Family('IDL, as GNU Data Language has it', 'GPL-2.0-or-later',
                  '2002-2013 Marc Schellens and the other GDL developers',
                  'The tables are those of GNU Data Language, not files of IDL.', 'gnudatalanguage',
                  'GPL-2+'),
    'coyote': Family('Coyote Library', 'BSD-3-Clause', '2012 Fanning Software Consulting, Inc.', '',
                     'gdl-coyote', 'BSD-3-Clause'),
    'r': Family('R (grDevices)', 'GPL-3.0-only',
                '1995-2022 The R Core Team|2002-2022 The R Foundation|1995, 1996 Robert Gentleman and '
                'Ross Ihaka',
                'R is offered under version 2 or version 3 of the GPL and no other; here it is taken under '
                'version 3, under which the program with these maps is therefore conveyed.',
                'r-base-core', 'GPL'),
    'viridislite': Family('viridisLite', 'MIT', '2015-2016 Simon Garnier, Noam Ross, Bob Rudis', '',
                          'r-cran-viridislite', 'MIT'),
    'ggplot2': Family('ggplot2 (scales)', 'MIT', '2010-2016 Hadley Wickham', '', 'r-cran-scales', 'Expat'),
    'fields': Family('fields', 'GPL-2.0-or-later',
                     '2009-2016 Douglas Nychka, Reinhard Furrer, John Paige, Stephan Sain', '',
                     'r-cran-fields', 'GPL-2+'),
    'plot3d': Family('plot3D', 'GPL-3.0-or-later', '2014-2021 Karline Soetaert', '', 'r-cran-plot3d',
                     'GPL-3+'),
    'sp': Family('sp', 'GPL-2.0-or-later', '2008-2016 Edzer J. Pebesma, Roger Bivand and others', '',
                 'r-cran-sp', 'GPL-2+'),
    'lattice': Family('lattice', 'GPL-2.0-or-later', '2000-2008 Deepayan Sarkar', '', 'r-cran-lattice',
                      'GPL version 2 or later'),
    'grads': Family('GrADS, as NCL has it', 'LicenseRef-NCL',
                    '2013 University Corporation for Atmospheric Research', '', 'libncarg-data',
                    'Redistributions of source code'),
    'ferret': Family('Ferret', 'LicenseRef-Ferret', '2010 NOAA, US.gov',
                     'Changes: the colors were taken as tables of 256 entries, or one entry a level.',
                     'ferret-datasets', 'PUBLIC DOMAIN'),
    'paraview': Family('ParaView', 'BSD-3-Clause', '2000-2005 Kitware Inc.', '', 'paraview',
                       'BSD-3-clause'),
    'vtk': Family('VTK', 'BSD-3-Clause', '1993-2015 Ken Martin, Will Schroeder, Bill Lorensen, Kitware '
                  'Inc., Sandia Corporation', '', 'python3-vtk9', 'BSD-3-clause'),
    'plotly': Family('plotly', 'MIT', '2013-2017 Chris P|2012-2021 Plotly, Inc.', '', 'python3-plotly',
                     'MIT'),
    'd3': Family('D3', 'BSD-3-Clause AND Apache-2.0', f'2010-2018 Mike Bostock|{COLORBREWER}',
                 BREWER_REMARK, 'node-d3-scale-chromatic', 'BSD-3-Clause'),
    'vega': Family('Vega', 'BSD-3-Clause', '2015-2021 University of Washington Interactive Data Lab', '',
                   'node-vega', 'BSD-3-Clause'),
    'root': Family('ROOT, as JSROOT has it', 'MIT', '2013-2026 JavaScript ROOT authors', '', 'jsroot',
                   'The MIT License'),
    'ds9': Family('SAOImage DS9', 'GPL-3.0-or-later',
                  '1999-2020 Smithsonian Astrophysical Observatory, Cambridge, MA, USA', '', 'saods9',
                  'GPL-3+'),
    'gwyddion': Family('Gwyddion', 'GPL-2.0-or-later', '2003-2019 David Necas (Yeti), Petr Klapetek', '',
                       'gwyddion-common', 'GPL-2+'),
    'grass': Family('GRASS GIS', 'GPL-2.0-or-later', '1989-2023 GRASS Development Team', '', 'grass-core',
                    'GPL-2+'),
    'plplot': Family('PLplot', 'LGPL-2.0-or-later',
                     '1991-2005 Maurice LeBrun|1991-2002 Geoffrey Furnish|1999-2014 Alan W. Irwin', '',
                     'libplplot-data', 'LGPL-2+'),
    'veusz': Family('Veusz', 'GPL-2.0-or-later', '2003-2011 Jeremy Sanders', '', 'python3-veusz', 'GPL-2+'),
    'imagej': Family('ImageJ', 'LicenseRef-public-domain',
                     '1999-2011 Wayne Rasband, National Institutes of Health', '', 'libij-java',
                     'public domain'),
    'yorick': Family('Yorick', 'BSD-3-Clause', '1989, 1993-1995, 2005-2011, 2015 The Regents of the '
                     'University of California', '', 'yorick-data', 'BSD-3-clause'),
    'pgfplots': Family('pgfplots', 'GPL-3.0-or-later', '2007-2022 Christian Feuersaenger', '',
                       'texlive-pictures', 'pgfplots: gpl3+'),
    'magics': Family('Magics (ECMWF)', 'Apache-2.0',
                     '2007, 2008 European Centre for Medium-Range Weather Forecasts (ECMWF)', '',
                     'libmagics++-data', 'Apache License, version 2.0'),
    'lightbartlein': Family('Light and Bartlein', 'MIT', '2019-2020 Matt Davis',
                            'The palettes are Adam Light\'s and Patrick Bartlein\'s.',
                            'python3-palettable', 'expat'),
    'tableau': Family('Tableau', 'MIT', '2019-2020 Matt Davis',
                      'The palettes are those of Tableau Software, as palettable gives them.',
                      'python3-palettable', 'expat'),
    'wesanderson': Family('Wes Anderson', 'MIT', '2019-2020 Matt Davis',
                          'The palettes are Karthik Ram\'s.', 'python3-palettable', 'expat'),
}

# Met in the packages, but left out, because the license does not combine with GPL-3.0-or-later
LEFT_OUT = [
    ('CARTOColors', 'python3-palettable, python3-plotly', 'CC-BY-3.0'),
    ('dichromat', 'r-cran-dichromat', 'GPL-2.0-only'),
    ('ggsci', 'r-cran-ggsci', 'GPL-3.0-only'),
    ('ncview', 'ncview', 'GPL-3.0-only'),
    ('GrADS', 'grads', 'GPL-2.0-only (its default colors come from NCL)'),
    ('pyqtgraph', 'python3-pyqtgraph', 'CC-BY-SA-4.0'),
    ('cpt-city dem4', 'gmt-common', 'CC-BY-SA-3.0'),
]

# Maps whose files say, or whose names show, that they are somebody else's than the package's: the
# package's license may not be theirs to give. "family/name", '*' stands for anything.
DOUBTFUL = {
    'ncl/SVG_*': 'taken from the collection cpt-city, whose maps have licenses of their own',
    'gmt/dem1': 'taken from cpt-city (Thomas Dewez), no license of its own',
    'gmt/dem2': 'made from a map of cpt-city, no license of its own',
    'gmt/srtm': 'dem2 with an ocean',
    'gmt/elevation': 'taken from cpt-city (Tom Patterson), no license of its own',
    'ferret/parula': 'MathWorks\' table, copied from a web page',
}
