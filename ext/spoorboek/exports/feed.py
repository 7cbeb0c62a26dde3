"""An Atom feed (RFC 4287) of events and changes; its dates come from the items, so that a rebuild changes nothing."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin
from xml.etree import ElementTree

from spoorboek.model import dates

_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_HOME: Final = "../index.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` identifies it and never changes, `date` is YYYY, YYYY-MM or YYYY-MM-DD.

    `address` is its link, relative to the feed; `text` is plain text.
    """

    key: str
    date: str
    title: str
    text: str
    address: str
    category: str


def identifier(*parts: str) -> str:
    """A UUID as URN, derived from the parts, so that it is the same in every build."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "spoorboek:" + "\n".join(parts)).urn


def text(
    title: str, language: str, author: str, base: str, file: str, entries: Iterable[Entry], home: str = _HOME
) -> bytes:
    """The feed as UTF-8, the newest entry first.

    `base` is the URL of the folder of the feed: links are made absolute with it, since not every feed reader resolves
    relative ones. It is empty if unknown. `home` is the page that the feed is about, relative to the feed.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": language})
    folder = f"{base.rstrip('/')}/" if base else ""
    in_order = sorted(entries, key=lambda entry: (_moment(entry.date), entry.key), reverse=True)
    _add(feed, "id", identifier(base or title, language, file))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(in_order[0].date) if in_order else _moment("1970-01-01"))
    _add(_add(feed, "author"), "name", author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=urljoin(folder, file))
    _add(feed, "link", rel="alternate", type="text/html", href=urljoin(folder, home))
    for entry in in_order:
        _entry(feed, entry, language, folder)
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ElementTree.Element, entry: Entry, language: str, folder: str) -> None:
    element = _add(feed, "entry")
    _add(element, "id", identifier("entry", language, entry.key))
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.date))
    _add(element, "link", rel="alternate", type="text/html", href=urljoin(folder, entry.address))
    _add(element, "category", term=entry.category)
    _add(element, "summary", entry.text, type="text")


def _add(parent: ElementTree.Element, name: str, value: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = "".join(filter(str.isprintable, value)) or None
    return child


def _moment(date: str) -> str:
    """The timestamp of a date: midnight UTC at the start of its last day (of a month: its last day)."""
    return datetime.datetime.combine(dates.last_day(date), datetime.time.min).isoformat() + "Z"
