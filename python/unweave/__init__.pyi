# SPDX-License-Identifier: GPL-3.0-or-later
import os
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, Literal, NamedTuple, Optional, Tuple, Union

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from ._accessor import UnweaveAccessor as UnweaveAccessor
from ._errors import BadColormapFile as BadColormapFile
from ._errors import Canceled as Canceled
from ._errors import DiskFull as DiskFull
from ._errors import EmptyPicture as EmptyPicture
from ._errors import EmptySelection as EmptySelection
from ._errors import Error as Error
from ._errors import FileError as FileError
from ._errors import FolderMissing as FolderMissing
from ._errors import Internal as Internal
from ._errors import InvalidOption as InvalidOption
from ._errors import IsDirectory as IsDirectory
from ._errors import NoColorbar as NoColorbar
from ._errors import NoGrid as NoGrid
from ._errors import NoOtherColorbar as NoOtherColorbar
from ._errors import NotPseudocolor as NotPseudocolor
from ._errors import NoVisiblePixels as NoVisiblePixels
from ._errors import OneColor as OneColor
from ._errors import OptionError as OptionError
from ._errors import OutOfMemory as OutOfMemory
from ._errors import PartialPicture as PartialPicture
from ._errors import PermissionDenied as PermissionDenied
from ._errors import PictureError as PictureError
from ._errors import ReadFailed as ReadFailed
from ._errors import TooFewColors as TooFewColors
from ._errors import TooManyPixels as TooManyPixels
from ._errors import UnknownColormap as UnknownColormap
from ._errors import UnknownFormat as UnknownFormat
from ._errors import UnknownOption as UnknownOption
from ._errors import WriteFailed as WriteFailed

__version__: str

_Path = Union[str, os.PathLike[str]]
_Figure = Union[_Path, os.PathLike[bytes], IO[bytes], bytes, Image.Image, ArrayLike]
#: x, y, width, height in pixels of the figure, or that as text.
_Rectangle = Union[tuple[int, int, int, int], Sequence[int], str, None]
_Interval = Union[tuple[float, float], Sequence[float], str, None]
#: "#RRGGBB", "#RRGGBB~TOLERANCE", (r, g, b) or (r, g, b, tolerance), 0 to 255.
_Colors = Union[Sequence[Union[str, Sequence[int]]], str, None]
_Ticks = Union[Mapping[float, float], str, None]
#: Is told the step and the share done; cancels by returning False.
_Progress = Optional[Callable[[str, float], Optional[bool]]]

class Colorbar: ...

_OtherBar = Union[Colorbar, _Figure, Tuple[_Figure, _Rectangle], None]

def read_colorbar(
    figure: _Figure,
    *,
    colorbar: _Rectangle = ...,
    partial: Literal["refuse", "take"] = ...,
    max_pixels: Optional[int] = ...,
    ticks: _Ticks = ...,
    scale: Literal["linear", "log", "sqrt", "power", "symlog"] = ...,
    scale_parameter: Union[float, str, None] = ...,
) -> Colorbar: ...

def recover(
    figure: _Figure,
    *,
    colormap: _Path = ...,
    reverse: bool = ...,
    max_distance: Optional[float] = ...,
    plot_area: _Rectangle = ...,
    colorbar: _Rectangle = ...,
    range: _Interval = ...,
    scale: Literal["linear", "log", "sqrt", "power", "symlog"] = ...,
    units: Optional[str] = ...,
    fill: int = ...,
    no_data: _Colors = ...,
    x_range: _Interval = ...,
    y_range: _Interval = ...,
    ticks: _Ticks = ...,
    scale_parameter: Union[float, str, None] = ...,
    grid: Union[str, Tuple[float, float], None] = ...,
    as_is: bool = ...,
    colorbar_from: _OtherBar = ...,
    selection: Optional[ArrayLike] = ...,
    progress: _Progress = ...,
    threads: int = ...,
    partial: Literal["refuse", "take"] = ...,
    max_pixels: Optional[int] = ...,
    page: Optional[int] = ...,
    page_figure: Optional[int] = ...,
) -> xr.Dataset: ...

