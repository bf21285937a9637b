#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What software centers, Flathub, Debian and forges read: the metainfo, data/flatpak/, debian/ and the
files for continuous integration.

  packaging_test.py CHECKOUT METAINFO [unittest's arguments]    METAINFO: as the build made it

The Flatpak itself cannot be built without a network, nor is it here: its manifest is checked by its
form, and by what it says of this checkout.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as xml

import jsonschema
import yaml

CHECKOUT, METAINFO = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
del sys.argv[1:3]
ID = "org.gimp.GIMP.Plugin.Unweave"
MANIFEST = CHECKOUT / "data" / "flatpak" / f"{ID}.yml"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


class Metainfo(unittest.TestCase):
    def test_is_valid(self):
        _, said = run("appstreamcli", "validate", "--no-net", "--explain", METAINFO)
        self.assertRegex(said, "Validation (was successful|failed)")
        # <developer> is of AppStream 1.0; older programs pass over it. Newer ones want a homepage, which
        # is there only where the build was told one.
        found = re.findall(r"^([EWI]): [^ ]* ?([\w-]+)(.*)$", said, re.M)
        self.assertLessEqual({name for _, name, _ in found}, {"unknown-tag", "url-homepage-missing"}, said)

    def test_is_this_add_on_of_gimp(self):
        root = xml.parse(METAINFO).getroot()
        self.assertEqual((root.tag, root.get("type")), ("component", "addon"))
        self.assertEqual(root.findtext("id"), ID)
        self.assertEqual(root.findtext("extends"), "org.gimp.GIMP")
        self.assertEqual(root.findtext("project_license"), "GPL-3.0-or-later")

    def test_homepage_is_there_only_if_one_was_given(self):
        """The build option "homepage" carries it."""
        self.assertNotIn("@", METAINFO.read_text(encoding="utf-8"))
        for url in xml.parse(METAINFO).getroot().iterfind("url"):
            self.assertEqual(url.get("type"), "homepage")
            self.assertRegex(url.text, r"^https?://")

    def test_names_the_menu_entry(self):
        host = (CHECKOUT / "plugin/gimp3/main.cpp").read_text(encoding="utf-8")
        label = re.search(r'menu_label\(procedure, _\("([^"]*)"', host)[1]
        self.assertIn(label.replace("_", "").replace("...", "…"),
                      METAINFO.read_text(encoding="utf-8"))


    def test_icon_is_the_one_that_is_installed(self):
        icon = xml.parse(METAINFO).getroot().find("icon")
        self.assertEqual((icon.get("type"), icon.text), ("stock", ID))
        drawing = xml.parse(CHECKOUT / "data" / f"{ID}.svg").getroot()
        self.assertEqual(drawing.tag, "{http://www.w3.org/2000/svg}svg")


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
        options = dict(option.removeprefix("-D").split("=", 1)
                       for option in self.module["config-opts"])
        known = set(re.findall(r"^option\('([^']*)'",
                               (CHECKOUT / "meson_options.txt").read_text(), re.M))
        own = self.manifest["build-options"]["prefix"]
        self.assertEqual(options.pop("cpp_link_args"), f"-Wl,-rpath,{own}/lib")  # meson's own
        self.assertLessEqual(set(options), known)
        self.assertEqual(options["gimp"], "3")
        self.assertEqual(options["gimp3-plug-ins"],
                         self.manifest["build-options"]["prefix"] + "/plug-ins")
        self.assertEqual((MANIFEST.parent / self.module["sources"][0]["path"]).resolve(),
                         CHECKOUT.resolve())

    def test_brings_what_the_build_needs_and_the_runtime_lacks(self):
        build = (CHECKOUT / "core/meson.build").read_text(encoding="utf-8")
        needed = {"'eigen3'": "eigen", "'nlohmann_json'": "nlohmann-json", "'Spectra/": "spectra",
                  "'tl/expected": "expected", "'tesseract'": "tesseract", "'netcdf'": "netcdf",
                  "'udunits2'": "udunits"}
        for mentioned, module in needed.items():
            self.assertIn(mentioned, build)
            self.assertIn(module, self.names())

    def names(self):
        return [module["name"] for module in self.manifest["modules"]]

    def test_leaves_nothing_out_that_the_program_can_do(self):
        options = self.module["config-opts"]
        features = re.findall(r"^option\('(\w+)', type: 'feature'",
                              (CHECKOUT / "meson_options.txt").read_text(), re.M)
        self.assertGreaterEqual(len(features), 3)
        self.assertIn("-Dpython=disabled", options)  # GIMP's sandbox is no place for Python programs
        self.assertIn("-Dmatio=disabled", options)  # one more library, for what .npz holds as well
        self.assertIn("-Dsvg=disabled", options)  # is the engine's, which is left out
        for feature in set(features) - {"python", "matio", "svg"}:
            self.assertIn(f"-D{feature}=enabled", options)

    def test_libraries_come_before_what_is_built_with_them(self):
        self.assertEqual([name for name in self.names() if name in ("leptonica", "tesseract")],
                         ["leptonica", "tesseract"])
        self.assertEqual([name for name in self.names() if name in ("hdf5", "netcdf")],
                         ["hdf5", "netcdf"])
        self.assertEqual(self.names()[-1], "gimp-unweave")

    def test_its_own_libraries_find_each_other(self):
        """Nothing is said of GIMP's search path: each library has the folder's path in itself."""
        own = self.manifest["build-options"]["prefix"]
        for module in self.manifest["modules"]:
            if module["name"] in ("leptonica", "tesseract", "hdf5", "netcdf"):
                self.assertIn(f"-DCMAKE_INSTALL_RPATH={own}/lib", module["config-opts"])

    def test_flatpak_builder_understands_it(self):
        if not shutil.which("flatpak-builder"):
            self.skipTest("flatpak-builder is not installed")
        status, said = run("flatpak-builder", "--show-manifest", MANIFEST)
        self.assertEqual(status, 0, said)
        self.assertNotIn("Unknown property", said)


# Debian's packages by the names of Fedora and Arch.
ELSEWHERE = {
    "g++": "gcc-c++ base-devel", "meson": "meson meson", "pkgconf": "gcc-c++ base-devel", "gettext": "gettext base-devel",
    "libgimp2.0-dev": "gimp-devel gimp", "libeigen3-dev": "eigen3-devel eigen", "libspectra-dev": "spectra-devel spectra",
    "nlohmann-json3-dev": "json-devel nlohmann-json",
    "libexpected-dev": "expected-devel tl-expected", "libpng-dev": "libpng-devel libpng",
    "libjpeg-dev": "libjpeg-turbo-devel libjpeg-turbo", "libwebp-dev": "libwebp-devel libwebp", "libgif-dev": "giflib-devel giflib",
    "libpoppler-glib-dev": "poppler-glib-devel poppler-glib", "liblcms2-dev": "lcms2-devel lcms2",
    # Arch: poppler itself, which poppler-glib brings.
    "libpoppler-cpp-dev": "poppler-cpp-devel poppler-glib", "librsvg2-dev": "librsvg2-devel librsvg",
    "libtiff-dev": "libtiff-devel libtiff",
    "libnetcdf-dev": "netcdf-devel netcdf", "libmatio-dev": "matio-devel libmatio", "libarchive-dev": "libarchive-devel libarchive", "libpango1.0-dev": "pango-devel pango",
    "libtesseract-dev": "tesseract-devel tesseract", "libudunits2-dev": "udunits2-devel udunits",
    "tesseract-ocr-eng": "tesseract-langpack-eng tesseract-data-eng", "gimp": "gimp-devel gimp"}


class Debian(unittest.TestCase):
    """debian/ and tools/packages/ say the same of what it takes to build."""

    def setUp(self):
        if not (CHECKOUT / "debian").exists():
            self.skipTest("no debian folder here")
        control = (CHECKOUT / "debian/control").read_text(encoding="utf-8")
        self.source, *paragraphs = control.rstrip().split("\n\n")
        self.binary = {re.match(r"Package: (\S+)", text)[1]: text for text in paragraphs}

    def packages(self, name):
        lines = (CHECKOUT / "tools/packages" / name).read_text(encoding="utf-8").splitlines()
        return {line.split("#")[0].strip() for line in lines} - {""}

    def test_build_dependencies_are_those_of_the_set_up(self):
        depends = re.search(r"^Build-Depends: ((?:.+\n? *)+)", self.source, re.M)[1]
        needed = {re.match(r"\s*(\S+)", item)[1] for item in depends.split(",")}
        # The compiler is build-essential; GIMP and the language data are needed to run.
        self.assertEqual(self.packages("debian-build") - needed, {"g++", "gimp", "tesseract-ocr-eng"} - needed)
        for_tests = {re.match(r"\s*(\S+)", item)[1] for item in depends.split(",") if "nocheck" in item}
        self.assertLessEqual(for_tests, self.packages("debian-test") | self.packages("debian-build"))

    def asked_for(self, package, key="Depends"):
        depends = re.search(rf"^{key}:((?: .*\n?)+)", self.binary[package], re.M)
        return {re.match(r"\s*(\S+)", item)[1] for item in depends[1].split(",")} if depends else set()

    def test_what_it_runs_with_is_asked_for(self):
        for package in ("gimp-unweave", "gimp-unweave-cli", "libunweave1", "python3-unweave"):
            self.assertIn("${shlibs:Depends}", self.asked_for(package))
            self.assertIn("tesseract-ocr-eng",
                          self.asked_for(package) | self.asked_for(package, "Recommends"))
        self.assertLessEqual({"gimp", "gimp-unweave-cli"}, self.asked_for("gimp-unweave"))
        project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
        for module in re.findall(r'"(\w+)"', re.search(r"^dependencies = (.*)$", project, re.M)[1]):
            name = {"pillow": "pil"}.get(module, module)
            self.assertIn(f"python3-{name}", self.asked_for("python3-unweave"))

    def test_gimp_is_asked_for_by_its_plug_in_alone(self):
        for package in set(self.binary) - {"gimp-unweave"}:
            for name in self.asked_for(package) | self.asked_for(package, "Recommends"):
                self.assertNotIn(name, ("gimp", "gimp-unweave"))

    def test_the_library_is_named_by_its_interface(self):
        interface = re.search(r"interface = '(\d+)'", (CHECKOUT / "library/meson.build").read_text())[1]
        self.assertIn(f"libunweave{interface}", self.binary)
        symbols = (CHECKOUT / f"debian/libunweave{interface}.symbols").read_text(encoding="utf-8")
        self.assertRegex(symbols, rf"^libunweave\.so\.{interface} libunweave{interface} ")

    def test_each_package_is_tried_once_it_is_installed(self):
        control = (CHECKOUT / "debian/tests/control").read_text(encoding="utf-8")
        for name in re.findall(r"^Tests: (\S+)$", control, re.M):
            self.assertTrue(os.access(CHECKOUT / "debian/tests" / name, os.X_OK), name)
        depends = " ".join(re.findall(r"^Depends: (.*)$", control, re.M))
        tried = set(re.split(r"[\s,]+", depends))
        for package in ("gimp-unweave", "gimp-unweave-cli", "libunweave-dev", "python3-unweave"):
            self.assertIn(package, tried)

    def test_readme_names_what_it_takes_elsewhere(self):
        """Each package of the set-up by the names of Fedora and Arch."""
        readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
        rows = {system: re.search(rf"^\| {system}.*$", readme, re.M)[0] for system in ("Fedora", "Arch")}
        self.assertEqual(set(ELSEWHERE), self.packages("debian-build"))
        for names in ELSEWHERE.values():
            for system, name in zip(rows, names.split()):
                self.assertIn(f" {name}", re.sub("[`,]", " ", rows[system]))

    def test_copyright_has_the_licenses_of_the_maps(self):
        done = subprocess.run([CHECKOUT / "tools/debian-copyright", "--check"], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Forges(unittest.TestCase):
    def test_both_call_what_everybody_calls(self):
        gitlab = yaml.safe_load((CHECKOUT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
        self.assertEqual(gitlab["check"]["script"], [".ci/run"])
        workflow = yaml.safe_load((CHECKOUT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
        runs = [step.get("run") for step in workflow["jobs"]["check"]["steps"]]
        self.assertIn(".ci/run", runs)
        for image in (gitlab["default"]["image"], workflow["jobs"]["check"]["container"]["image"]):
            self.assertEqual(image, "debian:12")

    def test_commands_exist(self):
        gitlab = yaml.safe_load((CHECKOUT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
        for job in gitlab.values():
            for line in job.get("script", []):
                if re.match(r"[\w.]+/", line):
                    program = CHECKOUT / line.split()[0]
                    self.assertTrue(program.exists() and program.stat().st_mode & 0o100, line)


if __name__ == "__main__":
    unittest.main()
