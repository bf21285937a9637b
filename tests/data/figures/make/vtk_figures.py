#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by VTK 9.1, which needs a screen: xvfb-run -a vtk_figures.py [NAME...]"""
import pathlib
import tempfile

import numpy as np
import vtk
from vtk.util.numpy_support import numpy_to_vtk

import common
import fields


def lookup(field, points, steps=None):
    transfer = vtk.vtkColorTransferFunction()
    transfer.SetColorSpaceToRGB()
    for t, red, green, blue in points:
        transfer.AddRGBPoint(t, red / 255, green / 255, blue / 255)
    n = steps or 256
    table = vtk.vtkLookupTable()
    table.SetNumberOfTableValues(n)
    table.SetRange(field['lo'], field['hi'])
    for i in range(n):
        table.SetTableValue(i, *transfer.GetColor(i / (n - 1)), 1)
    return table


def make(name, field, tags, points, steps=None, area=(20, 20, 240, 220), bar=(262, 40, 278, 200), drawn=(263, 40, 278, 196), size=(340, 240), dark=True, quality=None,
         title=None, **more):
    """An image without axes, as ParaView shows a slice, and its scalar bar: where it was asked for, and where VTK drew it."""
    if not common.wanted(name):
        return
    w, h = area[2] - area[0], area[3] - area[1]
    table = lookup(field, points, steps)
    values = fields.on_grid(field, w, h)[::-1]
    image = vtk.vtkImageData()
    image.SetDimensions(w, h, 1)
    image.GetPointData().SetScalars(numpy_to_vtk(np.ascontiguousarray(values).ravel(), deep=True))
    mapped = vtk.vtkImageMapToColors()
    mapped.SetInputData(image)
    mapped.SetLookupTable(table)
    mapper = vtk.vtkImageMapper()
    mapper.SetInputConnection(mapped.GetOutputPort())
    mapper.SetColorWindow(255)
    mapper.SetColorLevel(127.5)
    picture = vtk.vtkActor2D()
    picture.SetMapper(mapper)
    picture.SetPosition(area[0], size[1] - area[3])
    scale = vtk.vtkScalarBarActor()
    scale.SetLookupTable(table)
    scale.SetNumberOfLabels(5)
    scale.SetLabelFormat('%-#6.3g')
    scale.UnconstrainedFontSizeOn()
    ink = (1, 1, 1) if dark else (0, 0, 0)
    for text in (scale.GetLabelTextProperty(), scale.GetTitleTextProperty()):
        text.SetColor(*ink)
        text.SetFontSize(11)
        text.BoldOff()
        text.ItalicOff()
        text.ShadowOff()
    if title:
        scale.SetTitle(title)
    scale.SetMaximumNumberOfColors(steps or 256)
    scale.GetPositionCoordinate().SetCoordinateSystemToDisplay()
    scale.GetPositionCoordinate().SetValue(bar[0], size[1] - bar[3])
    scale.GetPosition2Coordinate().SetCoordinateSystemToDisplay()
    scale.GetPosition2Coordinate().SetValue(60, bar[3] - bar[1])
    scale.SetBarRatio((bar[2] - bar[0]) / 60)
    renderer = vtk.vtkRenderer()
    renderer.SetBackground(*((0.32, 0.34, 0.43) if dark else (1, 1, 1)))
    renderer.AddActor2D(picture)
    renderer.AddActor2D(scale)
    window = vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(*size)
    window.AddRenderer(renderer)
    window.Render()
    shot = vtk.vtkWindowToImageFilter()
    shot.SetInput(window)
    shot.ReadFrontBufferOff()
    with tempfile.TemporaryDirectory() as place:
        writer = vtk.vtkPNGWriter()
        writer.SetFileName(str(pathlib.Path(place) / 'out.png'))
        writer.SetInputConnection(shot.GetOutputPort())
        writer.Write()
        data = (pathlib.Path(place) / 'out.png').read_bytes()
    if steps:
        more['levels'] = [float(round(x, 9)) for x in np.linspace(field['lo'], field['hi'], steps + 1)]
    common.save(name, data, common.truth('vtk_figures', ['bar', *tags], area, drawn, field, x=None, y=None, quality=quality, **more), quality)


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


COOL_WARM = [(0, 59, 76, 192), (0.5, 221, 221, 221), (1, 180, 4, 38)]
RAINBOW = [(0, 0, 0, 255), (0.25, 0, 255, 255), (0.5, 0, 255, 0), (0.75, 255, 255, 0), (1, 255, 0, 0)]

if __name__ == '__main__':
    common.from_command_line()
    make('vtk_slate_q85', hills(112, -20, 20), ['dark', 'negative'], COOL_WARM, quality=85)
    make('vtk_white_steps', hills(113, 0, 80), ['levels'], RAINBOW, steps=8, dark=False)
