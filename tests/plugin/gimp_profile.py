# SPDX-License-Identifier: GPL-3.0-or-later
"""A private GIMP for tests: its own profile with a few plug-ins, so that it starts in a second and
neither reads nor changes the user's; without a screen, or on a virtual one."""
import glob
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

HELP = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "help"
# Lines that no test may cause ...
COMPLAINTS = re.compile(r"WARNING|CRITICAL|inconsistent state|duplicate mnemonic|crashed|Segmentation"
                        r"|AddressSanitizer|runtime error|not available|no end after")
# ... but for GIMP's own troubles: buffers of images that are open when it quits, windows and helpers
# then, the theme of a machine without a desktop.
EXPECTED = re.compile(r"GeglBuffers leaked|cannot open display|theme engine|gui_dbus_name_lost"
                      r"|\(gimp[-\w.]*:\d+\): GLib-GObject-CRITICAL .* g_object_unref:"
                      # GIMP 3 cannot make a thumbnail of a float picture for the TIFF file.
                      r"|\(file-tiff:\d+\): LibGimp-CRITICAL .*_gimp_pixbuf_from_data"
                      r"|\(file-tiff:\d+\): GdkPixbuf-CRITICAL .*gdk_pixbuf_save_to_callbackv"
                      r"|\(file-tiff:\d+\): GLib-GObject-CRITICAL .* g_object_unref:"
                      r"|gimp_flush\(\): error: Broken pipe|gimp_finalize: list of contexts"
                      r"|Glycin running without sandbox|GIMP-Warning: Welcome"
                      # ... and xdotool's pointer and keyboard, which no device stands behind
                      r"|\(gimp:\d+\): Gdk-CRITICAL .*GDK_IS_DEVICE"
                      r"|gimp: Gimp-Widgets-CRITICAL: gimp_device_info_get_device:"
                      r"|dconf-WARNING|dbind-WARNING|atspi-WARNING|GLib-GIO-CRITICAL.*dbus"
                      r"|Failed to parse tag cache|Error creating IO channel for /proc/mounts")


@dataclass
class Kind:
    """A major of GIMP."""
    name: str          # as --gimp of the command
    package: str       # of pkg-config
    library: str       # last part of its library folder
    console: str
    window: str
    directory: str     # environment: where the profile is
    start: tuple       # what is left out
    arguments: tuple = ()
    gimprc: str = ""

    def gimplibdir(self):
        command = ["pkg-config", "--variable=gimplibdir", self.package]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return done.stdout.strip()
        except FileNotFoundError:
            pass
        return glob.glob(f"/usr/lib/*/{self.library}")[0]  # no development files here

    def version(self):
        command = [self.console, "--version"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return re.search(r"\d+\.\d+\.\d+", text)[0]


KINDS = {
    "2.10": Kind("2.10", "gimp-2.0", "gimp/2.0", "gimp-console-2.10", "gimp-2.10",
                 "GIMP2_DIRECTORY", ("-d", "-f", "-s")),
    "3": Kind("3", "gimp-3.0", "gimp/3.0", "gimp-console", "gimp", "GIMP3_DIRECTORY",
              ("-d", "-s"), ("--quit",), '(config-version "{version}")\n(show-welcome-dialog no)\n'),
}


@dataclass
class Log:
    output: str
    warnings: list = field(default_factory=list)


def run(arguments, environment, limit):
    """Both streams of a program in a process group of its own, which is ended after `limit` s."""
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          start_new_session=True) as process:
        late = ""
        try:
            output = process.communicate(timeout=limit)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, late = process.communicate()[0], f"\nno end after {limit} s\n"
    text = output.decode("utf-8", "replace") + late
    return Log(text, [line for line in text.splitlines()
                      if COMPLAINTS.search(line) and not EXPECTED.search(line)])


