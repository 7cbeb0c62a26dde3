"""What each page draws from elsewhere, so that a page is written again when that changed, and only then.

While a page is drawn, the verdict, its programme and its settings are given out as tracked copies: each access notes a
key (what was asked for) with the page. After the build the digest of what each key stood for is kept beside the
doctrees, a file for each folder of output. The next build works the digests out anew and writes the pages that differ.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from spoorboek.analysis.verdict import Verdict
from spoorboek.config.settings import Settings
from spoorboek.model.programme import Item, Programme
from spoorboek.readers.history import Commit, Gap, History

Key = tuple[str, ...]
"""What a page asked for: its kind, then what tells it from others of that kind."""
Value = Callable[[Key], object]
"""What a key stands for now."""

FRAME: Final[Key] = ("frame",)
"""What every page shows around its text, and what its references can lead to."""
_ITEM, _BACK, _TYPE, _IDS, _PROGRAMME = "item", "back", "type", "ids", "programme"
_SETTINGS, _VERDICT, _FILE, _HISTORY, _OFFERS = "settings", "verdict", "file", "history", "offers"
_REGISTERS: Final = ("waivers", "retired", "identifiers", "deviations", "stamps")
"""Parts of the settings that change without a page being read again; a change of any other reads every page anew."""


class Dependencies:
    """The keys that the pages of one build asked for, and the digests of those that were written by earlier ones."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.stored: dict[str, dict[str, str]] = _read(file)
        self.used: dict[str, set[Key]] = {}
        self.files: dict[str, set[str]] = {}
        self.page = ""
        self._values: dict[str, Value] = {_OFFERS: lambda key: key[1]}
        self._digests: dict[str, str] = {}
        self._tracked: Verdict | None = None

    def add(self, kind: str, value: Value) -> None:
        """Say what keys of a kind stand for."""
        self._values[kind] = value

    def note(self, *key: str) -> None:
        """The page that is drawn shows this."""
        if self.page:
            self.used[self.page].add(key)

    def offer(self, file: str) -> None:
        """The page that is drawn offers this file; where none is drawn, the site does."""
        self.files.setdefault(self.page, set()).add(file)

    def free_name(self, name: str, suffix: str) -> str:
        """The name of a file that the page does not offer yet: with a number behind it for its second table."""
        taken = self.files.get(self.page, set())
        names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
        return next(f"{each}{suffix}" for each in names if f"{each}{suffix}" not in taken)

    def offered(self) -> set[str]:
        """All files that pages offer, those of pages that were not written again too."""
        stored = (key for shown in self.stored.values() for key in shown if key.startswith(f'["{_OFFERS}"'))
        return {json.loads(key)[1] for key in stored}.union(*self.files.values())

    @contextlib.contextmanager
    def drawing(self, page: str) -> Iterator[None]:
        """Note what is asked for as shown on this page."""
        self.page = page
        self.used.setdefault(page, {FRAME})
        try:
            yield
        finally:
            self.page = ""
            self._tracked = (
                None  # it keeps what was worked out from its parts, which the next page has to ask for itself
            )

    def verdict(self, verdict: Verdict) -> Verdict:
        """The verdict, noting what is taken from it where a page is drawn."""
        if not self.page:
            return verdict
        if self._tracked is None:
            self._tracked = _TrackedVerdict(verdict, self.note)
        return self._tracked

    def history(self, history: History) -> History:
        """The history of the files, noting which files are asked for where a page is drawn."""
        return _TrackedHistory(history, self.note) if self.page else history

    def judge(self, verdict: Verdict) -> None:
        """From now on, keys stand for what this verdict says."""
        programme, settings = verdict.programme, verdict.settings
        self._tracked = None
        self._digests.clear()
        content = _Contents().of
        self.add(_ITEM, lambda key: content(programme.by_id.get(key[1])))
        self.add(_BACK, lambda key: [content(item) for item in _followed_back(programme, key[1], key[2])])
        self.add(_TYPE, lambda key: [content(item) for item in programme.of_type(key[1])])
        self.add(_IDS, lambda key: list(programme.by_id))
        self.add(_PROGRAMME, lambda key: getattr(programme, key[1]))
        self.add(_SETTINGS, lambda key: getattr(settings, key[1]))
        self.add(_VERDICT, lambda key: getattr(verdict, key[1]))

    def look_back(self, history: History) -> None:
        """From now on, keys stand for what git says now."""
        self.add(_FILE, lambda key: (history.of_file(key[1]), history.lines.get(key[1])))
        self.add(_HISTORY, lambda key: bool(history.edited) if key[1] == "edited" else history.head)

    def outdated(self, pages: Iterable[str]) -> set[str]:
        """The pages that would show something else than they did, or of which nothing is known."""
        return {page for page in pages if not self._is_current(self.stored.get(page))}

    def _is_current(self, shown: Mapping[str, str] | None) -> bool:
        return bool(shown) and all(self._digest(key) == was for key, was in (shown or {}).items())

    def _digest(self, written: str) -> str:
        """Of what a key, as it is written, stands for now."""
        if written not in self._digests:
            key = tuple(json.loads(written))
            self._digests[written] = digest(self._values[key[0]](key))
        return self._digests[written]

    def digest(self) -> str:
        """Of what is kept: the folder of output notes it, so that one that another build wrote is known."""
        return digest(self._text())

    def _text(self) -> str:
        return json.dumps(self.stored, sort_keys=True)

    def forget(self) -> None:
        """Know of no page what it shows."""
        self.stored.clear()

    def begin(self, pages: Iterable[str], found: Iterable[str]) -> None:
        """Forget these pages, which are written now, and all that are gone: a stopped build leaves none current."""
        written = set(pages)
        self.stored = {page: self.stored[page] for page in found if page in self.stored and page not in written}
        self._write()

    def keep(self) -> None:
        """Keep what the pages that were written show now."""
        for page, keys in self.used.items():
            offered = {(_OFFERS, file) for file in self.files.get(page, ())}
            written = map(json.dumps, sorted(keys | offered))
            self.stored[page] = {key: self._digest(key) for key in written}
        self._write()

    def _write(self) -> None:
        new = self.file.with_suffix(".new")
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(self._text(), encoding="utf-8")
        new.replace(self.file)


