"""The entry point: `eldercheck` opens the screen, `eldercheck COMMAND` does one thing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

BAD_INPUT, BAD_DATA = 2, 3


def main() -> None:
    """Run the program and leave with its exit code."""
    _have_streams()
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from eldercheck import __version__

        print(f"eldercheck {__version__}")
        return
    sys.excepthook = _say_mistake
    _speak(arguments)
    _write_utf8()
    options = _only_options(arguments)
    if options is not None:
        sys.exit(launch(Path(options["--db"]) if "--db" in options else None, options.get("--lang", "")))
    from eldercheck.cli.commands import build
    from eldercheck.cli.spoken import run

    sys.exit(_printed(lambda: run(build(launch), arguments)))


def _printed(command: Callable[[], int]) -> int:
    """Run a command and bring what it printed out; a reader that has gone is no fault, a full disk is."""
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_DATA
    return code


def _only_options(arguments: list[str]) -> dict[str, str] | None:
    """Return the global options where nothing else is given: the screen opens without Typer."""
    options: dict[str, str] = {}
    waiting = [word for argument in arguments for word in argument.split("=", 1)]
    while waiting:
        name, *waiting = waiting
        if name not in ("--db", "--lang") or not waiting or not waiting[0] or waiting[0].startswith("-"):
            return None
        options[name] = waiting.pop(0)
    return options if options.get("--lang", "zh") in ("zh", "en") else None


def launch(db: Path | None, wish: str) -> int:
    """Open the screen on a database; return the exit code. Without a terminal: a sentence, and 2."""
    from eldercheck.language import _

    if not _has_terminal():
        print(_("eldercheck needs a terminal for its screen. Try: eldercheck --help"), file=sys.stderr)
        return BAD_INPUT
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from eldercheck.assemble import open_example, open_office, own_settings
    from eldercheck.tui.app import EldercheckApp

    settings, keep = own_settings()
    app = EldercheckApp(lambda: open_office(db, settings), lambda: open_example(settings), settings, keep)
    app.run()
    return app.return_code or 0


def _say_mistake(kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """Say in a sentence what would else be a traceback; Ctrl+C is no mistake."""
    from eldercheck.wording.errors import mistake_text

    if not issubclass(kind, KeyboardInterrupt):
        print(mistake_text(error), file=sys.stderr)


def _has_terminal() -> bool:
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and os.environ.get("TERM", "xterm") not in ("dumb", "unknown")
    )


def _speak(arguments: list[str]) -> None:
    """Choose the language before any sentence: the option, else what was chosen last, else the machine's."""
    from eldercheck import language
    from eldercheck.storage.places import settings_path
    from eldercheck.storage.settings import SettingsFile

    wish = ""
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            wish = "".join(arguments[place + 1 : place + 2])
        elif argument.startswith("--lang="):
            wish = argument.partition("=")[2]
    language.use(language.preferred(wish or SettingsFile(settings_path()).read().language))


def _have_streams() -> None:
    """Let what is printed go nowhere where whoever started the program closed its streams."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def _write_utf8() -> None:
    """Write UTF-8 where the system's own code page could not (Windows, LANG=C)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
