#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command gimp-unweave on a stand-in for GIMP (fake_gimp.py): what it prints and returns, and
how it copes with every way in which a GIMP can fail it.

    command_test.py COMMAND [unittest's arguments]
"""
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest

COMMAND = os.path.abspath(sys.argv.pop(1))
HERE = os.path.dirname(os.path.abspath(__file__))
MANUAL = os.path.join(HERE, "..", "..", "docs", "gimp-unweave.1")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)  # as far as the command looks
LONG = 60  # seconds in which anything here has happened, however slow the machine


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="unweave-command-")
        self.addCleanup(shutil.rmtree, os.fsencode(self.root))
        for folder in ("bin", "tmp", "home", "in", "plugin"):
            os.mkdir(self.at(folder))
        self.install("gimp-console-2.10")
        self.plugin = self.at("plugin", "unweave")
        with open(self.plugin, "w", encoding="ascii") as file:
            file.write("#!/bin/sh\n")
        os.chmod(self.plugin, 0o755)
        self.environment = {
            "PATH": self.at("bin") + ":/usr/bin:/bin",
            "HOME": self.at("home"),
            "TMPDIR": self.at("tmp"),
            "LC_ALL": "C.UTF-8",
            "DISPLAY": ":99",
            "FAKE_DIARY": self.at("diary"),
            "UNWEAVE_PLUGIN_GIMP2": self.plugin,
        }
        # Sanitizers' settings and the like.
        for name, value in os.environ.items():
            if name.endswith("SAN_OPTIONS"):
                self.environment[name] = value
        self.out = self.at("out")

    def at(self, *parts):
        return os.path.join(self.root, *parts)

    def install(self, program):
        shutil.copy(os.path.join(HERE, "fake_gimp.py"), self.at("bin", program))
        os.chmod(self.at("bin", program), 0o755)

    def figure(self, name, contents=PNG):
        path = os.path.join(os.fsencode(self.at("in")), os.fsencode(name))
        with open(path, "wb") as file:
            file.write(contents)
        return path

    def start(self, *arguments, **variables):
        return subprocess.Popen([COMMAND, "--engine=gimp", *arguments], cwd=self.root, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env={**self.environment, **variables})

    def run_command(self, *arguments, **variables):
        """(status, stdout, stderr); checks that nothing is left behind, whatever happened."""
        process = self.start(*arguments, **variables)
        stdout, stderr = process.communicate(timeout=LONG)
        self.assert_clean()
        return process.returncode, stdout.decode(), stderr.decode()

    def recover_beside(self, *arguments, **variables):
        """As run_command(), while another command is at work."""
        process = self.start(*arguments, **variables)
        stdout, stderr = process.communicate(timeout=LONG)
        return process.returncode, stdout.decode(), stderr.decode()

    def recover(self, *figures, options=(), **variables):
        return self.run_command(*options, "-o", self.out, "--", *figures, **variables)

    def diary(self):
        try:
            with open(self.at("diary"), encoding="utf-8") as file:
                return [json.loads(line) for line in file]
        except FileNotFoundError:
            return []

    def starts(self):
        return [entry for entry in self.diary() if "program" in entry]

    def jobs(self):
        return [entry["job"] for entry in self.diary() if "job" in entry]

    def assert_clean(self):
        self.assertEqual(os.listdir(self.at("tmp")), [])
        for entry in self.diary():
            for pid in entry.get("pids", []) + ([entry["pid"]] if "pid" in entry else []):
                self.wait_until_gone(pid)

    def wait_until_gone(self, pid):
        # A killed process that nobody has waited for yet (state Z) is as good as gone.
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                    if file.read().rsplit(")", 1)[1].split()[0] in "ZX":
                        return
            except (FileNotFoundError, ProcessLookupError):
                return
            time.sleep(0.02)
        self.fail(f"process {pid} is still there")

    def wait_for_diary(self, key):
        end = time.monotonic() + LONG
        while not any(key in entry for entry in self.diary()):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def results(self):
        return sorted(os.listdir(self.out))

    def read(self, name):
        with open(os.path.join(self.out, name), encoding="ascii") as file:
            return file.read()


class Contract(CommandTest):
    def test_one_gimp_does_all_figures(self):
        status, stdout, stderr = self.recover(self.figure("a.png"), self.figure("b.png"))
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(len(self.starts()), 1)
        self.assertEqual(self.results(), ["a.json", "a.npy", "b.json", "b.npy"])
        lines = stdout.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertEqual(lines[0], f"[1/2] {self.at('in', 'a.png')}: a map, 97 % with data")
        self.assertEqual(lines[2], f"2 of 2 figures gave data, in {self.out}")

    def test_a_line_comes_when_its_figure_is_done(self):
        process = self.start("-o", self.out, self.figure("a.png"), self.figure("hang.png"))
        line = process.stdout.readline().decode()
        self.assertIn("a.png: a map", line)
        self.assertIsNone(process.poll())
        process.terminate()
        process.communicate(timeout=LONG)
        self.assert_clean()

    def test_a_bad_figure_fails_alone_and_by_name(self):
        status, stdout, stderr = self.recover(self.figure("bad.png"), self.figure("good.png"))
        self.assertEqual(status, 1)
        self.assertEqual(self.results(), ["good.json", "good.npy"])
        self.assertIn("[1/2] " + self.at("in", "bad.png") + ": failed", stdout)
        self.assertIn("1 of 2 figures gave data", stdout)
        # The reason is one line that cannot steer the terminal.
        self.assertEqual(stderr, f"gimp-unweave: {self.at('in', 'bad.png')}: "
                                 "It is bad.\\nVery\\x1b[31m.\n")

    def test_figures_that_cannot_be_read_fail_without_a_gimp(self):
        os.mkdir(self.at("in", "folder.png"))
        os.mkfifo(self.at("in", "pipe.png"))
        names = ["none.png", "folder.png", "pipe.png", "empty.png"]
        self.figure("empty.png", b"")
        status, stdout, stderr = self.recover(*[self.at("in", name) for name in names])
        self.assertEqual(status, 1)
        self.assertEqual(self.starts(), [])
        for name, reason in zip(names, ["not exist", "folder", "not a regular file", "empty"]):
            self.assertRegex(stderr, re.escape(name) + ": .*" + reason)
        self.assertIn("0 of 4 figures gave data", stdout)

    def test_unreadable_figures_do_not_stop_the_others(self):
        status, _, stderr = self.recover(self.at("in", "none.png"), self.figure("a.png"))
        self.assertEqual(status, 1)
        self.assertEqual(stderr.count("\n"), 1)
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_names_of_any_bytes(self):
        names = [b"with space.png", b"quo\"te'`$(x).png", "gr\u00fc\u00df \u65e5\u672c.png".encode(),
                 b"new\nline.png", b"-dash.png", b"not\xffutf8.png", b"per%20cent#?.png",
                 b"esc\x1b[2J.png", b"back\\slash.png", "rtl\u202egnp.png".encode(), b"two.dots.png",
                 b"noextension"]
        status, stdout, stderr = self.recover(*[self.figure(name) for name in names])
        self.assertEqual((status, stderr), (0, ""))
        wanted = sorted(os.path.splitext(name)[0] + end for name in names
                        for end in (b".json", b".npy"))
        self.assertEqual(sorted(os.listdir(os.fsencode(self.out))), wanted)
        lines = stdout.splitlines()
        self.assertEqual(len(lines), len(names) + 1)
        for text in ["new\\nline.png", "not\\xffutf8.png", "esc\\x1b[2J.png", "back\\\\slash.png",
                     "rtl\\xe2\\x80\\xaegnp.png", "gr\u00fc\u00df \u65e5\u672c.png"]:
            self.assertIn(text, stdout)

    def test_names_of_any_bytes_in_a_plain_locale(self):
        name = "gr\u00fc\u00df.png".encode()
        status, stdout, stderr = self.recover(self.figure(name), LC_ALL="C")
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(len(stdout.splitlines()), 2)
        self.assertIn("gr\u00fc\u00df.npy", os.listdir(self.out))

    def test_folders_of_any_bytes(self):
        odd = os.path.join(os.fsencode(self.root), b"o \xff\n\"ut")
        figure = self.figure("a.png")
        tmp = os.path.join(os.fsencode(self.root), b"t \xff\n\"mp")
        os.mkdir(tmp)
        status, _, stderr = self.run_command("-o", odd, figure, TMPDIR=tmp)
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(sorted(os.listdir(odd)), [b"a.json", b"a.npy"])
        self.assertEqual(os.listdir(tmp), [])

    def test_the_output_folder_is_made(self):
        self.out = self.at("new", "folder")
        status, _, _ = self.recover(self.figure("a.png"))
        self.assertEqual(status, 0)
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_relative_paths(self):
        self.figure("a.png")
        status, stdout, _ = self.run_command("-o", "out", "in/a.png")
        self.assertEqual(status, 0)
        self.assertIn("[1/1] in/a.png: ", stdout)
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_an_impossible_output_folder(self):
        with open(self.out, "w", encoding="ascii"):
            pass
        for out in (self.out, self.out + "/below"):
            status, stdout, stderr = self.run_command("-o", out, self.figure("a.png"))
            self.assertEqual((status, stdout), (1, ""))
            self.assertIn(out, stderr)
        self.assertEqual(self.starts(), [])

    def test_options_reach_the_plugin(self):
        self.recover(self.figure("a.png"), options=[
            "--colormap", "-Viridis \u00e9", "--range", "-2,30", "--max-distance=0.1",
            "--plot-area", "1,2,3,4", "--format=npy,csv", "--xcf", "--scale", "linear"])
        job, = self.jobs()
        self.assertEqual(job["settings"], {
            "colormap": "-Viridis \u00e9", "range": "-2,30", "max-distance": "0.1",
            "plot-area": "1,2,3,4", "scale": "linear"})
        self.assertEqual(job["formats"], ["npy", "csv"])
        self.assertIs(job["xcf"], True)
        self.assertEqual(self.results(), ["a.csv", "a.json", "a.npy", "a.xcf"])

    def test_confidence_is_asked_for_on_demand(self):
        self.recover(self.figure("a.png"), options=["--confidence"])
        job, = self.jobs()
        self.assertEqual(job["settings"], {"confidence-layer": "yes"})

    def test_gaps_are_filled_on_demand(self):
        self.recover(self.figure("a.png"), options=["--fill", "5"])
        job, = self.jobs()
        self.assertEqual(job["settings"], {"fill": "5"})
        for wrong in ("-1", "65", "2.5", "five"):
            status, _, stderr = self.recover(self.figure("a.png"), options=["--fill=" + wrong])
            self.assertEqual(status, 2)
            self.assertIn("fill", stderr)

    def test_results_of_one_name_are_refused(self):
        """The same file from two figures: as .xyz.csv of one, as .csv of the other."""
        for first, second, options in (("a.png", "a.xyz.png", ["--format=csv,xyz.csv"]),
                                       ("a.png", "a.confidence.png", ["--confidence"]),
                                       ("a.png", "a.uncertainty.png", ["--confidence"]),
                                       ("a.png", "a.filled.png", ["--fill=5"])):
            figures = [self.figure(first), self.figure(second)]
            status, _, stderr = self.recover(*figures, options=options)
            self.assertEqual(status, 2)
            self.assertIn(first, stderr)
            self.assertIn(second, stderr)
            self.assertEqual(self.recover(*figures)[0], 0)

    def test_defaults(self):
        self.recover(self.figure("a.png"))
        job, = self.jobs()
        self.assertEqual((job["settings"], job["formats"], job["xcf"]), ({}, ["npy"], False))

    def test_quiet_prints_only_what_went_wrong(self):
        good, bad = self.figure("a.png"), self.figure("bad.png")
        status, stdout, stderr = self.recover(good, bad, options=["--quiet"])
        self.assertEqual((status, stdout), (1, ""))
        self.assertEqual(stderr.count("\n"), 1)
        self.assertEqual(self.recover(good, options=["-q"]), (0, "", ""))

    def test_verbose_tells_of_gimp(self):
        _, _, stderr = self.recover(self.figure("a.png"), options=["-v"])
        self.assertIn("fake GIMP says hello", stderr)
        self.assertRegex(stderr, r"ready after \d+\.\d+ s")

    def test_an_unread_stdout_stops_nothing(self):
        process = self.start("-o", self.out, *[self.figure(f"{i}.png") for i in range(9)])
        process.stdout.close()
        self.assertEqual(process.wait(timeout=LONG), 0)
        process.stderr.close()
        self.assertEqual(len(self.results()), 18)

    def test_unrelated_files_are_never_touched(self):
        os.mkdir(self.out)
        older = ["crash.png.npy", "crash", "other.npy", ".crash.npy", "crash.txt", "crash.csv"]
        for name in older:
            with open(os.path.join(self.out, name), "w", encoding="ascii") as file:
                file.write("older")
        self.recover(self.figure("crash.png"), self.figure("bad.png"))
        self.assertEqual(self.results(), sorted(older))
        for name in older:
            with open(os.path.join(self.out, name), encoding="ascii") as file:
                self.assertEqual(file.read(), "older")


class WrongUsage(CommandTest):
    def assert_refused(self, *arguments, names):
        status, stdout, stderr = self.run_command(*arguments)
        self.assertEqual((status, stdout), (2, ""), arguments)
        for name in names:
            self.assertIn(name, stderr)
        self.assertIn("--help", stderr)
        self.assertEqual(self.starts(), [])
        self.assertFalse(os.path.exists(self.out))

    def test_options_that_do_not_exist_or_make_no_sense(self):
        figure = self.figure("a.png")
        for option, name in [("--frobnicate", "--frobnicate"), ("--gimp=4", "--gimp"),
                             ("--range=up", "range"), ("--range=1,1", "range"),
                             ("--plot-area=1,2,3", "plot-area"), ("--scale=cubic", "scale"),
                             ("--scale=log", "scale"), ("--max-distance=2", "max-distance"),
                             ("--max-distance=x", "max-distance"), ("--format=bmp", "bmp"),
                             ("--format=", "--format"), ("--format=npy,", "--format"),
                             ("--timeout=0", "--timeout"), ("--timeout=-3", "--timeout"),
                             ("--timeout=soon", "--timeout"), ("--timeout=inf", "--timeout"),
                             ("--timeout=nan", "--timeout"), ("--colormap=", "colormap"),
                             (b"--colormap=\xff", "colormap"), ("--xcf=yes", "--xcf")]:
            with self.subTest(option):
                self.assert_refused(option, "-o", self.out, figure, names=[name])

    def test_missing_arguments(self):
        self.assert_refused(self.figure("a.png"), names=["-o"])
        self.assert_refused("-o", self.out, names=["figure"])
        self.assert_refused("-o", "", self.figure("a.png"), names=["-o"])
        self.assert_refused("-o", self.out, "", names=["empty"])
        self.assert_refused("--range", names=["--range"])
        self.assert_refused(names=["-o"])

    def test_quiet_and_verbose(self):
        self.assert_refused("-qv", "-o", self.out, self.figure("a.png"), names=["--quiet"])

    def test_figures_of_the_same_stem_are_refused_naming_both(self):
        first, second = self.figure("a.png"), self.figure("a.jpg")
        self.assert_refused("-o", self.out, first, self.figure("b.png"), second,
                            names=["a.png", "a.jpg"])
        self.assert_refused("-o", self.out, first, first, names=["a.png"])

    def test_results_never_replace_a_figure(self):
        figure = self.at("in", "a.xcf")
        self.figure("a.xcf", b"gimp xcf v011\0")
        status, _, stderr = self.run_command("--xcf", "-o", self.at("in"), figure)
        self.assertEqual(status, 2)
        self.assertIn("a.xcf", stderr)
        self.assertEqual(self.starts(), [])
        # By another name it is the same file.
        os.mkdir(self.out)
        os.symlink(figure, os.path.join(self.out, "b.npy"))
        status, _, stderr = self.run_command("-o", self.out, self.figure("b.png"), figure)
        self.assertEqual(status, 2)
        self.assertEqual(self.starts(), [])

    def test_list_of_colormaps(self):
        status, stdout, stderr = self.run_command("--list-colormaps")
        self.assertEqual((status, stderr), (0, ""))
        names = [line.split("\t")[0] for line in stdout.splitlines()]
        self.assertIn("matplotlib/viridis", names)
        self.assertEqual(len(names), len(set(names)))
        self.assertGreater(len(names), 100)

    def test_licenses(self):
        status, stdout, stderr = self.run_command("--licenses")
        self.assertEqual((status, stderr), (0, ""))
        text = " ".join(stdout.split())
        for name in ("GNU General Public License", "Cynthia Brewer", "Peter Kovesi", "CC-BY-4.0",
                     "University Corporation for Atmospheric Research", "LicenseRef-Ferret",
                     "Redistribution and use in source and binary forms", "Eigen"):
            self.assertTrue(name in text, name)

    def test_version_and_help(self):
        status, stdout, stderr = self.run_command("--version")
        self.assertEqual((status, stderr), (0, ""))
        self.assertRegex(stdout, r"^gimp-unweave \d+\.\d+\.\d+\n$")
        status, stdout, stderr = self.run_command("--help")
        self.assertEqual((status, stderr), (0, ""))
        self.assertIn("FIGURE...", stdout)


class Manual(CommandTest):
    def test_help_and_manual_name_the_same_options(self):
        """With the same short forms and the same names for values."""
        _, text, _ = self.run_command("--help", LC_ALL="C.UTF-8", LANGUAGE="")
        in_help = re.findall(r"^  (?:(-\w), )?(--[\w-]+)(?:=(\S+))?  ", text, re.MULTILINE)
        with open(MANUAL, encoding="utf-8") as file:
            section = re.search(r"^\.SH OPTIONS$(.*?)^\.SH", file.read(), re.DOTALL | re.MULTILINE)
        heads = [re.sub(r"\\f.|[ \"]", "", head.replace("\\-", "-"))
                 for head in re.findall(r"^\.TP\n\.BR? (.*)$", section[1], re.MULTILINE)]
        in_manual = re.findall(r"^(?:(-\w),)?(--[\w-]+)(?:=(\S+))?$", "\n".join(heads), re.MULTILINE)
        self.assertEqual(len(in_manual), len(heads))
        self.assertEqual(sorted(in_manual), sorted(in_help))
        self.assertGreater(len(in_help), 15)

    def test_manual_is_clean(self):
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        result = subprocess.run(
            ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", MANUAL],
            capture_output=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual((result.returncode, result.stderr), (0, b""))


class Completion(CommandTest):
    def script(self, shell):
        status, stdout, stderr = self.run_command("--completion", shell)
        self.assertEqual((status, stderr), (0, ""))
        return stdout

    def options(self):
        _, text, _ = self.run_command("--help", LC_ALL="C.UTF-8", LANGUAGE="")
        return set(re.findall(r"^  (?:-\w, )?--([\w-]+)", text, re.MULTILINE))

    def test_each_shell_knows_each_option(self):
        for shell, form in [("bash", r"--([\w-]+)"), ("fish", r" -l ([\w-]+)"), ("zsh", r"--([\w-]+)")]:
            with self.subTest(shell):
                self.assertLessEqual(self.options(), set(re.findall(form, self.script(shell))))

    def test_another_shell_is_refused(self):
        status, stdout, stderr = self.run_command("--completion=tcsh")
        self.assertEqual((status, stdout), (2, ""))
        self.assertIn("tcsh", stderr)

    def completed(self, *words):
        """What bash proposes for the last of the words."""
        line = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gimp_unweave 2>/dev/null; ' \
               'printf "%s\\n" "${COMPREPLY[@]}"'
        # The command has to be found for the names of colormaps.
        with open(self.at("bin", "gimp-unweave"), "w", encoding="utf-8") as script:
            script.write(f'#!/bin/sh\nexec "{COMMAND}" --engine=gimp "$@"\n')
        os.chmod(self.at("bin", "gimp-unweave"), 0o755)
        try:
            done = subprocess.run(["bash", "-c", self.script("bash") + line, "bash", *words],
                                  capture_output=True, text=True, check=True, cwd=self.root,
                                  env=self.environment)
        finally:
            os.unlink(self.at("bin", "gimp-unweave"))
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_bash_completes_names_and_values(self):
        with open(self.at("diary"), "w", encoding="utf-8"):
            pass  # a file to find
        for words, expected in [(["--list"], ["--list-colormaps"]), (["--rang"], ["--range="]),
                                (["--scale", "l"], ["linear", "log"]),
                                (["--scale", "=", "lo"], ["log"]),
                                (["--scale", "="], ["linear", "log", "power", "sqrt", "symlog"]),
                                (["--gimp", "2"], ["2.10"]),
                                (["--format", "=", "npy,x"], ["npy,xyz.csv"]),
                                (["--colormap", "virid"], ["viridis"]), (["-o", "ho"], ["home"]),
                                (["--summary", "di"], ["diary"]), (["--name", "s"], ["sha256", "stem"]),
                                (["--engine", "=", "c"], ["core"]), (["--timeout", ""], [])]:
            with self.subTest(words):
                self.assertEqual(sorted(set(self.completed("gimp-unweave", *words))), expected)

    def test_shells_can_read_their_scripts(self):
        for shell, arguments in [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])]:
            with self.subTest(shell):
                if not shutil.which(shell):
                    continue  # only bash is on every Debian
                path = self.at("script")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(self.script(shell))
                done = subprocess.run([shell, *arguments, path], capture_output=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, b""))


class ReportOfAWrongFigure(CommandTest):
    REPORT = os.path.join(HERE, "..", "..", "plugin", "batch", "gimp-unweave-report")

    def report(self, *arguments, **variables):
        with open(self.at("bin", "gimp-unweave"), "w", encoding="utf-8") as script:
            script.write(f'#!/bin/sh\nexec "{COMMAND}" --engine=gimp "$@"\n')
        os.chmod(self.at("bin", "gimp-unweave"), 0o755)
        try:
            done = subprocess.run(["/bin/sh", self.REPORT, *arguments], capture_output=True, cwd=self.root,
                                  check=False, timeout=LONG, env={**self.environment, **variables})
        finally:
            os.unlink(self.at("bin", "gimp-unweave"))
        self.assertEqual(os.listdir(self.at("tmp")), [])
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def packed(self, stem):
        with tarfile.open(self.at(stem + "-unweave.tar.gz")) as archive:
            return {name: archive.extractfile(name).read() for name in archive.getnames()
                    if archive.getmember(name).isfile()}

    def test_packs_figure_report_and_versions(self):
        figure = os.fsdecode(self.figure("a map.png"))
        status, stdout, stderr = self.report(figure, "--range=0,30")
        self.assertEqual((status, stderr), (0, ""))
        files = self.packed("a map")
        self.assertEqual(files["a map-unweave/a map.png"], PNG)
        self.assertIn("a map-unweave/found/a map.json", files)
        self.assertFalse([name for name in files if name.endswith(".npy")])
        versions = files["a map-unweave/versions.txt"].decode()
        self.assertRegex(versions, r"^gimp-unweave \d+\.\d+\.\d+\nexit status: 0\noptions: --range=0,30\n")
        for name in files:
            self.assertIn(name, stdout)

    def test_packs_also_what_failed(self):
        figure = os.fsdecode(self.figure("bad.png"))
        status, _, _ = self.report(figure)
        self.assertEqual(status, 0)
        files = self.packed("bad")
        self.assertIn("exit status: 1", files["bad-unweave/versions.txt"].decode())
        self.assertIn("It is bad.", files["bad-unweave/printed.txt"].decode())

    def test_wrong_usage(self):
        figure = os.fsdecode(self.figure("a.png"))
        for arguments in [[], ["--range=0,1"], [self.at("in", "none.png")], [figure, "-o", self.out]]:
            with self.subTest(arguments):
                status, stdout, stderr = self.report(*arguments)
                self.assertEqual((status, stdout), (2, ""))
                self.assertNotEqual(stderr, "")


class WhichGimp(CommandTest):
    def both(self):
        self.install("gimp-console-3.0")
        self.environment["UNWEAVE_PLUGIN_GIMP3"] = self.plugin

    def test_auto_takes_the_newest_that_has_the_plugin(self):
        self.install("gimp-console-3.0")
        self.recover(self.figure("a.png"))
        self.assertEqual(self.starts()[-1]["program"], "gimp-console-2.10")
        self.both()
        self.recover(self.figure("a.png"))
        self.assertEqual(self.starts()[-1]["program"], "gimp-console-3.0")
        self.install("gimp-console-3.2")
        self.recover(self.figure("a.png"))
        self.assertEqual(self.starts()[-1]["program"], "gimp-console-3.2")

    def test_the_one_that_is_asked_for(self):
        self.both()
        self.recover(self.figure("a.png"), options=["--gimp", "2.10"])
        self.assertEqual(self.starts()[-1]["program"], "gimp-console-2.10")
        self.recover(self.figure("a.png"), options=["--gimp", "3"])
        self.assertEqual(self.starts()[-1]["program"], "gimp-console-3.0")

    def test_each_kind_is_told_to_quit_in_its_own_way(self):
        self.both()
        self.recover(self.figure("a.png"), options=["--gimp", "2.10"])
        self.assertNotIn("--quit", self.starts()[-1]["arguments"])
        self.recover(self.figure("a.png"), options=["--gimp", "3"])
        self.assertIn("--quit", self.starts()[-1]["arguments"])

    def test_a_link_without_a_version_counts_as_what_it_is(self):
        os.remove(self.at("bin", "gimp-console-2.10"))
        self.environment["PATH"] = self.at("bin")
        # The stand-in finds its Python by itself.
        self.install("gimp-console-2.10.real")
        os.symlink("gimp-console-2.10.real", self.at("bin", "gimp-console"))
        status, _, _ = self.recover(self.figure("a.png"), options=["--gimp", "2.10"])
        self.assertEqual(status, 0)
        status, _, stderr = self.recover(self.figure("a.png"), options=["--gimp", "3"],
                                         UNWEAVE_PLUGIN_GIMP3=self.plugin)
        self.assertEqual(status, 1)
        self.assertIn("GIMP 3 is not installed", stderr)

    def test_no_gimp(self):
        self.environment["PATH"] = self.at("tmp")
        status, stdout, stderr = self.recover(self.figure("a.png"))
        self.assertEqual((status, stdout), (1, ""))
        self.assertIn("GIMP 2.10 is not installed", stderr)
        self.assertIn("GIMP 3 is not installed", stderr)

    def test_no_plugin(self):
        self.environment["PATH"] = self.at("bin")
        status, _, stderr = self.recover(self.figure("a.png"), options=["--gimp=3"],
                                         UNWEAVE_PLUGIN_GIMP3=self.at("none"))
        self.assertEqual(status, 1)
        self.install("gimp-console-3.0")
        status, _, stderr = self.recover(self.figure("a.png"), options=["--gimp=3"])
        self.assertEqual(status, 1)
        self.assertIn("does not have the plug-in", stderr)
        self.assertEqual(self.starts(), [])

    def test_the_plugin_is_found_in_the_users_profile(self):
        del self.environment["UNWEAVE_PLUGIN_GIMP2"]
        for folder, variables in [
                (self.at("home", ".config", "GIMP", "2.10"), {}),
                (self.at("xdg", "GIMP", "2.10"), {"XDG_CONFIG_HOME": self.at("xdg")}),
                (self.at("own"), {"GIMP2_DIRECTORY": self.at("own")})]:
            plugin = os.path.join(folder, "plug-ins", "unweave", "unweave")
            os.makedirs(os.path.dirname(plugin))
            shutil.copy(self.plugin, plugin)
            status, _, stderr = self.recover(self.figure("a.png"), options=["-v"], **variables)
            self.assertEqual(status, 0)
            self.assertIn(plugin, stderr)

    def test_an_override_that_names_no_program(self):
        status, _, stderr = self.recover(self.figure("a.png"),
                                         UNWEAVE_PLUGIN_GIMP2=self.at("none"))
        self.assertEqual(status, 1)
        self.assertIn("UNWEAVE_PLUGIN_GIMP2", stderr)


class Profile(CommandTest):
    def test_gimp_has_a_group_of_its_own_and_no_screen(self):
        self.recover(self.figure("a.png"))
        start, = self.starts()
        self.assertEqual(start["group"], start["pid"])
        self.assertIsNone(start["display"])
        self.assertTrue(start["profile"].startswith(self.at("tmp")))
        self.assertFalse(os.path.exists(self.at("home", ".config")))

    def test_common_formats_need_few_loaders(self):
        loaders = "/usr/lib/gimp/2.0/plug-ins"
        if not os.path.isdir(loaders):
            self.skipTest("no GIMP 2.10")
        starts = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF89a", b"BM",
                  b"RIFF1234WEBP", b"P6\n", b"gimp xcf v011"]
        self.recover(*[self.figure(f"{i}.png", start) for i, start in enumerate(starts)])
        few = self.starts()[-1]
        self.assertTrue(few["quick"])
        self.assertLess(len(few["plug-ins"]), 10)
        # What a file is called does not matter, what it is does.
        self.recover(self.figure("a.png"), self.figure("b.png", b"%PDF-1.5 "))
        many = self.starts()[-1]
        self.assertFalse(many["quick"])
        self.assertEqual([name for name in many["plug-ins"] if name != "unweave"],
                         sorted(n for n in os.listdir(loaders) if n.startswith("file-")))

    def test_data_is_loaded_only_for_names_that_are_not_in_the_catalogue(self):
        self.recover(self.figure("a.png"))
        self.assertIn("--no-data", self.starts()[-1]["arguments"])
        self.recover(self.figure("a.png"), options=["--colormap=-viridis"])
        self.assertIn("--no-data", self.starts()[-1]["arguments"])
        self.recover(self.figure("a.png"), options=["--colormap=Deep Sea"])
        self.assertNotIn("--no-data", self.starts()[-1]["arguments"])

    def test_plugin_answers_are_kept_until_a_program_changes(self):
        figure = self.figure("a.png")
        self.recover(figure)
        self.assertFalse(self.starts()[-1]["pluginrc"])
        self.recover(figure)
        self.assertTrue(self.starts()[-1]["pluginrc"])
        os.utime(self.plugin, (1, 1))
        self.recover(figure)
        self.assertFalse(self.starts()[-1]["pluginrc"])
        os.utime(self.at("bin", "gimp-console-2.10"), (1, 1))
        self.recover(figure)
        self.assertFalse(self.starts()[-1]["pluginrc"])

    def test_gimp_3_finds_a_profile_of_its_own_version(self):
        # Else it would ask all plug-ins anew.
        self.install("gimp-console-3.0")
        figure = self.figure("a.png")
        for version in (None, "3.0.99", "3.0.99"):
            status, _, stderr = self.recover(figure, options=["--gimp=3"],
                                             UNWEAVE_PLUGIN_GIMP3=self.plugin)
            self.assertEqual((status, stderr), (0, ""))
            start = self.starts()[-1]
            self.assertEqual(start["pluginrc"], version is not None)
            self.assertEqual(re.findall(r'\(config-version "(.*?)"\)', start["gimprc"]),
                             [version] if version else [])

    def test_the_cache_is_where_xdg_says_and_does_not_grow(self):
        cache = self.at("cache")
        for i in range(12):
            os.utime(self.plugin, (i, i))
            self.recover(self.figure("a.png"), XDG_CACHE_HOME=cache)
        self.assertLessEqual(len(os.listdir(os.path.join(cache, "gimp-unweave"))), 8)

    def test_no_cache_no_harm(self):
        with open(self.at("file"), "w", encoding="ascii"):
            pass
        for _ in range(2):
            status, _, stderr = self.recover(self.figure("a.png"),
                                             XDG_CACHE_HOME=self.at("file"))
            self.assertEqual((status, stderr), (0, ""))
            self.assertFalse(self.starts()[-1]["pluginrc"])

    def test_cached_answers_that_stop_gimp_are_dropped(self):
        figure = self.figure("a.png")
        self.recover(figure)
        status, _, stderr = self.recover(figure, FAKE_MODE="dies-with-cache")
        self.assertEqual(status, 0)
        self.assertEqual([start["pluginrc"] for start in self.starts()], [False, True, False])


class Misbehaviour(CommandTest):
    def test_a_crash_fails_its_figure_only(self):
        figures = [self.figure(name) for name in ("a.png", "crash.png", "z.png")]
        status, stdout, stderr = self.recover(*figures)
        self.assertEqual(status, 1)
        self.assertEqual(self.results(), ["a.json", "a.npy", "z.json", "z.npy"])
        self.assertEqual(len(self.starts()), 2)
        self.assertRegex(stderr, r"crash\.png: GIMP crashed \(signal 11\)")
        self.assertIn("fake GIMP says hello", stderr)
        self.assertIn("2 of 3 figures gave data", stdout)

    def test_gimp_that_quits_halfway(self):
        status, _, stderr = self.recover(self.figure("quit.png"), self.figure("a.png"))
        self.assertEqual(status, 1)
        self.assertIn("quit.png: GIMP ended unexpectedly", stderr)
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_a_hanging_figure_is_ended_and_the_others_done(self):
        figures = [self.figure(name) for name in ("hang1.png", "a.png", "hang2.png")]
        status, _, stderr = self.recover(*figures, options=["--timeout", "1"])
        self.assertEqual(status, 1)
        self.assertEqual(self.results(), ["a.json", "a.npy"])
        self.assertEqual(len(self.starts()), 2)
        for name in ("hang1.png", "hang2.png"):
            self.assertRegex(stderr, name + r": It took longer than 1 s")

    def test_scratch_folders_in_work_and_what_only_has_such_a_name_stay(self):
        work = os.path.join(self.out, ".unweave-111111111111")
        os.makedirs(work, 0o700)
        with open(os.path.join(self.out, ".unweave-222222222222"), "wb") as own:
            own.write(b"a user's own file")
        with open(os.path.join(work, "state"), "wb") as scratch:
            fcntl.lockf(scratch, fcntl.LOCK_EX)
            scratch.write(b"unweave scratch 1\n")
            scratch.flush()
            self.recover(self.figure("hang.png"), options=["--timeout", "1"])
            self.assertEqual(self.results(), [".unweave-111111111111", ".unweave-222222222222"])
        # Nobody holds it any more.
        self.recover(self.figure("a.png"))
        self.assertEqual(self.results(), [".unweave-222222222222", "a.json", "a.npy"])

    def test_a_run_that_is_ended_leaves_what_another_has_finished(self):
        figure = self.figure("hang.png")
        ended = self.start("-o", self.out, figure, FAKE_RESULT="of the first run")
        self.wait_for_diary("hangs")
        self.assertEqual(self.read("hang.npy"), "of the first run")
        status, _, _ = self.recover_beside("-o", self.out, figure, FAKE_MODE="tame",
                                           FAKE_RESULT="of the second run")
        self.assertEqual(status, 0)
        ended.send_signal(signal.SIGINT)
        ended.communicate(timeout=LONG)
        self.assert_clean()
        self.assertEqual(self.results(), ["hang.json", "hang.npy"])
        for name in self.results():
            self.assertEqual(self.read(name), "of the second run")

    def test_folders_of_commands_that_were_killed_are_removed(self):
        kept, young, dead, foreign = (self.at("tmp", name) for name in (
            "gimp-unweave-kept00", "gimp-unweave-young0", "gimp-unweave-dead00", "other-folder"))
        for folder in (kept, young, dead, foreign):
            os.makedirs(os.path.join(folder, "profile"))
            if folder != young:
                os.utime(folder, (1, 1))
        held = os.open(kept, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
        process = self.start("-o", self.out, self.figure("a.png"))
        self.assertEqual(process.communicate(timeout=LONG)[1], b"")
        os.close(held)
        self.assertEqual(sorted(os.listdir(self.at("tmp"))),
                         [os.path.basename(folder) for folder in (kept, young, foreign)])

    def test_a_plugin_that_crashes_under_a_living_gimp(self):
        status, _, stderr = self.recover(self.figure("lost.png"), self.figure("a.png"))
        self.assertEqual(status, 1)
        self.assertIn("lost.png: The plug-in crashed", stderr)
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_older_results_of_a_figure_that_crashes_stay(self):
        os.mkdir(self.out)
        for older in (["crash.json"], ["crash.json", "crash.npy"]):
            for name in older:
                with open(os.path.join(self.out, name), "w", encoding="ascii") as file:
                    file.write("older")
            self.recover(self.figure("crash.png"))
            self.assertEqual(self.results(), older)
            for name in older:
                self.assertEqual(self.read(name), "older")

    def test_gimp_that_does_not_start(self):
        status, _, stderr = self.recover(self.figure("a.png"), self.figure("b.png"),
                                         FAKE_MODE="dies")
        self.assertEqual(status, 1)
        self.assertEqual(len(self.starts()), 1)
        for name in ("a.png", "b.png"):
            self.assertRegex(stderr, name + r": GIMP ended unexpectedly \(status 3\)")

    def test_gimp_that_never_answers(self):
        status, _, stderr = self.recover(self.figure("a.png"), FAKE_MODE="silent",
                                         UNWEAVE_START_TIMEOUT="1")
        self.assertEqual(status, 1)
        self.assertIn("GIMP did not start within 1 s", stderr)

    def test_gimp_without_the_interpreter_is_not_waited_for(self):
        status, _, stderr = self.recover(self.figure("a.png"), FAKE_MODE="no-interpreter")
        self.assertEqual(status, 1)
        self.assertIn("cannot run the plug-in", stderr)
        self.assertIn(self.plugin, stderr)

    def test_gimp_that_does_not_quit_has_done_its_work(self):
        status, _, stderr = self.recover(self.figure("a.png"), FAKE_MODE="stays",
                                         UNWEAVE_START_TIMEOUT="1")
        self.assertEqual((status, stderr), (0, ""))
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_a_program_that_cannot_be_started(self):
        with open(self.at("bin", "gimp-console-2.10"), "w", encoding="ascii") as file:
            file.write("#!/no/such/interpreter\n")
        status, _, stderr = self.recover(self.figure("a.png"))
        self.assertEqual(status, 1)
        self.assertIn("GIMP cannot be started", stderr)


class Signals(CommandTest):
    def interrupt(self, signal_number):
        process = self.start("-o", self.out, self.figure("a.png"), self.figure("hang.png"))
        self.wait_for_diary("hangs")
        process.send_signal(signal_number)
        _, stderr = process.communicate(timeout=LONG)
        self.assertEqual(process.returncode, 128 + signal_number)
        self.assertIn("Interrupted", stderr.decode())
        self.assert_clean()
        self.assertEqual(self.results(), ["a.json", "a.npy"])

    def test_interrupt(self):
        self.interrupt(signal.SIGINT)

    def test_terminate(self):
        self.interrupt(signal.SIGTERM)

    def test_hangup(self):
        self.interrupt(signal.SIGHUP)

    def test_gimp_ends_even_when_the_command_is_killed(self):
        process = self.start("-o", self.out, self.figure("hang.png"))
        self.wait_for_diary("hangs")
        process.kill()
        process.communicate(timeout=LONG)
        self.wait_until_gone(self.starts()[0]["pid"])
        # What cannot be helped: the child of the stand-in, and the private folder.
        for entry in self.diary():
            for pid in entry.get("pids", [])[1:]:
                os.kill(pid, signal.SIGKILL)
        # The next command undoes what was half done.
        self.assertEqual([name[:4] for name in self.results()], [".unw", "hang"])
        self.recover_beside("-o", self.out, self.figure("a.png"))
        self.assertEqual(self.results(), ["a.json", "a.npy"])


if __name__ == "__main__":
    unittest.main()
