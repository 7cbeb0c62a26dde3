"""What subcommands share: reading the handbook, its settings and rules, and asking for the verdict.

The rules are imported while another process reads pages.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from spoorboek.cli import screen
from spoorboek.config import settings, settings_file
from spoorboek.config.settings import Settings
from spoorboek.i18n.language import has_catalog, no_catalog, using
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.model.near_matches import did_you_mean
from spoorboek.model.programme import Item, Programme

if TYPE_CHECKING:
    from spoorboek.analysis.verdict import Verdict
    from spoorboek.rules.engine.rule import Rule


def programme(options: argparse.Namespace) -> tuple[Programme, Settings]:
    """The handbook in --docs and the settings in --conf; --as-of replaces their date.

    Raises SpoorboekError if it cannot be read.
    """
    from spoorboek.readers import configuration, markdown

    conf = configuration.read(options.docs, options.conf)
    read, read_settings = markdown.read(conf, _import_rules) if conf.is_handbook else _built(options, conf.extensions)
    as_of = getattr(options, "as_of", None)
    return read, replace(read_settings, as_of=as_of) if as_of else read_settings


def _import_rules() -> None:
    importlib.import_module("spoorboek.rules.engine.check")
    importlib.import_module("spoorboek.reporters.text")


def language(options: argparse.Namespace) -> str:
    """The language of --lang, else that of the handbook; if there is no conf.py, that of the command."""
    if options.typed_lang or not files.is_file(options.conf / "conf.py"):
        return str(options.typed_lang or options.lang)
    from spoorboek.readers import configuration

    return configuration.read(options.docs, options.conf).language


@contextmanager
def in_language_of_readers(options: argparse.Namespace) -> Iterator[None]:
    """Write in the language of --lang, else that of the handbook; note on standard error if that has no catalog."""
    spoken = options.lang if options.typed_lang else language(options)
    if not has_catalog(spoken):
        screen.note(no_catalog(spoken))
    with using(spoken):
        yield


def _built(options: argparse.Namespace, extensions: Sequence[str]) -> tuple[Programme, Settings]:
    """The programme and settings of a project that is no handbook, read by a Sphinx build."""
    from spoorboek.sphinxext import builds

    verdict, log = builds.judge(options.docs, options.conf, extensions)
    for line in log:
        screen.note(line)
    return verdict.programme, verdict.settings


def verdict(options: argparse.Namespace) -> Verdict:
    """The verdict of all rules on the handbook.

    Raises SpoorboekError if it cannot be read.
    """
    read, read_settings = programme(options)
    from spoorboek.rules.engine.check import check

    return check(read, read_settings)


def settings_and_rules(options: argparse.Namespace) -> tuple[Settings | None, tuple[Rule, ...]]:
    """The settings in --conf and the rules that apply; None and all built-in rules if there are no settings.

    Raises SpoorboekError if a file in --conf cannot be read.
    """
    from spoorboek.readers import configuration
    from spoorboek.rules import ALL_RULES, rules

    conf = configuration.of(options.docs, options.conf) if files.is_file(options.conf / "conf.py") else None
    path = conf.settings_file if conf else options.conf / settings.FILE
    read = None
    if files.is_file(path):
        read = settings_file.read(path, path.as_posix(), knows_types=False)  # extensions may declare types too
    if conf and not conf.is_handbook:
        restricts_pages = bool(conf.values.get("spoorboek_restrict_pages"))
        read = (read or Settings({}, "")).of_others(restricts_pages=restricts_pages)
    return read, rules(read) if read else ALL_RULES


def item(programme: Programme, id: str, type_name: str = "") -> Item:
    """The item with this id.

    Raises SpoorboekError if there is none, or if it is not of the type, if one is given.
    """
    found = programme.by_id.get(id)
    if found and type_name in ("", found.type):
        return found
    problem = _("{item} is not an item{suggestion}", item=id, suggestion=did_you_mean(id, programme.by_id))
    if found:
        problem = _("{item} is of type {found}, expected {expected}", item=id, found=found.type, expected=type_name)
    raise SpoorboekError(problem, _("`spoorboek items` lists them"))
