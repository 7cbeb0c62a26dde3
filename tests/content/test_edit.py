"""An editor adds one of each in both languages and accepts it: no code changes, and no test of content fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.config import settings, settings_file
from tests import handbooks
from tests.content import own
from tests.handbooks import TOP

HEAD = """\
# Een ander jaar

Het gaat over [een nieuw thema](#THM-nieuw).
"""
SOURCE = """\
:::{source} Programma van een ander jaar
:id: BRN-ander-jaar
:publisher: Een inspectie
:published: 2015
:url: https://example.org/programma
:consulted: 2026-11-25
:read: whole
:edition: 2015
:licence: onbekend
:sentences: 1
:::
"""
SENTENCE = """\
:::{sentence} De inspectie gaat kijken
:id: WP2015-P1-S1
:passage: P1
:page: 3
:number: 1
:kind: commitment
:fingerprint: 1111111111111111111111111111111111111111111111111111111111111111
:part_of: BRN-ander-jaar
:::
"""
EVENT = """\
:::{event} De inspectie keek
:id: GEB-2015-05-kijken
:date: 2015-05
:kind: report
:says: De inspectie keek, en zegt wat zij zag.
:of: WP2015-C1
:by: ORG-inspectie-jenv
:documented_in: BRN-ander-jaar
:::
"""
THEME = """\
:::{theme} Een nieuw thema
:id: THM-nieuw
:grounded_in: WP2015-P1-S1
:::
"""
COMMITMENT = """\
:::{commitment} Een nieuw voornemen
:id: WP2015-C1
:year: 2015
:testability: undated-product
:outcome: De inspectie keek in mei 2015.
:grounded_in: WP2015-P1-S1
:theme: THM-nieuw
:responsible: ORG-inspectie-jenv
:::

:::{check} Is er gekeken?
:id: WP2015-C1-a
:question: Keek de inspectie?
:settles: Een rapport dat zegt wat zij zag.
:evidence: GEB-2015-05-kijken
:checks: WP2015-C1
:::
"""
PAGES = {
    "2015/programma.md": f"{HEAD}\n{SOURCE}\n{SENTENCE}\n{EVENT}",
    "2015/voornemen.md": COMMITMENT,
    "themas/nieuw.md": THEME,
}
ENGLISH = {
    "2015/programma": {
        "Een ander jaar": "Another year",
        "Het gaat over [een nieuw thema](#THM-nieuw).": "It is about [a new theme](#THM-nieuw).",
        "Programma van een ander jaar": "Programme of another year",
        "onbekend": "unknown",
        "De inspectie gaat kijken": "The inspectorate will look",
        "De inspectie keek": "The inspectorate looked",
        "De inspectie keek, en zegt wat zij zag.": "The inspectorate looked, and says what it saw.",
    },
    "2015/voornemen": {
        "Een nieuw voornemen": "A new commitment",
        "De inspectie keek in mei 2015.": "The inspectorate looked in May 2015.",
        "Is er gekeken?": "Did anybody look?",
        "Keek de inspectie?": "Did the inspectorate look?",
        "Een rapport dat zegt wat zij zag.": "A report that says what it saw.",
    },
    "themas/nieuw": {"Een nieuw thema": "A new theme"},
}
READ = ("WP2015-P1-S1", "GEB-2015-05-kijken", "THM-nieuw", "WP2015-C1", "WP2015-C1-a")
"""What was added that rests on something."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    handbooks.own(tmp_path)
    for page, text in PAGES.items():
        path = tmp_path / "docs" / page
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for page, texts in ENGLISH.items():
        path = tmp_path / "docs/locales/en/LC_MESSAGES" / f"{page}.po"
        path.parent.mkdir(exist_ok=True)
        head = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        entries = (f'\nmsgid "{text}"\nmsgstr "{english}"\n' for text, english in texts.items())
        path.write_text(head + "".join(entries), encoding="utf-8")
    index = tmp_path / "docs/themas/index.md"
    toctree = "\nbewaken-en-beveiligen\n"
    text = index.read_text(encoding="utf-8")
    assert toctree in text
    index.write_text(text.replace(toctree, f"{toctree}nieuw\n../2015/programma\n../2015/voornemen\n"), encoding="utf-8")
    return tmp_path


def say(copy: Path, *command: str) -> int:
    return cli.main([*command, "--docs", str(copy / "docs"), "--conf", str(copy / "conf")])


def test_an_editor_adds_one_of_each_and_nothing_breaks(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(copy, "check") == 1
    found = capsys.readouterr().out
    assert {line.split(" error ")[1].split()[0] for line in found.splitlines() if " error " in line} <= {
        "S303",
        "S305",
        "S306",
    }
    day = str(settings_file.read(copy / "conf" / settings.FILE, settings.FILE).own_as_of)
    for id in READ:
        assert say(copy, "accept", id, "--on", day, "--why", f"{id} gelezen in een kopie van het programma.") == 0
    assert say(copy, "check") == 0, capsys.readouterr().out
    judged = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/content", f"--ignore={__file__}"],
        cwd=TOP,
        env={**os.environ, own.VARIABLE: str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout
