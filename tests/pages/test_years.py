"""Lines through the years, fates and pages of an edition, in a built handbook with three editions and a gap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests import running, years
from tests.running import built, text

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = {
    "years.md": "# Through the years\n\n```{years} THM-trees, THM-roads\n:table:\n```\n",
    "fates.md": "# What became of it\n\n```{fates}\n```\n",
    "count.md": "# Counted\n\n```{tally}\n:edition: 2023\n```\n\n```{timeline} table\n:edition: 2023\n```\n",
    "2023/index.md": "# Plan 2023\n\n```{edition} 2023\n```\n",
    "2024/index.md": "# Plan 2024\n\n```{edition} 2024\n```\n",
    "gap.md": "# Counted\n\n```{tally}\n:edition: 2024\n```\n\n```{tally}\n:edition: 2025\n```\n",
    "list-2021.md": "# Counted\n\n```{timeline} table\n:edition: 2021-2022\n```\n",
    "list-2025.md": "# Counted\n\n```{timeline} table\n:edition: 2025\n```\n",
    "asked.md": "# Asked\n\n```{checklist} organisation\n:edition: 2021-2022\n```\n",
    "2025.md": years.PLAN_2025.removeprefix("# 2025\n").lstrip(),
    "2025/index.md": "# Plan 2025\n\nText.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    handbook = years.town(tmp_path_factory.mktemp("years")).write(PAGES)
    index = handbook.docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("\n*\n", "\n*\n*/index\n"), encoding="utf-8")
    handbook.configure('language = "en"\nspoorboek_languages = ["en"]')
    done = built(handbook)
    assert (done.returncode, done.stderr) == (0, "")
    return handbook.folder / "html"


def lines(site: Path, page: str) -> list[list[tuple[str, str]]]:
    """The stops of each line, each with its classes and text."""
    html = (site / page).read_text("utf-8")
    drawn = re.findall(r'<ol class="[^"]*\byears\b[^"]*">(.*?)</ol>', html, re.DOTALL)
    return [
        [(classes, text(stop)) for classes, stop in re.findall(r'<li class="([^"]*)">(.*?)</li>', line, re.DOTALL)]
        for line in drawn
    ]


def test_a_line_has_a_stop_for_each_year_with_what_was_said_and_done(site: Path) -> None:
    trees, roads = lines(site, "years.html")
    assert trees == [
        ("named to-editors", "2021 named: 2021 C1 , 2021 C2 goes on, inferred by the editors"),
        ("named to-editors worked", "2022 named: 2021 C1 , 2021 C2 1 event goes on, inferred by the editors"),
        ("named to-source", "2023 named: 2023 C1 , 2023 C2 goes on, as a source says"),
        ("not-found to-source worked", "2024 no programme found 1 event goes on, as a source says"),
        ("named to-none last", "2025 named: 2025 C1"),
    ]
    assert [text for _classes, text in roads][2:] == [
        "2023 not named in what we could read",
        "2024 no programme found",
        "2025 not named",
    ]


def test_the_style_sheet_knows_each_part_of_a_stop(site: Path) -> None:
    drawn = re.findall(r'<ol class="[^"]*\byears\b[^"]*">.*?</ol>', (site / "years.html").read_text("utf-8"), re.DOTALL)
    parts = set(re.findall(r'<p class="([^"]*)"', "".join(drawn))) - {"unseen"}
    styles = (site / "_static/years.css").read_text("utf-8")
    assert parts == {part for part in ("year", "stated", "work") if f".years .{part} {{" in styles}


def test_the_table_and_the_file_say_what_the_drawing_says(site: Path) -> None:
    rows = [tuple(row.values()) for row in running.rows(site / "data" / "years.csv")]
    drawn = [stop for line in lines(site, "years.html") for stop in line]
    assert len(rows) == len(drawn)
    for (_classes, stop), (_line, year, programme, commitments, happened) in zip(drawn, rows, strict=True):
        assert stop.startswith(year)
        assert bool(commitments) == (programme == "named in the programme") == ("named:" in stop)
        assert bool(happened) == ("event" in stop)


def test_a_commitment_shows_the_line_of_all_that_it_goes_on_from(site: Path) -> None:
    (own,) = lines(site, "2025.html")
    assert [text for _classes, text in own] == [
        "2021 named: 2021 C1 goes on, inferred by the editors",
        "2022 named: 2021 C1 goes on, inferred by the editors",
        "2023 named: 2023 C1 goes on, as a source says",
        "2024 no programme found goes on, as a source says",
        "2025 named: 2025 C1",
    ]


def test_each_commitment_has_one_fate_and_a_gap_its_searches(site: Path) -> None:
    html = (site / "fates.html").read_text("utf-8")
    found = re.findall(r'<span class="fate fate-([a-z-]+)">', html)
    assert found == ["goes-on", "settled", "not-named", "goes-on", "ended", "none"]
    assert "We looked for this programme and did not find it." in html
    assert "plan 2024" in html


def switch(site: Path, page: str) -> list[tuple[str, str]]:
    """What leads to other editions right below the heading of a page, and to what; nothing for the page itself."""
    html = (site / page).read_text("utf-8")
    match = re.search(
        r'</h1>\s*(?:<p class="kicker">.*?</p>\s*)?<p class="editions">Edition: (.*?)</p>', html, re.DOTALL
    )
    parts = re.findall(r'<strong>(.*?)</strong>|href="([^"]*)"[^>]*>(.*?)</a>', match[1], re.DOTALL) if match else []
    return [(class_name or text(name), "" if class_name else address) for class_name, address, name in parts]


def test_a_page_leads_to_what_it_is_in_other_editions_right_below_its_heading(site: Path) -> None:
    index = "../{}/index.html"
    assert switch(site, "2024/index.html") == [("2023", index.format(2023)), ("2024", ""), ("2025", index.format(2025))]
    assert switch(site, "2025/index.html")[2] == ("2025", "")
    table = [("2021-2022", "list-2021.html"), ("2023", ""), ("2025", "list-2025.html")]
    assert switch(site, "count.html") == table, "what shows the same of another edition"
    assert switch(site, "list-2025.html")[1] == ("2023", "count.html")
    own = [("2021 C1", "2021.html#TOWN2021-C1"), ("2023 C1", "2023.html#TOWN2023-C1"), ("2025 C1", "")]
    assert switch(site, "2025.html") == own
    assert switch(site, "roads.html") == [], "one edition alone has commitments of it"
    assert switch(site, "trees.html") == [
        ("2021-2022", "#edition-2021-2022-THM-trees"),
        ("2023", "#edition-2023-THM-trees"),
        ("2025", "#edition-2025-THM-trees"),
    ]
    html = (site / "trees.html").read_text("utf-8")
    found = re.findall(r'id="edition-([0-9-]+)-THM-trees"[^>]*>(.*?)</code>', html)
    assert [(edition, text(name)) for edition, name in found] == [
        ("2021-2022", "2021 C1"),
        ("2023", "2023 C1"),
        ("2025", "2025 C1"),
    ]
    assert switch(site, "index.html") == switch(site, "years.html") == switch(site, "fates.html") == []


def test_an_organisation_has_its_commitments_by_edition_and_the_way_to_its_checklist_of_each(site: Path) -> None:
    names = ["2021-2022", "2023", "2024", "2025"]
    assert switch(site, "town.html") == [(name, f"#edition-{name}-ORG-town") for name in names]
    html = (site / "town.html").read_text("utf-8")
    matters = re.findall(r'<li class="matter"(?: id="edition-([0-9-]+)-ORG-town")?>\s*<p class="name">(.*?)</p>', html)
    assert [(edition, text(name)[:7]) for edition, name in matters] == [
        ("2021-2022", "2021 C1"),
        ("", "2021 C2"),
        ("", "2021 C3"),
        ("2023", "2023 C1"),
        ("", "2023 C2"),
        ("2025", "2025 C1"),
        ("2024", "2024 C1"),
        ("", "How lon"),
    ], "what names it stands below what it is responsible for"
    (address,) = re.findall(r'The checklist of this organisation: <a [^>]*href="([^"]*)"[^>]*>2021-2022</a>', html)
    page, _sign, place = address.partition("#")
    assert f'id="{place}"' in (site / page).read_text("utf-8")
    calendar = (site / "data" / "checklist-2021-2022-ORG-town.ics").read_text("utf-8").replace("\n ", "")
    assert "X-WR-CALNAME:Spoorboek: what is coming up for A town (2021-2022)" in calendar


def test_each_of_several_commitments_on_a_page_has_its_own_fate_line_and_log(site: Path) -> None:
    html = (site / "2021.html").read_text("utf-8")
    sections = re.split(r'<section class="item item-commitment" id="', html)[1:]
    found = {section.partition('"')[0]: section for section in sections}
    assert list(found) == ["TOWN2021-C1", "TOWN2021-C2", "TOWN2021-C3"]
    for id, fate in zip(found, ("goes-on", "settled", "not-named"), strict=True):
        drawn = found[id]
        assert re.findall(r'<dd>\s*<div[^>]*>\s*<p><span class="fate fate-([a-z-]+)">', drawn) == [fate]
        assert drawn.count('<ol class="years') == drawn.count('<details class="state-log">') == 1
    assert "Were trees counted?" in text(found["TOWN2021-C2"]), "what is settled says by which checks"


def test_what_is_counted_and_listed_is_of_the_edition_asked_for(site: Path) -> None:
    html = text((site / "count.html").read_text("utf-8"))
    assert "2 commitments are known from a news item or web page only" in html
    assert "The town stops watering" in html
    assert "The town counted 212 trees" not in html
    gap = text((site / "gap.html").read_text("utf-8"))
    assert "There are none. 1 commitment is known from a news item or web page only" in gap, "2024 was not found"


def test_feeds_and_the_log_of_states_stand_beside_the_pages_and_are_announced(site: Path) -> None:
    feed = etree.parse(str(site / "data" / "feed.xml"))
    entries = [entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry")]
    assert "Report: The town counted 212 trees" in [entry.replace("Rapport", "Report") for entry in entries]
    assert any(title.startswith("TOWN2023-C2: withdrawn") for title in entries)
    assert len({id.text for id in feed.iter(f"{ATOM}id")}) == len(entries) + 1
    of_roads = etree.parse(str(site / "data" / "feed-THM-roads.xml"))
    assert all("TOWN2021-C3" in entry.findtext(f"{ATOM}title", "") for entry in of_roads.iter(f"{ATOM}entry"))
    for link in feed.iter(f"{ATOM}link"):
        if link.get("rel") == "alternate" and link.get("href", "").startswith("../"):
            assert (site / "data" / link.get("href", "").partition("#")[0]).exists(), link.get("href")
    html = (site / "2023" / "index.html").read_text("utf-8")
    assert 'type="application/atom+xml" title="Spoorboek" href="../data/feed.xml"' in html
    for page, item in (("trees", "THM-trees"), ("town", "ORG-town")):
        html = (site / f"{page}.html").read_text("utf-8")
        kicker = re.search(r'<p class="kicker">(.*?)</p>', html, re.DOTALL)
        assert kicker
        assert f'href="data/feed-{item}.xml">Follow (feed)</a>' in kicker[1]
        foot = re.search(r'<div class="follow">(.*?)</div>', html, re.DOTALL)
        assert foot
        assert re.findall(r'href="([^"]*)"', foot[1]) == ["data/feed.xml", f"data/feed-{item}.xml"]
        home = etree.parse(str(site / "data" / f"feed-{item}.xml")).findall(f"{ATOM}link")[1]
        assert home.get("href") == f"../{page}.html#{item}"
    log = (site / "data" / "state-log.csv").read_text("utf-8-sig")
    assert "TOWN2021-C2;The town counts its trees;2022-05-04;evidenced;" in log
    assert "State log" in (site / "2025.html").read_text("utf-8")
