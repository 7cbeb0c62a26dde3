"""A checklist as JSON, in the form of checklist.schema.json: ids and values beside the texts for people."""

from __future__ import annotations

import json
from typing import Any, Final

from spoorboek.analysis.checklist import Checklist, Evidence, Line
from spoorboek.exports.sheet import evidence_note
from spoorboek.model.programme import Item

SCHEMA: Final = "checklist.schema.json"
FORM: Final = 2
"""The version of the form: incremented when a consumer of the older form would misread the newer one."""


def text(checklist: Checklist, publisher_note: str = "") -> str:
    document = {
        "$schema": SCHEMA,
        "form": FORM,
        "asOf": checklist.as_of.isoformat(),
        "about": [*filter(None, (publisher_note,)), evidence_note()],
        "lines": [_line(line) for line in checklist.lines],
        "apart": [{**_item(apart.item), "kind": apart.kind} for apart in checklist.apart],
        "recommendations": [
            {**_item(recommendation.item), "to": [_item(organisation) for organisation in recommendation.to]}
            for recommendation in checklist.recommendations
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.check.id,
        "commitment": _item(line.commitment),
        "question": line.check.field("question"),
        "settles": line.check.field("settles"),
        "state": line.answer.value,
        "suspect": line.suspect,
        "open": line.is_open,
        "evidence": [_evidence(evidence) for evidence in line.evidence],
        "beside": [{**_item(event), "date": event.field("date") or None} for event in line.beside],
        "searches": [_search(search) for search in line.searches],
        "themes": [_item(theme) for theme in line.themes],
        "chains": [_item(chain) for chain in line.chains],
        "organisations": [
            {**_item(party.organisation), "part": party.part.value, "inferred": party.is_inferred}
            for party in line.parties
        ],
        "notes": [_item(note) for note in line.notes],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "event": _item(evidence.event),
        "full": evidence.is_full,
        "date": evidence.event.field("date") or None,
        "until": evidence.event.field("until") or None,
        "says": evidence.event.field("says") or None,
        "by": [_item(actor) for actor in evidence.actors],
        "senders": list(evidence.senders),
        "sources": [{**_item(source), "url": source.field("url") or None} for source in evidence.sources],
    }


def _search(search: Item) -> dict[str, Any]:
    fields = {name: search.field(name) or None for name in ("on", "place", "query", "result", "found")}
    return {"id": search.id, **fields}


def _item(item: Item) -> dict[str, str]:
    return {"id": item.id, "title": item.title}
