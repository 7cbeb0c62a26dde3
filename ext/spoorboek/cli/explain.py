"""`spoorboek explain RULE`: show the page of a rule."""

from __future__ import annotations

import argparse

from spoorboek.cli import judge, screen
from spoorboek.config.settings import Settings
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.rules import ALL_RULES
from spoorboek.rules.engine import rule_page


def run(options: argparse.Namespace) -> int:
    """Show the page: rendered in a terminal, as Markdown elsewhere.

    Raises SpoorboekError if there is no such rule.
    """
    settings, every = judge.settings_and_rules(options)
    word = options.rule.casefold()
    every = tuple(dict.fromkeys((*every, *ALL_RULES)))  # also rules that this project does not ask
    rule = next((rule for rule in every if word in (rule.number.casefold(), rule.name.casefold())), None)
    if rule is None:
        known = [text for rule in every for text in (rule.number, rule.name)]
        suggestion = did_you_mean(options.rule, known)
        raise SpoorboekError(
            _("{word!r} is not a rule{suggestion}", word=options.rule, suggestion=suggestion),
            _("`spoorboek rules` lists them"),
        )
    text = rule_page.page(rule, options.docs, settings or Settings({}, ""), options.lang)
    if screen.is_terminal():
        _draw(text)
    else:
        screen.put(text)
    return 0


def _draw(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(text), width=min(console.width, 100))
