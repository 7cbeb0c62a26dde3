"""The dependencies of each page, so that a page is written again if, and only if, what it shows has changed.

While a page is drawn, the verdict, its programme and its settings are handed out as tracking copies: each access
records a key for the page. After the build, the digest of the value of each key is stored beside the doctrees, in one
file per output folder. The next build computes the digests again and writes the pages for which any differs.

A group of files for download is treated as a page whose name ends in a slash, as that of no page does. Since it shows
every item, it depends on all items at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any, Final

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.settings import Settings
from spoorboek.model.programme import Item, Programme
from spoorboek.readers.history import Commit, Gap, History

Key = tuple[str, ...]
"""A dependency: its kind, then what identifies it within that kind."""
Value = Callable[[Key], object]
"""Computes the current value of a key."""

FRAME: Final[Key] = ("frame",)
"""The dependency of every page on what surrounds its text and what its references can resolve to."""
_ITEM, _BACK, _TYPE, _IDS, _PROGRAMME = "item", "back", "type", "ids", "programme"
_ALL: Final[Key] = ("all",)
"""The dependency on all items with their texts and links; of a group of files it replaces those on single items."""
ITEMS: Final[Key] = (_PROGRAMME, "items")
_OF_ITEMS: Final = frozenset({ITEMS, (_PROGRAMME, "links"), (_PROGRAMME, "links_by_role")})
_SETTINGS, _VERDICT, _FILE, _HISTORY, _OFFERS = "settings", "verdict", "file", "history", "offers"
_REGISTERS: Final = ("waivers", "retired", "identifiers", "deviations", "stamps")
"""Settings that can change without pages being read again; after a change of any other, all pages are read again."""


class Dependencies:
    """The dependencies of the pages of this build, and the digests stored by earlier builds."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.stored: dict[str, dict[str, str]] = _load(file)
        self.used: dict[str, set[Key]] = {}
        self.files: dict[str, set[str]] = {}
        self.page = ""
        self._values: Mapping[str, Value] = {}
        self._digests: dict[str, str] = {}
        self._tracked: Verdict | None = None

    def use(self, values: Mapping[str, Value]) -> None:
        """Compute the values of keys, by their kind, with these functions."""
        self._values = {**values, _OFFERS: lambda key: key[1]}

    def note(self, *key: str) -> None:
        """Record a key as a dependency of the page that is being drawn, if any."""
        if self.page.endswith("/") and (key[0] in (_ITEM, _BACK, _TYPE, _IDS) or key in _OF_ITEMS):
            key = _ALL
        if self.page:
            self.used[self.page].add(key)

    def offer(self, file: str) -> None:
        """Record a file that the current page offers for download; outside a page, the site offers it."""
        self.files.setdefault(self.page, set()).add(file)

    def free_name(self, name: str, suffix: str) -> str:
        """Return a file name that the page does not offer yet; the second gets the number 2, and so on."""
        offered = self.files.get(self.page, set())
        names = (name, *(f"{name}-{number}" for number in range(2, len(offered) + 2)))
        return next(f"{stem}{suffix}" for stem in names if f"{stem}{suffix}" not in offered)

    def offered(self) -> set[str]:
        """Return all files that pages offer, including pages that are not written again."""
        return {file for page in self.stored for file in self.offered_by(page)}.union(*self.files.values())

    def offered_by(self, page: str) -> set[str]:
        """Return the files that a page or group offers, in this build or, if it is not written again, before."""
        if page in self.used:
            return self.files.get(page, set())
        return {json.loads(key)[1] for key in self.stored.get(page, ()) if key.startswith(f'["{_OFFERS}"')}

    @contextlib.contextmanager
    def drawing(self, page: str) -> Iterator[None]:
        """Record dependencies for this page while the context lasts."""
        self.page = page
        self.used.setdefault(page, {FRAME})
        try:
            yield
        finally:
            self.page = ""
            self._tracked = None  # cached properties of the copy must be computed, and so recorded, anew for each page

    def draw_group(self, name: str, draw: Callable[[], None]) -> None:
        """Call `draw`, which writes a group of files (name: ends in a slash), if what they show has changed."""
        if not self._is_current(self.stored.get(name)):
            with self.drawing(name):
                draw()

    def verdict(self, verdict: Verdict) -> Verdict:
        """Return the verdict; while a page is drawn, as a copy that records what is read from it."""
        if not self.page:
            return verdict
        if self._tracked is None:
            self._tracked = _TrackedVerdict(verdict, self.note)
        return self._tracked

    def history(self, history: History) -> History:
        """Return the git history; while a page is drawn, as a copy that records which files are asked for."""
        return _TrackedHistory(history, self.note) if self.page else history

    def outdated(self, pages: Iterable[str]) -> set[str]:
        """Return the pages whose dependencies changed, and those without stored dependencies."""
        return {page for page in pages if not self._is_current(self.stored.get(page))}

    def _is_current(self, shown: Mapping[str, str] | None) -> bool:
        return bool(shown) and all(self._digest(key) == stored for key, stored in (shown or {}).items())

    def _digest(self, text: str) -> str:
        """Return the digest of the current value of a key, given as JSON."""
        if text not in self._digests:
            key = tuple(json.loads(text))
            self._digests[text] = digest(self._values[key[0]](key))
        return self._digests[text]

    def begin(self, pages: Iterable[str], existing: Iterable[str]) -> None:
        """Drop the pages that are written now (an interrupted build is noticed), and those that no longer exist."""
        remaining = {*existing, *(page for page in self.stored if page.endswith("/"))} - {*pages, *self.used}
        self.stored = {page: shown for page, shown in self.stored.items() if page in remaining}
        self._write()

    def store(self) -> None:
        """Store the dependencies of the pages that were written."""
        for page, keys in self.used.items():
            offered = {(_OFFERS, file) for file in self.files.get(page, ())}
            texts = map(json.dumps, sorted(keys | offered))
            self.stored[page] = {key: self._digest(key) for key in texts}
        self._write()

    def _write(self) -> None:
        new = self.file.with_suffix(".new")
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(self.stored, sort_keys=True), encoding="utf-8")
        new.replace(self.file)


