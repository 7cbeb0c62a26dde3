"""A reference to a missing item is one finding; every page is written, with plain text in its place."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.handbooks import Handbook, ground
from tests.running import SPOORBOEK, built, run

# What an author writes, and the words that readers see of it.
WAYS = {
    "a link": ("[words](#KAN-nope)", "words"),
    "a link without words": ("[](#KAN-nope)", "KAN-nope"),
    "a link with emphasis": ("[*some* words](#KAN-nope)", "some words"),
    "an address between brackets": ("<project:#KAN-nope>", "KAN-nope"),
    "an address elsewhere": ("[words]\n\n[words]: #KAN-nope", "words"),
    "a role": ("{need}`KAN-nope`", "KAN-nope"),
    "a role with words": ("{need}`words <KAN-nope>`", "words"),
    "a role for links back": ("{need_incoming}`KAN-nope`", "KAN-nope"),
    "a role for links on": ("{need_outgoing}`KAN-nope`", "KAN-nope"),
    "in a heading": ("## A heading with [words](#KAN-nope)", "words"),
    "in a table": ("| Head |\n|---|\n| [words](#KAN-nope) |", "words"),
    "in a list": ("- [words](#KAN-nope)", "words"),
    "in a footnote": ("Text[^1].\n\n[^1]: With [words](#KAN-nope).", "words"),
    "in an admonition": (":::{note}\n[words](#KAN-nope)\n:::", "words"),
    "in the title of an admonition": (":::{admonition} A [words](#KAN-nope)\nText.\n:::", "words"),
    "in an item": (":::{erratum} A note\n:id: KAN-x\n:concerns: BRN-grond\n\n[words](#KAN-nope)\n:::", "words"),
    "as an id in another case": ("[words](#thm-GROND)", "words"),
}
# References that are no item's: Sphinx and MyST-Parser warn of these themselves.
OTHER_REFERENCES = (
    "{ref}`nope`",
    "{ref}`KAN-nope`",
    "{doc}`nope`",
    "{any}`KAN-nope`",
    "[words](nope.md)",
    "[words](index.md#nope)",
)
WAIVER = '[[waive]]\nfinding = "S501 {page} {target}"\nreason = "known"\nowner = "us"\nuntil = 2027-06-30\n\n'


def named(way: str) -> str:
    return way.replace(" ", "-")


@pytest.fixture
def dead(tmp_path: Path) -> Handbook:
    """A handbook with a page for each way to refer to nothing."""
    return ground(tmp_path).write(
        {f"{named(way)}.md": f"# A page\n\n{written}\n" for way, (written, _) in WAYS.items()}
    )


def assert_one_finding_each(message: str) -> None:
    assert sorted(line.split(":")[1].strip() for line in message.splitlines()) == sorted(
        f"docs/{named(way)}.md" for way in WAYS
    )
    assert message.count(" error S501 unknown-target: the text refers to ") == len(WAYS)


def assert_all_pages_have_bare_words(handbook: Handbook) -> None:
    out = handbook.folder / "html"
    assert {page.stem for page in out.glob("*.html")} >= {page.stem for page in handbook.docs.glob("*.md")}
    for way, (_, text) in WAYS.items():
        html = (out / f"{named(way)}.html").read_text(encoding="utf-8")
        article = html.split("<article", 1)[1].split("</article>")[0]
        assert not re.search('href="[^"]*(nope|GROND)', article), way
        assert text in " ".join(re.sub("<[^>]*>", "", article).split()), way


def test_a_dead_reference_is_one_finding_and_leaves_bare_words_until_it_is_waived(dead: Handbook) -> None:
    command = built(dead, "-j", "4")
    assert_one_finding_each(command.stderr)
    assert command.returncode == 1
    assert_all_pages_have_bare_words(dead)
    targets = {way: "thm-GROND" if "GROND" in written else "KAN-nope" for way, (written, _) in WAYS.items()}
    waivers = (WAIVER.format(page=named(way), target=target) for way, target in targets.items())
    (dead.conf / "waivers.toml").write_text("".join(waivers), encoding="utf-8")
    waived = built(dead)
    assert (waived.stderr, waived.returncode) == ("", 0)
    assert_all_pages_have_bare_words(dead)
    assert run(dead, *SPOORBOEK, "check").returncode == 0


def test_without_w_the_build_succeeds_and_reports_the_dead_reference(dead: Handbook) -> None:
    command = run(dead, "-m", "sphinx", "-q", "-n", "-c", "conf", "docs", "html")
    assert_one_finding_each(command.stderr)
    assert command.returncode == 0
    assert_all_pages_have_bare_words(dead)


def test_a_dead_reference_is_reported_in_another_language_too(dead: Handbook) -> None:
    command = in_english(dead)
    assert_one_finding_each("".join(line for line in command.stderr.splitlines(keepends=True) if " S901 " not in line))
    assert command.returncode == 1
    assert_all_pages_have_bare_words(dead)


def test_a_dead_reference_to_something_else_fails_the_build_too(tmp_path: Path) -> None:
    pages = [f"other{number}" for number, _ in enumerate(OTHER_REFERENCES)]
    texts = {f"{page}.md": f"# A page\n\n{written}\n" for page, written in zip(pages, OTHER_REFERENCES, strict=True)}
    command = built(ground(tmp_path).write(texts))
    numbers = re.findall(r"/(other\d+)\.md:3: WARNING", command.stderr)
    assert (sorted(numbers), command.returncode) == (pages, 1)
    assert all((tmp_path / "html" / f"{page}.html").is_file() for page in pages)


def in_english(handbook: Handbook) -> subprocess.CompletedProcess[str]:
    handbook.configure('spoorboek_languages = ["nl", "en"]\nspoorboek_untranslated = ["*"]')
    return built(handbook, "-D", "language=en")


def test_a_translation_that_leads_nowhere_by_itself_fails_the_build(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write({"dead.md": "# A page\n\nSee [words](#KAN-count).\n"})
    catalog = handbook.docs / "locales" / "en" / "LC_MESSAGES" / "dead.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "See [words](#KAN-count)."\nmsgstr "See [words](#KAN-nope)."\n',
        encoding="utf-8",
    )
    command = in_english(handbook)
    assert "'myst' cross-reference target not found: 'KAN-nope'" in command.stderr
    assert command.returncode == 1
