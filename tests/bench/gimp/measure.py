#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed in a real GIMP 2.10, without a screen; prints tables for docs/benchmarks.md.

usage: measure.py PLUGIN BENCH-PLUGIN COMMAND [FIGURES]     FIGURES: so many in one call, 100

- A layer of 4000 x 4000: the plug-in, and a plug-in that only reads the layer and writes a gray one.
- The command's start: to the result of one small figure, beside GIMP's own start.
- Many figures of 512 x 512 in one call: bare pictures, the same as JPEG, figures with axes.
On the clock and, of all processes together, processor time, which others on the machine change less;
the least of several runs that alternate with what they are compared with.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "plugin"))
from gimp_profile import Profile

LIMIT = 600  # seconds
ROUNDS = 7
SIDE = 512
SKIPPED = 77
MAPS = ("viridis", "jet", "RdBu", "gist_earth", "inferno", "terrain")


def layers(plugin, bench):
    with Profile(plugin, {"unweave-bench": bench}) as profile:
        result = profile.path / "result"
        log = profile.console("unweave-bench", str(result), LIMIT)
        if not result.exists():
            sys.exit(f"GIMP gave no result:\n{log.output}")
        print("| Layer of 16 MP | Reads and writes gray | gimp-unweave | Ratio |\n|---|---|---|---|")
        for line in result.read_text().splitlines():
            name, plain, ours = line.split()
            plain, ours = float(plain), float(ours)
            print(f"| {name} | {plain:.0f} ms | {ours:.0f} ms | {ours / plain:.2f} |")


def field(seed):
    """Smooth, in [0, 1]: a sum of waves."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    waves = sum(np.cos(2 * np.pi * (a * x + b * y + c))
                for a, b, c in random.uniform((-2, -2, 0), (2, 2, 1), (6, 3)))
    return (waves - waves.min()) / np.ptp(waves)


def bare(path, seed, **how):
    colors = matplotlib.colormaps[MAPS[seed % len(MAPS)]](field(seed), bytes=True)
    Image.fromarray(colors[..., :3]).save(path, **how)


def figure(path, seed):
    fig, ax = plt.subplots(figsize=(5.12, 5.12), dpi=100)
    shown = ax.imshow(field(seed) * 30 - 5, cmap=MAPS[seed % len(MAPS)])
    fig.colorbar(shown)
    fig.savefig(path)
    plt.close(fig)


KINDS = {"pictures": (bare, ".png", {}), "as JPEG": (bare, ".jpg", {"quality": 85}),
         "figures with axes and a bar": (figure, ".png", {})}


class Command:
    def __init__(self, plugin, command, root):
        self.root = root
        self._command = command
        self.environment = {**os.environ, "UNWEAVE_PLUGIN_GIMP2": os.path.abspath(plugin),
                            "LC_ALL": "C.UTF-8", "HOME": str(root),
                            "XDG_CACHE_HOME": str(root / "cache"),
                            "XDG_CONFIG_HOME": str(root / "config")}
        for name in ("GIMP2_DIRECTORY", "DISPLAY", "WAYLAND_DISPLAY"):
            self.environment.pop(name, None)

    def times(self, arguments):
        """Seconds on the clock, and of processor time."""
        def used():
            children = resource.getrusage(resource.RUSAGE_CHILDREN)
            return children.ru_utime + children.ru_stime
        start, before = time.monotonic(), used()
        done = subprocess.run(arguments, env=self.environment, timeout=LIMIT, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            sys.exit(f"{arguments[0]} failed:\n{done.stdout.decode()}{done.stderr.decode()}")
        return np.array([time.monotonic() - start, used() - before])

    def recover(self, figures):
        out = self.root / "out"
        shutil.rmtree(out, ignore_errors=True)
        return self.times([self._command, "--gimp", "2.10", "-o", str(out), *map(str, figures)])

    def gimp(self, *options):
        """GIMP with the user's profile, started and ended."""
        return self.times(["gimp-console-2.10", "-i", *options, "-b", "(gimp-quit 0)"])


def text(times):
    return f"{times[0]:.2f} s ({times[1]:.2f} s)"


def start(command):
    one = command.root / "one.png"
    bare(one, 1)
    command.recover([one])  # fills the caches
    command.gimp()
    whole, bare_gimp, ours = [], [], []
    for _ in range(ROUNDS):
        whole.append(command.gimp())
        bare_gimp.append(command.gimp("-d", "-f"))
        ours.append(command.recover([one]))
    print("\n| GIMP's start and end | the same without data and fonts | gimp-unweave, one figure |"
          "\n|---|---|---|")
    print("|", " | ".join(text(np.min(times, axis=0)) for times in (whole, bare_gimp, ours)), "|")


def many(command, count):
    print(f"\n| {count} of 512 x 512 in one call | Each, after the start |\n|---|---|")
    for name, (make, ending, how) in KINDS.items():
        files = [command.root / f"{i}{ending}" for i in range(count)]
        for i, path in enumerate(files):
            make(path, i, **how)
        first = np.min([command.recover(files[:1]) for _ in range(3)], axis=0)
        all_of_them = np.min([command.recover(files) for _ in range(2)], axis=0)
        print(f"| {name} | {text((all_of_them - first) / (count - 1))} |", flush=True)


def main(plugin, bench, command, count="100"):
    if not shutil.which("gimp-console-2.10"):
        print("skipped: no gimp-console-2.10")
        return SKIPPED
    print(f"load {os.getloadavg()[0]:.0f}\n")
    layers(plugin, bench)
    with tempfile.TemporaryDirectory(prefix="unweave-bench-") as folder:
        gimp = Command(plugin, os.path.abspath(command), pathlib.Path(folder))
        start(gimp)
        many(gimp, int(count))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
