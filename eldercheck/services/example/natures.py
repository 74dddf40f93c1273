"""What the units of the example are like: machines, doors, staff; the same whoever looks and whenever."""

from __future__ import annotations

from eldercheck.domain.register import Unit
from eldercheck.services.example.answers import Nature
from eldercheck.services.example.chance import Dice
from eldercheck.services.example.places import TOWNS

NO_MACHINES = frozenset(f"B-TM-0{number}" for number in range(1, 9))
CASHLESS = frozenset(("B-GC-06", "B-FA-03", "B-SO-05"))
NO_POINTS = frozenset(("I-TM-06", "I-TM-07", "I-HV-04", "I-SO-07"))
NO_APP = frozenset(("I-TM-04", "I-TM-05"))

WITHOUT_MACHINES = frozenset(("010104", "010115", "011402", "010107"))
WITHOUT_CASH = frozenset(("010202", "010803"))
SMALL_BANKS = frozenset(("0103", "0113", "0114"))


def machines(code: str) -> tuple[int, int]:
    """Return how many cash machines and smart tellers a branch has."""
    dice = Dice(f"{code} machines")
    return (0, 0) if code in WITHOUT_MACHINES else (1 + dice.below(4), 1 + dice.below(3))


def branch(code: str, campaigns: int, *, rain: bool) -> Nature:
    """Return what a branch is like; `campaigns` is how many of a year's were due from it."""
    dice = Dice(f"{code} nature")
    cash, smart = machines(code)
    asked, staff = dice.below(7), 5 + dice.below(8)
    entry = dice.below(10)
    totals = {
        **dict.fromkeys(("B-TM-01", "B-TM-02"), cash),
        **dict.fromkeys(("B-TM-03", "B-TM-04"), smart),
        **{"B-TM-06": cash + smart, "B-PU-03": campaigns, "B-PU-06": dice.below(4)},
        **{"B-HV-05": asked, "B-HV-06": min(5, max(1, asked - 1)), "B-OM-03": staff},
        **{"B-SO-01": 3 + dice.below(3), "B-SO-03": max(0, dice.below(4) - 1)},
    }
    absent = set[str]()
    given = {"B-FA-10": "3" if entry < 8 else "2" if entry < 9 else "1"}
    if not 3 <= entry < 6:
        absent.add("B-FA-11")
    absent |= (NO_MACHINES if code in WITHOUT_MACHINES else set()) | (
        CASHLESS if code in WITHOUT_CASH else set()
    )
    absent |= {"B-HV-03"} if dice.falls(0.2) else set()
    if rain:
        given["B-FA-08"] = "yes"
    else:
        absent.add("B-FA-08")
    return Nature(totals, frozenset(absent), given)


def point(code: str, month: int, campaigns: int) -> Nature:
    """Return what a service point is like in a month."""
    dice = Dice(f"{code} nature")
    devices = 2 if dice.falls(0.3) else 1
    totals = {
        **dict.fromkeys(("P-TM-01", "P-TM-02", "P-TM-04"), devices),
        **{"P-TM-05": 3, "P-PU-02": campaigns, "P-HV-01": month - 1, "P-HV-04": 2 + dice.below(5)},
        **{"P-SO-01": 3 + dice.below(3), "P-SO-02": 3},
    }
    return Nature(totals, frozenset(("P-TM-04",)) if dice.falls(0.08) else frozenset())


def institution(head: Unit, belonging: list[Unit], campaigns: int) -> Nature:
    """Return what an institution is like; its totals are those of the register."""
    dice = Dice(f"{head.code} nature")
    branches = [unit for unit in belonging if unit.kind == "branch"]
    points = [unit for unit in belonging if unit.kind == "service_point"]
    counts = [machines(unit.code) for unit in branches]
    totals = {
        **{"I-GC-01": len(branches), "I-TM-02": sum(cash for cash, _smart in counts)},
        **{"I-TM-03": sum(smart for _cash, smart in counts), "I-TM-06": len(points), "I-HV-04": len(points)},
        **{"I-TM-07": 3, "I-PU-02": campaigns, "I-PU-03": min(len(TOWNS), max(3, len(branches)))},
        **{"I-PU-04": 2 + dice.below(3), "I-OM-05": 2 + dice.below(7), "I-SO-05": dice.below(5)},
    }
    absent = (frozenset() if points else NO_POINTS) | (NO_APP if head.code in SMALL_BANKS else frozenset())
    return Nature(totals, absent)
