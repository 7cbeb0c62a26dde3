"""Waivers and retired ids have pages for readers, and an old address leads to the successor."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests import breaks
from tests.breaks import SETTINGS
from tests.handbooks import Handbook, ground
from tests.running import built

WAIVERS = """\
[[waive]]
finding = "S501 GR-C1 chain KTN-grund"
reason = "De keten wordt nog <b>beschreven</b>."
owner = "redactie"
until = 2026-12-23

[[waive]]
finding = "S506 ORG-grond valid_from"
reason = "De bron noemt geen dag."
owner = "team toezicht"
until = 2027-06-30
"""
RETIRED = """\
[[retired]]
id = "KTN-ouderen"
date = 2025-06-01
reason = "De keten is in tweeën gedeeld."
successor = "KTN-grond"
page = "ketens/ouderen"

[[retired]]
id = "DOEL-weg"
date = 2026-02-15
reason = "Het doel bestaat niet meer."
page = "ketens/ouderen"

[[retired]]
id = "KTN-eerst"
date = 2024-01-15
reason = "Samengevoegd."
successor = "KTN-ouderen"
"""
PAGE = "# Apart\n\n:::{waivers}\n:::\n\n:::{retired}\n:::\n"


class Text(HTMLParser):
    """The text of the article, a line for each block, without the controls that need script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.in_form = False
        self.lines = [""]
        self.feed(page.partition("<article")[2].partition("</article>")[0].partition(">")[2])

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.in_form |= tag == "form"
        if tag in ("p", "td", "th", "tr", "h1", "div"):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_form &= tag != "form"

    def handle_data(self, data: str) -> None:
        self.lines[-1] += "" if self.in_form else data

    def __str__(self) -> str:
        return "\n".join(line.strip() for line in self.lines if line.strip())


def handbook(folder: Path, waived: str = WAIVERS, retired: str = RETIRED) -> Handbook:
    book = ground(folder).write({"apart.md": PAGE, "over.md": "# Over\n"})
    (book.conf / "waivers.toml").write_text(waived, encoding="utf-8")
    (book.conf / "retired.toml").write_text(retired, encoding="utf-8")
    if waived:
        breaks.UNKNOWN_TARGET.do(book)
        breaks.change(":id: ORG-grond\n", ":id: ORG-grond\n:valid_from: 14 mei 2024\n")(book)
    return book


