#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs in docs/recipes.md and docs/tutorial.md run as they stand: recipes_test.py CHECKOUT

On files as the command writes them (README.md, "Load the result in NumPy"), made here: a plane with a
hole, of known values, so that what the recipes print can be checked.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import numpy as np
import xarray

CHECKOUT = pathlib.Path(sys.argv[1])
del sys.argv[1:2]


def plane(width, height):
    """Values of x + 100 y at the middles of pixels of [0, 8] x [0, 6]; a pixel without data."""
    x = (np.arange(width) + 0.5) * 8 / width
    y = (np.arange(height) + 0.5) * 6 / height
    field = (x[None, :] + 100 * y[:, None]).astype(np.float32)
    field[0, 0] = np.nan
    return xarray.DataArray(field, dims=("latitude", "longitude"),
                            coords={"latitude": y, "longitude": x}, name="value")


class Recipes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        results = self.folder / "results"
        results.mkdir()
        report = {"range": {"min": 0, "max": 600, "scale": "linear", "source": "ticks"}, "units": "m",
                  "levels": [0, 5, 10], "colormap": {"name": "viridis"}, "direction_known": True}
        for stem in ("figure", "sea-surface-temperature-map"):
            field = plane(80, 60)
            np.save(results / f"{stem}.npy", field.values)
            np.save(results / f"{stem}.confidence.npy", np.linspace(0, 1, 4800, dtype=np.float32).reshape(60, 80))
            np.save(results / f"{stem}.uncertainty.npy", np.full((60, 80), 0.5, np.float32))
            (results / f"{stem}.json").write_text(json.dumps(report), encoding="utf-8")
        plane(80, 60).to_netcdf(results / "figure.nc")
        plane(40, 30).to_netcdf(results / "other.nc")
        np.save(results / "0001.npy", np.full((5, 6), 20, np.float32))
        np.save(results / "0002.npy", np.full((6, 5), 30, np.float32))

    def programs(self, name):
        text = (CHECKOUT / "docs" / name).read_text(encoding="utf-8")
        return dict(zip(re.findall(r"^## (.*)$", text, re.M),
                        [re.findall(r"^```python\n(.*?)^```$", part, re.M | re.S)
                         for part in re.split(r"^## .*$", text, flags=re.M)[1:]]))

    def run_program(self, program):
        done = subprocess.run([sys.executable, "-W", "error::SyntaxWarning", "-c", program], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_all_run_and_say_what_is_true(self):
        # The cell of 2 x 2 pixels whose middle is (0.3, 0.5), the nearest to (0.35, 0.45), has their mean.
        expected = {"Regrid to longitude and latitude": r"'latitude': 30.*'longitude': 40.* 50\.3",
                    "Compare two figures": r"mean difference -?\d.*, rms \d",
                    "Radar pictures to dBZ": r"\[0, 5, 10\] .*mm/h at most",
                    "A thermal series": r"\[20\.\s+30\.\]",
                    "Only what is sure": r"^10%"}
        programs = self.programs("recipes.md")
        self.assertEqual({name for name, of in programs.items() if of}, set(expected))
        for name, pattern in expected.items():
            with self.subTest(name):
                for program in programs[name]:
                    self.assertRegex(self.run_program(program), pattern)

    def test_tutorial(self):
        programs = [p for of in self.programs("tutorial.md").values() for p in of]
        self.assertEqual(len(programs), 1)
        self.assertRegex(self.run_program(programs[0]), r"^highest: 602\.95 ± 0\.50 m \(1 sigma\)")


if __name__ == "__main__":
    unittest.main()
