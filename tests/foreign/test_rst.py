"""An item in reStructuredText in a handbook: its options have the locations that docutils gives them."""

from __future__ import annotations

from pathlib import Path

from spoorboek.readers import rst
from tests import breaks
from tests.handbooks import Handbook, ground

CHAIN = """\
.. chain:: Care for the elderly
   :id: KTN-elderly
   :grounded_in: GR-P1-S1
   :part_of: KTN-ground

   Words.
"""
WRONG = (
    "error S501 unknown-target: KTN-elderly links by 'part_of' to KTN-ground, which is not an item, "
    "did you mean KTN-grond?"
)


def judged(handbook: Handbook) -> list[str]:
    """What is found, but for S801: the quick check leaves reStructuredText to the build."""
    return [line for line in handbook.check()[1] if "S801" not in line]


def indented(by: str) -> str:
    return "".join(f"{by}{line}\n" if line else "\n" for line in CHAIN.splitlines())


# The page, and the place of KTN-ground in it.
PLACES = {
    "alone": (CHAIN, "7:14"),
    "in a quote": (indented("   "), "7:17"),
    "in a list": (f"- One:\n\n{indented('  ')}", "9:16"),
    "behind the mark of a list": (f"- {indented('  ').lstrip()}", "7:16"),
    "in a directive": (f".. note::\n\n{indented('   ')}", "9:17"),
    "in an item": (f".. goal:: Less\n   :id: DOEL-less\n   :grounded_in: GR-P1-S1\n\n{indented('   ')}", "11:17"),
    "as the second of two targets": (CHAIN.replace("KTN-ground", "KTN-grond,  KTN-ground"), "7:26"),
    "on a second line": (CHAIN.replace("KTN-ground", "KTN-grond,\n      KTN-ground"), "8:7"),
    "below its option": (CHAIN.replace(" KTN-ground", "\n     KTN-ground"), "8:6"),
    "below a title of two lines": (CHAIN.replace("for the", "for\n   the"), "8:14"),
    "with tabs": (CHAIN.replace("   :", "\t:"), "7:12"),
    "with lines that end as on Windows": (CHAIN.replace("\n", "\r\n"), "7:14"),
}


def test_the_location_is_that_of_the_target(tmp_path: Path) -> None:
    handbook, expected = ground(tmp_path), {}
    for number, (where, (block, place)) in enumerate(PLACES.items()):
        text = f"Example\n=======\n\n{block}".replace("KTN-elderly", f"KTN-{number}")
        handbook.write({f"example-{number}.rst": text})
        expected[f"docs/example-{number}.rst:{place}: {WRONG}".replace("KTN-elderly", f"KTN-{number}")] = where
    found = set(judged(handbook))
    assert found - expected.keys() == set()
    assert {where for line, where in expected.items() if line not in found} == set()


def test_an_included_file_is_named_itself(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"example.rst": "Example\n=======\n\n.. include:: part.txt\n"})
    handbook.write({"part.txt": f"Words.\n\n{CHAIN}"})
    assert judged(handbook) == [f"docs/part.txt:6:14: {WRONG}"]


def test_an_option_has_its_own_location(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"example.rst": f"Example\n=======\n\n{CHAIN}"})
    breaks.change("   :part_of: KTN-ground", "   :status: open", "docs/example.rst")(handbook)
    (line,) = judged(handbook)
    assert line.startswith("docs/example.rst:7:5: error S504 unknown-option: KTN-elderly has option 'status'")


def test_an_item_is_read_as_it_is_in_markdown(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"example.rst": f"Example\n=======\n\n{CHAIN.replace('-ground', '-grond')}"})
    markdown = breaks.chain("KTN-young", ":part_of: KTN-grond").replace("A chain", "Care for the elderly")
    handbook.write({"young.md": f"# Young\n\n{markdown}".replace("\n:::\n", "\n\nWords.\n:::\n")})
    assert judged(handbook) == []
    verdict, _ = handbook.check()
    ours, theirs = (verdict.programme.by_id[id] for id in ("KTN-elderly", "KTN-young"))
    assert (ours.title, ours.type, ours.body) == (theirs.title, theirs.type, theirs.body)
    assert [(link.role, link.target) for link in ours.links] == [(link.role, link.target) for link in theirs.links]


def test_a_line_that_does_not_open_a_directive_is_text() -> None:
    assert [rst.opens(line, "req") for line in (".. req:: A", "  .. req::", ".. reqs:: A", ".. req: A", "req:: A")] == [
        1, 3, 0, 0, 0,
    ]  # fmt: skip


def test_options_may_stand_below_a_blank_line_where_there_is_no_title() -> None:
    block = rst.directive("a.rst", [".. req::", "", "   :id: R_1", "", "   :status: text"], 1, "req")
    assert [(option.name, option.value, str(option.at)) for option in block.options] == [("id", "R_1", "a.rst:3:5")]
    assert [row.text for row in block.body] == ["", ":status: text"]
