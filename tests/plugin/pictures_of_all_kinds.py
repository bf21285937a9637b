# SPDX-License-Identifier: GPL-3.0-or-later
"""One field as picture files of every kind that the formats know: depths, palettes, opacity,
interlacing, profiles, turned, cut off and damaged. For tests that compare what loads them."""
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

WIDTH, HEIGHT = 104, 290  # more rows than GIMP's loaders decode at once, twice
GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6  # PNG's color types
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
         (0, 1, 1, 2))  # x, y, step in x, step in y


def field():
    """t in [0, 1], without a flat place."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    t = x / WIDTH + 0.35 * np.sin(x / 19) * np.cos(y / 23) + 0.2 * y / HEIGHT
    return (t - t.min()) / (t.max() - t.min())


def colors(t):
    """Red, green and blue in [0, 1]: a map of no program, from dark blue to yellow."""
    stops = np.array([[20, 10, 80], [40, 90, 140], [30, 150, 110], [150, 200, 60], [250, 240, 40]])
    at = np.linspace(0, 1, len(stops))
    levels = np.round(np.asarray(t) * 255) / 255
    return np.stack([np.interp(levels, at, stops[:, c]) for c in range(3)], -1) / 255


def opacity():
    """Mostly 1, a hole and a soft edge."""
    alpha = np.ones((HEIGHT, WIDTH))
    alpha[10:30, 5:25] = 0
    alpha[30:34, 5:25] = np.linspace(0.2, 0.8, 4)[:, None]
    return alpha


def chunk(kind, contents=b""):
    return (struct.pack(">I", len(contents)) + kind + contents +
            struct.pack(">I", zlib.crc32(kind + contents)))


def packed_rows(samples, depth):
    """Rows (height, width, channels) as PNG stores them, each after its filter's number."""
    rows = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        stored = rows.astype(">u2").view("u1")
    elif depth == 8:
        stored = rows.astype("u1")
    else:
        bits = (rows[..., None] >> np.arange(depth - 1, -1, -1) & 1).astype("u1")
        stored = np.packbits(bits.reshape(len(rows), -1), axis=1)
    return b"".join(b"\0" + row.tobytes() for row in stored)


def png(samples, depth, color_type, interlaced=False, before=(), after=()):
    samples = samples.reshape(*samples.shape[:2], -1)
    passes = ADAM7 if interlaced else ((0, 0, 1, 1),)
    data = b"".join(packed_rows(samples[y::down, x::right], depth) for x, y, right, down in passes)
    head = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, color_type, 0, 0,
                       int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(before)
            + chunk(b"IDAT", zlib.compress(data)) + b"".join(after) + chunk(b"IEND"))


def quantized(values, depth):
    return np.round(values * (2 ** depth - 1)).astype("u2")


def palette_png(depth, opacities=b"", interlaced=False):
    entries = 2 ** depth
    table = quantized(colors(np.arange(entries) / max(1, entries - 1)), 8).astype("u1").tobytes()
    before = [chunk(b"PLTE", table)] + ([chunk(b"tRNS", opacities)] if opacities else [])
    return png(quantized(field(), depth), depth, PALETTE, interlaced, before)


def profile(linear):
    """sRGB, or the same with straight curves."""
    icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    if linear:
        for i in range(struct.unpack_from(">I", icc, 128)[0]):
            name, at, _ = struct.unpack_from(">4sII", icc, 132 + 12 * i)
            if name in (b"rTRC", b"gTRC", b"bTRC"):
                struct.pack_into(">4sIHHi", icc, at, b"para", 0, 0, 0, 1 << 16)
    return bytes(icc)


def icc_chunk(linear):
    return chunk(b"iCCP", b"some profile\0\0" + zlib.compress(profile(linear)))


def exif(orientation, order="<"):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return (mark + struct.pack(order + "I", 8) + struct.pack(order + "H", 1)
            + struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
            + struct.pack(order + "I", 0))


