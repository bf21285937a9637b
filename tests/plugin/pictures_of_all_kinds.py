# SPDX-License-Identifier: GPL-3.0-or-later
"""One field as picture files of every kind that the formats know: depths, palettes, opacity,
interlacing, profiles, turned, cut off and damaged. For tests that compare what loads them."""
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageFile

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


def tiff(samples, photometric, order="<", tile=None, fields=(), next_page=b""):
    """Uncompressed, one strip or tiles of that size; `fields` are (tag, type, values) beside."""
    height, width, channels = samples.shape
    stored = samples.astype(samples.dtype.newbyteorder(order))
    if tile:
        padded = np.zeros((-(-height // tile) * tile, -(-width // tile) * tile, channels), stored.dtype)
        padded[:height, :width] = stored
        parts = [padded[y:y + tile, x:x + tile].tobytes()
                 for y in range(0, padded.shape[0], tile) for x in range(0, padded.shape[1], tile)]
    else:
        parts = [stored.tobytes()]
    start = 8
    places = [start + sum(map(len, parts[:i])) for i in range(len(parts))]
    kind = {"u": 1, "i": 2, "f": 3}[samples.dtype.kind]
    short, long = 3, 4
    entries = [(256, long, [width]), (257, long, [height]),
               (258, short, [samples.dtype.itemsize * 8] * channels), (259, short, [1]),
               (262, short, [photometric]), (277, short, [channels]), (339, short, [kind] * channels),
               *fields]
    if tile:
        entries += [(322, long, [tile]), (323, long, [tile]), (324, long, places),
                    (325, long, [len(part) for part in parts])]
    else:
        entries += [(273, long, places), (278, long, [height]), (279, long, [len(parts[0])])]
    body, directory = b"".join(parts), b""
    for tag, of, values in sorted(entries):
        packed = struct.pack(order + {1: "B", 3: "H", 4: "I"}[of] * len(values), *values)
        if len(packed) > 4:
            body += b"\0" * (len(body) % 2)
            packed, body = struct.pack(order + "I", start + len(body)), body + packed
        directory += struct.pack(order + "HHI", tag, of, len(values)) + packed.ljust(4, b"\0")
    body += b"\0" * (len(body) % 2)
    return ({"<": b"II", ">": b"MM"}[order] + struct.pack(order + "HI", 42, start + len(body)) + body
            + struct.pack(order + "H", len(entries)) + directory + struct.pack(order + "I", 0))


BLACK_IS_ZERO, WHITE_IS_ZERO, TIFF_RGB, TIFF_PALETTE = 1, 0, 2, 3
UNASSOCIATED = (338, 3, [2])


def tiffs():
    t, rgb, alpha = field()[..., None], colors(field()), opacity()[..., None]
    rgb8, rgba8 = quantized(rgb, 8).astype("u1"), quantized(np.dstack([rgb, alpha]), 8).astype("u1")
    icc = {linear: (34675, 1, list(profile(linear))) for linear in (False, True)}
    table = (320, 3, quantized(colors(np.arange(256) / 255), 16).T.ravel().tolist())
    files = {
        "rgb8": tiff(rgb8, TIFF_RGB), "rgb8-big": tiff(rgb8, TIFF_RGB, ">"),
        "rgb8-tiles": tiff(rgb8, TIFF_RGB, tile=64), "rgb16": tiff(quantized(rgb, 16), TIFF_RGB),
        "rgb16-big": tiff(quantized(rgb, 16), TIFF_RGB, ">"),
        "rgba8": tiff(rgba8, TIFF_RGB, fields=[UNASSOCIATED]),
        "rgba16": tiff(quantized(np.dstack([rgb, alpha]), 16), TIFF_RGB, fields=[UNASSOCIATED]),
        "rgb32": tiff((rgb * (2 ** 32 - 1)).astype("u4"), TIFF_RGB),
        "rgb-float": tiff(rgb.astype("f4"), TIFF_RGB), "rgb-double": tiff(rgb.astype("f8"), TIFF_RGB),
        "gray8": tiff(quantized(t, 8).astype("u1"), BLACK_IS_ZERO),
        "gray8-white": tiff(quantized(t, 8).astype("u1"), WHITE_IS_ZERO),
        "gray16": tiff(quantized(t, 16), BLACK_IS_ZERO),
        "gray-float": tiff(t.astype("f4"), BLACK_IS_ZERO),
        "gray-alpha": tiff(quantized(np.dstack([t, alpha]), 8).astype("u1"), BLACK_IS_ZERO,
                           fields=[UNASSOCIATED]),
        "palette": tiff(quantized(t, 8).astype("u1"), TIFF_PALETTE, fields=[table]),
        "icc": tiff(rgb8, TIFF_RGB, fields=[icc[False]]),
        "icc-linear": tiff(quantized(rgb, 16), TIFF_RGB, fields=[icc[True]]),
    }
    picture = Image.fromarray(rgb8)
    for compression in ("tiff_lzw", "tiff_adobe_deflate", "packbits"):
        files[compression] = saved(picture, "TIFF", compression=compression)
    files["jpeg"] = saved(picture, "TIFF", compression="jpeg")
    files["pages"] = saved(picture, "TIFF", save_all=True,
                           append_images=[picture.transpose(Image.Transpose.ROTATE_180)])
    return {f"tiff-{name}.tif": contents for name, contents in files.items()}


def tiffs_for_gimp():
    t, rgb, alpha = field()[..., None], colors(field()), opacity()[..., None]
    rgb8 = quantized(rgb, 8).astype("u1")
    gray = Image.fromarray(quantized(field(), 8).astype("u1"))
    files = {
        "premultiplied": tiff(quantized(np.dstack([rgb * alpha, alpha]), 8).astype("u1"), TIFF_RGB,
                              fields=[(338, 3, [1])]),
        "signed": tiff((quantized(t, 16) >> 1).astype("i2"), BLACK_IS_ZERO),
        "half": tiff(rgb.astype("f2"), TIFF_RGB), "white16": tiff(quantized(t, 16), WHITE_IS_ZERO),
        "upside-down": tiff(rgb8, TIFF_RGB, fields=[(274, 3, [4])]),
        "cmyk": saved(Image.fromarray(rgb8).convert("CMYK"), "TIFF"),
        "bits": saved(gray.convert("1"), "TIFF"),
    }
    return {f"tiff-{name}.tif": contents for name, contents in files.items()}


def saved(picture, form, **how):
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


def others():
    """WebP, GIF and PDF."""
    rgb8 = quantized(colors(field()), 8).astype("u1")
    picture, turned_over = Image.fromarray(rgb8), Image.fromarray(rgb8[::-1])
    clear = Image.fromarray(quantized(np.dstack([colors(field()), opacity()]), 8).astype("u1"))
    indexed = picture.quantize(200)
    frames = {"save_all": True, "append_images": [turned_over], "duration": 100}
    indexed_frames = {**frames, "append_images": [turned_over.quantize(200)]}
    return {
        "lossy.webp": saved(picture, "WebP", quality=90),
        "lossless.webp": saved(picture, "WebP", lossless=True),
        "clear.webp": saved(clear, "WebP", lossless=True, exact=True),
        "clear-lossy.webp": saved(clear, "WebP", quality=80),
        "frames.webp": saved(picture, "WebP", lossless=True, **frames),
        "icc.webp": saved(picture, "WebP", lossless=True, icc_profile=profile(False)),
        "upright.webp": saved(picture, "WebP", lossless=True, exif=b"Exif\0\0" + exif(1)),
        "plain.gif": saved(indexed, "GIF", interlace=0),
        "interlaced.gif": saved(indexed, "GIF", interlace=1),
        "clear.gif": saved(indexed, "GIF", transparency=7, interlace=0),
        "frames.gif": saved(indexed, "GIF", **indexed_frames),
        "gray.gif": saved(Image.fromarray(quantized(field(), 8).astype("u1")), "GIF"),
        "page.pdf": saved(picture, "PDF", resolution=100, quality=95),
        "finer.pdf": saved(picture, "PDF", resolution=60, quality=95),
        "pages.pdf": saved(picture, "PDF", save_all=True, append_images=[turned_over]),
    }


def turned_picture(turn=0):
    """A field, or one of three that are turned over: no two of them are alike."""
    levels = quantized(colors(field()), 8).astype("u1")
    rows, columns = ((1, 1), (1, -1), (-1, -1), (-1, 1))[turn]
    return Image.fromarray(np.ascontiguousarray(levels[::rows, ::columns]))


def paged(kind, pictures, **how):
    out = io.BytesIO()
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], **how)
    return out.getvalue()


def three_pages(kind, **how):
    return paged(kind, [turned_picture(0), turned_picture(2), turned_picture(1)], **how)


def damaged_tiff(page, pages=3):
    """An LZW-coded TIFF whose page, from 1, holds nonsense in the place of its pixels."""
    contents = bytearray(paged("TIFF", [turned_picture(i) for i in range(pages)], compression="tiff_lzw"))
    with Image.open(io.BytesIO(bytes(contents))) as tiff:
        tiff.seek(page - 1)
        place, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    contents[place:place + size] = b"\xff" * size
    return bytes(contents)


def turned():
    """Pictures that GIMP turns when it loads them."""
    rgb = Image.fromarray(quantized(colors(field()), 8).astype("u1"))
    files = {f"turned{how}.jpg": jpeg(rgb, exif=b"Exif\0\0" + exif(how, "<>"[how % 2]))
             for how in (2, 3, 6, 8)}
    files["turned.webp"] = saved(rgb, "WebP", lossless=True, exif=b"Exif\0\0" + exif(8))
    files["turned.png"] = png(quantized(colors(field()), 8), 8, RGB, after=[chunk(b"eXIf", exif(6))])
    return files


def cmyk():
    return {"cmyk.jpg": jpeg(Image.fromarray(quantized(colors(field()), 8).astype("u1"))
                             .convert("CMYK"))}


def filled(contents):
    """True where libjpeg fills a picture that is cut off, with one color: from the last pixels of a row on."""
    with Image.open(io.BytesIO(contents)) as picture:
        try:
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            pixels = np.asarray(picture.convert("RGB"))
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    alike = (pixels == pixels[-1, -1]).all(axis=2)
    last = np.logical_and.accumulate(alike[:, ::-1], axis=1)[:, ::-1]
    rows = np.logical_and.accumulate(last.any(axis=1)[::-1])[::-1]
    return last & rows[:, None]


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
