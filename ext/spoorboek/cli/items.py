"""`spoorboek items`: list the items, options and links as read, with their locations."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from spoorboek.cli import judge, screen
from spoorboek.exports import programme_json
from spoorboek.model.message import _
from spoorboek.model.programme import Item, Programme

_HEAD: Final = (_("place"), _("item"), _("what"), _("value"))


def run(options: argparse.Namespace) -> int:
    programme, _ = judge.programme(options)
    if options.format == "json":
        screen.put(programme_json.text(programme), "utf-8")
    else:
        screen.put_lines(screen.aligned(_rows(programme)))
    return 0


def _rows(programme: Programme) -> Iterator[tuple[str, str, str, str]]:
    """A row per item, option and link; `>theme` is a link of that role, `?theme` a flawed one."""
    yield _HEAD
    for item in programme.items:
        yield str(item.at), item.name, item.type, item.title
        yield from _tokens(item)


def _tokens(item: Item) -> Iterator[tuple[str, str, str, str]]:
    roles = {link.role for link in item.links}
    tokens = [(option.at, option.name, option.value) for option in item.options if option.name not in roles]
    tokens += [(link.at, f">{link.role}" if link.sound else f"?{link.role}", link.target) for link in item.links]
    tokens += [(lost.option.at, _("lost {option}", option=lost.option.name), lost.option.value) for lost in item.lost]
    for at, name, value in sorted(tokens):
        yield str(at), item.name, name, value
