#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command makes of a fixed set of figures: the same bytes, whichever the GIMP.

  results.py figures FOLDER                             draws the figures
  results.py recover KIND PLUGIN COMMAND FOLDER OUT     recovers them into OUT; KIND: 2.10 or 3
  results.py compare OUT OUT                            exits 1, with their names, when files differ
"""
import filecmp
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

LIMIT_SECONDS = 240
SAMPLE = pathlib.Path(__file__).parents[2] / "examples/sea-surface-temperature"


def picture(width=160, height=120):
    """A smooth field in the colors of a map of our own, of which one end is dark."""
    y, x = np.mgrid[0:height, 0:width]
    t = x / width + 0.3 * np.sin(x / 17) * np.cos(y / 21) + 0.25 * y / height
    t = np.round((t - t.min()) / (t.max() - t.min()) * 255) / 255
    stops = np.array([[15, 15, 70], [60, 40, 150], [40, 140, 140], [160, 200, 70], [250, 240, 60]])
    at = np.linspace(0, 1, len(stops))
    colors = np.stack([np.interp(t, at, stops[:, c]) for c in range(3)], -1)
    return t, Image.fromarray(colors.round().astype("u1"))


def gamma_chunks():
    """gAMA and cHRM of no common color space: GIMP 3 makes a profile of them."""
    chunks = PngInfo()
    chunks.add(b"gAMA", struct.pack(">I", 55000))
    chunks.add(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000))
    return chunks


def draw(folder):
    t, rgb = picture()
    alpha = rgb.convert("RGBA")
    alpha.paste((0, 0, 0, 0), (0, 0, 40, 30))
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    folder.mkdir(parents=True)
    rgb.save(folder / "rgb.png")
    alpha.save(folder / "alpha.png")
    rgb.quantize(200).save(folder / "indexed.png")
    rgb.save(folder / "gamma.png", pnginfo=gamma_chunks())
    rgb.save(folder / "profile.png", icc_profile=icc)
    Image.fromarray((t * 65535).round().astype("u2")).save(folder / "gray16.tif")
    rgb.save(folder / "fine.jpg", quality=97, subsampling=0)
    rgb.save(folder / "coarse.jpg", quality=80)
    for sample in SAMPLE.glob("*.png"):
        shutil.copy(sample, folder)


def recover(kind, plugin, command, folder, out):
    with tempfile.TemporaryDirectory(prefix="unweave-results-") as private:
        environment = {**os.environ, "HOME": private, "XDG_CONFIG_HOME": private + "/config",
                       "XDG_CACHE_HOME": private + "/cache", "LC_ALL": "C.UTF-8",
                       {"2.10": "UNWEAVE_PLUGIN_GIMP2", "3": "UNWEAVE_PLUGIN_GIMP3"}[kind]: plugin}
        subprocess.run([command, "--gimp", kind, "--format", "npy,csv", "-o", out,
                        *sorted(folder.iterdir())], env=environment, timeout=LIMIT_SECONDS,
                       check=True)


def compare(one, other):
    names = sorted(path.name for path in one.iterdir())
    assert names, one
    differ = [f"only in one of them: {name}" for name in
              set(names) ^ {path.name for path in other.iterdir()}]
    differ += [f"differs: {name}" for name in names if (other / name).exists()
               and not filecmp.cmp(one / name, other / name, shallow=False)]
    print("\n".join(differ) if differ else f"{len(names)} files are the same")
    return 1 if differ else 0


def main(task, *arguments):
    if task == "figures":
        return draw(pathlib.Path(arguments[0]))
    if task == "compare":
        return compare(*map(pathlib.Path, arguments))
    kind, plugin, command, folder, out = arguments
    return recover(kind, plugin, command, pathlib.Path(folder), pathlib.Path(out))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
