"""The way up by trying every set, and small checklists on which that can be done."""

import random
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from typing import Any

Plain = dict[str, Any]
NEXT_LETTER = {"C": "B", "B": "A"}


def full_answer(item: Plain, given: object) -> object:
    """The answer that earns full credit; ``given``, the answer now, where it already does."""
    answer = item["answer"]
    if answer == "yes_no":
        return "yes"
    ((kind, detail),) = answer.items()
    if kind == "levels":
        return len(detail) - 1
    if kind == "measure":
        reading, full = Decimal(str(given)), Decimal(str(detail["full"]))
        meets = reading <= full if detail["better"] == "lower" else reading >= full
        return given if meets else str(detail["full"])
    found = re.fullmatch(r"([0-9]+)/([0-9]+)", str(given))
    assert found is not None
    have, of = int(found[1]), int(found[2])
    if of == 0:  # only where none earns nothing
        of = int((detail or {}).get("of_at_least", 1))
        return f"{of}/{of}"
    if have * 100 >= of * Decimal(str((detail or {}).get("full_at_percent", 100))):
        return given
    return f"{of}/{of}"


def leaves_the_sheet(item: Plain, given: object) -> bool:
    if isinstance(given, dict):
        return True
    if item["answer"] == "yes_no" or "count" not in item["answer"]:
        return False
    earns_nothing = (item["answer"]["count"] or {}).get("none_earns_nothing") in (True, "true")
    return re.fullmatch(r"0+/0+", str(given)) is not None and not earns_nothing


def improvable(checklist: Plain, sheet: Plain) -> list[tuple[Plain, object]]:
    """Items short of full credit, in sheet order, each with the answer that would give it."""
    found = []
    for section in checklist["sections"]:
        for item in section["items"]:
            if item["id"] not in sheet["answers"]:
                continue
            given = sheet["answers"][item["id"]]
            if leaves_the_sheet(item, given):
                continue
            better = full_answer(item, given)
            if better != given:
                found.append((item, better))
    return found


def brute_way_up(checklist: Plain, sheet: Plain, score: Callable[[Plain, Plain], Plain]) -> list[str] | None:
    """The smallest set of items that reaches the next letter at full credit, by trying every set.

    ``score`` is any scorer whose result holds ``complete`` and ``grade``; a set is tried by giving it
    the bettered sheet.
    """
    now = {
        "checklist": sheet.get("checklist"),
        "answers": dict(sheet["answers"]),
        "vetoes": sheet.get("vetoes", []),
    }
    result = score(checklist, now)
    if now["vetoes"] or not result["complete"] or result["grade"] is None:
        return None
    if result["grade"] == "A":
        return []
    target = NEXT_LETTER[result["grade"]]
    candidates = improvable(checklist, sheet)
    for size in range(1, len(candidates) + 1):
        reaching = []
        for positions in combinations(range(len(candidates)), size):
            chosen = [candidates[position] for position in positions]
            answers = {**sheet["answers"], **{item["id"]: better for item, better in chosen}}
            if score(checklist, {**now, "answers": answers})["grade"] <= target:
                reaching.append((sum(int(item["points"]) for item, _ in chosen), positions))
        if reaching:
            _, first = min(reaching)
            return [str(candidates[position][0]["id"]) for position in first]
    raise AssertionError("with every item at full credit and no veto a sheet is at A")