class Profile:
    """`plugin`: the plug-in under test; `others`: name -> binary; `system`: names of GIMP's own."""

    def __init__(self, plugin, others=None, system=(), kind="2.10"):
        self.kind = KINDS[kind]
        self._folder = tempfile.TemporaryDirectory(prefix="unweave-gimp-")
        self.path = pathlib.Path(self._folder.name)
        for name in ("gradients", "home", "config", "cache", "data", "plug-ins"):
            (self.path / name).mkdir()
        for name, binary in {"unweave": plugin, **(others or {})}.items():
            folder = self.path / "plug-ins" / name
            folder.mkdir()
            (folder / name).symlink_to(os.path.abspath(binary))
        (self.path / "plug-ins" / "unweave" / "help").symlink_to(HELP)
        self._stand_in_for_browser()
        for name in system:
            (self.path / "plug-ins" / name).symlink_to(
                pathlib.Path(self.kind.gimplibdir()) / "plug-ins" / name)
        # Script-Fu crashes without its scripts.
        scripts = "${gimp_data_dir}/scripts" if "script-fu" in system else ""
        (self.path / "gimprc").write_text(
            f'(plug-in-path "${{gimp_dir}}/plug-ins")\n(script-fu-path "{scripts}")\n'
            '(module-path "")\n(check-updates no)\n(save-session-info no)\n'
            + self.kind.gimprc.format(version=self.kind.version() if self.kind.gimprc else ""))

    def _stand_in_for_browser(self):
        """Notes which pages should be shown."""
        applications = self.path / "data" / "applications"
        applications.mkdir()
        log = self.path / "pages-shown"
        script = self.path / "browser"
        script.write_text(f'#!/bin/sh\necho "$1" >>"{log}"\n')
        script.chmod(0o755)
        (applications / "browser.desktop").write_text(
            f"[Desktop Entry]\nType=Application\nName=Browser\nExec={script} %u\n"
            "MimeType=text/html;\n")
        (self.path / "config" / "mimeapps.list").write_text(
            "[Default Applications]\ntext/html=browser.desktop\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def environment(self, **more):
        environment = {**os.environ, self.kind.directory: str(self.path),
                       "HOME": str(self.path / "home"),
                       "XDG_CONFIG_HOME": str(self.path / "config"),
                       "XDG_CACHE_HOME": str(self.path / "cache"),
                       "XDG_DATA_HOME": str(self.path / "data"), "LC_ALL": "C.UTF-8",
                       "UNWEAVE_HELP_LOG": str(self.path / "pages-shown")}
        environment.pop("DISPLAY", None)
        return {**environment, **more}

    def console(self, interpreter, commands, limit, **more):
        """Batch commands in gimp-console."""
        arguments = [self.kind.console, "-i", *self.kind.start, "-c",
                     f"--batch-interpreter={interpreter}"]
        for command in [commands] if isinstance(commands, str) else commands:
            arguments += ["-b", command]
        arguments += self.kind.arguments
        return run(arguments, self.environment(**more), limit)


class Screen:
    """A virtual screen with a window manager, for a profile's GIMP."""

    SIZE = "1280x720x24"  # the smallest that the dialog fits
    PROGRAMS = ("Xvfb", "openbox", "xdotool", "import")

    def __init__(self, profile, probe=None):
        self._profile = profile
        self._processes = []
        # A module of GTK that the programs load.
        self._more = {"GTK_MODULES": os.path.abspath(probe),
                      "UNWEAVE_PROBE": str(profile.path)} if probe else {}

    @classmethod
    def missing(cls, kind):
        wanted = (*cls.PROGRAMS, *(["dbus-run-session"] if kind == "3" else []))
        return [name for name in wanted if not shutil.which(name)]

    def __enter__(self):
        read, write = os.pipe()
        # The server picks a free display and says which, when it is ready.
        self._start(["Xvfb", "-displayfd", str(write), "-screen", "0", self.SIZE,
                     "-nolisten", "tcp"], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as numbers:
            self._display = ":" + numbers.readline().strip()
        self._start(["openbox"])
        self._wait_for_window_manager()
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            process.terminate()
            process.wait()

    def _environment(self):
        return self._profile.environment(DISPLAY=getattr(self, "_display", ""), **self._more)

    def _start(self, arguments, **more):
        self._processes.append(subprocess.Popen(
            arguments, env=self._environment(), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **more))

    def _wait_for_window_manager(self):
        for _ in range(100):
            answer = subprocess.run(["xdotool", "get_num_desktops"], env=self._environment(),
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                    check=False)
            if answer.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("no window manager")

    def ask(self, program, question):
        """What the probe in "gimp" or "plug-in" says (probe/probe.cpp); empty: nobody answers."""
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(str(self._profile.path / program))
                connection.sendall(question.encode() + b"\n")
                return b"".join(iter(lambda: connection.recv(4096), b"")).decode()
            except OSError:
                return ""

    def tool(self, *command):
        """What a program says that sees the screen."""
        return subprocess.run(command, env=self._environment(), check=False, capture_output=True,
                              text=True, timeout=60).stdout.strip()

    def _start_gimp(self, limit, *arguments):
        kind = self._profile.kind
        # GTK 3 wants a session of its own.
        session = ["dbus-run-session", "--"] if kind.name == "3" else []
        return run([*session, kind.window, *kind.start, "--new-instance", *arguments],
                   self._environment(), limit)

    def gimp(self, interpreter, commands, limit):
        """Batch commands in GIMP with its window."""
        commands = [commands] if isinstance(commands, str) else commands
        batch = [word for command in commands for word in ("-b", command)]
        return self._start_gimp(limit, f"--batch-interpreter={interpreter}", *batch,
                                *self._profile.kind.arguments)

    def open(self, figure, limit):
        """A figure in GIMP with its window, until somebody closes it."""
        return self._start_gimp(limit, str(figure))
