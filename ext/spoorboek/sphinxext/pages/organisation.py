"""The sheet on the page of an organisation: its parts, open questions, and what comes next."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import involvement, lineage, searches, state
from spoorboek.analysis.checklist import CONCERNED
from spoorboek.analysis.involvement import Part, Relation
from spoorboek.analysis.state import State
from spoorboek.config.names import Kinds, Roles, Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext, pgettext, translate
from spoorboek.model import dates, message
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.pages import basis, checklist, draw, item, search_log, sheet, summaries, trace

NAME: Final = "organisation-sheet"
_ROLES_OF_SHEET: Final = frozenset(
    {Roles.RESPONSIBLE, Roles.SUPERVISED, Roles.ADDRESSED, Roles.WHO, Roles.BY, Roles.MADE_TO, Roles.INVOLVED_IN}
)


def add_headings(app: Sphinx, doctree: nodes.document) -> None:
    """Insert a heading for the sheet, below the author's text and above the items on the page."""
    for section in list(tree.of_type(doctree, nodes.section)):
        if "item-organisation" in section["classes"]:
            id = section["ids"][0] if section["ids"] else ""
            place = draw.placeholder(NAME, organisation=id)
            own = draw.section(_anchor(app, id), _("What does this mean for us?"), place)
            section.insert(_before_items(section), own)


def _anchor(app: Sphinx, id: str) -> str:
    """Return the anchor of an organisation's sheet."""
    us = draw.address(app, message.pgettext("address", "us"))
    return f"{us}-{id}"


def _before_items(section: nodes.section) -> int:
    """Return the index of the first child section that contains an item."""
    for place, child in enumerate(section.children):
        if isinstance(child, nodes.section) and any("item" in part["classes"] for part in child.findall(nodes.section)):
            return place
    return len(section.children)


