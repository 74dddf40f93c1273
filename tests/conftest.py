"""What every test stands on: one language without a catalogue, a home of its own, steady properties."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from eldercheck import language
from tests.builders import Desk, a_desk

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the source's own English, out of no catalogue; what was spoken before comes back after."""
    monkeypatch.setattr(language._Current, "language", language.current())
    monkeypatch.setattr(language._Current, "translations", language._Current.translations)
    language.use("en", gettext.NullTranslations())


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the program away from the settings and the database of whoever runs the tests."""
    home = tmp_path / "home"
    monkeypatch.setenv("ELDERCHECK_HOME", str(home))
    monkeypatch.delenv("ELDERCHECK_DB", raising=False)
    return home


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty database with the services over it."""
    with a_desk(tmp_path / "a.db") as desk:
        yield desk
