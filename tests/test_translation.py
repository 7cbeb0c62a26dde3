"""A handbook in two languages: what is collected, and what is shown where a translation is missing or outdated."""

import re
from pathlib import Path

import pytest

from spoorboek import cli
from spoorboek.analysis import translation
from spoorboek.config import settings, settings_file
from spoorboek.i18n import catalog
from spoorboek.model.programme import Programme
from spoorboek.readers import configuration, markdown, page_files, pages
from spoorboek.sphinxext import builds
from tests import breaks
from tests.handbooks import TOP, Handbook
from tests.running import run

CONF = """\
extensions = ["myst_parser", "sphinx_needs", "spoorboek"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
needs_from_toml = "ubproject.toml"
myst_ref_domains = ["spoorboek", "std"]
suppress_warnings = ["i18n.inconsistent_references", "myst.header"]
spoorboek_handbook = True
spoorboek_maker = "A town"
spoorboek_contact = "editors@town.example"
language = "nl"
spoorboek_languages = ["nl", "en"]
locale_dirs = ["locales"]
html_theme = "furo"
"""
UBPROJECT = """\
[needs]
id_regex = "^[A-Za-z0-9-]+$"

[needs.types.term]
title = "Begrip"
prefix = "TRM-"

[needs.types.term.fields]
reason = { description = "Reden", schema = { type = "string" } }

[trace]
as-of = 2026-01-01
prose = ["reason"]
"""
PAGE = """\
# Fietsen

Wie fietst, heeft voorrang op wie rijdt.

- Een fiets heeft een bel. Zie [de fiets](#TRM-fiets).
- Een fiets heeft een lamp.

:::{term} Fiets
:id: TRM-fiets
:reason: Het woord komt vaak terug.

Een fiets heeft twee wielen.
:::
"""
ENGLISH = {
    "Fietsen": "Cycling",
    "Wie fietst, heeft voorrang op wie rijdt.": "Who cycles goes before who drives.",
    "Een fiets heeft een bel. Zie [de fiets](#TRM-fiets).": "A bicycle has a bell. See [the bicycle](#TRM-fiets).",
    "Een fiets heeft een lamp.": "A bicycle has a lamp.",
    "Fiets": "Bicycle",
    "Het woord komt vaak terug.": "The word comes back often.",
    "Een fiets heeft twee wielen.": "A bicycle has two wheels.",
    "Begrip": "Term",
    "Reden": "Reason",
}


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    files = {"index.md": PAGE, "../conf/conf.py": CONF, "../conf/ubproject.toml": UBPROJECT, "../pyproject.toml": ""}
    return Handbook(tmp_path).write(files)


def update(handbook: Handbook) -> None:
    assert cli.main(["intl", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]) == 0


def po(handbook: Handbook, domain: str = "index") -> Path:
    return catalog.path(handbook.docs / "locales", "en", domain)


def translate(handbook: Handbook) -> None:
    """Fill in all that can be."""
    for path in (handbook.docs / "locales").rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        for dutch, english in ENGLISH.items():
            text = text.replace(f'msgid "{dutch}"\nmsgstr ""', f'msgid "{dutch}"\nmsgstr "{english}"')
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def translated(handbook: Handbook) -> Handbook:
    """The handbook with each of its texts in English too."""
    update(handbook)
    translate(handbook)
    return handbook


def findings(handbook: Handbook) -> list[str]:
    return [str(finding) for finding in handbook.check()[0].findings]


def english(handbook: Handbook, name: str = "index.html") -> str:
    command = ("-m", "sphinx", "-q", "-E", "-n", "-D", "language=en", "-c", "conf", "-d", "doctrees", "docs", "html/en")
    done = run(handbook, *command)
    assert done.returncode == 0, done.stderr
    page = (handbook.folder / "html" / "en" / name).read_text(encoding="utf-8")
    return page[page.index('<article role="main"') : page.index("</article>")]


