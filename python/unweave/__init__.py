# SPDX-License-Identifier: GPL-3.0-or-later
"""The data behind pseudocolor pictures: from a heat map, a map or a section back to its numbers.

>>> import unweave
>>> ds = unweave.recover("figure.png")
>>> ds["value"].dims, ds["value"].shape
(('lat', 'lon'), (477, 1077))

recover() gives an xarray.Dataset; read_layout() the parts of a figure alone; recolor() a figure in
other colors; colormaps() all that are known by name. Several threads may call them at once; the
interpreter's lock is free while they work.
"""
import json
import os
from typing import NamedTuple

import numpy as np
import xarray as xr
from PIL import Image

from . import _core, _pictures
from ._accessor import UnweaveAccessor
from ._dataset import dataset_of
from ._errors import (BadColormapFile, Canceled, DiskFull, EmptyPicture, EmptySelection, Error, FileError,
                      FolderMissing, Internal, InvalidOption, IsDirectory, NoColorbar, NoGrid, NotPseudocolor,
                      NoOtherColorbar, NoVisiblePixels, OneColor, OptionError, OutOfMemory, PartialPicture,
                      PermissionDenied, PictureError, ReadFailed, TooFewColors, TooManyPixels,
                      UnknownColormap, UnknownFormat, UnknownOption, WriteFailed)
from ._options import documented, file_and_rectangle, texts_of

__version__ = _core.version()

__all__ = [
    "BadColormapFile", "Canceled", "Colorbar", "Colormap", "DiskFull", "EmptyPicture", "EmptySelection",
    "Error",
    "FileError", "FolderMissing", "Internal", "InvalidOption", "IsDirectory", "NoColorbar", "NoGrid",
    "NoOtherColorbar", "NotPseudocolor", "NoVisiblePixels", "OneColor", "OptionError", "OutOfMemory",
    "PartialPicture",
    "PermissionDenied", "PictureError", "ReadFailed", "TooFewColors", "TooManyPixels", "UnknownColormap",
    "UnknownFormat", "UnknownOption", "UnweaveAccessor", "WriteFailed", "colormaps", "count_figures", "count_pages",
    "notices", "read_colorbar", "read_layout", "recolor", "recover", "recover_panels",
]

#: The color bar of a picture, read once for many figures: what read_colorbar() gives.
Colorbar = _core.Colorbar


def _bar_of(given, partial, max_pixels, options):
    """The bar that `colorbar_from` means; None: the figure's own. Ticks are those of that bar."""
    if given is None:
        return None
    if isinstance(given, Colorbar):
        if options.get("ticks") is not None:
            raise TypeError("the ticks of another picture's bar are given to read_colorbar()")
        return given
    rectangle = None
    if isinstance(given, tuple):
        given, rectangle = given
    elif isinstance(given, str):
        given, rectangle = file_and_rectangle(given)
    scale = {name: options[name] for name in ("ticks", "scale", "scale_parameter") if name in options}
    return read_colorbar(given, colorbar=rectangle, partial=partial, max_pixels=max_pixels,
                         **(scale if scale.get("ticks") is not None else {}))


def _recover(figure, panels, selection, progress, threads, partial, max_pixels, page, page_figure,
             colorbar_from, options):
    picture = _pictures.read(figure, partial, max_pixels, page, page_figure)
    bar = _bar_of(colorbar_from, partial, max_pixels, options)
    if selection is not None:
        selection = np.ascontiguousarray(np.asarray(selection) != 0, dtype=np.uint8)
    return _core.recover(picture.pixels, texts_of(options), picture.source, selection, progress,
                         threads, panels, bar)


def read_colorbar(figure, *, colorbar=None, partial="refuse", max_pixels=None, ticks=None,
                  scale="linear", scale_parameter=None):
    """The color bar of a picture, for the fields of others: a legend, or the first of a series.

    Parameters
    ----------
    figure, partial, max_pixels
        As for recover(). A picture of a bar and its labels alone will do.
    colorbar : (x, y, width, height), pixels, default None
        The bar's rectangle without its outline; None: found by itself.
    ticks, scale, scale_parameter
        As for recover(), in pixels of this picture.

    Returns
    -------
    Colorbar
        For the `colorbar_from` of recover() and its like, as often as you like.

    Raises
    ------
    NoOtherColorbar
        Where no bar is found; and what recover() raises for a picture that cannot be read.

    Examples
    --------
    >>> bar = unweave.read_colorbar("figure.png")
    >>> unweave.recover("figure.png", colorbar_from=bar).unweave.report["colorbar_from"]["figure"]
    'figure.png'
    """
    picture = _pictures.read(figure, partial, max_pixels)
    options = {"colorbar": colorbar, "ticks": ticks, "scale": scale, "scale_parameter": scale_parameter}
    return _core.read_colorbar(picture.pixels, texts_of(options), picture.source)


