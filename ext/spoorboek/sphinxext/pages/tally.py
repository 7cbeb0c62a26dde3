"""`{tally}`: how many commitments are in each state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from spoorboek.analysis import evidence
from spoorboek.analysis.lineage import Edition
from spoorboek.analysis.numbers import Answers
from spoorboek.analysis.state import DISPLAY_ORDER, OPEN, State
from spoorboek.config.names import Types
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext, translate
from spoorboek.model import message
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw, summaries
from spoorboek.sphinxext.pages.directive import BY_EDITION, Example, PageDirective


class TallyDirective(PageDirective):
    """`:list: PAGE` names the page with the table of commitments; each count links to its rows there.

    `:shared:` adds the events that several commitments rest on; `:short:` omits commitments known from news only.
    """

    NAME = "tally"
    MEANING = message._("how many commitments are in each state")
    EXAMPLE = Example("", {"list": "index", "shared": "", "short": "", "edition": "2026"})
    option_spec = {
        "list": directives.unchanged_required,
        "shared": directives.flag,
        "short": directives.flag,
        **BY_EDITION,
    }

    def parameters(self) -> dict[str, Any]:
        page = self.options.get("list", "")
        if page:
            page = self.env.relfn2path(f"{page}.md")[0].removesuffix(".md")
            if page not in self.env.found_docs:
                raise self.error(f"{page!r} is not a page{did_you_mean(page, self.env.found_docs)}")
        return {
            "page": page,
            "shared": "shared" in self.options,
            "short": "short" in self.options,
            "edition": self.edition(),
        }

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Return the total, a bar with a part for each commitment, the count of each state, and what is open."""
        if draw.settings(app).as_of is None:
            return []
        edition, numbers = draw.edition(placeholder, app), build_data.numbers(app.env)
        answers = numbers.by_edition.get(edition.name) if edition else numbers.answers
        if answers is None:  # the edition was not found
            return [draw.paragraph(_("There are none."))]
        date = date_formats.shown(draw.as_of(app))
        counted = [(state, answers.commitments.of(state)) for state in DISPLAY_ORDER if answers.commitments.of(state)]
        sentence = ngettext(
            "Of {count} commitment ({as_of}):",
            "Of the {count} commitments ({as_of}):",
            answers.commitments.total,
            as_of=_("as of {date}", date=date),
        )
        parts = (nodes.container("", classes=[state]) for state, count in counted for _part in range(count))
        bar = nodes.container("", *parts, classes=["tally"])
        address = app.builder.get_relative_uri(docname, placeholder["page"]) if placeholder["page"] else ""
        entries = (_entry(state, count, address) for state, count in counted)
        legend = draw.bullets(entries, ["legend"])
        still = draw.paragraph(_open(answers), classes=["still-open"])
        shared = _shared(app, docname, edition, answers) if placeholder["shared"] else []
        counts: list[nodes.Node] = [draw.paragraph(sentence, classes=["tally-of"]), bar, legend, still]
        not_counted = () if placeholder["short"] else summaries.not_counted(answers)
        news = [draw.paragraph(text, classes=["news-only"]) for text in not_counted]
        return [*(counts if answers.commitments.total else []), *news, *shared]


def _entry(state: State, count: int, address: str) -> list[nodes.Node]:
    label = f"{count} {translate(state.label)}"
    shown: nodes.Node = nodes.inline("", label, classes=["answer", state])
    if address:
        shown = draw.reference(f"{address}?state={state}", shown)
    return [shown]


def _shared(app: Sphinx, docname: str, edition: Edition | None, answers: Answers) -> list[nodes.Node]:
    """Return how many commitments have evidence, and the events on which several rest, by number of commitments."""
    programme = draw.programme(app)
    counted = [
        (event, tuple(item for item in evidence.counts_for(programme, event) if draw.is_of(item, edition, app)))
        for event in programme.of_type(Types.EVENT)
    ]
    evidenced = {item.id for _event, items in counted for item in items}
    sentence = _(
        "{evidenced} of {count} commitments have evidence, wholly or in part. Some rest on the same event:",
        evidenced=len(evidenced),
        count=answers.commitments.total,
    )
    several = [pair for pair in counted if len(pair[1]) > 1]
    several.sort(key=lambda pair: (-len(pair[1]), pair[0].id))
    rows = [_resting(items, event, app, docname) for event, items in several]
    return [draw.paragraph(sentence), draw.bullets(rows)] if several else []


def _resting(commitments: Sequence[Item], event: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    links = draw.short_links(app, docname, commitments)
    return [*links, nodes.Text(": "), draw.link(app, docname, event), nodes.Text(f" ({draw.when(event)})")]


def _open(answers: Answers) -> str:
    """Return the totals, and how many commitments and questions are open."""
    untestable = answers.commitments.of(State.UNTESTABLE)
    count = answers.commitments.total
    commitments = ngettext("{count} commitment", "{count} commitments", count)
    questions = ngettext("{count} question", "{count} questions", answers.checks.total)
    counted = (
        _(
            "{commitments}, {untestable} of them not testable; the others have {questions} together.",
            commitments=commitments,
            untestable=untestable,
            questions=questions,
        )
        if untestable
        else ngettext(
            "{count} commitment has {questions}.",
            "{count} commitments have {questions} together.",
            count,
            questions=questions,
        )
    )
    return f"{counted} " + _(
        "Still open: {open} of {commitments}. Without a full answer: {unanswered} of {questions}.",
        open=answers.commitments.of(*OPEN),
        unanswered=answers.open,
        commitments=commitments,
        questions=questions,
    )
