"""Translation of a handbook's own texts, for pages and sheets. Rules judge the original."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from spoorboek.analysis.verdict import Verdict
from spoorboek.config import list_files
from spoorboek.config.settings import FILE, Role, Settings, Type
from spoorboek.i18n import catalog
from spoorboek.i18n.catalog import Catalog
from spoorboek.i18n.language import _
from spoorboek.model import files
from spoorboek.model.programme import Item

OF_SETTINGS: Final = f"conf/{Path(FILE).stem}"
"""The catalog of the labels in ubproject.toml. The other files of conf/ have one each, named likewise."""

_FIELDS: Final = {
    "conf/waivers": "owner reason",
    "conf/retired": "reason",
    "conf/deviations": "what cause effect measure",
    "conf/stamps": "by why",
}
"""By catalog of the other files of conf/, the translatable fields of their entries, separated by blanks."""

OPTIONAL: Final = ("conf/waivers", "conf/stamps")
"""Catalogs whose texts may stay untranslated: the reasons of waivers and stamps. Were they required, the waiver of a
missing translation would lack a translation itself."""


@dataclass(frozen=True)
class Translator:
    """The catalogs of a handbook in one language: one per page, by its docname, and one per file of conf/."""

    language: str
    folders: Sequence[Path]
    known: dict[str, Catalog] = field(default_factory=dict)

    def of(self, domain: str) -> Catalog:
        """The catalog of a domain, from the first folder that has it; an empty one if none does.

        Raises SpoorboekError if it cannot be read.
        """
        if domain not in self.known:
            paths = [catalog.path(folder, self.language, domain) for folder in self.folders]
            path = next((path for path in paths if files.is_file(path)), None)
            self.known[domain] = catalog.read(path, f"{domain}.po ({self.language})") if path else Catalog()
        return self.known[domain]

    def translate(self, domain: str, text: str) -> str:
        """The translation of a text; with the original appended if it is fuzzy, the original alone if there is none."""
        translation = self.of(domain).find(text) if text else None
        if translation is None:
            return text
        return (
            _(
                "{text} [translation under review; the original is now: {original}]",
                text=translation.text,
                original=text,
            )
            if translation.under_review
            else translation.text
        )


def languages_for(languages: Sequence[str], stay: Iterable[str], domain: str, language: str) -> Iterator[str]:
    """The languages that a page or a file of conf/ is translated into; `language` is that of its front matter.

    A page in another language than the first is not translated if it matches one of `stay`, patterns of docnames.
    """
    first = languages[0]
    if language not in ("", first) and any(fnmatchcase(domain, pattern) for pattern in stay):
        return
    yield from (other for other in languages if other != (language or first))


def of_item(item: Item, prose: Sequence[str]) -> Iterator[str]:
    """The translatable texts of an item beside its body: its title and the fields that hold prose."""
    if item.title:
        yield item.title
    yield from (option.value for option in item.options if option.name in prose and option.value)


def of_settings(settings: Settings) -> dict[str, list[str]]:
    """The translatable texts of the files of conf/ by catalog, each text once."""
    texts: dict[str, list[str]] = {domain: [] for domain in (OF_SETTINGS, *_FIELDS)}

    def note(domain: str, text: str) -> str:
        texts[domain].append(text)
        return text

    _settings(settings, note)
    return {domain: list(dict.fromkeys(filter(None, of_domain))) for domain, of_domain in texts.items()}


def translated(verdict: Verdict, translator: Translator) -> Verdict:
    """The verdict with the texts of its items and settings translated: for display, not for rules."""
    items = tuple(_item(item, verdict.settings.prose, translator) for item in verdict.programme.items)
    settings = _settings(verdict.settings, translator.translate)
    by_finding = list_files.first_waivers(settings.waivers)
    waived = tuple(replace(finding, waiver=by_finding[finding.waiver.finding]) for finding in verdict.waived)
    return replace(verdict, programme=replace(verdict.programme, items=items), settings=settings, waived=waived)


def _item(item: Item, prose: Sequence[str], translator: Translator) -> Item:
    options = tuple(
        option._replace(value=translator.translate(item.page, option.value)) if option.name in prose else option
        for option in item.options
    )
    title, body = translator.translate(item.page, item.title), _body(item, translator)
    return replace(item, title=title, options=options, body=body)


def _body(item: Item, translator: Translator) -> str:
    """The body of an item, translated paragraph by paragraph."""
    paragraphs = (" ".join(line.strip() for line in part.split("\n")).strip() for part in item.body.split("\n\n"))
    return "\n\n".join(translator.translate(item.page, paragraph) for paragraph in paragraphs)


def _settings(settings: Settings, translate_in: Callable[[str, str], str]) -> Settings:
    """The settings with each translatable text replaced by what `translate_in` returns for its catalog and the text."""

    def translate(text: str) -> str:
        return translate_in(OF_SETTINGS, text)

    def translate_role(role: Role) -> Role:
        return replace(role, outgoing=translate(role.outgoing), incoming=translate(role.incoming))

    def translate_type(item_type: Type) -> Type:
        fields = {name: replace(field, label=translate(field.label)) for name, field in item_type.fields.items()}
        roles = {name: translate_role(role) for name, role in item_type.roles.items()}
        return replace(item_type, label=translate(item_type.label), fields=fields, roles=roles)

    def texts(entry: object, domain: str) -> dict[str, Any]:
        return {name: translate_in(domain, getattr(entry, name)) for name in _FIELDS[domain].split()}

    return replace(
        settings,
        publisher_note=translate(settings.publisher_note),
        types={name: translate_type(item_type) for name, item_type in settings.types.items()},
        labels={
            name: {value: translate(label) for value, label in labels.items()}
            for name, labels in settings.labels.items()
        },
        waivers=tuple(waiver._replace(**texts(waiver, "conf/waivers")) for waiver in settings.waivers),
        retired={id: replace(entry, **texts(entry, "conf/retired")) for id, entry in settings.retired.items()},
        stamps=settings.stamps and tuple(stamp._replace(**texts(stamp, "conf/stamps")) for stamp in settings.stamps),
        deviations=tuple(replace(entry, **texts(entry, "conf/deviations")) for entry in settings.deviations),
    )
