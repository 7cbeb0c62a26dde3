"""`{years}`: lines through the years; `{fates}`: what became of commitments; `{edition}`: one edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from spoorboek.analysis import lineage, years
from spoorboek.analysis.lineage import Edition, Fate, Outcome
from spoorboek.analysis.years import Standing, Year
from spoorboek.config.names import Basis, Roles, Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext, translate
from spoorboek.model import message
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import downloads, draw, search_log
from spoorboek.sphinxext.pages.directive import EVERY_EDITION, Example, PageDirective

NAME: Final = "years"
_ABSENT: Final = {
    Standing.NOT_FOUND: message._("no programme found"),
    Standing.NO_EDITION: message._("no programme in this handbook"),
}
_ONWARD: Final = {
    Basis.SOURCE: message._("goes on, as a source says"),
    Basis.EDITORS: message._("goes on, inferred by the editors"),
}
"""The label of the track from one year to the next, by its basis."""
_KEYS: Final = (
    (("named",), message._("named in the programme of that year")),
    (("not-named",), message._("not named in that programme, or in what we could read of it")),
    (("not-found",), message._("no programme found")),
    *((("track", f"to-{basis}"), text) for basis, text in _ONWARD.items()),
    (("worked",), message._("something happened in that year")),
)


class YearsDirective(PageDirective):
    """`{years} ID, ID` draws the lines of themes, chains or commitments (default: all themes).

    `:table:` adds the same facts as a table and a file.
    """

    NAME = NAME
    MEANING = message._("how commitments go on from edition to edition, as a drawing and a table")
    EXAMPLE = Example(options={"table": ""}, type=Types.THEME)
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"table": directives.flag}

    def parameters(self) -> dict[str, Any]:
        ids = [id.strip() for id in " ".join(self.arguments).split(",") if id.strip()]
        if "table" in self.options:
            self.note_file()
        return {"shown": ids, "table": "table" in self.options}

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        items = [item for id in placeholder["shown"] if (item := draw.item_named(id, placeholder, app))]
        if not placeholder["shown"]:
            programme = draw.programme(app)
            items = [theme for theme in programme.of_type(Types.THEME) if years.members(programme, theme)]
        content: list[nodes.Node] = [_legend()]
        for item in items:
            title = nodes.rubric("", "", draw.link(app, docname, item))
            content.append(nodes.container("", title, *line(item, app, docname), classes=["years-line"]))
        return [*content, *(_table(items, app, docname) if placeholder["table"] else ())]


def _legend() -> nodes.bullet_list:
    rows = ([nodes.inline("", "", classes=["key", *name]), nodes.Text(f" {translate(text)}")] for name, text in _KEYS)
    return draw.bullets(rows, ["years-keys"])


def line(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the line of an item, a list item for each year; nothing if there is only one edition."""
    programme = draw.programme(app)
    if not years.has_several(programme):
        return []
    stops = years.of(programme, item, draw.as_of(app))
    drawn_stops = (_stop(year, app, docname, is_last=year is stops[-1]) for year in stops)
    return [nodes.enumerated_list("", *drawn_stops, classes=[NAME, f"of-{len(stops)}"])] if stops else []


def _stop(year: Year, app: Sphinx, docname: str, *, is_last: bool) -> nodes.list_item:
    happened = bool(year.events)
    classes = [year.standing.value, f"to-{year.onward or 'none'}", *(["worked"] if happened else [])]
    lines: list[nodes.Node] = [draw.paragraph(nodes.strong("", str(year.year)), classes=["year"])]
    lines.append(draw.paragraph(*_programme(year, app, docname), classes=["stated"]))
    if happened:
        lines.append(draw.paragraph(_work(year), classes=["work"]))
    if year.onward:
        lines.append(draw.paragraph(translate(_ONWARD[year.onward]), classes=["unseen"]))
    return nodes.list_item("", *lines, classes=[*classes, *(["last"] if is_last else [])])


