#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many figures: lists, folders, archives, names of results, the summary, and runs that are killed and
resumed. Needs no GIMP.

    corpus_test.py COMMAND [unittest's arguments]
"""
import csv
import glob
import hashlib
import io
import json
import os
import pathlib
import pty
import random
import signal
import subprocess
import sys
import tarfile
import threading
import time
import unittest

import numpy as np

import engine_test as harness
import pictures_of_all_kinds as kinds


def small(seed=0):
    """A picture of a few kB, other than those of other seeds."""
    y, x = np.mgrid[0:60, 0:80]
    t = (x + y * (1 + seed % 7) / 5 + 6 * np.sin(x / 9 + seed)) / 160
    return kinds.png(kinds.quantized(kinds.colors(np.clip(t, 0, 1)), 8), 8, kinds.RGB)


FLAT = kinds.png(np.full((40, 40, 3), 9, "u2"), 8, kinds.RGB)


class CorpusTest(harness.EngineTest):
    def setUp(self):
        super().setUp()
        self.summary = self.at("summary.jsonl")

    def put(self, name, contents):
        path = pathlib.Path(self.at("in"), name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        return str(path)

    def lines(self):
        with open(self.summary, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def all_results(self):
        return sorted(os.path.relpath(path, self.out) for path in
                      glob.glob(self.out + "/**", recursive=True, include_hidden=True)
                      if os.path.isfile(path))


class Lists(CorpusTest):
    def test_a_list_of_names(self):
        figures = [self.put(name, small(i)) for i, name in enumerate(("a.png", "b c.png", "d\nx.png"))]
        for text, options in (("\n".join(figures[:2]) + "\n", []), ("\0".join(figures), ["-0"])):
            path = self.put("list", text.encode())
            status, stdout, stderr = self.recover("--files-from", path, *options)
            self.assertEqual((status, stderr), (0, ""))
            self.assertIn("3 of 3" if options else "2 of 2", stdout)
        self.assertEqual(len(self.results()), 6)

    def test_a_list_on_standard_input(self):
        figure = self.put("a.png", small())
        done = subprocess.run([harness.COMMAND, "-o", self.out, "--files-from=-"], text=True,
                              input=figure + "\n", capture_output=True, env=self.environment,
                              timeout=harness.LONG, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_wrong_lists(self):
        status, _, stderr = self.recover("--files-from", self.at("none"))
        self.assertEqual(status, 2)
        self.assertIn("none", stderr)
        self.assertEqual(self.recover("-0", self.put("a.png", small()))[0], 2)

    def test_an_empty_list_is_no_error(self):
        status, stdout, stderr = self.recover("--files-from", self.put("list", b""))
        self.assertEqual((status, stderr), (0, ""))
        self.assertIn("0 of 0", stdout)

    def test_a_folder_gives_its_pictures(self):
        for name in ("p/b.png", "p/q/a.jpg", "p/.hidden.png", "p/.git/c.png"):
            self.put(name, small() if name.endswith("png") else kinds.jpegs()["jpeg-444.jpg"])
        self.put("p/notes.txt", b"no picture")
        self.out = self.at("in", "p", "out")
        for _ in range(2):  # the second time with results, of which the drawings are pictures
            status, stdout, stderr = self.recover("--figures=png", self.at("in", "p"))
            self.assertEqual((status, stderr), (0, ""))
            self.assertIn("2 of 2", stdout)
        self.assertIn("a.npy", self.results())

    def test_an_empty_folder(self):
        status, _, stderr = self.recover(self.at("in"))
        self.assertEqual(status, 1)
        self.assertIn("The folder holds no picture.", stderr)


class Archives(CorpusTest):
    def archive(self, name, members, mode="w"):
        path = self.at("in", name)
        with tarfile.open(path, mode) as archive:
            for member, contents in members.items():
                entry = tarfile.TarInfo(member)
                entry.size = len(contents)
                archive.addfile(entry, io.BytesIO(contents))
        return path

    def test_figures_in_archives(self):
        members = {"x/a.png": small(1), "notes.txt": b"none", "x/" + "long" * 60 + ".png": small(2),
                   "../b.png": small(3), "/c.png": small(4)}
        for name, mode in (("t.tar", "w"), ("t.tar.gz", "w:gz"), ("t.tar.xz", "w:xz")):
            path = self.archive(name, members, mode)
            status, stdout, stderr = self.recover("--name=path", "--summary", self.summary, path)
            self.assertEqual((status, stderr), (0, ""), name)
            self.assertIn("4 of 4", stdout)
        self.assertEqual(self.all_results(), sorted(
            name + ending for name in ("x/a.png", "x/" + "long" * 60 + ".png", "__/b.png", "c.png")
            for ending in (".npy", ".json")))
        line = self.lines()[0]
        self.assertEqual(line["figure"], self.at("in", "t.tar") + "/x/a.png")
        self.assertEqual(line["sha256"], hashlib.sha256(members["x/a.png"]).hexdigest())
        with open(os.path.join(self.out, "x/a.png.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["figure"], "a.png")

    def test_the_same_as_the_file_itself(self):
        contents = kinds.jpegs()["jpeg-420.jpg"]
        self.recover(self.put("a.jpg", contents))
        expected = self.data("a"), self.report("a")
        self.recover(self.archive("t.tar", {"a.jpg": contents}))
        np.testing.assert_array_equal(self.data("a"), expected[0])
        self.assertEqual(self.report("a"), expected[1])

    def test_broken_archives(self):
        whole = self.archive("t.tar", {f"{i}.png": small(i) for i in range(3)})
        with open(whole, "rb") as file:
            contents = file.read()
        cut = self.put("cut.tar", contents[:len(contents) // 4])
        status, _, stderr = self.recover(cut, self.put("no.tar", b"nothing" * 999))
        self.assertEqual(status, 1)
        self.assertRegex(stderr, "cut.tar: The archive cannot be read: .")
        self.assertRegex(stderr, "no.tar: The archive cannot be read: .")

    def test_no_room_for_two_of_one_name(self):
        path = self.archive("t.tar", {"a/x.png": small(1), "b/x.png": small(2)})
        self.assertEqual(self.recover(path)[0], 2)
        self.assertEqual(self.recover("--name=path", path)[0], 0)


class Names(CorpusTest):
    def test_by_path(self):
        for name in ("p/a.png", "p/q/a.png", "p/q/a.jpg"):
            self.put(name, small() if name.endswith("png") else kinds.jpegs()["jpeg-444.jpg"])
        status, _, stderr = self.recover(self.at("in", "p"))
        self.assertEqual(status, 2)
        self.assertIn("would write to the same results", stderr)
        self.assertEqual(self.recover("--name=path", self.at("in", "p"))[0], 0)
        self.assertEqual(self.all_results(), sorted(
            name + ending for name in ("a.png", "q/a.png", "q/a.jpg") for ending in (".npy", ".json")))

    def test_by_bytes(self):
        figures = [self.put("a.png", small(1)), self.put("b/a.png", small(2)),
                   self.put("twin.png", small(1))]
        names = [hashlib.sha256(small(i)).hexdigest() for i in (1, 2)]
        status, stdout, stderr = self.recover("--name=sha256", "--summary", self.summary, *figures)
        self.assertEqual((status, stderr), (0, ""))
        self.assertIn("3 of 3", stdout)
        self.assertEqual(self.results(), sorted(name + e for name in names for e in (".json", ".npy")))
        self.assertEqual([line["files"] for line in self.lines() if "twin" in line["figure"]],
                         [[names[0] + ".npy", names[0] + ".json"]])

    def test_two_levels_of_folders(self):
        figure = self.put("a.png", small(1))
        digest = hashlib.sha256(small(1)).hexdigest()
        self.recover("--name=sha256", "--two-level", figure)
        self.recover("--two-level", figure)
        spread = hashlib.sha256(b"a").hexdigest()
        self.assertEqual(self.all_results(), sorted(
            f"{d[:2]}/{d[2:4]}/{name}{ending}" for d, name in ((digest, digest), (spread, "a"))
            for ending in (".npy", ".json")))


class Summary(CorpusTest):
    def test_a_line_for_each_figure(self):
        figures = [self.put("a.png", small()), self.put("flat.png", FLAT), self.at("in", "none.png"),
                   self.put("c.xcf", b"gimp xcf v011\0" + bytes(20))]
        status, _, _ = self.recover("--engine=core", "--range=-2,30", "--units=K", "--confidence",
                                    "--summary", self.summary, *figures)
        self.assertEqual(status, 1)
        lines = {os.path.basename(line["figure"]): line for line in self.lines()}
        self.assertEqual(len(lines), 4)
        self.assertEqual({name: (line["status"], line["reason"]) for name, line in lines.items()},
                         {"a.png": ("ok", None), "flat.png": ("refused", "one-color"),
                          "none.png": ("failed", "no-file"), "c.xcf": ("failed", "needs-gimp")})
        line = lines["a.png"]
        self.assertEqual(line["range"], {"min": -2.0, "max": 30.0, "scale": "linear", "source": "given"})
        self.assertEqual((line["units"], line["axes_known"], line["page"]), ("K", [], 1))
        self.assertEqual(line["sha256"], hashlib.sha256(small()).hexdigest())
        self.assertGreater(line["seconds"], 0)
        self.assertEqual(line["settings"]["units"], "K")
        self.assertEqual(sorted(line["files"]), ["a.confidence.npy", "a.json", "a.npy", "a.uncertainty.npy"])
        self.assertRegex(lines["flat.png"]["message"], "single color")

    def test_time_limit(self):
        y, x = np.mgrid[0:2500, 0:2500]
        big = kinds.png(kinds.quantized(kinds.colors((x + y) / 5000), 8), 8, kinds.RGB)
        self.recover("--timeout=0.02", "--summary", self.summary, self.put("big.png", big))
        self.assertEqual([(line["status"], line["reason"]) for line in self.lines()],
                         [("timeout", "timeout")])

    def test_overview(self):
        figures = [self.put('a, "b".png', small()), self.put("flat.png", FLAT)]
        table = self.at("table.csv")
        self.recover("--range=0,7", "--overview", table, *figures)
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([(row["figure"], row["status"], row["max"]) for row in rows],
                         [(figures[0], "ok", "7.0"), (figures[1], "refused", "")])

    def test_exit_statuses(self):
        good, flat = self.put("a.png", small()), self.put("flat.png", FLAT)
        for options, figures, expected in (
                ([], [good, flat], 1), (["--refused=ok"], [good, flat], 0),
                (["--refused=error"], [good, flat], 3), (["--refused=error"], [good], 0),
                (["--refused=error"], [flat, self.at("none.png")], 1),
                (["--refused=ok"], [flat, self.at("none.png")], 1), (["--refused=x"], [good], 2)):
            self.assertEqual(self.recover(*options, *figures)[0], expected, (options, figures))

    def test_settings_of_a_report(self):
        figure = self.put("a.png", small())
        self.recover("--range=-2,30", "--units=K", figure)
        report = self.put("report.json", pathlib.Path(self.out, "a.json").read_bytes())
        self.recover("--settings", report, "--units=m", figure)
        self.assertEqual(self.report("a")["units"], "m")
        self.assertEqual(self.report("a")["range"]["max"], 30)
        status, _, stderr = self.recover("--settings", figure, figure)
        self.assertEqual(status, 2)
        self.assertIn("--settings must be a report", stderr)

    def test_several_commands_append_to_one_file(self):
        figures = [self.put(f"{i}.png", small(i)) for i in range(12)]
        commands = [subprocess.Popen([harness.COMMAND, "-q", "--resume", "-o", self.out, "--summary",
                                      self.summary, *figures[i::3]], env=self.environment)
                    for i in range(3)]
        for command in commands:
            self.assertEqual(command.wait(harness.LONG), 0)
        self.assertEqual(sorted(line["figure"] for line in self.lines()), sorted(figures))


class Resumed(CorpusTest):
    def resume(self, *arguments):
        return self.recover("--resume", "--summary", self.summary, *arguments)

    def test_what_is_done_is_not_done_again(self):
        figures = [self.put("a.png", small(1)), self.put("b.png", small(2)), self.put("flat.png", FLAT)]
        self.resume(*figures)
        before = {name: os.stat(os.path.join(self.out, name)).st_mtime_ns for name in self.results()}
        lines = self.lines()
        status, stdout, _ = self.resume(*figures)
        self.assertEqual(status, 1)
        self.assertIn("3 figures were done before", stdout)
        self.assertEqual(before, {name: os.stat(os.path.join(self.out, name)).st_mtime_ns
                                  for name in self.results()})
        self.assertEqual(self.lines(), lines)

    def test_what_has_changed_is_done_again(self):
        a, b = self.put("a.png", small(1)), self.put("b.png", small(2))
        self.resume(a, b)
        for change, options, again in (
                (lambda: self.put("a.png", small(9)), [], ["a"]),
                (lambda: None, ["--range=0,5"], ["a", "b"]),
                (lambda: None, ["--range=0,5", "--format=npy,csv"], ["a", "b"]),
                (lambda: os.unlink(self.out + "/b.npy"), ["--range=0,5", "--format=npy,csv"], ["b"]),
                (lambda: pathlib.Path(self.out, "a.csv").write_text("mine"),
                 ["--range=0,5", "--format=npy,csv"], ["a"])):
            change()
            before = {stem: os.stat(f"{self.out}/{stem}.json").st_ino for stem in "ab"}
            self.assertEqual(self.resume(*options, a, b)[0], 0)
            after = {stem: os.stat(f"{self.out}/{stem}.json").st_ino for stem in "ab"}
            self.assertEqual([stem for stem in "ab" if before[stem] != after[stem]], again, options)
            self.assertEqual(sorted(line["figure"] for line in self.lines()), [a, b])

    def test_a_torn_line_and_others_lines(self):
        a, b = self.put("a.png", small(1)), self.put("b.png", small(2))
        self.resume(a, b)
        with open(self.summary, "rb") as file:
            whole = file.read()
        with open(self.summary, "wb") as file:
            file.write(b'{"figure": "of another", "status": "failed"}\n' + whole[:-40])
        self.assertEqual(self.resume(a, b)[0], 0)
        self.assertEqual(sorted(line["figure"] for line in self.lines()), [a, b, "of another"])

    def test_killed_at_any_moment(self):
        """Each figure once in the end, none lost, none in part; the same bytes as undisturbed."""
        figures = [self.put(f"{i:02}.png", small(i)) for i in range(40)]
        figures.append(self.put("flat.png", FLAT))
        chance = random.Random(7)
        kills = 0
        for attempt in range(200):
            process = subprocess.Popen(
                [harness.COMMAND, "-q", "--resume", "--refused=ok", "--two-level", "--format=npy,csv",
                 "--summary", self.summary, "-o", self.out, *figures],
                env=self.environment, stderr=subprocess.DEVNULL)
            try:
                status = process.wait(chance.uniform(0.03, 0.5))
                self.assertEqual(status, 0)
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
        self.assertGreater(kills, 3)
        lines = self.lines()
        self.assertEqual(sorted(line["figure"] for line in lines), sorted(figures))
        self.assertEqual(sorted(line["status"] for line in lines), ["ok"] * 40 + ["refused"])
        killed, self.out = self.out, self.at("undisturbed")
        for name in os.listdir(self.at("tmp")):  # of those that were killed; the next command's affair
            self.assertRegex(name, "^gimp-unweave-")
        subprocess.run([harness.COMMAND, "-q", "--two-level", "--format=npy,csv", "-o", self.out,
                        *figures], env=self.environment, check=False, stderr=subprocess.DEVNULL)
        expected = self.all_results()
        self.assertEqual(len(expected), 120)
        undisturbed = {name: pathlib.Path(self.out, name).read_bytes() for name in expected}
        self.out = killed
        self.assertEqual(self.all_results(), expected)
        for name, contents in undisturbed.items():
            self.assertEqual(pathlib.Path(self.out, name).read_bytes(), contents, name)


class Terminal(CorpusTest):
    def test_a_line_says_range_units_and_axes(self):
        _, stdout, _ = self.recover("--range=-2,30", "--units=K", "--x-range=0,7.5", self.put("a.png", small()))
        self.assertRegex(stdout, r"a.png: .*, 80 x 60, \d+ % with data, -2 to 30 K, x: 0 to 7.5( .*remarks?\))?\n")

    def on_terminal(self, *arguments):
        """What the command prints to stderr, which is a terminal."""
        try:
            leader, follower = pty.openpty()
        except OSError as problem:  # a bare root without /dev/pts
            self.skipTest(str(problem))
        process = subprocess.Popen([harness.COMMAND, "-o", self.out, *arguments],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=follower, env={**self.environment, "TERM": "xterm"})
        os.close(follower)
        said = bytearray()

        def read():
            try:
                while block := os.read(leader, 4096):
                    said.extend(block)
            except OSError:
                pass  # the other end is closed
        reader = threading.Thread(target=read)
        reader.start()
        self.assertEqual(process.wait(harness.LONG), 0)
        reader.join(harness.LONG)
        os.close(leader)
        return said.decode()

    def test_a_bar_with_rate_and_time_left(self):
        figures = [self.put(f"{i}.png", small(i)) for i in range(30)]
        said = self.on_terminal(*figures)
        self.assertRegex(said, r"\[#*\.*\] \d+/30  \d+ %  [\d.]+/s, \d+:\d\d left")
        self.assertTrue(said.endswith("\r\x1b[K"), said[-40:])
        self.assertEqual(self.on_terminal("-q", *figures), "")

    def test_no_bar_elsewhere(self):
        figures = [self.put(f"{i}.png", small(i)) for i in range(3)]
        self.assertEqual(self.recover(*figures)[2], "")


class Threads(CorpusTest):
    def most_threads(self, *arguments, processors=None):
        """Of the engine, while it works on a large picture."""
        y, x = np.mgrid[0:3000, 0:3000]
        big = self.put("big.png", kinds.png(kinds.quantized(kinds.colors((x + y) / 6000), 8), 8, kinds.RGB))
        process = subprocess.Popen(
            [harness.COMMAND, "-q", "-o", self.out, *arguments, big], env=self.environment,
            preexec_fn=(lambda: os.sched_setaffinity(0, processors)) if processors else None)
        most = 0
        while process.poll() is None:
            for task in glob.glob(f"/proc/{process.pid}/task/*/children"):
                try:
                    with open(task, encoding="ascii") as file:
                        for child in file.read().split():
                            most = max(most, len(os.listdir(f"/proc/{child}/task")))
                except (FileNotFoundError, ProcessLookupError):
                    pass
            time.sleep(0.002)
        self.assertEqual(process.returncode, 0)
        return most

    def test_as_many_as_are_asked_for_or_allowed(self):
        allowed = os.sched_getaffinity(0)
        self.assertEqual(self.most_threads("--threads=1"), 1)
        self.assertEqual(self.most_threads(processors={min(allowed)}), 1)
        if len(allowed) > 1:
            self.assertGreater(self.most_threads(), 1)
        for wrong in ("0", "x", "-1"):
            self.assertEqual(self.recover("--threads", wrong, "a.png")[0], 2)


if __name__ == "__main__":
    unittest.main()
