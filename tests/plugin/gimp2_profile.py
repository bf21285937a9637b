# SPDX-License-Identifier: GPL-3.0-or-later
"""A private GIMP 2.10 for tests: its own profile with a few plug-ins, so that it starts in a second
and neither reads nor changes the user's."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field

SYSTEM_PLUGINS = "plug-ins"
# Lines that no test may cause. (GIMP leaks buffers of images that are open when it quits.)
COMPLAINTS = re.compile(r"WARNING|CRITICAL|inconsistent state|duplicate mnemonic|crashed|Segmentation"
                        r"|AddressSanitizer|runtime error")
EXPECTED = re.compile(r"GeglBuffers leaked|gimp_gegl_buffer|cannot open display|Calling error for procedure")


def gimplibdir():
    command = ["pkg-config", "--variable=gimplibdir", "gimp-2.0"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@dataclass
class Log:
    output: str
    timed_out: bool
    warnings: list = field(default_factory=list)


class Profile:
    """`plugin`: the plug-in under test; `others`: name -> binary; `system`: names of GIMP's own."""

    def __init__(self, plugin, others=None, system=()):
        self._folder = tempfile.TemporaryDirectory(prefix="unweave-gimp2-")
        self.path = pathlib.Path(self._folder.name)
        for name in ("gradients", "home", "config", "cache", "data", "plug-ins"):
            (self.path / name).mkdir()
        for name, binary in {"unweave": plugin, **(others or {})}.items():
            folder = self.path / "plug-ins" / name
            folder.mkdir()
            (folder / name).symlink_to(os.path.abspath(binary))
        for name in system:
            (self.path / "plug-ins" / name).symlink_to(
                pathlib.Path(gimplibdir()) / SYSTEM_PLUGINS / name)
        (self.path / "gimprc").write_text(
            '(plug-in-path "${gimp_dir}/plug-ins")\n(script-fu-path "")\n(module-path "")\n'
            '(check-updates no)\n')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def environment(self, **more):
        return {**os.environ, "GIMP2_DIRECTORY": str(self.path), "HOME": str(self.path / "home"),
                "XDG_CONFIG_HOME": str(self.path / "config"),
                "XDG_CACHE_HOME": str(self.path / "cache"),
                "XDG_DATA_HOME": str(self.path / "data"), "LC_ALL": "C.UTF-8", **more}

    def console(self, interpreter, command, limit, **more):
        """One batch command in gimp-console; both its streams, and what it complained of."""
        arguments = ["gimp-console-2.10", "-i", "-d", "-f", "-s", "-c",
                     f"--batch-interpreter={interpreter}"]
        for one in [command] if isinstance(command, str) else command:
            arguments += ["-b", one]
        environment = self.environment(**more)
        environment.pop("DISPLAY", None)
        with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              start_new_session=True) as process:
            try:
                output, late = process.communicate(timeout=limit)[0], False
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, late = process.communicate()[0], True
        text = output.decode("utf-8", "replace")
        warnings = [line for line in text.splitlines()
                    if COMPLAINTS.search(line) and not EXPECTED.search(line)]
        if late:
            warnings.append(f"no end after {limit} s")
        return Log(text, late, warnings)
