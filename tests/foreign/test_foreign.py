"""In another sphinx-needs project the extension changes no page, and reports a dead link at its location."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.sphinxext import versions
from tests.foreign.projects import NAMES, Project
from tests.handbooks import TOP
from tests.running import SPOORBOEK, run

Change = tuple[str, str, str]
SPECS = "requirements/index.rst"
PAGE = (TOP / "docs" / "techniek" / "other-projects.md").read_text(encoding="utf-8")
OTHER_BUILDERS = (("plain", "dirhtml"), ("mixed", "needs"))
(TRACE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)  # what the page tells is what is tried here


@pytest.mark.parametrize(("name", "builder"), [*((name, "html") for name in NAMES), *OTHER_BUILDERS])
def test_a_project_builds_to_the_same_bytes_with_us_as_without(name: str, builder: str, tmp_path: Path) -> None:
    project = Project(tmp_path, name)
    before = project.build("-b", builder, out="before")
    assert project.join().build("-b", builder, out="after") == before
    assert project.pages("after") == project.pages("before")


@pytest.mark.parametrize("theme", ["furo", "classic"])
def test_the_theme_of_a_project_is_left_alone(theme: str, tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").add(f'html_theme = "{theme}"')
    assert project.build(out="before") == []
    assert project.join().build(out="after") == []
    assert project.pages("after") == project.pages("before")


def test_neither_the_order_of_extensions_nor_a_second_process_or_build_changes_the_finding(tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").change("conf.py", '["sphinx_needs"]', '["spoorboek", "sphinx_needs"]')
    project.change(SPECS, "R_STOP.2", "R_STOPP")
    assert project.build("-j", "4") == project.build() == [DEAD]


def test_sphinx_needs_comes_along_where_a_project_names_only_us(tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").change("conf.py", '["sphinx_needs"]', '["spoorboek"]')
    assert project.build() == []


DEAD = (
    "WARNING: requirements/index.rst:7:12: error S501 unknown-target: S_VALVE links by 'links' to R_STOPP, "
    "which is not an item, did you mean R_STOP? [spoorboek.S501]"
)


def test_the_page_begins_with_the_supported_versions_and_shows_the_real_output() -> None:
    first = PAGE.partition("\n# ")[2].split("\n\n")[1]
    for name, known in versions.OF_OTHERS.items():
        assert f"{name} {' or '.join(known)}" in first
    assert DEAD.removeprefix("WARNING: ").removesuffix(" [spoorboek.S501]") in PAGE


# The project, what is broken in it, and the place, rule and item of the one line that a build then says.
FLAWS: dict[str, tuple[str, Change, str]] = {
    "on the second line of a value": ("plain", (SPECS, "R_STOP.2", "R_STOPP"), f"{SPECS}:7:12: error S501 S_VALVE"),
    "a part that is not there": ("plain", (SPECS, "R_STOP.2", "R_STOP.3"), f"{SPECS}:7:12: error S501 S_VALVE"),
    "in a directive in a directive": ("plain", (SPECS, "S_VALVE[", "S_VALV["), f"{SPECS}:14:20: error S501 I_VALVE"),
    "in a list, behind another": ("plain", (SPECS, "; I_VALVE", "; I_VALV"), f"{SPECS}:27:23: error S501 T_VALVE"),
    "in an included file": (
        "plain",
        ("requirements/part.txt", "S_VALVE", "S_VALV"),
        "requirements/part.txt:5:12: error S501 S_PART",
    ),
    "added by a needextend": ("plain", (SPECS, "s: R_STOP\n", "s: R_ST\n"), f"{SPECS}:12:7: error S501 I_VALVE"),
    "of a type that the link may not point to": (
        "plain",
        (SPECS, ":tests: S_VALVE", ":tests: R_STOP"),
        f"{SPECS}:27:14: error S502 T_VALVE",
    ),
    "imported": (
        "plain",
        ("requirements/needs.json", '"links": [\n            "R_SAFE"', '"links": [\n            "R_GONE"'),
        f"{SPECS}:32:4: error S501 LIB_S_SAFE",
    ),
    "in Markdown": ("mixed", ("specs/one.md", " SR_open", " SR_opem"), "specs/one.md:5:21: error S501 CH_open"),
    "in a block of YAML": ("mixed", ("index.md", "  EXT_R_1\n", "  EXT_R_2\n"), "index.md:27:3: error S501 SR_open"),
    "in eval-rst": ("mixed", ("index.md", "  :links: RQ_open", "  :links: RQ_op"), "index.md:38:12: error S501 RQ_rst"),
    "below its option": ("mixed", ("specs/two.rst", "   SR_open", "   SR_op"), "specs/two.rst:13:7: error S501 RQ_two"),
    "in Markdown in Markdown": (
        "mixed",
        ("specs/one.md", "CH_open[", "CH_opem["),
        "specs/one.md:11:10: error S501 CH_inner",
    ),
    "of a type that does not inherit": (
        "mixed",
        ("specs/one.md", " SR_open", " CH_inner"),
        "specs/one.md:5:21: error S502 CH_open",
    ),
    "of a type that an extension makes": (
        "metamodel",
        ("design/index.md", "lock__levels", "lock__level"),
        "design/index.md:9:38: error S501 feat_arc_sta__lock__doors",
    ),
}  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_dead_link_is_reported_once_at_its_own_place(flaw: str, tmp_path: Path) -> None:
    name, change, expected = FLAWS[flaw]
    (warning,) = Project(tmp_path, name).join().change(*change).build()
    place, _, rest = warning.removeprefix("WARNING: ").partition(" error ")
    number, _, item = rest.split(" ")[:3]
    assert f"{place} error {number} {item}" == expected


def test_a_page_that_is_a_template_gives_the_place_by_the_id_or_states_that_none_is_known(tmp_path: Path) -> None:
    project = Project(tmp_path, "templated").join()
    for page, old in (
        ("requirements.rst", "NEED_RAIN\n   :effort"),
        ("requirements.rst", "NEED_RAIN\n\n{% for"),
        ("requirements.rst", "NEED_RAIN\n\n{% endfor"),
        ("index.rst", "NEED_RAIN\n{% endif"),
        ("code/station.py", "REQ_RAIN"),
        ("parts/report.txt", "REQ_WIND"),
    ):
        project.change(page, old, old.replace("N", "M", 1))
    reason = "(line unknown: the page that is read differs from its file) [spoorboek.S501]"
    messages = [
        re.sub(r" links by .*?did you mean \w+\?", "", line.removeprefix("WARNING: ")) for line in project.build()
    ]
    assert [line.replace(" error S501 unknown-target:", "").replace(" [spoorboek.S501]", "") for line in messages] == [
        "code/station.py:9:21: IMPL_RAIN",
        "index.rst:19:12: NEED_WIND",
        f"requirements.rst:1:1: REQ_NORTH {reason}".replace(" [spoorboek.S501]", ""),
        f"requirements.rst:1:1: REQ_SOUTH {reason}".replace(" [spoorboek.S501]", ""),
        "requirements.rst:9:12: REQ_RAIN",
        "requirements.rst:15:12: REQ_WIND",
        "results.rst:4:1: RUN_BLOWS",
    ]


# What is changed on a page, and what a build then says of it: a link or an item that no page shows.
LOST = {
    "below a blank line": (
        ("design/index.md", ":safety: B\n:fulfils", "\n:safety: B\n:fulfils"),
        "design/index.md:10:1: error S509 link-lost-in-text: feat_arc_sta__lock__doors loses option 'fulfils'",
    ),
    "on a second line": (
        ("design/index.md", "lock__interlock, feat", "lock__interlock,\n  feat"),
        "design/index.md:10:3: error S509 link-lost-in-text: feat_arc_sta__lock__doors loses option 'fulfils'",
    ),
    "given again": (
        ("design/index.md", ":status: valid", ":fulfils: feat_req__lock__inner"),
        "design/index.md:7:2: error S509 link-lost-in-text: feat_arc_sta__lock__doors loses option 'fulfils'",
    ),
    "a colon too few": (
        ("requirements.rst", "   .. feat_req:: Inside", "   .. feat_req: Inside"),
        "requirements.rst:38:7: error S512 item-lost-in-text: feat_req__lock__inner is not read as an item: expected",
    ),
    "below a blank line, in reStructuredText": (
        ("requirements.rst", ":status: valid\n   :links", ":status: valid\n\n   :links"),
        "requirements.rst:18:4: error S509 link-lost-in-text: feat_req__lock__interlock loses option 'links'",
    ),
}  # fmt: skip


def test_links_and_items_that_are_lost_in_the_text_are_reported_once_at_their_place(tmp_path: Path) -> None:
    """Two in one build: one on each page of the project."""
    names = list(LOST)
    for number, pair in enumerate([(names[0], names[3]), (names[1], names[4]), (names[2],)]):
        project = Project(tmp_path / str(number), "metamodel").join()
        for name in pair:
            project.change(*LOST[name][0])
        warnings = [line.removeprefix("WARNING: ") for line in project.build("-b", "dummy")]
        assert len(warnings) == len(pair)
        for name, line in zip(pair, warnings, strict=True):
            assert line.startswith(LOST[name][1])


def test_an_item_that_is_lost_in_an_included_page_or_behind_marks_that_are_no_fence_is_reported(tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").join().change("parts/part.md", ":::{check}", ":::check")
    project.change("specs/one.md", ":::{req} The", "``{req} The")
    assert [line.removeprefix("WARNING: ").partition(" not read as")[0] for line in project.build("-b", "dummy")] == [
        "parts/part.md:3:4: error S512 item-lost-in-text: CH_part is",
        "specs/one.md:16:4: error S512 item-lost-in-text: rq_open is",
    ]


# A change of the whole page, and the column at which the target then stands.
WRITTEN_OTHERWISE = {
    "with lines that end as on Windows": ("\n", "\r\n", 12),
    "with tabs": ("           R_STOP.2", "\t\tR_STOP.2", 3),
    "with a byte-order mark": ("Specifications\n", "\ufeffSpecifications\n", 12),
}


@pytest.mark.parametrize("how", WRITTEN_OTHERWISE)
def test_the_column_is_that_of_the_file(how: str, tmp_path: Path) -> None:
    old, new, column = WRITTEN_OTHERWISE[how]
    project = Project(tmp_path, "plain").join()
    path = project.folder / SPECS
    path.write_bytes(path.read_bytes().decode().replace(old, new).replace("R_STOP.2", "R_STOPP").encode())
    assert project.build() == [DEAD.replace(":7:12:", f":7:{column}:")]


# What sphinx-needs or Sphinx tells with a place of its own.
TOLD_BY_OTHERS: dict[str, tuple[str, Change, str]] = {
    "a duplicate id": (
        "plain",
        ("requirements/part.txt", "S_PART", "S_VALVE"),
        "part.txt:3: WARNING: Need could not be created: A need with ID 'S_VALVE' already exists (defined at requi",
    ),
    "an unknown option": (
        "plain",
        ("requirements/part.txt", ":links:", ":lniks:"),
        "part.txt:3: WARNING: Unknown option 'lniks' [needs.directive]",
    ),
    "a reference in text": (
        "plain",
        ("index.rst", ":need:`S_VALVE`", ":need:`S_VALV`"),
        "index.rst:15: WARNING: linked need S_VALV not found [needs.link_ref]",
    ),
    "a condition that does not hold": ("plain", (SPECS, '"open"]', '"done"]'), "needs.link_condition_failed"),
    "a value that is none of those": ("mixed", ("index.md", ": B", ": C"), "[sn_schema_violation.field_fail]"),
}  # fmt: skip


@pytest.mark.parametrize("flaw", TOLD_BY_OTHERS)
def test_what_other_tools_report_is_not_repeated(flaw: str, tmp_path: Path) -> None:
    name, change, expected = TOLD_BY_OTHERS[flaw]
    message = "\n".join(Project(tmp_path, name).join().change(*change).build())
    assert expected in message
    assert message.count("WARNING: ") + message.count("ERROR: ") == 1
    assert "spoorboek" not in message


@pytest.mark.parametrize("silence", ["needs.link_outgoing", "needs", "needs.*", "spoorboek.S501"])
def test_a_project_that_suppresses_dead_links_gets_no_finding_for_them(silence: str, tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").join().add(f'suppress_warnings = ["{silence}"]')
    assert project.change(SPECS, "R_STOP.2", "R_STOPP").build() == []


def test_the_command_judges_as_the_build_does(tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").join().change("specs/one.md", " SR_open", " SR_opem")
    output = project.say(*SPOORBOEK, "check", "--docs", ".", "--conf", ".")
    assert any(line.startswith("specs/one.md:5:21: error S501 unknown-target: CH_open") for line in output)


OF_FORM = "S501 S502 S508 S509 S511 S512 S701 S702 S703 S705 S802 S803"
OF_A_TRACE = "S104 S1001 S301 S302 S303 S304 S305 S507"


def test_only_the_rules_that_run_in_other_projects_are_listed(tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").join()
    (project.folder / "ubproject.toml").rename(project.folder / "of-this-project.toml")
    project.change("conf.py", '"ubproject.toml"', '"of-this-project.toml"')
    before = rules_listed(project)
    project.add(TRACE, "of-this-project.toml").add("spoorboek_restrict_pages = True")
    assert before == OF_FORM.split()
    assert rules_listed(project) == sorted([*OF_FORM.split(), *OF_A_TRACE.split(), "S514"])
    page = run(project, *SPOORBOEK, "explain", "requirement-without-check", "--conf", ".").stdout
    assert page.startswith("# S1001 requirement-without-check")
    assert run(project, *SPOORBOEK, "explain", "S401", "--conf", ".").returncode == 0


def rules_listed(project: Project) -> list[str]:
    listed = run(project, *SPOORBOEK, "rules", "--conf", ".")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "handbook" not in listed.stdout
    return [line.partition(" ")[0] for line in listed.stdout.splitlines()]


COMMANDS = ("", "check", "rules", "explain", "items", "show", "path", "diff", "freeze", "review", "accept")


@pytest.mark.parametrize("word", COMMANDS)
def test_the_help_of_subcommands_for_other_projects_mentions_no_handbook(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main([*word.split(), "--lang", "en", "--help"])
    lines = capsys.readouterr().out
    own = "" if word else lines[lines.index("\n    new ") : lines.index("\nbegin with")]  # each word in one line
    assert "handbook" not in lines.replace(own, "")


NAMED_AS_OURS = """
needs_types = [
    {"directive": name, "title": name, "prefix": f"{name.upper()}_", "color": "#fff", "style": "node"}
    for name in "event check search source sentence commitment organisation theme recommendation term".split()
]
needs_fields = {name: {"schema": {"type": "string"}} for name in "by_note date year kind question edition".split()}
needs_links = {name: {"outgoing": name, "incoming": name} for name in "evidence of by checks theme part_of".split()}
"""


def test_types_that_are_called_as_those_of_a_handbook_are_the_projects_own(tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").join().add(NAMED_AS_OURS).add("[trace]\nas-of = 2026-01-01", "ubproject.toml")
    for path in (project.folder / "requirements").iterdir():
        path.unlink()
    names = re.findall(r'"([a-z ]{20,})"\.split', NAMED_AS_OURS)[0].split()
    items = (f".. {name}:: A {name}\n   :id: X_{name.upper()}\n   :date: soon\n   :year: one\n\n" for name in names)
    (project.folder / "index.rst").write_text(f"Pumps\n=====\n\n{''.join(items)}", encoding="utf-8")
    (project.folder / "overview.rst").unlink()
    assert project.build("-b", "dummy") == []


def test_a_trace_asks_for_links_and_leaves_the_pages_alone(tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed")
    assert project.build(out="before") == []
    project.join().add(TRACE, "ubproject.toml")
    messages = (line.partition(" is reached by 'verifies' from no check")[0] for line in project.build(out="after"))
    assert [line.removeprefix("WARNING: ") for line in messages if "S1001" in line] == [
        "index.md:36:4: error S1001 requirement-without-check: RQ_rst",
        "specs/one.md:16:5: error S1001 requirement-without-check: rq_open",
        "specs/two.rst:9:4: error S1001 requirement-without-check: RQ_two",
        "specs/two.rst:23:1: error S1001 requirement-without-check: RQ_listed",
    ]
    assert project.pages("after") == project.pages("before")


@pytest.mark.parametrize("silence", ["", "spoorboek.S501", "needs.link_outgoing"])
def test_a_suppressed_dead_link_explains_no_other_finding(silence: str, tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").join().add(TRACE, "ubproject.toml")
    project.change("index.md", ":status: open", ":status: done")
    project.add(f'suppress_warnings = [*globals().get("suppress_warnings", ()), "{silence or "app"}"]')
    for page, old in (("specs/one.md", "RQ_open, SR_open,RQ_open.a"), ("parts/part.md", ":verifies: RQ_open")):
        project.change(page, old, old.replace("RQ_open", "RQ_opem"))
    for lines in (project.build("-b", "dummy"), project.say(*SPOORBOEK, "check", "--docs", ".", "--conf", ".")):
        lacking = [line for line in lines if "S1001 requirement-without-check: RQ_open is reached by" in line]
        assert len(lacking) == bool(silence)
        assert bool([line for line in lines if "S501" in line]) != bool(silence)


OF_AN_EXTENSION = """
[trace]
proves = ["checks", "links"]