@documented
def recover(figure, *, colorbar_from=None, selection=None, progress=None, threads=0, partial="refuse",
            max_pixels=None, page=None, page_figure=None, **options):
    """The data behind a figure.

    Parameters
    ----------
    figure : path, open binary file, bytes, PIL.Image.Image, or array
        Of a file of several pages or frames the first is taken, of a PDF file its first page at 100
        pixels an inch; the messages say so. An array is height x width (gray) or height x width x 1 to
        4 (gray, gray and alpha, RGB, RGB and alpha) of uint8, uint16, or floats from 0 to 1.
    {options}
    colorbar_from : Colorbar, path, "FILE:X,Y,W,H", (figure, rectangle), or as figure, default None
        Another picture whose color bar says what the colors mean; its colors, scale, labels, title and
        unit take the place of the figure's own. For a series read it once, with read_colorbar().
    selection : array of height x width, default None
        What is 0 or False is not data; the plot area is not looked for then.
    progress : callable(step, done), default None
        Is told the step, in words, and the share done, 0 to 1. Cancels by returning False.
    threads : int, default 0
        Worker threads; 0: as many as there are processors for the process. Changes no result.
    partial : "refuse" or "take", default "refuse"
        Of a file that is cut off or damaged, recover what is there.
    max_pixels : int, default 250,000,000
        Larger pictures are refused, all pages taken together unless one is chosen.
    page : int, default None
        Which page or frame of a PDF, TIFF, GIF or WebP file, from 1, whatever is wrong with the others;
        count_pages() says how many there are. Of an animation, the frame as it is seen. None: the first.
    page_figure : int, default None
        Of a page of text in a PDF file, which of the figures among its text, from 1, row by row;
        count_figures() says how many there are. It is drawn at 200 pixels an inch, or at the resolution of
        its own raster, instead of the page at 100. None: the page as a whole. Needs the program
        unweave-engine, which comes with the command; where it is, a file's own letters are its labels, and
        the bytes are those of the command.

    Returns
    -------
    xarray.Dataset
        height x width variables of the plot area (or rows x columns of the grid), row 0 at the top, whose coordinates are the axes as
        far as their labels could be read ("lat" and "lon", or "y" and "x"), else pixels of the figure:

        - value: float32, or float64 where that would lose steps; in `attrs["units"]` where the range is
          known, else the place on the colormap, 0 to 1; NaN: no data
        - confidence: float32, the probability that the value is within 1 % of the range of the truth
        - uncertainty: float32, the standard deviation of the value, in its units
        - residual: float32, the distance of the color from the colormap (1: an edge of the RGB cube)
        - filled: float32, 1 where a gap was closed; only where there is one
        - annotation: float32, the number written in the cell; only where grid="cells" found some. Names of
          columns and rows are then the coordinates "column_name" and "row_name".

        `ds.unweave.report` is the report, `ds.unweave.messages` what it has to say in words.

    Raises
    ------
    Error
        PictureError where the picture gives no data, OptionError for an option's value, Canceled,
        OutOfMemory; OSError for files. TypeError for an option that is none, or pixels of a kind that
        cannot be taken. IndexError for a page that the file does not have.

    Cost: about a second for a figure with labels. Same figure and options, same bytes.

    Examples
    --------
    >>> ds = unweave.recover("figure.png", range=(-2, 30), units="degC")
    >>> round(float(ds["value"].max()))
    30
    >>> ds.unweave.report["colormap"]["name"]
    'turbo'
    >>> unweave.recover("figure.png", colormap="viridiss")
    Traceback (most recent call last):
    unweave._errors.UnknownColormap: There is no colormap named "viridiss". Did you mean viridis?
    """
    found = _recover(figure, False, selection, progress, threads, partial, max_pixels, page,
                     page_figure, colorbar_from, options)
    return dataset_of(found[0])


def count_pages(figure):
    """How many pages or frames a file has; 1 for a format that has none.

    Parameters
    ----------
    figure : path, open binary file, or bytes

    Examples
    --------
    >>> unweave.count_pages("figure.png")
    1
    """
    return _pictures.count_pages(figure)


