"""The one place that turns an error into sentences for a person."""

from __future__ import annotations

from eldercheck.domain.clean_text import visible
from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.storage.crash_report import write_crash_report
from eldercheck.wording.case_sentences import CASES
from eldercheck.wording.comparison_sentences import COMPARISONS
from eldercheck.wording.database_sentences import DATABASE
from eldercheck.wording.document_sentences import DOCUMENTS
from eldercheck.wording.evidence_sentences import EVIDENCE_FAULTS
from eldercheck.wording.fault_sentences import FILES
from eldercheck.wording.history_sentences import HISTORY
from eldercheck.wording.moments import local_moment
from eldercheck.wording.programme_sentences import RULES, YEARS
from eldercheck.wording.register_sentences import REGISTER
from eldercheck.wording.report_sentences import REPORTS
from eldercheck.wording.sentences import ANSWERS, SHEETS, STATES
from eldercheck.wording.visit_sentences import VISITS

_SENTENCES = {
    **ANSWERS,
    **SHEETS,
    **STATES,
    **DATABASE,
    **FILES,
    **RULES,
    **YEARS,
    **REGISTER,
    **REPORTS,
    **DOCUMENTS,
    **HISTORY,
    **VISITS,
    **COMPARISONS,
    **CASES,
    **EVIDENCE_FAULTS,
}
LONGEST_VALUE = 80


def explain(error: EldercheckError) -> str:
    """Return what happened, whether the work is safe, and what to do next."""
    sentence = _(_SENTENCES.get(error.code, error.code))
    return sentence.format(**{name: _told(name, value) for name, value in error.values.items()})


def _told(name: str, value: object) -> str:
    """Return a value by its name: a moment in local time, bytes in megabytes, a rule by its title."""
    if name == "since" and isinstance(value, str):
        return local_moment(value)
    if name in ("free", "wanted") and isinstance(value, int):
        return f"{value / 1_000_000:.1f} MB"
    if name in ("setting", "kinds") and isinstance(value, str):
        from eldercheck.wording.years import obstacle_titles, setting_title

        return shown(setting_title(value)) if name == "setting" else obstacle_titles(value)
    return shown(value)


def mistake_text(error: BaseException) -> str:
    """Say that the program itself stumbled, and where the report of it lies."""
    report = write_crash_report(error)
    sentence = _(
        "eldercheck made a mistake and stopped. Every answer shown as saved is safe: start it again."
    )
    if report is None:
        return sentence
    more = _("{sentence} Please send {path} to whoever looks after the program.")
    return more.format(sentence=sentence, path=shown(report))


def shown(value: object) -> str:
    """Return a value as a sentence quotes it: an error in words, text made visible and short."""
    if isinstance(value, EldercheckError):
        return explain(value)
    if isinstance(value, tuple):
        return " ".join(map(shown, value))
    text = visible("" if value is None else str(value))
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
