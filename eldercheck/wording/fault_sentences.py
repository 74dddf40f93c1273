"""Sentences."""

FILES: dict[str, str] = {}
FAULTS: dict[str, str] = {}
