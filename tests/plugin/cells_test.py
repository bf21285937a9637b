#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands at the columns and rows of a heat map, and in its cells. Needs no GIMP.

    cells_test.py COMMAND [unittest's arguments]
"""
import csv
import os
import subprocess
import unittest

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import engine_test as harness
import pictures_of_all_kinds as kinds

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LEFT, TOP, SIDE = 120, 30, 52  # of the plot, and of its cells, in pixels
PLACES = ["Aachen", "Berlin", "Cottbus", "Dresden", "Essen", "Freiburg"]
GENES = [f"gene{i}" for i in range(6)]
LOW, HIGH = -2.0, 6.0


def matrix(rows=5, columns=6):
    """Values in steps of a quarter, no two neighbors alike."""
    y, x = np.mgrid[0:rows, 0:columns]
    return LOW + (HIGH - LOW) * ((7 * x + 11 * y + x * y) % 17) / 16


class Figure:
    """A heat map with a color bar, drawn as plot programs do."""

    def __init__(self, values):
        self.values, self.drawn = values, values.copy()
        rows, columns = values.shape
        self.size = columns * SIDE, rows * SIDE
        self.image = Image.new("RGB", (LEFT + self.size[0] + 160, TOP + self.size[1] + 130), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.font = ImageFont.truetype(FONT, 14)
        for (row, column), value in np.ndenumerate(values):
            x, y = LEFT + column * SIDE, TOP + row * SIDE
            self.draw.rectangle((x, y, x + SIDE - 1, y + SIDE - 1), fill=self.color(value))
        self.draw.rectangle((LEFT - 1, TOP - 1, LEFT + self.size[0], TOP + self.size[1]), outline="black")
        self.bar()

    @staticmethod
    def color(value):
        return tuple(int(c) for c in np.round(255 * kinds.colors((value - LOW) / (HIGH - LOW))))

    def bar(self):
        x, height = LEFT + self.size[0] + 40, self.size[1]
        for i in range(height):
            self.draw.line((x, TOP + i, x + 19, TOP + i), fill=self.color(HIGH - (HIGH - LOW) * (i + 0.5) / height))
        self.draw.rectangle((x - 1, TOP - 1, x + 20, TOP + height), outline="black")
        for value in range(int(LOW), int(HIGH) + 1, 2):
            y = TOP + height * (HIGH - value) / (HIGH - LOW)
            self.draw.line((x + 21, y, x + 25, y), fill="black")
            self.draw.text((x + 30, y), f"{value}", fill="black", font=self.font, anchor="lm")

    def middle(self, row, column):
        return LEFT + (column + 0.5) * SIDE, TOP + (row + 0.5) * SIDE

    def name_rows(self, names):
        for row, name in enumerate(names):
            _, y = self.middle(row, 0)
            self.draw.line((LEFT - 5, y, LEFT - 2, y), fill="black")
            self.draw.text((LEFT - 9, y), name, fill="black", font=self.font, anchor="rm")

    def name_columns(self, names, angle=0):
        """Upright in the middle below, turned ones with their end there."""
        for column, name in enumerate(names):
            x, _ = self.middle(0, column)
            y = TOP + self.size[1]
            self.draw.line((x, y + 1, x, y + 4), fill="black")
            box = self.font.getbbox(name, anchor="ls")
            text = Image.new("L", (box[2] + 4, 20), 0)
            ImageDraw.Draw(text).text((2, 15), name, fill=255, font=self.font, anchor="ls")
            turned = text.rotate(angle, Image.Resampling.BICUBIC, expand=True)
            at = int(x - turned.width + 8 if angle == 45 else x - turned.width / 2), int(y + 8)
            self.image.paste((0, 0, 0), at, turned)

    def write(self, row, column, text):
        x, y = self.middle(row, column)
        dark = np.mean(self.color(self.drawn[row, column])) < 110
        self.draw.text((x, y), text, fill="white" if dark else "black", font=self.font, anchor="mm")

    def write_all(self):
        for (row, column), value in np.ndenumerate(self.values):
            self.write(row, column, f"{value:.1f}")


def reads_text():
    engine = os.path.join(os.path.dirname(harness.COMMAND), "../engine/unweave-engine")
    return subprocess.run([engine, "--reads-text"], check=False).returncode == 0


@unittest.skipUnless(os.path.exists(FONT), "needs the font DejaVu Sans")
@unittest.skipUnless(reads_text(), "built without a reader of text")
class Cells(harness.EngineTest):
    def run_on(self, figure, *arguments):
        path = self.at("in", "map.png")
        figure.image.save(path)
        status, _, stderr = self.recover("--grid=cells", *arguments, path)
        self.assertEqual((status, stderr), (0, ""))
        return self.report("map")["grid"]

    def test_names_of_columns_and_rows(self):
        for angle, columns in ((0, GENES), (90, PLACES), (45, GENES), (45, PLACES)):
            with self.subTest(angle=angle, columns=columns):
                figure = Figure(matrix())
                figure.name_rows(PLACES[:5])
                figure.name_columns(columns, angle)
                grid = self.run_on(figure)
                self.assertEqual((grid["columns"], grid["rows"]), (6, 5))
                self.assertEqual(grid["row_names"], PLACES[:5])
                self.assertEqual(grid["column_names"], columns)

    def test_files_have_the_names(self):
        figure = Figure(matrix())
        figure.name_rows(PLACES[:5])
        figure.name_columns(GENES)
        self.run_on(figure, "--format=csv,xyz.csv,npz", "--csv-axes", "--csv-style=semicolon-comma")
        with open(os.path.join(self.out, "map.csv"), encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file, delimiter=";")
        self.assertEqual((head[1:], [row[0] for row in rows]), (GENES, PLACES[:5]))
        values = np.array([[float(text.replace(",", ".")) for text in row[1:]] for row in rows])
        np.testing.assert_allclose(values, matrix(), atol=0.05)
        with open(os.path.join(self.out, "map.xyz.csv"), encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file, delimiter=";")
        self.assertEqual(rows[7][:2], ["gene1", "Berlin"])
        with np.load(os.path.join(self.out, "map.npz")) as data:
            self.assertEqual(data["column_names"].tolist(), GENES)
            self.assertEqual(data["row_names"].tolist(), PLACES[:5])

    def test_numbers_are_kept_and_compared(self):
        figure = Figure(matrix())
        figure.write_all()
        grid = self.run_on(figure, "--format=npy,npz")
        numbers = {(n["row"], n["column"]): n for n in grid["annotations"]}
        self.assertGreater(len(numbers), 27)
        for (row, column), number in numbers.items():
            self.assertAlmostEqual(number["value"], figure.values[row, column], delta=0.051)
            self.assertIs(number["agrees"], True)
        self.assertFalse(any("contradict" in text for text in self.report("map")["messages"]))
        np.testing.assert_allclose(self.data("map"), figure.values, atol=0.05)
        with np.load(os.path.join(self.out, "map.npz")) as data:
            written = data["annotation"]
        self.assertEqual(np.isfinite(written).sum(), len(numbers))

    def test_a_contradiction_is_said(self):
        figure = Figure(matrix())
        figure.values[2, 3] += 4 if figure.values[2, 3] < 1 else -4  # the number alone
        figure.write_all()
        grid = self.run_on(figure)
        against = [(n["row"], n["column"]) for n in grid["annotations"] if n["agrees"] is False]
        self.assertEqual(against, [(2, 3)])
        self.assertRegex(" ".join(self.report("map")["messages"]),
                         r"Numbers written in the cells contradict the colors \(1 / \d+\)")

    def test_without_a_range_nothing_is_compared(self):
        figure = Figure(matrix())
        figure.write_all()
        figure.draw.rectangle((LEFT + figure.size[0] + 63, 0, *figure.image.size), fill="white")
        grid = self.run_on(figure)
        self.assertGreater(len(grid["annotations"]), 27)
        self.assertEqual({n["agrees"] for n in grid["annotations"]}, {None})

    def test_nothing_is_made_up(self):
        """Where nothing is written nothing is read, and the numbers of an axis are no names."""
        grid = self.run_on(Figure(matrix()))
        self.assertEqual((grid["column_names"], grid["row_names"], grid["annotations"]), (None, None, []))
        figure = Figure(matrix())
        figure.name_columns([str(10 * i) for i in range(6)])
        figure.name_rows(["0.5", "1.5", "2.5", "3.5", "4.5"])
        grid = self.run_on(figure)
        self.assertEqual((grid["column_names"], grid["row_names"]), (None, None))

    def test_labels_at_some_columns_are_no_names(self):
        figure = Figure(matrix())
        figure.name_columns(["Jan", "", "", "Apr", "", ""])
        self.assertIsNone(self.run_on(figure)["column_names"])


if __name__ == "__main__":
    unittest.main()
