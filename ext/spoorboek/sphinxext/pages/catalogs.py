"""Gettext in a build: catalogs for Sphinx, templates for translators, and translations under review (fuzzy).

Sphinx keeps the catalogs of a process in `locale.translators`, the messages of a gettext build in its `catalogs`, and
applies translations to a page at priority 20 (seen in Sphinx 9.0).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.gettext import MsgOrigin
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from spoorboek.analysis import translation
from spoorboek.analysis.translation import Translator
from spoorboek.i18n import catalog
from spoorboek.i18n.language import ENGLISH, _, catalog_for
from spoorboek.readers import page_files, translations
from spoorboek.sphinxext.pages import downloads

_GETTEXT: Final = "gettext"
_HEAD: Final = """\
# Brought up to date by `make intl`; translations are filled in by hand.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def is_extracting(app: Sphinx) -> bool:
    """Whether this is a gettext build, which draws no pages."""
    return app.builder.name == _GETTEXT


def translator(app: Sphinx) -> Translator:
    """Return the catalogs of the language that is built."""
    result: Translator = app.config.spoorboek_translator
    return result


def is_original(app: Sphinx) -> bool:
    """Whether the language that is built is the one that the handbook is written in."""
    return bool(app.config.language == original(app.config))


def original(config: Config) -> str:
    """Return the language that the handbook is written in: the first of its languages."""
    return str(config.spoorboek_languages[0])


def written_in(app: Sphinx, docname: str) -> str:
    """Return the language that a page is written in: from its front matter, else that of the handbook."""
    return str(app.env.metadata.get(docname, {}).get("language") or original(app.config))


def is_translated(config: Config, docname: str) -> bool:
    """Whether a page has a catalog in the language that is built."""
    folders = config.spoorboek_translator.folders
    return any(catalog.path(folder, config.language, docname).is_file() for folder in folders)


def prepare(app: Sphinx, config: Config) -> None:
    """Compile the catalogs for Sphinx in the doctree folder; the handbook's own folders stay unchanged.

    Translations under review (fuzzy) are included: Sphinx omits them, we show them with the original.

    Raises SpoorboekError if a catalog cannot be read.
    """
    folders = [Path(app.srcdir, folder) for folder in config.locale_dirs]
    folders = [*(folder for folder in folders if folder != catalog.OWN_FOLDER), catalog.OWN_FOLDER]
    config.gettext_compact = False  # a catalog per page, as the check expects
    config.spoorboek_translator = Translator(config.language, folders)
    compiled_folder = Path(app.doctreedir, "locale")
    own_texts = catalog.path(catalog.OWN_FOLDER, config.language, catalog.DOMAIN)  # belongs to no page
    sources_by_file = {
        compiled_folder / path.relative_to(folder).with_suffix(".mo"): path
        for folder in reversed(folders)
        for path in sorted(folder.glob(f"{config.language}/LC_MESSAGES/**/*.po"))
        if path != own_texts
    }
    for target, source in sources_by_file.items():
        texts = catalog.parsed(source, page_files.shown(source, config.spoorboek_root))
        downloads.write(target, catalog.compiled(texts, with_fuzzy=True))
    for stale in set(compiled_folder.rglob("*.mo")) - set(sources_by_file):
        stale.unlink()
    _add_own_texts(app, config.language)
    config.spoorboek_locale_dirs, config.locale_dirs = config.locale_dirs, [str(compiled_folder)]


def own(app: Sphinx, config: Config) -> Iterator[Path]:
    """Yield the catalogs of texts that are on every page: ours, and those of the handbook's conf/ files."""
    for folder in (catalog.OWN_FOLDER, *(Path(app.srcdir, name) for name in config.locale_dirs)):
        yield from sorted(folder.glob(f"{config.language}/LC_MESSAGES/{catalog.DOMAIN}.po"))
        yield from sorted(folder.glob(f"{config.language}/LC_MESSAGES/conf/*.po"))


def _add_own_texts(app: Sphinx, language: str) -> None:
    """Translate the texts of our templates, and those of Sphinx and the theme that their own catalogs lack."""
    if catalog_for(language) != ENGLISH:
        folder = Path(app.doctreedir, "words")
        downloads.write(catalog.path(folder, language, "sphinx").with_suffix(".mo"), catalog.of(language).compiled)
        app.add_message_catalog("sphinx", str(folder))


