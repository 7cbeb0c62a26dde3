"""`{waivers}`: the findings that are set aside for a time, and who answers for that."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from spoorboek.analysis.language import words
from spoorboek.analysis.verdict import Waived
from spoorboek.model.finding import Finding
from spoorboek.rules.engine.waivers import expires_soon
from spoorboek.sphinxext.pages import draw, rules
from spoorboek.sphinxext.pages.register import Choice, Key, Line, Register, draw_register

NAME: Final = "waivers"
_FILE: Final = "uitzonderingen"


class PageDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [draw.placeholder(NAME)]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A sentence that counts them, and a table with what was found, why it stands, who answers for it and how long."""
    places = draw.placeholders(doctree, NAME)
    waived = draw.verdict(app).waived if places else ()
    for place in places:
        if not waived:
            place.replace_self(nodes.paragraph("", words.NOTHING_WAIVED))
            continue
        lines = [Line(_cells(each, app, docname), _choices(each)) for each in sorted(waived, key=_order)]
        filters = {name: words.WAIVED[name] for name in ("rule", "owner")}
        register = Register(words.WAIVED, filters, lines, file=_FILE)
        place.replace_self([nodes.paragraph("", _counted(waived, app)), draw_register(app, docname, register)])


def _order(waived: Waived) -> tuple[str, str]:
    return str(waived.waiver.until or ""), waived.finding.identity


def _counted(waived: tuple[Waived, ...], app: Sphinx) -> str:
    as_of = draw.verdict(app).settings.as_of
    soon = sum(expires_soon(each.waiver, as_of) for each in waived)
    counted = words.ONE_WAIVED if len(waived) == 1 else words.MANY_WAIVED.format(count=len(waived))
    return f"{counted} {words.END_SOON.format(count=soon)}" if soon else counted


def _cells(waived: Waived, app: Sphinx, docname: str) -> list[draw.Cell]:
    finding, waiver = waived.finding, waived.waiver
    return [
        [rules.link(app, docname, finding.number, finding.name)],
        [_message(finding, app, docname)],
        [nodes.Text(waiver.reason or words.NOT_SAID)],
        [nodes.Text(waiver.owner or words.NOT_SAID)],
        _until(waived, app),
    ]


def _choices(waived: Waived) -> dict[str, list[Choice]]:
    finding, owner = waived.finding, waived.waiver.owner or words.NOT_SAID
    return {
        "rule": [Choice(finding.number, f"{finding.number} {finding.name}")],
        "owner": [Choice(nodes.make_id(owner) or owner, owner)],
    }


def _message(finding: Finding, app: Sphinx, docname: str) -> nodes.Node:
    """What was found; the item that it begins with leads to that item."""
    item = draw.verdict(app).programme.by_id.get(finding.about[0])
    told = draw.told(finding.message, app)
    if item is not None and told.astext().startswith(item.id):
        rest = nodes.Text(told.astext().removeprefix(item.id))
        told.children = []
        told += [draw.link(app, docname, item, item.id), rest]
    return told


def _until(waived: Waived, app: Sphinx) -> draw.Cell:
    waiver, as_of = waived.waiver, draw.verdict(app).settings.as_of
    if waiver.until is None:
        return [nodes.Text(words.NOT_SAID)]
    date = Key("", draw.date(waiver.until.isoformat()), key=waiver.until.isoformat())
    if waiver.has_ended(as_of):
        return [date, nodes.Text(", "), nodes.strong("", words.HAS_ENDED)]
    return [date, nodes.Text(", "), nodes.strong("", words.ENDS_SOON)] if expires_soon(waiver, as_of) else [date]
