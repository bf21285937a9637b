#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What software centers and Flathub read: data/*.metainfo.xml and data/flatpak/.

  packaging_test.py CHECKOUT VERSION [unittest's arguments]

The Flatpak itself cannot be built without a network, nor is it here: its manifest is checked by its
form, and by what it says of this checkout.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as xml

import jsonschema
import yaml

CHECKOUT, VERSION = pathlib.Path(sys.argv[1]), sys.argv[2]
del sys.argv[1:3]
ID = "org.gimp.GIMP.Plugin.Unweave"
METAINFO = CHECKOUT / "data" / f"{ID}.metainfo.xml"
MANIFEST = CHECKOUT / "data" / "flatpak" / f"{ID}.yml"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


class Metainfo(unittest.TestCase):
    def test_is_valid(self):
        status, said = run("appstreamcli", "validate", "--no-net", "--explain", METAINFO)
        self.assertEqual(status, 0, said)
        # <developer> is of AppStream 1.0; older programs pass over it.
        found = re.findall(r"^([EWI]): [^ ]* ?([\w-]+)(.*)$", said, re.M)
        self.assertLessEqual({name for _, name, _ in found}, {"unknown-tag"}, said)

    def test_is_this_add_on_of_gimp(self):
        root = xml.parse(METAINFO).getroot()
        self.assertEqual((root.tag, root.get("type")), ("component", "addon"))
        self.assertEqual(root.findtext("id"), ID)
        self.assertEqual(root.findtext("extends"), "org.gimp.GIMP")
        self.assertEqual(root.findtext("project_license"), "GPL-3.0-or-later")

    def test_newest_release_is_this_version(self):
        newest = xml.parse(METAINFO).getroot().find("releases/release")
        self.assertEqual(newest.get("version"), VERSION)

    def test_names_the_menu_entry(self):
        host = (CHECKOUT / "plugin/gimp3/main.cpp").read_text(encoding="utf-8")
        label = re.search(r'menu_label\(procedure, _\("([^"]*)"', host)[1]
        self.assertIn(label.replace("_", "").replace("...", "…"),
                      METAINFO.read_text(encoding="utf-8"))


class Flatpak(unittest.TestCase):
    def setUp(self):
        self.manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
        self.module = self.manifest["modules"][-1]

    def test_follows_the_schema(self):
        schema = json.loads(pathlib.Path(__file__).with_name("flatpak.schema.json").read_text())
        jsonschema.validate(self.manifest, schema)

    def test_is_the_add_on_of_the_metainfo(self):
        self.assertEqual(self.manifest["id"], ID)
        self.assertEqual(self.manifest["build-options"]["prefix"],
                         "/app/extensions/" + ID.rpartition(".")[2])

    def test_builds_this_checkout_for_gimp_3(self):
        options = dict(option.removeprefix("-D").split("=")
                       for option in self.module["config-opts"])
        known = set(re.findall(r"^option\('([^']*)'",
                               (CHECKOUT / "meson_options.txt").read_text(), re.M))
        self.assertLessEqual(set(options), known)
        self.assertEqual(options["gimp"], "3")
        self.assertEqual(options["gimp3-plug-ins"],
                         self.manifest["build-options"]["prefix"] + "/plug-ins")
        self.assertEqual((MANIFEST.parent / self.module["sources"][0]["path"]).resolve(),
                         CHECKOUT.resolve())

    def test_brings_what_the_build_needs_and_the_runtime_lacks(self):
        build = (CHECKOUT / "core/meson.build").read_text(encoding="utf-8")
        needed = {"'eigen3'": "eigen", "'nanoflann'": "nanoflann",
                  "'nlohmann_json'": "nlohmann-json", "'Spectra/": "spectra",
                  "'tl/expected": "expected"}
        for mentioned, module in needed.items():
            self.assertIn(mentioned, build)
            self.assertIn(module, [module["name"] for module in self.manifest["modules"]])

    def test_flatpak_builder_understands_it(self):
        if not shutil.which("flatpak-builder"):
            self.skipTest("flatpak-builder is not installed")
        status, said = run("flatpak-builder", "--show-manifest", MANIFEST)
        self.assertEqual(status, 0, said)
        self.assertNotIn("Unknown property", said)


if __name__ == "__main__":
    unittest.main()
