"""`spoorboek rules`: the rules that hold for this handbook."""

from __future__ import annotations

import argparse
import sys

from spoorboek.cli import judge, screen


def run(options: argparse.Namespace) -> int:
    """A line for each rule: number, severity, name, promise."""
    settings, every = judge.known(options)
    name = max(len(rule.name) for rule in every)
    number = max(len(rule.number) for rule in every)
    screen.put_lines(
        f"{rule.number:{number}}  {rule.severity:11}  {rule.name:{name}}  {rule.promise}"
        for rule in sorted(every, key=lambda rule: rule.number)
    )
    if settings is None:
        print(
            f"There is no handbook in {options.conf}: the links that its settings require are rules too",
            file=sys.stderr,
        )
    return 0
