"""Renders the files of a new handbook from the templates in presets/handbook/, in one language; writes no file."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from spoorboek import __version__, presets
from spoorboek.config.names import Types
from spoorboek.i18n.language import has_catalog, is_translated, no_catalog, translate
from spoorboek.model.message import Message, _, ngettext, pgettext

PAGES: Final = {
    "sources": pgettext("file name", "sources"),
    "sentences": pgettext("file name", "sentences"),
    "themes": pgettext("file name", "themes"),
    "chains": pgettext("file name", "chains"),
    "goals": pgettext("file name", "goals"),
    "commitments": pgettext("file name", "commitments"),
    "investigations": pgettext("file name", "investigations"),
    "organisations": pgettext("file name", "organisations"),
    "involvements": pgettext("file name", "involvements"),
    "terms": pgettext("file name", "terms"),
    "events": pgettext("file name", "events"),
    "checks": pgettext("file name", "checks"),
    "searches": pgettext("file name", "searches"),
    "successions": pgettext("file name", "successions"),
    "recommendations": pgettext("file name", "recommendations"),
    "errata": pgettext("file name", "errata"),
    "overview": pgettext("file name", "overview"),
    "findings": pgettext("file name", "findings"),
}
"""The pages beside index.md, in the order of the menu."""
_IDS: Final = {
    Types.SOURCE: pgettext("prefix", "SRC-"),
    Types.SENTENCE: pgettext("prefix", "WP"),
    Types.THEME: pgettext("prefix", "THM-"),
    Types.CHAIN: pgettext("prefix", "CHN-"),
    Types.GOAL: pgettext("prefix", "GOAL-"),
    Types.COMMITMENT: pgettext("prefix", "WP"),
    Types.INVESTIGATION: pgettext("prefix", "INV-"),
    Types.ORGANISATION: pgettext("prefix", "ORG-"),
    Types.INVOLVEMENT: pgettext("prefix", "ROLE-"),
    Types.TERM: pgettext("prefix", "TERM-"),
    Types.EVENT: pgettext("prefix", "EVT-"),
    Types.CHECK: pgettext("prefix", "WP"),
    Types.SEARCH: pgettext("prefix", "SEARCH-"),
    Types.SUCCESSION: pgettext("prefix", "NEXT-"),
    Types.RECOMMENDATION: pgettext("prefix", "REC-"),
    Types.ERRATUM: pgettext("prefix", "NOTE-"),
}
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|&$~])")


@dataclass(frozen=True)
class Project:
    """The answers that describe a new handbook; `as_of` is YYYY-MM-DD."""

    name: str
    authority: str
    edition: str
    language: str
    translate: tuple[str, ...]
    as_of: str

    @property
    def languages(self) -> list[str]:
        return [self.language, *self.translate]


@dataclass
class Texts:
    """Renders the templates in the language of a project, and records the messages that they show."""

    project: Project
    shown: list[Message] = field(default_factory=list)

    def text(self, template: str, /, **values: object) -> str:
        return self._note(_(template, **values))

    def text_of(self, context: str, template: str, /, **values: object) -> str:
        return self._note(pgettext(context, template, **values))

    def _note(self, message: Message) -> str:
        self.shown.append(message)
        return translate(message, self.project.language)

    def lack(self, language: str) -> Message | None:
        """The message that texts are missing in the catalog of a language; None if none are missing."""
        shown = set(self.shown)
        missing = sum(not is_translated(message, language) for message in shown)
        if not missing:
            return None
        if not has_catalog(language):
            return no_catalog(language)
        return ngettext(
            "the catalog for {language!r} lacks {count} of {all} texts, which is English",
            "the catalog for {language!r} lacks {count} of {all} texts, which are English",
            missing,
            language=language,
            all=len(shown),
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """Each file as (path relative to the handbook, text)."""
        names = {page: translate(name, self.project.language) for page, name in PAGES.items()}
        environment = self._environment(presets.HANDBOOK)
        for template in sorted(environment.list_templates()):
            name = template.removesuffix(".jinja")
            page = Path(name).stem
            if name.startswith("docs/") and page in names:
                name = f"docs/{names[page]}.md"
            yield name, environment.get_template(template).render(self._values())

    def step(self, name: str) -> str:
        """The text of a step of the tutorial, by the name of its template in presets/steps."""
        return self._environment(presets.STEPS).get_template(f"{name}.jinja").render(self._values())

    def _environment(self, folder: Path) -> Environment:
        environment = Environment(  # noqa: S701 - it writes files of a project, no pages
            loader=FileSystemLoader(folder),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
        )
        environment.filters |= {"markdown": _escaped, "python": _quoted, "toml": _quoted, "shell": shlex.quote}
        environment.globals |= {"_": self.text, "pgettext": self.text_of}
        return environment

    def _values(self) -> Mapping[str, Any]:
        project = self.project
        example = translate(pgettext("id", "example"), project.language)
        ids = {name: translate(prefix, project.language) for name, prefix in _IDS.items()}
        return {
            "name": project.name,
            "authority": project.authority,
            "edition": project.edition,
            "language": project.language,
            "languages": project.languages,
            "as_of": project.as_of,
            "year": min(project.edition, project.as_of[:4]),
            "version": __version__,
            "pages": [translate(name, project.language) for name in PAGES.values()],
            "ids": {n: f"{p}{example}" if p.endswith("-") else f"{p}-{example.upper()}" for n, p in ids.items()},
            "fingerprints": [hashlib.sha256(f"Example sentence {number}.".encode()).hexdigest() for number in (1, 2)],
        }


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _quoted(value: object) -> str:
    """The value as JSON, which Python and TOML read too."""
    return json.dumps(value, ensure_ascii=False)
