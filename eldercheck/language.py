"""The language of the program's own words: gettext catalogues, English in the source.

Checklist texts are data and carry both languages themselves (`domain.wordings`).
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_CATALOGUES: dict[Language, str] = {"zh": "zh_Hans", "en": "en"}


class _Current:
    """The language in use; one per process, as in gettext itself."""

    language: Language = "zh"
    translations: gettext.NullTranslations = gettext.NullTranslations()


def use(language: Language, translations: gettext.NullTranslations | None = None) -> None:
    """Speak `language` from now on, out of the catalogue that the program brings (or the one given)."""
    _Current.language = language
    _Current.translations = translations or gettext.translation(
        "eldercheck", Path(__file__).parent / "locale", [_CATALOGUES[language]], fallback=True
    )


def current() -> Language:
    """Return the language in use."""
    return _Current.language


def preferred(wish: str = "", environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language to use: the wish, else the machine's; Chinese where it says neither."""
    for name in (wish, *(environment.get(v, "") for v in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))):
        for language in LANGUAGES:
            if name.lower().startswith(language):
                return language
    name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh"


def _(message: str) -> str:
    """Return a message in the language in use."""
    return _Current.translations.gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a message that fits a number."""
    return _Current.translations.ngettext(one, many, number)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a message for translation where it stands; `_` translates it where it is used."""
    return message
