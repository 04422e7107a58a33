"""Running programs and reading the clock: what run and budget share."""

import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


class Sample:
    def __init__(self, wall, cpu, output):
        self.wall, self.cpu, self.output = wall, cpu, output


def run_once(command):
    """Wall and CPU seconds, output. The program must succeed."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.stdout.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, output.strip())


def peak(command):
    """Most memory in KB, asked every few milliseconds: what the system says at the end counts this process, too."""
    most, child = 0, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while child.poll() is None:
        try:
            with open(f"/proc/{child.pid}/status") as file:
                most = next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), most)
        except OSError:
            pass
        time.sleep(0.003)
    return most


def run_two(command):
    """Wall seconds until two processes that run side by side have both ended."""
    began = time.perf_counter()
    for process in [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]:
        process.wait()
    return time.perf_counter() - began


def median(samples, what):
    return statistics.median(getattr(sample, what) for sample in samples)


def interleaved(commands, rounds):
    """The samples of each command, run in turn so that a slow moment of the machine hits all alike; outputs must agree."""
    samples = [[] for _ in commands]
    for _ in range(rounds):
        for command, into in zip(commands, samples):
            into.append(run_once(command))
            if into[-1].output != samples[0][0].output:
                sys.exit(f"{' '.join(command)} does not print what {' '.join(commands[0])} does")
    return samples


class Program:
    """One file of programs/, with what its first line says of it: `# bench: kind=… [args=…] [ops=…] [unit=…]`."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.splitext(os.path.basename(path))[0]
        with open(path) as file:
            facts = dict(word.split("=") for word in file.readline().split()[2:])
        self.kind, self.ops, self.unit = facts["kind"], int(facts.get("ops", 0)), facts.get("unit", "")
        self.args = [arg for arg in facts.get("args", "").split(",") if arg] or [None]

    def command(self, interpreter, arg=None):
        return [interpreter, self.path] + ([arg] if arg else [])


def programs(kind, only=""):
    folder = os.path.join(HERE, "programs")
    found = [Program(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".thr")]
    return [program for program in found if program.kind == kind and only in program.name]


def table(header, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|---" + "|--:" * (len(header) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"