def count_pages(figure: Union[_Path, os.PathLike[bytes], IO[bytes], bytes]) -> int: ...
def count_figures(figure: Union[_Path, os.PathLike[bytes], IO[bytes], bytes], page: int = ...) -> int: ...

def recover_panels(
    figure: _Figure,
    *,
    colormap: _Path = ...,
    reverse: bool = ...,
    max_distance: Optional[float] = ...,
    plot_area: _Rectangle = ...,
    colorbar: _Rectangle = ...,
    range: _Interval = ...,
    scale: Literal["linear", "log", "sqrt", "power", "symlog"] = ...,
    units: Optional[str] = ...,
    fill: int = ...,
    no_data: _Colors = ...,
    x_range: _Interval = ...,
    y_range: _Interval = ...,
    ticks: _Ticks = ...,
    scale_parameter: Union[float, str, None] = ...,
    grid: Union[str, Tuple[float, float], None] = ...,
    as_is: bool = ...,
    colorbar_from: _OtherBar = ...,
    selection: Optional[ArrayLike] = ...,
    progress: _Progress = ...,
    threads: int = ...,
    partial: Literal["refuse", "take"] = ...,
    max_pixels: Optional[int] = ...,
    page: Optional[int] = ...,
    page_figure: Optional[int] = ...,
) -> list[xr.Dataset]: ...

def read_layout(
    figure: _Figure,
    *,
    colormap: _Path = ...,
    reverse: bool = ...,
    max_distance: Optional[float] = ...,
    plot_area: _Rectangle = ...,
    colorbar: _Rectangle = ...,
    range: _Interval = ...,
    scale: Literal["linear", "log", "sqrt", "power", "symlog"] = ...,
    units: Optional[str] = ...,
    fill: int = ...,
    no_data: _Colors = ...,
    x_range: _Interval = ...,
    y_range: _Interval = ...,
    ticks: _Ticks = ...,
    scale_parameter: Union[float, str, None] = ...,
    grid: Union[str, Tuple[float, float], None] = ...,
    as_is: bool = ...,
    colorbar_from: _OtherBar = ...,
    selection: Optional[ArrayLike] = ...,
    progress: _Progress = ...,
    threads: int = ...,
    partial: Literal["refuse", "take"] = ...,
    max_pixels: Optional[int] = ...,
    page: Optional[int] = ...,
    page_figure: Optional[int] = ...,
) -> dict[str, Any]: ...

def recolor(
    figure: Union[_Figure, xr.Dataset],
    to: _Path,
    *,
    colormap: _Path = ...,
    reverse: bool = ...,
    max_distance: Optional[float] = ...,
    plot_area: _Rectangle = ...,
    colorbar: _Rectangle = ...,
    range: _Interval = ...,
    scale: Literal["linear", "log", "sqrt", "power", "symlog"] = ...,
    units: Optional[str] = ...,
    fill: int = ...,
    no_data: _Colors = ...,
    x_range: _Interval = ...,
    y_range: _Interval = ...,
    ticks: _Ticks = ...,
    scale_parameter: Union[float, str, None] = ...,
    grid: Union[str, Tuple[float, float], None] = ...,
    as_is: bool = ...,
    colorbar_from: _OtherBar = ...,
    selection: Optional[ArrayLike] = ...,
    progress: _Progress = ...,
    threads: int = ...,
    partial: Literal["refuse", "take"] = ...,
    max_pixels: Optional[int] = ...,
    page: Optional[int] = ...,
    page_figure: Optional[int] = ...,
) -> Image.Image: ...

class Colormap(NamedTuple):
    name: str
    family: str
    kind: str
    license: str
    source: str
    aliases: list[str]
    colors: NDArray[np.uint8]

def colormaps() -> list[Colormap]: ...
def notices() -> str: ...
