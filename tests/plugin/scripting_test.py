#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/scripting.md, run as they stand there.

  scripting_test.py KIND DOCUMENT PARAMETERS_SOURCE PLUGIN COMMAND [unittest's arguments]

KIND (2.10 or 3): whose examples; Python's without GIMP goes with 2.10.
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

KIND = sys.argv[1]
DOCUMENT, PARAMETERS, PLUGIN, COMMAND = (pathlib.Path(path).resolve() for path in sys.argv[2:6])
del sys.argv[1:6]
LIMIT_SECONDS = 120
# Script-Fu of GIMP 3.0.4 crashes in a profile of few plug-ins, so its example is not run there.
LANGUAGES = {"2.10": "script-fu", "3": "python-eval"}


def block(section, language):
    """A section's one block of code in that language."""
    parts = re.split(r"^## (.*)\n", DOCUMENT.read_text(), flags=re.M)
    text = dict(zip(parts[1::2], parts[2::2]))[section]
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    assert len(blocks) == 1, (section, language)
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
        profile = Profile(PLUGIN, system=["file-png", LANGUAGES[KIND]], kind=KIND)
        self.addCleanup(profile.__exit__)
        self.environment = profile.environment(
            PATH=os.pathsep.join([str(COMMAND.parent), os.environ["PATH"]]))

    def check(self, data):
        truth = -2 + 32 * (self.values / 255)
        self.assertEqual(data.shape, truth.shape)
        known = np.isfinite(data)
        self.assertGreater(known.mean(), 0.95)
        self.assertLess(np.abs(data - truth)[known].max(), 0.2)

    def run_in_gimp(self, section, language, script):
        (self.folder / script).write_text(block(section, language))
        log = run(["sh", "-ec", f"cd '{self.folder}'\n{block(section, 'sh')}"], self.environment,
                  LIMIT_SECONDS)
        self.assertIn("New layer: Data: ", log.output)
        self.assertEqual(log.warnings, [], log.output)
        self.check(np.load(self.folder / "data.npy"))
        self.assertTrue((self.folder / "figure.xcf").read_bytes().startswith(b"gimp xcf"))

    @unittest.skipIf(KIND != "2.10", "of GIMP 2.10")
    def test_script_fu(self):
        self.run_in_gimp("Script-Fu (GIMP 2.10)", "scheme", "recover.scm")

    @unittest.skipIf(KIND != "3", "of GIMP 3")
    def test_python_in_gimp(self):
        self.run_in_gimp("Python in GIMP 3", "python", "recover.py")

    def open_figures(self, section, language, command):
        """Of the paper that has three."""
        paper = pathlib.Path(__file__).resolve().parents[1] / "data" / "vector" / "paper.pdf"
        (self.folder / "paper.pdf").symlink_to(paper)
        (self.folder / "figures").write_text(block(section, language))
        log = run(["sh", "-ec", f"cd '{self.folder}'\n{command}"], self.environment, LIMIT_SECONDS)
        self.assertIn("Figures: 3", log.output)
        self.assertEqual(log.warnings, [], log.output)

    @unittest.skipIf(KIND != "2.10", "of GIMP 2.10")
    def test_figures_by_script_fu(self):
        self.open_figures("Figures of a PDF (GIMP 2.10)", "scheme", """gimp-console-2.10 -i -d \\
            -b '(begin (load "figures") (map gimp-image-delete (vector->list (open-figures "paper.pdf"))))' \\
            -b '(gimp-quit 0)'""")

    @unittest.skipIf(KIND != "3", "of GIMP 3")
    def test_figures_by_python(self):
        self.open_figures("Figures of a PDF (Python in GIMP 3)", "python",
                          """gimp-console -i -d --batch-interpreter=python-fu-eval \\
            -b 'exec(open("figures").read())' --quit""")

    @unittest.skipIf(KIND != "2.10", "once is enough")
    def test_python(self):
        script = self.folder / "recover.py"
        script.write_text(block("Python without GIMP", "python"))
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
        names = re.findall(r'\.name = "([a-z-]+)"', PARAMETERS.read_text())
        self.assertGreater(len(names), 8)
        shown = re.findall(r"; ([a-z-]+)(?::|$)", block("Script-Fu (GIMP 2.10)", "scheme"), re.M)
        self.assertEqual(shown, names)


if __name__ == "__main__":
    unittest.main()
