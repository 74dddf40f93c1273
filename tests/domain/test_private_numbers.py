"""Numbers that name a person."""

from __future__ import annotations

import pytest

from eldercheck.domain.private_numbers import private_number


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("110101194912310023", "identity"),
        ("张某 11010119491231002X，满意", "identity"),
        ("11010119491231002x", "identity"),
        ("１１０１０１１９４９１２３１００２３", "identity"),
        ("110101 19491231 0023", "identity"),
        ("13812345678", "mobile"),
        ("电话138-1234-5678。", "mobile"),
        ("+86 138 1234 5678", "mobile"),
        ("8613812345678", "mobile"),
        ("6222021234567890123", "account"),
        ("6222 0212 3456 7890", "account"),
        ("受访5人，满意4人", None),
        ("青银发〔2024〕12号", None),
        ("2024-05-01 10:20:30", None),
        ("第20240501-0012号", None),
        ("12345678901", None),
        ("IMG_20240501_102030", None),
        ("0571-88888888", None),
        ("1381234567", None),
        ("138123456789", None),
        ("12345678901234567890", None),
        ("", None),
    ],
)
def test_a_number_of_a_person_is_known_by_its_form(text: str, kind: str | None) -> None:
    assert private_number(text) == kind