def count_figures(figure, page=1):
    """How many figures a page has: of a page of text in a PDF file those among its text, else 1.

    Parameters
    ----------
    figure : path, open binary file, or bytes
    page : int, from 1

    Raises
    ------
    IndexError
        For a page that the file does not have.

    Examples
    --------
    >>> unweave.count_figures("figure.png")
    1
    """
    return _pictures.count_figures(figure, page)


@documented
def recover_panels(figure, *, colorbar_from=None, selection=None, progress=None, threads=0,
                   partial="refuse", max_pixels=None, page=None, page_figure=None, **options):
    """The data behind each panel of a figure: a list of Datasets, the largest panel's first.

    Parameters
    ----------
    figure, colorbar_from, selection, progress, threads, partial, max_pixels, page, page_figure
        As for recover(). A panel that shows no data becomes a message of the first one.
    {options}

    Examples
    --------
    >>> len(unweave.recover_panels("figure.png"))
    1
    """
    found = _recover(figure, True, selection, progress, threads, partial, max_pixels, page,
                     page_figure, colorbar_from, options)
    return [dataset_of(panel) for panel in found]


@documented
def read_layout(figure, *, colorbar_from=None, selection=None, progress=None, threads=0,
                partial="refuse", max_pixels=None, page=None, page_figure=None, **options):
    """The parts of a figure without its data: plot areas, color bar, axes, titles, what labels say.

    Parameters
    ----------
    figure, colorbar_from, selection, progress, threads, partial, max_pixels, page, page_figure
        As for recover().
    {options}

    Returns
    -------
    dict
        The keys of the report that do not need the data (docs/report.schema.json): "plot_area",
        "panels", "colorbar" (rectangles in pixels of the figure), "range", "units", "ticks", "axes",
        "title", "messages".

    Examples
    --------
    >>> layout = unweave.read_layout("figure.png")
    >>> layout["axes"]["y"]["title"], layout["range"]["max"]
    ('latitude', 30.0)
    """
    picture = _pictures.read(figure, partial, max_pixels, page, page_figure)
    if selection is not None:
        selection = np.ascontiguousarray(np.asarray(selection) != 0, dtype=np.uint8)
    bar = _bar_of(colorbar_from, partial, max_pixels, options)
    return json.loads(_core.read_layout(picture.pixels, texts_of(options), picture.source, selection,
                                        progress, threads, bar))


@documented
def recolor(figure, to, *, colorbar_from=None, selection=None, progress=None, threads=0,
            partial="refuse", max_pixels=None, page=None, page_figure=None, **options):
    """A figure's field in the colors of another map.

    Parameters
    ----------
    figure : as for recover(), or what recover() gave
        A Dataset takes no options: its values are there.
    to : str or path
        The name of a known map, or a colormap's file; a leading "-" reverses it.
    {options}
    colorbar_from, selection, progress, threads, partial, max_pixels, page, page_figure
        As for recover().

    Returns
    -------
    PIL.Image.Image
        RGBA, of the plot area's size; no data is transparent.

    Examples
    --------
    >>> unweave.recolor("figure.png", "cividis").size
    (1077, 477)
    """
    if isinstance(figure, xr.Dataset):
        if options or colorbar_from is not None:
            raise TypeError("a dataset takes no options: its values are there")
        return figure.unweave.recolor(to)
    found = _recover(figure, False, selection, progress, threads, partial, max_pixels, page,
                     page_figure, colorbar_from, options)
    return Image.fromarray(_core.paint(os.fspath(to), found[0]["position"]), "RGBA")


class Colormap(NamedTuple):
    """A known colormap; `family + "/" + name` names it alone."""

    name: str
    family: str
    kind: str  #: "continuous", "discrete" or "cyclic"
    license: str  #: SPDX expression
    source: str  #: what it was taken from
    aliases: list  #: other names of the same colors, "family/name"
    colors: np.ndarray  #: n x RGB, uint8, low end first


def colormaps():
    """All known colormaps: a list of Colormap.

    Examples
    --------
    >>> viridis = next(c for c in unweave.colormaps() if c.name == "viridis")
    >>> viridis.family, viridis.colors.shape, viridis.colors[0].tolist()
    ('matplotlib', (256, 3), [68, 1, 84])
    """
    return [Colormap(*entry) for entry in _core.colormaps()]


def notices():
    """Licenses and notices of the colormaps and libraries in the module."""
    return _core.notices()
