"""The way from each schema to the next: numbered steps, each in one transaction, never a way back."""

from __future__ import annotations

from eldercheck.storage.migrations.ladder import Step
from eldercheck.storage.migrations.m001_initial import m001_initial
from eldercheck.storage.migrations.m002_year import m002_year
from eldercheck.storage.migrations.m003_case import m003_case

STEPS: tuple[Step, ...] = (m001_initial, m002_year, m003_case)
"""In order; a file's `user_version` says how many of them it has seen."""
