# SPDX-License-Identifier: GPL-3.0-or-later
"""What a recovered Dataset has under `.unweave`."""
import os
from typing import Any, Optional, Union

import numpy as np
import xarray as xr
from PIL import Image

from . import _core
from ._dataset import colors_of, messages_of, points_of, report_of


@xr.register_dataset_accessor("unweave")
class UnweaveAccessor:
    """The report on a recovered field. It is kept in the dataset's attribute `provenance`, so that it
    goes into files and comes back: `xr.open_dataset("figure.nc").unweave.report`."""

    def __init__(self, dataset: xr.Dataset) -> None:
        self._dataset = dataset

    @property
    def report(self) -> dict[str, Any]:
        """All that was found, as docs/report.schema.json describes it: a dict."""
        return report_of(self._dataset)

    @property
    def messages(self) -> list[str]:
        """What the user should know, in sentences: a list of str."""
        return messages_of(self._dataset)

    @property
    def points(self) -> Optional[xr.Dataset]:
        """The markers of a scatter plot along `obs`: value, confidence, uncertainty, unsure, column and
        row at the coordinates x and y; None for a field."""
        return points_of(self._dataset)

    @property
    def colors(self) -> np.ndarray:
        """The recovered colormap: 256 x RGB, 0 to 1, from the low end.

        `matplotlib.colors.ListedColormap(ds.unweave.colors)` draws in the figure's own colors.
        """
        return colors_of(self._dataset)

    def recolor(self, to: Union[str, os.PathLike]) -> Image.Image:
        """The field in the colors of another map: a picture of Pillow (RGBA) of the plot area; no
        data is transparent. Raises UnknownColormap, BadColormapFile, ReadFailed."""
        value = np.asarray(self._dataset["value"], dtype=np.float64)
        places = _core.positions(self._dataset.attrs["provenance"], value)
        return Image.fromarray(_core.paint(os.fspath(to), places), "RGBA")
