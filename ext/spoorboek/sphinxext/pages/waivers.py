"""`{waivers}`: the waived findings, their owners and last days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis.verdict import Waived
from spoorboek.i18n.language import _, ngettext
from spoorboek.model import message
from spoorboek.model.finding import Finding
from spoorboek.rules.engine.waivers import expires_soon
from spoorboek.sphinxext.pages import downloads, draw, rules
from spoorboek.sphinxext.pages.directive import PageDirective
from spoorboek.sphinxext.pages.register import Choice, Key, Line, Register, draw_register


class WaiversDirective(PageDirective):
    NAME = "waivers"
    MEANING = message._("findings that are set aside, with their last day")
    OFFERS_FILE = True
    IS_LIST = True

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        """Return a sentence with the count, and a register: finding, reason, owner, last day."""
        waived = draw.verdict(app).waived
        if not waived:
            return draw.paragraph(_("There are no waivers now."))
        lines = [Line(_cells(entry, app, docname), _choices(entry)) for entry in sorted(waived, key=_order)]
        columns = {
            "rule": _("Rule"),
            "finding": _("Finding"),
            "reason": _("Reason"),
            "owner": _("Who"),
            "until": _("Up to and including"),
        }
        filters = {name: columns[name] for name in ("rule", "owner")}
        register = Register(columns, filters, lines, file=downloads.name_of(app, docname))
        return [draw.paragraph(_counted(waived, app)), draw_register(app, docname, register)]


def _order(waived: Waived) -> tuple[str, str]:
    return str(waived.waiver.until or ""), waived.finding.identity


def _counted(waived: tuple[Waived, ...], app: Sphinx) -> str:
    as_of = draw.settings(app).as_of
    soon = sum(expires_soon(entry.waiver, as_of) for entry in waived)
    counted = ngettext("There is one waiver now.", "There are {count} waivers now.", len(waived))
    ending = _("Number that will expire within thirty days: {count}.", count=soon)
    return f"{counted} {ending}" if soon else counted


def _cells(waived: Waived, app: Sphinx, docname: str) -> list[draw.Cell]:
    finding, waiver = waived.finding, waived.waiver
    return [
        [rules.link(app, docname, finding.number, finding.name)],
        [_message(finding, app, docname)],
        waiver.reason or _("not given"),
        waiver.owner or _("not given"),
        _until(waived, app),
    ]


def _choices(waived: Waived) -> dict[str, list[Choice]]:
    finding, owner = waived.finding, waived.waiver.owner or _("not given")
    return {
        "rule": [Choice(finding.number, f"{finding.number} {finding.name}")],
        "owner": [Choice.of_text(owner)],
    }


def _message(finding: Finding, app: Sphinx, docname: str) -> nodes.Node:
    """Return the message of a finding, with its item linked."""
    item = draw.programme(app).by_id.get(finding.about[0])
    text = draw.rule_message(finding.message, app)
    if item is not None and text.astext().startswith(item.id):
        rest = nodes.Text(text.astext().removeprefix(item.id))
        text.children = []
        text += [draw.link(app, docname, item, item.id), rest]
    return text


def _until(waived: Waived, app: Sphinx) -> draw.Cell:
    waiver, as_of = waived.waiver, draw.settings(app).as_of
    if waiver.until is None:
        return _("not given")
    date = Key.of_day(waiver.until)
    if waiver.has_ended(as_of):
        return [date, ", ", nodes.strong("", _("expired"))]
    return [date, ", ", nodes.strong("", _("expires soon"))] if expires_soon(waiver, as_of) else [date]