def pngs():
    t, rgb, alpha = field(), colors(field()), opacity()[..., None]
    gray = t[..., None]
    holes = bytes([0, 128, 255, 255]) + bytes(range(255, 155, -1))
    files = {}
    for depth in (1, 2, 4, 8, 16):
        files[f"gray{depth}"] = png(quantized(gray, depth), depth, GRAY)
    for depth in (1, 2, 4, 8):
        files[f"palette{depth}"] = palette_png(depth)
        files[f"palette{depth}-holes"] = palette_png(depth, holes[:2 ** depth])
    for depth in (8, 16):
        kinds = {"rgb": (rgb, RGB), "rgba": (np.dstack([rgb, alpha]), RGBA),
                 "gray-alpha": (np.dstack([gray, alpha]), GRAY_ALPHA)}
        for name, (values, color_type) in kinds.items():
            stored = quantized(values, depth)
            files[f"{name}{depth}"] = png(stored, depth, color_type)
            files[f"{name}{depth}-interlaced"] = png(stored, depth, color_type, True)
    stored = quantized(rgb, 8)
    key = struct.pack(">HHH", *stored[40, 40])
    files["rgb8-key"] = png(stored, 8, RGB, before=[chunk(b"tRNS", key)])
    files["gray4-key"] = png(quantized(gray, 4), 4, GRAY, before=[chunk(b"tRNS", b"\0\7")])
    files["palette8-interlaced"] = palette_png(8, holes, True)
    files["gamma"] = png(stored, 8, RGB, before=[chunk(b"gAMA", struct.pack(">I", 45455))])
    files["gamma-1"] = png(stored, 8, RGB, before=[chunk(b"gAMA", struct.pack(">I", 100000))])
    files["profile"] = png(stored, 8, RGB, before=[icc_chunk(False)])
    files["profile-linear"] = png(stored, 8, RGB, before=[icc_chunk(True)])
    files["profile-linear16"] = png(quantized(rgb, 16), 16, RGB, before=[icc_chunk(True)])
    files["profile-none"] = png(stored, 8, RGB,
                                before=[chunk(b"iCCP", b"x\0\0" + zlib.compress(b"no profile"))])
    files["upright"] = png(stored, 8, RGB, before=[chunk(b"eXIf", exif(1))])
    return {f"{name}.png": contents for name, contents in files.items()}


def jpeg(picture, **how):
    file = io.BytesIO()
    picture.save(file, "JPEG", **{"quality": 92, **how})
    return file.getvalue()


def jpegs():
    rgb = Image.fromarray(quantized(colors(field()), 8).astype("u1"))
    gray = Image.fromarray(quantized(field(), 8).astype("u1"))
    files = {"gray": jpeg(gray), "gray-progressive": jpeg(gray, progressive=True),
             "progressive": jpeg(rgb, progressive=True), "optimized": jpeg(rgb, optimize=True),
             "coarse": jpeg(rgb, quality=40), "icc": jpeg(rgb, icc_profile=profile(False)),
             "icc-linear": jpeg(rgb, icc_profile=profile(True)),
             "upright": jpeg(rgb, exif=b"Exif\0\0" + exif(1)),
             "no-exif": jpeg(rgb, exif=b"Exif\0\0" + b"nonsense" * 5)}
    for i, name in enumerate(("444", "422", "420")):
        files[name] = jpeg(rgb, subsampling=i)
    return {f"jpeg-{name}.jpg": contents for name, contents in files.items()}


def turned():
    """Pictures that GIMP turns when it loads them."""
    rgb = Image.fromarray(quantized(colors(field()), 8).astype("u1"))
    files = {f"turned{how}.jpg": jpeg(rgb, exif=b"Exif\0\0" + exif(how, "<>"[how % 2]))
             for how in (2, 3, 6, 8)}
    files["turned.png"] = png(quantized(colors(field()), 8), 8, RGB, after=[chunk(b"eXIf", exif(6))])
    return files


def cmyk():
    return {"cmyk.jpg": jpeg(Image.fromarray(quantized(colors(field()), 8).astype("u1"))
                             .convert("CMYK"))}


def broken(files):
    """Each cut off at several places, and with zeros in the middle."""
    found = {}
    for name, contents in files.items():
        stem, extension = name.rsplit(".", 1)
        for percent in (35, 70, 97):
            found[f"{stem}-{percent}.{extension}"] = contents[:len(contents) * percent // 100]
        middle = len(contents) // 2
        found[f"{stem}-zeros.{extension}"] = contents[:middle] + bytes(30) + contents[middle + 30:]
    return found
