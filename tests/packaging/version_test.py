#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One version everywhere: version_test.py CHECKOUT VERSION [unittest's arguments]

VERSION is that of the build. A release is a commit in which CHANGELOG.md has no open section; it has
the same date in every file, and the metainfo calls it stable from 1.0.0 on.
"""
import datetime
import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree as xml
from email.utils import parsedate_to_datetime

CHECKOUT, VERSION = pathlib.Path(sys.argv[1]), sys.argv[2]
del sys.argv[1:3]


def text(name):
    return (CHECKOUT / name).read_text(encoding="utf-8")


def newest_release():
    return xml.fromstring(text("data/org.gimp.GIMP.Plugin.Unweave.metainfo.xml.in")).find(
        "releases/release")


def field(name, key):
    """Of a file of lines "key: value"."""
    return re.search(rf"^{key}: *(\S+)$", text(name), re.M)[1]


class Version(unittest.TestCase):
    def test_is_of_the_form_that_packages_compare(self):
        self.assertRegex(VERSION, r"^\d+\.\d+\.\d+$")

    def test_meson(self):
        self.assertEqual(re.search(r"version: '([^']*)'", text("meson.build"))[1], VERSION)

    def test_metainfo(self):
        release = newest_release()
        self.assertEqual(release.get("version"), VERSION)
        self.assertEqual(release.get("type"), "development" if VERSION.startswith("0.") else "stable")

    def test_citation(self):
        self.assertEqual(field("CITATION.cff", "version"), VERSION)

    def test_manual(self):
        for page in ("gimp-unweave.1", "gimp-unweave-report.1"):
            heading = re.search(r'^\.TH GIMP\S+ 1 (\S+) "gimp\\-unweave (\S+)"', text(f"docs/{page}"), re.M)
            self.assertEqual(heading[2], VERSION)
            self.assertEqual(heading[1], str(self.dates()["manual"]))

    def test_debian(self):
        if not (CHECKOUT / "debian").exists():
            self.skipTest("no debian folder here")
        head = re.match(r"gimp-unweave \(([^)]*)\) \S+; urgency=\w+\n", text("debian/changelog"))
        self.assertEqual(head[1], VERSION)

    def test_changelog(self):
        """The newest section is this version's, or work goes on behind the newest release."""
        sections = re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.M)
        if sections[0] != "[Unreleased]":
            version, date = sections[0].split(" - ")
            self.assertEqual(version, f"[{VERSION}]")
            self.assertEqual(datetime.date.fromisoformat(date), self.dates()["metainfo"])
            return
        released = [re.match(r"\[(\d+\.\d+\.\d+)\] - ", section)[1] for section in sections[1:]]
        self.assertEqual(released, sorted(released, key=lambda v: [int(n) for n in v.split(".")],
                                          reverse=True))

    def dates(self):
        dates = {"metainfo": newest_release().get("date"),
                 "citation": field("CITATION.cff", "date-released"),
                 "manual": re.search(r"^\.TH \S+ 1 (\S+)", text("docs/gimp-unweave.1"), re.M)[1]}
        dates = {name: datetime.date.fromisoformat(date) for name, date in dates.items()}
        if (CHECKOUT / "debian").exists():
            stamp = re.search(r"^ -- .* <.*>  (.*)$", text("debian/changelog"), re.M)[1]
            dates["debian"] = parsedate_to_datetime(stamp).date()
        return dates

    def test_dates_agree(self):
        self.assertEqual(len(set(self.dates().values())), 1, self.dates())


if __name__ == "__main__":
    unittest.main()