def _programme(year: Year, app: Sphinx, docname: str) -> list[nodes.Node]:
    if not year.commitments:
        return [nodes.Text(_programme_text(year, app))]
    unseen = draw.unseen(_("named: {what}", what=""))
    return [unseen, *draw.joined([draw.short_link(app, docname, item) for item in year.commitments])]


def _programme_text(year: Year, app: Sphinx) -> str:
    """Return what the programme of a year says of a line, and which multi-year commitments cover that year too."""
    standing = _standing(year)
    names = ", ".join(draw.short_id(commitment, app) for commitment in year.beside)
    return _("{standing}; for this year too: {names}", standing=standing, names=names) if names else standing


def _standing(year: Year) -> str:
    if year.standing is Standing.NAMED:
        return _("named in the programme")
    if year.standing is Standing.NOT_NAMED:
        is_whole = year.edition is not None and year.edition.is_read_whole
        return _("not named") if is_whole else translate(lineage.NOT_NAMED_IN_PART)
    return translate(_ABSENT[year.standing])


def _work(year: Year) -> str:
    """Return the number of events, and how many of them are by others than the responsible organisation."""
    text = ngettext("{count} event", "{count} events", len(year.events))
    if not year.other_events:
        return text
    return _("{events}, {count} of others", events=text, count=len(year.other_events))


