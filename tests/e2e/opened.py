"""The services over an open database, as the program assembles them."""

from __future__ import annotations

from eldercheck.services.casebook import Casebook
from eldercheck.services.identity import Identity
from eldercheck.services.years import Years
from eldercheck.storage.opening import OpenDatabase


def casebook_of(database: OpenDatabase, identity: Identity | None = None) -> Casebook:
    """Return the units and assessments of an open database, written to in the name of 李芳."""
    who = identity or Identity("李芳", "laptop")
    years = Years(database.years, database.assessments, who)
    return Casebook(database.register, database.assessments, years, who)
