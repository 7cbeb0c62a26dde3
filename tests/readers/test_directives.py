"""The directives known to the quick reader are those of docutils, Sphinx, MyST-Parser and sphinx-needs."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Final

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


def test_every_listed_directive_exists(offered: set[str]) -> None:
    own = {"eval-rst", "figure-md"}  # MyST-Parser reads the first itself
    assert sorted(directives.NAMES - offered - own) == []


@pytest.mark.parametrize(("name", "use"), [("thme", None), ("py:function", Use.BUILD), ("Note", Use.TEXT)])
def test_a_name_that_is_not_listed_is_known_by_its_domain_or_in_other_capitals(name: str, use: Use | None) -> None:
    assert directives.use(name) is use


HARMLESS: Final = frozenset({
    "data-viewer", "date", "default-role", "list2need", "only", "replace", "restructuredtext-test-directive", "unicode",
})  # fmt: skip
"""What makes or changes text or items from words of the page, beside those that only hold text."""


def test_every_directive_of_sphinx_needs_is_restricted(offered: set[str]) -> None:
    classes = {name: registry._directives[name].__mro__[:2] for name in offered & registry._directives.keys()}
    of_needs = {name for name, own in classes.items() if any("sphinx_needs" in kind.__module__ for kind in own)}
    assert len(of_needs) > 15
    assert of_needs - restrictions.names() == {"list2need"}


def test_what_reads_a_file_or_runs_is_known_by_its_name() -> None:
    unread = {name for name in directives.NAMES if directives.use(name) is Use.NOTHING}
    text = {"code", "code-block", "codeauthor", "contents", "default-domain", "highlight", "index", "math"}
    text |= {"moduleauthor", "section-numbering", "sectionauthor", "sectnum", "sourcecode", "tabularcolumns"}
    text |= {"target-notes", "title", "confval", "cmdoption", "envvar", "option", "productionlist", "program"}
    assert unread - restrictions.names() - directives.OWN - text - HARMLESS == set()
