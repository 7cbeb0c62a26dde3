"""The page of a rule as Markdown: beside the rule, or in the handbook for a link that its own settings require."""

from __future__ import annotations

from pathlib import Path

from spoorboek import rules
from spoorboek.rule import Rule
from spoorboek.rules import ALL_RULES
from spoorboek.settings import Require, Settings


def page(rule: Rule, docs: Path, settings: Settings) -> str:
    """The whole page; what the settings say of the rule where nobody wrote one."""
    coded = Path(rules.__file__).parent / f"{rule.name.replace('-', '_')}.md"
    path = coded if rule in ALL_RULES else docs / "regels" / f"{rule.name}.md"
    try:
        return _without_front_matter(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return _summary(rule, settings)


def _without_front_matter(text: str) -> str:
    head, fence, rest = text.partition("\n---\n")
    return (rest if fence and head.startswith("---\n") else text).strip() + "\n"


def _summary(rule: Rule, settings: Settings) -> str:
    lines = [f"# {rule.number} {rule.name}", "", rule.promise, "", f"Severity: {rule.severity}."]
    for entry in settings.require:
        if entry.number == rule.number:
            lines += ["", "A path is `>role` to the target of a link, `<role` back to the item that has it.", ""]
            lines += _paths(entry)
    return "\n".join(lines) + "\n"


def _paths(entry: Require) -> list[str]:
    ends = " or ".join(entry.to)
    return [f"- from {entry.start} along `{' '.join(map(str, path))}` to {ends}" for path in entry.paths]
