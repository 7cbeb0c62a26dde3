"""Changes of gate settings, which may weaken the check, are reported until somebody accepts them (S803)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.config import defaults, gate, settings, settings_file, stamps_file
from tests.breaks import SETTINGS, Breaking, change, waive
from tests.handbooks import TOP, Handbook, settle
from tests.repositories import commit, git, read_repository
from tests.rules.test_changed_unread import failing
from tests.running import built, checked


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return read_repository(tmp_path / "project")


def without(start: str, end: str) -> Breaking:
    """Remove the lines from the first text up to the next occurrence of the second."""

    def do(handbook: Handbook) -> None:
        path = handbook.folder / SETTINGS
        before, _, rest = path.read_text(encoding="utf-8").partition(start)
        assert rest
        path.write_text(before + end + rest.partition(end)[2], encoding="utf-8")

    return do


FEW = ', schema = { type = "array", items = { type = "string" }, minItems = 1, maxItems = 1 } }\ncites'
LOOSENED: dict[str, tuple[Breaking, str]] = {
    "a required link goes": (
        without('[[trace.require]]\nnumber = "S101"', "[[trace.require]]\n"),
        "trace.require.S101 was removed",
    ),
    "an exception comes": (
        change('number = "S103"\n', 'number = "S103"\nexcept = { top = "" }\n', SETTINGS),
        'trace.require.S103.except.top = "" was added',
    ),
    "a type of which nothing is asked": (
        change("[needs.types.theme]", '[needs.types.theem]\ntitle = "Thema"\n\n[needs.types.theme]', SETTINGS),
        "needs.types.theem = {} was added",
    ),
    "a field that may hold anything": (
        change("[needs.types.theme.fields]\n", '[needs.types.theme.fields]\nkind = { description = "x" }\n', SETTINGS),
        "needs.types.theme.fields.kind = {} was added",
    ),
    "an exception by a name of words for readers": (
        change('number = "S103"\n', 'number = "S103"\nexcept = { title = "x" }\n', SETTINGS),
        'trace.require.S103.except.title = "x" was added',
    ),
    "another way is enough": (
        change(
            'paths = [["<theme", ">responsible"]]', 'paths = [["<theme", ">responsible"], [">grounded_in"]]', SETTINGS
        ),
        'trace.require.S102.paths = ">grounded_in" was added',
    ),
    "another type is enough": (
        change('paths = [["<checks"]]\nto = ["check"]', 'paths = [["<checks"]]\nto = ["check", "event"]', SETTINGS),
        'trace.require.S114.to = "event" was added',
    ),
    "a mention is enough": (
        change('number = "S152"\n', 'number = "S152"\nor-mentioned = true\n', SETTINGS),
        "trace.require.S152.or-mentioned = true was added",
    ),
    "nobody need mention it": (change('mentioned = ["theme"]', "mentioned = []", SETTINGS), "trace.mentioned = []"),
    "a field is not needed": (
        change(
            'nullable = false, schema = { type = "string", enum = ["member"',
            'schema = { type = "string", enum = ["member"',
            SETTINGS,
        ),
        "needs.types.involvement.fields.kind.nullable = false was removed",
    ),
    "a choice more": (
        change('enum = ["member", ', 'enum = ["guess", "member", ', SETTINGS),
        'needs.types.involvement.fields.kind.schema.enum = "guess" was added',
    ),
    "fewer links": (
        change(FEW, " }\ncites", SETTINGS),
        "needs.types.sentence.links.part_of changed",
    ),
    "longer": (
        change('review-every = "24 months"', 'review-every = "99 years"', SETTINGS),
        'trace.review-every = "24 months" became trace.review-every = "99 years"',
    ),
    "for ever": (
        change('evidence-valid-for = "18 months"', "", SETTINGS),
        'trace.evidence-valid-for = "18 months" was removed',
    ),
    "nothing need be read": (
        change("require-review = true", "require-review = false", SETTINGS),
        "trace.require-review = true became trace.require-review = false",
    ),
    "less decides": (
        change('"kind", "by"]', '"by"]', SETTINGS),
        'trace.deciding.event = "kind" was removed',
    ),
    "more may change": (
        change("bookkeeping = [", 'bookkeeping = ["publisher", ', SETTINGS),
        'trace.bookkeeping = "publisher" was added',
    ),
    "no day": (without("as-of = ", "evidence-valid-for"), "trace.as-of = a day was removed"),
    "no translation": (
        change('"question", "settles", "weighed", "place"', '"settles", "weighed", "place"', SETTINGS),
        'trace.prose = "question" was removed',
    ),
    "other ids": (
        change('id_regex = "^[A-Za-z0-9-]+$"', 'id_regex = ".+"', SETTINGS),
        'needs.id_regex = "^[A-Za-z0-9-]+$" became needs.id_regex = ".+"',
    ),
}


@pytest.mark.parametrize("name", LOOSENED)
def test_a_changed_gate_setting_is_reported_until_somebody_accepts_it(name: str, handbook: Handbook) -> None:
    do, expected = LOOSENED[name]
    do(handbook)
    (line,) = failing(handbook, "S803")
    assert (
        " S803 changed-gate: the gate settings in ubproject.toml changed after the editors accepted them on 2026-"
        in line
    )
    assert expected in line
    accept_gate(handbook)
    assert failing(handbook, "S803") == []


LABELS: dict[str, Breaking] = {
    "the name of a type": change('title = "Thema"', 'title = "Onderwerp"', SETTINGS),
    "the name of a field": change('description = "Vingerafdruk"', 'description = "Afdruk"', SETTINGS),
    "a caption": change('outgoing = "betreft keten"', 'outgoing = "gaat over keten"', SETTINGS),
    "a word for a value": change('source = "volgens een bron"', 'source = "zegt een bron"', SETTINGS),
    "who reads": change('reviewer = "redactie"', 'reviewer = "team"', SETTINGS),
    "the order of types": change('mentioned = ["theme"]', 'mentioned = [  "theme",]  # S104', SETTINGS),
    "a later day": change("as-of = 2026-11-23", "as-of = 2026-11-24", SETTINGS),
    "the order of a list": change('"supervised", "addressed"]', '"addressed", "supervised"]', SETTINGS),
}


def test_the_stamp_of_the_gate_cannot_go_nor_all_stamps(handbook: Handbook) -> None:
    stamps = handbook.conf / stamps_file.FILE
    lines = stamps.read_text(encoding="utf-8").splitlines(keepends=True)
    stamps.write_text("".join(line for line in lines if "{ gate = " not in line), encoding="utf-8")
    messages = [line.partition(": error ")[2] for line in failing(handbook)]
    assert messages == [
        f"S803 changed-gate: nobody accepted the gate settings in {file}" for file in ("conf.py", "ubproject.toml")
    ]
    stamps.unlink()
    assert [line.partition(": error ")[2] for line in failing(handbook, "S803")] == messages


def test_removing_all_gate_settings_is_reported_if_git_has_an_accepted_version(handbook: Handbook) -> None:
    settle(handbook.conf, r"^deciding\.\w+ = .*\n", "")
    settle(handbook.conf, r"^require-review = true", "require-review = false")
    (handbook.conf / stamps_file.FILE).unlink()
    messages = [line.partition(": error ")[2] for line in failing(handbook)]
    assert messages == [
        f"S803 changed-gate: nobody accepted the gate settings in {file}" for file in ("conf.py", "ubproject.toml")
    ]
    assert built(handbook, "-b", "dummy").stderr.count(" S803 changed-gate: ") == 2
    commit(handbook.folder)
    assert len(failing(handbook, "S803")) == 2


def test_a_waiver_of_one_change_covers_no_other(handbook: Handbook) -> None:
    change('review-every = "24 months"', 'review-every = "36 months"', SETTINGS)(handbook)
    now = settings_file.read(handbook.conf / settings.FILE, settings.FILE).gates[gate.NAME].fingerprint
    waive(f"S803 {gate.NAME} {now}")(handbook)
    assert failing(handbook) == []
    change('review-every = "36 months"', 'review-every = "48 months"', SETTINGS)(handbook)
    assert len(failing(handbook, "S803")) == 1


def accept_gate(handbook: Handbook) -> None:
    options = ("--docs", str(handbook.docs), "--conf", str(handbook.conf), "--on", "2026-11-23", "--why", "right so")
    assert cli.main(["accept", "--gate", *options]) == 0


def test_gate_settings_changed_on_two_branches_are_accepted_together_after_a_merge(
    handbook: Handbook,
) -> None:
    (handbook.folder / ".gitattributes").write_bytes((TOP / ".gitattributes").read_bytes())
    git(handbook.folder, "checkout", "--quiet", "-B", "main")
    commit(handbook.folder)
    questions = {
        "theirs": change('mentioned = ["theme"]', "mentioned = []", SETTINGS),
        "mine": without('[[trace.require]]\nnumber = "S152"', "[trace.words"),
    }
    for branch, do in questions.items():
        git(handbook.folder, "checkout", "--quiet", "-B", branch, "main")
        do(handbook)
        accept_gate(handbook)
        assert failing(handbook, "S803") == []
        commit(handbook.folder)
    git(handbook.folder, "merge", "--quiet", "--no-edit", "theirs")
    stamps = handbook.conf / stamps_file.FILE
    assert stamps.read_text(encoding="utf-8").count('{ gate = "ubproject.toml"') == 2
    (line,) = failing(handbook, "S803")
    assert "trace.require.S152 was removed" in line or 'trace.mentioned = "theme" became' in line
    accept_gate(handbook)
    assert failing(handbook, "S803") == []
    assert stamps.read_text(encoding="utf-8").count('{ gate = "ubproject.toml"') == 1


PROGRAM = "conf/conf.py"
LANGUAGE = 'language = "nl"  # `make html` builds the others by `-D language=…`\n'
CODE = "\ndef setup(app):\n    app.config.nitpicky = False\n"


def added(line: str) -> Breaking:
    return change(LANGUAGE, f"{LANGUAGE}{line}\n", PROGRAM)


LOOSER: dict[str, tuple[Breaking, str]] = {
    "a language": (
        change('spoorboek_languages = ["nl", "en"]', 'spoorboek_languages = ["nl"]', PROGRAM),
        'conf.py spoorboek_languages = "en" was removed',
    ),
    "pages that nobody translates": (
        change("spoorboek_untranslated = [", 'spoorboek_untranslated = ["index", ', PROGRAM),
        'conf.py spoorboek_untranslated = "index" was added',
    ),
    "pages": (
        added('exclude_patterns = ["locales", "themas/*"]'),
        "conf.py exclude_patterns was added",
    ),
    "all pages but some": (added('include_patterns = ["index.md"]'), 'conf.py include_patterns = "index.md" was added'),
    "pages, as files for the site": (
        added('html_extra_path = ["themas"]'),
        'conf.py html_extra_path = "themas" was added',
    ),
    "catalogs": (added("locale_dirs = []"), "conf.py locale_dirs = [] was added"),
    "its language": (
        change(
            'spoorboek_languages = ["nl"]\nspoorboek_foot',
            'language = "en"\nspoorboek_languages = ["en"]\nspoorboek_foot',
            PROGRAM,
        ),
        'conf.py language = "en" was added',
    ),
    "a warning": (added('suppress_warnings = ["ref"]'), 'conf.py suppress_warnings = "ref" was added'),
    "a warning, further on": (added('suppress_warnings = ["ref"]\nsuppress_warnings += ["toc"]'), "conf.py: "),
    "the settings": (
        added('needs_from_toml = "./ubproject.toml"'),
        'conf.py needs_from_toml = "./ubproject.toml" was added',
    ),
    "what its own code decides": (added(CODE), "conf.py: def setup(app):"),
    "what a value does beside": (added("html_title = globals().pop('author')"), "conf.py: "),
}


@pytest.mark.parametrize("name", LOOSER)
def test_an_exclusion_in_conf_py_is_reported_until_somebody_accepts_it(name: str, handbook: Handbook) -> None:
    do, expected = LOOSER[name]
    do(handbook)
    (line,) = failing(handbook, "S803")
    assert line.startswith("conf/conf.py:")
    assert (
        ": error S803 changed-gate: the gate settings in conf.py changed after the editors accepted them on 2026-"
        in line
    )
    assert expected in line
    if name == "pages":
        assert line.startswith("conf/conf.py:6:1: ")
        done = built(handbook, "-b", "dummy")
        assert (done.stderr.count(" S803 changed-gate: the gate settings in conf.py "), done.returncode) == (1, 1)
    accept_gate(handbook)
    assert failing(handbook, "S803") == []


WORKED_OUT = """
import os
exclude_patterns = ["locales", *os.environ.get("SKIP", "").split()]
locale_dirs = [f"{__file__.rpartition('/')[0]}/catalogs"]
"""


def test_what_conf_py_works_out_is_reported_where_it_comes_to_something_else(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    added(WORKED_OUT)(handbook)
    accept_gate(handbook)
    assert failing(handbook, "S803") == []
    assert built(handbook, "-b", "dummy").stderr == ""
    monkeypatch.setenv("SKIP", "types.md")
    (line,) = failing(handbook, "S803")
    assert ": error S803 changed-gate: the gate settings in conf.py-values changed after " in line
    assert " S803 changed-gate: the gate settings in conf.py-values " in built(handbook, "-b", "dummy").stderr
    monkeypatch.delenv("SKIP")
    handbook.folder.rename(tmp_path / "elsewhere")
    assert failing(Handbook(tmp_path / "elsewhere"), "S803") == []


EXTENSIONS = 'extensions = ["myst_parser", "sphinx_needs", "spoorboek"]\n'
IMPORTS = """
import sys
sys.path.insert(0, __file__.rpartition("/")[0] + "/../code")
from more import also
extensions = [*extensions, "tool.drawing"]
"""


def test_a_project_module_that_conf_py_or_an_extension_imports_has_to_be_accepted(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    code = {
        "more/__init__.py": "also = 1\n",
        "tool/drawing.py": "from . import lines\ndef setup(app): lines.draw(app)\n",
        "tool/lines.py": "def draw(app): pass\n",
        "nobody.py": "",
    }
    handbook.write({f"../code/{name}": text for name, text in code.items()})
    change(EXTENSIONS, f"{EXTENSIONS}{IMPORTS}", PROGRAM)(handbook)
    unaccepted = [line.partition(" nobody accepted the gate settings in ")[2] for line in failing(handbook, "S803")]
    assert [line for line in unaccepted if line] == [
        f"code/{name}" for name in ("more/__init__.py", "tool/drawing.py", "tool/lines.py")
    ]
    accept_gate(handbook)
    assert failing(handbook, "S803") == []
    assert built(handbook, "-b", "dummy").stderr == ""
    handbook.write({"../code/tool/lines.py": "def draw(app): app.config.suppress_warnings = ['*']\n"})
    (line,) = failing(handbook, "S803")
    assert line.startswith(
        "code/tool/lines.py:1:1: error S803 changed-gate: the gate settings in code/tool/lines.py changed after "
    )
    assert " S803 changed-gate: the gate settings in code/tool/lines.py " in built(handbook, "-b", "dummy").stderr


@pytest.mark.parametrize("option", ["suppress_warnings=ref", "spoorboek_languages=nl"])
def test_an_option_of_a_build_that_takes_the_place_of_a_setting_is_reported(option: str, handbook: Handbook) -> None:
    done = built(handbook, "-b", "dummy", "-D", option, "-D", "language=nl", "-D", "html_title=x")
    (line,) = done.stderr.splitlines()
    assert " S803 changed-gate: the gate settings in conf.py changed after " in line
    assert f": conf.py -D {option.partition('=')[0]} = " in line
    assert done.returncode == 1


def test_a_project_that_stops_being_a_handbook_still_has_to_be_accepted(handbook: Handbook) -> None:
    itself = "".join(f"{name} = {value!r}\n" for name, value in defaults.OF_A_HANDBOOK.items())
    change("spoorboek_handbook = True", f"{itself}spoorboek_handbook = False", PROGRAM)(handbook)
    done = checked(handbook)
    assert (" S803 changed-gate: the gate settings in conf.py " in done.stdout, done.returncode) == (True, 1)


LOOKS: dict[str, Breaking] = {
    "a comment": change(LANGUAGE, LANGUAGE.replace("the others", "others"), PROGRAM),
    "its name": change('project = "Spoorboek"', 'project = "Another"', PROGRAM),
    "a name in Dutch": change("spoorboek_names = [", 'spoorboek_names = ["Somebody", ', PROGRAM),
    "another form": change(LANGUAGE, '\n"""Text."""\nlanguage = ("nl")\n', PROGRAM),
}


@pytest.mark.parametrize("do", [*LABELS.values(), *LOOKS.values()], ids=[*LABELS, *LOOKS])
def test_words_for_readers_and_looks_ask_nothing(do: Breaking, handbook: Handbook) -> None:
    do(handbook)
    assert failing(handbook, "S803") == []


@pytest.mark.parametrize(
    ("do", "file", "before"),
    [
        (LOOSENED["longer"][0], SETTINGS, "review-every"),
        (LOOSENED["a mention is enough"][0], SETTINGS, '[[trace.require]]\nnumber = "S152"'),
        (
            LOOSENED["a choice more"][0],
            SETTINGS,
            'kind = { description = "Soort", nullable = false, schema = { type = "string", enum = ["guess"',
        ),
        (LOOSER["a warning, further on"][0], PROGRAM, 'suppress_warnings += ["toc"]'),
    ],
)
def test_the_finding_is_at_the_changed_setting(do: Breaking, file: str, before: str, handbook: Handbook) -> None:
    do(handbook)
    text = (handbook.folder / file).read_text(encoding="utf-8")
    (line,) = failing(handbook, "S803")
    assert line.startswith(f"{file}:{text.partition(before)[0].count(chr(10)) + 1}:1: ")


def test_another_order_of_statements_is_reported_as_such(handbook: Handbook) -> None:
    path = handbook.folder / PROGRAM
    first, second = 'suppress_warnings = ["ref"] + ["toc"]\n', "exclude_patterns = [] + []\n"
    path.write_text(path.read_text(encoding="utf-8") + first + second, encoding="utf-8")
    accept_gate(handbook)
    commit(handbook.folder)
    change(first + second, second + first, PROGRAM)(handbook)
    (line,) = failing(handbook, "S803")
    assert "its statements are in another order" in line
