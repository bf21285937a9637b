#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help page exists in every language of the program, whole, and calls the controls as the
program does there.

  help_test.py HELP_FOLDER PO_FOLDER SOURCE_FOLDER [unittest's arguments]
"""
import html.parser
import pathlib
import re
import sys
import unittest

HELP, PO, SOURCES = (pathlib.Path(path) for path in sys.argv[1:4])
del sys.argv[1:4]
LANGUAGES = ["en", *re.findall("^[a-zA-Z_]+$", PO.joinpath("LINGUAS").read_text(), re.M)]
# GTK's and GIMP's own words.
OTHER_PROGRAMS = {"OK", "Undo", "Create", "Open", "Erstellen", "Öffnen", "Crear", "Abrir", "Créer", "Ouvrir",
                  "画像の生成", "開く", "新建", "打开"}


def plain(label):
    label = re.sub(r"\(_.\)", "", label).replace("_", "")
    return re.sub(r"(\.\.\.|\s*[:：])$", "", label).strip()


def labels(language):
    """What the program writes on the screen."""
    if language == "en":
        text = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.cpp"))
        return {plain(label) for label in re.findall(r'_\("([^"]+)"\)', text)}
    text = re.sub(r'"\n"', "", (PO / f"{language}.po").read_text(encoding="utf-8"))
    return {plain(label) for label in re.findall(r'^msgstr "(.*)"$', text, re.M)}


class Page(html.parser.HTMLParser):
    """Tags in order, the texts of <em>, and the files that are referred to."""

    VOID = ("meta", "img", "link")

    def __init__(self, text):
        super().__init__()
        self.tags, self.terms, self.files, self._open = [], [], [], []
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in self.VOID:
            self._open.append(tag)
        self.files += [value for name, value in attrs if name in ("src", "href")]
        if tag == "em":
            self.terms.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        if self._open and self._open[-1] == "em":
            self.terms[-1] += data.replace("\n", " ")


class Help(unittest.TestCase):
    def test_controls_have_the_programs_names(self):
        for language in LANGUAGES:
            page = Page((HELP / language / "index.html").read_text(encoding="utf-8"))
            known = labels(language) | OTHER_PROGRAMS
            self.assertGreater(len(page.terms), 20)
            for term in page.terms:
                with self.subTest(language=language, term=term):
                    self.assertIn(term, known)

    def test_pages_have_the_same_parts(self):
        structure = {}
        for language in LANGUAGES:
            page = Page((HELP / language / "index.html").read_text(encoding="utf-8"))
            structure[language] = [tag for tag in page.tags if tag in ("h2", "li", "tr", "dt", "img")]
            self.assertEqual(structure[language], structure["en"], language)

    def test_pictures_are_there(self):
        for language in LANGUAGES:
            page = Page((HELP / language / "index.html").read_text(encoding="utf-8"))
            for name in page.files:
                with self.subTest(language=language, file=name):
                    self.assertTrue((HELP / language / name).is_file())


if __name__ == "__main__":
    unittest.main()
