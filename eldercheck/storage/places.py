"""Where things are kept on this computer, unless the environment says otherwise."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from eldercheck.storage.errors import NoSuchDatabaseError, UnreadableError
from eldercheck.storage.faults import named_faults

APP = "eldercheck"
DATABASE_NAME = "assessments.db"
SETTINGS_NAME = "settings.json"
EXAMPLE_ENDING = ".example"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the database: ELDERCHECK_HOME, else the user's own data folder."""
    if home := environ.get("ELDERCHECK_HOME"):
        return Path(home).expanduser()
    import platformdirs

    return platformdirs.user_data_path(APP, appauthor=False)


def default_database(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the database to open where none is named: ELDERCHECK_DB, else the one in the data folder."""
    if named := environ.get("ELDERCHECK_DB"):
        return Path(named).expanduser()
    return data_folder(environ) / DATABASE_NAME


def settings_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file of the settings: in ELDERCHECK_HOME, else in the user's own configuration folder."""
    if home := environ.get("ELDERCHECK_HOME"):
        return Path(home).expanduser() / SETTINGS_NAME
    import platformdirs

    return platformdirs.user_config_path(APP, appauthor=False) / SETTINGS_NAME


def is_example(path: Path) -> bool:
    """Tell whether a file is an example, which is never opened itself."""
    return path.resolve().suffix == EXAMPLE_ENDING


def working_copy(path: Path) -> Path:
    """Return a fresh private copy of an example, which is never opened itself, and any other path as it is.

    Raises NoSuchDatabaseError where there is no such example, StorageError where it cannot be copied.
    """
    if not is_example(path):
        return path
    content = _content(path)
    copy = Path(tempfile.mkdtemp(prefix=f"{APP}-")) / path.stem
    with named_faults(copy):
        copy.write_bytes(content)
    return copy


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NoSuchDatabaseError(path) from error
    except OSError as error:
        raise UnreadableError(path, error.strerror or str(error)) from error
