"""Each package that the code imports is a dependency, and docs/techniek/dependencies.md says of each dependency why."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from typing import Final

from tests.handbooks import TOP

PROJECT: Final = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
OURS: Final = {"spoorboek", "tests", "measure"}
_IMPORT: Final = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)
_ROW: Final = re.compile(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def dependencies() -> set[str]:
    project = PROJECT["project"]
    groups = (
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    )
    return {normal(re.split(r"[^\w.-]", entry)[0]) for entry in chain(*groups)}


def imported() -> set[str]:
    """The names of the packages outside the standard library that our code imports."""
    paths = (path for folder in ("ext", "tests", "measure") for path in (TOP / folder).rglob("*.py"))
    names = {name for path in paths for name in _IMPORT.findall(path.read_text(encoding="utf-8"))}
    return names - OURS - sys.stdlib_module_names


def test_each_imported_package_is_a_dependency() -> None:
    distributions = packages_distributions()
    of_import = {name: {normal(distribution) for distribution in distributions.get(name, ())} for name in imported()}
    assert {name for name, known in of_import.items() if known and not known & dependencies()} == set()


def test_the_page_names_each_dependency_and_no_other() -> None:
    page = (TOP / "docs/techniek/dependencies.md").read_text(encoding="utf-8")
    tables = [part for part in re.split(r"^#+ |\n\n", page, flags=re.MULTILINE) if part.startswith("| library |")]
    cells = [cell for table in tables for cell in _ROW.findall(table)[1:]]
    named = {normal(re.split(r" \(|;", name)[0]) for cell in cells for name in cell.split(", ")}
    assert named == dependencies()
