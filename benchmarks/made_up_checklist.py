"""A checklist of any length: yes/no items in four dimensions whose points add up.

A checklist file may give 100 points in all, too few for three hundred items: this is built directly.
"""

from __future__ import annotations

from typing import Any

from eldercheck.domain.checklist import Checklist

DIMENSIONS = ("organisation", "facilities", "publicity", "outcome")
ITEMS_IN_A_SECTION = 25


def made_up_checklist(number: int) -> Checklist:
    """Return a checklist of that many items."""
    items = [_item(place) for place in range(number)]
    sections = range(0, number, ITEMS_IN_A_SECTION)
    plain = {
        "id": "made-up",
        "version": "2026.1",
        "unit": "branch",
        "title": _both("大检查表", "A large checklist"),
        "clauses": {"S1": _both("条款一", "Clause one")},
        "dimensions": [
            {
                "id": name,
                "points": sum(item["points"] for item in items if item["dimension"] == name),
                "title": _both("方面", name.title()),
            }
            for name in DIMENSIONS
        ],
        "sections": [
            {
                "id": f"S{start // ITEMS_IN_A_SECTION + 1:02}",
                "title": _both("区域", f"Area {start // ITEMS_IN_A_SECTION + 1}"),
                "items": items[start : start + ITEMS_IN_A_SECTION],
            }
            for start in sections
        ],
    }
    return Checklist.from_plain(plain)


def _item(place: int) -> dict[str, Any]:
    return {
        "id": f"M-{place + 1:03}",
        "ask": _both("老年人在这里能不能看清楚、坐得下？", "Can an old person see, sit and be served here?"),
        "guide": _both(
            "站在门口看一遍，再请一位老年人试一次。一处不行就答否。",
            "Look from the entrance, then ask an old person to try. One place that fails is a no.",
        ),
        "dimension": DIMENSIONS[place % len(DIMENSIONS)],
        "points": 1 + place % 3,
        "answer": "yes_no",
        "evidence": {"when": "never"},
        "clauses": ["S1"],
    }


def _both(chinese: str, english: str) -> dict[str, str]:
    return {"zh": chinese, "en": english}
