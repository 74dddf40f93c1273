"""Publishing a year: each thing in the way is let pass or mended, then the table is kept for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.language import N_, _
from eldercheck.services.county import CountyYear, ObstacleKind
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.publish_rows import (
    IN_THE_CASE,
    content_lines,
    content_rows,
    correction_rows,
    correction_text,
    obstacle_rows,
    verdict,
)
from eldercheck.tui.reads_year import ReadsYear
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.tui.year_keys import PUBLISH
from eldercheck.wording.year_history import SHORT_DIGEST

if TYPE_CHECKING:
    from eldercheck.services.publishing import Correction
    from eldercheck.storage.year_store import Publication
    from eldercheck.tui.app import EldercheckApp

CORRECTIONS_SHOWN = 6


class PublishScreen(ReadsYear):
    """The check before publishing."""

    KEYS: ClassVar[Sequence[Key]] = PUBLISH
    BINDINGS: ClassVar[list[BindingType]] = bindings(PUBLISH)
    AUTO_FOCUS = "#check"

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self._passed: set[ObstacleKind] = set()
        self._unfolded: set[ObstacleKind] = set()

    def compose(self) -> ComposeResult:
        """Lay out the title, the verdict, what stands in the way and the keys."""
        yield TitleBar()
        yield Static(id="standing")
        yield RowList(id="check")
        yield Pane(id="fault")
        yield KeyBar()

    def on_mount(self) -> None:
        """Hide the place of a fault."""
        self.query_one("#fault").display = False

    def keys_now(self) -> Sequence[Key]:
        """Leave out publishing until it can be done."""
        silent = set() if self.county and self.county.obstacles() else {"publish.pass"}
        if not self._may_publish():
            silent.add("publish.publish")
        return [key for key in PUBLISH if key.id not in silent]

    def draw(self, county: CountyYear) -> None:
        """Draw the verdict, the obstacles, and what would be published."""
        self.show_title(_("Publish"))
        self._passed &= {obstacle.kind for obstacle in county.obstacles()}
        self.query_one("#standing", Static).update(verdict(county, self._passed))
        publishing, history = self.office.publishing, self.office.years.history(county.programme.year)
        rows = [
            *(() if county.is_published else obstacle_rows(county, self._passed, self._unfolded)),
            *content_rows(county),
            *correction_rows(county, publishing.corrections(county), history),
        ]
        self.query_one(RowList).show(rows)

    def action_go(self) -> None:
        """Let what stands under the cursor pass, or not; on a unit, go to it."""
        what, _gap, rest = self.query_one(RowList).current.partition(" ")
        kind: ObstacleKind | None = next((k for k in self._kinds() if k == rest.partition(" ")[0]), None)
        if what == "unit":
            entry = self.unit_by_code(rest.partition(" ")[2])
            if entry is not None and rest.partition(" ")[0] in IN_THE_CASE:
                self.open_case(entry)
            elif entry is not None:
                self.open_unit(entry)
        elif what == "mend":
            self._write_authority()
        elif kind is not None:
            (self._unfolded if what == "more" else self._passed).symmetric_difference_update({kind})
            self.repaint()

    def action_publish(self) -> None:
        """Ask once more, then publish."""
        county = self.county
        if county is None or not self.office.may_write():
            return
        if not self._may_publish():
            self.notify(verdict(county, self._passed).plain, severity="warning", markup=False)
            return
        publishing = self.office.publishing
        dialog = PublishDialog(self.office, county, tuple(self._passed), publishing.corrections(county))
        self.app.push_screen(dialog, self._published)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_go()

    def _kinds(self) -> Sequence[ObstacleKind]:
        return [obstacle.kind for obstacle in self.county.obstacles()] if self.county else ()

    def _may_publish(self) -> bool:
        county = self.county
        ready = county is not None and county.table.has_figures and not county.is_published
        return ready and self._passed >= set(self._kinds())

    def _write_authority(self) -> None:
        from eldercheck.tui.screens.rules import RulesDialog

        if self.county is not None and self.office.may_write():
            names = ("authority", "contact")
            self.app.push_screen(RulesDialog(self.county.standing, names, self.office.years.change))

    def _published(self, publication: Publication | None) -> None:
        if publication is not None:
            self.notify(
                _("{year} is published: number {number}, digest {digest}.").format(
                    year=publication.year,
                    number=publication.number,
                    digest=publication.digest[:SHORT_DIGEST],
                ),
                markup=False,
                timeout=12,
            )
            self.dismiss()


class PublishDialog(FormDialog["Publication"]):
    """What will be published, and for an amendment what changes and why."""

    saves = N_("publish")

    def __init__(
        self,
        office: EldercheckApp,
        county: CountyYear,
        passed: Sequence[ObstacleKind],
        corrections: Sequence[Correction],
    ) -> None:
        super().__init__()
        self._office, self._county, self._passed = office, county, passed
        self._corrections = corrections

    def heading(self) -> Content:
        """Say what publishing does."""
        year = self._county.programme.year
        if self._county.published is None:
            return Content(_("Publish {year}: from then on it is read-only").format(year=year))
        return Content(_("Publish {year} again: an amendment").format(year=year))

    def before(self) -> list[Widget]:
        """Return what will be published, and the old figures beside the new."""
        lines = [
            Content.assemble(plain(title).truncate(18, pad=True), text)
            for title, text in content_lines(self._county)
        ]
        if self._county.published is not None:
            shown = [correction_text(line) for line in self._corrections[:CORRECTIONS_SHOWN]]
            lines += [Content(""), *shown]
        return [Static(Content("\n").join(lines), classes="form-note")]

    def fields(self) -> list[Field]:
        """Ask who publishes, and for the reason of an amendment."""
        author = Field("author", _("Published by"), longest=60)
        reason = Field("reason", _("Reason of the amendment"), longest=200)
        return [author] if self._county.published is None else [author, reason]

    def place_of(self, error: EldercheckError) -> str:
        """Put a missing reason or name beside its field."""
        return {"amendment_needs_reason": "reason", "author_missing": "author"}.get(error.code, "")

    def save(self, values: Mapping[str, str]) -> Publication:
        """Publish."""
        if not values["author"].strip():
            raise StateError("author_missing")
        self._office.write_as(values["author"])
        year = self._county.programme.year
        return self._office.publishing.publish(year, self._passed, values.get("reason", ""))
