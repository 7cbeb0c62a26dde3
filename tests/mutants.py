"""This project's handbook with one thing removed, and an oracle that decides whether it must be reported.

The oracle knows the rules from the design (which links each type must have, what gives an item its place), not from
ubproject.toml or the rules' code: the two are held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, Link, Mention, Programme
from tests.alterations import Alteration

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
    "event": ("of", "documented_in"),
    "check": ("checks",),
    "search": ("for",),
    "recommendation": ("made_in", "made_to"),
    "erratum": ("concerns",),
    "succession": ("earlier", "later", "documented_in"),
}
PLACE: Final = {  # any link back along one of these, or a sentence it rests on where that counts
    "organisation": ("responsible", "supervised", "addressed", "by", "made_to", "who", "involved_in"),
    "chain": ("chain", "involved_in"),
    "source": ("grounded_in", "documented_in", "cites", "part_of", "supersedes"),
    "term": ("cites",),
}
ENDS: Final = ("withdrawal", "supersession")


@dataclass(frozen=True)
class Mutant(Alteration):
    """One removal of an item, of a link of it by `role`, or of a reference to it."""

    id: str = ""
    role: str = ""

    @property
    def page(self) -> str:
        return self.file.removeprefix("docs/").removesuffix(".md")


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
    file, first, id, item_type, inside = f"docs/{page}.md", 0, "", "", ""
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
            yield Mutant("item", f"{item_type} {id}", file, first, number, (), id=id)
            first = 0
        elif first and (option := _OPTION.match(line)) and programme.by_id[id].targets(option[1]):
            yield Mutant("link", f"{id} {option[1]}", file, number, number, (), id=id, role=option[1])
        else:
            for match in _REFERENCE.finditer(line):
                target = match[2] or match[3]
                if target in ids:
                    words = f"{line[: match.start()]}{match[1] or ''}{line[match.end() :]}"
                    yield Mutant("reference", f"{page}:{number} {target}", file, number, number, (words,), id=target)


# ------------------------------------------------------------------------------------------------- the oracle
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
        removed = next((m for m in self.mentions if (m.page, m.target, m.at.line) == _where(mutant)), None)
        return Drawing(self.items, self.links, tuple(mention for mention in self.mentions if mention is not removed))

    @cached_property
    def questions(self) -> dict[str, list[str]]:
        """Everything that the rules ask, each with the edges that satisfy it."""
        ids = {item.id: item for item in self.items}
        questions: dict[str, list[str]] = {}
        for link in self.links:
            questions[f"{link.item} {link.role} {link.target} exists"] = [link.target] if link.target in ids else []
        for mention in self.mentions:
            questions[f"{mention.page} refers to {mention.target}"] = [mention.target] if mention.target in ids else []
        for item in self.items:
            for role in AT_LEAST_ONE.get(item.type, ()):
                questions[f"{item.id} has {role}"] = self.onward(item.id, role)
            questions.update({f"{item.id} {name}": ways for name, ways in self.places(item, ids).items()})
        return questions

    @cached_property
    def _links_of(self) -> dict[str, list[Link]]:
        return grouped((link.item, link) for link in self.links)

    @cached_property
    def _links_to(self) -> dict[str, list[Link]]:
        return grouped((link.target, link) for link in self.links)

    @cached_property
    def _editions_found(self) -> list[str]:
        return sorted({item.field("edition") for item in self.items if item.field("read") != "not-found"})

    def onward(self, id: str, role: str) -> list[str]:
        return [f"{link.role} {link.target}" for link in self._links_of.get(id, ()) if link.role == role]

    def back(self, id: str, *roles: str) -> list[str]:
        return [f"{link.item} {link.role}" for link in self._links_to.get(id, ()) if link.role in roles]

    def mentioned(self, id: str, but: str = "") -> list[str]:
        return [f"text of {m.page}" for m in self.mentions if m.target == id and m.page != but]

    def _grounds(self, commitment: Item, ids: Mapping[str, Item]) -> dict[str, list[str]]:
        grounds = self.onward(commitment.id, "grounded_in")
        if commitment.field("scope") == "news":
            return {"rests on a source": grounds}
        found = {"rests on a sentence": [way for way in grounds if self._is_sentence(way, ids)]}
        if commitment.field("testability") != "principle":
            found["has a check"] = self.back(commitment.id, "checks")
        return found

    def _fate(self, commitment: Item, ids: Mapping[str, Item]) -> dict[str, list[str]]:
        """Once a later edition was found: it goes on, is settled, ended, or was searched for in the next edition."""
        own = {edition for way in self.onward(commitment.id, "grounded_in") for edition in self._editions(way, ids)}
        later = [edition for edition in self._editions_found if own and edition > max(own)]
        if not later:
            return {}
        checks = self.back(commitment.id, "checks")
        is_settled = all(self.onward(way.split()[0], "evidence") for way in checks)
        ends = [way for way in self.back(commitment.id, "of") if ids[way.split()[0]].field("kind") in ENDS]
        searches = [
            way
            for way in self.back(commitment.id, "for")
            if any(later[0] in self._editions(to, ids) for to in self.onward(way.split()[0], "for"))
        ]
        onward = [way for way in self.back(commitment.id, "earlier") if self.onward(way.split()[0], "later")]
        return {"has a fate": onward or (checks if is_settled else []) or ends or searches}

    def _editions(self, way: str, ids: Mapping[str, Item]) -> list[str]:
        """The edition of the source that a link leads to, or of the source of the sentence that it leads to."""
        target = ids.get(way.split()[1])
        if target is None:
            return []
        sources = [way.split()[1] for way in self.onward(target.id, "part_of")] if target.type == "sentence" else []
        return [ids[id].field("edition") for id in sources or [target.id] if id in ids and ids[id].field("edition")]

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
            commitments = [way for way in self.back(item.id, "theme") if ids[way.split()[0]].type != "theme"]
            found["has a commitment"] = commitments
            found["has an organisation"] = [way for way in commitments if self.onward(way.split()[0], "responsible")]
            found["is referred to"] = self.mentioned(item.id, item.page)
        if item.type == "commitment":
            found.update(self._grounds(item, ids))
            found.update(self._fate(item, ids))
        found.update(self._actors(item))
        if item.type == "check":
            answers = [*self.onward(item.id, "evidence"), *self.onward(item.id, "part_evidence")]
            searches = self.back(item.id, "for")
            found["is answered"] = [*answers, *searches]
            found["is answered, or was searched for often enough"] = answers or self._enough(searches, ids)
        if item.type == "sentence" and item.field("kind") == "commitment":
            ways = self.back(item.id, "grounded_in")
            found["is carried"] = [way for way in ways if ids[way.split()[0]].type == "commitment"]
        if item.type == "source" and item.field("sentences"):
            parts = self.back(item.id, "part_of")
            found["has all its sentences"] = parts if len(parts) == int(item.field("sentences")) else []
        return found

    @staticmethod
    def _enough(searches: list[str], ids: Mapping[str, Item]) -> list[str]:
        """Three searches or more, none of which found the answer."""
        found = any(ids[way.split()[0]].field("result") == "answer" for way in searches)
        return [] if found or len(searches) < 3 else searches

    def _actors(self, item: Item) -> dict[str, list[str]]:
        """Who did it, or why nobody is named; what the press reports it reports itself."""
        if item.type != "event" or item.field("kind") == "press":
            return {}
        notes = ["by_note"] if item.field("by_note") else []
        return {"names who did it, or says why it names nobody": [*self.onward(item.id, "by"), *notes]}

    @staticmethod
    def _is_sentence(way: str, ids: Mapping[str, Item]) -> bool:
        target = ids.get(way.split()[1])
        return target is not None and target.type == "sentence"


def _where(mutant: Mutant) -> tuple[str, str, int]:
    return mutant.page, mutant.id, mutant.first


def drawing(programme: Programme) -> Drawing:
    mentions = tuple(m for m in programme.mentions if m.in_prose and not m.is_hidden and m.target in programme.by_id)
    return Drawing(programme.items, programme.links, mentions)


def why_neutral(mutant: Mutant, before: Drawing) -> str | None:
    """The other links that replace the removed one in every requirement; None if a requirement is not met."""
    after = before.without(mutant).questions
    if any(not ways for ways in after.values()):
        return None
    answered_otherwise = [
        f"{question} by {after[question][0]}"
        for question, ways in before.questions.items()
        if question in after and list(ways) != list(after[question])
    ]
    if answered_otherwise:
        return "; ".join(answered_otherwise)
    return {
        "link": f"no rule asks for {mutant.role} here, nor for the edge back",
        "item": "nothing refers to it, and no rule asks for it",
        "reference": f"no rule asks for a mention of {mutant.id}",
    }[mutant.kind]
