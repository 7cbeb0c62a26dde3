"""Compare what sphinx-needs publishes, in needs.json and on its own pages, with what is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.need_item import NeedItem

from spoorboek.config import value_types
from spoorboek.config.settings import Settings, yes_or_no
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Published, listed
from spoorboek.readers import configuration, page_files

_STRUCTURE: Final = {"parent_needs"}
"""Links that sphinx-needs derives from nesting."""


def check_publishing(app: Sphinx) -> None:
    """Check the settings of sphinx-needs 9.1 that conf.py, an extension or an option has set.

    Raises SpoorboekError if needs.json or the pages would contain something else than what is judged.
    """
    by_name = {item.name: item.default_factory for item in fields(NeedsSphinxConfig)}
    defaults = {name: (factory(),) for name, factory in by_name.items() if callable(factory)}
    values = {name: app.config[f"needs_{name}"] for name in value_types.OF_NEEDS}
    changed = {f"needs_{name}": value for name, value in values.items() if value not in defaults.get(name, ())}
    program = Path(app.confdir, "conf.py")
    place = partial(configuration.location_of, program, page_files.shown(program, app.config.spoorboek_root))
    value_types.check(changed, value_types.OF_NEEDS, place, "needs_")


def differences(items: Iterable[Item], view: Mapping[str, NeedItem], settings: Settings) -> tuple[Published, ...]:
    """Return the differences between the items and the view that needs.json is written from."""
    by_id = grouped((item.id, item) for item in items)
    return tuple(difference for id, same in by_id.items() for difference in _of_id(same, view.get(id), settings))


def _of_id(same: list[Item], need: NeedItem | None, settings: Settings) -> Iterator[Published]:
    """Compare the items that share one id; sphinx-needs publishes one of them, which depends on the reading order."""
    if need is not None and len(same) == 1:
        yield from _of(same[0], need, settings)
    else:
        yield from map(Published, same if need is None else same[1:])


def _of(item: Item, need: NeedItem, settings: Settings) -> Iterator[Published]:
    item_type = settings.types.get(item.type)
    options = {option.name: option.value for option in item.options}
    parts = [
        ("type", need["type"], item.type),
        ("title", need["title"], item.title),
        ("body", need["content"], item.body),
    ]
    parts += [(name, need.get(name), options.get(name, "")) for name in (item_type.fields if item_type else ())]
    for part, value, written in parts:
        if value != written and not _same(value, written):
            yield Published(item, part, written, _text(value))
    links = dict(need.iter_links_items(as_str=True))
    targets: dict[str, list[str]] = {link.role: [] for link in item.links}
    for link in item.links:
        if link.sound:
            targets[link.role].append(link.target)
    for role in dict.fromkeys((*targets, *links)):
        ours, theirs = targets.get(role, []), links.get(role, [])
        if ours != theirs and role not in _STRUCTURE:
            yield from (Published(item, role, target, "") for target in dict.fromkeys(ours) if target not in theirs)
            yield from (Published(item, role, "", target) for target in dict.fromkeys(theirs) if target not in ours)


def _same(value: Any, written: str) -> bool:
    """Whether a published value equals what is written, apart from white space."""
    if isinstance(value, bool):
        return value is bool(yes_or_no(written))
    if isinstance(value, int | float):
        return _number(written) == value
    if isinstance(value, list | tuple):
        return list(map(str, value)) == listed(written)
    text = _text(value)
    return text == written or text.split() == written.split()


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _text(value: Any) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
