"""The handbook has exactly the sentences of page 7 of the programme, which do not change."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from spoorboek.model.fingerprint import fingerprint, normalise
from spoorboek.model.programme import Item
from tests.content.own import HOME, READ, VERDICT, of

SOURCE = os.environ.get("SPOORBOEK_SOURCE")

PAGE = "BRN-werkprogramma-2024"
EDITION = "WP2024-"
OF_THE_PAGE = {
    "ORG-inspectie-jenv": "oorg/oorg12351",
    "ORG-jenv": "ministerie/mnre1058",
    "ORG-rvdk": "oorg/oorg12374",
    "ORG-dtv": "oorg/oorg12373",
    "ORG-ind": "oorg/oorg10222",
    "ORG-dji": "oorg/oorg10114",
    "ORG-coa": "zbo/zb000210",
}


def of_the_page(kind: str) -> list[Item]:
    """The sentences and commitments of the page, and what else rests on one of its sentences."""
    found = [item for item in READ.of_type(kind) if item.id.startswith(EDITION) or _rests_on_it(item)]
    return [item for item in found if item.field("scope") != "news"]


def _rests_on_it(item: Item) -> bool:
    return any(target.startswith(EDITION) for target in item.targets("grounded_in"))


def values(kind: str, field: str) -> Counter[str]:
    return Counter(item.field(field) for item in of_the_page(kind))


def test_the_handbook_is_clean() -> None:
    assert [str(finding) for finding in VERDICT.findings if finding.fails] == []
    assert READ.deferred == ()


def test_eighteen_sentences_in_four_passages_by_number() -> None:
    sentences = sorted(of_the_page("sentence"), key=lambda sentence: int(sentence.field("number")))
    assert [int(sentence.field("number")) for sentence in sentences] == list(range(1, 19))
    assert values("sentence", "passage") == {"P1": 2, "P2": 6, "P3": 4, "P4": 6}
    assert [sentence.id for sentence in sentences] == [
        f"WP2024-{passage}-S{n}"
        for passage, count in (("P1", 2), ("P2", 6), ("P3", 4), ("P4", 6))
        for n in range(1, count + 1)
    ]
    assert all(sentence.targets("part_of") == (PAGE,) and sentence.field("page") == "7" for sentence in sentences)
    assert READ.by_id[PAGE].field("sentences") == "18"
    assert READ.by_id[PAGE].field("edition") == "2024"


def test_kinds_of_sentences() -> None:
    assert values("sentence", "kind") == {"commitment": 8, "context": 6, "approach": 2, "reference": 1, "fragment": 1}
    assert READ.by_id["WP2024-P1-S1"].field("kind") == "fragment"
    assert READ.by_id["WP2024-P1-S2"].field("kind") == "reference"


def test_one_sentence_runs_over_the_column_seam() -> None:
    assert values("sentence", "column") == {"left": 10, "left-right": 1, "right": 7}
    assert READ.by_id["WP2024-P3-S3"].field("column") == "left-right"


def test_the_fragment_names_its_two_roles_and_the_ministry_shows_it() -> None:
    fragment = READ.by_id["WP2024-P1-S1"]
    assert {"opdrachtgever", "eigenaar"} <= set(re.findall(r"\w+", fragment.body.lower()))
    assert fragment.id in READ.by_id["ORG-jenv"].targets("grounded_in")


def test_the_running_head_and_the_page_number_are_accounted_for() -> None:
    page = (HOME / "docs/2024/pagina-7.md").read_text(encoding="utf-8")
    assert "kopregel" in page
    assert "getal 7" in page


def test_every_sentence_has_a_fingerprint_of_its_own() -> None:
    prints = values("sentence", "fingerprint")
    assert set(prints.values()) == {1}
    assert all(re.fullmatch("[0-9a-f]{64}", fingerprint) for fingerprint in prints)


def test_nine_commitments_each_on_its_own_sentence() -> None:
    assert {item.id: item.targets("grounded_in")[0][7:] for item in of_the_page("commitment")} == {
        "WP2024-C1": "P2-S3", "WP2024-C2": "P2-S5", "WP2024-C3": "P2-S6", "WP2024-C4": "P3-S3", "WP2024-C5": "P3-S4",
        "WP2024-C6": "P4-S3", "WP2024-C7": "P4-S4", "WP2024-C8": "P4-S5", "WP2024-C9": "P4-S6",
    }  # fmt: skip
    assert values("commitment", "testability")["principle"] == 1
    assert READ.by_id["WP2024-C5"].field("testability") == "principle"
    assert READ.by_id["WP2024-C9"].field("testability") == "dated-product"
    assert {item.id for item in of_the_page("commitment") if item.field("due")} == {"WP2024-C9"}


def test_five_footnotes_are_three_sources_and_two_terms() -> None:
    cited = {(sentence.id[7:], target) for sentence in of_the_page("sentence") for target in sentence.targets("cites")}
    assert cited == {
        ("P2-S1", "BRN-document-jaarbericht-2022"),
        ("P2-S2", "BRN-standen-van-de-uitvoering"),
        ("P4-S1", "BRN-dtn-58"),
        ("P4-S3", "BGR-cter"),
        ("P4-S3", "BGR-bewaken-en-beveiligen"),
    }


def test_the_threat_assessment_held_until_december_2023() -> None:
    assert READ.by_id["BRN-dtn-58"].field("valid_until") == "2023-12"
    assert ("WP2024-P4-S1", "BRN-dtn-58") in [finding.about for finding in VERDICT.findings if finding.number == "S203"]


def test_eight_organisations_of_the_page_have_their_identifiers() -> None:
    found = {
        id: READ.by_id[id].field("tooi").removeprefix("https://identifier.overheid.nl/tooi/id/") for id in OF_THE_PAGE
    }
    assert found == OF_THE_PAGE
    nctv = READ.by_id["ORG-nctv"]
    assert (nctv.field("tooi"), nctv.field("roo")) == ("", "98010")
    resting = {
        id
        for id, item in of("organisation").items()
        if any(READ.by_id[to].type == "sentence" for to in item.targets("grounded_in"))
    }
    assert {*OF_THE_PAGE, "ORG-nctv"} <= resting


def test_no_tooi_identifier_occurs_twice() -> None:
    used = [item.field("tooi") for item in READ.of_type("organisation") if item.field("tooi")]
    assert len(used) == len(set(used))


def test_every_organisation_has_an_identifier_or_is_a_group_or_neither() -> None:
    both = [item.id for item in READ.of_type("organisation") if item.field("group") == "true" and item.field("tooi")]
    assert both == []


def test_the_change_of_ministry_is_dated() -> None:
    moved = [item for item in READ.of_type("involvement") if item.targets("involved_in") == ("ORG-aenm",)]
    assert {item.targets("who")[0] for item in moved} >= {"ORG-coa", "ORG-ind", "ORG-dtv"}
    assert {item.field("valid_from") for item in moved} == {"2024-07-02"}


def test_five_chains_and_one_investigation_are_those_of_the_page() -> None:
    assert {chain.id for chain in of_the_page("chain")} == {
        "KTN-jeugdbescherming", "KTN-asiel", "KTN-migratie", "KTN-strafrecht", "KTN-jeugdstrafrecht",
    }  # fmt: skip
    (investigation,) = of_the_page("investigation")
    assert investigation.title == "Vroegsignalering van radicalisering"
    assert investigation.field("variant").startswith(f"{investigation.title} ")


def test_each_of_these_has_a_page_of_its_own() -> None:
    for kind in ("theme", "chain", "commitment", "investigation", "organisation"):
        pages = Counter(item.page for item in READ.of_type(kind) if item.field("scope") != "news")
        assert set(pages.values()) == {1}, kind


def test_an_event_is_dated_no_finer_than_its_id() -> None:
    for event in READ.of_type("event"):
        match = re.match(r"GEB-(\d{4}(?:-\d{2}(?:-\d{2})?)?|zonder-datum)-", event.id)
        assert match, event.id
        assert event.field("date") == ("" if match[1] == "zonder-datum" else match[1]), event.id


def test_the_four_parts_of_c4_have_a_check_each() -> None:
    assert len(READ.followed_back(READ.by_id["WP2024-C4"], "checks")) == 4


def test_the_trace_of_c9_runs_from_plan_to_agenda() -> None:
    events = {event.id: event for role_of in ("WP2024-C9", "OND-vroegsignalering")
              for event in READ.followed_back(READ.by_id[role_of], "of")}  # fmt: skip
    trace = {(event.field("date"), event.field("kind")) for event in events.values()}
    assert trace >= {
        ("2023-01-19", "plan"), ("2023-09-18", "announcement"), ("2024-08", "press"), ("2024-08-08", "report"),
        ("2024-08-08", "letter"), ("2024-10-09", "response"), ("2024-12-17", "agenda"),
    }  # fmt: skip
    assert READ.by_id["WP2024-C9-a"].targets("evidence") == ("GEB-2024-08-08-rapport-vroegsignalering",)


def test_the_slip_is_shown_with_both_chains() -> None:
    notes = [item for item in READ.of_type("erratum") if "WP2024-P2-S5" in item.targets("concerns")]
    assert notes
    assert set(READ.by_id["WP2024-C2"].targets("chain")) == {"KTN-jeugdbescherming", "KTN-jeugdstrafrecht"}


# The source itself is no part of this project: who has it can hold the handbook against it.
if SOURCE:

    def sentences_of_the_source() -> list[str]:
        """The sentences in reading order; the one that runs over the seam is one."""
        rows = Path(SOURCE).read_text(encoding="utf-8").splitlines()
        text = " ".join(row.split("] ", 1)[1] for row in rows if re.match(r"\[[LR]\d\] ", row))
        return re.split(r"(?<=[\w)}]\.) (?=[A-Z])", text)

    def test_the_fingerprints_are_those_of_the_source() -> None:
        ordered = sorted(of_the_page("sentence"), key=lambda sentence: int(sentence.field("number")))
        assert [fingerprint(sentence) for sentence in sentences_of_the_source()] == [
            sentence.field("fingerprint") for sentence in ordered
        ]

    def test_no_page_has_eight_words_in_a_row_of_the_source() -> None:
        source = _runs(" ".join(sentences_of_the_source()))
        copied = {
            f"{path.relative_to(HOME)}: {run}"
            for path in sorted((HOME / "docs").rglob("*.md"))
            for run in _runs(path.read_text(encoding="utf-8")) & source
        }
        assert copied == set()

    def _runs(text: str) -> set[str]:
        tokens = re.findall(r"\w+", normalise(text).lower())
        return {" ".join(tokens[n : n + 8]) for n in range(len(tokens) - 7)}

else:
    print("The tests that hold the handbook against its source need SPOORBOEK_SOURCE, the source in reading order.")
