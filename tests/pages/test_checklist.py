"""The checklist shows every check with its answer and evidence, and every page has the same counts."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from spoorboek.analysis import numbers
from spoorboek.analysis.checklist import Checklist, checklist
from spoorboek.analysis.state import DISPLAY_ORDER
from spoorboek.i18n.language import translate
from tests import running
from tests.content.own import READ, VERDICT
from tests.handbooks import Handbook, ground
from tests.running import built

assert VERDICT.settings.as_of
CHECKLIST: Checklist = checklist(READ, VERDICT.settings.as_of).of(edition="2024")
"""The pages show one edition."""
NUMBERS = numbers.numbers(VERDICT)
PAGES = {
    "theme": "2024/checklist/index.html",
    "chain": "2024/checklist/per-keten.html",
    "organisation": "2024/checklist/per-organisatie.html",
    "state": "2024/checklist/per-stand.html",
}
_GROUPS = """() => Object.fromEntries([...document.querySelectorAll('section section[id^=checklist-]')]
    .filter(section => section.querySelector('table.checklist'))
    .map(section => [section.id.replace('checklist-', ''), {
        told: section.querySelector(':scope > p').textContent,
        rows: [...section.querySelectorAll('tbody > tr')].map(row => ({
            id: row.querySelector('code').textContent,
            answer: row.cells[1].innerText, ground: row.cells[2].innerText, asked: row.cells[0].innerText,
        })),
    }]))"""


def groups(page: Page, handbook: Path, by: str) -> dict[str, Any]:
    page.goto((handbook / PAGES[by]).as_uri())
    found: dict[str, Any] = page.evaluate(_GROUPS)
    return found


def expected(by: str) -> dict[str, set[str]]:
    """By group, the checks that must be in it."""
    chosen: dict[str, set[str]] = {}
    for line in CHECKLIST.lines:
        names = {
            "theme": [item.id for item in line.themes],
            "chain": [item.id for item in line.chains] or ["no-chain"],
            "organisation": [party.organisation.id for party in line.parties],
            "state": [line.answer.value],
        }[by]
        for name in names:
            chosen.setdefault(name.lower(), set()).add(line.check.id)
    return chosen


@pytest.mark.parametrize("by", PAGES)
def test_every_check_is_in_each_group_that_it_is_of_and_counted_there(page: Page, handbook: Path, by: str) -> None:
    found = groups(page, handbook, by)
    ids = {name: [row["id"] for row in group["rows"]] for name, group in found.items()}
    assert {name: set(checks) for name, checks in ids.items()} == expected(by)
    answers = {line.check.id: translate(line.answer.label, "nl") for line in CHECKLIST.lines}
    for name, group in found.items():
        assert group["told"].startswith(f"{len(ids[name])} ")
        assert counted(group["told"].partition(": ")[2]) == Counter(answers[id] for id in ids[name])


def test_a_line_has_its_answer_its_evidence_and_what_is_missing(page: Page, handbook: Path) -> None:
    rows = {row["id"]: row for group in groups(page, handbook, "theme").values() for row in group["rows"]}
    for line in CHECKLIST.lines:
        row = rows[line.check.id]
        assert translate(line.answer.label, "nl") in row["answer"]
        assert line.check.field("question") in row["asked"]
        assert line.commitment.title in row["asked"]
        for evidence in line.evidence:
            assert evidence.event.title in row["ground"]
            assert all(actor.title in row["ground"] for actor in evidence.actors)
            assert all(source.title in row["ground"] for source in evidence.sources)
        assert ("Nodig bewijs: " in row["ground"]) is line.is_open
        assert (line.check.field("settles") in row["ground"].replace("’", "'")) is line.is_open
        assert all(note.title in row["asked"] for note in line.notes)


def test_what_cannot_be_tested_is_listed_separately(page: Page, handbook: Path) -> None:
    page.goto((handbook / PAGES["theme"]).as_uri())
    apart = page.locator("#checklist-apart")
    assert apart.locator("li").count() == 2
    assert "WP2024-C5" not in "".join(page.locator("table.checklist code").all_inner_texts())
    assert "Dit staat niet bij de toetspunten, want het is niet te toetsen:" in apart.inner_text()


def counted(text: str) -> dict[str, int]:
    """`1 aangetoond, 4 deels aangetoond` by the words."""
    return {word: int(count) for count, word in re.findall(r"(\d+) ([^\d,.]+?)(?=[,.]|$)", text)}


def published(handbook: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((handbook / "data" / numbers.FILE).read_text(encoding="utf-8"))
    return found


def test_the_numbers_are_published_with_their_form(handbook: Path) -> None:
    assert published(handbook) == numbers.document(NUMBERS)
    assert (handbook / "data" / numbers.SCHEMA).read_text(encoding="utf-8") == (
        Path(numbers.__file__).with_name(numbers.SCHEMA).read_text(encoding="utf-8")
    )


def test_home_and_list_show_the_numbers_that_are_published(page: Page, handbook: Path) -> None:
    answers = published(handbook)["byEdition"]["2024"]
    for name in ("index.html", "2024/voornemens/index.html"):
        page.goto((handbook / name).as_uri())
        legend = [counted(text) for text in page.locator("ul.legend li").all_inner_texts()]
        assert {word: count for state_count in legend for word, count in state_count.items()} == {
            translate(state.label, "nl"): count
            for state in DISPLAY_ORDER
            if (count := answers["commitments"]["by"][state.value])
        }
        assert page.locator(".tally > div").count() == answers["commitments"]["total"]
        still = page.locator(".still-open").inner_text()
        assert [int(number) for number in re.findall(r"\d+", still)] == [
            answers["commitments"]["total"],
            answers["commitments"]["by"]["untestable"],
            answers["checks"]["total"],
            sum(answers["commitments"]["by"][state] for state in ("partly", "late", "not-due", "unknown")),
            answers["commitments"]["total"],
            answers["open"],
            answers["checks"]["total"],
        ]


def test_each_part_offers_its_own_sheet(page: Page, handbook: Path) -> None:
    page.goto((handbook / PAGES["organisation"]).as_uri())
    links = page.locator("[id='checklist-org-cjib'] .download a").evaluate_all("all => all.map(one => one.href)")
    names = [link.rpartition("/")[2] for link in links]
    assert names == [f"checklist-2024-ORG-cjib.{form}" for form in ("xlsx", "csv", "ics", "pdf", "txt")]
    own = {line.check.id for line in CHECKLIST.of(organisation="ORG-cjib").lines}
    assert {next(iter(row.values())) for row in running.rows(handbook / "data" / names[1])} == own
    assert Calendar.from_ical((handbook / "data" / names[2]).read_bytes()).name == "VCALENDAR"


def test_paper_has_room_to_tick_and_sign_and_a_screen_has_not(page: Page, handbook: Path) -> None:
    page.goto((handbook / PAGES["theme"]).as_uri())
    tick, sign = page.locator(".tick").first, page.locator(".signature p").last
    assert not tick.is_visible()
    assert not sign.is_visible()
    page.emulate_media(media="print")
    assert page.locator("table.checklist td:nth-child(4)").first.bounding_box()["width"] > 60
    assert tick.evaluate("tick => parseFloat(getComputedStyle(tick, '::before').width)") > 10
    assert sign.is_visible()


SECOND = """
:::{commitment} The authority studies waiting lists again
:id: GR-C2
:year: 2024
:testability: activity
:grounded_in: GR-P1-S1
:theme: THM-grond
:responsible: ORG-grond
:::

