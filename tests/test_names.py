"""Names of item types, roles and kinds are constants in one place; messages are in plain standard terms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from spoorboek.config import names
from tests.handbooks import TOP, new_settings, template

PACKAGE = TOP / "ext" / "spoorboek"
SPACES = (names.Types, names.Roles, names.Kinds, names.Testability, names.Basis, names.Results)
NAMED = {value for space in SPACES for name, value in vars(space).items() if name.isupper()}
OTHER_USES = {
    "analysis/difference.py": {"check", "evidence", "succession", "supersession", "withdrawal"},
    "analysis/numbers.py": {"by", "checks", "open"},
    "analysis/translation.py": {"by"},
    "cli/__init__.py": {"source"},
    "cli/review.py": {"by"},
    "exports/new_handbook.py": {"checks"},
    "cli/parser.py": {"check", "source"},
    "config/list_files.py": {"source"},
    "config/stamps_file.py": {"by"},
    "exports/checklist_json.py": {"answer", "by", "commitment", "event", "evidence", "open"},
    "exports/pdf.py": {"answer", "checks"},
    "exports/xlsx.py": {"open", "source"},
    "readers/markup.py": {"open", "term"},
    "rules/engine/stamps.py": {"by"},
    "rules/impossible_date.py": {"event"},
    "rules/superseded_source.py": {"source"},
    "source/joining.py": {"of"},
    "sphinxext/build_data.py": {"later"},
    "sphinxext/pages/accounted.py": {"source"},
    "sphinxext/pages/card.py": {"answer"},
    "sphinxext/pages/checklist.py": {"by"},
    "sphinxext/pages/reference.py": {"answer", "source"},
    "sphinxext/pages/chrome.py": {"search"},
    "sphinxext/pages/directive.py": {"by"},
    "sphinxext/pages/draw.py": {"answer"},
    "sphinxext/pages/matrix.py": {"answer"},
    "sphinxext/pages/navigation.py": {"fragment"},
    "sphinxext/pages/organisation.py": {"organisation"},
    "sphinxext/pages/provenance.py": {"report"},
    "sphinxext/pages/states.py": {"answer"},
    "sphinxext/pages/questions.py": {"search"},
    "sphinxext/pages/readings.py": {"by"},
    "sphinxext/pages/retired.py": {"fragment"},
    "sphinxext/pages/tally.py": {"answer"},
    "sphinxext/pages/trace.py": {"cites"},
    "sphinxext/restrict.py": {"source"},
    "sphinxext/column_widths.py": {"answer"},
    "sphinxext/restricted_parser.py": {"source"},
}
"""Words that are something else in that file: a key of JSON or TOML, a class of a page, a word of the command."""

MESSAGES = {"_", "ngettext", "pgettext"}


def bare_names(path: Path) -> Iterator[str]:
    """The strings of a file, but for docstrings and messages, that are a name: each as `file:line: 'name'`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in MESSAGES:
            texts |= {id(argument) for argument in node.args}
    allowed = OTHER_USES.get(path.relative_to(PACKAGE).as_posix(), set()) if path.is_relative_to(PACKAGE) else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in NAMED - allowed and id(node) not in texts:
            yield f"{path.name}:{node.lineno}: {node.value!r}"


def test_a_name_occurs_once() -> None:
    files = (path for path in sorted(PACKAGE.rglob("*.py")) if path != Path(names.__file__))
    assert [flaw for path in files for flaw in bare_names(path)] == []


@pytest.mark.parametrize("code", ['programme.of_type("commitment")', 'X = {"part_evidence": 1}', 'kind == "press"'])
def test_a_bare_name_is_reported(code: str, tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(code, encoding="utf-8")
    assert len(list(bare_names(path))) == 1


def test_every_name_is_one_that_a_new_handbook_defines() -> None:
    types = new_settings().types
    roles = {role for item_type in types.values() for role in item_type.roles}
    fields = [field for item_type in types.values() for field in item_type.fields.values()]
    values = {value for field in fields for value in field.schema.get("enum", ())}
    assert {*types, *roles, *values} >= NAMED


DIALECT = {
    r"\bmend(s|ed)?\b": "correct a text, repair a finding",
    r"\banew\b": "again",
    r"\bstands?\b": "is at, is in",
    r"\bhold(s|ing)?\b": "contains, has; of a period: is valid",
    r"(?<!happened, as a source )(?<!report )\btells?\b": "lists, explains, shows",
    r"\bmoments?\b": "date, event",
    r"(?<!\bthere )(?<!\bThere )\bis no\b(?! longer)": "is not a",
    r"^no (TOML|JSON|YAML|Python)\b": "invalid",
    r"\banswers? for\b": "accepts, is responsible for",
    r"\botherwise\b": "another, different",
    r"\b(take|takes|taken) (away|out)\b": "remove",
    r"\bbeside\b": "in addition to, next to",
}
"""Patterns that no message may match, with the plain word instead: a reader must not have to learn a dialect."""


def dialect(texts: Iterable[str]) -> Iterator[str]:
    yield from (f"{text!r}: {DIALECT[pattern]}" for text in texts for pattern in DIALECT if re.search(pattern, text))


def test_messages_are_in_plain_words() -> None:
    entries = [entry.id for entry in template() if entry.id]
    assert list(dialect(text for id in entries for text in ((id,) if isinstance(id, str) else id))) == []


def warnings(path: Path) -> Iterator[str]:
    """The texts of warnings and errors that are not translated, each in one piece with `…` for its values."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"warning", "error", "ValueError"}:
            for text in (argument for argument in node.args if isinstance(argument, ast.Constant | ast.JoinedStr)):
                parts = text.values if isinstance(text, ast.JoinedStr) else [text]
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)


def test_warnings_of_a_build_are_in_plain_words() -> None:
    texts = [text for path in sorted(PACKAGE.rglob("*.py")) for text in warnings(path)]
    assert "…" in "".join(texts)
    assert list(dialect(texts)) == []


def test_a_message_with_a_nonstandard_term_is_reported() -> None:
    assert len(list(dialect(["no TOML: {reason}", "mend that line", "there is no folder {folder}"]))) == 2
