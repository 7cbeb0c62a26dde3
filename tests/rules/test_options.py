"""Options that MyST drops or accepts without a warning."""

from pathlib import Path

import pytest

from tests.handbooks import ground


def findings(options: str, tmp_path: Path, text: str = "") -> list[str]:
    page = f":::{{chain}} Care for the elderly\n:id: KTN-elderly\n:grounded_in: GR-P1-S1\n{options}{text}:::\n"
    return ground(tmp_path / "handbook").write({"example.md": page}).check()[1]


def test_an_option_given_twice_is_found_in_yaml_too(tmp_path: Path) -> None:
    page = (
        ":::{chain} Care for the elderly\n---\nid: KTN-elderly\ngrounded_in: GR-P1-S1\n"
        "part_of: KTN-grond\npart_of: KTN-grond\n---\n:::\n"
    )
    _, lines = ground(tmp_path / "handbook").write({"example.md": page}).check()
    assert lines == [
        (
            "docs/example.md:5:1: error S509 link-lost-in-text: "
            "KTN-elderly loses option 'part_of': it is given again on line 6, and the last one wins"
        )
    ]


def test_what_looks_like_an_option_but_resembles_none_is_text(tmp_path: Path) -> None:
    assert findings("", tmp_path, "\n:unrelated: word\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "part_of: KTN-grond\n",
        "keywords: a word\n",
        "\npart_of: KTN-grond, KTN-other\n",
        "\n:keywords a word\n",
        "\n::part_of: KTN-grond\n",
    ],
)
def test_an_option_that_lacks_a_colon_or_has_one_too_many_is_lost(text: str, tmp_path: Path) -> None:
    (line,) = findings("", tmp_path, text)
    name = text.strip(":\n").split(":")[0].split(" ")[0]
    assert f"error S509 link-lost-in-text: KTN-elderly loses option '{name}': it is in the text" in line


@pytest.mark.parametrize("text", ["\nkeywords: a word\n", "\nPart_of: KTN-grond\n", "\npart_of: the chain\n", "id\n"])
def test_words_that_are_named_as_an_option_are_text(text: str, tmp_path: Path) -> None:
    assert findings("", tmp_path, text) == []


def test_an_option_inside_an_example_is_text(tmp_path: Path) -> None:
    assert findings("", tmp_path, "\n```text\n:part_of: KTN-nowhere\n```\n") == []


def test_an_option_of_sphinx_needs_below_a_blank_line_is_lost_too(tmp_path: Path) -> None:
    (line,) = findings("", tmp_path, "\n:status: open\n")
    assert line.startswith("docs/example.md:5:1: error S509 link-lost-in-text: KTN-elderly loses option 'status'")


@pytest.mark.parametrize(
    "option", ["status", "tags", "links", "style", "layout", "hide", "collapse", "template", "constraints"]
)
def test_no_option_of_sphinx_needs_itself_is_taken(option: str, tmp_path: Path) -> None:
    (line,) = findings(f":{option}: open\n", tmp_path)
    assert line.startswith(f"docs/example.md:4:2: error S504 unknown-option: KTN-elderly has option '{option}'")


def test_several_targets_that_run_on_are_one_finding(tmp_path: Path) -> None:
    (line,) = findings(":part_of: KTN-grond,\nKTN-nowhere\n", tmp_path)
    assert line.startswith("docs/example.md:5:1: error S509 link-lost-in-text: KTN-elderly loses option 'part_of'")


def test_text_right_below_the_options_is_text(tmp_path: Path) -> None:
    assert findings("", tmp_path, "Some words.\n") == []


# What spoils the options, the place of that, and why MyST reads none of them. The item keeps what was meant.
SPOILT = {
    "a tab behind a value": (
        ":part_of: KTN-grond \t\n",
        "4:21",
        "MyST drops them because of the tab in this line",
    ),
    "a tab before a value": (
        ":part_of:\tKTN-grond\n",
        "4:10",
        "MyST drops them because of the tab in this line",
    ),
    "a quote that nobody closes": (':part_of: "KTN-grond\n', "4:11", "the quote is not closed"),
    "no blank behind the name": (":part_of:KTN-grond\n", "4:2", "the name is not followed by a colon and a blank"),
    "no colon behind the name": (":part_of KTN-grond\n", "4:2", "the name is not followed by a colon and a blank"),
    "what stands behind a quote": (
        ':part_of: "KTN-grond" x\n',
        "4:23",
        "MyST-Parser reports: expected key to start at column 0",
    ),
}


@pytest.mark.parametrize("slip", SPOILT)
def test_a_slip_for_which_myst_drops_all_options_is_reported_once_and_where_it_is(slip: str, tmp_path: Path) -> None:
    options, place, reason = SPOILT[slip]
    (line,) = findings(options, tmp_path)
    assert line == (
        f"docs/example.md:{place}: error S509 link-lost-in-text: KTN-elderly loses all its options: {reason}"
    )


def test_a_comment_after_a_value_loses_its_text(tmp_path: Path) -> None:
    (line,) = findings(":part_of: KTN-grond # and KTN-more\n", tmp_path)
    assert line == (
        "docs/example.md:4:21: error S509 link-lost-in-text: KTN-elderly loses option 'part_of': "
        "it ends at #, where a comment begins"
    )


def test_a_required_option_that_was_lost_so_is_not_missed_a_second_time(tmp_path: Path) -> None:
    page = ":::{chain} Care for the elderly\n:id: KTN-elderly\n:grounded_in: |x\n:::\n"
    _, lines = ground(tmp_path / "handbook").write({"example.md": page}).check()
    (line,) = lines
    assert line.startswith(
        "docs/example.md:3:15: error S509 link-lost-in-text: KTN-elderly loses all its options: MyST"
    )


def test_warnings_of_myst_about_other_directives_are_not_suppressed(tmp_path: Path) -> None:
    lines = (
        ground(tmp_path / "handbook").write({"example.md": "# A\n\n:::{note}\n:class: a\t\n\nText\n:::\n"}).check()[1]
    )
    assert [line for line in lines if "'note': Invalid options format" in line]
