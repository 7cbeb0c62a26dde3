"""The internals of other packages that we use are listed in docs/techniek/internals.md, and have not changed since."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import re
import tomllib
from functools import reduce
from importlib import metadata, resources
from typing import Final, NamedTuple

import pytest

from tests.handbooks import TOP

PAGE: Final = TOP / "docs" / "techniek" / "internals.md"
CODE: Final = TOP / "ext" / "spoorboek" / "sphinxext"
DISTRIBUTIONS: Final = {
    "Sphinx": "sphinx",
    "docutils": "docutils",
    "Pygments": "pygments",
    "MyST-Parser": "myst-parser",
    "sphinx-needs": "sphinx-needs",
    "Furo": "furo",
    "sphinx-autobuild": "sphinx-autobuild",
    "sphinx-intl": "sphinx-intl",
}
"""What the page calls them, and what pyproject.toml does."""
DIGESTS: Final = {
    "sphinx.builders:Builder.write": "e4fdc97c2450",
    "sphinx.builders.html:StandaloneHTMLBuilder.load_indexer": "b78f84fcc285",
    "sphinx.search:IndexBuilder.load": "f6bda8631cdd",
    "sphinx.config:Config.__getattr__": "45c24ba823ff",
    "sphinx.application:Sphinx.build": "5fc67e1ac392",
    "sphinx.builders:Builder._read_serial": "15d677529451",
    "sphinx.builders:Builder.read": "c937cf30a8a8",
    "sphinx.builders:Builder.write_documents": "8bedf99edbb2",
    "sphinx.builders:Builder._write_parallel": "3ea209a4e854",
    "sphinx.util.parallel:ParallelTasks._join_one": "ade547d13de6",
    "sphinx.builders.html:StandaloneHTMLBuilder.get_doc_context": "323a3bcdaf7e",
    "sphinx.util.logging:ColorizeFormatter": "fff4d804c9a4",
    "docutils.writers._html_base:HTMLTranslator.starttag": "4feda8841e14",
    "docutils.writers._html_base:HTMLTranslator.depart_colspec": "e1636fa52770",
    "sphinx.writers.html5:HTML5Translator.add_permalink_ref": "06c386ed3fb2",
    "sphinx.highlighting:PygmentsBridge.get_formatter": "e09fdf85c1c4",
    "pygments.formatters.html:HtmlFormatter._wrap_pre": "337a55b7f351",
    "sphinx.environment.adapters.toctree:_toctree_entry": "c78b27e97fc9",
    "sphinx.environment.adapters.toctree:global_toctree_for_doc": "e0991f2327ad",
    "furo:_compute_navigation_tree": "376f6a271e34",
    "sphinx.locale:init": "da7b4ddbc73c",
    "sphinx.builders.gettext:I18nBuilder.write_doc": "937ee2b4a477",
    "sphinx.transforms.i18n:Locale.apply": "118126ca0d1c",
    "sphinx.transforms.i18n:_publish_msgstr": "9a43862bd848",
    "sphinx.builders.html:StandaloneHTMLBuilder.write_doc": "b73aa9621462",
    "docutils.parsers.rst.directives:directive": "49876a257453",
    "docutils.parsers.rst.roles:role": "967a6a1c7631",
    "myst_parser.mdit_to_docutils.base:DocutilsRenderer.run_directive": "4ac9d039442c",
    "myst_parser.mocking:MockIncludeDirective.run": "bbfdb03ec730",
    "sphinx_needs.needs_schema:FieldSchema": "d559f8b3707b",
    "myst_parser.parsers.sphinx_:MystParser.parse": "0d71d5731b4a",
    "myst_parser.mdit_to_docutils.base:DocutilsRenderer.setup_render": "09ae3e2fe897",
    "myst_parser.mdit_to_docutils.base:DocutilsRenderer.render_substitution": "b959cbad60a8",
    "sphinx_needs.directives.need:NeedDirective.run": "d84bd528c228",
    "sphinx_needs.data:SphinxNeedsData.get_schema": "00724b467663",
    "sphinx_autobuild.build:Builder.__call__": "936816b45f54",
    "sphinx_autobuild.middleware:web_socket_script": "bc6445edb989",
    "sphinx_intl.basic:update": "c4cdfb30d7b7",
    "furo/theme/furo/page.html": "ad8bad98317b",
    "furo/theme/furo/base.html": "c6b65a3fc408",
    "furo/theme/furo/search.html": "95755b01ed85",
    "sphinx/themes/basic/static/searchtools.js": "954625d14041",
    "sphinx_needs.roles.need_incoming:process_need_incoming": "29a549ddf10a",
    "myst_parser.parsers.directives:_parse_directive_options": "94df2192764a",
    "sphinx_needs.roles.need_ref:NeedRef": "3861589a9a7a",
    "sphinx_needs.roles.need_ref:process_need_ref": "347b92f4fba1",
    "sphinx_needs.nodes:Need": "9f27f9ba9fe9",
    "sphinx_needs.config:NeedsSphinxConfig": "901462125d26",
}
"""Digests of their code."""
INSIDE: Final = re.compile(
    r"SLF001|^ *(?:from|import) (?:myst_parser|sphinx_autobuild|sphinx\.\S*\b_|sphinx_needs\.(?!api|views|need_item))",
    re.MULTILINE,
)
"""Access to a private name, or an import of what a package does not document."""


class Row(NamedTuple):
    """A line of the table: our file, what it uses, and the version that this was seen in."""

    file: str
    internal: str
    seen_in: str


ROWS: Final = [
    Row(*match.groups())
    for match in re.finditer(r"^\| `([^`]+)` \| `([^`]+)` \| ([^|]+) \|", PAGE.read_text(), re.MULTILINE)
]
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.file} {row.internal}")


def source(internal: str) -> str:
    """The code of a function or class, `module:name`, or the text of a file of a package, `package/path`."""
    if ":" not in internal:
        package, _, path = internal.partition("/")
        return resources.files(package).joinpath(path).read_text(encoding="utf-8")
    module, _, name = internal.partition(":")
    return inspect.getsource(reduce(getattr, name.split("."), importlib.import_module(module)))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@each_row
def test_it_is_as_it_was_seen_in_the_version_that_our_file_names(row: Row) -> None:
    assert digest(source(row.internal)) == DIGESTS[row.internal], (
        "read what changed, then renew docs/techniek/internals.md"
    )
    assert row.seen_in in (CODE / row.file).read_text(encoding="utf-8")


def test_all_digests_are_listed() -> None:
    assert DIGESTS.keys() == {row.internal for row in ROWS}


@pytest.mark.parametrize("seen_in", sorted({row.seen_in for row in ROWS}))
def test_the_version_is_installed_and_no_later_one_may_be(seen_in: str) -> None:
    name, _, version = seen_in.rpartition(" ")
    distribution = DISTRIBUTIONS[name]
    assert metadata.version(distribution).startswith(f"{version}.")
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    groups = (*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values())
    known = [entry for group in groups for entry in group]
    (requirement,) = (entry for entry in known if re.match(rf"{distribution}\b(?!-)", entry))
    first, second = map(int, version.split("."))
    next_version = f"{first + 1}" if second == 12 else f"{first}.{second + 1}"  # Furo's is a year and a month
    assert requirement.endswith(f",<{next_version}")


def test_each_file_that_reaches_inside_is_listed() -> None:
    files = {path.relative_to(CODE).as_posix() for path in CODE.rglob("*.py") if INSIDE.search(path.read_text("utf-8"))}
    assert files - {row.file for row in ROWS} == set()
