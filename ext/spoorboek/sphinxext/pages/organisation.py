"""What it means for an organisation: the part it plays, what is open, what comes next. On its own page, as a sheet."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import involvement, state
from spoorboek.analysis.involvement import Part, Relation
from spoorboek.analysis.language import words
from spoorboek.analysis.state import State
from spoorboek.model import dates
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import draw, item, relation, trace

NAME: Final = "organisation-sheet"
_OPEN: Final = frozenset({State.PARTLY, State.LATE, State.NOT_DUE, State.UNKNOWN})
_TOLD: Final = frozenset({"responsible", "supervised", "addressed", "who", "by", "made_to", "involved_in"})


def give_place(app: Sphinx, doctree: nodes.document) -> None:
    """Give each organisation a heading for it, below what its author wrote and above the items on the same page."""
    for section in list(doctree.findall(nodes.section)):
        if "item-organisation" in section["classes"]:
            id = section["ids"][0] if section["ids"] else ""
            place = draw.placeholder(NAME, organisation=id)
            title = nodes.title(words.MEANING, words.MEANING)
            section.insert(_before_items(section), nodes.section("", title, place, ids=[f"ons-{id}"]))


def _before_items(section: nodes.section) -> int:
    """The place in a section before the first part of it that holds an item."""
    for place, child in enumerate(section.children):
        if isinstance(child, nodes.section) and any("item" in part["classes"] for part in child.findall(nodes.section)):
            return place
    return len(section.children)


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in draw.placeholders(doctree, NAME):
        organisation = draw.verdict(app).programme.by_id.get(place["organisation"])
        if organisation is None or organisation.type != "organisation":
            place.parent.parent.remove(place.parent)
            continue
        place.replace_self(list(_Sheet(app, docname, organisation).drawn()))


class _Sheet:
    """One organisation, on one page of one build."""

    def __init__(self, app: Sphinx, docname: str, organisation: Item) -> None:
        self.app = app
        self.docname = docname
        self.organisation = organisation
        self.programme = draw.verdict(app).programme
        self.relations = involvement.of(self.programme, organisation)

    def link(self, target: Item) -> nodes.Node:
        return draw.link(self.app, self.docname, target)

    def date(self, text: str) -> str:
        return draw.date(text)

    def drawn(self) -> Iterator[nodes.Node]:
        by_item = self.by_item()
        sentences = self.sentences()
        yield nodes.paragraph("", " ".join(self.summary(by_item, sentences)))
        if self.only_watches(by_item):
            yield nodes.paragraph("", words.QUESTIONS_ABOUT)
        for is_inferred, part in itertools.product((False, True), Part):
            if chosen := [each for each in by_item if (each[0].part, each[0].is_inferred) == (part, is_inferred)]:
                yield self.group(part, chosen)
        if recommended := self.programme.followed_back(self.organisation, "made_to"):
            yield self.section("aanbevelingen", words.RECOMMENDED, self.recommendations(recommended))
        if sentences:
            yield self.section("zinnen", words.NAMED_IN, nodes.bullet_list("", *map(self.sentence, sentences)))
        if rows := [*item.rows(self.organisation, self.app, self.docname, _TOLD), *self.ties()]:
            yield self.section("gegevens", words.FACTS_OF, draw.facts(rows))

    def only_watches(self, by_item: list[list[Relation]]) -> bool:
        """Are there open questions, none of them about what the organisation itself is responsible for?"""
        asked = any(self.open_checks(each[0].about) for each in by_item)
        return asked and all(each[0].part is not Part.RESPONSIBLE for each in by_item)

    def section(self, name: str, title: str, *content: nodes.Node) -> nodes.section:
        return nodes.section("", nodes.title(title, title), *content, ids=[f"ons-{self.organisation.id}-{name}"])

    def group(self, part: Part, chosen: list[list[Relation]]) -> nodes.section:
        """Everything in which the organisation plays one part; what only the editors say stands apart."""
        is_inferred = chosen[0][0].is_inferred
        heading = words.PART_HEADINGS[part]
        lines = nodes.bullet_list("", *map(self.line, chosen), classes=["matters"])
        if not is_inferred:
            return self.section(part.value, heading, lines)
        return self.section(f"{part}-redactie", words.BY_EDITORS.format(heading=heading), lines)

    def by_item(self) -> list[list[Relation]]:
        """The relations, those about one thing together; the heaviest part says where it stands."""
        found: dict[str, list[Relation]] = {}
        for each in self.relations:
            found.setdefault(each.about.id, []).append(each)
        return list(found.values())

    def sentences(self) -> list[Item]:
        """The sentences that name the organisation and that nothing said or studied rests on."""
        told = {ground.id for each in self.relations for ground in each.grounds}
        named = self.programme.followed(self.organisation, "grounded_in")
        return [sentence for sentence in named if sentence.type == "sentence" and sentence.id not in told]

    def summary(self, by_item: list[list[Relation]], sentences: list[Item]) -> Iterator[str]:
        if not by_item:
            yield words.MEANS_LITTLE if sentences else words.MEANS_NOTHING
            return
        for said, is_inferred in ((words.MEANS, False), (words.MEANS_BY_EDITORS, True)):
            if types := [each[0].about.type for each in by_item if _is_inferred(each) is is_inferred]:
                yield said.format(counted=_counted(types))
        if draw.verdict(self.app).settings.as_of and not any(self.dates_ahead(each[0].about) for each in by_item):
            date = self.date(draw.as_of(self.app).isoformat())
            yield words.NOTHING_NEXT.format(as_of=words.AS_OF.format(date=date))

    def line(self, about: list[Relation]) -> nodes.list_item:
        """What one thing is, and what it means for the organisation."""
        target = about[0].about
        name = nodes.paragraph("", "", nodes.strong("", "", self.link(target)), classes=["name"])
        for badge in draw.badge(target, self.app):
            name += [nodes.Text(" "), badge]
        return nodes.list_item("", name, draw.facts(self.rows(target, about)), classes=["matter"])

    def rows(self, target: Item, about: list[Relation]) -> Iterator[tuple[str, nodes.Node]]:
        yield words.ROLE, _listed([self.part(each) for each in about])
        if target.type in ("chain", "recommendation"):
            return
        chains = self.programme.followed(target, "chain")
        yield words.CHAIN, _line(self.links(chains) or [nodes.Text(words.NO_CHAIN)])
        yield words.THEME, _line(self.links(self.programme.followed(target, "theme")))
        if line := trace.compact(target, self.app, self.docname):
            yield words.COLUMNS["trace"], _line(line)
        if fulfilled := self.programme.followed(target, "fulfils"):
            yield words.FULFILS, draw.links(self.app, self.docname, fulfilled)
        if checks := self.open_checks(target):
            yield words.OPEN, _listed([self.question(check) for check in checks])
        if ahead := self.dates_ahead(target):
            said = " ".join(f"{draw.capital(words.DUE_BY.format(date=self.date(date)))}." for date in ahead)
            yield words.NEXT, _line([nodes.Text(said)])

    def promised(self, target: Item) -> tuple[Item, ...]:
        """The commitment that it is, or those that it carries out."""
        return (target,) if target.type == "commitment" else self.programme.followed(target, "fulfils")

    def open_checks(self, target: Item) -> list[Item]:
        checks = [check for each in self.promised(target) for check in self.programme.followed_back(each, "checks")]
        return [check for check in checks if draw.state_of(check, self.app) in _OPEN]

    def dates_ahead(self, target: Item) -> list[str]:
        """The dates by which it is due that have not passed."""
        due = [each.field("due") for each in self.promised(target)]
        return sorted(date for date in due if dates.is_date(date) and dates.last_day(date) >= draw.as_of(self.app))

    def links(self, targets: Iterable[Item]) -> list[nodes.Node]:
        return draw.joined([self.link(target) for target in targets])

    def part(self, each: Relation) -> list[nodes.Node]:
        """The part it plays, and what says so."""
        grounds = relation.basis_drawn(each.about, each.grounds, self.app, self.docname)
        return [nodes.Text(f"{words.PARTS[each.part]} ("), *grounds, nodes.Text(")")]

    def question(self, check: Item) -> list[nodes.Node]:
        """What is asked, how that stands, what would answer it, and when was looked for an answer that nobody found."""
        said = words.SETTLED_BY.format(what=check.field("settles"))
        if draw.state_of(check, self.app) is State.UNKNOWN and check.field("looked_on"):
            said = f"{said} {words.LOOKED_ON.format(date=self.date(check.field('looked_on')))}"
        question = draw.link(self.app, self.docname, check, check.field("question"))
        settles = nodes.inline("", said, classes=["settles"])
        return [question, nodes.Text(" "), *draw.badge(check, self.app), nodes.Text(" "), settles]

    def recommendations(self, recommended: Iterable[Item]) -> nodes.bullet_list:
        rows = []
        for each in recommended:
            labels = draw.verdict(self.app).settings.types[each.type].fields
            told = [[nodes.Text(f" {labels[name].label}: "), *draw.value(each, name, self.app)] for name in state.AXES]
            said = [node for part in told for node in part]
            rows.append(nodes.list_item("", nodes.paragraph("", "", self.link(each), nodes.Text("."), *said)))
        return nodes.bullet_list("", *rows)

    def sentence(self, sentence: Item) -> nodes.list_item:
        kind = draw.value(sentence, "kind", self.app)
        return nodes.list_item(
            "", nodes.paragraph("", "", self.link(sentence), nodes.Text(" ("), *kind, nodes.Text(")"))
        )

    def ties(self) -> Iterator[tuple[str, nodes.Node]]:
        """Which organisations it answers to and belongs to, and which answer to it, from when until when."""
        mine = self.programme.followed_back(self.organisation, "who")
        theirs = self.programme.followed_back(self.organisation, "involved_in")
        labels = {"answers-to": (words.ANSWERS_TO, words.ANSWERED_TO_BY), "member": (words.MEMBER_OF, words.MEMBERS)}
        for kind, (outgoing, incoming) in labels.items():
            for label, role, involvements in ((outgoing, "involved_in", mine), (incoming, "who", theirs)):
                rows = [
                    self.tie(involvement, other)
                    for involvement in involvements
                    if involvement.field("kind") == kind
                    for other in self.programme.followed(involvement, role)
                    if other.type == "organisation"
                ]
                if rows:
                    yield label, _listed(rows)

    def tie(self, involvement: Item, other: Item) -> list[nodes.Node]:
        first, last = involvement.field("valid_from"), involvement.field("valid_until")
        when = [words.FROM_DAY.format(date=self.date(first))] if first else []
        when += [words.UNTIL_DAY.format(date=self.date(last))] if last else []
        value = involvement.field("basis")
        word = draw.verdict(self.app).settings.word("basis", value)
        basis = nodes.inline("", word, classes=["inferred"] if value == "editors" else [])
        sources = self.links(self.programme.followed(involvement, "documented_in"))
        days = nodes.Text(f", {' '.join(when)} (" if when else " (")
        return [self.link(other), days, basis, nodes.Text(": "), *sources, nodes.Text(")")]


def _is_inferred(about: list[Relation]) -> bool:
    """Is every part it plays in one thing the editors' own step?"""
    return all(each.is_inferred for each in about)


def _counted(types: list[str]) -> str:
    """How many of each type: `9 toezeggingen en één onderzoek`."""
    return words.AND.join(
        one if (count := types.count(name)) == 1 else many.format(count=count)
        for name, (one, many) in words.COUNTED.items()
        if name in types
    )


def _line(parts: list[nodes.Node]) -> nodes.paragraph:
    return nodes.paragraph("", "", *parts)


def _listed(rows: list[list[nodes.Node]]) -> nodes.Node:
    """One as a line, several as a list."""
    if len(rows) == 1:
        return _line(rows[0])
    return nodes.bullet_list("", *(nodes.list_item("", _line(row)) for row in rows))
