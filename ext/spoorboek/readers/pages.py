"""Which files are pages, as Sphinx finds them."""

from __future__ import annotations

import os
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import _
from spoorboek.readers.configuration import Configuration

ALWAYS_LEFT_OUT: Final = ("**/_sources", ".#*", "**/.#*", "*.lproj/**")
_PART: Final = re.compile(r"\*\*|\*|\?|\[(!?)(\]?[^\]]*)\]|.", re.DOTALL)


def find(configuration: Configuration) -> dict[str, Path]:
    """The pages by docname, in the order in which Sphinx finds them."""
    values = configuration.values
    left_out = [
        _pattern(text)
        for name in ("exclude_patterns", "templates_path", "html_extra_path", "html_static_path")
        for text in values.get(name, ())
    ] + [_pattern(text) for text in ALWAYS_LEFT_OUT]
    taken = [_pattern(text) for text in values.get("include_patterns", ("**",))]
    suffixes = tuple(_suffixes(values, configuration.extensions))
    found: dict[str, Path] = {}
    for name in _files(files.real(configuration.docs), left_out):
        suffix = next((suffix for suffix in suffixes if name.endswith(suffix)), None)
        if suffix is None or not any(pattern.match(name) for pattern in taken):
            continue
        path = configuration.docs / name
        if os.access(path, os.R_OK):
            found.setdefault(name.removesuffix(suffix), path)
    return found


def _files(top: Path, left_out: list[re.Pattern[str]]) -> Iterator[str]:
    for folder, folders, names in os.walk(top, followlinks=True):
        above = os.path.relpath(folder, top).replace(os.sep, "/")
        prefix = "" if above == "." else f"{above}/"
        folders[:] = [name for name in sorted(folders) if not _matches(prefix + name, left_out)]
        for name in folders:
            _refuse_round(Path(folder, name), prefix + name)
        yield from (_composed(prefix + name) for name in sorted(names) if not _matches(prefix + name, left_out))


def _refuse_round(path: Path, name: str) -> None:
    """Raises SpoorboekError where a folder is a link to one that it stands in: its pages would have no end."""
    if path.is_symlink() and files.real(path) in (real := files.real(path.parent), *real.parents):
        problem = _("{folder} is a link to a folder that it stands in", folder=name)
        raise SpoorboekError(problem, _("take the link away, or name it in exclude_patterns"))


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
    """A pattern of conf.py as a regular expression: `**` crosses folders, `*` and `?` do not.

    Raises SpoorboekError where it is none, as `[z-a]`.
    """
    translated = "".join(_translated(part) for part in _PART.finditer(glob))
    try:
        with warnings.catch_warnings(action="ignore"):  # of sets that a later Python may read otherwise
            return re.compile(translated + "$")
    except re.error as error:
        problem = _("the pattern {pattern!r} in conf.py cannot be followed: {reason}", pattern=glob, reason=error)
        raise SpoorboekError(problem, _("mend it")) from None


def _translated(part: re.Match[str]) -> str:
    if part[0] in {"**", "*", "?"}:
        return {"**": ".*", "*": "[^/]*", "?": "[^/]"}[part[0]]
    if part[2]:
        stuff = part[2].replace("\\", "\\\\")
        return f"[^/{stuff}]" if part[1] else f"[\\{stuff}]" if stuff.startswith("^") else f"[{stuff}]"
    return re.escape(part[0])
