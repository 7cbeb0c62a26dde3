"""Finds the pages of a handbook as Sphinx does."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
import warnings
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from spoorboek.config import defaults
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError, stop_if_any
from spoorboek.model.message import _
from spoorboek.model.printable import is_printable, printable
from spoorboek.readers import page_files
from spoorboek.readers.configuration import Configuration

ALWAYS_LEFT_OUT: Final = ("**/_sources", ".#*", "**/.#*", "*.lproj/**")
_ALIKE: Final = {".md": (".md", ".markdown", ".mdown", ".mkd", ".mkdn"), ".rst": (".rst", ".rest")}
"""Similar suffixes in lower case, by the suffix of a page."""
_LONGEST_NAME: Final = 200
"""In bytes, without its suffix: a file name may have 255, and a build names several files by a page."""
_OF_A_BUILD: Final = frozenset({"genindex.html", "permalink.html", "search.html"})
"""The pages that Sphinx and sphinx-needs make themselves."""
_PART: Final = re.compile(r"\*\*|\*|\?|\[(!?)(\]?[^\]]*)\]|.", re.DOTALL)


def find(configuration: Configuration) -> dict[str, Path]:
    """The pages by docname, in Sphinx's order.

    Raises SpoorboekError if a folder or page cannot be read, two files have one docname, a build writes something else
    at the address of a page, or a name is not printable.
    """
    by_docname: dict[str, Path] = {}
    folded: dict[str, Path] = {}
    errors: list[SpoorboekError] = []
    for name, suffix in _files(configuration):
        if suffix is None:
            continue
        path = configuration.docs / name
        docname = name.removesuffix(suffix)
        same = folded.setdefault(docname.casefold(), path)
        if same is not path:
            errors.append(_double(docname in by_docname, *map(configuration.shown, (path, same))))
        elif error := _error(path, docname, configuration):
            errors.append(error)
        else:
            by_docname[docname] = path
    stop_if_any(errors)
    return by_docname


def _error(path: Path, docname: str, configuration: Configuration) -> SpoorboekError | None:
    """Why a page cannot be read or built."""
    if len(os.fsencode(path.stem)) > _LONGEST_NAME:
        problem = _("{file} has a name too long for the files of a build", file=configuration.shown(path))
        return SpoorboekError(problem, _("rename the page"))
    if _is_taken(docname.casefold(), configuration):
        return page_files.taken(configuration.shown(path))
    if not os.access(path, os.R_OK):
        return _unreadable(path, configuration.shown(path))
    if path.is_file() and not files.real(path).is_relative_to(configuration.top):
        problem = _("{file} leads out of the project", file=configuration.shown(path))
        return SpoorboekError(problem, _("put the page itself there, or remove the link"))
    return None


def check_root(configuration: Configuration, by_docname: Container[str]) -> None:
    """Raises SpoorboekError if there is no root page, without which Sphinx builds nothing."""
    root = configuration.values.get("root_doc") or configuration.values.get("master_doc") or "index"
    if root not in by_docname:
        shown_as = configuration.shown(configuration.docs / f"{root}.md")
        problem = _("{file} is not a page, and a handbook needs it as its root page", file=shown_as)
        raise SpoorboekError(problem, _("create it, or name another page as root_doc in conf.py"))


def _is_taken(docname: str, configuration: Configuration) -> bool:
    """Whether a build uses the address of a page for something else; `docname` is in lower case."""
    folder, _slash, name = docname.partition("/")
    taken = {defaults.DATA_FOLDER, *(language.casefold() for language in configuration.languages[1:])}
    return folder in taken if name else f"{docname}.html" in _OF_A_BUILD


def _double(is_same: bool, file: str, other: str) -> SpoorboekError:
    """The error about a second page of one name, or of one that many systems take for the same."""
    if is_same:
        remedy = _("give it another name: {other} is the page of this one", other=other)
        return SpoorboekError(_("{file} is skipped: another file makes the same page", file=file), remedy)
    problem = _("{file} and {other} are one page where capitals make no difference", file=file, other=other)
    return SpoorboekError(problem, _("give one of them another name"))


def beside(configuration: Configuration) -> Iterator[Path]:
    """The files that are not pages but have a similar suffix: in capitals, as `.markdown`, or as `.md.txt`."""
    suffixes = set(_suffixes(configuration.values, configuration.extensions))
    alike = {other for suffix, similar in _ALIKE.items() if suffix in suffixes for other in similar}
    for name, suffix in _files(configuration):
        if suffix is None and alike_suffix(name) in alike:
            yield configuration.docs / name


def alike_suffix(name: str) -> str:
    """The suffix of a file name in lower case, without what an editor may have put after it, as in `page.md.txt`."""
    return Path(name.rstrip().lower().removesuffix(".txt")).suffix


def _unreadable(path: Path, shown_as: str) -> SpoorboekError:
    reason: str | None = os.strerror(errno.EACCES)
    try:
        path.stat()
    except OSError as error:
        reason = error.strerror
    problem = _("{file} cannot be read: {reason}", file=shown_as, reason=reason)
    return SpoorboekError(problem, _("make it a readable file"))


def _files(configuration: Configuration) -> Iterator[tuple[str, str | None]]:
    """Each file not excluded, as its path from docs/, and its page suffix, None if it is not a page."""
    values = configuration.values
    left_out = [
        _pattern(text)
        for name in ("exclude_patterns", "templates_path", "html_extra_path", "html_static_path")
        for text in values.get(name, ())
    ] + [_pattern(text) for text in ALWAYS_LEFT_OUT]
    included = [_pattern(text) for text in values.get("include_patterns", ("**",))]
    suffixes = tuple(_suffixes(values, configuration.extensions))
    docs = files.real(configuration.docs)

    def shown(folder: Path) -> str:
        return configuration.shown(configuration.docs / folder.relative_to(docs))

    for name in map(_composed, files.walk(docs, shown, lambda name: not _matches(name, left_out))):
        suffix = next((suffix for suffix in suffixes if name.endswith(suffix)), None)
        if suffix is not None and not is_printable(name):  # a line end would hide it from the patterns
            problem = _("the name {file} contains control characters, or bytes that are not text", file=printable(name))
            raise SpoorboekError(problem, _("rename the page"))
        if any(pattern.match(name) for pattern in included):
            yield name, suffix


def _matches(name: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.match(_composed(name)) for pattern in patterns)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _suffixes(values: Mapping[str, object], extensions: tuple[str, ...]) -> Iterator[str]:
    written = values.get("source_suffix", (".rst",))
    own = (written,) if isinstance(written, str) else tuple(written)  # type: ignore[arg-type]
    yield from map(str, own)
    if "myst_parser" in extensions and ".md" not in own:
        yield ".md"


def _pattern(glob: str) -> re.Pattern[str]:
    """A glob pattern of conf.py as a regular expression: `**` crosses folders, `*` and `?` do not.

    Raises SpoorboekError if it is invalid, as `[z-a]`.
    """
    translated = "".join(_translated(part) for part in _PART.finditer(glob))
    try:
        with warnings.catch_warnings(action="ignore"):  # about sets that a later Python may read differently
            return re.compile(translated + "$")
    except re.error as error:
        problem = _("the pattern {pattern!r} in conf.py is not valid: {reason}", pattern=glob, reason=error)
        raise SpoorboekError(problem, _("correct it")) from None


def _translated(part: re.Match[str]) -> str:
    if part[0] in {"**", "*", "?"}:
        return {"**": ".*", "*": "[^/]*", "?": "[^/]"}[part[0]]
    if part[2]:
        characters = part[2].replace("\\", "\\\\")
        return (
            f"[^/{characters}]" if part[1] else f"[\\{characters}]" if characters.startswith("^") else f"[{characters}]"
        )
    return re.escape(part[0])
