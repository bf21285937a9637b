# SPDX-License-Identifier: GPL-3.0-or-later
"""Pixels of whatever a figure is given as, in the very numbers that GIMP has after loading it.

Pillow reads all formats but JPEG, of which it gives other levels than GIMP (python/jpeg.hpp). Nothing is
color managed. What Pillow cannot give as it is stored is refused.
"""
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
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
_SUBFILE_TYPE = 254  # tag of TIFF
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
    origin: str = ""  # what unweave-engine says of a page


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


def _page_numbers(image):
    """Where the file's pages or frames are among Pillow's frames; small versions of another page of a TIFF are
    none. [0]: it is of a kind that has none."""
    if image.format not in _IN_PAGES:
        return [0]
    numbers = list(range(getattr(image, "n_frames", 1)))
    if image.format != "TIFF":
        return numbers

    def is_small_version(number):
        image.seek(number)
        return bool(int(image.tag_v2.get(_SUBFILE_TYPE, 0)) & 1)
    pages = [number for number in numbers if not is_small_version(number)]
    image.seek(0)
    return pages or numbers


def _refuse_page(page):
    raise IndexError(f"the file has no page {page}")


def _turn_to(image, page):
    """Goes to a page, from 1, and returns how many there are; without one, to the first."""
    numbers = _page_numbers(image)
    if page is not None:
        if page > len(numbers):
            _refuse_page(page)
        image.seek(numbers[page - 1])
    return len(numbers)


def _load(data, image, partial, page, pages):
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
    linear = image.format in _WITH_PROFILE and _is_linear(image.info.get("icc_profile") or b"")
    try:
        return _Loaded(_turned(_samples(image), image), pages, True, linear)
    except (OSError, SyntaxError) as error:
        refuse(str(error))
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    image = Image.open(io.BytesIO(data))
    _turn_to(image, page)
    return _Loaded(_turned(_samples(image), image), pages, False, linear)


def _decode(data, name, partial, max_pixels, page=None):
    """The pixels of a file's bytes."""
    with _PILLOW, warnings.catch_warnings():
        before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
        try:
            image = Image.open(io.BytesIO(data))
            pages = _turn_to(image, page)
            counted = pages if page is None else 1
            if image.width * image.height * counted > max_pixels:
                size = f"{image.width} x {image.height}" + (f" x {counted}" if counted > 1 else "")
                raise error_of("too-many-pixels", size)
            return _load(data, image, partial, page, pages)
        except (Error, IndexError):
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


def _facts_of_pdf(said):
    """What pdfinfo says, by name."""
    return dict(re.findall(r"^([^:\n]+): +(.*)$", said.decode(errors="replace"), re.M))


def _engine():
    """The program that reads PDF files for the command, and for GIMP; None: it is not installed."""
    given = os.environ.get("UNWEAVE_ENGINE")
    if given:
        return given
    command = shutil.which("gimp-unweave")
    places = [_core.ENGINE, "/usr/libexec/gimp-unweave/unweave-engine",
              "/usr/local/libexec/gimp-unweave/unweave-engine"]
    if command:
        prefix = pathlib.Path(command).resolve().parents[1]
        places.insert(0, str(prefix / "libexec" / "gimp-unweave" / "unweave-engine"))
    return next((place for place in places if os.access(place, os.X_OK)), None)


class _Pdf:
    """A PDF file and the program that reads it."""

    _TOO_LARGE = 3  # exit status

    def __init__(self, data, name, engine, folder):
        self.name, self.engine, self.path = name, engine, os.path.join(folder, "figure.pdf")
        pathlib.Path(self.path).write_bytes(data)

    def _ask(self, *words):
        return subprocess.run([self.engine, *words], check=False, capture_output=True)

    def _said(self, *words):
        done = self._ask(*words)
        if done.returncode:
            raise error_of("read-failed", self.name)
        return done.stdout.decode(errors="replace")

    def pages(self):
        return int(self._said("--count-pages", self.path))

    def figures(self, page):
        """[(x, y, width, height)] in points of those among the page's text; None: it is one as a whole."""
        numbers = [int(word) for word in
                   self._said("--page-figures", str(page), str(page), self.path).split()]
        if len(numbers) < 2 or numbers[1] < 0:
            return None
        return [tuple(numbers[2 + 4 * i:6 + 4 * i]) for i in range(numbers[1])]

    def region(self, page, figure):
        """Which of how many the figure is, and where; nothing for one that is a whole page."""
        boxes = self.figures(page)
        if not 1 <= figure <= (1 if boxes is None else len(boxes)):
            raise IndexError(f"page {page} has no figure {figure}")
        return None if boxes is None else [figure, len(boxes), *boxes[figure - 1]]

    def load(self, max_pixels, page, figure):
        pages = self.pages()
        if page is not None and page > pages:
            _refuse_page(page)
        place = self.region(page or 1, figure) if figure is not None else None
        copy = os.path.join(os.path.dirname(self.path), "copy")
        # 0: nobody chose; the page says what is on it.
        number = page or (0 if figure is None else 1)
        done = self._ask("--copy-page", str(number), str(max_pixels), self.path, copy,
                         *([",".join(map(str, place[2:]))] if place else []))
        if done.returncode == self._TOO_LARGE:
            size = re.search(r"\d+ x \d+", done.stdout.decode(errors="replace"))
            raise error_of("too-many-pixels", size[0] if size else "")
        if done.returncode:
            raise error_of("read-failed", self.name)
        origin = json.loads(pathlib.Path(copy + ".origin").read_bytes())
        if place:
            origin["page-figure"] = place
        loaded = _decode(pathlib.Path(copy).read_bytes(), self.name, "refuse", max_pixels)
        return loaded._replace(pages=pages, origin=json.dumps(origin))


