#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""libunweave as it is installed: library_test.py CHECKOUT BUILD [unittest's arguments]

Installs the build to a private folder, looks at what is visible there, and builds and runs a program that
knows it by pkg-config alone. Skipped (77) in a build without -Dlibrary=true.
"""
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest

from PIL import Image

CHECKOUT, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
del sys.argv[1:3]
FIGURES = (CHECKOUT / "examples/sea-surface-temperature/sea-surface-temperature-map.png",
           CHECKOUT / "tests/data/figures/label_negative.png")
#: What the interface's number is part of.
INTERFACE = "1"


def run(*command, **how):
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, **how)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def option(name):
    options = json.loads(run("meson", "introspect", str(BUILD), "--buildoptions"))
    return next(o["value"] for o in options if o["name"] == name)


def save_raw(figure, path):
    picture = Image.open(figure).convert("RGB")
    path.write_bytes(struct.pack("=ii", *picture.size) + picture.tobytes())
    return path


class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="unweave-library-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.root = cls.folder / "root"
        run("meson", "install", "-C", str(BUILD), "--no-rebuild", "--quiet", "--destdir", str(cls.root))
        cls.description = next(cls.root.rglob("libunweave.pc"))
        cls.environment = {**os.environ, "PKG_CONFIG_PATH": str(cls.description.parent),
                           "PKG_CONFIG_SYSROOT_DIR": str(cls.root)}
        cls.library = next(cls.root.rglob("libunweave.so")).resolve()
        cls.at_run_time = {**os.environ, "LD_LIBRARY_PATH": str(cls.library.parent), "LC_ALL": "C.UTF-8"}
        cls.header = next(cls.root.rglob("unweave.hpp"))

    def flags(self, *what):
        return run("pkg-config", *what, "libunweave", env=self.environment).split()

    def test_soname_has_a_version(self):
        said = run("readelf", "-d", str(self.library))
        self.assertEqual(re.search(r"SONAME.*\[(.*)\]", said)[1], f"libunweave.so.{INTERFACE}")
        self.assertTrue((self.library.parent / f"libunweave.so.{INTERFACE}").exists())

    def test_description(self):
        version = re.search(r"version: '([^']*)'", (CHECKOUT / "meson.build").read_text())[1]
        self.assertEqual(self.flags("--modversion"), [version])
        # Programs link nothing but the library, and need no header but its own.
        self.assertEqual([f for f in self.flags("--libs") if f.startswith("-l")], ["-lunweave"])
        self.assertEqual(self.flags("--print-requires-private"), [])
        self.assertEqual([p.name for p in self.header.parent.iterdir()], ["unweave.hpp"])

    def test_only_what_the_header_declares_is_visible(self):
        symbols = [line.split(" ", 2)[1:] for line in
                   run("nm", "-DC", "--defined-only", str(self.library)).splitlines()]
        header = re.sub(r"//.*", "", self.header.read_text(encoding="utf-8"))
        functions = set(re.findall(r"^UNWEAVE_EXPORT [^;{(]*?\b(\w+)\(", header, re.M))
        classes = set(re.findall(r"class UNWEAVE_EXPORT (\w+)", header))
        self.assertIn("recover", functions)
        self.assertEqual(classes, {"Error", "Options", "Field", "Colorbar"})
        seen = set()
        for kind, name in symbols:
            name = name.split("@")[0]
            if kind == "A":
                self.assertEqual(name, f"UNWEAVE_{INTERFACE}")
                continue
            about = re.fullmatch(r"(?:typeinfo|typeinfo name|vtable) for unweave::v1::(\w+)", name)
            if about:
                self.assertEqual(about[1], "Error")
                continue
            found = re.match(rf"unweave::v{INTERFACE}::(?:(\w+)::)?(~?\w+|operator=)(?:\[abi:cxx11\])?\(", name)
            self.assertTrue(found, name)
            if found[1]:
                self.assertIn(found[1], classes, name)
                self.assertRegex(header, rf"(?<![\w~]){re.escape(found[2])}\(", name)
            else:
                self.assertIn(found[2], functions, name)
                seen.add(found[2])
        self.assertEqual(seen, functions)

    def test_header_says_what_threads_may_do(self):
        text = self.header.read_text(encoding="utf-8")
        for word in ("Threads.", "Errors.", "Binary interface."):
            self.assertIn(f"// {word}", text)

    def test_the_example_of_the_documentation(self):
        page = (CHECKOUT / "docs/python.md").read_text(encoding="utf-8")
        code, = re.findall(r"^```cpp\n(.*?)^```", page, re.M | re.S)
        source = self.folder / "program.cpp"
        source.write_text(code + "int main() { unsigned char rgb[3] = {}; print_mean(1, 1, rgb); }\n")
        program = self.build(source)
        done = subprocess.run([program], capture_output=True, text=True, env=self.at_run_time)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertEqual(done.stderr, "The picture has a single color, so there is no data to recover.\n")

    def build(self, source):
        program = self.folder / source.stem
        run(*os.environ.get("CXX", "c++").split(), "-std=c++17", "-Wall", "-Wextra", "-Werror", "-O1", "-pthread",
            *self.flags("--cflags"), str(source), "-o", str(program), *self.flags("--libs"))
        return str(program)

    def test_a_program_from_outside(self):
        program = self.build(pathlib.Path(__file__).with_name("outside.cpp"))
        raws = [str(save_raw(figure, self.folder / f"{i}.raw")) for i, figure in enumerate(FIGURES)]
        said = run(program, *raws, env=self.at_run_time)
        self.assertNotIn("NO:", said)
        self.assertGreater(said.count("yes:"), 30)


if __name__ == "__main__":
    if not option("library"):
        print("built without -Dlibrary=true")
        sys.exit(77)
    unittest.main()
