"""Random valid inputs of ``eldercheck score``, of very different character."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .second_scorer import BAND_A, BAND_B, FLOOR_A, FLOOR_B, LOW_LINE, credits_of, exact_score, rows_of, share

Plain = dict[str, Any]
Answerer = Callable[[random.Random, Plain], object]

EVENTS = (
    "拒收现金",
    "refused staffed service",
    "an immobile elder made to come",
    "扣留银行卡",
    "虚假佐证 / false evidence",
)
REASONS = ("没有", "none here", "dry day", "不适用：见说明")
LEFT_OUT_ODDS = 0.08


def kind_of(item: Plain) -> tuple[str, Plain]:
    """The kind of answer, and its detail (nothing for yes_no and levels)."""
    answer = item["answer"]
    if answer == "yes_no":
        return "yes_no", {}
    ((kind, detail),) = answer.items()
    return str(kind), {} if kind == "levels" else detail or {}


def may_leave_out(item: Plain) -> bool:
    return bool(item.get("not_applicable"))


def earns_nothing_at_none(detail: Plain) -> bool:
    return detail.get("none_earns_nothing") in (True, "true")


def left_out(rng: random.Random, item: Plain) -> object:
    """Not applicable, in words or, for a count that takes it, by 0/0."""
    kind, detail = kind_of(item)
    if kind == "count" and "of" not in detail and not earns_nothing_at_none(detail) and rng.random() < 0.5:
        return "0/0"
    return {"not_applicable": rng.choice(REASONS)}


def out_of(rng: random.Random, detail: Plain, fine: bool) -> int:
    """A size the count allows, a large prime-like one where ``fine`` steps are wanted."""
    if "of" in detail:
        return int(detail["of"])
    low = int(detail.get("of_at_least", 1))
    if "of_at_most" in detail:
        return rng.randint(low, int(detail["of_at_most"]))
    return (
        rng.choice([997, 1000, 360, 101, 64, 2000])
        if fine
        else low + rng.choice([0, 0, 1, 2, 3, 4, 6, 11, 28])
    )


def as_measure(rng: random.Random, value: Decimal) -> object:
    """The same number as text, as text with idle noughts, or as a JSON number."""
    value = max(value, Decimal(0))
    plain = format(value, "f")
    padded = plain + ("0" if "." in plain else ".0")
    number: object = int(value) if value == value.to_integral_value() else float(plain)
    return rng.choice([plain, plain, padded, number])


def near_threshold(rng: random.Random, detail: Plain) -> object:
    """On the full or the half threshold, or just off it."""
    threshold = Decimal(str(detail[rng.choice(["full", "half"])]))
    off = rng.choice(["0", "0", "0.1", "0.01", "0.001", "0.0000001", "1"])
    return as_measure(rng, threshold + rng.choice([-1, 1]) * Decimal(off))


def measure_with(rng: random.Random, detail: Plain, credit: int) -> object:
    """A reading that earns nothing (0), half (1) or all (2)."""
    full, half = Decimal(str(detail["full"])), Decimal(str(detail["half"]))
    step = Decimal(rng.randint(0, 400)) / 100
    lower = detail["better"] == "lower"
    if credit == 2:
        return as_measure(rng, full - step if lower else full + step)
    if credit == 1:
        return as_measure(rng, half)
    beyond = step + Decimal("0.01")
    return as_measure(rng, half + beyond if lower else half - beyond)


def full(rng: random.Random, item: Plain) -> object:
    kind, detail = kind_of(item)
    if kind == "yes_no":
        return "yes"
    if kind == "levels":
        return len(item["answer"]["levels"]) - 1
    if kind == "measure":
        return measure_with(rng, detail, 2)
    of = out_of(rng, detail, False)
    return f"{of}/{of}"


def nothing(rng: random.Random, item: Plain) -> object:
    kind, detail = kind_of(item)
    if kind == "yes_no":
        return "no"
    if kind == "levels":
        return 0
    if kind == "measure":
        return measure_with(rng, detail, 0)
    if earns_nothing_at_none(detail) and "of" not in detail and rng.random() < 0.5:
        return "0/0"
    return f"0/{out_of(rng, detail, False)}"


def anything(rng: random.Random, item: Plain) -> object:
    kind, detail = kind_of(item)
    if kind == "yes_no":
        return rng.choice(["yes", "no"])
    if kind == "levels":
        return rng.randrange(len(item["answer"]["levels"]))
    if kind == "measure":
        return rng.choice([near_threshold(rng, detail), measure_with(rng, detail, rng.randrange(3))])
    of = out_of(rng, detail, rng.random() < 0.3)
    return f"{rng.randint(0, of)}/{of}"


def mixture(good: float, bad: float, leave_out: float = LEFT_OUT_ODDS) -> Answerer:
    def give(rng: random.Random, item: Plain) -> object:
        if may_leave_out(item) and rng.random() < leave_out:
            return left_out(rng, item)
        draw = rng.random()
        if draw < good:
            return full(rng, item)
        return nothing(rng, item) if draw < good + bad else anything(rng, item)

    return give


def all_none(rng: random.Random, item: Plain) -> object:
    """0/0 wherever a count takes it; the rest mostly good."""
    kind, detail = kind_of(item)
    if kind == "count" and "of" not in detail and (may_leave_out(item) or earns_nothing_at_none(detail)):
        return "0/0"
    return mixture(0.8, 0.05, 0.5)(rng, item)


def on_thresholds(rng: random.Random, item: Plain) -> object:
    kind, detail = kind_of(item)
    if kind == "measure":
        return near_threshold(rng, detail)
    if kind == "count" and "full_at_percent" in detail:
        of = out_of(rng, detail, False)
        edge = int(of * Decimal(str(detail["full_at_percent"])) / 100)
        return f"{min(of, max(0, edge + rng.choice([-1, 0, 1])))}/{of}"
    if kind == "count" and "fails_below_percent" in item:
        of = out_of(rng, detail, False)
        edge = int(of * Decimal(str(item["fails_below_percent"])) / 100)
        return f"{min(of, max(0, edge + rng.choice([-1, 0, 1])))}/{of}"
    return mixture(0.85, 0.05)(rng, item)


def criticals_shaken(rng: random.Random, item: Plain) -> object:
    if item.get("caps_at") and rng.random() < 0.25:
        return nothing(rng, item)
    return mixture(0.95, 0.0, 0.05)(rng, item)


CHARACTERS: dict[str, Answerer] = {
    "perfect": mixture(1.0, 0.0, 0.0),
    "good": mixture(0.85, 0.02),
    "middling": mixture(0.55, 0.1),
    "anyhow": mixture(0.0, 0.0),
    "bad": mixture(0.15, 0.5),
    "hopeless": mixture(0.0, 1.0, 0.0),
    "much left out": mixture(0.6, 0.15, 0.9),
    "all left out": mixture(0.6, 0.1, 1.0),
    "none there": all_none,
    "on thresholds": on_thresholds,
    "criticals": criticals_shaken,
}


def items_of(checklist: Plain) -> list[Plain]:
    return [item for section in checklist["sections"] for item in section["items"]]


def one_weak_dimension(rng: random.Random, checklist: Plain) -> Plain:
    """Good but for one dimension, so that a floor is what limits."""
    weak = rng.choice(list(checklist["dimensions"]))
    strong_way, weak_way = mixture(0.95, 0.0), mixture(rng.choice([0.3, 0.5, 0.65]), 0.2)
    return {
        it["id"]: (weak_way if it["dimension"] == weak else strong_way)(rng, it) for it in items_of(checklist)
    }


def pulled_to_a_line(rng: random.Random, checklist: Plain) -> Plain:
    """Answers changed one at a time until the score, or one dimension, lies as near a line as it will go.

    The aim is the exact figure that just rounds up to the line (89.95 for 90.0), or a hair to either side.
    """
    items = items_of(checklist)
    answers = {item["id"]: mixture(0.7, 0.08)(rng, item) for item in items}
    dimension = rng.choice([None] * 6 + list(checklist["dimensions"]))
    line = rng.choice([BAND_A, BAND_A, BAND_B, LOW_LINE] if dimension is None else [FLOOR_A, FLOOR_B])
    aim = Decimal(line) / 10 - Decimal("0.05") + rng.choice([-1, 0, 0, 1]) * Decimal("0.02")
    movable = [item for item in items if dimension is None or item["dimension"] == dimension]

    def distance(candidate: Plain) -> Decimal:
        sheet = {"answers": candidate}
        if dimension is None:
            ratio = exact_score(checklist, sheet)
        else:
            rows = rows_of(checklist, credits_of(checklist, sheet))
            ratio = share([row for row in rows if row.dimension == dimension])
        return Decimal(1000) if ratio is None else abs(Decimal(ratio[0]) / Decimal(ratio[1]) - aim)

    best = distance(answers)
    for _ in range(120):
        if best == 0:
            break
        item = rng.choice(movable)
        candidate = {**answers, item["id"]: rng.choice([anything, anything, anything, full])(rng, item)}
        reached = distance(candidate)
        if reached <= best:
            answers, best = candidate, reached
    return answers


def with_gaps(rng: random.Random, answers: Plain) -> Plain:
    """Some answers taken away, at least one."""
    names = list(answers)
    share_taken = rng.choice([0.0, 0.05, 0.3, 0.9, 1.0])
    taken = {name for name in names if rng.random() < share_taken} or {rng.choice(names)}
    return {name: answer for name, answer in answers.items() if name not in taken}


def random_sheet(rng: random.Random, checklist: Plain, *, complete: bool | None = None) -> Plain:
    """A valid input for this checklist; finished, unfinished, or either where ``complete`` is None."""
    character = rng.choice([*CHARACTERS, "one weak dimension", *["near a line"] * 5])
    if character == "near a line":
        answers = pulled_to_a_line(rng, checklist)
    elif character == "one weak dimension":
        answers = one_weak_dimension(rng, checklist)
    else:
        answers = {item["id"]: CHARACTERS[character](rng, item) for item in items_of(checklist)}
    finished = rng.random() < 0.8 if complete is None else complete
    if not finished:
        answers = with_gaps(rng, answers)
    if rng.random() < 0.2:  # the order of answers says nothing
        names = list(answers)
        rng.shuffle(names)
        answers = {name: answers[name] for name in names}
    sheet: Plain = {"checklist": str(checklist["id"]), "answers": answers}
    if rng.random() < 0.7:
        sheet["vetoes"] = rng.sample(EVENTS, rng.choice([0, 0, 0, 0, 0, 1, 2]))
    if rng.random() < 0.5:
        sheet["bonus"] = {}
    return sheet


# --- institutions -------------------------------------------------------------------------------------------


def as_printed(figure: int) -> str:
    return f"{figure // 10}.{figure % 10}"


def random_unit(rng: random.Random, checklist: Plain, around: int, spread: int) -> Plain:
    """One scored branch or service point as the roll-up takes it."""

    def figure(about: int) -> int:
        return max(0, min(1000, about + rng.randint(-spread, spread)))

    score = figure(around)
    grade = "A" if score >= BAND_A else "B" if score >= BAND_B else "C"
    if rng.random() < 0.15:
        grade = rng.choice([it for it in "ABC" if it >= grade])
    unit: Plain = {"score": as_printed(score), "grade": grade}
    if rng.random() < 0.9:
        dimensions: Plain = {name: as_printed(figure(score)) for name in checklist["dimensions"]}
        for name in list(dimensions):
            draw = rng.random()
            if draw < 0.1:
                dimensions[name] = None
            elif draw < 0.15:
                del dimensions[name]
        unit["dimensions"] = dimensions
    return unit


def random_rollup(rng: random.Random, checklist: Plain) -> Plain:
    """An institution's sheet with branches, points, register and bonus; any of them may be missing."""
    sheet = random_sheet(rng, checklist, complete=rng.random() < 0.92)
    around = rng.choice([970, 930, 905, 900, 850, 760, 750, 650, 400])
    spread = rng.choice([0, 5, 30, 120, 400])
    parts = rng.choice([("branches", "service_points")] * 4 + [("branches",), ("service_points",)])
    scored = {"branches": 0, "service_points": 0}
    for part in parts:
        scored[part] = rng.choice([0, 1, 2, 3, 3, 4, 5, 7, 10, 10, 13])
        units = [random_unit(rng, checklist, around, spread) for _ in range(scored[part])]
        if units and rng.random() < 0.25:  # a few at C, around the 30 % line
            at_c = min(len(units), max(1, len(units) * 3 // 10 + rng.choice([0, 0, 1])))
            for unit in rng.sample(units, at_c):
                unit["grade"] = "C"
        sheet[part] = units
    if rng.random() < 0.6:
        sheet["registered"] = {
            part: count + rng.choice([0, 0, 0, 1, 2, 5, count, count * 3 // 2, count * 9, count * 9 + 1])
            for part, count in scored.items()
        }
    bonus = {}
    for entry in checklist.get("bonus") or []:
        if rng.random() < 0.5:
            most = Decimal(str(entry["at_most"]))
            part_of_it = rng.choice(["0", "0.1", "0.25", "0.5", "0.9", "1", "1"])
            bonus[str(entry["id"])] = format((most * Decimal(part_of_it)).normalize() + 0, "f")
    if bonus or rng.random() < 0.3:
        sheet["bonus"] = bonus
    else:
        sheet.pop("bonus", None)
    return sheet
