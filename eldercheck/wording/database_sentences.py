"""Sentences."""

DATABASE: dict[str, str] = {}