def depend(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add the catalogs of a page to its dependencies."""
    for folder in translator(app).folders:
        path = catalog.path(folder, app.config.language, docname)
        if path.is_file():
            app.env.note_dependency(str(path))


class KeepOriginals(SphinxTransform):
    """Stores the original of each translation under review, before Sphinx replaces it."""

    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        if not is_translated(self.config, self.env.docname):
            return
        texts = self.config.spoorboek_translator.of(self.env.docname)
        for node, message in list(extract_messages(self.document)):
            translation = texts.find(message)
            if translation and translation.under_review and isinstance(node, nodes.TextElement):
                node["under_review"] = [node.deepcopy()]


class ShowOriginals(SphinxTransform):
    """Inserts the original beside each translation under review, with a remark."""

    default_priority = 25

    def apply(self, **kwargs: Any) -> None:
        if not is_translated(self.config, self.env.docname):
            return
        for node in [text for text in self.document.findall(nodes.TextElement) if "under_review" in text]:
            (copy,) = node.attributes.pop("under_review")
            language = f"language-{original(self.config)}"
            if isinstance(node, nodes.paragraph) and node.parent is not None:
                original_text = nodes.paragraph(
                    "", "", *copy.children, classes=["original", language], translatable=False
                )
                label = nodes.paragraph(
                    "",
                    _("The text has changed. The translation above is from before the change. It now says:"),
                    classes=["under-review"],
                    translatable=False,
                )
                at = node.parent.index(node) + 1
                node.parent[at:at] = [label, original_text]
            else:
                review = _("Translation under review")
                remark = nodes.inline("", f" ({review}: ", classes=["under-review"])
                node += [remark, nodes.inline("", "", *copy.children, classes=["original", language]), nodes.Text(")")]


def adopt(app: Sphinx, doctree: nodes.document) -> None:
    """Make the page the document of the nodes that Sphinx parsed from translations (seen in Sphinx 9.0).

    They keep the document that they were parsed in. Its settings refer to the environment, which each stored doctree
    would contain.
    """
    if not is_translated(app.config, app.env.docname):
        return
    for node in doctree.findall():
        if node.document is not doctree:
            node.document = doctree


def collect_only(app: Sphinx) -> None:
    """Switch off needs.json in a gettext build: sphinx-needs expects the environment of another builder."""
    if is_extracting(app):
        app.config.needs_build_json = False


def collect(app: Sphinx, builder: Builder) -> None:
    """Add the translatable texts of the conf/ files to the messages that Sphinx collects from pages."""
    if not is_extracting(app):
        return
    conf = Path(app.confdir)
    for domain, texts in translation.of_settings(app.config.spoorboek_settings).items():
        file = conf / f"{Path(domain).name}.toml"
        lines = translations.first_lines(file.read_text(encoding="utf-8")) if texts else {}
        for text in texts:
            builder.catalogs[domain].add(text, MsgOrigin(str(file), lines.get(text, 1)))  # type: ignore[attr-defined]


def sort(app: Sphinx, error: Exception | None) -> None:
    """Move the collected templates to a folder per target language: `en/`, `nl/`.

    Templates of pages that are never translated are dropped.
    """
    if error or not is_extracting(app):
        return
    out = Path(app.outdir)
    for language in app.config.spoorboek_languages:
        shutil.rmtree(out / language, ignore_errors=True)
    for path in sorted(out.rglob("*.pot")):
        domain = path.relative_to(out).with_suffix("").as_posix()
        for language in _languages_for(app, domain):
            target = out / language / path.relative_to(out)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_placed(path.read_text(encoding="utf-8"), app), encoding="utf-8", newline="")
        path.unlink()


def _languages_for(app: Sphinx, domain: str) -> Iterator[str]:
    if domain == "sphinx":  # the template texts of the theme, whose source is not ours
        return iter(())
    language = written_in(app, domain) if domain in app.env.found_docs else ""
    config = app.config
    return translation.languages_for(config.spoorboek_languages, config.spoorboek_untranslated, domain, language)


def _placed(text: str, app: Sphinx) -> str:
    """Return the messages with locations relative to the project root, below our own header."""
    texts = text.partition("\n\n")[2]
    lines = (f"#: {_shown(line[3:], app)}" if line.startswith("#: ") else line for line in texts.split("\n"))
    return _HEAD + "\n".join(lines)


def _shown(places: str, app: Sphinx) -> str:
    root = app.config.spoorboek_root
    return " ".join(page_files.shown(Path(app.outdir, place), root) for place in places.split())
