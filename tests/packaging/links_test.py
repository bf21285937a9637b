#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No link in the documents, the help and the site leads nowhere:

  links_test.py CHECKOUT RECOVER_PICTURE [unittest's arguments]

Links that leave the checkout are looked at by their form alone; nothing is fetched. The site is built
by tools/site, if mkdocs is installed, with the gallery of what RECOVER_PICTURE makes of figures.
"""
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from urllib.parse import unquote

CHECKOUT, RECOVER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:3]
OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:")


def without_code(text):
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", "", text)


def slug(heading):
    """The anchor that forges give a heading."""
    heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip()).replace("`", "")
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    found, seen = set(), {}
    for heading in re.findall(r"^#+ +(.*?) *#*$", text, re.M):
        name = slug(heading)
        found.add(name if name not in seen else f"{name}-{seen[name]}")
        seen[name] = seen.get(name, 0) + 1
    return found


class Page(html.parser.HTMLParser):
    """Links and anchors of an HTML page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids.update(v for k, v in attrs if k == "id" or (k == "name" and tag == "a"))
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.append((tag, attributes[name]))


class Documents(unittest.TestCase):
    def documents(self):
        found = [p for p in CHECKOUT.rglob("*.md")
                 if not any(part.startswith(("build", ".")) for part in p.relative_to(CHECKOUT).parts)]
        self.assertGreater(len(found), 8)
        return found

    def test_links_lead_somewhere(self):
        count = 0
        for document in self.documents():
            text = without_code(document.read_text(encoding="utf-8"))
            for target in re.findall(r"\]\(<?([^)\s>]+)>?\)", text):
                with self.subTest(document=str(document.relative_to(CHECKOUT)), target=target):
                    count += 1
                    if OUTSIDE.match(target):
                        self.assertRegex(target, r"^(https?|mailto):\S+$")
                        continue
                    name, _, anchor = unquote(target).partition("#")
                    path = (document.parent / name).resolve() if name else document
                    self.assertTrue(path.exists(), "nothing there")
                    self.assertTrue(path.is_relative_to(CHECKOUT), "leaves the checkout")
                    if anchor:
                        self.assertIn(anchor, anchors(path))
        self.assertGreater(count, 50)

    def test_every_document_can_be_reached(self):
        """From README.md, by links."""
        reached, waiting = set(), [CHECKOUT / "README.md"]
        while waiting:
            document = waiting.pop()
            if document in reached or document.suffix != ".md" or not document.exists():
                continue
            reached.add(document)
            text = without_code(document.read_text(encoding="utf-8"))
            for target in re.findall(r"\]\(<?([^)\s>#]+)[^)]*\)", text):
                if not OUTSIDE.match(target):
                    waiting.append((document.parent / unquote(target)).resolve())
        documents = {p for p in self.documents() if p.is_relative_to(CHECKOUT / "docs")}
        self.assertEqual(sorted(str(p.relative_to(CHECKOUT)) for p in documents - reached), [])


class Pages(unittest.TestCase):
    def check(self, folder, may_load_from_outside=False):
        pages = {path: Page(path) for path in folder.rglob("*.html")}
        self.assertGreater(len(pages), 3)
        for path, page in pages.items():
            for tag, target in page.links:
                with self.subTest(page=str(path.relative_to(folder)), target=target):
                    if OUTSIDE.match(target) or target.startswith("//"):
                        self.assertTrue(tag == "a" or may_load_from_outside, "loads from elsewhere")
                        continue
                    name, _, anchor = unquote(target).partition("#")
                    to = (path.parent / name.partition("?")[0]).resolve() if name else path
                    if to.is_dir():
                        to = to / "index.html"
                    self.assertTrue(to.exists(), "nothing there")
                    if anchor and to in pages:
                        self.assertIn(anchor, pages[to].ids)

    def test_help(self):
        self.check(CHECKOUT / "docs" / "help")

    def test_site(self):
        if not shutil.which("mkdocs"):
            self.skipTest("mkdocs is not installed")
        with tempfile.TemporaryDirectory() as folder:
            site = pathlib.Path(folder).resolve() / "site"
            done = subprocess.run([CHECKOUT / "tools" / "site", "--gallery", RECOVER, site], capture_output=True, text=True,
                                  check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.check(site)
            pictures = [target for _, target in Page(site / "gallery.html").links if target.startswith("gallery/")]
            self.assertEqual(len(pictures), 3 * 20)
            self.assertIn("search", {p.name for p in site.iterdir()})


if __name__ == "__main__":
    unittest.main()
