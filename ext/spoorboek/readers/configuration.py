"""Reads conf.py as Sphinx does, without Sphinx."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from spoorboek.config import defaults, gate, settings, settings_file, value_types
from spoorboek.config.settings import Settings
from spoorboek.config.value_types import ValueType
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import _
from spoorboek.model.printable import brief_error
from spoorboek.model.programme import Location
from spoorboek.readers import imports, page_files

OWN: Final[Mapping[str, ValueType]] = {
    "needs_from_toml": value_types.TEXT_OR_NONE,
    "spoorboek_contact": value_types.CONTACT,
    "spoorboek_foot": value_types.TEXTS,
    "spoorboek_handbook": value_types.BOOLEAN,
    "spoorboek_languages": value_types.LANGUAGES,
    "spoorboek_licences": value_types.TEXTS_BY_NAME,
    "spoorboek_lists": value_types.TEXTS,
    "spoorboek_live": value_types.TEXT,
    "spoorboek_maker": value_types.TEXT,
    "spoorboek_makers": value_types.TEXT,
    "spoorboek_names": value_types.TEXTS,
    "spoorboek_report": value_types.TEXT,
    "spoorboek_restrict_pages": value_types.BOOLEAN,
    "spoorboek_source_url": value_types.TEXT,
    "spoorboek_untranslated": value_types.TEXTS,
}
"""Our own settings in conf.py, and the type of each value."""
OF_A_HANDBOOK: Final[Mapping[str, ValueType]] = {
    "extensions": value_types.TEXTS,
    "language": value_types.TEXT_OR_NONE,
    "html_baseurl": value_types.TEXT_OR_NONE,
    "source_suffix": value_types.SUFFIXES,
    **dict.fromkeys(("exclude_patterns", "include_patterns", "locale_dirs", "suppress_warnings"), value_types.TEXTS),
    **dict.fromkeys(("templates_path", "html_extra_path", "html_static_path"), value_types.TEXTS),
    **{f"myst_{name}": value_type for name, value_type in value_types.OF_MYST.items()},
}
"""The settings of Sphinx and MyST-Parser that decide how a handbook is read."""
OWN_EXTENSIONS: Final = ("myst_parser", "sphinx_needs", "spoorboek")
"""The extensions that every handbook has."""


@dataclass(frozen=True)
class Configuration:
    """The settings in conf.py by name, and the folders of pages and of conf.py."""

    docs: Path
    conf: Path
    values: Mapping[str, Any]

    def myst(self, name: str, default: Any) -> Any:
        """A setting of MyST-Parser, named without `myst_`."""
        return self.values.get(f"myst_{name}", default)

    @property
    def extensions(self) -> tuple[str, ...]:
        return tuple(map(str, self.values.get("extensions", ())))

    @property
    def foreign_extensions(self) -> tuple[str, ...]:
        """Extensions other than ours and Sphinx's own, whose directives are unknown."""
        return tuple(
            name for name in self.extensions if name not in OWN_EXTENSIONS and not name.startswith("sphinx.ext.")
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the handbook; the first is that of its pages."""
        return tuple(map(str, self.values.get("spoorboek_languages", ())))

    @property
    def language(self) -> str:
        """The default language of a build."""
        return str(self.values.get("language") or "en")

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Patterns of the pages that other languages leave untranslated."""
        return tuple(map(str, self.values.get("spoorboek_untranslated", ())))

    @property
    def locale_dirs(self) -> tuple[Path, ...]:
        """The folders of gettext catalogs."""
        return tuple(self.docs / str(name) for name in self.values.get("locale_dirs", ("locales",)))

    @property
    def is_handbook(self) -> bool:
        return bool(self.values.get("spoorboek_handbook"))

    @cached_property
    def top(self) -> Path:
        """The folder that file names in messages are relative to."""
        return page_files.root(self.docs, self.conf)

    def shown(self, path: Path) -> str:
        """The name of a file in messages."""
        return page_files.shown(path, self.top)

    @property
    def program(self) -> Path:
        return self.conf / "conf.py"

    @property
    def settings_file(self) -> Path:
        return self.conf / str(self.values.get("needs_from_toml") or settings.FILE)


class _Tags:
    """A stand-in for Sphinx's `tags`; none is set."""

    def has(self, name: str) -> bool:
        return False

    __contains__ = has

    def add(self, name: str) -> None:
        pass

    remove = add


def read(docs: Path, conf: Path) -> Configuration:
    """Run conf.py as a build does.

    Raises SpoorboekError if a folder or conf.py is missing, or conf.py raises.
    """
    check_folders(docs, conf)
    return of(docs, conf)


def check_folders(docs: Path, conf: Path) -> None:
    """Raise SpoorboekError if a folder is missing."""
    for folder, name in ((docs, "docs"), (conf, "conf")):
        if not files.is_folder(folder):
            problem = _("there is no folder {folder}", folder=folder)
            raise SpoorboekError(problem, _("name the right one with --{option}", option=name))


def source(conf: Path, shown_as: str) -> bytes:
    """The text of conf.py. Raises SpoorboekError if it is missing."""
    remedy = _("restore it, or name the folder that has it with --conf")
    return files.read_required(files.real(conf / "conf.py"), shown_as, remedy)


def of(docs: Path, conf: Path) -> Configuration:
    """The configuration in conf.py; the folder of pages need not exist.

    Raises SpoorboekError if conf.py is missing, or raises.
    """
    path = files.real(conf / "conf.py")
    shown_as = page_files.shown(conf / "conf.py", page_files.root(docs, conf))
    program = source(conf, shown_as)
    namespace: dict[str, Any] = {"__file__": str(path), "tags": _Tags()}
    try:
        code = compile(program, path, "exec")
        with contextlib.chdir(path.parent):
            exec(code, namespace)  # noqa: S102 - Sphinx does so too: conf.py is a program of the handbook's own
    except SyntaxError as error:
        place = Location(shown_as, error.lineno or 1, error.offset or 1)
        raise unreadable(place, _("invalid Python: {reason}", reason=error.msg), _("correct that line")) from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever a program does
        raise _stopped(error, path, shown_as) from None
    check_values(namespace, path, shown_as)
    if namespace.get("spoorboek_handbook"):
        _require_extensions(namespace.get("extensions", ()), location_of(path, shown_as, "extensions"))
        _require_first(namespace, location_of(path, shown_as, "spoorboek_languages"))
        namespace = {**defaults.OF_A_HANDBOOK, **namespace}
    return Configuration(docs, conf, namespace)


def _require_extensions(extensions: Sequence[str], at: Location) -> None:
    """Raises SpoorboekError if a build would not read the items, or would not judge them."""
    for name in OWN_EXTENSIONS:
        if name not in extensions:
            raise unreadable(
                at, _("extensions lacks {name!r}, without which a handbook is not judged", name=name), _("add it")
            )


def _require_first(values: Mapping[str, Any], at: Location) -> None:
    """Raises SpoorboekError if the first of the languages is not that of the pages."""
    language, languages = values.get("language"), values.get("spoorboek_languages")
    if language and languages and languages[0].replace("-", "_") != language.replace("-", "_"):
        problem = _(
            "spoorboek_languages begins with {first!r}, but language is {language!r}",
            first=languages[0],
            language=language,
        )
        raise unreadable(at, problem, _("name the language that the pages are written in, first in both"))


def known_values(values: Any) -> dict[str, Any]:
    """The settings of a build that decide how a handbook is read, by name."""
    names = (name for name in (*OWN, *OF_A_HANDBOOK) if name in values)
    return {name: values[name] for name in names if values[name] is not None}


def check_values(values: Mapping[str, Any], path: Path, shown_as: str) -> None:
    """Check the types of settings in conf.py; those of Sphinx in a handbook only.

    Raises SpoorboekError if one has another type.
    """

    place = partial(location_of, path, shown_as)
    value_types.check(values, OWN, place)
    if values.get("spoorboek_handbook"):
        value_types.check(values, OF_A_HANDBOOK, place)
        value_types.check(values, value_types.OF_NEEDS, place, "needs_")


def location_of(path: Path, shown_as: str, name: str) -> Location:
    """The last line of conf.py that sets a name; line 1 if none does."""
    lines = path.read_bytes().decode(errors="replace").split("\n") if files.is_file(path) else []
    numbers = (number for number, line in enumerate(lines, 1) if re.match(rf"{name}\b", line))
    return Location(shown_as, max(numbers, default=1))


def settings_of(configuration: Configuration, written: Mapping[str, Any] | None = None) -> Settings:
    """The settings of a handbook, with what conf.py adds: the publisher, and the gates of what it computes.

    `written` are the values as conf.py sets them, if options of a build override some.
    """
    path, values = configuration.settings_file, configuration.values
    named = configuration.program, configuration.shown(configuration.program)
    read = settings_file.read_of_handbook(path, configuration.shown(path), named)
    maker, contact = (str(values.get(f"spoorboek_{name}") or "") for name in ("maker", "contact"))
    at = location_of(*named, "spoorboek_contact" if maker and not contact else "spoorboek_maker")
    gates = {**read.gates, **_gates(read, configuration, values if written is None else written)}
    return replace(read, gates=gates, maker=maker, contact=contact, maker_at=at)


def _gates(read: Settings, configuration: Configuration, values: Mapping[str, Any]) -> Mapping[str, gate.Gate]:
    """A gate for the values that conf.py computes, besides those it states literally, and for each module of the
    project that it imports."""
    program, top = configuration.program, configuration.top
    program_gate = read.gates.get(gate.PROGRAM)
    if program_gate is None or not values.get("spoorboek_handbook"):
        return {}
    known = {
        name: value
        for name, value in known_values(values).items()
        if not name.startswith("html_") and value != defaults.OF_A_HANDBOOK.get(name)
    }
    worked_out = gate.of_values(program_gate, known, str(top))
    sources = imports.local_modules(program, values.get("extensions", ()), top)
    named = ((configuration.shown(path), source) for path, source in sources.items())
    modules = {shown_as: gate.of_module(source, shown_as) for shown_as, source in named}
    return {**({gate.VALUES: worked_out} if worked_out else {}), **modules}


def _stopped(error: BaseException, path: Path, shown_as: str) -> SpoorboekError:
    import traceback  # noqa: PLC0415 - only where conf.py stops

    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == os.fspath(path)]
    problem = _("it fails with {reason}", reason=brief_error(error))
    return unreadable(Location(shown_as, (lines or [1])[-1] or 1), problem, _("correct that line"))
