"""A real terminal without a window: the program in a pty, what it draws on a pyte screen."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from select import select
from types import TracebackType

import pyte
import pytest

if sys.platform != "win32":
    import fcntl
    import termios

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")

PATIENCE = 20.0
"""Seconds after which something that does not come is missing; a busy machine needs far fewer."""

STILL = 0.2
"""Seconds without anything drawn, after which a picture is taken to be whole."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "pageup": "\x1b[5~",
    "down": "\x1b[B",
    "home": "\x1b[H",
    "right": "\x1b[C",
    "end": "\x1b[F",
    "pagedown": "\x1b[6~",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "f2": "\x1bOQ",
}

_SYNC_QUERY, _SYNC_ANSWER, _FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"
_KEYBOARD_PROTOCOL = re.compile(rb"\x1b\[[<=>][0-9;]*[a-z]")
"""What pyte does not know and would draw."""
_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)
"""Makes the pty the terminal of the new session, so that the kernel tells of a new size, then becomes the
program. (Doing it between fork and exec is not safe in a process with threads.)"""


class Terminal:
    """One run of `python -m eldercheck …`; what it draws is read whenever something is waited for."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = ("-m", "eldercheck"),
    ) -> None:
        self.log = bytearray()
        """Every byte that reached the terminal."""
        self.on_frame: Callable[[Terminal], None] = lambda _terminal: None
        """Called after each picture that the program drew whole."""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._unread = b""
        self._master, slave = os.openpty()
        self.resize(*size)
        self.modes_before = self.modes()
        home.mkdir(parents=True, exist_ok=True)
        whole = [sys.executable, *command, *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-E", "-c", _TAKE_TERMINAL, *whole],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment_of(home, environment),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def lines(self) -> list[str]:
        """The screen from top to bottom; a wide character stands once."""
        columns = range(self._screen.columns)
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return ["".join(row[x].data for x in columns) for row in rows]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def bottom(self) -> str:
        """The last line."""
        return self.lines[-1]

    @property
    def is_running(self) -> bool:
        """Whether the program lives."""
        return self.process.poll() is None

    def pump(self, seconds: float = 0.0) -> bool:
        """Take in what the program has drawn, waiting this long for it; tell whether there was any."""
        taken = False
        while self._master >= 0 and select([self._master], [], [], 0 if taken else seconds)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # Linux: the other end is closed
                data = b""
            if not data:
                break
            taken = True
            self._take(data)
        return taken

    def wait_for(self, wanted: str | Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until the screen shows a text, or until something holds."""
        shown = (lambda: wanted in self.text) if isinstance(wanted, str) else wanted
        end = time.monotonic() + seconds
        while not shown():
            gone = not self.pump(0.05) and not self.is_running
            if (gone and not shown()) or time.monotonic() > end:
                state = f"ended with {self.process.returncode}" if gone else f"{seconds} s"
                raise AssertionError(f"{state}, still waiting for {wanted!r}; the screen:\n{self.text}")

    def press(self, *keys: str) -> None:
        """Press keys: each a name of `KEYS`, or text to type."""
        self.send("".join(KEYS.get(key, key) for key in keys).encode())

    def step(self, key: str) -> None:
        """Press a key and wait until more of the picture has changed than a cursor that blinks."""
        while self.pump(STILL):
            pass
        before = self._picture()
        self.press(key)

        def has_changed() -> bool:
            pairs = zip(before, self._picture(), strict=True)
            return sum(old != new for old, new in pairs) > 4

        self.wait_for(has_changed)

    def corners(self) -> list[object]:
        """Return the upper left corners with their colours, which tell where the focus is."""
        return [cell for cell in self._picture() if getattr(cell, "data", "") == "┌"]

    def type(self, text: str) -> None:
        """Type a text and wait until it stands on the screen."""
        self.press(text)
        self.wait_for(text)

    def send(self, data: bytes) -> None:
        """Send bytes as a terminal would."""
        os.write(self._master, data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def modes(self) -> list[object]:
        """Return how the terminal is set: echo, line by line, and so on."""
        return termios.tcgetattr(self._master)

    def kill(self) -> None:
        """Kill -9, and take in what was drawn before."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self.pump()

    def leave(self) -> int:
        """Press Ctrl+Q and return the exit code."""
        self.press("ctrl+q")
        return self.ended()

    def ended(self) -> int:
        """Wait for the program's end and return its exit code."""
        self.wait_for(lambda: not self.is_running)
        self.pump()
        return self.process.returncode

    def close(self) -> None:
        """Kill what still runs and give the terminal back."""
        if self.is_running:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _picture(self) -> list[object]:
        """Return every cell with its colours."""
        cells = ((y, x) for y in range(self._screen.lines) for x in range(self._screen.columns))
        return [self._screen.buffer[y][x] for y, x in cells]

    def _take(self, data: bytes) -> None:
        self.log += data
        self._unread += data
        if _SYNC_QUERY in self._unread:
            self.send(_SYNC_ANSWER)
            self._unread = self._unread.replace(_SYNC_QUERY, b"")
        *frames, rest = self._unread.split(_FRAME_END)
        for frame in frames:
            self._feed(frame + _FRAME_END)
            self.on_frame(self)
        cut = rest.rfind(b"\x1b[?20")  # perhaps the beginning of one of the two that are looked for
        cut = cut if cut >= 0 and not re.match(rb"\x1b\[\?\d+\$?[a-z]", rest[cut:]) else len(rest)
        self._feed(rest[:cut])
        self._unread = rest[cut:]

    def _feed(self, data: bytes) -> None:
        self._stream.feed(_KEYBOARD_PROTOCOL.sub(b"", data))


def environment_of(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a person who has just unpacked the program: all of it in `home`."""
    ours = ("ELDERCHECK_", "TEXTUAL", "LC_", "LANG", "COLUMNS", "LINES", "NO_COLOR", "PYTEST")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    fixed = {
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "ELDERCHECK_HOME": str(home),
        "TMPDIR": str(temporary),
    }
    return inherited | fixed | dict(more or {})