def _load_pdf(data, name, partial, max_pixels, page, figure):
    engine = _engine()
    if engine:
        with tempfile.TemporaryDirectory(prefix="unweave-") as folder:
            return _Pdf(data, name, engine, folder).load(max_pixels, page, figure)
    if figure is not None:
        raise FileNotFoundError(2, "figures of a page need the program of gimp-unweave that is called",
                                "unweave-engine")
    return _drawn_page(data, name, partial, max_pixels, page)


def _drawn_page(data, name, partial, max_pixels, page=None):
    """A page, else the first, as GIMP draws it: without the letters of the file."""
    number = str(page or 1)
    with tempfile.TemporaryDirectory(prefix="unweave-") as folder:
        path = os.path.join(folder, "figure.pdf")
        pathlib.Path(path).write_bytes(data)
        try:
            pages = int(_facts_of_pdf(_run("pdfinfo", path))["Pages"])
            if page is not None and page > pages:
                _refuse_page(page)
            said = _run("pdfinfo", "-f", number, "-l", number, path)
            drawn = _run("pdftocairo", "-png", "-singlefile", "-r", str(_PDF_RESOLUTION), "-f", number,
                         "-l", number, path, "-")
        except subprocess.CalledProcessError as error:
            raise error_of("read-failed", name) from error
    # Those of one page: "Page    2 size", "Page    2 rot".
    facts = {re.sub(r"^Page +\d+", "Page", fact): text for fact, text in _facts_of_pdf(said).items()}
    loaded = _decode(drawn, name, partial, max_pixels)
    # pdftocairo begins a pixel for the rest of a page, GIMP ends before it.
    sides = [float(side) * (_PDF_RESOLUTION / 72) for side in facts["Page size"].split()[:3:2]]
    width, height = sides[::-1] if facts.get("Page rot") in ("90", "270") else sides
    return loaded._replace(pixels=loaded.pixels[:max(1, int(height)), :max(1, int(width))],
                           pages=pages)


def _bytes_of(figure):
    """What is in a path, an open binary file or bytes, and its name; nothing of anything else."""
    if isinstance(figure, (str, os.PathLike)):
        path = os.fsencode(figure)
        name = os.path.basename(path).decode("utf-8", "replace")
        return pathlib.Path(os.fsdecode(path)).read_bytes(), name
    if isinstance(figure, (bytes, bytearray, memoryview)):
        return bytes(figure), ""
    return (figure.read(), "") if hasattr(figure, "read") else (None, "")


def count_pages(figure):
    """Of a path, an open binary file or bytes."""
    data, name = _bytes_of(figure)
    if data is None:
        raise TypeError("pages are those of a file: a path, an open file or bytes")
    if data.startswith(b"%PDF-"):
        with tempfile.TemporaryDirectory(prefix="unweave-") as folder:
            path = os.path.join(folder, "figure.pdf")
            pathlib.Path(path).write_bytes(data)
            try:
                return int(_facts_of_pdf(_run("pdfinfo", path))["Pages"])
            except subprocess.CalledProcessError as error:
                raise error_of("read-failed", name) from error
    try:
        return len(_page_numbers(Image.open(io.BytesIO(data))))
    except (UnidentifiedImageError, SyntaxError, OSError, ValueError) as error:
        raise error_of("read-failed", name) from error


def count_figures(figure, page=1):
    """Of a page of a path, an open binary file or bytes."""
    data, name = _bytes_of(figure)
    if data is None:
        raise TypeError("pages are those of a file: a path, an open file or bytes")
    engine = _engine()
    if not data.startswith(b"%PDF-") or not engine:
        if not 1 <= page <= count_pages(data):
            _refuse_page(page)
        return 1
    with tempfile.TemporaryDirectory(prefix="unweave-") as folder:
        file = _Pdf(data, name, engine, folder)
        if not 1 <= page <= file.pages():
            _refuse_page(page)
        boxes = file.figures(page)
    return 1 if boxes is None else len(boxes)


def read(figure, partial="refuse", max_pixels=None, page=None, page_figure=None):
    """The pixels of a path, an open binary file, bytes, a picture of Pillow, or an array."""
    if page is not None and page < 1:
        _refuse_page(page)
    if partial not in ("refuse", "take"):
        raise ValueError(f"partial must be \"refuse\" or \"take\"; it is {partial!r}")
    max_pixels = MAX_PIXELS if max_pixels is None else max_pixels
    if isinstance(figure, Image.Image):
        if page is not None or page_figure is not None:
            raise TypeError("page is one of a file; of a picture that is open, seek() goes to one")
        name = os.path.basename(getattr(figure, "filename", "") or "")
        return Figure(from_array(_samples(figure)), _core.Source(name))
    data, name = _bytes_of(figure)
    if data is None:
        if page is not None or page_figure is not None:
            raise TypeError("an array has no pages")
        return Figure(from_array(figure), _core.Source())
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"%PDF-"):
        loaded = _load_pdf(data, name, partial, max_pixels, page, page_figure)
    else:
        if page_figure not in (None, 1):
            raise IndexError(f"the page has no figure {page_figure}")
        loaded = _decode(data, name, partial, max_pixels, page)
    chosen = page or (0 if page_figure is None else 1)
    return Figure(from_array(loaded.pixels),
                  _core.Source(name, digest, loaded.pages, loaded.whole, loaded.linear, chosen,
                               loaded.origin))
