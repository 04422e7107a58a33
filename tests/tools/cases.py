"""What a golden case is, for run_golden, run_chunks and regolden.

A case is name.thr with name.out beside it: all that the script writes to standard output. If it writes to standard error,
name.err holds that. Comment lines at the very top of the script say the rest:
    # thr only          not Python, or output that differs from CPython's on purpose: regolden leaves it to thr
    # order: free       lines may come in any order
    # exit: 1           the exit status as a shell tells it, if not 0 (130: ended by Ctrl-C)
    # args: a b c       arguments for the script
    # stdin: text       one line of standard input
    # seed: 7           run with --seed 7
    # interrupt: word   once the script has printed this line, and its main thread waits or computes: Ctrl-C
"""

import os
import re
import signal
import subprocess
import time

TIME_LIMIT = 120


class Case:
    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.folder, self.name = os.path.split(self.path)
        self.thr_only = False
        self.free_order = False
        self.status = 0
        self.args = []
        self.stdin = ""
        self.interrupt = None
        self.options = []
        with open(self.path, encoding="utf-8", errors="replace", newline="") as file:
            for line in file:
                if not line.startswith("#"):
                    break
                self._directive(line.strip())

    def _directive(self, line):
        if line == "# thr only":
            self.thr_only = True
        elif line == "# order: free":
            self.free_order = True
        elif match := re.fullmatch(r"# (exit|args|stdin|seed|interrupt): (.*)", line):
            word, value = match.groups()
            if word == "exit":
                self.status = int(value)
            elif word == "args":
                self.args = value.split()
            elif word == "seed":
                self.options = ["--seed", value]
            elif word == "stdin":
                self.stdin = value + "\n"
            else:
                self.interrupt = value

    def expected_file(self, suffix):
        return self.path[: -len(".thr")] + suffix

    def expected(self, suffix):
        try:
            with open(self.expected_file(suffix), encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def run(self, command, environment=None):
        """Run the script with `command` (a list) in its own folder; (stdout, stderr, status), without the folder's name in it
        and without what a seeded run says at its end of how it came to this and how to repeat it."""
        process = subprocess.Popen(
            [*command, *self.options, self.name, *self.args],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "NO_COLOR": "1", **(environment or {})},
        )
        try:
            seen = interrupt(process, self.interrupt) if self.interrupt else b""
            out, err = process.communicate(self.stdin.encode(), timeout=TIME_LIMIT)
        finally:
            process.kill()
        status = process.returncode if process.returncode >= 0 else 128 - process.returncode
        return self.plain(seen + out), self.plain(err), status

    def plain(self, output):
        text = output.decode("utf-8", "replace").replace(self.folder + os.sep, "")
        return re.sub(r"^(The last operation of each thread:\n(.*\n)*?)?Repeat this run: thr --seed .*\n", "", text, flags=re.M)

    def in_order(self, text):
        return "".join(sorted(text.splitlines(keepends=True))) if self.free_order else text


def interrupt(process, word):
    """Read up to the line `word`, give the main thread time to get where it goes next, send SIGINT; what was read."""
    seen = b""
    while line := process.stdout.readline():
        seen += line
        if line.decode().strip() == word:
            settle(process.pid)
            process.send_signal(signal.SIGINT)
            break
    return seen


def settle(pid):
    """Until the main thread has slept, or run, for five looks in a row."""
    states = ""
    while len(states) < 5 or len(set(states[-5:])) > 1:
        time.sleep(0.02)
        with open(f"/proc/{pid}/stat") as file:
            states += file.read().rpartition(")")[2].split()[0]


def golden_scripts(paths):
    """The .thr files that `paths` (files or folders) stand for. In a folder, names that begin with _ are modules that cases import."""
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("_"))
            for name in sorted(names):
                if name.endswith(".thr") and not name.startswith("_"):
                    yield os.path.join(folder, name)
