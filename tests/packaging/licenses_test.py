#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program holds of others: no colormap without a source and a license of which the program
may be made, and every file of the checkout with a license.

  licenses_test.py CHECKOUT NOTICES [unittest's arguments]     NOTICES: as the build made it
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

CHECKOUT, NOTICES = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
del sys.argv[1:3]
sys.dont_write_bytecode = True
sys.path.insert(0, str(CHECKOUT / "tools" / "catalog"))
import licensing  # noqa: E402
from families import DOUBTFUL  # noqa: E402

TOOL = CHECKOUT / "tools" / "catalog" / "notices"
DATA = CHECKOUT / "core" / "catalog" / "data"
TABLES = (DATA / "colormaps.tsv", DATA / "families.tsv", CHECKOUT / "tools/catalog/libraries.tsv")


def rows(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


class Expressions(unittest.TestCase):
    def test_all_of_and_one_of_or_have_to_combine(self):
        for text, combines in [("MIT", True), ("GPL-2.0-only", False), ("MIT AND CC0-1.0", True),
                               ("MIT AND GPL-2.0-only", False), ("MIT OR GPL-2.0-only", True),
                               ("GPL-2.0-only OR CC-BY-SA-4.0", False),
                               ("(MIT OR GPL-2.0-only) AND GPL-2.0-only", False),
                               ("MIT AND (GPL-2.0-only OR (Apache-2.0 AND CC0-1.0))", True),
                               ("GPL-2.0-only OR MIT AND CC-BY-3.0", False), ("invented-1.0", False)]:
            with self.subTest(text):
                self.assertEqual(licensing.combines(text), combines)

    def test_what_is_no_expression_is_refused(self):
        for text in ["", " ", "MIT CC0-1.0", "AND", "MIT AND", "(MIT", "MIT)", "MIT, CC0-1.0",
                     "BSD-style (UCAR)", "()"]:
            with self.subTest(text), self.assertRaises(ValueError):
                licensing.combines(text)


class Notices(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def make(self, changed=None, change=lambda text: text):
        """The tool's status, what it said and what it wrote, for tables of which one is changed."""
        tables = []
        for table in TABLES:
            text = table.read_text(encoding="utf-8")
            copy = self.folder / table.name
            copy.write_text(change(text) if table.name == changed else text, encoding="utf-8")
            tables.append(copy)
        output = self.folder / "NOTICES"
        done = subprocess.run([TOOL, output, *tables, CHECKOUT / "LICENSES"], capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stderr, output.read_text() if output.exists() else ""

    def assert_refused(self, table, old, new, *names):
        def change(text):
            self.assertIn(old, text)
            return text.replace(old, new, 1)
        status, said, written = self.make(table, change)
        self.assertEqual((status, written), (1, ""), said)
        for name in names:
            self.assertIn(name, said)

    def test_tables_as_they_are(self):
        status, said, written = self.make()
        self.assertEqual((status, said), (0, ""))
        self.assertEqual(written, NOTICES.read_text(encoding="utf-8"))
        plain = re.sub(r"\s+", " ", written)
        for family, title, license, copyright_, _ in rows(TABLES[1]):
            self.assertIn(f" {title} {'-' * len(title)} License: {license} ", plain)
            for statement in copyright_.split("|"):
                self.assertIn(f"Copyright {statement} ", plain)
            self.assertIn(f" {family}: ", plain)
        for name in ("Redistribution and use in source and binary forms", "Apache License",
                     "Creative Commons Attribution 4.0", "CONDITIONS OF ANY KIND"):
            self.assertIn(name, plain)

    def test_no_map_without_a_source(self):
        self.assert_refused("colormaps.tsv", "\tpython3-matplotlib 3.6.3-1+b1\t", "\t\t",
                            "matplotlib/gray", "no source")
        self.assert_refused("colormaps.tsv", "\tpython3-matplotlib 3.6.3-1+b1\t", "\ta package\n\t")

    def test_no_map_without_a_family_that_has_a_license(self):
        self.assert_refused("colormaps.tsv", "\nmatplotlib\tmagma\t", "\nunheard\tmagma\t", "unheard")
        self.assert_refused("colormaps.tsv", "|d3/Magma", "|unheard/Magma", "unheard")
        self.assert_refused("families.tsv", "\tMIT\t2015 Kristen M. Thyng", "\t\t2015 Kristen M. Thyng",
                            "cmocean", "no license")
        self.assert_refused("families.tsv", "\t2015 Kristen M. Thyng", "\t", "cmocean", "copyright")

    def test_no_license_without_its_text(self):
        self.assert_refused("families.tsv", "\tLicenseRef-NCL\t", "\tMPL-1.1\t", "ncl", "MPL-1.1")
        self.assert_refused("libraries.tsv", "\tMIT\t", "\tZlib\t", "JSON", "Zlib")

    def test_no_license_that_the_program_cannot_have(self):
        self.assert_refused("families.tsv", "\tCC-BY-4.0\t", "\tCC-BY-SA-4.0\t", "colorcet",
                            "does not combine")
        self.assert_refused("families.tsv", "\tCC-BY-4.0\t", "\tCC-BY-4.0 AND GPL-2.0-only\t", "colorcet")

    def test_no_family_that_has_no_map(self):
        self.assert_refused("families.tsv", "\ncmocean\t", "\nunheard\tUnheard\tMIT\tNobody\t\ncmocean\t",
                            "unheard: a family without a map")


class Checkout(unittest.TestCase):
    def test_maps_of_doubtful_origin_are_left_out(self):
        names = {f"{row[0]}/{row[1]}" for row in rows(TABLES[0])}
        names |= {alias.lstrip("-") for row in rows(TABLES[0]) for alias in row[5].split("|")}
        self.assertGreater(len(names), 2000)
        for pattern in DOUBTFUL:
            self.assertEqual([n for n in names if pathlib.PurePath(n).match(pattern)], [], pattern)

    def test_dep5_has_the_licenses_of_the_table(self):
        done = subprocess.run([TOOL, "--dep5", *TABLES[:2]], capture_output=True, text=True, check=True)
        self.assertIn(f"License: {done.stdout.strip()}\n",
                      (CHECKOUT / ".reuse" / "dep5").read_text(encoding="utf-8"))

    def test_every_text_is_installed(self):
        listed = set(re.findall(r"'\.\./LICENSES/([^']*)'", (CHECKOUT / "data/meson.build").read_text()))
        self.assertEqual(listed, {path.name for path in (CHECKOUT / "LICENSES").iterdir()})

    def test_the_program_s_own_license_is_the_one_at_the_top(self):
        self.assertEqual((CHECKOUT / "LICENSE").read_bytes(),
                         (CHECKOUT / "LICENSES" / "GPL-3.0-or-later.txt").read_bytes())

    def test_every_file_has_a_license(self):
        if not shutil.which("reuse"):
            self.skipTest("reuse is not installed")
        done = subprocess.run(["reuse", "--root", CHECKOUT, "lint"], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-4000:])


if __name__ == "__main__":
    unittest.main()
