"""`spoorboek intl`: update the catalogs of the translations to match the pages."""

from __future__ import annotations

import argparse
import contextlib
import io
import tempfile
from pathlib import Path

from spoorboek.cli import screen
from spoorboek.i18n import catalog
from spoorboek.i18n.language import ENGLISH, in_use, using
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _, ngettext
from spoorboek.readers import configuration, markdown
from spoorboek.readers.configuration import Configuration
from spoorboek.sphinxext import builds


def run(options: argparse.Namespace) -> int:
    """Extract the texts with Sphinx' gettext builder, merge them into the catalogs, and count what to translate."""
    conf = configuration.read(options.docs, options.conf)
    if len(conf.languages) < 2:
        problem = _("the handbook is in one language")
        example = f'"{conf.language}", "{"nl" if conf.language == ENGLISH else ENGLISH}"'
        remedy = _("name the others in conf.py: spoorboek_languages = [{example}]", example=example)
        raise SpoorboekError(problem, remedy)
    with tempfile.TemporaryDirectory(prefix="spoorboek-") as scratch, using(in_use()):  # a build uses another
        builds.build(options.docs, options.conf, "gettext", Path(scratch))
        removed = [
            path for language in conf.languages for path in _update(conf, language, Path(scratch, "out", language))
        ]
    untranslated = markdown.read(conf)[0].untranslated
    outdated = sum(text.outdated for text in untranslated)
    screen.put_messages(
        *(_("{file} is removed: its page is gone", file=path.as_posix()) for path in removed),
        ngettext("{count} text has no translation", "{count} texts have no translation", len(untranslated) - outdated),
        ngettext("{count} translation is to be reviewed", "{count} translations are to be reviewed", outdated),
    )
    return 0


def _update(conf: Configuration, language: str, collected: Path) -> list[Path]:
    """Merge the collected texts of a language into its catalogs; delete and return those of pages that are gone.

    sphinx-intl documents only its command; the function that it calls was seen in sphinx-intl 2.4.
    """
    removed: list[Path] = []
    if not collected.is_dir():
        return removed
    from sphinx_intl import basic

    folder = conf.locale_dirs[0]
    with contextlib.redirect_stdout(io.StringIO()):
        basic.update(str(folder), str(collected), (language,), line_width=0, ignore_obsolete=True)
    for path in sorted((folder / language / "LC_MESSAGES").rglob("*.po")):
        domain = path.relative_to(folder / language / "LC_MESSAGES").with_suffix("").as_posix()
        if not (collected / f"{domain}.pot").is_file():
            path.unlink()
            removed.append(path)
            continue
        text = path.read_text(encoding="utf-8").partition("\n\n")[2]
        path.write_text(catalog.with_header(text, language), encoding="utf-8", newline="")
    return removed
