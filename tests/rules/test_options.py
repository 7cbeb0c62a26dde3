"""Options that MyST drops or accepts without a warning."""

from pathlib import Path

from tests.handbooks import ground

ITEM = ":::{{chain}} Care for the elderly\n:id: {id}\n:grounded_in: GR-P1-S1\n{options}:::\n"
LOST = "error S509 link-lost-in-text: {id} loses "
OF_SPHINX_NEEDS = ("status", "tags", "links", "style", "layout", "hide", "collapse", "template", "constraints")
# What is written below the first two options of an item.
TEXT = (
    "\n:unrelated: word\n",
    "\nkeywords: a word\n",
    "\nPart_of: KTN-grond\n",
    "\npart_of: the chain\n",
    "id\n",
    "\n```text\n:part_of: KTN-nowhere\n```\n",
    "Some words.\n",
)
# What is written there, and what is found: MyST drops or accepts it without a warning. The item keeps what was meant.
SPOILT = {
    "part_of: KTN-grond\n": f"4:1: {LOST}option 'part_of': it is in the text",
    "keywords: a word\n": f"4:1: {LOST}option 'keywords': it is in the text",
    "\npart_of: KTN-grond, KTN-other\n": f"5:1: {LOST}option 'part_of': it is in the text",
    "\n:keywords a word\n": f"5:1: {LOST}option 'keywords': it is in the text",
    "\n::part_of: KTN-grond\n": f"5:1: {LOST}option 'part_of': it is in the text",
    "\n:status: open\n": f"5:1: {LOST}option 'status': it is in the text",
    ":part_of: KTN-grond,\nKTN-nowhere\n": f"5:1: {LOST}option 'part_of': ",
    ":part_of: KTN-grond \t\n": f"4:21: {LOST}all its options: MyST drops them because of the tab in this line",
    ":part_of:\tKTN-grond\n": f"4:10: {LOST}all its options: MyST drops them because of the tab in this line",
    ':part_of: "KTN-grond\n': f"4:11: {LOST}all its options: the quote is not closed",
    ":part_of:KTN-grond\n": f"4:2: {LOST}all its options: the name is not followed by a colon and a blank",
    ":part_of KTN-grond\n": f"4:2: {LOST}all its options: the name is not followed by a colon and a blank",
    ':part_of: "KTN-grond" x\n': f"4:23: {LOST}all its options: MyST-Parser reports: expected key to start at column 0",
    ":part_of: KTN-grond # and KTN-more\n": f"4:21: {LOST}option 'part_of': it ends at #, where a comment begins",
    **{f":{name}: open\n": f"4:2: error S504 unknown-option: {{id}} has option '{name}'" for name in OF_SPHINX_NEEDS},
}
IN_YAML = (
    ":::{chain} Care for the elderly\n---\nid: KTN-yaml\ngrounded_in: GR-P1-S1\n"
    "part_of: KTN-grond\npart_of: KTN-grond\n---\n:::\n"
)
REQUIRED = ":::{chain} Care for the elderly\n:id: KTN-required\n:grounded_in: |x\n:::\n"


def test_options_that_myst_drops_or_accepts_in_silence_are_each_one_finding(tmp_path: Path) -> None:
    """All in one handbook, each on a page of its own, read by both readers."""
    handbook, expected = ground(tmp_path / "handbook"), []
    for number, options in enumerate((*SPOILT, *TEXT)):
        id = f"KTN-n{number:02}"
        handbook.write({f"n{number:02}.md": ITEM.format(id=id, options=options)})
        expected += [f"docs/n{number:02}.md:{SPOILT[options].format(id=id)}"] if options in SPOILT else []
    handbook.write({"required.md": REQUIRED, "yaml.md": IN_YAML})
    again = "it is given again on line 6, and the last one wins"
    expected += [
        f"docs/required.md:3:15: {LOST}all its options: MyST".format(id="KTN-required"),
        f"docs/yaml.md:5:1: {LOST}option 'part_of': {again}".format(id="KTN-yaml"),
    ]
    for found in (handbook.quick()[1], handbook.check()[1]):
        assert [line[: len(begin)] for line, begin in zip(found, expected, strict=True)] == expected


def test_warnings_of_myst_about_other_directives_are_not_suppressed(tmp_path: Path) -> None:
    lines = (
        ground(tmp_path / "handbook").write({"example.md": "# A\n\n:::{note}\n:class: a\t\n\nText\n:::\n"}).check()[1]
    )
    assert [line for line in lines if "'note': Invalid options format" in line]
