"""A second reading of the scoring rules, written from the page alone, to check the first against.

It knows nothing of the programme: a checklist is the plain mapping of its YAML file, a sheet the plain
object that ``eldercheck score`` reads. A share of marks is a pair of whole numbers (numerator,
denominator), sums run over a common denominator, and a printed figure is a whole number of tenths.

A JSON number with a point or an exponent loses its text in ``json.loads``; to keep it, load a sheet with
``json.loads(text, parse_float=str)``: for a measure, decimal text and a JSON number mean the same. (Bonus
entries and unit scores are text only.)
"""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from .brute_way_up import brute_way_up, improvable

Plain = dict[str, Any]
Ratio = tuple[int, int]

LETTERS: Final = "ABC"
BAND_A, BAND_B = 900, 750
FLOOR_A, FLOOR_B = 750, 500
LOW_LINE = 600
BONUS_CAP = 50
FULL_MARKS = 1000
SHEET_WEIGHT, BRANCH_WEIGHT, POINT_WEIGHT = 30, 50, 20
BRUTE_UP_TO = 9

KNOWN_KEYS = frozenset(
    {"checklist", "answers", "vetoes", "bonus", "branches", "service_points", "registered"}
)
INSTITUTION_KEYS = frozenset({"branches", "service_points", "registered"})


class BadSheet(Exception):  # noqa: N818  (the name is the agreed one)
    """The sheet cannot be read: which item, and what is wrong with it."""

    def __init__(self, item: str, message: str) -> None:
        super().__init__(f"{item}: {message}")
        self.item = item
        self.message = message


class Row(NamedTuple):
    """One answered, applicable item."""

    position: int
    item: str
    section: str
    dimension: str
    points: int
    credit: Ratio
    caps_at: str | None
    failed: bool


# --- reading plain values -----------------------------------------------------------------------------------


def decimal_ratio(text: str) -> Ratio | None:
    """``"12.50"`` as (1250, 100); None for anything but digits with at most one point between them."""
    found = re.fullmatch(r"([0-9]+)(?:\.([0-9]+))?", text)
    if found is None:
        return None
    decimals = found[2] or ""
    return int(found[1] + decimals), 10 ** len(decimals)


