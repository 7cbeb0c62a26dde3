"""Every page of the handbook as a browser draws it: complete, in its language, from its own folder, at any width."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.handbooks import TOP
from tests.pages import kinds, reading, sites, survey
from tests.pages.shared import Notes
from tests.pages.survey import Look


def assert_none(flaws: Iterable[str]) -> None:
    found = list(flaws)
    assert not found, "\n".join(found)


def test_no_page_shows_the_markup_it_was_written_in(looks: list[Look]) -> None:
    assert_none(f"{look.name} {flaw}" for look in looks for flaw in survey.raw_text(look))


def test_every_page_is_well_built(looks: list[Look], handbook: Path) -> None:
    assert_none(f"{look.name} {flaw}" for look in looks for flaw in survey.structure(look, handbook))


def test_every_link_within_the_handbook_leads_somewhere(looks: list[Look], handbook: Path) -> None:
    tops = [handbook / folder for folder in sites.FOLDERS.values()]
    files = [
        path for top in tops for path in (*top.glob("data/**/*"), *top.glob("_downloads/*/*"), *top.glob("needs.json"))
    ]
    downloads = [path.relative_to(handbook).as_posix() for path in files]
    assert_none(survey.dead_links(looks, downloads))


def test_every_item_is_in_one_place(looks: list[Look], handbook: Path) -> None:
    written = json.loads((handbook / "needs.json").read_text(encoding="utf-8"))
    ids = list(written["versions"][written["current_version"]]["needs"])
    assert "WP2024-C9" in ids
    flaws = [
        f"{language}: {flaw}"
        for language in sites.FOLDERS
        for flaw in survey.lost_items([look for look in looks if sites.language(look.name) == language], ids)
    ]
    assert_none(flaws)


def test_no_page_scrolls_sideways_or_runs_out_of_its_column(looks: list[Look]) -> None:
    assert_none(f"{look.name} {flaw}" for look in looks for flaw in look.sticking_out)


@pytest.mark.wide
def test_every_other_page_of_a_kind_is_drawn_as_well(noted_of_all_others: list[Notes]) -> None:
    looks = [Look(**notes["look"]) for notes in noted_of_all_others]
    flaws = [f"{look.name}: {flaw}" for look in looks for flaw in (*look.sticking_out, *look.misplaced)]
    flaws += [f"{look.name} {flaw}" for look in looks for flaw in survey.moves(look)]
    flaws += [flaw for notes in noted_of_all_others for flaw in notes["moving"]]
    flaws += [f"{look.name} has no skip link" for look in looks if not look.skips]
    assert_none(flaws)


def test_nothing_moves_while_the_rest_of_a_page_arrives(noted: list[Notes]) -> None:
    assert [flaw for notes in noted for flaw in notes["moving"]] == []


def test_every_directive_of_ours_is_on_a_page_that_is_looked_at_closely() -> None:
    opened = re.compile(r"^\s*[:`]{3,}\{([\w-]+)\}", re.MULTILINE)
    used = {
        path.relative_to(TOP / "docs").with_suffix(".html").as_posix(): {*opened.findall(path.read_text("utf-8"))}
        for path in (TOP / "docs").rglob("*.md")
    }
    shown = {name for kind, page in kinds.KINDS.items() if kind not in kinds.LIKE_OTHERS for name in used.get(page, ())}
    assert [f"{page} has {names - shown}" for page, names in used.items() if not names <= shown] == []


def test_the_skip_link_of_every_kind_of_page_is_seen_and_leads_past_the_menu(looks: list[Look]) -> None:
    assert [look.name for look in looks if not look.skips] == []


def test_nothing_is_cut_off_and_nothing_overlaps(looks: list[Look]) -> None:
    assert_none(f"{look.name}: {flaw}" for look in looks for flaw in look.misplaced)


def test_the_language_of_foreign_text_is_marked(looks: list[Look]) -> None:
    flaws = [f"{look.name} {flaw}" for look in looks for flaw in reading.foreign_words(look)]
    flaws += reading.titles_abroad(look for look in looks if sites.language(look.name) == "nl")
    assert_none(flaws)


def test_no_short_text_was_left_in_the_other_language(looks: list[Look], handbook: Path) -> None:
    assert_none(reading.left_as_is(looks, names_known(handbook)))


def test_no_page_names_a_person(looks: list[Look], handbook: Path) -> None:
    known = names_known(handbook)
    assert_none(f"{look.name} {flaw}" for look in looks for flaw in reading.persons(look, known))


def names_known(handbook: Path) -> frozenset[str]:
    """Words with a capital that are no person's: those in the names of items, and those that a list holds."""
    titles = " ".join(said_of_items(handbook / folder / "needs.json") for folder in sites.FOLDERS.values())
    listed = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"[A-Z][^\W\d_]+", f"{titles} {listed}"))


def said_of_items(path: Path) -> str:
    written = json.loads(path.read_text(encoding="utf-8"))
    needs = written["versions"][written["current_version"]]["needs"].values()
    return " ".join(
        str(need.get(field) or "") for need in needs for field in ("title", "abbreviation", "variant", "publisher")
    )


def test_nothing_is_borrowed_from_the_central_government(handbook: Path) -> None:
    assert list(reading.house_style(handbook)) == []


def test_each_kind_of_page_is_there_to_be_looked_at(handbook: Path) -> None:
    assert len(list(kinds.present(handbook))) == len(kinds.KINDS) * len(sites.FOLDERS)