def _table(items: Sequence[Item], app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the same facts as a table, a row for each year of each line, and its file."""
    programme, as_of = draw.programme(app), draw.as_of(app)
    heads = (_("Line"), _("Year"), _("Programme"), _("Commitments"), _("What happened"))
    pairs = [(item, year) for item in items for year in years.of(programme, item, as_of)]
    rows: Iterator[Sequence[draw.Cell]] = (
        [
            [draw.link(app, docname, item)],
            str(year.year),
            _programme_text(year, app),
            draw.short_links(app, docname, year.commitments),
            _events(year, app, docname),
        ]
        for item, year in pairs
    )
    written = (
        (
            item.title,
            str(year.year),
            _programme_text(year, app),
            ", ".join(commitment.id for commitment in year.commitments),
            "; ".join(f"{event.field('date')} {draw.sender(app, event)}: {event.title}" for event in year.events),
        )
        for item, year in pairs
    )
    return [*downloads.offer(app, docname, heads, list(written)), draw.table(heads, rows, ["wide", "years-table"])]


def _events(year: Year, app: Sphinx, docname: str) -> list[nodes.Node]:
    return [
        draw.paragraph(f"{draw.when(event)}: ", draw.link(app, docname, event), f" ({draw.sender(app, event)})")
        for event in year.events
    ]


class FatesDirective(PageDirective):
    """`{fates} EDITION` draws what became of each commitment of an edition; without an argument, of all editions."""

    NAME = "fates"
    MEANING = message._("what became of the commitments of an edition, or of all")
    EXAMPLE = Example("2026")
    optional_arguments = 1

    def parameters(self) -> dict[str, Any]:
        edition = self.arguments[0].strip() if self.arguments else ""
        self.note_file(f".-{edition or EVERY_EDITION}")
        return {"edition": edition}

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        chosen = draw.edition(placeholder, app)
        if chosen or placeholder["edition"]:
            return _fates(chosen, app, docname) if chosen else []
        editions = lineage.of(draw.programme(app)).editions
        return [
            draw.section(f"edition-{edition.name}", edition.name, *_fates(edition, app, docname))
            for edition in editions
            if edition.commitments or not edition.is_found
        ]


def _fates(edition: Edition, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return each commitment with its fate and basis; for a missing edition, how it was searched for."""
    if not edition.is_found:
        return _missing_edition(edition, app)
    programme, as_of = draw.programme(app), draw.as_of(app)
    outcomes = [lineage.outcome(programme, commitment, as_of) for commitment in edition.commitments]
    if not outcomes:
        return [draw.paragraph(_("This handbook has no commitments of this edition."))]
    heads = (_("Commitment"), _("What became of it"), _("Why we say so"))
    rows = [_fate_row(outcome, app, docname) for outcome in outcomes]
    name = f"{downloads.name_of(app, docname)}-{edition.name}"
    offered = downloads.offer(app, docname, (_("Id"), *heads), map(_file_row, outcomes), name)
    return [*offered, draw.table(heads, rows, ["fates", "wide"])]


def _fate_row(outcome: Outcome, app: Sphinx, docname: str) -> list[draw.Cell]:
    linked = draw.numbered_link(app, docname, outcome.commitment)
    return [linked, [fate(outcome)], _reasons(outcome, app, docname)]


def _file_row(outcome: Outcome) -> tuple[str, ...]:
    basis = ", ".join(item.id for item in (*outcome.grounds, *outcome.searches))
    return outcome.commitment.id, outcome.commitment.title, translate(outcome.label), basis


def outcome_of(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return fate and basis of a commitment; nothing for other items, or if there is only one edition."""
    programme = draw.programme(app)
    if not years.has_several(programme) or item.id not in lineage.of(programme).edition_of:
        return []
    outcome = lineage.outcome(programme, item, draw.as_of(app))
    return [draw.paragraph(fate(outcome)), *_reasons(outcome, app, docname)]


def fate(outcome: Outcome) -> nodes.inline:
    """Return the badge of a fate."""
    return nodes.inline("", translate(outcome.label), classes=["fate", f"fate-{outcome.fate or 'none'}"])


def _reasons(outcome: Outcome, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the basis of a fate: successions with their kind and basis; or checks, events, searches."""
    if outcome.fate is Fate.GOES_ON:
        return [_onward(succession, app, docname) for succession in outcome.grounds]
    if outcome.grounds:
        return [draw.paragraph(*draw.linked(app, docname, outcome.grounds))]
    if outcome.fate is Fate.NOT_NAMED and outcome.later:
        following = _("Next edition: {edition}.", edition=outcome.later.name)
        text = f"{following} {search_log.line(outcome.searches)}".rstrip()
        sources = draw.cited(app, docname, outcome.later.sources)
        return [draw.paragraph(f"{text} ", *draw.labelled(_("Source"), sources))]
    editions = lineage.of(draw.programme(app))
    after = editions.edition_of[outcome.commitment.id].name
    gaps = [edition.name for edition in editions.editions if not edition.is_found and edition.name > after]
    no_later = _("No later edition was found; searched for: {names}.", names=", ".join(gaps))
    return [draw.paragraph(no_later if gaps else _("This is the last edition."))]


def _onward(succession: Item, app: Sphinx, docname: str) -> nodes.paragraph:
    """Return `2026 C1: narrowed (inferred by the editors). Reason.`"""
    links = draw.short_links(app, docname, lineage.ends(draw.programme(app), succession, Roles.LATER))
    how = draw.settings(app).label_of("how", succession.field("how"))
    reason = succession.field("reason").rstrip(".")
    return draw.paragraph("\u2192 ", *links, f": {how} (", draw.basis(succession, app), f"). {reason}.")


class EditionDirective(FatesDirective):
    """`{edition} 2023` draws the source of an edition, its commitments, and what became of them."""

    NAME = "edition"
    MEANING = message._("one edition: its source, its commitments and what became of each")
    required_arguments, optional_arguments = 1, 0

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        edition = draw.edition(placeholder, app)
        if edition is None:
            return []
        facts: list[tuple[str, nodes.Node]] = []
        if edition.published:
            facts.append((_("Published"), draw.paragraph(date_formats.shown(edition.published))))
        if edition.sources:
            facts.append((_("Source"), draw.paragraph(*draw.cited(app, docname, edition.sources))))
        count = ngettext("{count} commitment", "{count} commitments", len(edition.commitments))
        facts.append((_("In this handbook"), draw.paragraph(count)))
        return [draw.facts(facts), *_fates(edition, app, docname)]


def _missing_edition(edition: Edition, app: Sphinx) -> list[nodes.Node]:
    log = [node for source in edition.sources for node in search_log.log(app, source)]
    return [draw.paragraph(_("We looked for this programme and did not find it.")), *log]
