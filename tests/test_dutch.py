"""All texts of rules and of the command are in the Dutch catalog."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from spoorboek import cli
from spoorboek.i18n import catalog, update
from spoorboek.i18n.language import is_translated, translate
from spoorboek.model.errors import SpoorboekError
from spoorboek.model.message import Message, _
from tests import breaks
from tests.cli.test_language import CATALOG
from tests.handbooks import TOP, ground
from tests.running import built
from tests.test_rule_pages import ONLY_BUILT, RULES, every_rule, examples, parsed, section, source

PATH = catalog.path(catalog.OWN_FOLDER, "nl", catalog.DOMAIN)
SAME = {
    *("A", "D", "Checklist", "Contact", "Maker", "Open", "Passage", "fragment"),
    *("ORG-", "THM-", "WP"),
    "link",
    "links",
    "{count} passage",
    "{count} passages",
    "{count} link",
    "{count} links",
    "in {seconds:.2f} s",
    "[trace]",
    "[trace.spelling]",
    "page is {page!r}",
    *("MMM y", "MMMM y", "d MMM y", "d MMMM y"),
}
"""What is the same in both languages, beside what has no word of its own."""


def flaws(path: Path) -> Iterator[str]:
    """What is wrong with a catalog of our messages."""
    with path.open("rb") as file:
        catalog = read_po(file, locale="nl", abort_invalid=True)
    for entry in catalog:
        if entry.id and entry.fuzzy:
            yield f"{entry.id!r} is fuzzy"
        elif entry.id:
            yield from (flaw for pair in forms(entry) for flaw in flaws_of(*pair))


def forms(entry: Entry) -> Iterator[tuple[str, str]]:
    """A text and its translation; where it counts, that for one and that for more."""
    if isinstance(entry.id, str):
        yield entry.id, str(entry.string or "")
    else:
        yield from zip(entry.id, entry.string or ("", ""), strict=True)


def flaws_of(text: str, dutch: str) -> Iterator[str]:
    if not dutch:
        yield f"{text!r} is not translated"
    elif holes(text) != holes(dutch):
        yield f"{text!r} has other holes in {dutch!r}"
    elif text == dutch and letters(text) and text not in SAME:
        yield f"{text!r} is left in English"


def holes(template: str) -> list[tuple[str | None, ...]]:
    """What is filled in, with the form it is given: `{role!r}`, `%s`."""
    parsed_ = [hole[1:] for hole in string.Formatter().parse(template) if hole[1] is not None]
    return sorted(parsed_, key=str) + [(hole,) for hole in sorted(re.findall(r"%(?:\(\w+\))?[rs]", template))]


def letters(template: str) -> str:
    return "".join(filter(str.isalpha, "".join(literal for literal, *_ in string.Formatter().parse(template))))


def test_the_catalog_has_a_translation_of_each_of_its_msgids() -> None:
    assert list(flaws(PATH)) == []


@pytest.mark.parametrize(
    ("there", "instead", "flaw"),
    [
        ('msgstr "{item} heeft geen titel"', 'msgstr ""', "is not translated"),
        ('msgstr "{item} heeft geen titel"', 'msgstr "geen titel"', "has other holes"),
        ('msgstr "{item} heeft geen titel"', 'msgstr "{item} has no title"', "is left in English"),
        (
            '#, python-brace-format\nmsgid "{item} has no title"',
            '#, fuzzy, python-brace-format\nmsgid "{item} has no title"',
            "is fuzzy",
        ),
    ],
)
def test_a_flaw_in_the_catalog_is_seen(tmp_path: Path, there: str, instead: str, flaw: str) -> None:
    broken = tmp_path / "spoorboek.po"
    text = PATH.read_text(encoding="utf-8")
    assert there in text
    broken.write_text(text.replace(there, instead), encoding="utf-8")
    assert any(flaw in own_flaw for own_flaw in flaws(broken))


def test_it_has_every_msgid_and_no_more(tmp_path: Path) -> None:
    """Bringing it up to date changes nothing now."""
    written = tmp_path / "spoorboek.po"
    update.write(written, update.updated(PATH, "nl"))
    assert messages(written) == messages(PATH)


def messages(path: Path) -> str:
    """All but the head, in which Babel names its own version."""
    return path.read_text(encoding="utf-8").partition("\n\n")[2]


def test_a_changed_msgid_has_to_be_translated(tmp_path: Path) -> None:
    old = tmp_path / "spoorboek.po"
    old.write_text(PATH.read_text(encoding="utf-8").replace("has no title", "has no such title"), encoding="utf-8")
    found: Catalog = update.updated(old, "nl")
    assert found["{item} has no title"].fuzzy
    assert not found["{item} has no title"].string or "{item}" in found["{item} has no title"].string


LETTERS = re.compile(r"[a-z\u00e0-\u00ff]{4,}")
ENGLISH_TOO = {
    *("aanb", "agenda", "band", "brief", "dossier", "label", "labels", "lang", "menu", "past", "smaller", "spoor"),
    *("stand", "taken", "telling", "want"),
}
"""Words of the Dutch catalog that are English, or names of what we use, too."""
ABOUT_LANGUAGES = {"docutils_names.json", "missing_translation.md", "translation_leads_elsewhere.md"}
"""Files about languages: names that docutils has in each, pages of rules about translations."""
IDS = re.compile(r"^:id: (\S+)$", re.MULTILINE)


def code() -> Iterator[Path]:
    """All files of the package but its catalogs."""
    for path in sorted((TOP / "ext" / "spoorboek").rglob("*")):
        if path.suffix in {".py", ".md", ".css", ".js", ".html", ".json"} and path.name not in ABOUT_LANGUAGES:
            yield path


def dutch_words() -> set[str]:
    with PATH.open("rb") as file:
        pairs = [form for entry in read_po(file, locale="nl") if entry.id for form in forms(entry)]
    english = {word for text, _dutch in pairs for word in LETTERS.findall(text.lower())}
    return {word for _text, dutch in pairs for word in LETTERS.findall(dutch.lower())} - english - ENGLISH_TOO


def test_only_the_catalogs_know_dutch() -> None:
    known = dutch_words()
    assert {"toetspunt", "voornemen", "niet", "bevestigd"} <= known
    found = {
        f"{path.name}: {word}"
        for path in code()
        for word in LETTERS.findall(path.read_text(encoding="utf-8").lower())
        if word in known
    }
    assert found == set()


def test_the_code_knows_no_item_and_no_page_of_this_handbook() -> None:
    pages = [
        path for path in (TOP / "docs").rglob("*.md") if path.parts[-2] not in {"regels", "techniek", "beslissingen"}
    ]
    ids = {id for path in pages for id in IDS.findall(path.read_text(encoding="utf-8"))}
    names = {path.relative_to(TOP / "docs").with_suffix("").as_posix() for path in pages}
    names = {name for name in names if "/" in name and not name.endswith("index")}
    assert {"WP2024-C4", "THM-cter"} <= ids
    name_pattern = re.compile(r"[\w/-]+")
    found = {
        f"{path.name}: {word}"
        for path in code()
        for word in name_pattern.findall(path.read_text(encoding="utf-8"))
        if word in ids or word in names or re.match(r"WP\d{4}\b", word)
    }
    assert found == set()


def test_every_argument_of_gettext_can_be_collected() -> None:
    """Babel collects literals alone: a name, an expression or a sum of texts would be missed."""
    called = re.compile(r"(?<![\w.])(?:_|ngettext)\(\s*(.)")
    for path in (TOP / "ext").rglob("*.py"):
        if path.name not in {"language.py", "message.py", "new_handbook.py"}:  # they pass msgids of others on
            odd = [match[0] for match in called.finditer(path.read_text(encoding="utf-8")) if match[1] not in "\"'"]
            assert odd == [], path


def pieces(tree: object) -> Iterator[Message]:
    """A message, and all messages in its values."""
    if isinstance(tree, Message) and tree:
        yield tree
        for value in tree.values.values():
            yield from pieces(value)


def hold_to_dutch(message: Message) -> str:
    """The Dutch of it, with every template known and every value in it."""
    dutch = translate(message, "nl")
    for piece in pieces(message):
        assert is_translated(piece, "nl"), piece.template
        for value in piece.values.values():
            assert isinstance(value, Message) or str(value) in dutch or repr(value)[1:-1] in dutch
    return dutch


@every_rule
def test_findings_of_the_flagged_examples_of_a_rule_are_in_dutch(name: str, tmp_path: Path) -> None:
    for number, example in enumerate(examples(section(parsed(source(name)), "Flagged"))):
        handbook = example.put(tmp_path / str(number))
        verdict = handbook.check()[0] if RULES[name].number in ONLY_BUILT else handbook.judged()
        assert all(hold_to_dutch(finding.message) for finding in verdict.findings)


@pytest.mark.parametrize("flaw", breaks.UNREADABLE[::10], ids=str)  # one function translates every error
def test_what_stops_a_run_is_in_dutch(flaw: breaks.Break, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handbook = ground(tmp_path)
    flaw.do(handbook)
    assert cli.main(["check", "--lang", "nl", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "fout: " in line
    assert "error: " not in line


def test_an_error_has_all_its_lines_in_both_languages() -> None:
    other = SpoorboekError(_("there is no folder {folder}", folder="docs"), _("correct it"))
    error = SpoorboekError(_("{file} does not exist", file="conf"), _("correct it"), [other])
    assert str(error) == "error: conf does not exist; correct it\nerror: there is no folder docs; correct it"
    assert [hold_to_dutch(line) for line in error.lines] == [
        "fout: conf bestaat niet; verbeter het",
        "fout: er is geen map docs; verbeter het",
    ]


def test_a_page_shows_the_promise_of_a_rule_in_dutch_and_marks_the_others_as_english(tmp_path: Path) -> None:
    handbook = ground(tmp_path)
    handbook.write(
        {
            "rules.md": "---\norphan: true\n---\n# Regels\n\n:::{rules}\n:::\n",
            "locales/nl/LC_MESSAGES/regels/unknown-target.po": CATALOG,
        }
    )
    result = built(handbook)
    assert (result.returncode, result.stderr) == (0, "")
    page = (handbook.folder / "html" / "rules.html").read_text(encoding="utf-8")
    assert "<span>Elke link wijst naar een onderdeel dat bestaat.</span>" in page
    assert '<span lang="en">Every link points at an item of a type that it may point at.</span>' in page
