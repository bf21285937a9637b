#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for GIMP with the plug-in in command_test.py: takes GIMP's command line, plays the
plug-in's side of the protocol, and misbehaves as the figures' names and FAKE_MODE say."""
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from urllib.parse import unquote_to_bytes

FOREVER = 3600


def path_of(uri):
    assert uri.startswith("file:///"), uri
    return unquote_to_bytes(uri[len("file://"):])


def contents(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def record(what):
    """Appends to the diary, which the test reads."""
    with open(os.environ["FAKE_DIARY"], "a", encoding="utf-8") as diary:
        diary.write(json.dumps(what) + "\n")


def hang():
    """With a child, as a GIMP whose plug-in hangs has one; neither ends when asked politely."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child = subprocess.Popen(["sleep", str(FOREVER)])
    record({"pids": [os.getpid(), child.pid]})
    record({"hangs": True})
    time.sleep(FOREVER)


class Commit:
    """A figure's results, all of which are named at once, as core/write/scratch_folder.hpp has it:
    new files and a locked journal in a folder of their own, old ones kept there to the end."""

    def __init__(self, folder, names):
        self.folder, self.names = folder, names
        self.scratch = os.path.join(folder, b".unweave-%012d" % os.getpid())
        os.mkdir(self.scratch, 0o700)
        journal = b"unweave scratch 1\n"
        for i, name in enumerate(names):
            with open(self.within(b"new-%d" % i), "wb") as result:
                result.write(os.environ.get("FAKE_RESULT", "result").encode())
            journal += b"%d %d %s\n" % (os.stat(self.within(b"new-%d" % i)).st_ino, len(name), name)
        self.state = open(self.within(b"state"), "wb")
        fcntl.lockf(self.state, fcntl.LOCK_EX)
        self.state.write(journal + b"end\n")
        self.state.flush()

    def within(self, name):
        return os.path.join(self.scratch, name)

    def give_name(self, i):
        target = os.path.join(self.folder, self.names[i])
        if os.path.lexists(target):
            os.link(target, self.within(b"old-%d" % i), follow_symlinks=False)
        os.rename(self.within(b"new-%d" % i), target)

    def hold(self):
        os.rename(self.within(b"state"), self.within(b"done"))
        for name in os.listdir(self.scratch):
            os.unlink(self.within(name))
        os.rmdir(self.scratch)
        self.state.close()


def main():
    mode = os.environ.get("FAKE_MODE", "")
    uri = next(a for a in sys.argv if a.startswith("--batch=")).split("=", 1)[1]
    profile = os.environ.get("GIMP2_DIRECTORY") or os.environ.get("GIMP3_DIRECTORY")
    record({
        "program": os.path.basename(sys.argv[0]),
        "arguments": sys.argv[1:],
        "pid": os.getpid(),
        "group": os.getpgrp(),
        "display": os.environ.get("DISPLAY"),
        "plug-ins": sorted(os.listdir(os.path.join(profile, "plug-ins"))),
        "quick": os.path.exists(os.path.join(profile, "environ", "unweave.env")),
        "pluginrc": os.path.exists(os.path.join(profile, "pluginrc")),
        "profile": profile,
        "gimprc": contents(os.path.join(profile, "gimprc")),
    })
    print("fake GIMP says hello", file=sys.stderr, flush=True)
    if mode == "dies":
        sys.exit(3)
    if mode == "dies-with-cache" and os.path.exists(os.path.join(profile, "pluginrc")):
        sys.exit(3)
    if mode == "silent":
        hang()
    if mode == "no-interpreter":
        print("GIMP-Warning: no 'plug-in-unweave-batch' here.", file=sys.stderr, flush=True)
        hang()
    with open(os.path.join(profile, "pluginrc"), "w", encoding="utf-8") as answers:
        answers.write("what the plug-ins answered\n")

    with open(path_of(uri), encoding="utf-8") as file:
        job = json.load(file)
    record({"job": job})
    events = open(path_of(job["events"]), "w", encoding="utf-8")

    def send(**event):
        events.write(json.dumps(event) + "\n")
        events.flush()

    send(event="ready")
    for figure in job["figures"]:
        index = figure["index"]
        path = path_of(figure["figure"])
        name = os.path.basename(path)
        stem = os.path.splitext(name)[0]
        if mode == "tame":
            name = b""
        send(event="start", index=index)
        if name.startswith(b"bad"):
            send(event="failed", index=index, text="It is bad.\nVery\x1b[31m.")
            continue
        extensions = job["formats"] + ["json"] + (["xcf"] if job["xcf"] else [])
        commit = Commit(path_of(job["output"]), [stem + b"." + e.encode() for e in extensions])
        for i in range(len(extensions)):
            commit.give_name(i)
            if name.startswith(b"crash"):
                os.kill(os.getpid(), signal.SIGSEGV)
            if name.startswith(b"quit"):
                sys.exit(0)
            if name.startswith(b"hang"):
                hang()
            if name.startswith(b"lost"):
                events.close()
                hang()
        commit.hold()
        send(event="done", index=index, text="a map, 97 % with data")
    if mode == "stays":
        send(event="end")
        hang()
    send(event="end")
    if os.path.basename(sys.argv[0]).startswith("gimp-console-3"):
        with open(os.path.join(profile, "gimprc"), "a", encoding="utf-8") as gimprc:
            gimprc.write('(config-version "3.0.99")\n')


main()