def number_ratio(value: object) -> Ratio | None:
    """A number of a checklist or a sheet, by its decimal text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return decimal_ratio(str(value))
    if isinstance(value, float):
        return decimal_ratio(format(Decimal(repr(value)), "f"))
    if isinstance(value, Decimal):
        return decimal_ratio(format(value, "f"))
    return decimal_ratio(value) if isinstance(value, str) else None


def setting(value: object) -> Ratio:
    """A number out of the checklist, which is taken to be sound."""
    ratio = number_ratio(value)
    if ratio is None:
        raise ValueError(f"not a number in the checklist: {value!r}")
    return ratio


def whole(value: object) -> int:
    numerator, denominator = setting(value)
    if numerator % denominator:
        raise ValueError(f"not a whole number in the checklist: {value!r}")
    return numerator // denominator


def switched_on(value: object) -> bool:
    return value is True or value == "true"


def at_least(left: Ratio, right: Ratio) -> bool:
    return left[0] * right[1] >= right[0] * left[1]


def tenths(ratio: Ratio) -> int:
    """Rounded half up to one decimal, counted in tenths."""
    numerator, denominator = ratio
    return (20 * numerator + denominator) // (2 * denominator)


def printed(figure: int | None) -> str | None:
    return None if figure is None else f"{figure // 10}.{figure % 10}"


# --- one answer ---------------------------------------------------------------------------------------------


def read_answer(item: Plain, given: object) -> Ratio | None:
    """The credit an answer earns, None where the item is not applicable; BadSheet for anything else."""
    name = str(item["id"])
    may_be_left_out = bool(item.get("not_applicable"))
    if isinstance(given, dict):
        reason = given.get("not_applicable")
        if set(given) != {"not_applicable"} or not isinstance(reason, str) or not reason.strip():
            raise BadSheet(name, f'{given!r} is not {{"not_applicable": "reason"}}')
        if not may_be_left_out:
            raise BadSheet(name, "this item may not be left out as not applicable")
        return None
    answer = item["answer"]
    if answer == "yes_no":
        if not isinstance(given, str) or given not in ("yes", "no"):
            raise BadSheet(name, f'{given!r} is not "yes" or "no"')
        return (1, 1) if given == "yes" else (0, 1)
    ((kind, detail),) = answer.items()
    if kind == "levels":
        top = len(detail) - 1
        if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= top:
            raise BadSheet(name, f"{given!r} is not a whole number from 0 to {top}")
        return given, top
    if kind == "count":
        return read_count(name, detail or {}, given, may_be_left_out)
    if kind == "measure":
        reading = number_ratio(given)
        if reading is None:
            raise BadSheet(name, f"{given!r} is not a plain decimal number")
        return read_measure(detail, reading)
    raise ValueError(f"{name}: no such answer kind: {kind}")


def read_count(name: str, detail: Plain, given: object, may_be_left_out: bool) -> Ratio | None:
    found = re.fullmatch(r"([0-9]+)/([0-9]+)", given) if isinstance(given, str) else None
    if found is None:
        raise BadSheet(name, f'{given!r} is not a count such as "3/5"')
    have, of = int(found[1]), int(found[2])
    if have > of:
        raise BadSheet(name, f"{given!r} has more than there are")
    if "of" in detail and of != whole(detail["of"]):
        raise BadSheet(name, f"{given!r} must be out of exactly {detail['of']}")
    if of == 0:
        if switched_on(detail.get("none_earns_nothing")):
            return 0, 1
        if may_be_left_out:
            return None
        raise BadSheet(name, "0/0 says nothing, and this item may not be left out")
    if "of_at_most" in detail and of > whole(detail["of_at_most"]):
        raise BadSheet(name, f"{given!r} must be out of {detail['of_at_most']} at most")
    if "of_at_least" in detail and of < whole(detail["of_at_least"]):
        raise BadSheet(name, f"{given!r} must be out of {detail['of_at_least']} at least")
    if "full_at_percent" not in detail:
        return have, of
    percent, scale = setting(detail["full_at_percent"])
    earned = have * 100 * scale, of * percent
    return (1, 1) if earned[0] >= earned[1] else earned


def read_measure(detail: Plain, reading: Ratio) -> Ratio:
    full, half = setting(detail["full"]), setting(detail["half"])
    lower = detail["better"] == "lower"
    for threshold, credit in ((full, (1, 1)), (half, (1, 2))):
        if at_least(threshold, reading) if lower else at_least(reading, threshold):
            return credit
    return 0, 1


def fails(item: Plain, credit: Ratio) -> bool:
    if not item.get("caps_at"):
        return False
    if item.get("fails_below_percent") is None:
        return credit[0] == 0
    percent, scale = setting(item["fails_below_percent"])
    return not at_least(credit, (percent, 100 * scale))


# --- a sheet ------------------------------------------------------------------------------------------------


def all_items(checklist: Plain) -> list[tuple[str, Plain]]:
    return [(str(section["id"]), item) for section in checklist["sections"] for item in section["items"]]


def credits_of(checklist: Plain, sheet: Plain) -> dict[str, Ratio | None]:
    """What each answered item earns (None: not applicable); an open item is not in it."""
    answers = sheet.get("answers")
    if not isinstance(answers, dict):
        raise BadSheet("answers", "an object of answers by item is wanted")
    known = {str(item["id"]): item for _, item in all_items(checklist)}
    for name in answers:
        if name not in known:
            raise BadSheet(str(name), "no such item in this checklist")
    return {name: read_answer(item, answers[name]) for name, item in known.items() if name in answers}


def rows_of(checklist: Plain, earned: dict[str, Ratio | None], open_earn: Ratio | None = None) -> list[Row]:
    """The applicable items with their credit, the open ones at ``open_earn`` or, without it, left out."""
    rows = []
    for position, (section, item) in enumerate(all_items(checklist)):
        name = str(item["id"])
        credit = earned.get(name, open_earn)
        if credit is not None:
            caps_at = item.get("caps_at") or None
            dimension, points = str(item["dimension"]), whole(item["points"])
            rows.append(Row(position, name, section, dimension, points, credit, caps_at, fails(item, credit)))
    return rows


def share(rows: Sequence[Row]) -> Ratio | None:
    """100 times the marks earned over the marks there are, as one ratio; None for no rows."""
    if not rows:
        return None
    common = math.lcm(*(row.credit[1] for row in rows))
    marks = sum(row.points * row.credit[0] * (common // row.credit[1]) for row in rows)
    return 100 * marks, common * sum(row.points for row in rows)


def weighted_mean(parts: Sequence[tuple[int, Ratio]]) -> Ratio | None:
    """The mean of ratios by whole weights, as one ratio; None for no parts."""
    if not parts:
        return None
    common = math.lcm(*(ratio[1] for _, ratio in parts))
    total = sum(weight * ratio[0] * (common // ratio[1]) for weight, ratio in parts)
    return total, common * sum(weight for weight, _ in parts)


def dimension_points(checklist: Plain) -> dict[str, int]:
    return {str(name): whole(about["points"]) for name, about in checklist["dimensions"].items()}


def dimension_shares(checklist: Plain, rows: Sequence[Row]) -> dict[str, Ratio | None]:
    return {
        name: share([row for row in rows if row.dimension == name]) for name in dimension_points(checklist)
    }


def total_share(checklist: Plain, rows: Sequence[Row]) -> Ratio | None:
    weights = dimension_points(checklist)
    shares = dimension_shares(checklist, rows)
    return weighted_mean([(weights[name], ratio) for name, ratio in shares.items() if ratio is not None])


def exact_score(checklist: Plain, sheet: Plain) -> Ratio | None:
    """S of the answered applicable items before it is rounded."""
    return total_share(checklist, rows_of(checklist, credits_of(checklist, sheet)))


def letter_for(figure: int, line_a: int, line_b: int) -> str:
    return "A" if figure >= line_a else "B" if figure >= line_b else "C"


def worst_letter(letters: Iterable[str]) -> str:
    return max(letters, default="A")


def band_limit(figure: int) -> list[Plain]:
    letter = letter_for(figure, BAND_A, BAND_B)
    return [] if letter == "A" else [{"rule": "band", "to": letter}]


def floor_limits(figures: dict[str, int | None]) -> list[Plain]:
    letters = {name: letter_for(it, FLOOR_A, FLOOR_B) for name, it in figures.items() if it is not None}
    return [{"rule": "floor", "dimension": name, "to": to} for name, to in letters.items() if to != "A"]


def critical_limits(rows: Sequence[Row]) -> list[Plain]:
    return [{"rule": "critical", "item": row.item, "to": row.caps_at} for row in rows if row.failed]


def veto_limits(vetoes: Sequence[str]) -> list[Plain]:
    return [{"rule": "veto", "event": event, "to": "C"} for event in vetoes]


def final_letter(limits: Sequence[Plain]) -> str:
    return worst_letter(str(limit["to"]) for limit in limits)


def judged(checklist: Plain, rows: Sequence[Row], vetoes: Sequence[str]) -> tuple[int, list[Plain]] | None:
    """The printed S in tenths and every limit; None where no item applies."""
    total = total_share(checklist, rows)
    if total is None:
        return None
    shares = dimension_shares(checklist, rows)
    figures = {name: None if it is None else tenths(it) for name, it in shares.items()}
    figure = tenths(total)
    limits = [*band_limit(figure), *floor_limits(figures), *critical_limits(rows), *veto_limits(vetoes)]
    return figure, limits


def range_of(checklist: Plain, earned: dict[str, Ratio | None], vetoes: Sequence[str]) -> Plain:
    low = judged(checklist, rows_of(checklist, earned, (0, 1)), vetoes)
    high = judged(checklist, rows_of(checklist, earned, (1, 1)), vetoes)
    if low is None or high is None:
        return {"lowest": None, "highest": None, "worst": None, "best": None}
    return {
        "lowest": printed(low[0]),
        "highest": printed(high[0]),
        "worst": final_letter(low[1]),
        "best": final_letter(high[1]),
    }


def read_vetoes(sheet: Plain) -> list[str]:
    vetoes = sheet.get("vetoes", [])
    if not isinstance(vetoes, list):
        raise BadSheet("vetoes", "a list of events is wanted")
    for event in vetoes:
        if not isinstance(event, str) or not event.strip():
            raise BadSheet("vetoes", f"{event!r} is not the text of an event")
    return vetoes


def score(checklist: Plain, sheet: Plain, *, with_way_up: bool = True) -> Plain:
    """What ``eldercheck score --json`` prints for this sheet."""
    for key in sheet:
        if key not in KNOWN_KEYS:
            raise BadSheet(str(key), "no such field in a sheet")
        if key in INSTITUTION_KEYS and checklist["unit"] != "institution":
            raise BadSheet(str(key), "only an institution's sheet has this")
    earned = credits_of(checklist, sheet)
    vetoes = read_vetoes(sheet)
    bonus = read_bonus(checklist, sheet)
    rows = rows_of(checklist, earned)
    open_items = [str(item["id"]) for _, item in all_items(checklist) if str(item["id"]) not in earned]
    verdict = None if open_items else judged(checklist, rows, vetoes)
    figure, limits = (None, []) if verdict is None else verdict
    grade = None if figure is None else final_letter(limits)
    shares = dimension_shares(checklist, rows)
    dimensions = {name: None if it is None else tenths(it) for name, it in shares.items()}
    section_names = [str(section["id"]) for section in checklist["sections"]]
    sections = {name: share([row for row in rows if row.section == name]) for name in section_names}
    result: Plain = {
        "checklist": f"{checklist['id']}@{checklist['version']}",
        "complete": not open_items,
        "score": printed(figure),
        "by_score": None if figure is None else letter_for(figure, BAND_A, BAND_B),
        "grade": grade,
        "must_fix": bool(vetoes) or (figure is not None and grade == "C" and figure < LOW_LINE),
        "dimensions": {name: printed(it) for name, it in dimensions.items()},
        "sections": {name: None if it is None else printed(tenths(it)) for name, it in sections.items()},
        "limits": limits,
        "range": range_of(checklist, earned, vetoes),
    }
    if with_way_up:
        result["way_up"] = way_up(checklist, sheet)
    result["open"] = open_items
    if "branches" in sheet or "service_points" in sheet:
        units = {key: read_units(checklist, sheet, key) for key in ("branches", "service_points")}
        registered = read_registered(sheet)
        result["rollup"] = None
        if figure is not None:
            held = [limit for limit in limits if limit["rule"] in ("critical", "veto")]
            result["rollup"] = roll_up(figure, dimensions, held, units, registered, bonus)
    return result


# --- an institution for a year ------------------------------------------------------------------------------


def read_bonus(checklist: Plain, sheet: Plain) -> int:
    """The bonus total in tenths, capped."""
    given = sheet.get("bonus", {})
    if not isinstance(given, dict):
        raise BadSheet("bonus", "an object of entries is wanted")
    most = {str(entry["id"]): setting(entry["at_most"]) for entry in checklist.get("bonus") or []}
    entries = []
    for name, value in given.items():
        if name not in most:
            raise BadSheet(str(name), "no such bonus entry in this checklist")
        ratio = decimal_ratio(value) if isinstance(value, str) else None
        if ratio is None or not at_least(most[name], ratio):
            raise BadSheet(name, f"{value!r} is not decimal text from 0 to its maximum")
        entries.append((1, ratio))
    mean = weighted_mean(entries)
    return 0 if mean is None else min(BONUS_CAP, tenths((mean[0] * len(entries), mean[1])))


def read_printed(where: str, value: object) -> int:
    """A printed figure in tenths."""
    ratio = decimal_ratio(value) if isinstance(value, str) else None
    if ratio is None or ratio[1] > 10 or not at_least((100, 1), ratio):
        raise BadSheet(where, f"{value!r} is not a printed figure from 0.0 to 100.0")
    return ratio[0] * (10 // ratio[1])


def read_units(checklist: Plain, sheet: Plain, key: str) -> list[Plain]:
    given = sheet.get(key, [])
    if not isinstance(given, list):
        raise BadSheet(key, "a list of scored units is wanted")
    units = []
    for number, unit in enumerate(given):
        where = f"{key}[{number}]"
        if not isinstance(unit, dict) or not set(unit) <= {"score", "grade", "dimensions"}:
            raise BadSheet(where, "an object of score, grade and dimensions is wanted")
        grade = unit.get("grade")
        if not isinstance(grade, str) or grade not in tuple(LETTERS):
            raise BadSheet(where, f"{grade!r} is not a grade")
        dimensions = unit.get("dimensions", {})
        if not isinstance(dimensions, dict) or not set(dimensions) <= set(checklist["dimensions"]):
            raise BadSheet(where, "an object of the checklist's dimensions is wanted")
        figures = {name: read_printed(where, it) for name, it in dimensions.items() if it is not None}
        figure = read_printed(where, unit.get("score"))
        units.append({"score": figure, "grade": grade, "dimensions": figures})
    return units


def read_registered(sheet: Plain) -> dict[str, int]:
    given = sheet.get("registered", {})
    if not isinstance(given, dict) or not set(given) <= {"branches", "service_points"}:
        raise BadSheet("registered", "an object of branches and service_points is wanted")
    for key, count in given.items():
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise BadSheet("registered", f"{key}: {count!r} is not a whole number")
    return given


def mean_of_parts(own: int | None, branches: Sequence[int], points: Sequence[int]) -> int | None:
    """Figures in tenths in, the weighted figure in tenths out, rounded once."""
    parts: list[tuple[int, Ratio]] = []
    if own is not None:
        parts.append((SHEET_WEIGHT, (own, 10)))
    if branches:
        parts.append((BRANCH_WEIGHT, (sum(branches), 10 * len(branches))))
    if points:
        parts.append((POINT_WEIGHT, (sum(points), 10 * len(points))))
    mean = weighted_mean(parts)
    return None if mean is None else tenths(mean)


def enough(scored: int, registered: int | None, at_the_least: int, percent: int) -> bool:
    if registered is None:
        return True
    rounded_up = (registered * percent + 99) // 100
    return scored >= min(registered, max(at_the_least, rounded_up))


def roll_up(
    own: int,
    own_dimensions: dict[str, int | None],
    held: list[Plain],
    units: dict[str, list[Plain]],
    registered: dict[str, int],
    bonus: int,
) -> Plain:
    branches, points = units["branches"], units["service_points"]
    plain = mean_of_parts(own, [it["score"] for it in branches], [it["score"] for it in points])
    assert plain is not None
    final = min(FULL_MARKS, plain + bonus)
    dimensions = {
        name: mean_of_parts(
            figure,
            [it["dimensions"][name] for it in branches if name in it["dimensions"]],
            [it["dimensions"][name] for it in points if name in it["dimensions"]],
        )
        for name, figure in own_dimensions.items()
    }
    limits = [*band_limit(final), *floor_limits(dimensions), *held]
    at_c = sum(it["grade"] == "C" for it in branches)
    if at_c:
        limits.append(
            {"rule": "spread", "branches_at_c": at_c, "to": "C" if 10 * at_c > 3 * len(branches) else "B"}
        )
    covered = enough(len(branches), registered.get("branches"), 5, 40)
    covered = enough(len(points), registered.get("service_points"), 3, 10) and covered
    if not covered:
        limits.append({"rule": "coverage", "to": "B"})
    return {
        "score": printed(final),
        "by_score": letter_for(final, BAND_A, BAND_B),
        "grade": final_letter(limits),
        "bonus": printed(bonus),
        "provisional": not covered,
        "dimensions": {name: printed(it) for name, it in dimensions.items()},
        "limits": limits,
    }


# --- the way up ---------------------------------------------------------------------------------------------


def way_up(checklist: Plain, sheet: Plain) -> list[str] | None:
    """By trying every set where few items can be bettered, by tables where many can."""
    if len(improvable(checklist, sheet)) <= BRUTE_UP_TO:
        return brute_way_up(checklist, sheet, partial(score, with_way_up=False))
    return table_way_up(checklist, sheet)


Table = dict[tuple[int, int], int]


def gains_by_size_and_points(gains: Sequence[tuple[int, int, bool | None]]) -> Table:
    """For each (number of items, their points) that can be chosen, the most that can be gained.

    Each item is (points, gain, whether it must be in, must be out or may be either).
    """
    table: Table = {(0, 0): 0}
    for points, gain, chosen in gains:
        grown: Table = {} if chosen else dict(table)
        if chosen is not False:
            for (size, total), most in table.items():
                key = size + 1, total + points
                grown[key] = max(most + gain, grown.get(key, -1))
        table = grown
    return table


def table_way_up(checklist: Plain, sheet: Plain) -> list[str] | None:
    """The same answer by tables, for sheets with too many sets to try.

    Bettering an item adds to its dimension's sum and to nothing else, so among sets of the same size and
    points in one dimension only the one that gains most matters: if another one reaches the letter, so
    does it.
    """
    rows = rows_of(checklist, credits_of(checklist, sheet))
    vetoes = read_vetoes(sheet)
    verdict = judged(checklist, rows, vetoes)
    if (
        vetoes
        or verdict is None
        or any(str(item["id"]) not in sheet["answers"] for _, item in all_items(checklist))
    ):
        return None
    grade = final_letter(verdict[1])
    if grade == "A":
        return []
    band, floor = (BAND_A, FLOOR_A) if grade == "B" else (BAND_B, FLOOR_B)
    weights = dimension_points(checklist)
    shares = {name: it for name, it in dimension_shares(checklist, rows).items() if it is not None}
    common = math.lcm(*(denominator for _, denominator in shares.values()))
    all_weights = sum(weights[name] for name in shares)
    improvable_rows = [row for row in rows if row.credit[0] < row.credit[1]]
    # Every item that holds the grade down as a critical must be in; the others are free.
    choice: dict[int, bool | None] = {
        row.position: True if row.failed and row.caps_at is not None and row.caps_at >= grade else None
        for row in improvable_rows
    }

    def gain(row: Row) -> int:
        # In units of 1/(the denominator of the dimension's share).
        denominator = shares[row.dimension][1]
        all_points = sum(it.points for it in rows if it.dimension == row.dimension)
        lost = row.credit[1] - row.credit[0]
        return 100 * row.points * lost * (denominator // all_points) // row.credit[1]

    gains = {row.position: gain(row) for row in improvable_rows}

    def reaching() -> tuple[int, int] | None:
        """The smallest (size, points) that reaches the letter under the choices made so far."""
        combined: Table = {(0, 0): 0}
        for name, (numerator, denominator) in shares.items():
            mine = gains_by_size_and_points(
                [
                    (it.points, gains[it.position], choice[it.position])
                    for it in improvable_rows
                    if it.dimension == name
                ]
            )
            good = {key: it for key, it in mine.items() if tenths((numerator + it, denominator)) >= floor}
            grown: Table = {}
            for (size, points), sofar in combined.items():
                for (more, more_points), most in good.items():
                    key = size + more, points + more_points
                    value = sofar + weights[name] * (numerator + most) * (common // denominator)
                    grown[key] = max(value, grown.get(key, -1))
            combined = grown
        good_keys = [key for key, it in combined.items() if tenths((it, common * all_weights)) >= band]
        return min(good_keys, default=None)

    best = reaching()
    assert best is not None, "with every item at full credit and no veto a sheet is at A"
    for row in improvable_rows:
        if choice[row.position] is None:
            choice[row.position] = True
            if reaching() != best:
                choice[row.position] = False
    return [row.item for row in improvable_rows if choice[row.position]]
