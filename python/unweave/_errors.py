# SPDX-License-Identifier: GPL-3.0-or-later
"""Why there is no result: a class a reason, named as in unweave/unweave.hpp. Its `reason` is the name that the
command's summaries have: "not-pseudocolor" for NotPseudocolor.

    Error
      Canceled
      PictureError (ValueError)    EmptyPicture, NoVisiblePixels, EmptySelection, OneColor, TooFewColors,
                                   NotPseudocolor, NoColorbar, NoGrid, NoOtherColorbar, TooManyPixels,
                                   PartialPicture
      OptionError (ValueError)     UnknownColormap, InvalidOption, UnknownOption, BadColormapFile
      FileError (OSError)          UnknownFormat, FolderMissing, IsDirectory, PermissionDenied, DiskFull,
                                   WriteFailed, ReadFailed
      OutOfMemory (MemoryError)
      Internal (RuntimeError)

str() of one is the sentence that the command says.
"""
import json
import re
from typing import Any, Optional

from . import _core


class Error(Exception):
    """All that unweave raises of itself; `reason` is its name as programs read it, such as
    "not-pseudocolor", `detail` an untranslated fact, `found` what was found of the figure all the same,
    such as its color bar with its range, as read_layout() gives it, or None."""

    detail: str = ""
    found: Optional[dict[str, Any]] = None

    @property
    def reason(self) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()


class PictureError(Error, ValueError):
    """The picture, as it is, gives no data."""


class OptionError(Error, ValueError):
    """An option cannot be what it is said to be."""


class FileError(Error, OSError):
    """A file cannot be read or written."""


class Canceled(Error):
    """The progress function returned False."""


class EmptyPicture(PictureError):
    """Width or height is zero."""


class NoVisiblePixels(PictureError):
    """Every pixel is transparent, or NaN."""


class EmptySelection(PictureError):
    """Visible pixels exist, but none of them is selected."""


class OneColor(PictureError):
    """A single color: nothing to order."""


class TooFewColors(PictureError):
    """Too few colors or pixels to tell data from background."""


class NotPseudocolor(PictureError):
    """The colors do not lie along a curve; detail: what the picture looks like ("photograph", "drawing",
    "bars", "solid", "gray copy"), or nothing."""


class NoColorbar(PictureError):
    """The color bar should give the map, but none was found."""


class UnknownColormap(OptionError):
    """No colormap of that name; detail: the name."""


class InvalidOption(OptionError):
    """An option's value makes no sense; detail: "name=value", or the name."""


class UnknownOption(OptionError):
    """There is no option of that name; detail: the name."""


class UnknownFormat(FileError):
    """Nothing is written in such files; detail: the extension."""


class FolderMissing(FileError):
    """The folder does not exist; detail: the path."""


class IsDirectory(FileError):
    """A folder stands where a file should go; detail: the path."""


class PermissionDenied(FileError):
    """For lack of permission; detail: the path."""


class DiskFull(FileError):
    """No space is left on the device; detail: the path."""


class WriteFailed(FileError):
    """Any other error of the system; detail: the path and the system's word."""


class ReadFailed(FileError):
    """A file is no picture, or no colormap, that can be read; detail: the path."""


class TooManyPixels(PictureError):
    """More than `max_pixels`; detail: width, x, height."""


class PartialPicture(PictureError):
    """The picture did not load whole; detail: the loader's words."""


class BadColormapFile(OptionError):
    """A colormap's file cannot be understood; detail: file:line."""


class OutOfMemory(Error, MemoryError):
    """There is not enough memory for this picture."""


class Internal(Error, RuntimeError):
    """A mistake of the program; detail: what it says itself."""


class NoGrid(PictureError):
    """No cells are in the picture, or none as asked for; detail: cells, count or steps."""


class NoOtherColorbar(PictureError):
    """No color bar is in the other picture that should have it; detail: its file."""


def error_of(reason: str, detail: str = "", sentence: Optional[str] = None, found: str = "") -> Error:
    """The exception for a reason's name. Called by the module's C++ too."""
    name = "".join(word.capitalize() for word in reason.split("-"))
    error: Error = globals()[name](_core.sentence(reason, detail) if sentence is None else sentence)
    error.detail = detail
    error.found = json.loads(found) if found else None
    return error