def render(placeholder: Any, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the content of the sheet; of equal ids only the first counts, and another type has no sheet."""
    organisation = draw.programme(app).by_id.get(placeholder["organisation"])
    if organisation is None or organisation.type != Types.ORGANISATION:
        placeholder.parent.parent.remove(placeholder.parent)
        return []
    return list(_Sheet(app, docname, organisation).content())


_HEADINGS: Final = {
    Part.RESPONSIBLE: message._("What this organisation is responsible for"),
    Part.SUPERVISED: message._("Where this organisation is supervised"),
    Part.ADDRESSED: message._("Where this organisation is addressed"),
    Part.MEMBER: message._("What this organisation is a member of"),
    Part.ANSWERS_TO: message._("What this organisation falls under"),
    Part.ACTED: message._("Where this organisation did something"),
    Part.NAMED: message._("Where this organisation is only named"),
}


class _Sheet:
    """The sheet of one organisation, on one page of one build."""

    def __init__(self, app: Sphinx, docname: str, organisation: Item) -> None:
        self.app = app
        self.docname = docname
        self.organisation = organisation
        self.programme = draw.programme(app)
        self.relations = involvement.of(self.programme, organisation)
        self.by_item = list(grouped((relation.about.id, relation) for relation in self.relations).values())
        """The relations, grouped by item; the first one of a group decides where it is shown."""
        self.editions = lineage.of(self.programme)
        self.begun: set[str] = set()
        """The editions for which a commitment is already drawn."""

    def link(self, target: Item) -> nodes.Node:
        return draw.link(self.app, self.docname, target)

    def content(self) -> Iterator[nodes.Node]:
        sentences = self.sentences()
        yield from self.files()
        if checklists := list(self.checklists()):
            links = draw.labelled(_("The checklist of this organisation"), draw.joined(checklists))
            yield draw.paragraph(*links, classes=["by-edition"])
        yield draw.paragraph(" ".join(self.summary(sentences)))
        if self.only_watches():
            text = _("The open questions are about a commitment of another. They ask nothing of this organisation.")
            yield draw.paragraph(text)
        groups = grouped(((about[0].is_inferred, about[0].part), about) for about in self.by_item)
        for is_inferred, part in itertools.product((False, True), Part):
            if (is_inferred, part) in groups:
                yield self.group(part, groups[is_inferred, part])
        yield from self.lists(sentences)

    def lists(self, sentences: list[Item]) -> Iterator[nodes.section]:
        """Yield the sections below the parts of the organisation; empty ones are left out."""
        details = [*item.rows(self.organisation, self.app, self.docname, _ROLES_OF_SHEET), *self.ties()]
        for name, title, content in (
            (
                message.pgettext("address", "recommendations"),
                _("Recommendations to this organisation"),
                self.recommendations(),
            ),
            (
                message.pgettext("address", "sentences"),
                _("Sentences that name this organisation, without a commitment"),
                draw.bullets(map(self.sentence, sentences)),
            ),
            (message.pgettext("address", "details"), _("Details of the organisation"), draw.facts(details)),
        ):
            if content.children:
                yield self.section(draw.address(self.app, name), title, content)

    def files(self) -> list[nodes.Node]:
        """Return links to the organisation's own checklist files; nothing if it has no checklist."""
        own = build_data.checklist_of(self.app.env, self.organisation.id)
        if own is None:
            return []
        return [*checklist.sheets(self.app, self.docname, own, self.organisation), checklist.about_pdf(own)]

    def only_watches(self) -> bool:
        """Whether there are open questions, but none on an item that the organisation is responsible for."""
        has_open = any(self.open_checks(group[0].about) for group in self.by_item)
        return has_open and all(group[0].part is not Part.RESPONSIBLE for group in self.by_item)

    def section(self, name: str, title: str, *content: nodes.Node) -> nodes.section:
        return draw.section(f"{_anchor(self.app, self.organisation.id)}-{name}", title, *content)

    def group(self, part: Part, chosen: list[list[Relation]]) -> nodes.section:
        """Return the items in which the organisation has one part; inferred parts are separate."""
        is_inferred = chosen[0][0].is_inferred
        heading = translate(_HEADINGS[part])
        in_order = sorted(chosen, key=lambda about: self.sort_key(about[0].about))
        lines = nodes.bullet_list("", *map(self.line, in_order), classes=["matters"])
        if not is_inferred:
            return self.section(part.value, heading, lines)
        editors = draw.address(self.app, message.pgettext("address", "editors"))
        return self.section(f"{part}-{editors}", _("{heading}, according to the editors", heading=heading), lines)

    def sort_key(self, target: Item) -> tuple[int, int]:
        """The sort key of an item: its edition; items without one come last."""
        edition = self.editions.edition_of.get(target.id)
        return edition.order if edition else (datetime.MAXYEAR + 1, 0)

    def checklists(self) -> Iterator[nodes.Node]:
        """Yield links to the organisation's checklist of each edition that has checks for it."""
        names = {
            edition.name
            for relation in self.relations
            if relation.part in CONCERNED and state.checks(self.programme, relation.about)
            if (edition := self.editions.edition_of.get(relation.about.id))
        }
        lists = build_data.lists(self.app.env)
        for edition in self.editions.editions:
            shows = f"{checklist.NAME} {Types.ORGANISATION}", edition.name
            page = next((page for page in lists if shows in lists[page]), "")
            if edition.name in names and page:
                anchor = checklist.anchor(self.organisation.id)
                yield draw.page_link(self.app, self.docname, page, edition.name, anchor)

    def sentences(self) -> list[Item]:
        """Return the sentences that name the organisation and on which no relation rests."""
        grounds = {ground.id for relation in self.relations for ground in relation.grounds}
        named = self.programme.followed(self.organisation, Roles.GROUNDED_IN)
        return [sentence for sentence in named if sentence.type == Types.SENTENCE and sentence.id not in grounds]

    def summary(self, sentences: list[Item]) -> Iterator[str]:
        if not self.by_item:
            yield _("No role is recorded in a commitment or investigation.")
            if not sentences:
                yield _("No sentence of the programme names this organisation.")
            return
        by_ground = grouped((_is_inferred(group), group[0].about.type) for group in self.by_item)
        if counted := _counted(by_ground.get(False, ())):
            yield _("This organisation has a role in {counted}.", counted=counted)
        if counted := _counted(by_ground.get(True, ())):
            yield _("The editors infer that this organisation has a role in {counted}.", counted=counted)
        if draw.settings(self.app).as_of and not any(self.dates_ahead(group[0].about) for group in self.by_item):
            date = date_formats.shown(draw.as_of(self.app))
            yield _("A date for what is still to come is not confirmed ({as_of}).", as_of=_("as of {date}", date=date))

    def line(self, about: list[Relation]) -> nodes.list_item:
        """Return an item and what it means for the organisation."""
        target = about[0].about
        edition = self.editions.edition_of.get(target.id)
        ids = [sheet.edition_anchor(edition, self.organisation)] if edition and edition.name not in self.begun else []
        self.begun |= {edition.name} if edition else set()
        title = draw.numbered_link(self.app, self.docname, target) if edition else [self.link(target)]
        parts = [nodes.strong("", "", *title), *draw.badge(target, self.app)]
        name = draw.paragraph(*draw.joined(parts, " "), classes=["name"])
        return nodes.list_item("", name, draw.facts(self.rows(target, about)), classes=["matter"], ids=ids)

    def rows(self, target: Item, about: list[Relation]) -> Iterator[tuple[str, nodes.Node]]:
        yield _("Role"), draw.listed([self.part(relation) for relation in about])
        if target.type in (Types.CHAIN, Types.RECOMMENDATION):
            return
        chains = self.programme.followed(target, Roles.CHAIN)
        yield _("Chain"), draw.paragraph(*self.links(chains)) if chains else draw.paragraph(_("no chain named"))
        yield _("Theme"), draw.paragraph(*self.links(self.programme.followed(target, Roles.THEME)))
        if line := trace.compact(target, self.app):
            yield _("Trace"), draw.paragraph(*line)
        if fulfilled := self.programme.followed(target, Roles.FULFILS):
            yield _("Carries out"), draw.links(self.app, self.docname, fulfilled)
        if checks := self.open_checks(target):
            yield _("Open"), draw.listed([self.question(check) for check in checks])
        if ahead := self.dates_ahead(target):
            days = (_("due by {date}", date=date_formats.shown(date)) for date in ahead)
            text = " ".join(f"{draw.capital(day)}." for day in days)
            yield pgettext("what lies ahead", "Next"), draw.paragraph(text)

    def open_checks(self, target: Item) -> list[Item]:
        return [check for check in summaries.checks(target, self.app) if draw.is_open(check, self.app)]

    def dates_ahead(self, target: Item) -> list[str]:
        """Return the due dates that have not passed."""
        due = (commitment.date("due") for commitment in summaries.promised(target, self.app))
        return sorted(date for date in due if date and dates.last_day(date) >= draw.as_of(self.app))

    def links(self, targets: Iterable[Item]) -> list[nodes.Node]:
        return draw.linked(self.app, self.docname, targets)

    def part(self, relation: Relation) -> list[draw.Content]:
        """Return a part of the organisation, and its basis."""
        grounds = basis.as_nodes(relation.about, relation.grounds, self.app, self.docname)
        return [f"{translate(relation.part.label)} (", *grounds, ")"]

    def question(self, check: Item) -> list[nodes.Node]:
        """Return question, state, the evidence needed, and how often it was searched in vain."""
        text = _("Evidence needed: {what}", what=check.field("settles"))
        if draw.state_of(check, self.app) is State.UNKNOWN:
            text = f"{text} {search_log.line(searches.of(self.programme, check))}".rstrip()
        question = draw.link(self.app, self.docname, check, check.field("question"))
        settles = nodes.inline("", text, classes=["settles"])
        return draw.joined([question, *draw.badge(check, self.app), settles], " ")

    def recommendations(self) -> nodes.bullet_list:
        recommendations = self.programme.followed_back(self.organisation, Roles.MADE_TO, Types.RECOMMENDATION)
        return draw.bullets(map(self.recommendation, recommendations))

    def recommendation(self, recommendation: Item) -> list[draw.Content]:
        """Return a link to a recommendation, and its fields on the follow-up."""
        fields = draw.settings(self.app).types[recommendation.type].fields
        row: list[draw.Content] = [self.link(recommendation), "."]
        for name in state.AXES:
            row += [f" {fields[name].label}: ", *draw.value(recommendation, name, self.app)]
        return row

    def sentence(self, sentence: Item) -> list[draw.Content]:
        return [self.link(sentence), " (", *draw.value(sentence, "kind", self.app), ")"]

    def ties(self) -> Iterator[tuple[str, nodes.Node]]:
        """Yield the organisations that it belongs to or answers to, and the reverse, with dates."""
        own = self.programme.followed_back(self.organisation, Roles.WHO, Types.INVOLVEMENT)
        theirs = self.programme.followed_back(self.organisation, Roles.INVOLVED_IN, Types.INVOLVEMENT)
        labels = {
            Kinds.ANSWERS_TO: (_("Falls under"), _("Organisations under it")),
            Kinds.MEMBER: (_("Is a member of"), _("Members")),
        }
        for kind, (outgoing, incoming) in labels.items():
            for label, role, involvements in ((outgoing, Roles.INVOLVED_IN, own), (incoming, Roles.WHO, theirs)):
                rows = [
                    self.tie(involvement, other)
                    for involvement in involvements
                    if involvement.field("kind") == kind
                    for other in self.programme.followed(involvement, role)
                    if other.type == Types.ORGANISATION
                ]
                if rows:
                    yield label, draw.listed(rows)

    def tie(self, involvement: Item, other: Item) -> list[draw.Content]:
        first, last = involvement.field("valid_from"), involvement.field("valid_until")
        when = [_("from {date}", date=date_formats.shown(first))] if first else []
        when += [_("up to and including {date}", date=date_formats.shown(last))] if last else []
        sources = draw.cited(self.app, self.docname, self.programme.followed(involvement, Roles.DOCUMENTED_IN))
        days = f", {' '.join(when)} (" if when else " ("
        return [self.link(other), days, draw.basis(involvement, self.app), ": ", *sources, ")"]


def _is_inferred(about: list[Relation]) -> bool:
    """Whether the editors inferred every part in an item."""
    return all(relation.is_inferred for relation in about)


def _counted(types: Iterable[str]) -> str:
    """Return the number of each type: `9 commitments and one investigation`."""
    count = Counter(types)
    counted = {
        Types.COMMITMENT: ngettext("one commitment", "{count} commitments", count[Types.COMMITMENT]),
        Types.INVESTIGATION: ngettext("one investigation", "{count} investigations", count[Types.INVESTIGATION]),
        Types.RECOMMENDATION: ngettext("one recommendation", "{count} recommendations", count[Types.RECOMMENDATION]),
        Types.CHAIN: ngettext("one chain", "{count} chains", count[Types.CHAIN]),
    }
    return _(" and ").join(text for name, text in counted.items() if count[name])