@pytest.mark.wide
def test_both_readers_collect_the_same_texts_of_every_page_of_our_own(tmp_path: Path) -> None:
    own_configuration = configuration.read(TOP / "docs", TOP / "conf")
    own_settings = settings_file.read(TOP / "conf" / settings.FILE, settings.FILE)
    read = markdown.PageReader(own_configuration, own_settings, lambda name: False, collects_texts=True).pages(
        pages.find(own_configuration)
    )
    quick = {domain: page for found in read for domain, page in found.written.items()}
    builds.build(TOP / "docs", TOP / "conf", "gettext", tmp_path)
    count = 0
    for domain, page in quick.items():
        for language in translation.languages_for(
            own_configuration.languages, own_configuration.untranslated, domain, page.language
        ):
            path = tmp_path / "out" / language / f"{domain}.pot"
            collected = set(re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
            texts = {text.text.replace("\\", "\\\\").replace('"', '\\"') for text in (*page.running, *page.fields)}
            assert texts == collected, domain
            count += 1
    assert count > 100


def test_every_text_is_reported_at_its_own_line(handbook: Handbook) -> None:
    lines = findings(handbook)
    assert len(lines) == len(ENGLISH)
    for line in lines:
        match = re.match(r"(\S+?):(\d+):\d+: error S901 missing-translation: ['\"](.{4})", line)
        assert match
        written = (handbook.folder / match[1]).read_text(encoding="utf-8").split("\n")
        assert match[3] in written[int(match[2]) - 1], line


def test_catalogs_are_made_filled_and_then_nothing_is_left(handbook: Handbook) -> None:
    update(handbook)
    assert len(findings(handbook)) == len(ENGLISH)
    translate(handbook)
    assert findings(handbook) == []


def test_a_second_update_changes_no_byte(translated: Handbook) -> None:
    before = {path: path.read_bytes() for path in translated.docs.rglob("*.po")}
    update(translated)
    assert {path: path.read_bytes() for path in translated.docs.rglob("*.po")} == before


def test_a_catalog_contains_no_clock_and_no_path_of_a_machine(handbook: Handbook) -> None:
    update(handbook)
    text = po(handbook).read_text(encoding="utf-8")
    assert "Date" not in text
    assert str(handbook.folder) not in text
    assert "#: docs/index.md:3" in text


def test_the_catalog_of_a_page_that_is_gone_goes_too(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    handbook.write({"other.md": "# Anders\n"})
    update(handbook)
    assert po(handbook, "other").exists()
    (handbook.docs / "other.md").unlink()
    capsys.readouterr()
    update(handbook)
    assert not po(handbook, "other").exists()
    assert capsys.readouterr().out.startswith(f"{po(handbook, 'other')} is removed: its page is gone\n")


def test_a_changed_text_is_reported_with_and_without_an_update(translated: Handbook) -> None:
    translated.write({"index.md": PAGE.replace("heeft een lamp.", "heeft een lamp en een slot.")})
    (line,) = findings(translated)
    assert "'Een fiets heeft een lamp en een slot.' has no translation into 'en'" in line
    update(translated)
    (line,) = findings(translated)
    assert "'Een fiets heeft een lamp en een slot.' changed after it was translated into 'en'" in line


def test_a_change_without_words_is_not_reported(translated: Handbook) -> None:
    translated.write({"index.md": PAGE.replace("voorrang op", "voorrang\nop").replace("# Fietsen\n", "# Fietsen\n\n")})
    assert findings(translated) == []


def test_an_old_translation_is_shown_as_under_review_with_what_is_written_now(translated: Handbook) -> None:
    changed = PAGE.replace("heeft voorrang op wie rijdt", "heeft nooit voorrang op wie rijdt")
    changed = changed.replace("Het woord komt vaak terug.", "Het woord komt vaak weer terug.")
    translated.write({"index.md": changed.replace("heeft een bel.", "heeft een goede bel.")})
    update(translated)
    page = english(translated)
    assert "<p>Who cycles goes before who drives.</p>" in page
    assert '<p class="under-review">' in page
    assert re.search(r'<p class="original" lang="nl">Wie fietst, heeft nooit voorrang op wie rijdt\.</p>', page)
    assert re.search(
        r'<p class="original" lang="nl">Een fiets heeft een goede bel\. Zie <a [^>]*href="#TRM-fiets"', page
    )
    assert "The word comes back often. [translation under review" in page
    assert "Het woord komt vaak weer terug." in page


def test_a_text_without_translation_is_shown_as_it_is_written_and_marked(translated: Handbook) -> None:
    translated.write({"index.md": PAGE.replace("heeft een lamp.", "zonder licht is gevaarlijk in de nacht.")})
    page = english(translated)
    assert re.search(r'<p lang="nl">Een fiets zonder licht is gevaarlijk in de nacht\.</p>', page)
    assert "<p>A bicycle has a bell." in page


def test_a_page_without_a_catalog_is_marked_as_a_whole(handbook: Handbook) -> None:
    page = english(handbook)
    assert re.search(r'<section id="fietsen" lang="nl">', page)


def test_items_have_titles_fields_and_labels_in_the_language_and_the_same_place(translated: Handbook) -> None:
    page = english(translated)
    assert re.search(r'id="TRM-fiets".*?Bicycle', page, re.DOTALL)
    assert "Term" in page
    assert re.search(r"<dt>Reason</dt>\s*<dd><p>The word comes back often\.</p>", page)
    assert "Fiets<" not in page
    assert b"BuildEnvironment" not in (translated.folder / "doctrees" / "index.doctree").read_bytes()


def test_a_translation_that_lost_its_reference_fails_the_build(translated: Handbook) -> None:
    path = po(translated)
    path.write_text(
        path.read_text(encoding="utf-8").replace("See [the bicycle](#TRM-fiets).", "See it."), encoding="utf-8"
    )
    for language in ("nl", "en"):
        done = run(
            translated, "-m", "sphinx", "-qWnD", f"language={language}", "-c", "conf", "-d", language, "docs", "html"
        )
        assert done.returncode == 1
        assert "into 'en' lacks '#TRM-fiets'" in done.stderr.split("\n")[0]
        assert "inconsistent" not in done.stderr


def test_a_translation_that_lost_a_link_to_a_page_would_be_reported_twice(handbook: Handbook) -> None:
    handbook.write(
        {"index.md": "# Fietsen\n\nZie [de fiets](other.md).\n", "other.md": "---\norphan: true\n---\n# Fiets\n"}
    )
    update(handbook)
    text = po(handbook).read_text(encoding="utf-8")
    po(handbook).write_text(text.replace('other.md)."\nmsgstr ""', 'other.md)."\nmsgstr "See it."'), encoding="utf-8")
    for let_through, count in ((False, 0), (True, 1)):
        if let_through:
            breaks.let_through("i18n.inconsistent_references")(handbook)
        done = run(handbook, "-m", "sphinx", "-qEnD", "language=en", "-c", "conf", "-d", "trees", "docs", "html")
        assert done.stderr.count("lacks 'other.md'") == 1
        assert done.stderr.count("inconsistent term references") == count


def test_a_missing_translation_is_waived_by_a_reason_that_need_not_be_translated(translated: Handbook) -> None:
    translated.write({"index.md": PAGE.replace("heeft een lamp.", "heeft een slot.")})
    (finding,) = translated.check()[0].findings
    waiver = f'[[waive]]\nfinding = "{finding.identity}"\nreason = "Volgende week."\nowner = "ik"\nuntil = 2026-02-01\n'
    (translated.conf / "waivers.toml").write_text(waiver, encoding="utf-8")
    verdict = translated.check()[0]
    assert not verdict.findings
    assert [waived.finding for waived in verdict.waived] == [finding]
    translated.write({"waived.md": "# Opzij\n\n```{waivers}\n```\n"})
    update(translated)
    assert '<span lang="nl">Volgende week.</span>' in english(translated, "waived.html")


def test_a_broken_catalog_is_one_line_and_exit_2(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    update(handbook)
    po(handbook).write_text('msgid "a"\nmsgstr "b"\nno catalog\n', encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]) == 2
    lines = capsys.readouterr().err.strip().split("\n")
    assert len(lines) == 1
    assert "docs/locales/en/LC_MESSAGES/index.po:3:1: error: invalid catalog: " in lines[0]
    done = run(handbook, "-m", "sphinx", "-q", "-D", "language=en", "-c", "conf", "-d", "doctrees", "docs", "html")
    assert done.returncode == 2
    assert done.stderr.strip() == f"ERROR: {lines[0]}"


def test_what_is_to_be_translated_is_counted_in_the_language_of_who_asks(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handbook.command("intl", "--lang", "nl") == 0
    assert re.search(r"^\d+ teksten hebben geen vertaling\n0 vertalingen ", capsys.readouterr().out)


def test_a_handbook_in_one_language_has_nothing_to_update(
    handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook.configure('spoorboek_languages = ["nl"]')
    assert findings(handbook) == []
    assert cli.main(["intl", "--docs", str(handbook.docs), "--conf", str(handbook.conf)]) == 2
    assert 'spoorboek_languages = ["nl", "en"]' in capsys.readouterr().err


def test_the_first_language_is_that_of_the_pages(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    with (handbook.conf / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('spoorboek_languages = ["en", "nl"]\n')
    number = (handbook.conf / "conf.py").read_text(encoding="utf-8").count("\n")
    assert cli.main(["check", "--docs", str(handbook.docs), "--conf", str(handbook.conf), "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        f"conf/conf.py:{number}:1: error: spoorboek_languages begins with 'en', but language is 'nl'; "
        "name the language that the pages are written in, first in both\n"
    )


@pytest.fixture
def english_first(handbook: Handbook) -> Handbook:
    """The handbook if its Dutch page said that it is in English: each text stands for its own translation."""
    text = (handbook.docs / "index.md").read_text(encoding="utf-8")
    handbook.write({"index.md": f"---\nlanguage: en\n---\n\n{text}"})
    texts = {text.text for text in read(handbook).untranslated if text.domain == "index"}
    entries = (f'msgid "{text}"\nmsgstr "{text}"\n' for text in sorted(texts))
    handbook.write({"locales/nl/LC_MESSAGES/index.po": "\n".join((catalog.with_header("", "nl"), *entries))})
    return handbook


def read(handbook: Handbook) -> Programme:
    return handbook.read()[0]


def test_a_translation_equal_to_its_original_is_reported(english_first: Handbook) -> None:
    copied = {text.text for text in read(english_first).untranslated if text.copied}
    assert copied == {text for text in ENGLISH if len(text.split()) > 5}
    lines = [str(finding) for finding in english_first.judged().findings]
    assert (
        "docs/index.md:7:1: error S901 missing-translation: 'Wie fietst, heeft voorrang op wie rijdt.' is its own "
        "translation into 'nl': translate it in docs/locales/nl/LC_MESSAGES/index.po"
    ) in lines


@pytest.mark.parametrize(
    ("languages", "is_copied"),
    [("nl en", True), ("nl fr", True), ("fr nl", True), ("en nl", True), ("fr en", False), ("en fr", False)],
)
def test_no_text_is_its_own_translation_unless_a_new_handbook_begins_so(
    languages: str, is_copied: bool, handbook: Handbook
) -> None:
    first, other = languages.split()
    handbook.configure(f"language = {first!r}\nspoorboek_languages = {[first, other]}")
    text = "Wie fietst, heeft voorrang op wie rijdt."
    entry = f'\nmsgid "{text}"\nmsgstr "{text}"\n'
    handbook.write({f"locales/{other}/LC_MESSAGES/index.po": catalog.with_header("", other) + entry})
    assert [untranslated.copied for untranslated in read(handbook).untranslated if untranslated.text == text] == [
        True
    ] * is_copied


@pytest.mark.parametrize("nothing", [".", "\u200b", "\u3164", "&nbsp;"])
def test_an_empty_msgstr_is_no_translation(nothing: str, handbook: Handbook) -> None:
    entry = f'\nmsgid "Fietsen"\nmsgstr "{nothing}"\n\nmsgid "-"\nmsgstr "–"\n'
    handbook.write({"locales/en/LC_MESSAGES/index.po": catalog.with_header("", "en") + entry})
    known = catalog.read(po(handbook), "index.po")
    assert (known.find("Fietsen"), known.get("-")) == (None, "–")


def test_the_front_matter_states_in_which_language_a_page_is_written() -> None:
    assert page_files.language("---\nlanguage: en\n---\n# A\n") == "en"
    assert page_files.language("---\ntitle: x\nlanguage: 'en'\n---\n") == "en"
    assert page_files.language("# language: en\n") == ""
