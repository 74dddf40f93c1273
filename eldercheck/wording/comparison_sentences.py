"""The sentence of what stands in the way of a comparison: what it waits for."""

from __future__ import annotations

from eldercheck.language import N_

COMPARISONS = {
    "no_self_assessment": N_("{name} handed in no self-assessment of {year}: there is nothing to compare."),
    "no_examination": N_("{name} was not examined in {year} yet: there is nothing to compare."),
    "self_assessment_open": N_(
        "The self-assessment {year} of {name} is not handed in: it is compared once the bank has signed it."
    ),
    "examination_open": N_(
        "The examination {year} of {name} is not signed: it is compared once it is, so that the bank's answers sway nobody."
    ),
}