# --- small checklists ---------------------------------------------------------------------------------------


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def split(rng: random.Random, total: int, parts: int) -> list[int]:
    """Positive whole numbers adding up to ``total``."""
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def even_split(total: int, parts: int) -> list[int]:
    return [total // parts + (1 if number < total % parts else 0) for number in range(parts)]


def small_answer(rng: random.Random) -> object:
    kind = rng.choice(["yes_no", "yes_no", "levels", "levels", "count", "count", "measure"])
    if kind == "yes_no":
        return "yes_no"
    if kind == "levels":
        return {"levels": [text(f"第{number}级", f"level {number}") for number in range(rng.randint(2, 6))]}
    if kind == "measure":
        better = rng.choice(["lower", "higher"])
        near, far = sorted(rng.sample(range(1, 30), 2))
        full, half = (near, far) if better == "lower" else (far, near)
        return {"measure": {"unit": "min", "better": better, "full": full, "half": half}}
    count: Plain = rng.choice(
        [{}, {}, {"of": rng.randint(1, 7)}, {"of_at_most": rng.randint(1, 9)}, {"of_at_least": 3}]
    )
    count = dict(count)
    if rng.random() < 0.3:
        count["full_at_percent"] = rng.choice([50, 66, 80, 90])
    if "of" not in count and "of_at_least" not in count and rng.random() < 0.2:
        count["none_earns_nothing"] = True
    return {"count": count}


def small_checklist(rng: random.Random) -> Plain:
    """A valid checklist of four dimensions and six to twelve items, as its YAML file would read."""
    names = ["organisation", "facilities", "publicity", "outcome"]
    rng.shuffle(names)
    number_of_items = rng.randint(6, 12)
    homes = [*names, *(rng.choice(names) for _ in range(number_of_items - len(names)))]
    rng.shuffle(homes)
    held = {name: homes.count(name) for name in names}
    # Points in small steps make ties, points anywhere make odd denominators; a dimension must hold its items.
    if rng.random() < 0.5:
        dimension_points = dict(zip(names, [25, 25, 25, 25], strict=True))
    else:
        spare = split(rng, 100 - number_of_items + 4, 4)
        dimension_points = {name: more + held[name] - 1 for name, more in zip(names, spare, strict=True)}
    points = {
        name: even_split(dimension_points[name], held[name])
        if rng.random() < 0.5 or held[name] == 1
        else split(rng, dimension_points[name], held[name])
        for name in names
    }
    unit = rng.choice(["branch", "service_point"])
    clauses = {
        f"S{number}.1": text(f"要求{number}", f"obligation {number}")
        for number in range(1, rng.randint(2, 4))
    }
    section_ids = rng.sample(["GC", "TM", "FA", "PU", "HV", "OM", "SO"], rng.randint(1, 3))
    sections: list[Plain] = [
        {"id": it, "title": text(f"部分{it}", f"Section {it}"), "items": []} for it in section_ids
    ]
    per_section = [
        [home for at, home in enumerate(homes) if at % len(sections) == k] for k in range(len(sections))
    ]
    made = 0
    for section, section_homes in zip(sections, per_section, strict=True):
        for number, home in enumerate(section_homes, start=1):
            item: Plain = {
                "id": f"{'B' if unit == 'branch' else 'P'}-{section['id']}-{number:02}",
                "ask": text(f"问题{made + 1}", f"question {made + 1}"),
                "dimension": home,
                "points": points[home].pop(),
                "answer": small_answer(rng),
                "evidence": {
                    "when": rng.choice(["always", "when_marks_lost"]),
                    "kind": rng.choice(["photo", "document", "interview", "reading"]),
                },
                "clauses": [list(clauses)[made % len(clauses)]],
            }
            if rng.random() < 0.35:
                item["caps_at"] = rng.choice(["B", "C"])
                if (
                    isinstance(item["answer"], dict)
                    and "measure" not in item["answer"]
                    and rng.random() < 0.5
                ):
                    item["fails_below_percent"] = rng.choice([25, 50, 60, 80])
            counts = isinstance(item["answer"], dict) and "count" in item["answer"]
            if rng.random() < (0.6 if counts else 0.25):
                item["not_applicable"] = text("没有", "none here")
            section["items"].append(item)
            made += 1
    return {
        "id": "small",
        "version": "2026.1",
        "unit": unit,
        "title": text("小检查表", "A small checklist"),
        "clauses": clauses,
        "dimensions": {
            name: {"points": dimension_points[name], "title": text(f"方面{name}", name.title())}
            for name in names
        },
        "sections": sections,
    }
