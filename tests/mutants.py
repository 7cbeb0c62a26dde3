"""The handbook with one thing taken away, and an oracle of its own that says whether that must be noticed.

The oracle knows the rules from the design (which links each type must have, what gives an item its place), not from
ubproject.toml or the rules' code: the two are held against each other.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from spoorboek.model.programme import Item, Link, Mention, Programme
from spoorboek.sphinxext import build_data
from spoorboek.sphinxext.reader import StoppedError, own_state
from tests.handbooks import Handbook

AT_LEAST_ONE: Final = {
    "sentence": ("part_of",),
    "theme": ("grounded_in",),
    "chain": ("grounded_in",),
    "goal": ("grounded_in",),
    "term": ("grounded_in",),
    "organisation": ("grounded_in",),
    "commitment": ("grounded_in", "theme", "responsible"),
    "investigation": ("grounded_in", "theme", "responsible", "fulfils"),
    "involvement": ("who", "involved_in", "documented_in"),
    "event": ("of", "by", "documented_in"),
    "check": ("checks",),
    "recommendation": ("made_in", "made_to"),
    "erratum": ("concerns",),
}
PLACE: Final = {  # any link back along one of these, or a sentence it rests on where that counts
    "organisation": ("responsible", "supervised", "addressed", "by", "made_to", "who", "involved_in"),
    "chain": ("chain", "involved_in"),
    "source": ("grounded_in", "documented_in", "cites", "part_of", "supersedes"),
    "term": ("cites",),
}


@dataclass(frozen=True)
class Mutant:
    """One thing taken away: lines of a page, or part of one."""

    kind: str
    what: str
    page: str
    first: int
    last: int
    id: str = ""
    role: str = ""
    span: tuple[int, int] = (0, 0)
    text: str = ""

    def apply(self, content: str) -> str:
        lines = content.split("\n")
        if self.kind == "reference":
            line = lines[self.first - 1]
            lines[self.first - 1] = line[: self.span[0]] + self.text + line[self.span[1] :]
        else:
            del lines[self.first - 1 : self.last]
        return "\n".join(lines)


_OPENING = re.compile(r":::\{(\w+)\}")
_OPTION = re.compile(r":(\w+): ")
_REFERENCE = re.compile(r"\[([^][]*)\]\(#([A-Za-z0-9-]+)\)|\{need\}`([A-Za-z0-9-]+)`")


def mutants(docs: Path, programme: Programme) -> Iterator[Mutant]:
    """Each link option, each item and each reference of the pages that hold items or refer to them."""
    types = {item.type for item in programme.items}
    ids = {item.id for item in programme.items}
    for path in sorted(docs.rglob("*.md")):
        page = path.relative_to(docs).with_suffix("").as_posix()
        yield from _in_page(page, path.read_text(encoding="utf-8").split("\n"), types, ids, programme)


def _in_page(page: str, lines: Sequence[str], types: set[str], ids: set[str], programme: Programme) -> Iterator[Mutant]:
    first, id, item_type, inside = 0, "", "", ""
    for number, line in enumerate(lines, 1):
        opening = _OPENING.match(line)
        if inside:
            inside = "" if line.startswith(inside) else inside
        elif line.startswith("```"):
            inside = "```"
        elif opening and opening[1] in types:
            first, item_type = number, opening[1]
            id = next(row.removeprefix(":id: ") for row in lines[number:] if row.startswith(":id: "))
        elif first and line.rstrip() == ":::":
            yield Mutant("item", f"{item_type} {id}", page, first, number, id)
            first = 0
        elif first and (option := _OPTION.match(line)) and programme.by_id[id].targets(option[1]):
            yield Mutant("link", f"{id} {option[1]}", page, number, number, id, option[1])
        else:
            for found in _REFERENCE.finditer(line):
                target = found[2] or found[3]
                if target in ids:
                    what = f"{page}:{number} {target}"
                    yield Mutant("reference", what, page, number, number, target, "", found.span(), found[1] or "")


# ------------------------------------------------------------------------------------------------- the oracle
Ways = Mapping[str, Sequence[str]]
"""For each thing that is asked, the edges that satisfy it; none of them where nothing does."""


@dataclass(frozen=True)
class Drawing:
    """Items, links and mentions, and nothing else: what the oracle looks at."""

    items: tuple[Item, ...]
    links: tuple[Link, ...]
    mentions: tuple[Mention, ...]

    def without(self, mutant: Mutant) -> Drawing:
        if mutant.kind == "link":
            links = tuple(link for link in self.links if (link.item, link.role) != (mutant.id, mutant.role))
            return Drawing(self.items, links, self.mentions)
        if mutant.kind == "item":
            return Drawing(
                tuple(item for item in self.items if item.id != mutant.id),
                tuple(link for link in self.links if link.item != mutant.id),
                tuple(
                    mention
                    for mention in self.mentions
                    if mention.page != mutant.page or not mutant.first <= mention.at.line <= mutant.last
                ),
            )
        gone = next((m for m in self.mentions if (m.page, m.target, m.at.line) == _where(mutant)), None)
        return Drawing(self.items, self.links, tuple(mention for mention in self.mentions if mention is not gone))

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """Everything that the rules ask, each with the edges that satisfy it."""
        ids = {item.id: item for item in self.items}
        asked: dict[str, list[str]] = {}
        for link in self.links:
            asked[f"{link.item} {link.role} {link.target} exists"] = [link.target] if link.target in ids else []
        for mention in self.mentions:
            asked[f"{mention.page} refers to {mention.target}"] = [mention.target] if mention.target in ids else []
        for item in self.items:
            for role in AT_LEAST_ONE.get(item.type, ()):
                asked[f"{item.id} has {role}"] = self.onward(item.id, role)
            asked.update({f"{item.id} {name}": ways for name, ways in self.places(item, ids).items()})
        return asked

    @cached_property
    def _links_of(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.item, []).append(link)
        return found

    @cached_property
    def _links_to(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.target, []).append(link)
        return found

    def onward(self, id: str, role: str) -> list[str]:
        return [f"{link.role} {link.target}" for link in self._links_of.get(id, ()) if link.role == role]

    def back(self, id: str, *roles: str) -> list[str]:
        return [f"{link.item} {link.role}" for link in self._links_to.get(id, ()) if link.role in roles]

    def mentioned(self, id: str, but: str = "") -> list[str]:
        return [f"text of {m.page}" for m in self.mentions if m.target == id and m.page != but]

    def places(self, item: Item, ids: Mapping[str, Item]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if item.type in PLACE:
            ways = self.back(item.id, *PLACE[item.type])
            if item.type in ("organisation", "chain"):
                ways += [way for way in self.onward(item.id, "grounded_in") if self._is_sentence(way, ids)]
            if item.type == "source":
                ways += self.mentioned(item.id)
            found["has a place"] = ways
        if item.type == "theme":
            held = [way for way in self.back(item.id, "theme") if ids[way.split()[0]].type != "theme"]
            found["is held"] = held
            found["has an organisation"] = [way for way in held if self.onward(way.split()[0], "responsible")]
            found["is referred to"] = self.mentioned(item.id, item.page)
        if item.type == "commitment":
            grounds = self.onward(item.id, "grounded_in")
            found["rests on a sentence"] = [way for way in grounds if self._is_sentence(way, ids)]
            if item.field("testability") != "principle":
                found["has a check"] = self.back(item.id, "checks")
        if item.type == "check":
            answers = [*self.onward(item.id, "evidence"), *self.onward(item.id, "part_evidence")]
            found["is answered"] = [*answers, *self.back(item.id, "for")]
        if item.type == "sentence" and item.field("kind") == "commitment":
            ways = self.back(item.id, "grounded_in")
            found["is carried"] = [way for way in ways if ids[way.split()[0]].type == "commitment"]
        if item.type == "source" and item.field("sentences"):
            parts = self.back(item.id, "part_of")
            found["has all its sentences"] = parts if len(parts) == int(item.field("sentences")) else []
        return found

    @staticmethod
    def _is_sentence(way: str, ids: Mapping[str, Item]) -> bool:
        target = ids.get(way.split()[1])
        return target is not None and target.type == "sentence"


def _where(mutant: Mutant) -> tuple[str, str, int]:
    return mutant.page, mutant.id, mutant.first


def drawing(programme: Programme) -> Drawing:
    mentions = tuple(m for m in programme.mentions if m.in_prose and m.target in programme.by_id)
    return Drawing(programme.items, programme.links, mentions)


def why_neutral(mutant: Mutant, before: Drawing) -> str | None:
    """Which other edges satisfy all that the thing taken away did; None where something is left unsatisfied.

    An item that is the heading of its page is never neutral: Sphinx warns of a page without a title.
    """
    after = before.without(mutant).asked
    if any(not ways for ways in after.values()):
        return None
    if mutant.kind == "item" and any(i.id == mutant.id and _heads_its_page(i, before) for i in before.items):
        return None
    kept = [
        f"{asked} by {after[asked][0]}"
        for asked, ways in before.asked.items()
        if asked in after and list(ways) != list(after[asked])
    ]
    if kept:
        return "; ".join(kept)
    return {
        "link": f"no rule asks for {mutant.role} here, nor for the edge back",
        "item": "nothing refers to it, and no rule asks for it",
        "reference": f"no rule asks for a mention of {mutant.id}",
    }[mutant.kind]


def _heads_its_page(item: Item, drawing: Drawing) -> bool:
    return item.at.line == 1


# ------------------------------------------------------------------------------------------------ the real check
class _EnoughError(SphinxError):
    """All is known that had to be: no need to build on."""


class Bench:
    """A handbook that is read once; for each mutant a copy of this process builds on, with one page edited.

    The copy is a real, incremental build. It ends with the first complaint, and leaves nothing behind in this process.
    """

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self._registered = ExitStack()
        self._begin()
        self.app.build()
        assert self.said.getvalue() == "", self.said.getvalue()
        self.programme = build_data.verdict(self.app.env).programme
        self._begin()

    def _begin(self) -> None:
        """Sphinx, as far as it comes before it looks which pages changed."""
        scratch, docs, conf = self.handbook.folder, self.handbook.docs, self.handbook.conf
        overrides = {"nitpicky": True}
        self.said = io.StringIO()
        self._registered.close()
        self._registered.enter_context(own_state(conf))
        self.app = Sphinx(docs, conf, scratch / "out", scratch / "doctrees", "dummy", overrides, None, self.said)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._registered.close()

    def complaint(self, mutant: Mutant | None) -> str:
        """What the check says first of the handbook with this taken away; empty where it says nothing."""
        if mutant is None:
            return self._built("")
        path = self.handbook.docs / f"{mutant.page}.md"
        doctree = self.handbook.folder / "doctrees" / f"{mutant.page}.doctree"
        content, read, times = path.read_text(encoding="utf-8"), doctree.read_bytes(), path.stat()
        path.write_text(mutant.apply(content), encoding="utf-8")
        try:
            return self._built(mutant.page if mutant.kind == "reference" else "")
        finally:
            path.write_text(content, encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            doctree.write_bytes(read)

    def _built(self, page: str) -> str:
        receiver, sender = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                answer = self._build(page)
            except BaseException as error:  # noqa: BLE001 whatever it was, the parent tells it
                answer = f"{type(error).__name__}: {error}"
            os.write(sender, answer.encode()[:4000] or b" ")
            os._exit(0)
        os.close(sender)
        with os.fdopen(receiver, "rb") as answers:
            answer = answers.read().decode(errors="replace")
        os.waitpid(child, 0)
        assert answer, "the build died"
        return answer.strip()

    def _build(self, page: str) -> str:
        """The first complaint of the build; empty where there is none.

        Where no id or heading went, nothing but the edited `page` can say more, and it alone is resolved.
        """
        found: list[str] = []

        def stop_early(app: Sphinx, builder: object) -> None:
            found.extend(str(finding) for finding in build_data.verdict(app.env).findings if finding.fails)
            if page and not found:
                app.env.get_and_resolve_doctree(page, app.builder, tags=app.tags)
            if page or found:
                raise _EnoughError

        self.app.connect("write-started", stop_early, priority=999)
        try:
            self.app.build()
        except _EnoughError:
            if found:
                return found[0]
        except StoppedError as error:
            return str(error.error)
        return next((line for line in self.said.getvalue().splitlines() if line.strip()), "")
