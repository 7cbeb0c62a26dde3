"""Under -W a failing finding fails the build of a handbook, whatever is suppressed, switched off or built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import breaks
from tests.handbooks import Handbook, ground
from tests.running import built, run

# Lines of conf.py that would hide what fails.
HIDES = {
    "all of ours suppressed": 'suppress_warnings = ["spoorboek"]',
    "all kinds of ours suppressed": 'suppress_warnings = ["spoorboek.*"]',
    "the rule suppressed": 'suppress_warnings = ["spoorboek.S505"]',
    "whatever has no type suppressed": 'suppress_warnings = ["", ".", "None", "None.*"]',
    "suppressed by a function of conf.py": """
def setup(app):
    app.connect("config-inited", lambda app, config: config.suppress_warnings.append("spoorboek"), priority=9999)
    app.connect("write-started", lambda app, builder: app.config.suppress_warnings.append("spoorboek"), priority=1)
""",
    "the log switched off": "spoorboek_log = False",
    "the loggers switched off": """
def setup(app):
    import logging
    app.connect("write-started", lambda app, builder: logging.disable(), priority=1)
""",
    "a status set by an extension": """
def setup(app):
    app.connect("build-finished", lambda app, error: setattr(app, "statuscode", 0), priority=9999)
""",
}


@pytest.fixture
def failing(tmp_path: Path) -> Handbook:
    handbook = ground(tmp_path)
    breaks.MISSING_FIELD.do(handbook)
    return handbook


@pytest.mark.parametrize("way", HIDES)
def test_nothing_that_hides_a_finding_lets_a_build_pass(way: str, failing: Handbook) -> None:
    failing.configure(HIDES[way])
    command = built(failing, "-b", "dummy")
    assert command.returncode == 1
    assert way == "the loggers switched off" or breaks.MISSING_FIELD.line in command.stderr


@pytest.mark.parametrize(
    "option",
    ["suppress_warnings=spoorboek", "suppress_warnings=spoorboek.*", "spoorboek_log=0", "show_warning_types=0"],
)
def test_no_option_of_the_command_line_leaves_anything_out(option: str, failing: Handbook) -> None:
    command = built(failing, "-b", "dummy", "-D", option)
    assert breaks.MISSING_FIELD.line in command.stderr
    assert command.returncode == 1


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "dummy", "gettext", "linkcheck", "needs", "needs_id", "xml", "text"]
)
def test_every_builder_fails_on_a_finding(builder: str, failing: Handbook) -> None:
    command = built(failing, "-b", builder)
    assert breaks.MISSING_FIELD.line in command.stderr
    assert command.returncode == 1


def test_a_handbook_that_fails_may_be_built_without_w_and_a_clean_one_passes_with_it(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    clean = built(handbook, "-b", "needs_id")
    assert (clean.stderr, clean.returncode) == ("", 0)
    breaks.MISSING_FIELD.do(handbook)
    command = run(handbook, "-m", "sphinx", "-q", "-b", "needs_id", "-c", "conf", "docs", "ids")
    assert breaks.MISSING_FIELD.line in command.stderr
    assert command.returncode == 0


def test_no_function_of_conf_py_leaves_anything_out_of_what_is_published(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    with (handbook.conf / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            "def setup(app):\n    leave = lambda app, config: setattr(config, 'needs_json_exclude_fields', ['title'])\n"
            "    app.connect('config-inited', leave, priority=9999)\n"
        )
    command = built(handbook, "-b", "needs")
    assert command.stderr.startswith("ERROR: conf/conf.py:1:1: error: needs_json_exclude_fields is ['title'], ")
    assert command.returncode == 2
