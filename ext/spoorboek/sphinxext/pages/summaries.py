"""Summaries: a sentence with numbers, and the questions with their states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import state
from spoorboek.analysis.numbers import Answers
from spoorboek.analysis.state import DISPLAY_ORDER
from spoorboek.config.names import Roles, Types
from spoorboek.i18n.language import _, ngettext, translate
from spoorboek.model.programme import Item
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.pages import draw

_ABOUT: Final = (Types.THEME, Types.CHAIN, Types.ORGANISATION)


def sentence(item: Item, app: Sphinx) -> list[nodes.Node]:
    """Return the summary of the commitments of a theme, chain or organisation; nothing for other items."""
    if item.type not in _ABOUT or not draw.settings(app).as_of:
        return []
    answers = build_data.answers(app.env, item)
    texts = [*_known(answers, item), *not_counted(answers, item)] if answers else []
    texts = [*(texts or [_("No commitment is about this.")]), *_recommended(item, app)]
    return [draw.paragraph(" ".join(texts), classes=["standing"])]


def not_counted(answers: Answers, about: Item | None = None) -> Iterator[str]:
    """Yield how many commitments, known from a news item or web page only, are in no count.

    Of those of an organisation, `answers` has only the ones with a check.
    """
    if answers.news and about and about.type == Types.ORGANISATION:
        yield ngettext(
            "{count} commitment with a check is known from a news item or web page only, and is not counted here.",
            "{count} commitments with a check are known from a news item or web page only, and are not counted here.",
            answers.news,
        )
    elif answers.news:
        yield ngettext(
            "{count} commitment is known from a news item or web page only, and is not counted here.",
            "{count} commitments are known from a news item or web page only, and are not counted here.",
            answers.news,
        )


def _known(answers: Answers, item: Item) -> Iterator[str]:
    """Yield the states of the commitments and how many checks are open; those of an organisation have a check each."""
    total = answers.commitments.total
    if not total:
        return
    counts = ((answers.commitments.of(state), translate(state.label)) for state in DISPLAY_ORDER)
    states = ", ".join(f"{count} {label}" for count, label in counts if count)
    yield (
        ngettext(
            "Known of one commitment with a check: {states}.",
            "Known of {count} commitments with a check: {states}.",
            total,
            states=states,
        )
        if item.type == Types.ORGANISATION
        else ngettext(
            "Known of one commitment: {states}.", "Known of {count} commitments: {states}.", total, states=states
        )
    )
    yield _open(answers)


def _open(answers: Answers) -> str:
    total = answers.checks.total
    if not total:
        return _("There is no question that could test it.")
    if not answers.open:
        return ngettext("Its question has a full answer.", "All {count} questions have a full answer.", total)
    return ngettext(
        "Open: its one question has no full answer yet.",
        "Open: {open} of {count} questions have no full answer yet.",
        total,
        open=answers.open,
    )


def _recommended(item: Item, app: Sphinx) -> Iterator[str]:
    """Yield how many recommendations to an organisation have no confirmed follow-up."""
    recommended = draw.programme(app).followed_back(item, Roles.MADE_TO, Types.RECOMMENDATION)
    unknown = sum(not recommendation.field("done") for recommendation in recommended)
    if unknown:
        yield ngettext(
            "Of one recommendation to it nobody says that it was carried out.",
            "Of {count} recommendations to it nobody says that they were carried out.",
            unknown,
        )


def promised(item: Item, app: Sphinx) -> tuple[Item, ...]:
    """Return the commitment itself, or those that an investigation carries out."""
    return (item,) if item.type == Types.COMMITMENT else draw.programme(app).followed(item, Roles.FULFILS)


def checks(item: Item, app: Sphinx) -> list[Item]:
    """Return the checks of a commitment, or of those that an investigation carries out."""
    return [check for commitment in promised(item, app) for check in state.checks(draw.programme(app), commitment)]


def at_a_glance(item: Item, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the questions of an item with their states."""
    rows = [[draw.link(app, docname, check), nodes.Text(" "), *draw.badge(check, app)] for check in checks(item, app)]
    heading = draw.paragraph(nodes.strong("", _("Questions and their states")))
    return [nodes.container("", heading, draw.bullets(rows), classes=["at-a-glance"])] if rows else []
