"""Finds the modules of a project that its conf.py and its extensions import."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import spoorboek
from spoorboek.model import files
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import NOTHING

_CALLS: Final = frozenset({"import_module", "__import__", "setup_extension"})
"""Functions whose first argument is the name of a module to import."""
_INSTALLED: Final = ("site-packages", "dist-packages")


def local_modules(program: Path, extensions: Iterable[str], top: Path) -> dict[Path, bytes]:
    """The files in the project `top` that conf.py and its extensions import, directly or indirectly, with content.

    They are parsed, not imported, so module names that are computed at run time are not found. `sys.path` must be as
    conf.py left it. Installed packages and Spoorboek itself are left out.
    """
    folders = _folders(program.parent, top)
    if not folders:
        return {}
    modules: dict[Path, bytes] = {}
    names = [*extensions, *_imported(_read(program), "")]
    visited = set[str]()
    while names:
        name = names.pop()
        if name in visited:
            continue
        visited.add(name)
        for path, package in _files(name, folders):
            if path not in modules:
                modules[path] = _read(path)
                names += _imported(modules[path], package)
    return dict(sorted(modules.items()))


def _folders(conf: Path, top: Path) -> list[Path]:
    """The folders of `sys.path` inside the project; relative entries are relative to the folder of conf.py."""
    real = (Path(files.real(conf / entry)) for entry in sys.path if isinstance(entry, str))
    inside = (folder for folder in real if folder.is_relative_to(files.real(top)))
    return [folder for folder in dict.fromkeys(inside) if not set(_INSTALLED) & set(folder.parts)]


def _files(name: str, folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files of a module and of its parent packages, each with the package its relative imports start from."""
    known = ""
    for part in name.split("."):
        package, known = known, f"{known}.{part}".lstrip(".")
        if not part.isidentifier():
            return
        for path, of in ((folder / part / "__init__.py", known) for folder in folders):
            if path.is_file() and not _is_own(path):
                yield path, of
        for path in (folder / f"{part}.py" for folder in folders):
            if path.is_file() and not _is_own(path):
                yield path, package
        folders = [folder / part for folder in folders]


def _is_own(path: Path) -> bool:
    return path.is_relative_to(Path(spoorboek.__file__).parent)


def _read(path: Path) -> bytes:
    try:
        return files.read(path, path, NOTHING) or b""
    except SpoorboekError:  # Python could not read this module either
        return b""


def _imported(source: bytes, package: str) -> list[str]:
    """The names that a module in this package imports anywhere; an imported name may be a module too."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # Python reports it when it runs
        return []
    return [name for node in ast.walk(tree) for name in _names(node, package)]


def _names(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        yield from (base, *(f"{base}.{alias.name}" for alias in node.names)) if base else (n.name for n in node.names)
    elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        if called in _CALLS and isinstance(node.args[0].value, str):
            yield node.args[0].value
