"""A program in a real terminal of a given size: what it writes, and when. POSIX only.

Nothing answers the questions that Textual puts to a terminal, so frames come without synchronised output.
"""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

POSIX = os.name == "posix"
ALTERNATE_SCREEN = b"\x1b[?1049h"
QUIT = b"\x11"
PATIENCE = 20.0
"""Seconds to wait for a picture before giving up."""


@dataclass(frozen=True)
class Painted:
    """What one key brought about."""

    ms: float
    """From writing the key to the last byte of what it changed."""
    size: int
    """Bytes written."""
    processor_ms: float | None
    """Processor time, which other programs on the machine do not change; None where it is not known."""


class SilentError(Exception):
    """The program did not show what was waited for."""


class Terminal:
    """A program running in a terminal; left alone it blocks, so whoever has one keeps reading."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], width: int, height: int
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self._written = b""
        self._begin = time.perf_counter()
        self._process = subprocess.Popen(
            arguments, env=dict(environment), stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def shown(self, text: str) -> float:
        """Wait for a text on the alternate screen; return the milliseconds since the program was started."""
        while True:
            _before, entered, picture = self._written.partition(ALTERNATE_SCREEN)
            if entered and text.encode() in picture:
                return (time.perf_counter() - self._begin) * 1000
            if not self._read(PATIENCE):
                raise SilentError(text, self._written[-2000:])

    def press(self, keys: bytes, quiet: float) -> Painted:
        """Write keys, read until it is quiet for so many seconds, and say when the last byte came."""
        self._written = ALTERNATE_SCREEN
        before = self.processor_ms()
        begin = last = time.perf_counter()
        os.write(self._master, keys)
        size = self._read(PATIENCE)
        while size:
            last = time.perf_counter()
            more = self._read(quiet)
            if not more:
                after = self.processor_ms()
                spent = None if before is None or after is None else after - before
                return Painted((last - begin) * 1000, size, spent)
            size += more
        raise SilentError(keys)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until it is quiet."""
        while self._read(quiet):
            pass

    def peak_mb(self) -> float:
        """Return the most memory it has held; where the system does not say, what it holds now."""
        status = Path(f"/proc/{self._process.pid}/status")
        if status.exists():
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            return int(line.split()[1]) / 1024
        command = ["ps", "-o", "rss=", "-p", str(self._process.pid)]
        return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1024

    def processor_ms(self) -> float | None:
        """Return the processor time of all its threads so far; None where the system does not say."""
        threads = list(Path(f"/proc/{self._process.pid}/task").glob("*/schedstat"))
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e6 if threads else None

    def leave(self) -> None:
        """Quit by the key, and end it where that does not help."""
        if self._process.poll() is None:
            os.write(self._master, QUIT)
            until = time.perf_counter() + 5
            while self._process.poll() is None and time.perf_counter() < until:
                self._read(0.05)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, patience: float) -> int:
        if not select.select([self._master], [], [], patience)[0]:
            return 0
        try:
            found = os.read(self._master, 65536)
        except OSError:
            return 0
        self._written += found
        return len(found)


def clean_environment(folder: Path) -> dict[str, str]:
    """Return an environment with nobody's settings, a colour terminal and English."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("ELDERCHECK", "TEXTUAL"))
    }
    home = folder / "home"
    home.mkdir(exist_ok=True)
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"), str(home))
    return (
        own | places | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": ""}
    )
