#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two parameters on a page of the dialog have the same mnemonic, in no language.

  mnemonics_test.py PARAMETERS_SOURCE PO_FOLDER [unittest's arguments]

What stands on every page (buttons, choosers, the pages' own titles) counts for both.
"""
import pathlib
import re
import sys
import unittest

PARAMETERS, PO = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
del sys.argv[1:3]
PAGES = {"Analysis": ("Colormap", "Picture", "Values"),
         "Result": ("Layers", "Files", "Axes"),
         "Measure": ()}
# Buttons beside the entries.
BESIDE = {"Analysis": ("A_utomatic", "Dra_w", "Pic_k", "Se_lection"), "Result": ("_Browse...",),
          "Measure": ("Poi_nt", "_Line", "Rect_angle", "_Selection", "_Whole plot", "_Measurements:", "Co_py",
                      "Sa_ve...", "_Delete", "_Forget all")}
EVERYWHERE = ("_Reset", "_Quantity:", "Shadin_g:", "Save draw_ing...", "Pr_eset:", "Anal_ysis",
              "Resul_t")
# GTK's own buttons: Help, Cancel, OK.
STOCK = {"": "hco", "de": "hao", "es": "uca", "fr": "ave", "ja": "hco", "zh_CN": "hco"}


def labels():
    """Group and label of each parameter."""
    text = PARAMETERS.read_text(encoding="utf-8")
    found = re.findall(r'\.group = Group::(\w+),\s+\.label = N_\("([^"]+)"\)', text)
    assert len(found) > 15, found
    return found


def translations(language):
    """msgid -> msgstr"""
    if not language:
        return {}
    text = (PO / f"{language}.po").read_text(encoding="utf-8")
    joined = re.sub(r'"\n"', "", text)
    return dict(re.findall(r'^msgid "(.*)"\nmsgstr "(.*)"$', joined, re.M))


class Mnemonics(unittest.TestCase):
    def test_unique_on_each_page(self):
        for language, stock in STOCK.items():
            known = translations(language)
            for page, groups in PAGES.items():
                wanted = [*EVERYWHERE, *BESIDE[page], *(label for group, label in labels() if group in groups)]
                seen = dict.fromkeys(stock, "GTK's button")
                for label in wanted:
                    shown = known[label] if language else label
                    with self.subTest(language=language, page=page, label=shown):
                        key = re.search("_(.)", shown)
                        self.assertTrue(key, "no mnemonic")
                        key = key[1].lower()
                        self.assertNotIn(key, seen, f"also {seen.get(key)}")
                        seen[key] = shown


if __name__ == "__main__":
    unittest.main()
