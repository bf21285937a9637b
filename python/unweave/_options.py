# SPDX-License-Identifier: GPL-3.0-or-later
"""Options, by the one table that the command and the plug-in have too (plugin/request/parameters.cpp).

A value of Python becomes the text that the command takes.
"""
import collections.abc
import inspect
import os
import re

from . import _core

TABLE = {entry["name"].replace("-", "_"): entry for entry in _core.options()}


def _default(entry):
    kind, initial = entry["kind"], entry["initial"]
    if kind == "flag":
        return initial == "true"
    if kind == "number":
        return None if float(initial) < 0 else int(float(initial))
    if kind == "choice" or initial:
        return initial
    return None


DEFAULTS = {name: _default(entry) for name, entry in TABLE.items()}


def _number(value):
    """Of 2 and 2.0 "2": what somebody would type."""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _color(value):
    """"#RRGGBB" or "#RRGGBB~TOLERANCE" as they are; (r, g, b) and (r, g, b, tolerance), 0 to 255."""
    if isinstance(value, str):
        return value
    red, green, blue, *tolerance = (int(level) for level in value)
    text = f"#{red:02X}{green:02X}{blue:02X}"
    return text + (f"~{tolerance[0]}" if tolerance else "")


def _text(entry, value):
    """What Options::set() takes for a value of Python."""
    kind = entry["kind"]
    if value is None:
        return entry["initial"]
    if isinstance(value, (str, os.PathLike)):
        return os.fspath(value)
    if kind == "flag":
        return "yes" if value else "no"
    if kind == "colors":
        return ",".join(_color(color) for color in value)
    if isinstance(value, collections.abc.Mapping):
        return ",".join(f"{_number(place)}={_number(number)}" for place, number in value.items())
    if isinstance(value, collections.abc.Iterable):
        return ",".join(_number(number) for number in value)
    return _number(value)


def file_and_rectangle(text):
    """"FILE" or "FILE:X,Y,W,H", as the command takes it: the file and (x, y, width, height) or None."""
    found = re.fullmatch(r"(.+):\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*", text, re.S)
    return (found[1], tuple(int(n) for n in found.groups()[1:])) if found else (text, None)


def texts_of(options):
    """(name, text) of each option, as the library takes them; TypeError for a name that is none."""
    texts = []
    for name, value in options.items():
        entry = TABLE.get(name)
        if entry is None:
            raise TypeError(f"unexpected option {name!r}; there are {', '.join(TABLE)}")
        texts.append((entry["name"], _text(entry, value)))
    return texts


_FORMS = {
    "flag": "bool",
    "number": "float",
    "text": "str",
    "choice": "str",
    "rectangle": "(x, y, width, height), pixels",
    "interval": "(first, last)",
    "colors": "sequence of \"#RRGGBB\", \"#RRGGBB~TOLERANCE\" or (r, g, b)",
}
_FORMS_BY_NAME = {"colormap": "str or path", "ticks": "{position: value}, pixels",
                  "scale_parameter": "float",
                  "grid": "\"pixels\", \"cells\", (columns, rows) or \"DX,DY units\""}


def documented(function):
    """Gives a function that takes **options a signature and a list of them."""
    signature = inspect.signature(function)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    positional = [p for p in own if p.kind is not p.KEYWORD_ONLY]
    keywords = [p for p in own if p.kind is p.KEYWORD_ONLY]
    table = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default)
             for name, default in DEFAULTS.items()]
    function.__signature__ = signature.replace(parameters=positional + table + keywords)
    lines = []
    for name, entry in TABLE.items():
        form = _FORMS_BY_NAME.get(name, _FORMS[entry["kind"]])
        choices = f", one of {', '.join(entry['choices'])}" if entry["choices"] else ""
        lines.append(f"{name} : {form}{choices}, default {DEFAULTS[name]!r}\n"
                     f"        {entry['summary']}.")
    function.__doc__ = function.__doc__.replace("{options}", "\n    ".join(lines))
    return function