def html(book: Handbook, name: str) -> str:
    return (book.folder / "html" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    handbook_made = handbook(tmp_path_factory.mktemp("made"))
    command = built(handbook_made)
    assert (command.stderr, command.returncode) == ("", 0)
    return handbook_made


SHOWN = """\
Apart#
Er zijn nu 2 uitzonderingen. Aantal dat binnen dertig dagen afloopt: 1.
Regel
Bevinding
Reden
Wie
Tot en met
S501 unknown-target
Bevinding: GR-C1 koppelt via ‘chain’ aan KTN-grund, en dat is geen onderdeel; is KTN-grond bedoeld?
Reden: De keten wordt nog <b>beschreven</b>.
Wie: redactie
Tot en met: 23 december 2026, loopt bijna af
S506 bad-value
Bevinding: ORG-grond heeft ‘valid_from’ ‘14 mei 2024’, verwacht is een datum, JJJJ, JJJJ-MM of JJJJ-MM-DD
Reden: De bron noemt geen dag.
Wie: team toezicht
Tot en met: 30 juni 2027
Deze tabel als CSV-bestand
Nummer
Oud sinds
Reden
Opvolger
DOEL-weg
Oud sinds: 15 februari 2026
Reden: Het doel bestaat niet meer.
Opvolger: geen
KTN-ouderen
Oud sinds: 1 juni 2025
Reden: De keten is in tweeën gedeeld.
Opvolger: Youth care
KTN-eerst
Oud sinds: 15 januari 2024
Reden: Samengevoegd.
Opvolger: Youth care"""


def test_the_pages_show_all_that_is_set_aside_and_given_up(book: Handbook) -> None:
    assert str(Text(html(book, "apart.html"))) == SHOWN


def test_a_finding_leads_to_its_item_and_an_old_number_to_its_successor(book: Handbook) -> None:
    page = html(book, "apart.html")
    assert 'href="index.html#GR-C1"' in page
    assert page.count('href="index.html#KTN-grond"') == 2


def test_texts_of_a_rule_are_in_the_language_of_the_page(book: Handbook) -> None:
    page = html(book, "apart.html")
    assert re.search(r'<span><a[^>]*href="index.html#GR-C1"[^>]*>GR-C1</a> koppelt via ', page)
    assert re.findall(r'lang="en">([^<]*)', page) == ["S501 unknown-target", "S506 bad-value"]


def test_every_old_number_is_an_address(book: Handbook) -> None:
    assert set(re.findall(r'id="((?:KTN|DOEL)-\w+)"', html(book, "apart.html"))) == {
        "KTN-ouderen",
        "DOEL-weg",
        "KTN-eerst",
    }


def test_the_address_of_a_removed_page_links_to_its_successor(book: Handbook) -> None:
    page = html(book, "ketens/ouderen.html")
    assert str(Text(page)) == (
        "Oud nummer: KTN-ouderen, DOEL-weg#\n"
        "KTN-ouderen is sinds 1 juni 2025 een oud nummer. Reden: De keten is in tweeën gedeeld.\n"
        "Opvolger: Youth care\n"
        "DOEL-weg is sinds 15 februari 2026 een oud nummer. Reden: Het doel bestaat niet meer.\n"
        "Opvolger: geen"
    )
    assert 'href="../index.html#KTN-grond"' in page
    assert '<html class="no-js" lang="nl"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert {'id="KTN-ouderen"', 'id="DOEL-weg"'} <= set(re.findall(r'id="[\w-]+"', page))
    assert "ketens/ouderen" not in html(book, "searchindex.js")


def test_a_change_to_any_file_of_settings_shows_without_an_edit_to_a_page(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    assert built(book).returncode == 0
    (book.conf / "retired.toml").write_text(RETIRED.replace("Samengevoegd", "Opgegaan in een ander"), encoding="utf-8")
    breaks.change("De bron noemt geen dag", "De dag is niet bekend", "conf/waivers.toml")(book)
    assert built(book).stderr == ""
    assert "Opgegaan in een ander" in html(book, "apart.html")
    assert "De dag is niet bekend" in html(book, "apart.html")
    (book.conf / "waivers.toml").write_text("", encoding="utf-8")
    assert "S501" in built(book).stderr


def test_a_waiver_that_ended_is_marked(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    breaks.change("as-of = 2026-11-23", "as-of = 2027-01-01", SETTINGS)(book)
    assert "S701" in built(book).stderr
    assert "Tot en met: 23 december 2026, verlopen" in str(Text(html(book, "apart.html")))


def test_a_page_without_waivers_states_that(tmp_path: Path) -> None:
    book = handbook(tmp_path, "", "")
    assert built(book).stderr == ""
    assert str(Text(html(book, "apart.html"))) == (
        "Apart#\nEr zijn nu geen uitzonderingen.\nEr zijn nu geen oude nummers."
    )


def test_a_page_that_is_still_there_is_not_written_over(tmp_path: Path) -> None:
    book = handbook(tmp_path, "", RETIRED.replace("ketens/ouderen", "other"))
    command = built(book)
    problem = "the page 'other' still exists, so its address cannot lead to the successor of this id"
    assert f"conf/retired.toml:2:6: {problem}" in command.stderr
    assert "Another page" in html(book, "other.html")


def test_a_page_that_another_one_would_replace_stops_the_build(tmp_path: Path) -> None:
    book = ground(tmp_path)
    breaks.add("html_additional_pages = {'other': 'page.html'}", "conf/conf.py")(book)
    command = built(book)
    assert command.returncode == 2
    assert command.stderr == (
        "ERROR: error: docs/other.md has the address of something else that a build writes; "
        "give the page another name, or put it in another folder\n"
    )


@pytest.mark.parametrize("page", ["/ketens/a", "ketens/a.html", "../a", "ketens/"])
def test_an_invalid_address_is_reported_in_one_line(page: str, tmp_path: Path) -> None:
    book = handbook(tmp_path, "", RETIRED.replace("ketens/ouderen", page))
    assert built(book).stderr == (
        f"ERROR: conf/retired.toml:6:8: error: page is '{page}'; write it as folder/page, without .html\n"
    )