[[trace.require]]
number = "S1001"
name = "run-of-nothing"
promise = "Every run of a test is about what leads to a need by the link of sphinx-needs' own."
from = "testrun"
paths = [[">checks", ">links"]]
to = ["need"]
"""


def test_types_that_an_extension_adds_and_the_link_of_sphinx_needs_are_known(tmp_path: Path) -> None:
    project = Project(tmp_path, "templated").join().add(OF_AN_EXTENSION, "ubproject.toml")
    assert project.build() == []
    project.change("requirements.rst", "   :links: NEED_RAIN\n   :effort", "   :effort")
    (line,) = project.build()
    assert line == (
        "WARNING: results.rst:4:1: error S1001 run-of-nothing: RUN_RAINS leads to REQ_RAIN, and from there by 'links' "
        "to no need [spoorboek.S1001]"
    )
    project.change("ubproject.toml", '"testrun"', '"test_run"')
    (line,) = project.build()
    assert line == (
        "ERROR: ubproject.toml:45:8: error: 'test_run' is not an item type, did you mean testrun?; use a type that "
        "sphinx-needs knows"
    )
    listed = run(project, *SPOORBOEK, "rules", "--conf", ".")
    assert (listed.returncode, "S1001  error        run-of-nothing" in listed.stdout) == (0, True)


def test_what_is_found_today_can_be_frozen(tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").join().add(TRACE, "ubproject.toml")
    assert len(project.build()) == 5
    (command,) = re.findall(r"```sh\nspoorboek (freeze .*?)\n```", PAGE)
    result = run(project, *SPOORBOEK, *shlex.split(command.replace(" docs", " .")))
    assert (result.returncode, result.stderr) == (0, "")
    assert project.build() == []
    project.change("specs/one.md", " SR_open", " SR_opem")
    assert [line.partition("unknown-target")[1] for line in project.build()] == ["unknown-target"]


def test_a_trace_follows_links_round_and_text_to_items(tmp_path: Path) -> None:
    project = Project(tmp_path, "mixed").join().add('[trace]\nmentioned = ["check"]', "ubproject.toml")
    warnings = project.build("-b", "dummy")
    (circle,) = (line for line in warnings if "S507" in line)
    assert circle.startswith(
        "WARNING: index.md:15:10: error S507 circular-trace: RQ_open proves itself: RQ_open (blocks"
    )
    assert {line.partition("nobody-mentions: ")[2].partition(" ")[0] for line in warnings if "S104" in line} == {
        "CH_inner", "CH_part", "CH_FD965",
    }  # fmt: skip


def test_its_links_can_be_read_and_become_suspect(tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").join().add("[trace]", "ubproject.toml")
    project.build()
    accept = ("accept", "--all", "--by", "us", "--why", "read", "--docs", ".", "--conf", ".")
    assert run(project, *SPOORBOEK, *accept).stdout.endswith("written to stamps.toml\n")
    assert not [line for line in project.build() if " S30" in line]
    stamps = project.folder / "stamps.toml"
    stamps.write_text(re.sub(r'"[0-9a-f]{16}"', '"0123456789abcdef"', stamps.read_text(encoding="utf-8")))
    suspect = [line for line in project.build() if " S301 " in line]
    assert suspect
    assert "git history is read only in a handbook, whose pages Spoorboek reads itself" in suspect[0]


def test_a_handbook_of_ours_needs_its_types(tmp_path: Path) -> None:
    project = Project(tmp_path, "plain").join().add("spoorboek_handbook = True")
    (warning,) = project.build()
    assert warning.startswith("ERROR: error: ubproject.toml does not exist; restore it")
