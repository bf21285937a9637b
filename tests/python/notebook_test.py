#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook of the documentation runs: notebook_test.py CHECKOUT FOLDER_OF_THE_MODULE [unittest's arguments]

Its cells are run one after another in a folder of their own, as Jupyter runs them but for pictures, which
nobody sees. Skipped (77) without Matplotlib.
"""
import contextlib
import importlib.util
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import unittest

CHECKOUT, FOLDER = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
del sys.argv[1:3]
sys.path.insert(0, str(FOLDER))
NOTEBOOK = CHECKOUT / "docs/figure-to-data.ipynb"


class Notebook(unittest.TestCase):
    def setUp(self):
        self.notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
        self.code = ["".join(cell["source"]) for cell in self.notebook["cells"] if cell["cell_type"] == "code"]
        folder = tempfile.TemporaryDirectory(prefix="unweave-notebook-")
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)

    def test_runs_and_recovers_its_data(self):
        import matplotlib
        matplotlib.use("Agg")
        names, said = {}, io.StringIO()
        with contextlib.redirect_stdout(said):
            for number, cell in enumerate(self.code):
                exec(compile(cell, f"cell {number}", "exec"), names)
        name, error = re.fullmatch(r"(\S+), root mean square error (\S+)\n", said.getvalue()).groups()
        self.assertEqual(name, "nipy_spectral")
        self.assertLess(float(error), 0.01)
        figure = names["fig"]
        self.assertGreaterEqual(len(figure.axes), 4)
        self.assertTrue(pathlib.Path("figure.png").exists())

    def test_is_stored_without_what_a_run_leaves(self):
        for cell in self.notebook["cells"]:
            if cell["cell_type"] == "code":
                self.assertEqual((cell["outputs"], cell["execution_count"]), ([], None))

    def test_recovering_and_comparing_takes_ten_lines(self):
        recover = next(i for i, cell in enumerate(self.code) if "unweave.recover" in cell)
        lines = [line for cell in self.code[recover:] for line in cell.splitlines() if line.strip() != "ds"]
        self.assertLessEqual(len(lines), 10)


if __name__ == "__main__":
    if importlib.util.find_spec("matplotlib") is None:
        print("skipped: this Python has no matplotlib")
        sys.exit(77)
    unittest.main()