def _load(file: Path) -> dict[str, dict[str, str]]:
    """Return the dependencies that an earlier build stored; empty if there are none or they cannot be read."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def of_verdict(verdict: Verdict) -> dict[str, Value]:
    """Return the functions that compute values from a verdict, its programme and its settings."""
    programme, settings = verdict.programme, verdict.settings
    content = _Contents().of
    return {
        _ITEM: lambda key: content(programme.by_id.get(key[1])),
        _ALL[0]: lambda key: [(content(item), item.body) for item in programme.items],
        _BACK: lambda key: [content(item) for item in _linking(programme, *key[1:])],
        _TYPE: lambda key: [content(item) for item in programme.of_type(key[1])],
        _IDS: lambda key: list(programme.by_id),
        _PROGRAMME: lambda key: getattr(programme, key[1]),
        _SETTINGS: lambda key: getattr(settings, key[1]),
        _VERDICT: lambda key: getattr(verdict, key[1]),
    }


def of_history(history: History) -> dict[str, Value]:
    """Return the functions that compute values from the git history."""
    return {
        _FILE: lambda key: (history.of_file(key[1]), history.lines.get(key[1])),
        _HISTORY: lambda key: bool(history.edited) if key[1] == "edited" else history.head,
    }


def file_of(doctrees: Path, output: Path, builder: str) -> Path:
    """Return the file that stores the dependencies of a builder and output folder."""
    name = hashlib.sha256(f"{builder}\0{output.resolve()}".encode()).hexdigest()[:16]
    return doctrees / f"spoorboek-{name}.json"


def digest(value: object) -> str:
    """Return a digest that is the same in every process; values other than containers must have a complete repr."""
    return hashlib.sha256(repr(_in_order(value)).encode(errors="surrogatepass")).hexdigest()[:16]


def _in_order(value: object) -> object:
    """Return the value with its sets sorted, since their order differs between processes."""
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    if isinstance(value, Mapping):
        return [(key, _in_order(item)) for key, item in value.items()]
    if type(value) in (list, tuple):
        return [_in_order(item) for item in value]  # type: ignore[attr-defined]
    return value


class _Contents:
    """Digests of what other pages show of an item, cached by item."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, item: Item | None) -> str:
        """Return the digest without the text of the item and its line, which other pages do not show."""
        if item is None:
            return ""
        if id(item) not in self._known:
            options = [(option.name, option.value) for option in item.options]
            links = [(link.role, link.target, link.sound) for link in item.links]
            shown = item.type, item.title, item.page, options, links, item.is_elsewhere and item.at.file
            self._known[id(item)] = digest(repr(shown))
        return self._known[id(item)]


