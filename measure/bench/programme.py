"""Generates a made-up programme of any size, the same for every tool, on which a check finds nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from measure.bench.contents import CONTENTS, SHARES, Counts

ITEMS_PER_PAGE: Final = 50
WORDS_IN_BODY: Final = 40

_REFERENCE = re.compile(r"\{([A-Za-z0-9-]+)\}")
_TEXT: Final = (
    "de inspectie kijkt naar het toezicht op een keten en naar wat daar in dit jaar van komt met aandacht voor "
    "wachtlijsten personeel samenwerking veiligheid opvang bescherming jongeren gemeenten rapport brief plan onderzoek "
    "vraag antwoord termijn uitvoering organisatie minister kamer bericht gesprek maatregel dossier signaal risico"
)
_VOCABULARY: Final = _TEXT.split()


@dataclass(frozen=True, slots=True)
class Item:
    """An item. `links` maps roles to targets. `body` is one paragraph; `{id}` in it refers to that item."""

    type: str
    id: str
    title: str
    fields: dict[str, str]
    links: dict[str, tuple[str, ...]]
    body: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of items of one type. `lead` is its first paragraph, with references as in the body of an item."""

    name: str
    title: str
    lead: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    pages: tuple[Page, ...]

    @property
    def items(self) -> Iterator[Item]:
        return (item for page in self.pages for item in page.items)

    def counted(self) -> dict[str, int]:
        """The number of items, pages, options, links, references and words."""
        items = list(self.items)
        return {
            "items": len(items),
            "pages": len(self.pages),
            "options": sum(1 + len(item.fields) + len(item.links) for item in items),
            "links": sum(len(targets) for item in items for targets in item.links.values()),
            "references": sum(len(_REFERENCE.findall(text)) for text in self._texts()),
            "words": sum(len(text.split()) for text in self._texts()),
        }

    def _texts(self) -> Iterator[str]:
        for page in self.pages:
            yield page.lead
            yield from (item.body for item in page.items)


def make(size: int, *, seed: int = 1, one_flaw_in: int = 0) -> Programme:
    """A programme of `size` items (at least 50), the same for the same seed.

    With `one_flaw_in=100` one item in a hundred has a link to an unknown target.
    """
    chance = random.Random(seed)  # noqa: S311 (it makes up text, no secret)
    counts = Counts.of(size)
    pages: list[Page] = []
    for type_name in SHARES:
        items = [_item(type_name, number, counts, chance) for number in range(counts[type_name])]
        for start in range(0, len(items), ITEMS_PER_PAGE):
            number = start // ITEMS_PER_PAGE + 1
            lead = _text(chance, WORDS_IN_BODY, counts.some(("theme", "organisation", "chain"), chance))
            group = tuple(items[start : start + ITEMS_PER_PAGE])
            pages.append(Page(f"{type_name}-{number:04}", f"{type_name.capitalize()} {number}", lead, group))
    return _flawed(Programme(tuple(pages)), one_flaw_in) if one_flaw_in else Programme(tuple(pages))


def with_references(text: str, reference: Callable[[str], str]) -> str:
    """The text with each `{id}` replaced by `reference(id)`, in the syntax of a tool."""
    return _REFERENCE.sub(lambda match: reference(match[1]), text)


def _item(type_name: str, number: int, counts: Counts, chance: random.Random) -> Item:
    fields, links = CONTENTS[type_name](number, counts)
    mentioned = [*links.get("theme", ()), *(counts.some(("organisation",), chance) if number % 3 == 0 else ())]
    title = f"{_text(chance, 6)[:-1]} {number}"
    return Item(type_name, counts.id(type_name, number), title, fields, links, _text(chance, WORDS_IN_BODY, mentioned))


def _text(chance: random.Random, count: int, mentioned: list[str] | tuple[str, ...] = ()) -> str:
    chosen = chance.choices(_VOCABULARY, k=count - len(mentioned))
    for id in mentioned:
        chosen.insert(chance.randrange(1, len(chosen)), f"{{{id}}}")
    return " ".join([chosen[0].capitalize(), *chosen[1:]]) + "."


def _flawed(programme: Programme, one_in: int) -> Programme:
    linked = [item for item in programme.items if item.links]
    broken = {id(item): _broken(item) for item in linked[one_in - 1 :: one_in]}
    return Programme(
        tuple(replace(page, items=tuple(broken.get(id(item), item) for item in page.items)) for page in programme.pages)
    )


def _broken(item: Item) -> Item:
    role, (first, *rest) = next(reversed(item.links.items()))
    return replace(item, links={**item.links, role: (f"{first}-x", *rest)})
