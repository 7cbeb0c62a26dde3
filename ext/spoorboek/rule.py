"""What a rule is: one question asked of the programme."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spoorboek.finding import Severity
from spoorboek.model import Item, Location, Mention, Programme
from spoorboek.settings import Settings


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule yields: the item or mention, what is the matter, and where it is finer than the item itself."""

    subject: Item | Mention
    message: str
    at: Location | None = None
    about: tuple[str, ...] = ()


Flaws = Iterator[Flaw]
Question = Callable[[Programme, Settings], Flaws]


@dataclass(frozen=True, slots=True)
class Rule:
    """A question with its number, its name (reads after "allow …") and its promise (how it should be)."""

    number: str
    name: str
    promise: str
    ask: Question
    severity: Severity = Severity.ERROR


def rule(number: str, severity: Severity = Severity.ERROR) -> Callable[[Question], Rule]:
    """Make a rule of a question: the function's name is its name, its docstring its promise."""

    def make(ask: Question) -> Rule:
        return Rule(number, ask.__name__.replace("_", "-"), inspect.getdoc(ask) or "", ask, severity)

    return make
