"""The selection of rules by --select and --ignore."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import NOTHING, Message, _, joined
from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules.engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Selection:
    """The arguments of --select and --ignore: numbers, prefixes of numbers (`S5`), or names of rules."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.only or self.without)

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> Message:
        """`only S5, not S503`."""
        only, without = joined(" and ", self.only), joined(" and ", self.without)
        if not self:
            return NOTHING
        if only and without:
            return _("only {rules}, not {others}", rules=only, others=without)
        return _("only {rules}", rules=only) if only else _("not {others}", others=without)

    def rules(self, every: Iterable[Rule]) -> tuple[Rule, ...]:
        """The selected rules.

        Raises SpoorboekError if an argument matches no rule, or if no rule is left.
        """
        rules = tuple(every)
        selected = set(_numbers("--select", self.only, rules)) if self.only else {rule.number for rule in rules}
        selected -= set(_numbers("--ignore", self.without, rules))
        if not selected:
            raise SpoorboekError(_("--select and --ignore leave no rule to judge by"), _("leave one of them out"))
        return tuple(rule for rule in rules if rule.number in selected)


def _numbers(option: str, names: Iterable[str], rules: tuple[Rule, ...]) -> Iterator[str]:
    for word in names:
        numbers = [rule.number for rule in rules if _names_rule(word.casefold(), rule)]
        if not numbers:
            known = [text for rule in rules for text in (rule.number, rule.name)]
            problem = _(
                "{option} {word!r} is not a rule{suggestion}",
                option=option,
                word=word,
                suggestion=did_you_mean(word, known),
            )
            raise SpoorboekError(problem, _("`spoorboek rules` lists them"))
        yield from numbers


def _names_rule(word: str, rule: Rule) -> bool:
    return bool(word) and (rule.number.casefold().startswith(word) or rule.name.casefold() == word)
