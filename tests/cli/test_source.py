"""`spoorboek source`: read, prove and verify, as a writer types them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.model.fingerprint import fingerprint
from tests import breaks
from tests.handbooks import TOP, Handbook, ground
from tests.source import press

SENTENCES = ("De stad plant bomen.", "Zij snoeit ze.", "In 2024 komt er een plan.")
SOURCE = os.environ.get("SPOORBOEK_SOURCE")


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return ground(tmp_path / "handbook")


def put(handbook: Handbook, text: str, name: str = "order.txt") -> Path:
    path = handbook.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_read_prints_sentences_with_their_places_and_the_proof(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    path = handbook.folder / "programme.pdf"
    path.write_bytes(press.printed([" ".join(SENTENCES[:2]), SENTENCES[2]], style=press.Style(first_page=7)))
    assert handbook.command("source", "read", path, "--edition", "ST") == 0
    assert capsys.readouterr().out.splitlines() == [
        "ST-P1-S1, page 7, P1, sentence 1: De stad plant bomen.",
        "ST-P1-S2, page 7, P1, sentence 2: Zij snoeit ze.",
        "ST-P2-S1, page 7, P2, sentence 3: In 2024 komt er een plan.",
        "page 7, page number: 7",
        "3 sentences in 2 passages, 1 page number",
        "14 words in programme.pdf, 14 in the text read from it",
        "none lost, none added",
    ]


def test_a_written_page_contains_places_and_fingerprints_and_is_open(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.add(":::{source} Programme of a city\n:id: BRN-stad\n:publisher: A city\n:licence: unknown\n:::")(handbook)
    path = put(handbook, f"[L1] {SENTENCES[0]} {SENTENCES[1]}\n[R1] {SENTENCES[2]}\n[PAGE] 7\n")
    page = handbook.docs / "stad.md"
    typed = ("read", path, "--source", "BRN-stad", "--edition", "ST", "--write", page)
    assert handbook.command("source", *typed) == 0
    written = page.read_text(encoding="utf-8")
    assert not any(sentence.rstrip(".") in written for sentence in SENTENCES)
    assert ":::{sentence} Zin 1 van passage P2\n:id: ST-P2-S1\n:passage: P2\n:page: 7\n:column: right\n" in written
    assert all(fingerprint(sentence) in written for sentence in SENTENCES)
    lines = handbook.check()[1]
    assert len(lines) == 3
    assert all(" error S201 unaccounted-sentence: ST-P" in line for line in lines)
    assert handbook.command("source", "verify", path, "--source", "BRN-stad") == 0
    capsys.readouterr()
    assert handbook.command("source", *typed[:4], "--edition", "OTHER", *typed[6:]) == 2
    remedy = "name a new page, in a writable folder"
    assert capsys.readouterr().err == f"error: {page} is there already, and is not overwritten; {remedy}\n"
    assert page.read_text(encoding="utf-8") == written


REFUSED = {
    "a page outside the handbook": (
        ("--write", "{folder}/out.md"),
        "out.md is not a page; name a file that ends in .md",
    ),
    "a page of another kind": (("--write", "{folder}/docs/a.txt"), "a.txt is not a page; name a file that ends in .md"),
    "ids that are there": (("--write", "{folder}/docs/a.md", "--edition", "GR"), "GR-P1-S1 is an item already; give"),
    "no edition": (("--write", "{folder}/docs/a.md", "--source", "BRN-new"), "give it with --edition, as in --edition"),
    "no source": (("--write", "{folder}/docs/a.md", "--source", "BRN-grund"), "did you mean BRN-grond?; `spoorboek"),
    "an item that is no source": (
        ("--write", "{folder}/docs/a.md", "--source", "GR-C1"),
        "GR-C1 is of type commitment, expected source",
    ),
    "more sources than one": (("--write", "{folder}/docs/a.md"), "2 sources of this handbook have 'sentences'"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_an_output_that_cannot_be_written_is_refused_in_one_line(
    case: tuple[tuple[str, ...], str], handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, message = case
    breaks.add(":::{source} A new one\n:id: BRN-new\n:publisher: A city\n:licence: unknown\n:::")(handbook)
    path = put(handbook, SENTENCES[0])
    options = [word.format(folder=handbook.folder) for word in typed]
    source = () if "--source" in options or "2 sources" in message else ("--source", "BRN-grond")
    assert handbook.command("source", "read", path, *source, *options) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_prove_prints_both_counts(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    dump = put(handbook, "De stad Zij snoeit\n5\nplant bo- ze.\nmen .\n5 Uitleg.\n7\n", "dump.txt")
    order = put(handbook, "[L1] De stad plant bomen{5}.\n[R1] Zij snoeit ze.\n[FN5] Uitleg.\n[PAGE] 7\n")
    assert handbook.command("source", "prove", dump, order) == 0
    assert capsys.readouterr().out.splitlines() == [
        "13 pieces between blanks in dump.txt, 10 in order.txt",
        "12 words in dump.txt, 11 in order.txt",
        "1 of them broken over two lines and joined: bo-men",
        "none lost, none added",
    ]


def test_prove_names_the_words_that_differ(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    dump, order = put(handbook, "De stad plant bomen.", "dump.txt"), put(handbook, "[L1] De stad plant struiken.")
    assert handbook.command("source", "prove", dump, order) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["lost: bomen (1)", "added: struiken (1)"]


def test_verify_names_what_changed_and_what_rests_on_it(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(handbook, f"[T1] {SENTENCES[0]}\n[PAGE] 1\n")
    assert handbook.command("source", "verify", path, "--source", "BRN-grond") == 1
    finding, look, counts = capsys.readouterr().out.splitlines()
    assert finding == (
        "docs/index.md:25:15: error S202 source-drift: "
        "GR-P1-S1 has another text at page 1, P1, sentence 1 of order.txt: "
        f"its fingerprint there is {fingerprint(SENTENCES[0])}"
    )
    assert look.startswith("look again at what rests on GR-P1-S1: ")
    assert {"GR-C1", "THM-grond", "KTN-grond", "ORG-grond", "GR-C1-a", "OND-families"} == set(
        look.split(": ")[1].split(", ")
    )
    assert (
        counts == "1 sentence of BRN-grond compared with order.txt: 0 unchanged, 1 changed, 0 moved, 0 missing, 0 new"
    )
    assert SENTENCES[0] not in finding + look + counts


def test_an_unknown_source_subcommand_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    for typed in (["source"], ["source", "raed", "x"]):
        with pytest.raises(SystemExit) as stopped:
            cli.main(typed)
        assert stopped.value.code == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


# The source itself is no part of this project: who has it can hold the handbook against it.
if SOURCE:

    def test_the_source_has_all_sentences_as_they_were_read(capsys: pytest.CaptureFixture[str]) -> None:
        own = Handbook(TOP)
        assert own.command("source", "verify", SOURCE) == 0
        assert ": 18 unchanged, 0 changed, 0 moved, 0 missing, 0 new\n" in capsys.readouterr().out

    def test_the_source_has_the_words_of_its_dump(capsys: pytest.CaptureFixture[str]) -> None:
        assert Handbook(TOP).command("source", "prove", SOURCE.replace("reading-order", "dump"), SOURCE) == 0
        output = capsys.readouterr().out
        assert "490 pieces between blanks in " in output
        assert "514 words in " in output
        assert ", 514 in " in output
        assert output.endswith("none lost, none added\n")


def test_verify_proposes_successions_by_likeness_and_writes_nothing(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    later = (
        ":::{source} The next programme\n:id: BRN-next\n:publisher: An authority\n:licence: unknown\n:edition: 2026\n"
    )
    handbook.write({"next.md": f"# Next\n\n{later}:read: whole\n:::\n\nIt is [here](#BRN-next).\n"})
    before = {path: path.read_bytes() for path in handbook.folder.rglob("*") if path.is_file()}
    path = put(handbook, "The weather was fine.\n\nThe authority will study the waiting lists again.\n")
    handbook.command("source", "verify", path, "--source", "BRN-next", "--successions")
    proposed = [line for line in capsys.readouterr().out.splitlines() if "proposal" in line]
    assert proposed[0].startswith("1 proposal, by likeness of words alone")
    assert proposed[1].startswith("proposal: GR-C1 may go on at page 1, P2, sentence 2 (likeness ")
    assert {path: path.read_bytes() for path in before} == before
    handbook.command("source", "verify", path, "--source", "BRN-next")
    assert "proposal" not in capsys.readouterr().out
