#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/scripting.md, run as they stand there.

  scripting_test.py DOCUMENT SETTINGS_SOURCE PLUGIN COMMAND [unittest's arguments]
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import numpy as np
from PIL import Image

from gimp_profile import Profile, run

DOCUMENT, SETTINGS, PLUGIN, COMMAND = (pathlib.Path(path).resolve() for path in sys.argv[1:5])
del sys.argv[1:5]
LIMIT_SECONDS = 120


def block(language):
    """The document's one block of code in that language."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT.read_text(), re.M | re.S)
    assert len(blocks) == 1, language
    return blocks[0]


def save_figure(path):
    """A gray ramp with a wave: data and figure are the same numbers, 0 to 255."""
    y, x = np.mgrid[0:90, 0:128]
    values = np.clip(2 * x + 12 * np.sin(y / 9), 0, 255).round().astype("u1")
    Image.fromarray(np.repeat(values[..., None], 3, 2)).save(path)
    return values


class Examples(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="unweave scripting ")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.values = save_figure(self.folder / "figure.png")
        profile = Profile(PLUGIN, system=["script-fu", "file-png"])
        self.addCleanup(profile.__exit__)
        self.environment = profile.environment(
            PATH=os.pathsep.join([str(COMMAND.parent), os.environ["PATH"]]))

    def check(self, data):
        truth = -2 + 32 * (self.values / 255)
        self.assertEqual(data.shape, truth.shape)
        known = np.isfinite(data)
        self.assertGreater(known.mean(), 0.95)
        self.assertLess(np.abs(data - truth)[known].max(), 0.2)

    def test_script_fu(self):
        (self.folder / "recover.scm").write_text(block("scheme"))
        log = run(["sh", "-ec", f"cd '{self.folder}'\n{block('sh')}"], self.environment,
                  LIMIT_SECONDS)
        self.assertIn("New layer: Data: ", log.output)
        self.assertEqual(log.warnings, [], log.output)
        self.check(np.load(self.folder / "data.npy"))
        self.assertTrue((self.folder / "figure.xcf").read_bytes().startswith(b"gimp xcf"))

    def test_python(self):
        script = self.folder / "recover.py"
        script.write_text(block("python"))
        done = subprocess.run([sys.executable, script, "figure.png"], env=self.environment,
                              cwd=self.folder, timeout=LIMIT_SECONDS, check=False,
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        low, high, share = re.fullmatch(
            r"figure\.png: (\S+) to (\S+), (\d+)% of 128 x 90 pixels\n", done.stdout).groups()
        self.assertAlmostEqual(float(low), -2, delta=0.2)
        self.assertAlmostEqual(float(high), 30, delta=0.2)
        self.assertGreater(int(share), 95)

    def test_script_fu_example_names_every_argument_in_order(self):
        names = re.findall(r'\{"([a-z-]+)",\s+ParameterType', SETTINGS.read_text())
        self.assertGreater(len(names), 8)
        shown = re.findall(r"; ([a-z-]+)(?::|$)", block("scheme"), re.M)
        self.assertEqual(shown, names)


if __name__ == "__main__":
    unittest.main()
