"""`spoorboek diff OLD [NEW]`: compare two versions, each a revision of git, a folder or a needs.json."""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from spoorboek.analysis import difference
from spoorboek.analysis.difference import Version
from spoorboek.cli import judge, screen
from spoorboek.config.settings import Settings
from spoorboek.exports import differences
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _


def run(options: argparse.Namespace) -> int:
    """Return 0; with --exit-code, 1 if something differs or a place could not be compared."""
    old, new = (_version(name, options) for name in (options.old, options.new))
    old, new = replace(old, as_of=old.as_of or new.as_of), replace(new, as_of=new.as_of or old.as_of)
    differences_found = difference.between(old, new)
    text = differences.write(options.format, differences_found, (options.old, options.new))
    if options.output:
        pages = options.docs if options.format == "md" else None
        screen.save(options.output, text.encode("utf-8", "backslashreplace"), markdown_beside=pages)
    else:
        screen.put(text, None if options.format == "text" else "utf-8")
    return 1 if options.exit_code and (differences_found.differs or not differences_found.is_whole) else 0


def _version(name: str, options: argparse.Namespace) -> Version:
    """The version of a name: a file is read as needs.json, a folder as a handbook, anything else is a revision.

    Raises SpoorboekError that names the version if it cannot be read.
    """
    try:
        if files.is_file(Path(name)):
            from spoorboek.readers import needs_json

            return Version(needs_json.read(Path(name), name), Settings({}, ""), options.as_of)
        if files.is_folder(Path(name)):
            return _in_folder(Path(name), options)
        return _at_revision(name, options)
    except SpoorboekError as error:
        problem = _("{version} cannot be read: {problem}", version=name, problem=error.problem)
        remedy = _("{remedy} (and {count} more)", remedy=error.remedy, count=len(error.further))
        raise SpoorboekError(problem, remedy if error.further else error.remedy) from None


def _in_folder(top: Path, options: argparse.Namespace) -> Version:
    for folder, option in ((options.docs, "docs"), (options.conf, "conf")):
        if not files.is_folder(top / folder):
            problem = _("it has no folder {folder}", folder=folder)
            raise SpoorboekError(problem, _("name the right one with --{option}", option=option))
    of_version = argparse.Namespace(**vars(options) | {"docs": top / options.docs, "conf": top / options.conf})
    programme, settings = judge.programme(of_version)
    return Version(programme, settings, settings.as_of)


def _at_revision(name: str, options: argparse.Namespace) -> Version:
    from spoorboek.readers import history

    with tempfile.TemporaryDirectory(prefix="spoorboek-") as folder:
        return _in_folder(history.export_revision(Path.cwd(), name, Path(folder)), options)
