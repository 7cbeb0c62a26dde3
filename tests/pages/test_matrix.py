"""The matrix, the table and the file have exactly the relations of the programme."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from spoorboek.analysis import actors, involvement, lineage
from spoorboek.analysis.involvement import Part
from spoorboek.analysis.state import DISPLAY_ORDER
from spoorboek.i18n.language import translate
from spoorboek.model.programme import Item
from tests import running
from tests.content.own import READ
from tests.handbooks import Handbook, ground
from tests.running import built

Row = tuple[str, str, str, bool, str]
"""Organisation, none where no sender is confirmed; part, what it is about, whether it is inferred, chain."""

LETTERS: Final = {translate(part.letter, "nl"): part for part in Part}
_MATRIX: Final = """() => {
    const heads = [...document.querySelectorAll('table.matrix thead th')].map(head => head.textContent);
    const id = link => link ? decodeURIComponent(link.getAttribute('href').split('#')[1]) : '';
    return [...document.querySelectorAll('table.matrix tbody tr')].flatMap(row =>
        [...row.cells].flatMap((cell, column) => [...cell.querySelectorAll('.pair')].flatMap(pair =>
            [...pair.querySelectorAll('.letter')].map(letter => [
                id(row.cells[0].querySelector('a')), letter.querySelector('abbr').textContent,
                pair.querySelector('a') ? id(pair.querySelector('a')) : '', letter.className, heads[column],
                letter.textContent,
            ]))));
}"""
_TABLE: Final = """() => {
    const id = link => link ? decodeURIComponent(link.getAttribute('href').split('#')[1]) : '';
    const said = cell => [...cell.querySelectorAll('p')].map(p => [...p.childNodes]
        .filter(node => !(node.classList && node.classList.contains('column'))).map(node => node.textContent).join(''))
        .join('');
    return [...document.querySelectorAll('table.relations tbody tr')].map(row => [
        id(row.cells[0].querySelector('a')), said(row.cells[1]), id(row.cells[2].querySelector('a')),
        row.cells[4].querySelector('.inferred') !== null, said(row.cells[3]), said(row.cells[5]),
    ]);
}"""


def relations() -> list[tuple[str, Part, Item, bool]]:
    """All relations of the edition that the page shows, and those of the chains."""
    found = [
        (relation.organisation.id, relation.part, relation.about, relation.is_inferred)
        for relation in involvement.everywhere(READ)
    ]
    found += [("", Part.ACTED, READ.by_id[id], False) for id in actors.unconfirmed(READ)]
    return [row for row in found if row[2].type == "chain" or "2024" in lineage.editions(READ, row[2])]


def expected() -> set[Row]:
    """A row for each chain that what it is about is about."""
    rows: set[Row] = set()
    for organisation, part, item, is_inferred in relations():
        chains = [item.id] if item.type == "chain" else item.targets("chain")
        about = "" if item.type == "chain" else item.id
        titles = [READ.by_id[chain].title for chain in chains] or ["geen keten genoemd"]
        rows |= {(organisation, part.value, about, is_inferred, title) for title in titles}
    return rows


def drawn(page: Page) -> set[Row]:
    """What the matrix of the open page shows."""
    rows = set()
    for organisation, letter, about, classes, chain, _ in page.evaluate(_MATRIX):
        is_inferred = "inferred" in classes.split()
        assert letter.endswith("*") is is_inferred
        part = LETTERS[letter.removesuffix("*")]
        rows.add((organisation, part.value, about, is_inferred, chain.replace("\u00ad", "")))
    return rows


def tabled(page: Page) -> list[tuple[str, str, str, bool, str, str]]:
    """What the table of the open page shows: a row for each relation, its chains joined; and its state."""
    return [
        (organisation, label, about, is_inferred, chains.replace("\u00ad", ""), state)
        for organisation, label, about, is_inferred, chains, state in page.evaluate(_TABLE)
    ]


def written(folder: Path, name: str = "2024-samenhang") -> list[tuple[str, str, str, bool, str, str]]:
    """The rows of the file, in the same columns, as a spreadsheet reads it."""
    return [
        (
            row["Nummer van de organisatie"],
            row["Rol"],
            row["Nummer"],
            row["afgeleid door de redactie"] == "ja",
            row["Keten"],
            row["Stand"],
        )
        for row in running.rows(folder / f"data/{name}.csv")
    ]


def test_the_matrix_shows_every_relation_of_the_programme_and_no_other(page: Page, handbook: Path) -> None:
    page.goto((handbook / "2024/samenhang.html").as_uri())
    assert drawn(page) == expected()


def test_the_table_and_the_file_say_what_the_matrix_shows(page: Page, handbook: Path) -> None:
    page.goto((handbook / "2024/samenhang.html").as_uri())
    rows = tabled(page)
    assert rows == written(handbook)
    assert len(rows) == len(relations())
    parts = {translate(part.label, "nl"): part.value for part in Part}
    as_matrix = {
        (organisation, parts[label], about, is_inferred, chain)
        for organisation, label, about, is_inferred, chains, _ in rows
        for chain in chains.split(", ")
    }
    assert as_matrix == drawn(page)


def test_the_cells_say_their_letters_and_states_in_words(page: Page, handbook: Path) -> None:
    page.goto((handbook / "2024/samenhang.html").as_uri())
    for _, letter, _, classes, _, label in page.evaluate(_MATRIX):
        assert translate(LETTERS[letter.removesuffix("*")].label, "nl") in label
        assert ("afgeleid door de redactie" in label) is ("inferred" in classes.split())
    pairs = page.locator("table.matrix .pair").all_inner_texts()
    states = page.locator("table.matrix .pair .answer").all_text_contents()
    assert len(states) <= len(pairs)
    assert all(state.strip(" ,:") in [translate(state.label, "nl") for state in DISPLAY_ORDER] for state in states)
    legend = page.locator("ul.keys").inner_text()
    assert all(
        translate(part.label, "nl") in legend for part in {relation.part for relation in involvement.everywhere(READ)}
    )


def test_what_the_editors_inferred_has_a_form_of_its_own(page: Page, handbook: Path) -> None:
    page.goto((handbook / "2024/samenhang.html").as_uri())
    style = "letter => getComputedStyle(letter).borderTopStyle"
    assert page.locator("table.matrix .letter.inferred").first.evaluate(style) == "dashed"
    assert page.locator("table.matrix .letter:not(.inferred)").first.evaluate(style) == "solid"


@pytest.mark.parametrize(("width", "display"), [(1280, "table-row"), (360, "block")])
def test_a_row_is_a_block_where_there_is_little_room(page: Page, handbook: Path, width: int, display: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((handbook / "2024/samenhang.html").as_uri())
    row = page.locator("table.matrix tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == display
    assert row.locator(".column").first.is_visible() is (display == "block")


def test_the_heads_stay_in_sight(page: Page, handbook: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto((handbook / "2024/samenhang.html").as_uri())
    page.locator("table.matrix tbody tr").last.scroll_into_view_if_needed()
    top = page.locator("table.matrix thead th").nth(1).evaluate("head => head.getBoundingClientRect().top")
    assert -1 <= top < 250


def test_an_added_relation_shows_in_matrix_table_and_file(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/sheets.html").as_uri())
    supervised = ("ORG-council", Part.SUPERVISED.value, "GR-C1", True, "Youth care")
    assert supervised in drawn(page)
    row = ("ORG-council", translate(Part.SUPERVISED.label, "nl"), "GR-C1", True, "Youth care", "aangetoond")
    assert row in tabled(page)
    assert row in written(book.folder / "html", "sheets")


def test_a_member_of_a_chain_is_in_its_column(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/sheets.html").as_uri())
    assert ("ORG-grond", Part.MEMBER.value, "", True, "Youth care") in drawn(page)


def test_organisations_without_a_relation_are_listed_below(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/sheets.html").as_uri())
    assert (
        "Geen rol vastgelegd bij een voornemen, onderzoek of keten: " + "A bystander, A ministry."
        in page.locator("article").inner_text()
    )
    assert page.locator("table.matrix th", has_text="A bystander").count() == 0


def test_an_unknown_form_is_reported_at_its_line(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"sheets.md": "# Sheets\n\n:::{matrix} tabel\n:::\n"})
    output = built(handbook, "-b", "dummy").stderr
    assert "sheets.md:3" in output
    assert "'tabel' is not a form of matrix, did you mean table?" in output
