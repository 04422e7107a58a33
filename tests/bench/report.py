"""The words around the tables of run: whom it compares, on what machine, and the short table of README.md."""

import os
import platform
import re
import shutil
import subprocess
import sys

from measure import HERE, table

PYTHONS = ["python3", "python3.13", "pypy3"]
OF_THE_SYSTEM = "/usr/bin/python3"
README = os.path.join(HERE, "..", "..", "README.md")
MARKS = "<!-- speed, written by tests/bench/run -->\n", "<!-- end of speed -->\n"
HEADING = """# How fast

What `tests/bench/run --output docs/speed.md --readme THR` printed last. Beside it, `tests/bench/schedules.py` measures seeded runs and
`tests/bench/prompt.py` the prompt.
"""


def installed(names):
    return {name: shutil.which(name) for name in names if shutil.which(name)}


def real_path(python):
    """Where the interpreter itself is, or null if it does not work: what is found first may be a script that looks for it."""
    asked = subprocess.run([python, "-c", "import sys, threading; print(sys.executable)"], capture_output=True, text=True)
    return asked.stdout.strip() if asked.returncode == 0 else None


def peers(named):
    """The interpreters of the same language, name -> path."""
    found = {os.path.basename(peer): peer for peer in named} or installed(PYTHONS)
    if not named and os.path.exists(OF_THE_SYSTEM):
        found["python3"] = OF_THE_SYSTEM
    real = {name: real_path(path) for name, path in found.items()}
    return {name: path for name, path in real.items() if path}


def version(path):
    """As it says it: `Python 3.11.2`, `Lua 5.4.4`."""
    for option in ("--version", "-v"):
        asked = subprocess.run([path, option], capture_output=True, text=True)
        words = re.match(r"\S+ [\d.]+", asked.stdout or asked.stderr)
        if asked.returncode == 0 and words:
            return words.group()
    return "unknown version"


def machine():
    model = "unknown processor"
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), model)
    return f"{os.cpu_count()} cores, {model}, {platform.system()} {platform.release()}"


def conditions(rounds, found):
    """What is compared, where, and what else the machine had to do."""
    lines = [f"Machine: {machine()}. Medians of {rounds} rounds; {os.getloadavg()[0]:.1f} other tasks wanted a core when it began.\n"]
    return "\n".join(lines + [f"- `{name}` is {version(path)}, `{path}`" for name, path in found.items()]) + "\n"


# What the short table says of a primitive: the program, and which of its figures.
TO_NATIVE, TO_ONE, TO_PYTHON = range(3)
SHORT = [
    ("an uncontended `with lock`, to a mutex in C", [("lock_uncontended", TO_NATIVE)]),
    ("the same lock for 2 and for 8 threads, to one thread", [("lock_contended 2", TO_ONE), ("lock_contended 8", TO_ONE)]),
    ("events, conditions, barriers of 2 and 4, semaphores, to C",
     [(name, TO_NATIVE) for name in ("event_pingpong", "condition_queue", "barrier_rounds 2", "barrier_rounds 4", "semaphore_pool")]),
    ("starting and joining a thread, and 1,000 at once, to C", [("spawn_join", TO_NATIVE), ("spawn_many", TO_NATIVE)]),
    ("`queue.Queue`: times as fast as `python3`", [("queue_pc", TO_PYTHON)]),
]


def short_table(figures):
    rows = [[what, figure] for what, figure in figures.items() if isinstance(figure, str)]
    primitives = [[what, ", ".join(figures[name][which] for name, which in of)] for what, of in SHORT]
    return table(["", "thr"], rows[:2] + primitives + rows[2:])


def write_readme(figures):
    """Puts the short table between the two marks."""
    with open(README) as file:
        text = file.read()
    begin, end = (text.find(mark) for mark in MARKS)
    if begin < 0 or end < begin:
        sys.exit("run: README.md has lost the marks of its table")
    short = f"Medians of one run on {machine()}:\n\n" + short_table(figures)
    with open(README, "w") as file:
        file.write(text[:begin] + MARKS[0] + "\n" + short + "\n" + text[end:])
