#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No link in the documents, the help and the site leads nowhere:

  links_test.py CHECKOUT RECOVER_PICTURE SCREENSHOTS [unittest's arguments]

Links that leave the checkout are looked at by their form alone; nothing is fetched. The site is built
by tools/site, if mkdocs is installed, with the gallery of what RECOVER_PICTURE makes of figures;
where chromium is installed, it opens the pages, and pictures of them are kept in the folder SCREENSHOTS.
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

from PIL import Image

CHECKOUT, RECOVER, SCREENSHOTS = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
del sys.argv[1:4]
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

    def test_files_that_are_named_exist(self):
        """`core/locus/seriation` may stand for its header and source, `core/catalog/match*` for several."""
        count = 0
        for document in self.documents():
            text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
            for name in re.findall(r"`((?:core|plugin|tests|tools|docs|data|debian|po|examples|LICENSES)/[\w./*-]+)[^`\n]*`", text):
                if document.name == "CHANGELOG.md" or re.search(r"[A-Z]{3}", name):
                    continue  # of what was, or is to be written
                with self.subTest(document=str(document.relative_to(CHECKOUT)), name=name):
                    count += 1
                    found = [p for end in ("", ".hpp", ".cpp", ".*") for p in CHECKOUT.glob(name.rstrip("./") + end)]
                    self.assertTrue(found, "no such file")
        self.assertGreater(count, 100)

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


def check_pages(test, folder):
    """Every link and picture of a folder of HTML pages."""
    pages = {path: Page(path) for path in folder.rglob("*.html")}
    test.assertGreater(len(pages), 3)
    for path, page in pages.items():
        for tag, target in page.links:
            with test.subTest(page=str(path.relative_to(folder)), target=target):
                if OUTSIDE.match(target) or target.startswith("//"):
                    test.assertEqual(tag, "a", "loads from elsewhere")
                    continue
                name, _, anchor = unquote(target).partition("#")
                to = (path.parent / name.partition("?")[0]).resolve() if name else path
                if to.is_dir():
                    to = to / "index.html"
                test.assertTrue(to.exists(), "nothing there")
                if anchor and to in pages:
                    test.assertIn(anchor, pages[to].ids)


class Help(unittest.TestCase):
    def test_links_lead_somewhere(self):
        check_pages(self, CHECKOUT / "docs" / "help")


@unittest.skipUnless(shutil.which("mkdocs"), "mkdocs is not installed")
class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.site = pathlib.Path(folder.name).resolve() / "site"
        cls.done = subprocess.run([CHECKOUT / "tools" / "site", "--gallery", RECOVER, cls.site],
                                  capture_output=True, text=True, check=False)

    def test_links_lead_somewhere(self):
        self.assertEqual(self.done.returncode, 0, self.done.stdout + self.done.stderr)
        check_pages(self, self.site)
        self.assertIn("search", {p.name for p in self.site.iterdir()})

    def test_gallery_shows_twenty_figures(self):
        pictures = [target for _, target in Page(self.site / "gallery.html").links
                    if target.startswith("gallery/")]
        self.assertEqual(len(pictures), 3 * 20)

    @unittest.skipUnless(shutil.which("chromium"), "chromium is not installed")
    def test_a_browser_shows_the_pages(self):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for page, heading in [("index", "gimp-unweave"), ("gallery", "Gallery"), ("method", "Method"),
                              ("tutorial", "The numbers of a figure"), ("reference/options", "Options of the command")]:
            with self.subTest(page), tempfile.TemporaryDirectory() as profile:
                shown = SCREENSHOTS / (page.replace("/", "-") + ".png")
                shown.unlink(missing_ok=True)
                done = subprocess.run(
                    ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                     f"--user-data-dir={profile}", "--window-size=1200,1600", "--virtual-time-budget=5000",
                     f"--screenshot={shown}", "--dump-dom", (self.site / f"{page}.html").as_uri()],
                    capture_output=True, text=True, check=False, timeout=120)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertRegex(done.stdout, f"<h1[^>]*>{re.escape(heading)}<")
                self.assertNotIn("Uncaught", done.stderr)
                with Image.open(shown) as picture:
                    self.assertEqual(picture.size, (1200, 1600))
                    # Text and pictures were drawn, not a blank page or a line of error.
                    self.assertGreater(len(picture.convert("RGB").getcolors(1200 * 1600)), 100)


if __name__ == "__main__":
    unittest.main()
