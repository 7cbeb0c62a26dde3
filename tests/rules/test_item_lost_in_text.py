"""An item that a typing error turns into text is reported at its line by the quick reader and by a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from spoorboek.analysis.verdict import Verdict
from tests.handbooks import Handbook, ground
from tests.parity.bench import by_both, by_hand, by_sphinx, read

ITEM = ":::{erratum} Een noot\n:id: KAN-x\n:concerns: GR-C1\n\nTekst.\n:::\n"
RST = ".. erratum:: Een noot\n   :id: KAN-x\n   :concerns: GR-C1\n"


def indented(text: str, by: str) -> str:
    return "".join(f"{by}{line}".rstrip() + "\n" for line in text.splitlines())


def written(opening: str, mark: str = ":::") -> str:
    return ITEM.replace(":::{erratum}", opening, 1).replace("\n:::\n", f"\n{mark}\n")


# What is written, and where (line:column) and why it is not an item; it stands below a heading and a blank line.
SLIPS = {
    "no braces": (written(":::erratum"), "3:4", "expected :::{erratum}, found :::erratum"),
    "no braces, in another case": (written(":::Erratum"), "3:4", "expected :::{erratum}, found :::Erratum"),
    "two colons in the meaning of a word": (
        f"a word\n: {indented(written('::{erratum}', '::'), '  ').strip()}\n",
        "4:6",
        "expected :::{erratum}, found ::{erratum}",
    ),
    "a class of a div": (written("::: erratum"), "3:5", "expected :::{erratum}, found ::: erratum"),
    "a language of code": (written("```erratum", "```"), "3:4", "expected ```{erratum}, found ```erratum"),
    "a language of code between tildes": (
        written("~~~ erratum", "~~~"),
        "3:5",
        "expected ~~~{erratum}, found ~~~ erratum",
    ),
    "blanks in the braces": (written(":::{ erratum }"), "3:6", "expected :::{erratum}, found :::{ erratum }"),
    "one brace": (written(":::{erratum"), "3:5", "expected :::{erratum}, found :::{erratum"),
    "the other brace": (written(":::erratum}"), "3:4", "expected :::{erratum}, found :::erratum}"),
    "brackets": (written(":::[erratum]"), "3:5", "expected :::{erratum}, found :::[erratum]"),
    "parentheses": (written(":::(erratum)"), "3:5", "expected :::{erratum}, found :::(erratum)"),
    "a brace that a formatter escaped": (
        written(r":::\{erratum}"),
        "3:6",
        r"expected :::{erratum}, found :::\{erratum}",
    ),
    "no blank behind the braces": (written(":::{erratum}:"), "3:5", "expected :::{erratum}, found :::{erratum}:"),
    "two colons": (written("::{erratum}"), "3:4", "expected :::{erratum}, found ::{erratum}"),
    "two colons, above a note with a comment and a target": (
        written("::{erratum}", "::") + "\n:::{note}\n% a\n% b\n% c\n\n(x)=\nText.\n:::\n",
        "3:4",
        "expected :::{erratum}, found ::{erratum}",
    ),
    "a character that nobody sees": (
        written("\u200b:::{erratum}"),
        "3:6",
        "it follows the invisible character U+200B",
    ),
    "HTML above": (f"<br>\n{ITEM}", "4:5", "the HTML that begins on line 3 is not ended by a blank line"),
    "HTML around": (f"<div>\n{ITEM}\n</div>\n", "4:5", "the HTML that begins on line 3 is not ended by a blank line"),
    "HTML above, in a list": (
        f"- <br>\n{indented(ITEM, '  ')}",
        "4:7",
        "the HTML that begins on line 3 is not ended by a blank line",
    ),
    "a comment in which another begins": (
        f"<!-- nog doen\n\n{ITEM}\n<!-- en dit -->\n",
        "5:5",
        "the comment that begins on line 3 runs on over it",
    ),
    "four blanks": (indented(ITEM, "    "), "3:9", "it is indented by four columns or more, which makes it code"),
    "a tab": (indented(ITEM, "\t"), "3:6", "it is indented by four columns or more, which makes it code"),
    "reStructuredText": (RST, "3:4", "expected :::{erratum}, found .. erratum::"),
    "reStructuredText with one colon": (
        RST.replace("::", ":"),
        "3:4",
        "expected :::{erratum}, found .. erratum:",
    ),
    "reStructuredText in an item": (
        f"::::{{chain}} Zorg\n:id: KTN-x\n:grounded_in: GR-P1-S1\n\n{RST}::::\n",
        "7:4",
        "expected :::{erratum}, found .. erratum::",
    ),
    "a directive that holds no items": (
        f"````{{math}}\n{ITEM}````\n",
        "4:5",
        "it is in {math}, which cannot contain items",
    ),
    "a directive that lacks what it must have": (
        f"````{{only}}\n{ITEM}````\n",
        "4:5",
        "it is in {only}, which has an error of its own",
    ),
    "no opening line": (
        ":id: KAN-x\n:concerns: GR-C1\n",
        "3:6",
        "its options have no opening line of an item above them",
    ),
    "the signs of another Markdown": (
        '!!! erratum "Een noot"\n    :id: KAN-x\n',
        "4:10",
        "its options have no opening line of an item above them",
    ),
    "the options of an item in a directive": (
        ":::{note}\n:id: KAN-x\n:::\n",
        "4:6",
        "its options have no opening line of an item above them",
    ),
    "a backtick in a title, twice": (
        2 * "```{erratum} Een `noot`\n:id: KAN-x\n:concerns: GR-C1\n```\n\n",
        "3:5",
        "its title contains a `, which cannot follow ```; use ::: or ~~~",
    ),
}
PAGE = "# Kop\n\n"
# Whole pages.
PAGES = {
    "front matter that goes on": (
        f"---\norphan: true\n\n{ITEM}\n---\n\n# Kop\n",
        "4:5",
        "it is in the front matter of the page",
    ),
    "fences of colons that are not switched on": (
        f"---\nmyst:\n  enable_extensions: []\n---\n\n# Kop\n\n{ITEM}",
        "8:5",
        "fences of colons are not switched on (myst_enable_extensions)",
    ),
    "a Markdown without directives": (
        f"---\nmyst:\n  commonmark_only: true\n---\n\n# Kop\n\n{written('```{erratum}', '```')}",
        "8:5",
        "the page is in a Markdown that has no directives",
    ),
}
# What the build reads: told by the build alone.
LEFT_TO_THE_BUILD = {
    "one colon": (RST.replace("::", ":"), "4:4", "expected .. erratum::, found .. erratum:"),
    "no blank": (RST.replace(".. ", ".."), "4:3", "expected .. erratum::, found ..erratum::"),
    "no blank before the title": (RST.replace(":: ", "::"), "4:4", "expected .. erratum::, found .. erratum::Een"),
    "the title before the colons": (
        ".. erratum Een noot::\n   :id: KAN-x\n",
        "4:4",
        "expected .. erratum::, found .. erratum",
    ),
    "a fence": (f"Zo:\n\n{ITEM}", "6:5", "expected .. erratum::, found :::{erratum}"),
}
SHOWN = {
    "code": f"````md\n{ITEM}````\n",
    "code in tildes": f"~~~\n{ITEM}~~~\n",
    "code in a list": f"- Zo:\n\n  ````md\n{indented(ITEM, '  ')}  ````\n",
    "a code block": f"````{{code-block}} md\n{ITEM}````\n",
    "code in an admonition": f"`````{{note}}\n````md\n{ITEM}````\n`````\n",
    "code in what is left to the build": f"`````{{py:function}} f\n````md\n{ITEM}````\n`````\n",
    "code of reStructuredText": f"```{{eval-rst}}\nZo::\n\n{indented(RST, '   ')}```\n",
    "a code block of reStructuredText": f"```{{eval-rst}}\n.. code-block:: rst\n\n{indented(RST, '   ')}```\n",
    "code in a line": "```{theme} Titel``` is een opening, net als `:::{theme} Titel`.\n",
    "code that begins a line": "``:::{theme}`` is een opening.\n",
    "a table": "| a |\n|---|\n| :::{theme} |\n",
    "prose": "... theme: zo\n\n- theme: zo\n- check\n\ntheme\n: check\n",
    "an id in another case": ":id: kan-x\n",
}


def pages(texts: dict[str, tuple[str, str, str]], before: str = PAGE) -> dict[str, str]:
    """A page for each, whose item has the id KAN-0, KAN-1, …"""
    return {
        f"p{n}.md": f"{before}{text}".replace("KAN-x", f"KAN-{n}").replace("KTN-x", f"KTN-{n}")
        for n, (text, _, _) in enumerate(texts.values())
    }


def lost_items(verdict: Verdict | None) -> list[str]:
    assert verdict is not None
    return [str(finding) for finding in verdict.findings if finding.number == "S512"]


def expected(texts: dict[str, tuple[str, str, str]]) -> list[str]:
    lines = [
        f"docs/p{n}.md:{place}: error S512 item-lost-in-text: KAN-{n} is not read as an item: {reason}"
        for n, (_, place, reason) in enumerate(texts.values())
    ]
    return sorted(lines, key=lambda line: line.split(":")[0])


def test_every_slip_is_reported_at_its_line_by_both_readers(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write(pages(SLIPS))
    findings = by_both(handbook)
    assert [str(finding) for finding in findings if finding.number == "S512"] == expected(SLIPS)
    assert {finding.number for finding in findings} == {"S512", "S514"}  # HTML is no part of a page either


def test_a_setting_of_the_page_that_loses_its_items_is_reported(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write(pages(PAGES, ""))
    quick, built = read(by_hand, handbook).verdict, read(by_sphinx, handbook).verdict
    assert lost_items(quick) == lost_items(built) == expected(PAGES)


def test_what_is_lost_in_text_that_is_left_to_the_build_is_reported_by_the_build(tmp_path: Path) -> None:
    texts = {
        name: (f"````{{eval-rst}}\n{text}````\n", place, reason)
        for name, (text, place, reason) in LEFT_TO_THE_BUILD.items()
    }
    handbook = ground(tmp_path).write(pages(texts))
    assert lost_items(read(by_hand, handbook).verdict) == []
    assert lost_items(read(by_sphinx, handbook).verdict) == expected(texts)


def test_what_is_lost_on_a_page_in_restructuredtext_is_reported_by_the_build(tmp_path: Path) -> None:
    page = f"Kop\n===\n\n{RST.replace('::', ':')}\n.. note::\n\n{indented(RST, '   ').replace('KAN-x', 'KAN-y')}"
    verdict = read(by_sphinx, ground(tmp_path).write({"other2.rst": page})).verdict
    assert lost_items(verdict) == [
        (
            "docs/other2.rst:4:4: error S512 item-lost-in-text: KAN-x is not read as an item: "
            "expected .. erratum::, found .. erratum:"
        )
    ]


def test_what_shows_how_an_item_is_written_is_not_lost(tmp_path: Path) -> None:
    handbook = ground(tmp_path).write(pages({name: (text, "", "") for name, text in SHOWN.items()}))
    assert lost_items(read(by_hand, handbook).verdict) == lost_items(read(by_sphinx, handbook).verdict) == []


@pytest.mark.parametrize("comment", [f"<!--\n{ITEM}-->\n", indented(ITEM, "% ")])
def test_what_its_author_left_out_is_information(comment: str, tmp_path: Path) -> None:
    verdict = read(by_hand, ground(tmp_path).write({"p.md": f"{PAGE}{comment}"})).verdict
    (line,) = lost_items(verdict)
    assert line.endswith("information S512 item-lost-in-text: KAN-x is not read as an item: it is in a comment")


# What may stand right above an item. Each makes the item, is told as what loses it, or stops the run.
ABOVE = (
    "Tekst", "- punt", "1. punt", "> quote", "| a |\n|---|\n| b |", "[a]: #GR-C1", "(doel)=", "% opmerking", "+++",
    "***", "Kop\n===", "# Kop", "[^1]: noot", "Term\n: uitleg", "    code", "```\ncode\n```", "$$\na\n$$",
    "<!-- zo -->", "<br>", "<table>", "</div>", "<div id=a>", "<div></div>", "<Warning>", '<i class="foo">',
    "</ins>", "<del>", "<del>a</del>", "<a id=b></a>", "<span>a</span>", "<?php a ?>", "<!DOCTYPE html>",
    "<![CDATA[ a ]]>", "<script>a</script>", "<style>\na\n</style>", "<pre>\na\n</pre>",
    "<textarea>\na\n</textarea>", "<pre", "<x-y>", "<?php", "<![CDATA[", "<!--", "<script>", "<style>",
    "<textarea>", "a <!-- b", "<https://example.org>", "\\", "`code", "![a](b.png)", "{.klas}", "a\n---",
    "<details>\n<summary>a</summary>", "<img src=a.png>", "<h2>Kop</h2>", "&nbsp;", "a  ", ":", "::", "..",
)  # fmt: skip


def test_no_line_right_above_an_item_loses_it_in_silence(tmp_path: Path) -> None:
    lost = []
    for above in ABOVE:
        outcome = read(by_hand, fresh(tmp_path).write({"p.md": f"{PAGE}{above}\n{ITEM}"}))
        is_made = "KAN-x" in outcome.programme.by_id
        if is_made == bool(outcome.stopped or lost_items(outcome.verdict)):
            lost.append(above)
    assert lost == []


NAMES = ("p.MD", "p.Md", "p.markdown", "p.md.txt", "sub/p.mkd")


def test_an_item_in_a_file_that_is_not_a_page_is_reported(tmp_path: Path) -> None:
    text = f"{PAGE}{ITEM}"
    example = f"{PAGE}````\n{ITEM}````\n"
    book = ground(tmp_path).write({**dict.fromkeys(NAMES, text), "e.MD": example, "part.Markdown": text})
    book.write({"q.RST": f"Kop\n===\n\n{RST}", "includes.md": f"{PAGE}```{{include}} part.Markdown\n```\n"})
    book.write({"empty.MD": ""})
    (book.docs / "nowhere.MD").symlink_to("is/not/there")
    expected = [
        f"docs/{name}:{place}: error S512 item-lost-in-text: KAN-x is not read as an item: "
        f"{Path(name).name} is not a page: give it a name that ends in {suffix}"
        for name, place, suffix in (*((name, "3:5", ".md") for name in NAMES), ("q.RST", "4:4", ".rst"))
    ]
    assert sorted(map(str, by_both(book))) == sorted(expected)


def fresh(folder: Path) -> Handbook:
    return Handbook(folder) if (folder / "docs").is_dir() else ground(folder)
