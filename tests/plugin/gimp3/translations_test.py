#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations that lie beside the plug-in are found by GIMP 3.

  translations_test.py PLUGIN
"""
import pathlib
import shutil
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from gimp_profile import Profile  # noqa: E402

LIMIT_SECONDS = 120
MESSAGES = {
    "": "Content-Type: text/plain; charset=UTF-8\n",
    "_Recover Data from Colormap...": "_Daten aus Farben gewinnen...",
    "Sc_ale:": "Sk_alierung:",
}


def catalog(messages):
    """The bytes of a .mo file: two tables of (length, offset), then the texts."""
    originals = sorted(messages)
    texts = [text.encode() for text in originals] + [messages[text].encode() for text in originals]
    count, table, at = len(originals), b"", 28 + 16 * len(originals)
    for text in texts:
        table += struct.pack("<II", len(text), at)
        at += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + table + b"".join(text + b"\0" for text in texts)


def german_locale(folder):
    """Nothing is translated in the locale C, and others need not be installed: C's under a name."""
    (c,) = pathlib.Path("/usr/lib/locale").glob("C.[uU][tT][fF]*8")
    shutil.copytree(c, folder / "locales/de_DE.UTF-8")
    return str(folder / "locales")


def main():
    with Profile(sys.argv[1], kind="3") as profile:
        folder = profile.path / "plug-ins/unweave/locale/de/LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "gimp-unweave.mo").write_bytes(catalog(MESSAGES))
        # GIMP notes what the plug-ins that it asks for the first time say of themselves.
        log = profile.console("plug-in-script-fu-eval", [], LIMIT_SECONDS, LANGUAGE="de",
                              LC_ALL="de_DE.UTF-8", LOCPATH=german_locale(profile.path))
        said = (profile.path / "pluginrc").read_text(encoding="utf-8")
        missing = [text for text in MESSAGES.values() if text.startswith(("_Daten", "Sk_"))
                   and text not in said]
        if missing:
            print(log.output, said, "missing:", missing, sep="\n")
        return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
