# SPDX-License-Identifier: GPL-3.0-or-later
"""Pixels of whatever a figure is given as, in the very numbers that GIMP has after loading it.

Pillow reads all formats but JPEG, of which it gives other levels than GIMP (python/jpeg.hpp). Nothing is
color managed. What Pillow cannot give as it is stored is refused.
"""
import hashlib
import io
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import warnings
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from . import _core
from ._errors import Error, error_of

#: Pixels of a picture, all pages together, where nothing else is said; as the command has it.
MAX_PIXELS = 250_000_000
#: Where several frames are pages, of which each is a picture of its own.
_IN_PAGES = {"TIFF", "GIF", "WEBP"}
#: Whose color profile GIMP asks whether it is linear.
_WITH_PROFILE = {"PNG", "TIFF"}
#: What GIMP takes where nobody asks, pixels an inch.
_PDF_RESOLUTION = 100
_ORIENTATION = 0x0112  # tag of Exif
# Pillow's limits are its module's.
_PILLOW = threading.Lock()


class Figure(NamedTuple):
    """Pixels (height x width x channels) and where they are from."""
    pixels: np.ndarray
    source: _core.Source


class _Loaded(NamedTuple):
    pixels: np.ndarray
    pages: int = 1
    whole: bool = True
    linear: bool = False


def _refuse_kind(what):
    raise TypeError(what + "; convert it to RGB first, or give an array")


def from_array(array):
    """height x width (gray) or height x width x 1 to 4 (gray, gray and alpha, RGB, RGB and alpha) of
    uint8, uint16, or floats from 0 to 1 (NaN: not visible)."""
    array = np.asarray(array)
    if array.dtype.kind == "f":
        array = array.astype(np.float32, copy=False)
    elif array.dtype.newbyteorder("=") not in (np.uint8, np.uint16):
        raise TypeError(f"an array must hold uint8, uint16 or floats; it holds {array.dtype}")
    if array.ndim == 2:
        array = array[..., np.newaxis]
    if array.ndim != 3 or not 1 <= array.shape[2] <= 4:
        raise ValueError("an array must be height x width, or height x width x 1 to 4; it is "
                         + " x ".join(map(str, array.shape)))
    return np.ascontiguousarray(array, array.dtype.newbyteorder("="))


def _raw_modes(image):
    """How the file stores its samples, as far as Pillow says it before it loads them."""
    return " ".join(str(tile[3]) for tile in getattr(image, "tile", ()))


