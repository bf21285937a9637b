# SPDX-License-Identifier: GPL-3.0-or-later
"""That GDAL takes FILE for a grid of COLUMNS x ROWS from the corner X,Y. usage: gdal_reads_xyz.py
FILE COLUMNS ROWS X Y"""
import json
import sys

from sample_files import run

path, *numbers = sys.argv[1:]
printed = run('gdalinfo', '-json', path)
if printed:
    said = json.loads(printed)
    assert said['driverShortName'] == 'XYZ', said['driverShortName']
    corner = [said['geoTransform'][0], said['geoTransform'][3]]
    assert [*said['size'], *corner] == [float(n) for n in numbers], (said['size'], corner)
