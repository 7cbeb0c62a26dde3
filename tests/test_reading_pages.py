"""Pages, file and numbers show the same readings: who read what, when, and what is suspect."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from spoorboek import cli
from tests import breaks, running
from tests.handbooks import Handbook, all_read, ground
from tests.running import built

WHO = ("--by", "redactie", "--on", "2026-11-20", "--why", "eerste <lezing>")


def handbook(folder: Path, *changes: breaks.Breaking) -> Handbook:
    handbook = ground(folder).write({"lezingen.md": "# Lezingen\n\n:::{readings}\n:::\n"})
    options = ("--docs", str(handbook.docs), "--conf", str(handbook.conf))
    assert cli.main(["accept", "--all", *WHO, *options]) == 0
    for change in changes:
        change(handbook)
    return handbook


def text(handbook: Handbook, name: str) -> str:
    return running.text((handbook.folder / "html" / name).read_text(encoding="utf-8"))


def rows(handbook: Handbook) -> list[list[str]]:
    with (handbook.folder / "html/data/lezingen.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def reviews(handbook: Handbook) -> dict[str, int]:
    found: dict[str, int] = json.loads((handbook.folder / "html/data/numbers.json").read_text(encoding="utf-8"))[
        "reviews"
    ]
    return found


def test_who_read_what_is_at_the_foot_of_a_page_in_a_register_and_in_a_file(
    tmp_path: Path,
) -> None:
    book = handbook(tmp_path)
    done = built(book)
    assert (done.stderr, done.returncode) == ("", 0)
    foot = "Gelezen 13 van 13 links en onderdelen, het laatst op 20 november 2026 door: redactie"
    assert foot in text(book, "index.html")
    assert '<a href="lezingen.html">Gelezen</a>' in (book.folder / "html/index.html").read_text(encoding="utf-8")
    assert ">Gelezen<" not in (book.folder / "html/other.html").read_text(encoding="utf-8")
    page = text(book, "lezingen.html")
    assert "28 van 28 links en onderdelen zijn gelezen zoals zij nu zijn." in page
    assert "De oudste lezing geldt tot en met 20 november 2028." in page
    assert "The authority studies waiting lists" in page
    assert "4 van 4" in page
    assert "eerste <lezing>" in page
    assert "Let op" not in page
    head, *lines = rows(book)
    assert head == ["onderdeel", "link", "met", "lezing", "gelezen op", "door", "waarom"]
    assert ["GR-C1", "theme", "THM-grond", "gelezen", "2026-11-20", "redactie", "eerste <lezing>"] in lines
    assert len(lines) == 28
    assert reviews(book) == {"total": 28, "by": {"read": 28, "suspect": 0, "old": 0, "never": 0}}


def test_suspect_expired_and_unreviewed_items_are_marked_in_text(tmp_path: Path) -> None:
    book = handbook(
        tmp_path,
        breaks.change(":::{theme} Waiting lists", ":::{theme} Waiting times"),
        breaks.add(breaks.chain("KTN-more")),
    )
    stamps = book.conf / "stamps.toml"
    lines = stamps.read_text(encoding="utf-8").splitlines()
    aged = [
        line.replace("2026-11-20", "2020-01-31").replace("eerste", "tweede") if '"GR-C1 chain KTN' in line else line
        for line in lines
    ]
    stamps.write_text("\n".join(aged), encoding="utf-8")
    done = built(book)
    assert "S301 suspect-link" in done.stderr
    assert "S302 expired-review" in done.stderr
    page = text(book, "index.html")
    assert "Gelezen 11 van 13 links en onderdelen, het laatst op 20 november 2026 door: redactie; " in page
    assert "; 1 verdacht; 1 te lang geleden gelezen" in page
    assert "Verdacht: de link met Waiting times . Wat daar staat, is veranderd nadat het op 20 november 2026" in page
    listed = text(book, "lezingen.html")
    assert "nooit gelezen" in listed
    assert "2 redenen" in listed
    assert "verdacht : Waiting times . Wat er toen stond, is niet bekend: er is geen git met deze pagina." in listed
    assert "Te lang geleden gelezen: 1. Nooit gelezen: 1." in listed
    assert {row[3] for row in rows(book)} == {
        "lezing",
        "gelezen",
        "verdacht",
        "te lang geleden gelezen",
        "nooit gelezen",
    }
    assert sum(reviews(book)["by"].values()) == reviews(book)["total"] == 29  # type: ignore[attr-defined]


@pytest.mark.parametrize("has_stamps", [False, True])
def test_a_handbook_without_reviews_shows_none_at_its_foot(tmp_path: Path, has_stamps: bool) -> None:
    handbook = ground(tmp_path).write({"lezingen.md": "# Lezingen\n\n:::{readings}\n:::\n"})
    if has_stamps:
        (handbook.conf / "stamps.toml").write_text("stamps = [\n]\n", encoding="utf-8")
    done = built(handbook)
    assert (done.stderr, done.returncode) == ("", 0)
    assert "Van geen enkele link en geen enkel onderdeel is bekend wie die las." in text(handbook, "lezingen.html")
    assert ("Gelezen geen van 13 links en onderdelen Een fout melden" in text(handbook, "index.html")) is has_stamps


def test_a_new_review_shows_on_unedited_pages(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    built(book)
    stamps = book.conf / "stamps.toml"
    stamps.write_text(stamps.read_text(encoding="utf-8").replace("2026-11-20", "2026-11-22"), encoding="utf-8")
    assert built(book).stderr == ""
    assert "het laatst op 22 november 2026 door: redactie" in text(book, "index.html")


def test_pages_show_who_reviewed_deciding_fields_and_who_accepted_gate_settings(tmp_path: Path) -> None:
    handbook = all_read(ground(tmp_path).write({"lezingen.md": "# Lezingen\n\n:::{readings}\n:::\n"}))
    done = built(handbook)
    assert (done.stderr, done.returncode) == ("", 0)
    sentence = "De instellingen in ubproject.toml zijn geaccepteerd door the editors op 23 november 2026: read."
    assert sentence in text(handbook, "lezingen.html")
    assert ["GEB-grond", "", "GEB-grond", "gelezen", "2026-11-23", "the editors", "read"] in rows(handbook)
    stamps = handbook.conf / "stamps.toml"
    lines = stamps.read_text(encoding="utf-8").splitlines(keepends=True)
    answered_anew = [line.replace('why = "read"', 'why = "again"') if "{ gate" in line else line for line in lines]
    stamps.write_text("".join(answered_anew), encoding="utf-8")
    assert built(handbook).stderr == ""
    assert sentence.replace(": read.", ": again.") in text(handbook, "lezingen.html")
    breaks.change(":kind: report", ":kind: withdrawal")(handbook)
    assert "S305 changed-unread" in built(handbook).stderr
    suspect = "Verdacht: wat hier een stand bepaalt, is veranderd nadat het op 23 november 2026 is gelezen."
    assert suspect in text(handbook, "index.html")
