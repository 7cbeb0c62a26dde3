"""The language of the command follows --lang, else the environment; formats for programs are in English."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.cli import language
from spoorboek.reporters import FORMATS
from spoorboek.sphinxext.pages import chrome
from tests import breaks
from tests.handbooks import Handbook, ground, template
from tests.running import SPOORBOEK, run

NONE = dict.fromkeys(("SPOORBOEK_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"), "")


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return ground(tmp_path)


@pytest.mark.parametrize(
    ("typed", "environ", "spoken"),
    [
        ("check", {}, "en"),
        ("check", {"LANG": "nl_NL.UTF-8"}, "nl"),
        ("check", {"LANG": "nl"}, "nl"),
        ("check", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("check", {"LANG": "C.UTF-8", "LANGUAGE": "nl"}, "en"),
        ("check", {"LC_ALL": "POSIX", "LANG": "nl_NL"}, "en"),
        ("check", {"LANGUAGE": "nl"}, "en"),
        ("check", {"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:nl:en"}, "nl"),
        ("check", {"LANG": "nl_NL.UTF-8", "LANGUAGE": "en_GB:nl"}, "en"),
        ("check", {"LC_MESSAGES": "nl_BE@euro", "LANG": "en_GB"}, "nl"),
        ("check", {"LC_ALL": "en_US", "LC_MESSAGES": "nl_NL", "LANG": "nl_NL"}, "en"),
        ("check", {"SPOORBOEK_LANG": "en", "LANG": "nl_NL.UTF-8"}, "en"),
        ("check", {"SPOORBOEK_LANG": "nl", "LANG": "C"}, "nl"),
        ("check", {"SPOORBOEK_LANG": "xx", "LANG": "nl_NL.UTF-8"}, "nl"),
        ("check --lang nl", {"SPOORBOEK_LANG": "en", "LANG": "en_GB"}, "nl"),
        ("--lang nl check", {}, "nl"),
        ("check --lang=nl", {}, "nl"),
        ("check --lang nl --lang en", {"LANG": "nl_NL"}, "en"),
        ("check --lang", {"LANG": "nl_NL"}, "nl"),
        ("", {"LANG": "nl_NL"}, "nl"),
    ],
)
def test_the_option_overrides_the_environment(typed: str, environ: Mapping[str, str], spoken: str) -> None:
    assert language.chosen(typed.split(), environ) == spoken


def test_a_finding_exits_1_in_dutch(handbook: Handbook) -> None:
    breaks.UNKNOWN_TARGET.do(handbook)
    result = run(handbook, *SPOORBOEK, "check", **(NONE | {"LANG": "nl_NL.UTF-8"}))
    assert result.returncode == 1
    found = "docs/index.md:50:9: fout S501 unknown-target: GR-C1 koppelt via 'chain' aan KTN-grund, en dat is geen "
    assert result.stdout.splitlines()[0] == f"{found}onderdeel; is KTN-grond bedoeld?"
    assert "1 fout, op " in result.stdout.splitlines()[1]


@pytest.mark.parametrize("format_", FORMATS[1:])
def test_output_for_programs_is_the_same_in_every_language(
    format_: str, handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks.UNKNOWN_TARGET.do(handbook)
    handbook.command("check", "--format", format_)
    english = capsys.readouterr().out
    handbook.command("check", "--format", format_, "--lang", "nl")
    assert capsys.readouterr().out == english
    handbook.write({"empty.md": ""})
    assert handbook.command("check", "--format", format_) == 2
    english = capsys.readouterr().out
    assert handbook.command("check", "--format", format_, "--lang", "nl") == 2
    assert capsys.readouterr().out == english


def test_a_file_of_text_is_in_dutch_too(handbook: Handbook) -> None:
    file = handbook.folder / "found.txt"
    breaks.UNKNOWN_TARGET.do(handbook)
    assert handbook.command("check", "--output", str(file), "--lang", "nl") == 1
    assert ": 1 fout, op 2026-11-23" in file.read_text(encoding="utf-8")
    handbook.write({"empty.md": ""})
    assert handbook.command("check", "--output", str(file), "--lang", "nl") == 2
    assert "fout: de pagina is leeg; " in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "exit_code", "message"),
    [
        ("show GR-C1", 0, "stand: aangetoond, op 2026-11-23"),
        ("show GR-C1", 0, "links hierheen"),
        ("show GR-C2", 2, "fout: GR-C2 is geen onderdeel; is GR-C1 bedoeld?; `spoorboek items` geeft de lijst"),
        ("path THM-grond ORG-grond", 0, "2 stappen"),
        ("items", 0, "waarde"),
        ("rules", 0, "ter kennisneming"),
        ("explain S1001", 2, "fout: 'S1001' is geen regel"),
        ("checklist --theme ORG-grond", 2, "fout: ORG-grond is van de soort organisation, verwacht is theme; "),
        ("checklist --format xlsx --output .", 2, "fout: . is niet te schrijven: "),
        ("freeze --owner o --reason r --until 2027-01-01", 0, "0 uitzonderingen toegevoegd aan "),
        ("check --select S999", 2, "fout: --select 'S999' is geen regel"),
    ],
)
def test_every_subcommand_is_in_dutch(
    typed: str, exit_code: int, message: str, handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command(*typed.split(), "--lang", "nl") == exit_code
    output = capsys.readouterr()
    assert message in output.out + output.err


def test_a_missing_path_is_reported_in_dutch(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    breaks.add(breaks.chain("KTN-alone").replace(":grounded_in: GR-P1-S1\n", ""))(handbook)
    assert handbook.command("path", "KTN-alone", "ORG-grond", "--lang", "nl") == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == "geen pad leidt van KTN-alone naar ORG-grond"
    assert second.startswith("KTN-alone heeft geen link naar een onderdeel")


@pytest.mark.parametrize("word", ["", "check", "rules", "explain", "items", "show", "path", "checklist", "freeze"])
def test_the_help_is_dutch_and_names_the_same_options(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for spoken in ("en", "nl"):
        with pytest.raises(SystemExit):
            cli.main([*word.split(), "--lang", spoken, "--help"])
        shown.append(capsys.readouterr().out)
    english, dutch = shown
    assert options(dutch) == options(english)
    sentences = [
        entry.id
        for entry in template()
        if isinstance(entry.id, str) and "{" not in entry.id and entry.id.count(" ") > 1
    ]
    assert any(sentence in one_line(english) for sentence in sentences)
    assert [sentence for sentence in sentences if sentence in one_line(dutch)] == []
    assert not re.search(r"\b(the|default|usage|and exit)\b", dutch)


def one_line(text: str) -> str:
    return " ".join(text.split())


def options(shown: str) -> set[str]:
    return set(re.findall(r"--[a-z-]+", shown))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("chekc", "fout: OPDRACHT: 'chekc' is geen keuze (kies uit 'new', 'check', "),
        ("show", "fout: er ontbreekt: ID; `spoorboek show --help` zegt wat er kan"),
        ("check more", "fout: onbekend is: more; `spoorboek check --help` zegt wat er kan"),
        ("check --docs", "fout: --docs: er hoort één waarde achter; "),
        ("check --as-of morgen", "fout: --as-of: 'morgen' is geen datum, verwacht is JJJJ-MM-DD of today; "),
        ("check --format jsn", f"fout: --format: 'jsn' is geen van {', '.join(FORMATS)}; is json "),
        ("--version=1", "fout: --version: er hoort geen waarde achter, en er staat '1'; "),
    ],
)
def test_a_typing_error_is_reported_in_dutch(typed: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--lang", "nl", *typed.split()])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line.replace("OPDRACHT/--lang", "OPDRACHT")


@pytest.mark.parametrize(
    "typed", ["check", "rules", "explain S501", "items", "show GR-C1", "checklist", "diff FOLDER FOLDER", "review"]
)
def test_a_language_without_a_catalog_falls_back_to_english_and_that_is_reported_once(
    typed: str, handbook: Handbook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(language.OWN, "nl")
    monkeypatch.setattr(time, "perf_counter", lambda: 0.0)
    command = typed.replace("FOLDER", str(handbook.folder)).split()
    folders = ("docs", "conf") if "FOLDER" in typed else (str(handbook.docs), str(handbook.conf))
    outputs = {}
    for spoken in ("en", "fr"):
        assert cli.main([*command, "--docs", folders[0], "--conf", folders[1], "--lang", spoken]) == 0
        outputs[spoken] = capsys.readouterr()
    assert outputs["fr"].out == outputs["en"].out
    assert outputs["fr"].err == f"there is no catalog for 'fr', so its texts are English\n{outputs['en'].err}"


def test_pages_and_sheets_in_such_a_language_have_our_texts_in_english_and_say_so_once(handbook: Handbook) -> None:
    handbook.configure('language = "xx"\nspoorboek_languages = ["xx", "nl-BE"]')
    message = "there is no catalog for 'xx', so its texts are English\n"
    built = run(handbook, "-m", "sphinx", "-q", "-n", "-c", "conf", "docs", "html")  # no -W: nl-BE has no translation
    assert (built.returncode, built.stderr.count(message)) == (0, 1)
    page = (handbook.folder / "html" / "index.html").read_text(encoding="utf-8")
    assert 'hreflang="nl-BE" lang="nl-BE" rel="alternate">Nederlands (België)</a>' in page
    assert "Skip to content" in page
    sheet = run(handbook, *SPOORBOEK, "checklist", **NONE)
    assert sheet.stderr.count(message) == 1
    assert "As of 23 November 2026." in sheet.stdout
    assert chrome._name("xx") == "xx"


@pytest.mark.parametrize(
    ("typed", "spoken"), [("nl_BE", "nl"), ("nl-NL.UTF-8", "nl"), ("pt_BR", "en"), ("en_US", "en")]
)
def test_the_catalog_of_a_language_is_used_for_its_regions(typed: str, spoken: str) -> None:
    assert language.chosen(["check", "--lang", typed], {language.OWN: "de"}) == spoken


@pytest.mark.parametrize("typed", ["dutch", "n", "nl nl", "", "../nl", "nl\n"])
def test_an_invalid_language_code_is_refused(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check", "--lang", typed])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert " is not a language, expected a code such as nl or en; " in line


def test_the_items_for_programs_are_english(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    breaks.AFTER_A_BLANK_LINE.do(handbook)
    handbook.command("items", "--format", "json", "--lang", "nl")
    (lost,) = [lost for item in json.loads(capsys.readouterr().out)["items"] for lost in item["lost"]]
    assert lost["reason"] == "is in the text, where it is not an option"


CATALOG = """\
msgid "S501 unknown-target"
msgstr "S501 unknown-target"