def _read(file: Path) -> dict[str, dict[str, str]]:
    """What an earlier build kept; nothing where it kept nothing, or what it kept cannot be read."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def file_of(doctrees: Path, output: Path, builder: str) -> Path:
    """Where that is kept for the pages that a builder puts in a folder."""
    name = hashlib.sha256(f"{builder}\0{output.resolve()}".encode()).hexdigest()[:16]
    return doctrees / f"spoorboek-{name}.json"


def digest(value: object) -> str:
    """Tells two values apart, the same in every process; what is no container says in its repr all that it holds."""
    return hashlib.sha256(repr(_in_order(value)).encode(errors="surrogatepass")).hexdigest()[:16]


def _in_order(value: object) -> object:
    """A value without sets, whose order differs from process to process."""
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    if isinstance(value, Mapping):
        return [(key, _in_order(each)) for key, each in value.items()]
    if type(value) in (list, tuple):
        return [_in_order(each) for each in value]  # type: ignore[attr-defined]
    return value


class _Contents:
    """The digest of what pages draw of an item that stands on another page, worked out once for each item."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, item: Item | None) -> str:
        """Not of its text, nor of the line that it begins on."""
        if item is None:
            return ""
        if id(item) not in self._known:
            options = [(option.name, option.value) for option in item.options]
            links = [(link.role, link.target, link.sound) for link in item.links]
            drawn = item.type, item.title, item.page, options, links, item.is_elsewhere and item.at.file
            self._known[id(item)] = digest(repr(drawn))
        return self._known[id(item)]


def _followed_back(programme: Programme, id: str, role: str) -> Sequence[Item]:
    item = programme.by_id.get(id)
    return programme.followed_back(item, role) if item else ()


class _TrackedIds(Mapping[str, Item]):
    """Items by id, noting each that is asked for."""

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
    """A copy of a frozen value that notes each access to a part that stands in `noted`, by a key of this kind."""

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

    def followed_back(self, item: Item, role: str) -> tuple[Item, ...]:
        self.note(_BACK, item.id, role)
        return self.raw.followed_back(item, role)


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
