"""A finding names the file, line and column of what is wrong, wherever the item stands."""

from pathlib import Path

from tests.handbooks import ground

CHAIN = """\
:::{chain} Care for the elderly
:id: KTN-elderly
:grounded_in: GR-P1-S1
:part_of: KTN-ground
:::
"""
FENCED = CHAIN.replace(":::", "```")
WRONG = (
    "error S501 unknown-target: KTN-elderly links by 'part_of' to KTN-ground, which is not an item, "
    "did you mean KTN-grond?"
)


def indented(by: str) -> str:
    return "".join(f"{by}{line}\n" for line in CHAIN.splitlines())


INCLUDES = "# Example\n\n```{{include}} parts/{0}\n```\n"
PART = f"Some words.\n\n{CHAIN}"
# The page, and the place of KTN-ground in it.
PLACES = {
    "alone": (CHAIN, "4:11"),
    "below front matter": (f"---\nhide-toc: true\n---\n\n{CHAIN}", "8:11"),
    "in backticks": (FENCED, "4:11"),
    "in a quote": (f"# Example\n\n{indented('> ')}", "6:13"),
    "in a quote in a quote": (f"# Example\n\n{indented('> > ')}", "6:15"),
    "in a list": (f"# Example\n\n- One:\n\n{indented('  ')}", "8:13"),
    "in an admonition": (f"# Example\n\n::::{{note}}\n\n{CHAIN}::::\n", "8:11"),
    "in an admonition in an admonition": (
        f"# Example\n\n:::::{{note}}\n\n::::{{tip}}\n\n{CHAIN}::::\n:::::\n",
        "10:11",
    ),
    "in an admonition without a blank line above": (f"# Example\n\n::::{{note}}\n{CHAIN}::::\n", "7:11"),
    "in a container without a blank line above": (f"# Example\n\n::::{{container}}\n{CHAIN}::::\n", "7:11"),
    "in an item": (f"::::{{goal}} Less waiting\n:id: DOEL-less\n:grounded_in: GR-P1-S1\n\n{CHAIN}::::\n", "8:11"),
    "as the second of two targets": (CHAIN.replace("KTN-ground", "KTN-grond,  KTN-ground"), "4:23"),
    "behind spaces": (CHAIN.replace("KTN-ground", "   KTN-ground"), "4:14"),
    "in a block of YAML": (
        ":::{chain} Care for the elderly\n---\nid: KTN-elderly\ngrounded_in: GR-P1-S1\npart_of: KTN-ground\n---\n:::\n",
        "5:10",
    ),
    "in a block of YAML that is indented": (
        ":::{chain} Elderly\n---\n  id: KTN-elderly\n  grounded_in: GR-P1-S1\n  part_of: KTN-ground\n---\n:::\n",
        "5:12",
    ),
    "in quotes": (CHAIN.replace("KTN-ground", '"KTN-grond, KTN-ground"'), "4:23"),
    "on a second line of one value": (CHAIN.replace("KTN-ground", "KTN-grond,\n:  KTN-ground"), "5:4"),
    "behind a tab that a list widens": (f"# Example\n\n-\t{indented(chr(9))[1:]}", "6:12"),
    "with lines that end as on Windows": (CHAIN.replace("\n", "\r\n"), "4:11"),
}


def test_each_finding_has_the_place_of_its_target(tmp_path: Path) -> None:
    """All in one handbook, each with an id of its own, read by both readers."""
    handbook = ground(tmp_path / "handbook")
    handbook.configure('exclude_patterns = ["parts"]')
    expected = []
    for number, (page, place) in enumerate(PLACES.values()):
        handbook.write({f"p{number:02}.md": page.replace("KTN-elderly", f"KTN-e{number}")})
        expected.append(f"docs/p{number:02}.md:{place}: {WRONG.replace('KTN-elderly', f'KTN-e{number}')}")
    for include in ("part.md", "part.txt"):
        id = f"KTN-{include[-2:]}"
        handbook.write(
            {f"q-{include}.md": INCLUDES.format(include), f"parts/{include}": PART.replace("KTN-elderly", id)}
        )
        expected.append(f"docs/parts/{include}:6:11: {WRONG.replace('KTN-elderly', id)}")
    assert sorted(handbook.check()[1]) == sorted(handbook.quick()[1]) == sorted(expected)


def test_a_misspelt_type_in_an_included_file_is_found_there(tmp_path: Path) -> None:
    handbook = ground(tmp_path / "handbook")
    part = CHAIN.replace("KTN-ground", "KTN-grond").replace("{chain}", "{chian}")
    handbook.write({"example.md": INCLUDES.format("part.md"), "parts/part.md": f"Words.\n\n{part}"})
    handbook.configure('exclude_patterns = ["parts"]')
    _, lines = handbook.check()
    assert [line.partition(" neither ")[0] for line in lines] == [
        "docs/parts/part.md:3:5: error S510 unknown-type: {chian} is"
    ]


def test_a_reference_in_a_long_paragraph_has_its_own_line(tmp_path: Path) -> None:
    page = "# Example\n\nOne line,\nand then {need}`KTN-ground`.\n"
    _, lines = ground(tmp_path / "handbook").write({"example.md": page}).check()
    assert [line.partition(" error ")[0] for line in lines] == ["docs/example.md:4:17:"]
