"""Names that keep their language in a text of another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """A pattern that finds names, as its one group, and the language that they are in."""

    pattern: re.Pattern[str]
    language: str

    @classmethod
    def of(cls, names: Iterable[str], language: str) -> Names:
        either = alternatives(names)
        return cls(re.compile(rf"(?<!\w)({either})(?!\w)" if either else r"(?!)()"), language)

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """The parts of a text, each with its language: "" if it is that of the text."""
        for n, part in enumerate(self.pattern.split(text)):
            if part:
                yield part, self.language if n % 2 else ""


def alternatives(names: Iterable[str]) -> str:
    """The names as alternatives of a regular expression, longest first."""
    return "|".join(map(re.escape, sorted(filter(None, set(names)), key=lambda name: (-len(name), name))))