msgid "Every link points at an item that exists."
msgstr "Elke link wijst naar een onderdeel dat bestaat."

msgid "Why"
msgstr "Waarom"

#, fuzzy
msgid "Repair"
msgstr "Herstel"
"""


@pytest.fixture
def translated(handbook: Handbook) -> Handbook:
    folder = handbook.docs / "locales" / "nl" / "LC_MESSAGES" / "regels"
    folder.mkdir(parents=True)
    (folder / "unknown-target.po").write_text(CATALOG, encoding="utf-8")
    return handbook


def test_the_page_of_a_rule_is_dutch_as_far_as_its_catalog_is(
    translated: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translated.command("explain", "S501", "--lang", "nl") == 0
    page = capsys.readouterr().out
    first = "# S501 unknown-target\n\nElke link wijst naar een onderdeel dat bestaat.\n\n## Waarom\n\n"
    assert page.startswith(first)
    assert "\n## Repair\n" in page  # what its catalog says of it is of an older text
    assert translated.command("explain", "S501") == 0
    assert capsys.readouterr().out.startswith("# S501 unknown-target\n\nEvery link points at an item that exists.\n")


def test_the_promise_of_a_rule_is_that_of_its_page(translated: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert translated.command("rules", "--lang", "nl") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.endswith("  Elke link wijst naar een onderdeel dat bestaat.") for line in lines)


def test_a_broken_catalog_is_reported_in_one_line(translated: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    path = translated.docs / "locales" / "nl" / "LC_MESSAGES" / "regels" / "unknown-target.po"
    path.write_text('msgid "a"\nmsgstr "b"\nwat is dit\n', encoding="utf-8")
    assert translated.command("explain", "S501", "--lang", "nl") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{path}:3:1: fout: ongeldige catalogus: ")


def test_a_generated_rule_page_is_in_dutch(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    assert handbook.command("explain", "S101", "--lang", "nl") == 0
    page = capsys.readouterr().out
    assert "\nGewicht: fout.\n" in page
    assert re.search(r"^- van theme langs `<theme` naar commitment of investigation$", page, re.MULTILINE)
