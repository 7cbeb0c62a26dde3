"""A difference as JSON, in the form of difference.schema.json beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from spoorboek import __version__
from spoorboek.analysis.difference import (
    Cause,
    Changed,
    Difference,
    FateChange,
    Part,
    StateChange,
    Version,
    fields,
    links,
)
from spoorboek.config.list_files import Retired, Waiver
from spoorboek.model.programme import Item

FORM: Final = 2
"""The version of the form: incremented when a consumer of the older form would misread the newer one."""


def text(difference: Difference, names: tuple[str, str]) -> str:
    old, new = difference.old, difference.new
    document = {
        "form": FORM,
        "spoorboek": __version__,
        "old": _version(names[0], old),
        "new": _version(names[1], new),
        "differs": difference.differs,
        "compared": {
            "states": difference.has_states,
            "questions": difference.has_questions,
            "whole": difference.is_whole,
        },
        "added": [_full(item, new) for item in difference.added],
        "removed": [_full(item, old) for item in difference.removed],
        "retired": [_full(item, old) | {"retired": _retired(retired)} for item, retired in difference.retired],
        "changed": [_changed(changed) for changed in difference.changed],
        "states": [_state(change) for change in difference.states],
        "fates": [_fate(change) for change in difference.fates],
        "questions": [
            {"file": questions.file, "removed": questions.removed, "added": questions.added}
            for questions in difference.questions
        ],
        "waivers": {
            "removed": [_waiver(waiver) for waiver in difference.waivers_removed],
            "added": [_waiver(waiver) for waiver in difference.waivers_added],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _version(name: str, version: Version) -> dict[str, Any]:
    return {"name": name, "asOf": version.as_of and version.as_of.isoformat(), "items": len(version.items)}


def _item(item: Item) -> dict[str, Any]:
    return {"id": item.id or None, "type": item.written_type or item.type, "title": item.title, "page": item.page}


def _full(item: Item, version: Version) -> dict[str, Any]:
    state, outcome = version.state(item), version.outcome(item)
    return _item(item) | {
        "text": item.body,
        "fields": fields(item, version.settings),
        "links": _links(links(item)),
        "state": state and state.value,
        "fate": (outcome and outcome.name) or None,
    }


def _links(ends: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"role": role, "target": target} for role, target in ends]


def _retired(retired: Retired) -> dict[str, Any]:
    return {"on": retired.date.isoformat(), "reason": retired.reason, "successor": retired.successor or None}


def _changed(changed: Changed) -> dict[str, Any]:
    return _item(changed.after) | {
        "parts": [_part(part) for part in changed.parts],
        "linksRemoved": _links(changed.links_removed),
        "linksAdded": _links(changed.links_added),
    }


def _part(part: Part) -> dict[str, Any]:
    changes = [{"before": change.before, "after": change.after} for change in part.changes]
    return {"part": part.name, "before": part.before, "after": part.after, "changes": changes}


def _state(change: StateChange) -> dict[str, Any]:
    causes = [_cause(cause) for cause in change.causes]
    return _item(change.item) | {"before": change.before, "after": change.after, "causes": causes}


def _fate(change: FateChange) -> dict[str, Any]:
    causes = [_cause(cause) for cause in change.causes]
    ends = {"before": change.before.name or None, "after": change.after.name or None}
    return _item(change.item) | ends | {"causes": causes}


def _cause(cause: Cause) -> dict[str, Any]:
    item = cause.item and _item(cause.item) | {"date": cause.item.field("date") or None}
    return {"ground": cause.ground.value, "added": cause.is_added, "item": item, "value": cause.value or None}


def _waiver(waiver: Waiver) -> dict[str, Any]:
    until = waiver.until.isoformat() if waiver.until else None
    return {"finding": waiver.finding, "reason": waiver.reason, "owner": waiver.owner, "until": until}
