"""`spoorboek publish`: check the handbook, build every language, and pack the site in one archive."""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from spoorboek.analysis.verdict import Verdict
from spoorboek.cli import judge, screen
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _, joined
from spoorboek.readers import configuration
from spoorboek.readers.configuration import Configuration
from spoorboek.reporters import text
from spoorboek.reporters.report import Report

_SINCE: Final = 315532800
"""The time of every file in the archive, 1 January 1980, so that the same site gives the same bytes."""


def run(options: argparse.Namespace) -> int:
    """Write `NAME.tar.gz` to the folder of --output, upload nothing; return 1 if the check or a build fails.

    Raises SpoorboekError if a setting is missing that every published page needs, or the archive cannot be written.
    """
    conf = configuration.read(options.docs, options.conf)
    verdict = judge.verdict(options)
    _refuse_unfilled(conf, verdict)
    if failing := [result for result in Report(verdict, ()).results if result.fails]:
        screen.put_lines(text.full(result, text.Look(language=options.lang)) for result in failing)
        return 1
    name = re.sub(r"\W+", "-", str(conf.values.get("project") or "").casefold()).strip("-") or "handbook"
    archive: Path = options.output / f"{name}.tar.gz"
    _refuse_pages(archive, options.docs)
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".publish-", dir=options.output) as folder:
            if code := _written(conf, options, Path(folder), archive):
                return code
    except OSError as error:
        raise files.unwritable(archive, error, _("name another folder with --output")) from None
    message = _("{file} contains the whole site; nothing was uploaded", file=archive.as_posix())
    screen.put_messages(message)
    return 0


def _refuse_pages(archive: Path, docs: Path) -> None:
    """Raise SpoorboekError if the archive would be among the pages, which a build reads."""
    if files.real(archive).is_relative_to(files.real(docs)):
        problem = _("{file} would be among the pages", file=archive.as_posix())
        raise SpoorboekError(problem, _("name another folder with --output"))


def _written(conf: Configuration, options: argparse.Namespace, folder: Path, archive: Path) -> int:
    """Build every language in an empty folder and pack it; return the code of a build that fails, else 0."""
    site = folder / "site"
    root, *translations = conf.languages or (conf.language,)
    for language in (root, *translations):
        own = site if language == root else site / language
        if code := _build(options, language, own, folder / f"doctrees-{language}"):
            return code
    packed = folder / archive.name
    _pack(site, packed, archive.name.removesuffix(".tar.gz"))
    packed.replace(archive)
    return 0


def _refuse_unfilled(conf: Configuration, verdict: Verdict) -> None:
    """Raise SpoorboekError if the maker, the contact, the publisher note or a public https address is missing."""
    needed = {
        "spoorboek_maker": verdict.settings.maker,
        "spoorboek_contact": verdict.settings.contact,
        "html_baseurl": conf.values.get("html_baseurl"),
        "[trace] publisher_note": verdict.settings.publisher_note,
    }
    if missing := [name for name, value in needed.items() if not value]:
        problem = _("nothing is filled in for {missing}", missing=joined(", ", missing))
        raise SpoorboekError(problem, _("fill it in, in conf/: a published page names its publisher"))
    address = str(needed["html_baseurl"])
    if not (urlsplit(address).scheme == "https" and urlsplit(address).netloc):
        problem = _("html_baseurl is {address!r}, which is not a public address", address=address)
        raise SpoorboekError(problem, _("write it as https://example.org/handbook/"))


def _build(options: argparse.Namespace, language: str, folder: Path, doctrees: Path) -> int:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-c", options.conf, "-D", f"language={language}"]
    return subprocess.run([*command, "-d", doctrees, options.docs, folder], check=False).returncode


def _pack(site: Path, archive: Path, name: str) -> None:
    """Pack a site below one folder reproducibly: sorted by name, without owner, with a fixed time."""
    with (
        archive.open("wb") as file,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=_SINCE) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as packed,
    ):
        for path in sorted(filter(Path.is_file, site.rglob("*")), key=Path.as_posix):
            packed.add(path, Path(name, path.relative_to(site)), recursive=False, filter=_reproducible)


def _reproducible(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime, entry.mode = _SINCE, 0o644
    return entry
