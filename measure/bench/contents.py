"""The fields and links of a made-up item of each type, by its number among the items of that type.

Targets wrap around, so that every item is linked to and no rule finds anything.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from tests.handbooks import AS_OF

SENTENCES_PER_SOURCE: Final = 100

# By type: the percentage of items, and the prefix of ids.
SHARES: Final = {
    "source": (10, "BRN"),
    "sentence": (16, "WP-S"),
    "theme": (3, "THM"),
    "chain": (2, "KTN"),
    "goal": (1, "DOEL"),
    "term": (2, "BGR"),
    "organisation": (6, "ORG"),
    "commitment": (15, "WP-C"),
    "investigation": (3, "OND"),
    "involvement": (5, "BTR"),
    "event": (21, "GEB"),
    "check": (14, "WP-T"),
    "recommendation": (1, "AANB"),
    "erratum": (1, "KAN"),
}

Fields = dict[str, str]
Links = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of items of each type."""

    by_type: dict[str, int]

    @classmethod
    def of(cls, size: int) -> Counts:
        counts = {name: max(1, size * share // 100) for name, (share, _) in SHARES.items()}
        counts["event"] += size - sum(counts.values())
        return cls(counts)

    def __getitem__(self, type_name: str) -> int:
        return self.by_type[type_name]

    def id(self, type_name: str, number: int) -> str:
        """The id of an item; numbers wrap around."""
        return f"{SHARES[type_name][1]}-{number % self[type_name]:05}"

    def some(self, type_names: Iterable[str], chance: random.Random) -> list[str]:
        """The id of a random item of each of these types."""
        return [self.id(name, chance.randrange(self[name])) for name in type_names]


def _date(number: int) -> str:
    """A day (YYYY-MM-DD) in the two years before AS_OF; it grows with the number, modulo 730."""
    return str(AS_OF - datetime.timedelta(days=730 - number % 730))


def source(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {
        "publisher": f"Uitgever {number % 40}",
        "published": _date(number),
        "url": f"https://example.org/document/{number}",
        "consulted": str(AS_OF),
        "licence": "onbekend",
    }
    of_it = min(SENTENCES_PER_SOURCE, counts["sentence"] - number * SENTENCES_PER_SOURCE)
    return (fields | {"edition": str(AS_OF.year), "sentences": str(of_it)} if of_it > 0 else fields), {}


def sentence(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {
        "passage": f"P{number % SENTENCES_PER_SOURCE // 10 + 1}",
        "page": str(number % SENTENCES_PER_SOURCE // 20 + 1),
        "number": str(number % SENTENCES_PER_SOURCE + 1),
        "kind": "commitment" if number < counts["commitment"] else "context",
        "fingerprint": hashlib.sha256(str(number).encode()).hexdigest(),
    }
    cites = (counts.id("source", number + 1), counts.id("term", number))
    return fields, {"part_of": (counts.id("source", number // SENTENCES_PER_SOURCE),), "cites": cites}


def _linked(number: int, counts: Counts, **targets: str) -> Links:
    """One link in each of these roles, to the item of the given type with this number."""
    return {role: (counts.id(type_name, number),) for role, type_name in targets.items()}


def _grounded(number: int, counts: Counts) -> Links:
    return {"grounded_in": tuple(counts.id("sentence", number + step) for step in range(3))}


def _part(type_name: str, number: int, counts: Counts) -> Links:
    return {"part_of": (counts.id(type_name, number // 2),)} if number else {}


def theme(number: int, counts: Counts) -> tuple[Fields, Links]:
    return {"top": f"https://identifier.overheid.nl/tooi/def/thes/top/c_{number:08x}"}, _grounded(number, counts)


def chain(number: int, counts: Counts) -> tuple[Fields, Links]:
    return {}, _part("chain", number, counts) | _grounded(number, counts)


def goal(number: int, counts: Counts) -> tuple[Fields, Links]:
    return {}, _grounded(number, counts)


def term(number: int, counts: Counts) -> tuple[Fields, Links]:
    return {}, _linked(number, counts, grounded_in="source")


def organisation(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {
        "abbreviation": f"O{number}",
        "roo": str(10000 + number),
        "url": f"https://example.org/organisation/{number}",
        "valid_from": "2010-01-01",
    }
    return fields, _part("organisation", number, counts) | _linked(number, counts, grounded_in="sentence")


def commitment(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {
        "year": str(AS_OF.year),
        "testability": "activity" if number < counts["check"] else "principle",
        "supervision": ("regular", "deepening", "intensive", "incident")[number % 4],
    }
    roles = {"theme": "theme", "chain": "chain", "goal": "goal", "responsible": "organisation"}
    return fields, _linked(number, counts, grounded_in="sentence", **roles)


def investigation(number: int, counts: Counts) -> tuple[Fields, Links]:
    roles = {"fulfils": "commitment", "theme": "theme", "chain": "chain", "responsible": "organisation"}
    return {"variant": f"Onderzoek {number}"}, _linked(number, counts, grounded_in="sentence", **roles)


def involvement(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {"kind": "supervised", "valid_from": _date(number), "basis": "source"}
    return fields, _linked(number, counts, who="organisation", involved_in="commitment", documented_in="source")


def event(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {
        "date": _date(number),
        "kind": ("announcement", "report", "letter", "response", "debate")[number % 5],
        "reference": f"kenmerk {number}",
    }
    links = _linked(number, counts, of="commitment", by="organisation")
    links["documented_in"] = (counts.id("source", number), counts.id("source", number + 1))
    return fields, links | (_linked(number - 1, counts, responds_to="event") if number % 2 else {})


def check(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {
        "question": f"Kwam er een openbaar stuk over punt {number}?",
        "settles": "Een openbaar stuk dat het zegt.",
        "weighed": "Het stuk gaat over dit voornemen.",
    }
    role = "evidence" if number % 3 else "part_evidence"
    return fields, _linked(number, counts, checks="commitment", **{role: "event"})


def recommendation(number: int, counts: Counts) -> tuple[Fields, Links]:
    fields = {"accepted": "promised", "done": "some", "accepted_by": "de redactie", "accepted_on": str(AS_OF)}
    fields |= {"done_by": "de redactie", "done_on": str(AS_OF)}
    roles = {"made_to": "organisation", "accepted_in": "source", "done_in": "source"}
    return fields, _linked(number, counts, made_in="event", **roles)


def erratum(number: int, counts: Counts) -> tuple[Fields, Links]:
    return {}, {"concerns": (counts.id("sentence", number), counts.id("commitment", number))}


CONTENTS: Final[dict[str, Callable[[int, Counts], tuple[Fields, Links]]]] = {
    "source": source,
    "sentence": sentence,
    "theme": theme,
    "chain": chain,
    "goal": goal,
    "term": term,
    "organisation": organisation,
    "commitment": commitment,
    "investigation": investigation,
    "involvement": involvement,
    "event": event,
    "check": check,
    "recommendation": recommendation,
    "erratum": erratum,
}
