"""The directives known to the quick reader are those of docutils, Sphinx, MyST-Parser and sphinx-needs."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from docutils.parsers.rst import directives as registry
from docutils.parsers.rst.languages import en
from sphinx.application import Sphinx

from spoorboek.readers import directives, restrictions
from spoorboek.readers.directives import Use
from spoorboek.sphinxext.builds import own_state
from tests.handbooks import ground


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[set[str]]:
    """The names of all directives that a build of ours may use but the item types."""
    book = ground(tmp_path_factory.mktemp("directives"))
    out = book.folder / "out"
    with own_state(book.conf):
        app = Sphinx(book.docs, book.conf, out, out, "dummy", None, None, StringIO())
        names = {*en.directives, *registry._directives}
        names |= {f"{domain.name}:{name}" for domain in app.env.domains.sorted() for name in domain.directives}
        names |= {name for domain in ("py", "std") for name in app.env.domains[domain].directives}
        names -= {name for name in names if restrictions.canonical(name) != name.lower()}  # as Dutch calls them
        yield names - set(app.config.spoorboek_settings.types)


def test_every_directive_is_known(offered: set[str]) -> None:
    assert [name for name in sorted(offered) if name != "include" and directives.use(name) is None] == []


def test_no_directive_is_known_that_is_none(offered: set[str]) -> None:
    own = {"eval-rst", "figure-md"}  # MyST-Parser reads the first itself
    assert sorted(directives.NAMES - offered - own) == []


def test_a_name_that_nobody_knows_has_no_use() -> None:
    assert directives.use("thme") is None


def test_a_directive_of_a_domain_is_left_to_the_build() -> None:
    assert directives.use("py:function") is Use.BUILD


def test_the_name_of_a_directive_has_no_capitals() -> None:
    assert directives.use("Note") is directives.use("note")


def test_no_module_of_the_quick_reader_is_unknown_to_its_folder() -> None:
    folder = Path(directives.__file__).parent
    assert {"blocks.py", "markdown.py", "references.py"} <= {path.name for path in folder.glob("*.py")}