## Questions

:::{check} Did it study them again?
:id: GR-C2-a
:question: Did it study them again?
:settles: A report.
:weighed: It is a report.
:part_evidence: GEB-grond
:checks: GR-C2
:::
"""


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a source of which a part was read, and an event that counts for two commitments."""
    small = ground(tmp_path_factory.mktemp("weighed"))
    index = small.docs / "index.md"
    text = index.read_text(encoding="utf-8").replace(":sentences: 1\n", ":sentences: 1\n:read: part\n")
    index.write_text(text.replace(":of: GR-C1\n", ":of: GR-C1, GR-C2\n", 1), encoding="utf-8")
    table = ":::{items} event\n:columns: title, documented_in\n:::\n"
    line = ":::{trace} GR-C1\n:::\n"
    tally = "# Tally\n\n:::{tally}\n:shared:\n:::\n"
    small.write({"list.md": f"# List\n\n:::{{checklist}} theme\n:::\n\n{table}\n{line}", "tally.md": tally})
    small.write({"second.md": SECOND})
    done = built(small)
    assert done.returncode == 0, done.stderr
    return small.folder / "html"


def _text(page: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


def test_a_source_shows_how_much_of_it_was_read(weighed: Path) -> None:
    read = "Programme of an authority (gelezen: voor een deel)"
    assert _text(weighed / "list.html").count(read) == 3  # a table, sentence and event of a line; a checklist is short


def test_evidence_explains_why_it_counts_and_for_what_else(weighed: Path) -> None:
    assert "Waarom dit meetelt: It is a report." in _text(weighed / "list.html")
    assert "Telt ook bij: C1 Waarom dit meetelt: It is a report." in _text(weighed / "second.html")
    shared = "2 van de 2 voornemens hebben bewijs, helemaal of voor een deel. Sommige steunen op dezelfde gebeurtenis:"
    assert f"{shared} C1, C2: The authority published a report (14 mei 2024)" in _text(weighed / "tally.html")


def test_a_document_that_changed_makes_the_answer_suspect_on_an_unedited_page(tmp_path: Path) -> None:
    small = ground(tmp_path)
    document = tmp_path / "conf" / "figures.toml"
    document.write_text("waiting = 12\n", encoding="utf-8")
    small.write({"list.md": "# List\n\n:::{checklist} theme\n:::\n", "example.md": _resting_on(document)})
    assert built(small).returncode == 0
    sheet = small.folder / "html" / "index.html"
    assert "verdacht" not in _shown(small).casefold()
    assert "Nodig bewijs: A table." not in _text(sheet)
    document.write_text("waiting = 13\n", encoding="utf-8")
    again = built(small)
    assert again.returncode == 1
    assert "S404 suspect-evidence" in again.stderr
    assert "verdacht" in _shown(small).casefold()
    assert "verdacht" in (small.folder / "html" / "example.html").read_text(encoding="utf-8").casefold()
    assert "Nodig bewijs: A table." in _text(sheet), "the question is open on the page of the organisation too"


def _resting_on(document: Path) -> str:
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    return (
        "# Example\n\n:::{check} Did it publish?\n:id: GR-C1-b\n:question: Did it publish?\n:settles: A table.\n"
        f":checks: GR-C1\n:evidence: GEB-grond\n:document: conf/figures.toml\n:document_fingerprint: {digest}\n:::\n"
    )


def _shown(small: Handbook) -> str:
    return (small.folder / "html" / "list.html").read_text(encoding="utf-8")


def test_a_checklist_with_too_many_checks_is_offered_in_all_forms_but_a_pdf(tmp_path: Path) -> None:
    """One PDF of thousands of checks took as much memory as all the rest of a build. Its parts are PDFs."""
    pages = {"list.md": "# List\n\n:::{checklist} state\n:::\n", "files.md": "# Files\n\n:::{files}\n:::\n"}
    small = ground(tmp_path).write(pages)
    small.configure("from spoorboek.sphinxext.pages import checklist\nchecklist._LONGEST_PDF = 0")
    built(small)
    data = small.folder / "html/data"
    assert not (data / "checklist.pdf").exists()
    assert "Een PDF heeft hoogstens 0 toetspunten, en dit zijn er 1." in _shown(small)
    files = (small.folder / "html/files.html").read_text(encoding="utf-8")
    offered = re.findall(r'href="data/(checklist\.\w+)"', files + _shown(small))
    assert {*offered} >= {"checklist.xlsx", "checklist.csv"}
    assert [name for name in offered if not (data / name).exists()] == []
