"""A new file in any room that breaks an import contract is found."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.handbooks import TOP

CODE = TOP / "ext" / "spoorboek"
CONTRACTS = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
(WITHOUT_SPHINX,) = (contract["source_modules"] for contract in CONTRACTS if contract["type"] == "forbidden")
FORBIDDEN = {
    **{f"{room.replace('.', '/')}/newcomer.py": "import sphinx.util\n" for room in WITHOUT_SPHINX},
    "spoorboek/rules/engine/newcomer.py": "from docutils import nodes\n",
    "spoorboek/model/deeper/__init__.py": "import sphinx_needs\n",
}
UPWARDS = {
    "spoorboek/model/upwards.py": "from spoorboek.rules import rules\n",
    "spoorboek/readers/sideways.py": "from spoorboek.exports import sheet\n",
    "spoorboek/loose.py": "import json\n",
}
SIBLINGS = {"spoorboek/rules/copied.py": "from spoorboek.rules import unread_link\n"}


def lint(folder: Path, files: dict[str, str]) -> str:
    """The output of import-linter for a copy of the package with these files."""
    shutil.copytree(CODE, folder / "spoorboek", ignore=shutil.ignore_patterns("__pycache__", "*.po", "*.md", "static"))
    shutil.copy(TOP / "pyproject.toml", folder)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    done = subprocess.run(
        [*command, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return " ".join(done.stdout.split())


def test_a_forbidden_import_is_reported(tmp_path: Path) -> None:
    output = lint(tmp_path, {**FORBIDDEN, **UPWARDS, **SIBLINGS})
    for name, text in FORBIDDEN.items():
        module = re.sub(r"/__init__$", "", name.removesuffix(".py")).replace("/", ".")
        package = text.split()[1].partition(".")[0]
        assert f"{module} -> {package}" in output
    assert "spoorboek.model.upwards -> spoorboek.rules" in output
    assert "spoorboek.readers.sideways -> spoorboek.exports" in output
    assert "loose" in output
    assert "spoorboek.rules.copied -> spoorboek.rules.unread_link" in output
    assert "0 kept, 3 broken" in output
