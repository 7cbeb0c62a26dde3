"""`spoorboek rules`: list the rules that apply to this project."""

from __future__ import annotations

import argparse

from spoorboek.cli import judge, screen
from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.rules.engine import rule_page


def run(options: argparse.Namespace) -> int:
    """Print a line for each rule: number, severity, name, promise."""
    settings, every = judge.settings_and_rules(options)
    shown = settings or Settings({}, "")
    rows = [
        (
            rule.number,
            rule.severity.label,
            rule.name,
            rule_page.promise(rule, options.docs, shown, options.lang),
        )
        for rule in sorted(every, key=lambda rule: rule.number)
    ]
    screen.put_lines(screen.aligned(rows))
    if settings is None:
        message = _("There are no settings in {folder}: the links that they require are rules too", folder=options.conf)
        screen.note(message)
    return 0
