"""Three looks, and the smallest size. Colour never says anything alone; a mark says the same."""

from __future__ import annotations

from textual.theme import Theme

SMALLEST = (60, 18)
"""Columns and rows below which nothing can be read."""

LIGHT = Theme(
    "eldercheck-light",
    primary="#1b5e8c",
    secondary="#5b6b78",
    accent="#1b5e8c",
    foreground="#1d2329",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    success="#2f6b3a",
    warning="#8f5300",
    error="#a8201a",
    dark=False,
    variables={"muted": "#5c666f", "rule": "#c9c4b8", "cursor": "#d5e4ee"},
)
DARK = Theme(
    "eldercheck-dark",
    primary="#7cb7dc",
    secondary="#93a1ad",
    accent="#7cb7dc",
    foreground="#dfe3e6",
    background="#15191d",
    surface="#1b2025",
    panel="#242b31",
    success="#8cc498",
    warning="#e6b06a",
    error="#f08d86",
    dark=True,
    variables={"muted": "#94a0aa", "rule": "#3a434b", "cursor": "#24384a"},
)
CONTRAST = Theme(
    "eldercheck-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff66",
    warning="#ffb000",
    error="#ff8080",
    dark=True,
    variables={"muted": "#ffffff", "rule": "#ffffff", "cursor": "#00408a"},
)

THEMES = (LIGHT, DARK, CONTRAST)
