# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recovered as a Dataset of xarray: as the command's .nc files, and what is beside it."""
import json

import numpy as np
import xarray as xr

_LONG_NAMES = {
    "confidence": "probability that the value is within 1 % of the range of the truth",
    "uncertainty": "standard deviation of the value",
    "residual": "distance of the color from the colormap, an edge of the RGB cube being 1",
    "filled": "1 where the value was not measured but closes a gap",
}


_POINT = "point_"  # before the names of what a scatter plot's markers have


def _points_of(found):
    """Variables of the markers of a scatter plot; none for a field."""
    points = found.get("points") or {}
    attributes = {"x": found["x"][2], "y": found["y"][2], "value": found["value_attributes"],
                  "confidence": {"long_name": _LONG_NAMES["confidence"], "units": "1"},
                  "uncertainty": {"long_name": _LONG_NAMES["uncertainty"]},
                  "column": {"long_name": "column of pixels in the figure, from the left"},
                  "row": {"long_name": "row of pixels in the figure, from the top"},
                  "unsure": {"long_name": "1 where a part of the marker is hidden or its color says little"}}
    return {_POINT + name: ("obs", column, {k: v for k, v in attributes[name].items() if k != "axis"})
            for name, column in points.items()}


def points_of(dataset):
    """The markers of a scatter plot as a Dataset along "obs"; None for a field."""
    names = [name for name in dataset.variables if str(name).startswith(_POINT)]
    if not names:
        return None
    points = dataset[names]
    points = points.drop_vars([name for name in points.coords if points[name].dims != ("obs",)])
    points = points.rename({name: name[len(_POINT):] for name in names})
    return points.set_coords(["x", "y"])


def dataset_of(found):
    """Of what _core.recover() gives for a panel."""
    (y_name, y_values, y_attributes), (x_name, x_values, x_attributes) = found["y"], found["x"]
    dimensions = (y_name, x_name)
    value_attributes = found["value_attributes"]
    variables = {"value": (dimensions, found["value"], value_attributes)}
    for name, long_name in _LONG_NAMES.items():
        if name == "filled" and not found["filled"].any():
            continue
        units = value_attributes.get("units") if name == "uncertainty" else "1"
        attributes = {"long_name": long_name, **({"units": units} if units else {})}
        variables[name] = (dimensions, found[name], attributes)
    grid = json.loads(found.get("report", "{}")).get("grid") or {}
    coords = {y_name: (y_name, y_values, y_attributes), x_name: (x_name, x_values, x_attributes)}
    for name, along, texts in (("row_name", y_name, grid.get("row_names")),
                               ("column_name", x_name, grid.get("column_names"))):
        if texts:
            coords[name] = (along, [text or "" for text in texts], {"long_name": "name at the figure's axis"})
    if grid.get("annotations"):
        written = np.full(found["value"].shape, np.nan, np.float32)
        for number in grid["annotations"]:
            written[number["row"], number["column"]] = number["value"]
        units = value_attributes.get("units")
        variables["annotation"] = (dimensions, written, {"long_name": "number written in the cell",
                                                         **({"units": units} if units else {})})
    variables.update(_points_of(found))
    dataset = xr.Dataset(
        variables, coords=coords,
        attrs={**found["attributes"], "comment": "\n".join(found["messages"])})
    # Axes of time become dates, as they do when such a file is opened.
    if any(" since " in a.get("units", "") for a in (x_attributes, y_attributes)):
        dataset = xr.decode_cf(dataset)
    return dataset


def report_of(dataset):
    """The report that a dataset carries, also one opened from the command's .nc file."""
    try:
        text = dataset.attrs["provenance"]
    except KeyError:
        raise AttributeError("this dataset carries no report: xarray drops attributes in arithmetic "
                             "where it is not told to keep them") from None
    report = {**json.loads(text), "messages": messages_of(dataset)}
    # Files of version 1.0 have the colors in the report.
    if "colormap_colors" in dataset.attrs:
        report["colormap"]["colors"] = [list(bytes.fromhex(color))
                                        for color in dataset.attrs["colormap_colors"].split()]
    return report


def messages_of(dataset):
    """The report's messages, a sentence or two each."""
    return [line for line in dataset.attrs.get("comment", "").split("\n") if line]


def colors_of(dataset):
    """256 x RGB, 0 to 1, from the low end."""
    return np.asarray(report_of(dataset)["colormap"]["colors"]) / 255
