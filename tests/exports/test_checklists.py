"""Each format of the checklist is read back with an independent reader."""

from __future__ import annotations

import csv
import datetime
import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt
from openpyxl.worksheet.worksheet import Worksheet

from spoorboek.analysis.checklist import Checklist, by_organisation, checklist, due
from spoorboek.analysis.state import State
from spoorboek.exports import checklists, ics, xlsx
from spoorboek.exports.sheet import heads, sheet
from spoorboek.i18n.language import using
from spoorboek.model.programme import Item, Option, Programme
from tests.handbooks import TOP, ground
from tests.office import soffice
from tests.small import NOTE, READ, VERDICT

SETTINGS = VERDICT.settings
AS_OF = datetime.date(2026, 11, 23)
CHECKLIST = checklist(READ, AS_OF)
SCHEMA = TOP / "ext/spoorboek/exports/checklist.schema.json"
OWN_WORD = "What an organisation says about itself does not answer a check. Only a public source does."


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A build before leaves its language in use."""
    with using("en"):
        yield


def workbook(form: str, found: Checklist = CHECKLIST, about: Item | None = None) -> bytes:
    return checklists.write(form, found, READ, SETTINGS, about)


def book(file: bytes) -> dict[str, Worksheet]:
    return {page.title: page for page in openpyxl.load_workbook(io.BytesIO(file)).worksheets}


def texts(page: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def with_field(programme: Programme, id: str, name: str, value: str) -> Programme:
    """The programme with one field of one item changed."""
    old = programme.by_id[id]
    options = tuple(Option.placed(o.name, value, o.at, o.value_at) if o.name == name else o for o in old.options)
    items = tuple(replace(item, options=options) if item is old else item for item in programme.items)
    return replace(programme, items=items)


def test_every_check_is_one_row_of_every_form() -> None:
    ids = [check.id for check in READ.of_type("check")]
    assert sorted(line.check.id for line in CHECKLIST.lines) == sorted(ids)
    rows = list(csv.reader(io.StringIO(workbook("csv").decode("utf-8-sig")), delimiter=";"))
    page = texts(book(workbook("xlsx"))["Checklist"])
    lines = json.loads(workbook("json"))["lines"]
    text = workbook("md").decode()
    for id in ids:
        assert sum(row[:1] == [id] for row in rows) == 1
        assert sum(row[0] == id for row in page) == 1
        assert sum(line["id"] == id for line in lines) == 1
        assert text.count(f"**{id}**") == 1


def test_a_csv_file_begins_with_its_header_and_notes_stand_beside_it() -> None:
    first, *rows = csv.reader(io.StringIO(workbook("csv").decode("utf-8-sig")), delimiter=";")
    assert first == list(heads())
    assert {len(row) for row in rows} == {len(first)}
    beside = checklists.notes(CHECKLIST, SETTINGS).decode()
    assert beside.startswith("Checklist\nAs of ")
    assert OWN_WORD in beside
    assert NOTE in beside


@pytest.mark.parametrize("form", ["md", "json", "xlsx"])
def test_every_form_states_that_statements_of_an_organisation_are_no_answer(form: str) -> None:
    file = workbook(form)
    if form == "xlsx":
        for page in book(file).values():
            assert OWN_WORD in [row[0] for row in texts(page)[:5]]
        return
    head = file.decode("utf-8-sig")[:600]
    assert OWN_WORD in head
    assert NOTE in head


def test_the_workbook_has_a_sheet_for_each_organisation_with_its_own_lines() -> None:
    pages = book(workbook("xlsx"))
    assert "TOWN" in pages
    concerned = {party.organisation.id for line in CHECKLIST.lines for party in line.parties}
    assert len(pages) == 1 + len(concerned)
    ids = {row[0] for row in texts(pages["TOWN"])} & {line.check.id for line in CHECKLIST.lines}
    assert ids == {line.check.id for line in CHECKLIST.of(organisation="ORG-town").lines} != set()


def test_the_workbook_has_a_frozen_head_filters_days_links_and_columns_to_fill_in() -> None:
    page = book(workbook("xlsx"))["Checklist"]
    head = next(n for n, row in enumerate(texts(page), 1) if row[0] == heads()[0])
    assert page.freeze_panes == f"B{head + 1}"
    assert page.auto_filter.ref == f"A{head}:T{head + len(CHECKLIST.lines)}"
    looked = heads().index("Last searched on")
    source = heads().index("Source")
    rows = list(page.iter_rows(min_row=head + 1, max_row=head + len(CHECKLIST.lines)))
    assert any(row[looked].value == datetime.datetime(2026, 11, 1) and row[looked].is_date for row in rows)  # noqa: DTZ001
    searches = heads().index("Times searched")
    assert {type(row[searches].value) for row in rows if row[searches].value} == {int}
    assert any(str(row[source].hyperlink and row[source].hyperlink.target).startswith("https://") for row in rows)
    kinds = {rule.type: str(rule.sqref) for rule in page.data_validations.dataValidation}
    last = head + len(CHECKLIST.lines)
    assert kinds == {
        "list": f"R{head + 1}:R{last}",
        "textLength": f"S{head + 1}:S{last}",
        "date": f"T{head + 1}:T{last}",
    }


@pytest.mark.parametrize("formula", ['=HYPERLINK("https://example.org")', "+31", "-2", "@SUM(A1)"])
def test_what_begins_as_a_formula_is_text_in_every_form(formula: str) -> None:
    changed = with_field(READ, "TOWN-C1-a", "question", formula)
    found = checklist(changed, AS_OF)
    page = openpyxl.load_workbook(io.BytesIO(checklists.write("xlsx", found, changed, SETTINGS)))["Checklist"]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == formula]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    rows = csv.reader(io.StringIO(checklists.write("csv", found, changed, SETTINGS).decode("utf-8-sig")), delimiter=";")
    assert [cell for row in rows for cell in row if cell.removeprefix("'") == formula] == [f"'{formula}"]


def test_names_of_sheets_are_short_plain_and_each_once() -> None:
    names: set[str] = set()
    for title in ("Raad: voor/de [Kinder]bescherming in Nederland", "raad  voor de  Kinder bescherming in", "'", "'"):
        name = xlsx._name(title, names)
        assert 0 < len(name) <= 31
        assert not set("[]:*?/\\'") & set(name)
        assert name.casefold() not in names
        names.add(name.casefold())


def test_json_is_of_the_published_form() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    document = json.loads(workbook("json"))
    assert [error.message for error in validator.iter_errors(document)] == []
    del document["lines"][0]["state"]
    assert not validator.is_valid(document)


def test_markdown_is_a_list_to_tick_whatever_is_in_a_title() -> None:
    changed = with_field(READ, "TOWN-C1-a", "question", "a *b* [c](d) <e> | `f`")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        checklists.write("md", checklist(changed, AS_OF), changed, SETTINGS).decode()
    )
    assert "a *b* [c](d) &lt;e&gt; | `f`" in html
    assert html.count("[ ]") == len(CHECKLIST.lines)


def test_a_calendar_has_what_is_due_and_when_a_search_grows_old() -> None:
    entries = {str(event["uid"]): event for event in Calendar.from_ical(workbook("ics")).walk("VEVENT")}
    assert entries["TOWN-C1-due@spoorboek"].decoded("dtstart") == datetime.date(2024, 12, 31)
    assert entries["TOWN-C2-a-look@spoorboek"].decoded("dtstart") == datetime.date(2028, 5, 1)
    assert len(entries) == len(due(CHECKLIST, SETTINGS.evidence_valid_for))
    of_one = CHECKLIST.of(organisation="ORG-school")
    some = list(Calendar.from_ical(workbook("ics", of_one, READ.by_id["ORG-school"])).walk("VEVENT"))
    assert len(some) == len(due(of_one, SETTINGS.evidence_valid_for)) < len(entries)


def test_a_calendar_leaves_out_a_last_day_that_passed_where_all_is_settled() -> None:
    assert [line for line in due(CHECKLIST, None) if line.day < AS_OF]
    settled = replace(CHECKLIST, lines=tuple(replace(line, answer=State.SHOWN) for line in CHECKLIST.lines))
    assert [line for line in due(settled, None) if line.day < AS_OF] == []


def test_a_calendar_without_entries_is_valid() -> None:
    assert Calendar.from_ical(ics.calendar("leeg", [], AS_OF)).walk("VEVENT") == []


@pytest.mark.parametrize("form", ["md", "csv", "json", "xlsx", "ics"])
def test_the_same_checklist_gives_the_same_bytes(form: str) -> None:
    assert workbook(form) == workbook(form)


def test_what_cannot_be_tested_is_listed_separately_and_is_not_counted() -> None:
    made_sheet = sheet(CHECKLIST, "x")
    assert [id for id, _, _ in dict(made_sheet.below)["Not counted"]] == ["TOWN-P1-S1", "TOWN-C3"]
    assert not any(row[0].text.startswith("TOWN-C3") for row in made_sheet.rows)


def test_the_command_narrows_by_organisation_and_theme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ground(tmp_path)
    assert small.command("checklist", "--organisation", "ORG-grond", "--theme", "THM-grond") == 0
    assert "GR-C1-a" in capsys.readouterr().out
    assert small.command("checklist", "--organisation", "ORG-grund") == 2
    assert "did you mean ORG-grond?" in capsys.readouterr().err
    assert small.command("checklist", "--organisation", "THM-grond") == 2
    assert capsys.readouterr().err.startswith("error: THM-grond is of type theme, expected organisation; ")


def test_the_answer_follows_the_date_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ground(tmp_path)
    assert small.command("checklist", "--format", "json", "--as-of", "2024-01-01") == 0
    before = json.loads(capsys.readouterr().out)
    assert small.command("checklist", "--format", "json", "--as-of", "2025-01-01") == 0
    after = json.loads(capsys.readouterr().out)
    assert [line["state"] for line in (*before["lines"], *after["lines"])] == ["unknown", "shown"]


def test_libreoffice_opens_the_workbook_and_shows_what_it_contains(tmp_path: Path) -> None:
    program = soffice()
    if program is None:
        pytest.skip("LibreOffice is not installed, and only root on Debian can do that here")
    file = tmp_path / "checklist.xlsx"
    file.write_bytes(workbook("xlsx"))
    command = [program, f"-env:UserInstallation={(tmp_path / 'own').as_uri()}", "--headless"]
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]  # commas, double quotes, UTF-8
    done = subprocess.run([*command, "--outdir", tmp_path, file], check=True, capture_output=True, text=True)
    assert "error" not in done.stderr.casefold()
    shown = (tmp_path / "checklist.csv").read_text(encoding="utf-8")
    assert all(line.check.id in shown for line in CHECKLIST.lines)
    assert OWN_WORD in shown


def test_a_handbook_that_fails_the_check_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ground(tmp_path).write({"third.md": "# Third\n\n{need}`THM-grund`\n"})
    assert small.command("checklist") == 1
    shown = capsys.readouterr()
    assert "GR-C1-a" in shown.out
    assert shown.err == "1 finding in this handbook; `spoorboek check` lists it\n"


def test_the_part_of_each_organisation_is_what_choosing_it_gives() -> None:
    parts = by_organisation(CHECKLIST)
    chosen = {item.id: CHECKLIST.of(organisation=item.id) for item in READ.of_type("organisation")}
    assert parts == {id: found for id, found in chosen.items() if found.lines or found.recommendations}
    assert parts
