"""The page of a rule as Markdown: beside the code; for a required link in the handbook, else in the presets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spoorboek import presets, rules
from spoorboek.config.settings import Require, Settings
from spoorboek.i18n import catalog, markdown
from spoorboek.i18n.language import ENGLISH, catalog_for, translate
from spoorboek.model import files
from spoorboek.model.message import Message, Translate, _, joined
from spoorboek.rules import ALL_RULES
from spoorboek.rules.engine.rule import Rule

_PACKAGED: Final = "rules"
"""The folder of the packaged catalogs of these pages."""
_CATALOGS: Final = "locales"


def page(rule: Rule, docs: Path, settings: Settings, language: str = ENGLISH) -> str:
    """The page of a rule without front matter; a summary from the settings if there is no page."""
    coded = Path(rules.__file__).parent / f"{rule.name.replace('-', '_')}.md"
    path = coded if rule in ALL_RULES else docs / settings.rule_pages / f"{rule.name}.md"
    if not files.is_file(path) and presets.required().get(rule.number) == rule.name:
        path = presets.RULES / path.name
    try:
        text = _without_front_matter(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return _summary(rule, docs, settings, language)
    return text if language == ENGLISH else markdown.markdown(text, _translate(rule, docs, settings, language))


def promise(rule: Rule, docs: Path, settings: Settings, language: str) -> str:
    """The promise of a rule in this language; in English if it has no translation."""
    if language == ENGLISH:
        return rule.promise
    return _translate(rule, docs, settings, language)(rule.promise) or rule.promise


def _translate(rule: Rule, docs: Path, settings: Settings, language: str) -> Translate:
    """A lookup in the handbook's own catalog of that page, then in the packaged one; None if neither has the text."""
    own = catalog.path(docs / _CATALOGS, language, f"{settings.rule_pages}/{rule.name}")
    packaged = catalog.path(catalog.OWN_FOLDER, catalog_for(language), f"{_PACKAGED}/{rule.name}")
    catalogs = [
        catalog.read(own, own.as_posix()),
        catalog.read(packaged, f"{_PACKAGED}/{rule.name}.po ({language})"),
    ]

    def translate(text: str) -> str | None:
        return next((translation for texts in catalogs if (translation := texts.get(text))), None)

    return translate


def _without_front_matter(text: str) -> str:
    head, fence, rest = text.partition("\n---\n")
    return (rest if fence and head.startswith("---\n") else text).strip() + "\n"


def _summary(rule: Rule, docs: Path, settings: Settings, language: str) -> str:
    severity = translate(_("Severity: {severity}.", severity=rule.severity.label), language)
    lines = [f"# {rule.number} {rule.name}", "", promise(rule, docs, settings, language), "", severity]
    for entry in settings.require:
        if entry.number == rule.number:
            steps = _("A path is `>role` to the target of a link, `<role` back to the item that has it.")
            lines += ["", translate(steps, language), "", *(f"- {translate(path, language)}" for path in _paths(entry))]
    return "\n".join(lines) + "\n"


def _paths(entry: Require) -> Iterator[Message]:
    for path in entry.paths:
        steps = " ".join(map(str, path))
        ends = joined(" or ", entry.to)
        yield _("from {type} along `{steps}` to {types}", type=entry.start, steps=steps, types=ends)