def _linking(programme: Programme, id: str, role: str = "") -> Iterator[Item]:
    """Yield the items that link to the item in this role, or in any."""
    if item := programme.by_id.get(id):
        sources = [programme.followed_back(item, role)] if role else programme.all_followed_back(item).values()
        yield from chain.from_iterable(sources)


class _TrackedIds(Mapping[str, Item]):
    """A mapping of items by id that records each id that is asked for."""

    def __init__(self, by_id: Mapping[str, Item], note: Callable[..., None]) -> None:
        self._by_id, self._note = by_id, note

    def __getitem__(self, id: str) -> Item:
        self._note(_ITEM, id)
        return self._by_id[id]

    def __iter__(self) -> Iterator[str]:
        self._note(_IDS)
        return iter(self._by_id)

    def __len__(self) -> int:
        self._note(_IDS)
        return len(self._by_id)


class _Tracked:
    """A copy of a frozen dataclass that records access to the attributes in `noted`, as keys of this kind."""

    _noted: frozenset[str]

    def __init__(self, raw: Any, note: Callable[..., None]) -> None:
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "note", note)
        for part in fields(raw):
            if part.name not in self._noted:
                object.__setattr__(self, part.name, self._part(getattr(raw, part.name)))

    def _part(self, value: Any) -> Any:
        return value

    def __init_subclass__(cls, kind: str, noted: Iterable[str]) -> None:
        cls._noted = frozenset(noted)
        for name in cls._noted:
            setattr(cls, name, property(_access(kind, name)))


def _access(kind: str, name: str) -> Callable[[Any], Any]:
    def access(self: Any) -> Any:
        self.note(kind, name)
        return getattr(self.raw, name)

    return access


_PARTS: Final = (*(part.name for part in fields(Programme)), "links", "links_by_role", "mentioned_on")


class _TrackedProgramme(_Tracked, Programme, kind=_PROGRAMME, noted=_PARTS):
    raw: Programme
    note: Callable[..., None]

    @property
    def by_id(self) -> Mapping[str, Item]:  # type: ignore[override]
        return _TrackedIds(self.raw.by_id, self.note)

    def of_type(self, *types: str) -> Iterator[Item]:
        for name in types:
            self.note(_TYPE, name)
        return self.raw.of_type(*types)

    def followed(self, item: Item, role: str) -> tuple[Item, ...]:
        for target in item.targets(role):
            self.note(_ITEM, target)
        return self.raw.followed(item, role)

    def followed_back(self, item: Item, role: str, *types: str) -> tuple[Item, ...]:
        self.note(_BACK, item.id, role)
        return self.raw.followed_back(item, role, *types)

    def all_followed_back(self, item: Item) -> dict[str, tuple[Item, ...]]:
        self.note(_BACK, item.id)
        return self.raw.all_followed_back(item)


class _TrackedSettings(_Tracked, Settings, kind=_SETTINGS, noted=_REGISTERS):
    pass


class _TrackedVerdict(_Tracked, Verdict, kind=_VERDICT, noted=("findings", "waived", "withheld")):
    def _part(self, value: Any) -> Any:
        tracked = {Programme: _TrackedProgramme, Settings: _TrackedSettings}[type(value)]
        return tracked(value, vars(self)["note"])


class _TrackedHistory(_Tracked, History, kind=_HISTORY, noted=("head", "edited")):
    raw: History
    note: Callable[..., None]

    def of_file(self, file: str) -> Commit | Gap:
        self.note(_FILE, file)
        return self.raw.of_file(file)

    def of_lines(self, file: str, lines: range) -> Commit | Gap:
        self.note(_FILE, file)
        return self.raw.of_lines(file, lines)
