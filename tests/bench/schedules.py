#!/usr/bin/env python3
"""schedules.py THR [ROUNDS]: what seeded runs cost: schedules a second, a switch between two threads, and the programs of
one thread against their normal run. Medians, of CPU time."""

import json
import os
import statistics
import subprocess
import sys
import tempfile

from measure import HERE, interleaved, median, programs, table

BUGS = os.path.join(HERE, "..", "explore", "bugs")
ROUNDS = 300_000
PING_PONG = f"""
ping, pong = semaphore(0), semaphore(0)
def play(mine, other):
    for _ in range({ROUNDS}):
        mine.acquire()
        other.release()
players = thread(play, ping, pong), thread(play, pong, ping)
ping.release()
join(players)
"""


def sampled(thr, script, count):
    """CPU seconds and schedules run; a sample with several outcomes ends with 1."""
    before = os.times()
    answer = subprocess.run([thr, "sample", "--json", "-n", str(count), script], stdout=subprocess.PIPE, check=False)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return json.loads(answer.stdout)["schedules"] / seconds


def rates(thr, rounds):
    rows = []
    for name, count in ("lost_update", 20_000), ("dining_5", 10_000):
        script = os.path.join(BUGS, name + ".thr")
        rows.append([name, f"{statistics.median(sampled(thr, script, count) for _ in range(rounds)):,.0f}"])
    print(table(["script", "schedules a second"], rows))


def switch(thr, rounds):
    """Two threads that only wake each other: a turn is an acquire, a release and a switch."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "turns.thr")
        with open(script, "w", encoding="ascii") as file:
            file.write(PING_PONG)
        (turns,) = interleaved([[thr, "--seed", "1", script]], rounds)
    print(f"A turn, with the two operations of it: {median(turns, 'cpu') / (2 * ROUNDS) * 1e9:.0f} ns\n")


def against_normal(thr, rounds):
    rows = []
    for program in programs("single"):
        commands = [[thr, program.path], [thr, "--seed", "1", program.path]]
        normal, seeded = (median(samples, "cpu") for samples in interleaved(commands, rounds))
        rows.append([program.name, f"{seeded / normal:.1f}"])
    print(table(["program", "seeded, times the normal run"], rows))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    thr, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 5
    rates(thr, rounds)
    switch(thr, rounds)
    against_normal(thr, rounds)


if __name__ == "__main__":
    main()
