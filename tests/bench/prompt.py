#!/usr/bin/env python3
"""prompt.py THR [INPUTS]: how soon a key shows at the prompt with 1,000 lines of history, and the memory of a long session."""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "repl"))
from terminal import Terminal  # noqa: E402

INPUTS = ["x = {0}", "x * 2", "def f(a):\n    return a + {0}\n", "f(x)", "1/0", "[x for x in range({0} % 10)]"]


def start(thr, history, **more):
    env = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1", "THR_HISTORY": history}
    terminal = Terminal([thr, "-q"], 80, 24, env, **more)
    terminal.wait(lambda screen: screen.asks, "a prompt")
    return terminal


def delay(terminal, key):
    """Milliseconds from a key to the first byte that it causes."""
    before = len(terminal.raw)
    began = time.perf_counter()
    terminal.send(key)
    while len(terminal.raw) == before:
        terminal.read(1.0)
    return 1000 * (time.perf_counter() - began)


def delays(thr, history):
    terminal = start(thr, history)
    plain = sorted(delay(terminal, key) for key in "total = sum(value for value in range(1000) if value % 7 == 3)")
    terminal.key("ctrl-c")
    terminal.wait(lambda screen: screen.prompts == 2)
    terminal.paste("".join(f"line_{i} = {i}\n" for i in range(60)) + "def f():\n    pass")
    terminal.wait_text("pass")
    deep = sorted(delay(terminal, key) for key in " # a comment at the end of sixty lines")
    terminal.key("ctrl-c")
    recall = sorted(delay(terminal, "\033[A") for _ in range(100))
    terminal.close()
    for name, times in (("a key", plain), ("a key in a block of 60 lines", deep), ("recalling an entry", recall)):
        print(f"{name:32} median {times[len(times) // 2]:6.2f} ms, slowest {times[-1]:6.2f} ms")


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def memory(thr, history, count):
    terminal = start(thr, history)
    for i in range(count):
        terminal.run(INPUTS[i % len(INPUTS)].format(i))
        terminal.raw = b""
        del terminal.screen.gone[:]
        if i % (count // 5) == count // 5 - 1:
            print(f"after {i + 1:7} inputs on a terminal: {resident(terminal.pid)} kB")
    terminal.close()


def main():
    thr = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with tempfile.TemporaryDirectory() as folder:
        history = os.path.join(folder, "history")
        with open(history, "w", encoding="utf-8") as file:
            for i in range(1000):
                file.write(f"def function_{i}(a, b):\\n    return a * b + {i}\\n" if i % 3 else f"value_{i} = {i}\n")
                file.write("" if not i % 3 else "\n")
        delays(thr, history)
        memory(thr, history, count)


main()
