"""The page of an organisation shows all its roles and whose step is next, and no empty part."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page

from spoorboek.analysis import involvement
from spoorboek.analysis.involvement import Part
from tests.content.own import READ
from tests.handbooks import Handbook

A4: Final = {"width": 794, "height": 1123}
_ASKS_NOTHING = "De open vragen gaan over een voornemen van een ander. Zij vragen niets aan deze organisatie."
_NO_ROLE = "Geen rol vastgelegd bij een voornemen of onderzoek."


def sheet(page: Page, id: str) -> Locator:
    return page.locator(f'[id="ons-{id}"]')


def about(lines: Locator) -> list[str]:
    found: list[str] = lines.locator(".matter > .name strong a").evaluate_all(
        "links => links.map(link => decodeURIComponent(link.hash.slice(1)))"
    )
    return found


def test_every_organisation_has_a_sheet_with_all_it_has_to_do_with_and_no_empty_part(
    page: Page, handbook: Path
) -> None:
    for organisation in READ.of_type("organisation"):
        page.goto((handbook / f"{organisation.page}.html").as_uri())
        own = sheet(page, organisation.id)
        expected = [relation.about.id for relation in involvement.of(READ, organisation)]
        assert sorted(about(own)) == sorted(set(expected)), organisation.id
        parts = own.locator("section")
        assert parts.count() == own.locator("section:has(li, dd)").count(), organisation.id


def test_what_only_the_editors_infer_is_listed_separately_and_marked(page: Page, handbook: Path) -> None:
    page.goto((handbook / "organisaties/nctv.html").as_uri())
    ours = sheet(page, "ORG-nctv")
    assert about(ours.locator('[id="ons-ORG-nctv-supervised-redactie"]')) == ["WP2024-C6"]
    assert about(ours.locator('[id="ons-ORG-nctv-addressed"]')) == ["OND-vroegsignalering"]
    inferred = ours.locator(".matter", has=page.locator(".inferred"))
    assert about(ours.locator('[id$="-redactie"]')) == ["WP2024-C6"]
    assert inferred.count() == 1
    assert inferred.locator(".inferred").inner_text() == "afgeleid door de redactie"
    assert "Toezichtgebied Security" in inferred.inner_text()
    assert "De redactie leidt af dat deze organisatie een rol heeft bij één voornemen." in ours.inner_text()
    assert "Deze organisatie heeft een rol bij één voornemen en één onderzoek." in ours.inner_text()


def test_a_line_has_chain_theme_state_and_the_evidence_needed(page: Page, handbook: Path) -> None:
    page.goto((handbook / "organisaties/politie.html").as_uri())
    lines = sheet(page, "ORG-politie").locator(".matter")
    line = lines.filter(has=page.locator('.name a[href$="#WP2024-C4"]')).first
    text = line.inner_text()
    check = READ.by_id["WP2024-C4-c"]
    for part in ("Asielketen", "Asiel en migratie", "niet bevestigd", *map(check.field, ("question", "settles"))):
        assert part in text
    assert re.search(r"\d keer gezocht, het laatst op \d+ november 2026\.", text)


def test_the_sheet_of_the_responsible_organisation_does_not_explain_empty_questions(page: Page, handbook: Path) -> None:
    page.goto((handbook / "organisaties/inspectie-jenv.html").as_uri())
    assert _ASKS_NOTHING not in page.locator("article").inner_text()
    page.goto((handbook / "organisaties/dji.html").as_uri())
    assert _ASKS_NOTHING in page.locator("article").inner_text()


def test_its_numbers_its_days_and_whom_it_answers_to_stand_below(page: Page, handbook: Path) -> None:
    page.goto((handbook / "organisaties/coa.html").as_uri())
    facts = page.locator('[id="ons-ORG-coa-gegevens"]').inner_text()
    for text in ("COA", "zb000210", "28212487", "Centraal Orgaan opvang Asielzoekers (zo op pagina 7)"):
        assert text in facts
    assert re.search(r"Ministerie van Asiel en Migratie, vanaf 2 juli 2024 \(volgens een bron", facts)
    assert re.search(
        r"Ministerie van Justitie en Veiligheid, tot en met 1 juli 2024 \(afgeleid door de redactie", facts
    )
    page.goto((handbook / "organisaties/jenv.html").as_uri())
    assert "Hieronder vallen" in page.locator('[id="ons-ORG-jenv-gegevens"]').inner_text()


def test_what_its_author_wrote_is_above_and_the_items_below(page: Page, handbook: Path) -> None:
    page.goto((handbook / "organisaties/dji.html").as_uri())
    headings = [text.rstrip("#") for text in page.locator("article h2").all_text_contents()]
    assert headings == ["Wat de bronnen zeggen", "Wat betekent dit voor ons?", "Betrokkenheid"]


def test_an_added_relation_and_a_future_date_show(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/invented.html").as_uri())
    ours = sheet(page, "ORG-council")
    assert about(ours.locator('[id="ons-ORG-council-responsible"]')) == ["GR-C2"]
    assert about(ours.locator('[id="ons-ORG-council-supervised-redactie"]')) == ["GR-C1"]
    assert about(ours.locator(f'[id="ons-ORG-council-{Part.ACTED}"]')) == ["AANB-count"]
    assert "uiterlijk {date}".format(date="maart 2027") in ours.inner_text()
    assert ["Een datum voor wat nog komt", " is niet bevestigd ({as_of})."][0] not in ours.inner_text()
    assert "A ministry, vanaf 4 maart 2021" in ours.inner_text()


def test_the_page_states_that_an_organisation_has_no_role(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/invented.html").as_uri())
    ours = sheet(page, "ORG-bystander")
    assert ours.locator("> p").all_inner_texts() == [_NO_ROLE]


def test_what_is_recommended_to_it_is_shown(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/index.html").as_uri())
    assert "Count the families that wait" in sheet(page, "ORG-grond").inner_text()


def test_each_organisation_of_one_page_has_its_own_sheet(page: Page, book: Handbook) -> None:
    page.goto((book.folder / "html/invented.html").as_uri())
    ids = page.locator("section.item-organisation").evaluate_all("sections => sections.map(section => section.id)")
    assert ids == ["ORG-council", "ORG-bystander", "ORG-ministry"]
    assert all(sheet(page, id).count() == 1 for id in ids)


def test_on_paper_each_line_has_room_to_write_and_on_screen_it_has_none(page: Page, handbook: Path) -> None:
    page.set_viewport_size(A4)
    page.goto((handbook / "organisaties/dji.html").as_uri())
    room = "line => parseFloat(getComputedStyle(line, '::after').height) || 0"
    line = page.locator(".matter").first
    assert line.evaluate(room) == 0
    page.emulate_media(media="print")
    assert line.evaluate(room) > 50
    assert line.evaluate("line => getComputedStyle(line).breakInside") == "avoid"


def test_the_sheet_of_one_line_fits_one_sheet_of_paper(page: Page, handbook: Path) -> None:
    """With its name, role, open questions and numbers; the items follow on a second sheet."""
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto((handbook / "organisaties/cjib.html").as_uri())
    end = page.locator('[id="ons-ORG-cjib"]').evaluate("sheet => sheet.getBoundingClientRect().bottom")
    millimetre = A4["width"] / 210
    assert end < (297 - 30) * millimetre
    paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    assert len(re.findall(rb"/Type /Page\b(?!s)", paper)) <= 2
