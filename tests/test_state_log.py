"""The log of states after each event, and the feeds of it, follow from the dates of the items alone."""

from __future__ import annotations

import datetime
from pathlib import Path

from lxml import etree

from spoorboek.analysis import state_log
from spoorboek.exports import feed
from spoorboek.exports.feed import Entry
from tests import years

AS_OF = datetime.date(2026, 11, 23)
ATOM = "{http://www.w3.org/2005/Atom}"


def test_each_change_is_in_the_log_as_of_its_own_day(tmp_path: Path) -> None:
    handbook = years.town(tmp_path)
    programme, _settings = handbook.read()

    def log(id: str, as_of: datetime.date = AS_OF) -> list[tuple[str, str, str]]:
        entries = state_log.of(programme, programme.by_id[id], as_of)
        return [(entry.date, entry.state or "", entry.fate.value if entry.fate else "") for entry in entries]

    assert log("TOWN2021-C2") == [
        ("2020-11-02", "unknown", ""),
        ("2022-05-04", "shown", ""),
        ("2022-10-03", "shown", "settled"),
    ]
    assert log("TOWN2023-C2") == [
        ("2022-10-03", "", ""),
        ("2024-06-03", "withdrawn", ""),
        ("2024-10-07", "withdrawn", "ended"),
    ]
    assert log("TOWN2023-C2", datetime.date(2024, 6, 3))[-1] == ("2024-06-03", "withdrawn", "")
    assert log("TOWN2021-C2-a")[-1] == ("2022-05-04", "shown", "")
    town = years.PLAN_2023.replace("GEB-2024-06-03-stop", "GEB-2020-stop").replace("2024-06-03", "2020-06-03")
    handbook.write({"2023.md": town})
    programme, _settings = handbook.read()
    assert log("TOWN2023-C2")[0] == ("2022-10-03", "withdrawn", "")  # nothing is known of it before it was announced
    by_event = {event.id: entry.item.id for entry in state_log.every(programme, AS_OF) for event in entry.events}
    assert by_event["GEB-2022-05-04-count"] == "TOWN2021-C2-a"


def test_a_feed_has_the_same_bytes_whatever_the_order_and_keeps_its_ids() -> None:
    entries = [
        Entry("GEB-1", "2024-05", "Report: one", "What it says & <more>.", "../a.html#GEB-1", "event"),
        Entry("GEB-2", "2024-06-03", "Letter: two", "\x07Bell.", "../a.html#GEB-2", "event"),
    ]
    written = feed.text("A town", "en", "A council", "", "feed.xml", entries)
    assert written == feed.text("A town", "en", "A council", "", "feed.xml", reversed(entries))
    read = etree.fromstring(written)
    assert [entry.findtext(f"{ATOM}title") for entry in read.iter(f"{ATOM}entry")] == ["Letter: two", "Report: one"]
    assert [entry.findtext(f"{ATOM}updated") for entry in read.iter(f"{ATOM}entry")] == [
        "2024-06-03T00:00:00Z",
        "2024-05-31T00:00:00Z",
    ]
    ids = [id.text for id in read.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3
    later = feed.text(
        "A town", "en", "A council", "", "feed.xml", [*entries, Entry("GEB-3", "2025", "x", "y", "z", "event")]
    )
    assert {id.text for id in etree.fromstring(later).iter(f"{ATOM}id")} > set(ids)
    hrefs = {link.get("href") for link in read.iter(f"{ATOM}link")}
    assert hrefs == {"feed.xml", "../index.html", "../a.html#GEB-1", "../a.html#GEB-2"}
    base = "https://town.example/en/data"
    feed_tree = etree.fromstring(feed.text("A town", "en", "A council", base, "feed-T.xml", entries, "../trees.html#T"))
    assert {link.get("href") for link in feed_tree.iter(f"{ATOM}link")} == {
        "https://town.example/en/data/feed-T.xml",
        "https://town.example/en/trees.html#T",
        "https://town.example/en/a.html#GEB-1",
        "https://town.example/en/a.html#GEB-2",
    }, "not every reader joins an address with that of the feed"
