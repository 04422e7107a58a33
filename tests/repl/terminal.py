"""A small terminal for tests: a process on a pseudo-terminal, what it writes shown on a screen, keys sent to it.

Nothing here sleeps to make something likely: one waits until the screen shows it, or fails after a time limit.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

LIMIT = 20.0 * float(os.environ.get("THR_TEST_PATIENCE", "1"))  # seconds that anything may take

KEYS = {
    "up": "\033[A", "down": "\033[B", "right": "\033[C", "left": "\033[D", "home": "\033[H", "end": "\033[F",
    "enter": "\r", "tab": "\t", "backspace": "\x7f", "escape": "\033", "delete": "\033[3~",
}


def width(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Line(list):
    goes_on = False  # the terminal itself has broken it: the next row is the rest


class Screen:
    """What a terminal makes of bytes: rows of characters, a cursor, and what has scrolled away."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.gone = []
        self.lines = [Line() for _ in range(rows)]
        self.row = self.column = 0
        self.pending = ""
        self.prompts = 0  # how often a prompt has asked for marks around what is pasted
        self.asks = False  # whether it does now
        self.bells = 0
        self.colours = set()

    def feed(self, text):
        text = self.pending + text
        at = 0
        self.pending = ""
        while at < len(text):
            character = text[at]
            if character == "\033":
                match = re.compile(r"\033\[([?0-9;]*)([@-~])").match(text, at)
                if not match:
                    if re.compile(r"\033(\[[?0-9;]*)?$").match(text, at):
                        self.pending = text[at:]
                        return
                    at += 2
                    continue
                self.sequence(match[1], match[2])
                at = match.end()
                continue
            at += 1
            if character == "\n":
                self.new_row()
            elif character == "\r":
                self.column = 0
            elif character == "\b":
                self.column = max(0, self.column - 1)
            elif character == "\t":
                self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
            elif character == "\a":
                self.bells += 1
            elif character >= " ":
                self.put(character)

    def new_row(self):
        if self.row < self.rows - 1:
            self.row += 1
        else:
            self.gone.append(self.lines.pop(0))
            self.lines.append(Line())

    def put(self, character):
        size = width(character)
        if size == 0:
            line = self.lines[self.row]
            if 0 < self.column <= len(line):
                line[self.column - 1] += character
            return
        if self.column + size > self.columns:
            self.column = 0
            self.lines[self.row].goes_on = True
            self.new_row()
        line = self.lines[self.row]
        line.extend(" " * (self.column + size - len(line)))
        line[self.column] = character
        if size == 2:
            line[self.column + 1] = ""
        self.column += size

    def sequence(self, parameters, letter):
        if parameters.startswith("?"):
            if parameters == "?2004":
                self.asks = letter == "h"
                self.prompts += self.asks
            return
        numbers = [int(n) if n else 0 for n in parameters.split(";")] if parameters else [0]
        count = max(1, numbers[0])
        column = min(self.column, self.columns - 1)
        if letter == "A":
            self.row = max(0, self.row - count)
        elif letter == "B":
            self.row = min(self.rows - 1, self.row + count)
        elif letter == "C":
            self.column = min(self.columns - 1, column + count)
        elif letter == "D":
            self.column = max(0, column - count)
        elif letter == "G":
            self.column = min(self.columns - 1, count - 1)
        elif letter == "H":
            self.row, self.column = 0, 0
        elif letter == "K":
            del self.lines[self.row][column:]
        elif letter == "J":
            if numbers[0] == 2:
                self.lines = [Line() for _ in range(self.rows)]
                return
            del self.lines[self.row][column:]
            for row in range(self.row + 1, self.rows):
                self.lines[row] = Line()
            self.lines[self.row].goes_on = False
        elif letter == "m":
            self.colours.add(parameters)

    def resize(self, columns, rows):
        """As terminals do that break long lines anew: the cursor stays at its place in the text."""
        used = max([self.row] + [i for i, line in enumerate(self.lines) if line])
        lines, whole, cursor, where = [], Line(), None, (0, 0)
        for i, line in enumerate(self.lines[: used + 1]):
            if i == self.row:
                cursor = len(whole) + self.column
            whole += line
            if line.goes_on and i < used:
                continue
            first = len(lines)
            for at in range(0, max(1, len(whole), (cursor or 0) + (cursor is not None)), columns):
                lines.append(Line(whole[at : at + columns]))
                lines[-1].goes_on = True
            lines[-1].goes_on = False
            if cursor is not None:
                where = (first + cursor // columns, cursor % columns)
            whole, cursor = Line(), None
        self.columns, self.rows = columns, rows
        over = max(0, len(lines) - rows)
        self.gone += lines[:over]
        self.lines = lines[over:] + [Line() for _ in range(rows - len(lines[over:]))]
        self.row, self.column = max(0, where[0] - over), where[1]

    @staticmethod
    def text_of(lines):
        return "\n".join("".join(line).rstrip() for line in lines).rstrip("\n")

    def text(self):
        """What is to be seen."""
        return self.text_of(self.lines)

    def all_text(self):
        """The same, and what has scrolled away above it."""
        return self.text_of(self.gone + self.lines)

    def cursor_line(self):
        return "".join(self.lines[self.row]).rstrip()


class Terminal:
    """A process on a terminal of its own."""

    def __init__(self, command, columns=80, rows=24, env=None, cwd=None):
        self.screen = Screen(columns, rows)
        self.decoder = __import__("codecs").getincrementaldecoder("utf-8")("replace")
        self.raw = b""
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                if cwd:
                    os.chdir(cwd)
                os.execvpe(command[0], command, env or os.environ)
            finally:
                os._exit(127)
        self.set_size(columns, rows)
        os.set_blocking(self.fd, False)

    def set_size(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.read(0)
        self.screen.resize(columns, rows)
        self.set_size(columns, rows)

    def read(self, seconds):
        """Takes what there is, waiting for it at most so long; False at the end."""
        if self.status is not None:
            return False
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return False
        self.raw += data
        self.screen.feed(self.decoder.decode(data))
        return True

    def wait(self, holds, what=""):
        end = time.monotonic() + LIMIT
        while not holds(self.screen):
            left = end - time.monotonic()
            if left <= 0 or not self.read(min(left, 1.0)):
                if holds(self.screen):
                    return
                why = "in time" if left <= 0 else f"before the end (status {self.status})"
                raise AssertionError(f"not {why}: {what}\n---- screen ----\n{self.screen.all_text()}\n----")

    def wait_text(self, text, count=1):
        self.wait(lambda screen: screen.all_text().count(text) >= count, f"{text!r} {count} times")

    def wait_line(self, text):
        """Until this is the line of the cursor."""
        self.wait(lambda screen: screen.cursor_line() == text, f"the cursor in the line {text!r}")

    def wait_end(self):
        end = time.monotonic() + LIMIT
        while self.read(max(0, end - time.monotonic())):
            if time.monotonic() >= end:
                raise AssertionError(f"it does not end\n{self.screen.all_text()}")
        return self.status

    def send(self, text):
        data = text.encode()
        while data:
            try:
                data = data[os.write(self.fd, data) :]
            except BlockingIOError:
                self.read(0.1)

    def key(self, *names):
        for name in names:
            self.send(chr(ord(name[-1].upper()) ^ 64) if name.startswith("ctrl-") else KEYS[name])

    def run(self, text):
        """Sends an input with its Enter, at once; returns when the next prompt is there."""
        self.wait(lambda screen: screen.asks, "a prompt")
        before = self.screen.prompts
        self.send(text.replace("\n", "\r") + "\r")
        self.wait(lambda screen: screen.prompts > before and screen.asks, f"a prompt after {text!r}")

    def paste(self, text):
        self.send("\033[200~" + text.replace("\n", "\r") + "\033[201~")

    def stop(self):
        """Stops the process, as a shell's Ctrl-Z does; another program would have the terminal now."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitpid(self.pid, os.WUNTRACED)

    def go_on(self):
        os.kill(self.pid, signal.SIGCONT)

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            while self.status is None:
                self.read(LIMIT)
        os.close(self.fd)
