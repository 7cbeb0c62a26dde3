"""An event without a confirmed actor is marked everywhere; the actor of a press report is its publisher."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.pages import invented
from tests.running import rows, text

PRESS: Final = "A newspaper of the north"
NOTE: Final = "The source does not say who sent it."
EVENTS: Final = f"""
:::{{source}} Families wait
:id: BRN-news
:publisher: {PRESS}
:licence: unknown
:::

:::{{event}} An unsigned letter
:id: GEB-unsigned
:date: 2024-06-03
:kind: letter
:of: GR-C1
:by_note: {NOTE}
:documented_in: BRN-grond
:::

:::{{event}} A newspaper on families
:id: GEB-news
:date: 2024-06-04
:kind: press
:of: GR-C1
:documented_in: BRN-news
:::

:::{{items}} event
:columns: title, by
:caption: Events
:facets: by
:download: events
:::

:::{{trace}} GR-C1
:::

| line in short |
|---|

:::{{items}} commitment
:columns: title, trace
:::
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    handbook = invented.handbook(tmp_path_factory.mktemp("actors"), invented.PAGE + EVENTS)
    return handbook.folder / "html"


def page_text(path: Path) -> str:
    return text(path.read_text(encoding="utf-8"))


def test_the_line_shows_unconfirmed_actors_and_publishers(site: Path) -> None:
    page = page_text(site / "invented.html")
    assert "An unsigned letter afzender niet bevestigd . Bron" in page
    assert f"A newspaper on families {PRESS}. Bron" in page


def test_an_event_on_its_own_explains_why_nobody_is_named(site: Path) -> None:
    page = page_text(site / "invented.html")
    assert f"Over de afzender {NOTE}" in page
    assert "Door afzender niet bevestigd" in page
    assert f"Door {PRESS}" in page


def test_the_text_for_screen_readers_states_unconfirmed_actors_too(site: Path) -> None:
    assert "Brief 3 juni 2024 (afzender niet bevestigd)" in page_text(site / "invented.html")


def test_the_timeline_and_the_matrix_have_them(site: Path) -> None:
    page = page_text(site / "sheets.html")
    assert "Brief, afzender niet bevestigd." in page
    assert f"Bericht in de pers, {PRESS}." in page
    matrix = page.partition("Its table")
    assert "afzender niet bevestigd" in matrix[0]
    assert "3 juni 2024 : An unsigned letter" in matrix[2]


def test_files_state_unconfirmed_actors_in_words(site: Path) -> None:
    files = {path.name: rows(path) for path in site.rglob("*.csv")}
    timeline = {row["Nummer"]: row["Wie"] for row in files["sheets-2.csv"]}
    assert (timeline["GEB-unsigned"], timeline["GEB-news"]) == ("afzender niet bevestigd", PRESS)
    register = {row["Nummer"]: row["Door"] for row in files["events.csv"]}
    assert (register["GEB-unsigned"], register["GEB-news"]) == ("afzender niet bevestigd", PRESS)
    assert [row["Nummer"] for row in files["sheets.csv"] if row["Organisatie"] == "afzender niet bevestigd"] == [
        "GR-C1"
    ]


def test_search_results_show_it_next_to_the_title(site: Path) -> None:
    script = (site / "searchitems.js").read_text(encoding="utf-8")
    items = json.loads(script.removeprefix("const spoorboek = ").rstrip(";\n"))["items"]
    types = {item["id"]: item["type"] for item in items}
    assert types["GEB-unsigned"].endswith("afzender niet bevestigd")
    assert "afzender niet bevestigd" not in types["GEB-news"]


def test_readers_can_filter_by_unconfirmed_actors(site: Path) -> None:
    page = (site / "invented.html").read_text(encoding="utf-8")
    assert 'value="afzender-niet-bevestigd"' in page
    assert f"<span>{PRESS}</span>" in page
