"""Checks what a page links to, shows or includes: addresses, and files of the project."""

from __future__ import annotations

import contextlib
import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from spoorboek.model.files import exists, is_file, is_folder, real
from spoorboek.model.message import Message, _
from spoorboek.model.printable import is_printable, printable
from spoorboek.model.printable import short as shortened

MOST_FILES: Final = 1000
"""The most files one page may include, each counted as often as it is included."""
MOST_BYTES: Final = 10 * 1024 * 1024
"""In bytes: the most they may have together."""
SCHEMES: Final = frozenset({"http", "https", "mailto", "ftp", "tel"})
"""The allowed schemes of links, besides those in myst_url_schemes."""
_HAS_NO_HOST: Final = re.compile(r"(?:https?|ftp):(?!//[^/?#])", re.IGNORECASE)
"""`https:page.html` is a relative link."""
_NEVER: Final = frozenset({"javascript", "vbscript", "data", "file", "blob", "filesystem"})
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED: Final = re.compile(r"[\x00-\x20\x7f-\xa0]")
"""Characters that browsers ignore in an address, and look-alikes."""
_RUNS_IN_A_BROWSER: Final = (".htm", ".html", ".mht", ".mhtml", ".shtml", ".svg", ".svgz", ".xht", ".xhtml", ".xml")
_ACTIVE_SVG: Final = re.compile(rb"<script|\son\w+\s*=|javascript:|<foreignobject|<!entity", re.IGNORECASE)


@dataclass
class Files:
    """The files that one page includes, with their number and size so far.

    A name is relative to the page's folder `folder`, or to `docs` if it begins with a slash; `top` is the project.
    """

    docs: Path
    folder: Path
    top: Path
    schemes: frozenset[str] = SCHEMES
    count: int = field(default=0, init=False)
    size: int = field(default=0, init=False)

    def path(self, name: str) -> Path:
        top = self.docs if name.startswith(("/", "\\")) else self.folder
        return Path(os.path.normpath(os.path.join(top, name.lstrip("/\\"))))  # noqa: PTH118 - makes one Path, not two

    def refusal(self, name: str) -> Message | None:
        """Why a page may not include a file, with symbolic links resolved; None if it may, or there is no such file."""
        return next((reason for spelling in _spellings(name) if (reason := self._refusal(spelling, name))), None)

    def _refusal(self, name: str, as_written: str) -> Message | None:
        if not is_printable(name):
            return _("{file} is not the name of a file", file=printable(as_written))
        try:
            path = real(self.path(name))
        except (OSError, ValueError):  # no file can have this name
            return None
        if not path.is_relative_to(self._real_top) or ".git" in path.parts[len(self._real_top.parts) :]:
            return _("{file} is not a file of the project", file=as_written)
        if not is_file(path) and not is_folder(path) and exists(path):
            return _("{file} is not a regular file", file=as_written)
        return None

    @property
    def _real_top(self) -> Path:
        return _real_folder(self.top)

    def excess(self, name: str) -> Message | None:
        """Count an included file; why it is one too many or too large, or None."""
        self.count += 1
        with contextlib.suppress(OSError, ValueError):
            self.size += self.path(name).stat().st_size
        if self.count > MOST_FILES:
            return _("the page brings in more than {most} files", most=MOST_FILES)
        if self.size > MOST_BYTES:
            return _("the page brings in files of more than {most} bytes together", most=MOST_BYTES)
        return None


def _spellings(name: str) -> Iterable[str]:
    return dict.fromkeys((name, unquote(name)))


@cache
def _real_folder(folder: Path) -> Path:
    return real(folder)


def link(address: str, files: Files) -> Message | None:
    """Why a link to this address is not allowed; None if it is."""
    cleaned = _IGNORED.sub("", address)
    scheme = _SCHEME.match(cleaned)
    if scheme is None:
        return None if cleaned.startswith(("#", "//")) else downloaded(address.partition("#")[0].strip(), files)
    name = scheme[1].lower()
    if name == "path":
        return downloaded(cleaned.partition(":")[2].partition("#")[0], files)
    if name in _NEVER or (name not in files.schemes and name not in {"inv", "project"}) or _HAS_NO_HOST.match(cleaned):
        return _("a link may not lead to {address!r}", address=short(address))
    return None


def unchecked(address: str) -> Message | None:
    """Why a link whose target no build checks is not allowed: it is inside the handbook.

    None for an external address, with a scheme or a host.
    """
    if is_elsewhere(address) or not address.strip():
        return None
    return _("a build does not check whether {address!r} exists", address=short(address))


def scheme_is_allowed(address: str, schemes: frozenset[str]) -> bool:
    """Whether a built page may link to or load this address; called for each page that is written."""
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return scheme is None or (scheme[1].lower() in schemes and scheme[1].lower() not in _NEVER)


def downloaded(name: str, files: Files) -> Message | None:
    """Why a link to a file, which publishes it, is not allowed; None if it is, or there is no file."""
    if not name:
        return None
    for spelling in _spellings(name):
        try:
            path = files.path(spelling)
            is_file = os.path.lexists(path) and not is_folder(path)
        except (OSError, ValueError):
            continue
        if is_file and (reason := files.refusal(name)):
            return reason
        if is_file and spelling.lower().endswith(_RUNS_IN_A_BROWSER):
            return _("{file} is a page of its own, which can run code in a browser", file=name)
    return None


def is_elsewhere(address: str) -> bool:
    """Whether it is an address with a scheme or a host, not a file name."""
    cleaned = _IGNORED.sub("", address)
    return cleaned.startswith("//") or _SCHEME.match(cleaned) is not None


def image(address: str, files: Files) -> Message | None:
    """Why an image at this address is not allowed; None if it is."""
    cleaned = _IGNORED.sub("", address)
    if is_elsewhere(cleaned):
        return _("{file} is not a file of the project", file=short(address))
    if cleaned.endswith(".*"):
        return next((reason for candidate in _candidates(cleaned, files) if (reason := image(candidate, files))), None)
    return files.refusal(address) or _active(address, files)


def _candidates(name: str, files: Files) -> Iterator[str]:
    """The files that Sphinx may choose from for an image whose name ends in `.*`."""
    for path in sorted(glob.glob(str(files.path(name)))):  # noqa: PTH207 - Sphinx does so too
        own = Path(path).name
        yield f"{name.rpartition('/')[0]}/{own}" if "/" in name else own


def _active(name: str, files: Files) -> Message | None:
    """Why an SVG file is not allowed: it has a script, which runs if the file is opened itself; else None."""
    for spelling in _spellings(name):
        path = files.path(spelling)
        try:
            if path.suffix.lower() == ".svg" and path.is_file() and _ACTIVE_SVG.search(path.read_bytes()):
                return _("{file} contains a script", file=name)
        except (OSError, ValueError):
            continue
    return None


def schemes(configured: object) -> frozenset[str]:
    """The allowed schemes, with those of `myst_url_schemes` in conf.py."""
    own = {configured} if isinstance(configured, str) else configured
    return SCHEMES | (frozenset(map(str, own)) if isinstance(own, Iterable) else frozenset())


def short(text: str) -> str:
    """A text on one line, shortened for a message."""
    return shortened(" ".join(text.split()))
