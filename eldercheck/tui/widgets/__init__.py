"""Widgets take values and post messages; they never fetch."""