def _is_linear(icc):
    """True if samples with that ICC profile are linear light, as GIMP decides it: a gray or matrix profile
    whose curves are straight (ICC.1:2010, 10.5 and 10.15)."""
    def number(at, size=4):
        return int.from_bytes(icc[at:at + size], "big")
    tags = {icc[at:at + 4]: number(at + 4) for at in range(132, 132 + 12 * min(number(128), 100), 12)}
    curves = {b"GRAY": (b"kTRC",), b"RGB ": (b"rTRC", b"gTRC", b"bTRC")}.get(icc[16:20], ())
    if not curves or any(tag.startswith((b"A2B", b"B2A")) for tag in tags):
        return False

    def is_straight(at):
        count = number(at + 8)
        if icc[at:at + 4] == b"para":  # of the first kind, a power: 1 as a fixed point number
            return number(at + 8, 2) == 0 and number(at + 12) == 1 << 16
        if count < 2:  # a straight line, or a power
            return icc[at:at + 4] == b"curv" and (count == 0 or number(at + 12, 2) == 1 << 8)
        table = np.frombuffer(icc, ">u2", min(count, (len(icc) - at - 12) // 2), at + 12).astype(float)
        return np.abs(table - np.linspace(0, 65535, len(table))).max() <= 15
    return all(tag in tags and is_straight(tags[tag]) for tag in curves)


def _with_key(samples, key):
    """Gray, and no opacity where it has that level."""
    most = np.iinfo(samples.dtype).max
    return np.stack([samples, np.where(samples == key, 0, most).astype(samples.dtype)], -1)


def _refuse_inks():
    _refuse_kind("the picture's colors are amounts of ink (CMYK)")


def _samples(image):
    """The picture's samples as GIMP has them: a palette's colors, alpha where there is one."""
    if image.mode in ("RGB", "RGBA", "LA") and "16" in _raw_modes(image):
        _refuse_kind("Pillow gives only 8 of the 16 bits of this picture's colors")
    # The levels that a PNG of few bits has between black and white; its transparent one counts in them.
    levels = {"1": 255, "L;2": 85, "L;4": 17}.get(_raw_modes(image), 1)
    image.load()
    mode = image.mode
    key = image.info.get("transparency")
    if image.format == "PNG" and mode in ("1", "L", "I") and isinstance(key, int):
        gray = image.convert("L") if mode == "1" else image
        return _with_key(np.asarray(gray).astype(np.uint16 if mode == "I" else np.uint8), key * levels)
    if mode.startswith("I;16") or (mode == "I" and image.format == "PNG"):
        return np.asarray(image).astype(np.uint16)
    if mode == "F":
        return np.asarray(image)
    transparent = key is not None
    if mode == "1":
        image = image.convert("L")
    elif mode == "L":
        image = image.convert("LA") if transparent else image
    elif mode in ("P", "RGB"):
        image = image.convert("RGBA" if transparent else "RGB")
    elif mode in ("PA", "RGBa"):
        image = image.convert("RGBA")
    elif mode == "La":
        image = image.convert("LA")
    elif mode == "RGBX":
        image = image.convert("RGB")
    elif mode == "CMYK":
        _refuse_inks()
    elif mode == "I":
        _refuse_kind("the picture holds integers of 32 bits")
    elif mode not in ("LA", "RGBA"):
        _refuse_kind(f"the picture's colors are in the space {mode}")
    return np.asarray(image)


def _turned(pixels, image):
    """As the file says that it is to be shown, by Exif's number. The picture has been loaded, and
    a TIFF has been turned by it."""
    if image.format == "TIFF":
        return pixels
    orientation = image.getexif().get(_ORIENTATION, 1)
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    rows = slice(None, None, -1 if orientation in (3, 4, 7, 8) else 1)
    columns = slice(None, None, -1 if orientation in (2, 3, 6, 7) else 1)
    return pixels[rows, columns]


def _load(data, image, partial):
    """Of a picture that has been opened."""

    def refuse(words):
        if partial != "take":
            raise error_of("partial-picture", words.rstrip("."))
    if image.format in ("JPEG", "MPO"):
        pixels, words = _core.decode_jpeg(data)
        if not pixels.shape[2] and not words:
            _refuse_inks()
        if words:
            refuse(words.decode(errors="replace"))
        return _Loaded(_turned(pixels, image), whole=not words)
    pages = getattr(image, "n_frames", 1) if image.format in _IN_PAGES else 1
    linear = image.format in _WITH_PROFILE and _is_linear(image.info.get("icc_profile") or b"")
    try:
        return _Loaded(_turned(_samples(image), image), pages, True, linear)
    except (OSError, SyntaxError) as error:
        refuse(str(error))
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    image = Image.open(io.BytesIO(data))
    return _Loaded(_turned(_samples(image), image), pages, False, linear)


def _decode(data, name, partial, max_pixels):
    """The pixels of a file's bytes."""
    with _PILLOW, warnings.catch_warnings():
        before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
        try:
            image = Image.open(io.BytesIO(data))
            pages = getattr(image, "n_frames", 1) if image.format in _IN_PAGES else 1
            if image.width * image.height * pages > max_pixels:
                size = f"{image.width} x {image.height}" + (f" x {pages}" if pages > 1 else "")
                raise error_of("too-many-pixels", size)
            return _load(data, image, partial)
        except Error:
            raise
        except (UnidentifiedImageError, SyntaxError, OSError, ValueError) as error:
            raise error_of("read-failed", name) from error
        finally:
            Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


def _run(*command):
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, "PDF files need the programs of poppler-utils; "
                                "there is none called", command[0]) from error


def _pdf_page(data, name, partial, max_pixels):
    """The first page as GIMP draws it."""
    with tempfile.TemporaryDirectory(prefix="unweave-") as folder:
        path = os.path.join(folder, "figure.pdf")
        pathlib.Path(path).write_bytes(data)
        try:
            said = _run("pdfinfo", path).decode(errors="replace")
            drawn = _run("pdftocairo", "-png", "-singlefile", "-r", str(_PDF_RESOLUTION), "-f", "1",
                         "-l", "1", path, "-")
        except subprocess.CalledProcessError as error:
            raise error_of("read-failed", name) from error
    facts = dict(re.findall(r"^([^:\n]+): +(.*)$", said, re.M))
    loaded = _decode(drawn, name, partial, max_pixels)
    # pdftocairo begins a pixel for the rest of a page, GIMP ends before it.
    sides = [float(side) * (_PDF_RESOLUTION / 72) for side in facts["Page size"].split()[:3:2]]
    width, height = sides[::-1] if facts.get("Page rot") in ("90", "270") else sides
    return loaded._replace(pixels=loaded.pixels[:max(1, int(height)), :max(1, int(width))],
                           pages=int(facts["Pages"]))


def read(figure, partial="refuse", max_pixels=None):
    """The pixels of a path, an open binary file, bytes, a picture of Pillow, or an array."""
    if partial not in ("refuse", "take"):
        raise ValueError(f"partial must be \"refuse\" or \"take\"; it is {partial!r}")
    max_pixels = MAX_PIXELS if max_pixels is None else max_pixels
    name = ""
    if isinstance(figure, Image.Image):
        name = os.path.basename(getattr(figure, "filename", "") or "")
        return Figure(from_array(_samples(figure)), _core.Source(name))
    if isinstance(figure, (str, os.PathLike)):
        path = os.fsencode(figure)
        name = os.path.basename(path).decode("utf-8", "replace")
        data = pathlib.Path(os.fsdecode(path)).read_bytes()
    elif isinstance(figure, (bytes, bytearray, memoryview)):
        data = bytes(figure)
    elif hasattr(figure, "read"):
        data = figure.read()
    else:
        return Figure(from_array(figure), _core.Source())
    digest = hashlib.sha256(data).hexdigest()
    load = _pdf_page if data.startswith(b"%PDF-") else _decode
    loaded = load(data, name, partial, max_pixels)
    return Figure(from_array(loaded.pixels),
                  _core.Source(name, digest, loaded.pages, loaded.whole, loaded.linear))
