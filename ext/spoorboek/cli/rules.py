"""`spoorboek rules`: list the rules that apply to this project."""

from __future__ import annotations

import argparse

from spoorboek.cli import judge, screen
from spoorboek.config.settings import Settings
from spoorboek.i18n.language import translate
from spoorboek.model.finding import Severity
from spoorboek.model.message import _
from spoorboek.rules.engine import rule_page


def run(options: argparse.Namespace) -> int:
    """Print a line for each rule: number, severity, name, promise."""
    settings, every = judge.settings_and_rules(options)
    shown = settings or Settings({}, "")
    name = max(len(rule.name) for rule in every)
    number = max(len(rule.number) for rule in every)
    severities = {severity: translate(severity.label, options.lang) for severity in Severity}
    width = max(map(len, severities.values()))
    screen.put_lines(
        f"{rule.number:{number}}  {severities[rule.severity]:{width}}  {rule.name:{name}}  "
        f"{rule_page.promise(rule, options.docs, shown, options.lang)}"
        for rule in sorted(every, key=lambda rule: rule.number)
    )
    if settings is None:
        message = _("There are no settings in {folder}: the links that they require are rules too", folder=options.conf)
        screen.note(translate(message, options.lang))
    return 0
