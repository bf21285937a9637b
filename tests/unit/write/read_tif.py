# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/a.tif and its tags with Pillow. usage: read_tif.py FOLDER..."""
import json
import xml.etree.ElementTree as ElementTree

import numpy as np
from sample_files import check_coordinates, judge, run
from PIL import Image

PIXEL_SCALE, TIEPOINT, TRANSFORMATION, KEYS, NODATA = 33550, 33922, 34264, 34735, 42113
METADATA = 42112


def linear(axis):
    return axis is not None and not axis['log']


def check_gdal(sample, tags):
    """The same transform, unit and system."""
    printed = run('gdalinfo', '-json', '-stats', f'{sample.folder}/a.tif')
    if not printed:
        return
    said = json.loads(printed)
    band = said['bands'][0]
    assert band.get('unit', '') == sample.spec['units'], band
    assert band.get('description', '') == sample.spec['quantity'], band
    assert ('geoTransform' in said) == (KEYS in tags), said
    if KEYS in tags:
        x, x_step, _, y, _, y_step = said['geoTransform']
        check_coordinates(x + x_step * (np.arange(sample.shape[1]) + 0.5), sample.x)
        check_coordinates(y + y_step * (np.arange(sample.shape[0]) + 0.5), sample.y)
    assert ('WGS 84' in said.get('coordinateSystem', {}).get('wkt', '')) == sample.spec['geographic']


def check(sample):
    image = Image.open(f'{sample.folder}/a.tif')
    tags = dict(image.tag_v2)
    assert image.mode == 'F'
    sample.check_same_floats(np.asarray(image))
    assert tags[NODATA] == 'nan'
    assert tags[305].startswith('gimp-unweave ')
    sample.check_provenance(tags[270])
    wanted = {role: sample.spec[key] for role, key in (('description', 'quantity'),
                                                       ('unittype', 'units')) if sample.spec[key]}
    items = ElementTree.fromstring(tags[METADATA]) if METADATA in tags else []
    assert {item.get('role'): item.text for item in items} == wanted

    assert (tags[259], tags[317]) == (8, 3), 'deflate, and the predictor for floats'
    known = [sample.spec[axis] for axis in 'xy' if sample.spec[axis]]
    if not known or not all(linear(axis) for axis in known):
        assert not {PIXEL_SCALE, TIEPOINT, TRANSFORMATION, KEYS} & set(tags)
    else:
        # The matrix that takes (column, row, 0, 1), counted from the outer corner, to x and y.
        if TRANSFORMATION in tags:
            matrix = np.reshape(tags[TRANSFORMATION], (4, 4))
            assert PIXEL_SCALE not in tags and TIEPOINT not in tags
        else:
            width, height, _ = tags[PIXEL_SCALE]
            column, row, _, x, y, _ = tags[TIEPOINT]
            assert width > 0 and height > 0
            matrix = np.array([[width, 0, 0, x - column * width], [0, -height, 0, y + row * height]])
        rows, columns = np.indices(sample.shape) + 0.5
        corner = np.stack([columns, rows, 0 * rows, 1 + 0 * rows])
        place = np.tensordot(matrix, corner, 1)
        check_coordinates(place[0], np.broadcast_to(sample.x, sample.shape))
        check_coordinates(place[1], np.broadcast_to(sample.y[:, None], sample.shape))
        keys = np.reshape(tags[KEYS], (-1, 4))
        assert tuple(keys[0]) == (1, 1, 0, len(keys) - 1)
        assert (keys[1:, 1] == 0).all() and (np.diff(keys[1:, 0]) > 0).all()
        named = {int(key): int(value) for key, _, _, value in keys[1:]}
        assert named[1025] == 1, 'pixels are areas'
        assert named.get(1024) == (2 if sample.spec['geographic'] else None), named
        assert named.get(2048) == (4326 if sample.spec['geographic'] else None), named
    check_gdal(sample, tags)


judge(check)
