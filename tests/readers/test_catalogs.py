"""A catalog is read in every layout that gettext's tools write; what it lacks or has in excess is reported."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from spoorboek.i18n import po_file
from spoorboek.model.errors import SpoorboekError
from tests.handbooks import Handbook
from tests.running import SPOORBOEK, run

CONF = """\
extensions = ["myst_parser", "sphinx_needs", "spoorboek"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_ref_domains = ["spoorboek", "std"]
needs_from_toml = "ubproject.toml"
suppress_warnings = ["i18n.inconsistent_references", "myst.header"]
spoorboek_handbook = True
spoorboek_maker = "A town"
spoorboek_contact = "editors@town.example"
language = "nl"
spoorboek_languages = ["nl", "de", "en"]
locale_dirs = ["locales"]
html_theme = "furo"
"""
UBPROJECT = '[needs]\nid_regex = "^[A-Za-z0-9-]+$"\n\n[needs.types.term]\ntitle = "Begrip"\nprefix = "TRM-"\n'
PAGE = "# Fietsen\n\nWie op de fiets rijdt, heeft een café in de buurt.\n\n:::{term} Fiets\n:id: TRM-fiets\n:::\n"
SENTENCE = "Wie op de fiets rijdt, heeft een café in de buurt."
HEAD = 'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TITLES = 'msgid "Fietsen"\nmsgstr "Cycling"\n\nmsgid "Fiets"\nmsgstr "Bicycle"\n\n'
ENTRY = f'#: docs/index.md:3\nmsgid "{SENTENCE}"\nmsgstr "Who rides has a café nearby."\n'
WRAPPED = 'msgid ""\n"Wie op de fiets rijdt, heeft een café "\n"in de buurt."\n'
COMPLETE = f"{HEAD}{TITLES}{ENTRY}"


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    files = {"index.md": PAGE, "../conf/conf.py": CONF, "../conf/ubproject.toml": UBPROJECT, "../pyproject.toml": ""}
    handbook = Handbook(tmp_path).write(files)
    for language in ("de", "en"):
        put(handbook, COMPLETE, language)
        put(handbook, f'{HEAD}msgid "Begrip"\nmsgstr "Term"\n', language, "conf/ubproject")
    return handbook


def path(handbook: Handbook, language: str = "en", domain: str = "index") -> Path:
    return handbook.docs / "locales" / language / "LC_MESSAGES" / f"{domain}.po"


def put(handbook: Handbook, text: str | bytes, language: str = "en", domain: str = "index") -> None:
    target = path(handbook, language, domain)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text if isinstance(text, bytes) else text.encode())


def findings(handbook: Handbook) -> list[str]:
    """The findings of the quick check, but S514 of the original."""
    verdict = handbook.judged()
    return [str(finding) for finding in verdict.findings if finding.number != "S514"]


COMPLETE_FILES = {
    "as make intl writes it": COMPLETE,
    "wrapped, as msgmerge, Poedit and Weblate write it": (
        f'{HEAD}{TITLES}{WRAPPED}msgstr ""\n"Who rides has a café "\n"nearby."\n'
    ),
    "with blanks and tabs": f'{HEAD}{TITLES}  msgid\t"{SENTENCE}"\n\n  msgstr  "Who rides."  \n',
    "with every kind of comment": (
        f"{HEAD}{TITLES}# a\n#. b\n#: docs/index.md:3 \u2068a b.md\u2069:4\n#, no-wrap, python-format\n#= c-format\n"
        f'#| msgid "Wie fietst."\n#\n{ENTRY}'
    ),
    "with obsolete entries": (
        f'{COMPLETE}\n#, fuzzy\n#~| msgid "x"\n#~ msgctxt "y"\n#~ msgid "{SENTENCE}"\n#~ msgstr ""\n#~ "z"\n'
    ),
    "without a head": f"{TITLES}{ENTRY}",
    "with a head under review": f"# Title\n#, fuzzy\n{COMPLETE}",
    "with the head of a template": COMPLETE.replace("charset=UTF-8", "charset=CHARSET"),
    "with a plural entry of its own": (
        f'{COMPLETE}\nmsgid "fiets"\nmsgid_plural "fietsen"\nmsgstr[0] "bicycle"\nmsgstr[1] "bicycles"\n'
    ),
    "with another entry in a context": f'{COMPLETE}\nmsgctxt "menu"\nmsgid "{SENTENCE}"\nmsgstr ""\n',
    "with dates and plural forms in its head": COMPLETE.replace(
        '"MIME',
        '"PO-Revision-Date: no date\\n"\n"Plural-Forms: nplurals=3; plural=n>1;\\n"\n"Language: xx_Y\\n"\n"MIME',
    ),
}


@pytest.mark.parametrize("text", COMPLETE_FILES.values(), ids=COMPLETE_FILES)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
def test_a_complete_catalog_is_complete_in_every_layout(handbook: Handbook, text: str, ends: str, mark: str) -> None:
    put(handbook, mark + text.replace("\n", ends))
    assert findings(handbook) == []


LINES = [
    *('msgid "a"', 'msgid "a"', 'msgid "a"', 'msgstr "b"', 'msgstr "b"', 'msgstr "b"', 'msgid ""', 'msgstr ""', '"c"'),
    *('"d\\n"', '"e\\\\"', '"\\""', "", "", "# f", "#: g.md:1", "#, fuzzy", "#. h", "#, no-wrap, c-format"),
    *('msgctxt "i"', 'msgid_plural "j"', 'msgstr[0] "k"', 'msgid  "l"', ' "m"', '"n" ', '"o', 'p"', '"q"r"', "s"),
    *("\x85", "#~ msgid", "#= c-format", '#| msgid "t"', "#\r", '"u\r"', '"v\\"', "\u2028"),
]


def test_a_catalog_in_the_layout_of_most_is_read_as_one_in_any_layout() -> None:
    """Where the quick look finds whole entries, a look at each line finds them too, and Babel is given the same."""
    chance, plain = random.Random(14), set()  # noqa: S311 - it makes up files
    for _ in range(20_000):
        weights = [30 if number < 19 else 9 if number < 25 else 1 for number in range(len(LINES))]
        text = "\n".join([*chance.choices(LINES, weights, k=chance.randrange(9)), ""])
        if po_file.is_plain(text):
            plain.add(text)
            assert po_file.plain_lines(text) == list(po_file.lines(text, "a.po"))
    assert len(plain) > 100


def test_a_catalog_is_read_in_the_charset_that_its_head_names(handbook: Handbook) -> None:
    text = f"# Überschrift\n{COMPLETE}".replace("charset=UTF-8", "charset=ISO-8859-1")
    put(handbook, text.encode("iso-8859-1"))
    assert findings(handbook) == []


LACKING = {
    "taken out": "",
    "empty": ENTRY.replace("Who rides has a café nearby.", ""),
    "empty on two lines": f'{WRAPPED}msgstr ""\n',
    "empty on many": f'{WRAPPED}msgstr ""\n""\n""\n',
    "empty behind two blanks": f'msgid "{SENTENCE}"\nmsgstr  ""\n',
    "empty behind a tab": f'msgid "{SENTENCE}"\nmsgstr\t""\n',
    "blank": f'msgid "{SENTENCE}"\nmsgstr " \\n\\t "\n',
    "no more than a word to Sphinx": f'msgid "{SENTENCE}"\nmsgstr " # noqa "\n',
    "obsolete": re.sub("^", "#~ ", ENTRY, flags=re.MULTILINE),
    "in a context": f'msgctxt "x"\nmsgid "{SENTENCE}"\nmsgstr "Who rides."\n',
    "a plural": f'msgid "{SENTENCE}"\nmsgid_plural "Allen"\nmsgstr[0] "Who rides."\nmsgstr[1] "All."\n',
    "of other blanks": ENTRY.replace("een café", "een  café"),
}
UNDER_REVIEW = {
    "fuzzy": f"#, fuzzy\n{ENTRY}",
    "fuzzy without a blank": f"#,fuzzy\n{ENTRY}",
    "fuzzy behind another flag": f"#, python-format,  fuzzy\n{ENTRY}",
    "fuzzy on a line of its own": f"#, no-wrap\n# x\n#, fuzzy\n{ENTRY}",
    "fuzzy with what it was of": f'#, fuzzy\n#| msgid ""\n#| "Wie op de "\n#| "fiets."\n{WRAPPED}msgstr "Who rides."\n',
    "fuzzy as newer gettext may write it": f"#= fuzzy\n{ENTRY}",
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("entry", [*LACKING.values(), *UNDER_REVIEW.values()], ids=[*LACKING, *UNDER_REVIEW])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_a_catalog_lacks_is_reported_in_every_layout(
    handbook: Handbook, language: str, entry: str, ends: str
) -> None:
    put(handbook, f"{HEAD}{TITLES}{entry}\n# the end\n".replace("\n", ends), language)
    (line,) = findings(handbook)
    assert line.startswith("docs/index.md:3:1: error S901 missing-translation: ")
    assert ("changed after it was translated" in line) == (entry in UNDER_REVIEW.values())
    assert f"docs/locales/{language}/LC_MESSAGES/index.po" in line


BROKEN = {
    "a conflict, with marks": (COMPLETE.replace(ENTRY, f"<<<<<<< HEAD\n{ENTRY}=======\n{ENTRY}>>>>>>> x\n"), 12),
    "the middle of a conflict": (COMPLETE.replace(ENTRY, f"=======\n{ENTRY}"), 12),
    "a conflict within a text": (COMPLETE.replace('msgstr "Who', '=======\nmsgstr "Who'), 14),
    "both sides of a conflict": (f"{COMPLETE}\n{ENTRY}", 17),
    "both sides of a line": (f'{COMPLETE}msgstr "Who cycles."\n', 15),
    "a second head": (f"{COMPLETE}\n{HEAD}", 16),
    "a text without its end": (COMPLETE.replace('nearby."', "nearby."), 14),
    "a text that ends too soon": (COMPLETE.replace("has a", 'has" a'), 14),
    "a line without a keyword": (COMPLETE.replace('msgstr "Who', '"Who'), 15),
    "text in front": (f'"x"\n{COMPLETE}', 1),
    "cut off": (COMPLETE[: COMPLETE.index('msgstr "Who')], 14),
    "a keyword that is none": (COMPLETE.replace('msgstr "Who', 'msgstring "Who'), 14),
    "a msgstr alone": (f'{HEAD}msgstr "x"\n', 6),
    "bytes that are no UTF-8": (COMPLETE.encode().replace("é".encode(), b"\xe9"), 13),
    "a charset nobody knows": (COMPLETE.replace("charset=UTF-8", "charset=klingon"), 4),
    "a charset that is none": (COMPLETE.replace("charset=UTF-8", "charset=base64"), 4),
    "plural forms without a number": (COMPLETE.replace('"MIME', '"Plural-Forms: nplurals=x;\\n"\n"MIME'), 1),
    "too large": (COMPLETE.encode() + b"#" * (10 * 1024 * 1024), 1),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("domain", ["index", "of/no/page"])
def test_a_catalog_that_is_broken_stops_the_check_with_its_line(
    handbook: Handbook, text: str | bytes, line: int, domain: str
) -> None:
    put(handbook, text, domain=domain)
    with pytest.raises(SpoorboekError) as stopped:
        findings(handbook)
    (own_line,) = stopped.value.lines
    assert re.match(rf"docs/locales/en/LC_MESSAGES/{domain}\.po:{line}:\d+: error: ", own_line), own_line


NO_CATALOG: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a conflict": lambda path: path.write_text(str(BROKEN["a conflict, with marks"][0]), encoding="utf-8"),
}


@pytest.mark.parametrize("make", NO_CATALOG.values(), ids=NO_CATALOG)
def test_an_invalid_catalog_stops_both_check_and_build(handbook: Handbook, make: Callable[[Path], object]) -> None:
    path(handbook).unlink()
    make(path(handbook))
    checked = run(handbook, *SPOORBOEK, "check")
    assert checked.returncode == 2
    (line,) = checked.stderr.strip().split("\n")
    for language in ("nl", "en"):
        built = run(
            handbook, "-m", "sphinx", "-qnD", f"language={language}", "-c", "conf", "-d", "trees", "docs", "html"
        )
        assert (built.returncode, built.stderr.strip()) == (2, f"ERROR: {line}")


def test_a_page_in_a_folder_is_shown_by_the_catalog_that_the_check_asked(handbook: Handbook) -> None:
    handbook.write({"of/page.md": "---\norphan: true\n---\n# Lopen\n"})
    for language in ("de", "en"):
        put(handbook, f'{HEAD}msgid "Lopen"\nmsgstr "Walking"\n', language, "of/page")
    assert findings(handbook) == []
    run(handbook, "-m", "sphinx", "-qD", "language=en", "-c", "conf", "-d", "trees", "docs", "html")
    assert "<h1>Walking<" in (handbook.folder / "html" / "of" / "page.html").read_text(encoding="utf-8")


TARGET = "[the *bicycle*](#TRM-fiets)"
ORIGINAL = "Zie [de fiets](#TRM-fiets) en <b>nu</b> {need}`TRM-fiets` op <https://example.org/a?b=1>."
AS_IS = f"See {TARGET} and <b>now</b> {{need}}`TRM-fiets` at <https://example.org/a?b=1>."
SAME = {
    "as it is": AS_IS,
    "in another order": f"At <https://example.org/a?b=1> see {{need}}`TRM-fiets`, <b>now</b> and {TARGET}.",
    "marked as another language": f"[Zie]{{.language-nl}} {TARGET} <b>nu</b> {{need}}`a <TRM-fiets>` <https://example.org/a?b=1>",
    "with a title": 'See [x](#TRM-fiets "y") and <b>now</b> {need}`TRM-fiets` at <https://example.org/a?b=1>.',
}
OTHERWISE = {
    "a link lost": (AS_IS.replace(TARGET, "it"), "lacks '#TRM-fiets'", "See"),
    "a link led elsewhere": (
        AS_IS.replace("(#TRM-fiets)", "(#TRM-auto)"),
        "has '#TRM-auto', expected '#TRM-fiets'",
        "#TRM-auto",
    ),
    "a link more": (f"{AS_IS} [x](#TRM-fiets)", "has '#TRM-fiets', its original has not", "#TRM-fiets"),
    "a link that is escaped": (
        AS_IS.replace("[the", "\\\\[the"),
        "has 'TRM-fiets', expected '#TRM-fiets'",
        "TRM-fiets",
    ),
    "a link in code": (
        AS_IS.replace(TARGET, f"`{TARGET}`"),
        "has '`[the *bicycle*](#TRM-fiets)`', expected '#TRM-fiets'",
        "`[the",
    ),
    "code": (f"{AS_IS} `x`", "has '`x`', its", "`x`"),
    "a link by a name of the page": (AS_IS.replace("(#TRM-fiets)", "[fiets]"), "lacks '#TRM-fiets'", "See"),
    "an address changed": (AS_IS.replace("org", "com"), "expected 'https://example.org/a?b=1'", "https://example.com"),
    "a role led elsewhere": (AS_IS.replace("`TRM-f", "`TRM-a"), "expected '{need}`TRM-fiets`'", "{need}`TRM-a"),
    "a role that runs": (
        AS_IS.replace("See", "{need_count}`1==1`"),
        "has '{need_count}`1==1`', its original has not",
        "{need_count}",
    ),
    "a script": (f"{AS_IS} <script>x()</script>", "has '<script>', '</script>', its original has not", "<script>"),
    "an image that runs": (
        f"{AS_IS} <img src=x onerror=x()>",
        "has '<img src=x onerror=x()>', its original has not",
        "<img",
    ),
    "an image from elsewhere": (
        f"{AS_IS} ![](//x.example/y.png)",
        "has '//x.example/y.png', its original has not",
        "//x.example",
    ),
    "an id": (f"{AS_IS} [x]{{#TRM-auto}}", "has '{#TRM-auto}', its original has not", "{#TRM-auto}"),
    "a class": (f"{AS_IS} [x]{{.hidden}}", "has '{.hidden}', its original has not", "{.hidden}"),
    "an id among words": (f"{AS_IS} TRM-auto", "has 'TRM-auto', its original has not", "TRM-auto"),
    "a footnote": (f"{AS_IS} [^1]", "has '[^1]', its original has not", "[^1]"),
    "a directive": (
        AS_IS + "\\n\\n```{needtable}\\n:filter: exit()\\n```",
        "has '```{needtable}', its original has not",
        "```",
    ),
    "raw HTML as a block": (AS_IS + "\\n\\n<iframe>", "has '<iframe>', its original has not", "<iframe>"),
    "a second paragraph": (AS_IS + "\\n\\nAnd more.", "has '\\n\\n', its original has not", "\\n"),
    "a list": (f"- {AS_IS}", "has '-', its original has not", "- See"),
    "a heading": (f"# {AS_IS}", "has '#', its original has not", "# See"),
    "a quotation": (f"> {AS_IS}", "has '>', its original has not", "> See"),
    "front matter": (f"---\\nmyst: x\\n---\\n{AS_IS}", "has '---myst: x', its original has not", "---"),
    "a year": (f"{AS_IS} In 2042.", "has '2042', its original has not", "2042"),
    "a template in a role": (
        AS_IS.replace("{need}`TRM-fiets`", "{need}`[[ 9 * 9 ]] <TRM-fiets>`"),
        "has '{need}`[[ 9 * 9 ]] <TRM-fiets>`', expected '{need}`TRM-fiets`'",
        "{need}`[[",
    ),
    "no text at all": ("[x]: #TRM-fiets", "has '[x]: #TRM-fiets', expected", "[x]"),
}


def entry(translation: str) -> str:
    quoted = translation.replace('"', '\\"')
    return f'msgid "{ORIGINAL}"\nmsgstr "{quoted}"\n'


def page_of_links(handbook: Handbook) -> None:
    handbook.write({"index.md": PAGE.replace(SENTENCE, ORIGINAL) + "\n[fiets]: #TRM-fiets\n"})
    put(handbook, f"{HEAD}{TITLES}{entry(SAME['as it is'])}", "de")


@pytest.mark.parametrize("translation", SAME.values(), ids=SAME)
def test_a_translation_that_keeps_its_links_is_accepted(handbook: Handbook, translation: str) -> None:
    page_of_links(handbook)
    put(handbook, f"{HEAD}{TITLES}{entry(translation)}")
    assert findings(handbook) == []


@pytest.mark.parametrize(("translation", "message", "at"), OTHERWISE.values(), ids=OTHERWISE)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_translation_that_leads_elsewhere_or_contains_more_is_reported_at_its_place(
    handbook: Handbook, translation: str, message: str, at: str, language: str
) -> None:
    page_of_links(handbook)
    put(handbook, f"{HEAD}{TITLES}{entry(SAME['as it is'])}")
    put(handbook, f"{HEAD}{TITLES}{entry(translation)}", language)
    (line,) = findings(handbook)
    place = re.match(rf"docs/locales/{language}/LC_MESSAGES/index\.po:(\d+):(\d+): error S902 ", line)
    assert place
    written = path(handbook, language).read_text(encoding="utf-8").split("\n")[int(place[1]) - 1]
    assert written[int(place[2]) - 1 :].startswith(at)
    assert message in line


def test_the_place_of_a_wrapped_translation_is_the_line_that_it_is_on(handbook: Handbook) -> None:
    page_of_links(handbook)
    wrapped = AS_IS.replace("(#TRM-fiets)", '(#TRM-"\n"auto)').replace("<b>", '"\n  "<b>')
    put(handbook, f'{HEAD}{TITLES}msgid "{ORIGINAL}"\nmsgstr ""\n"{wrapped}"\n'.replace("\n", "\r\n"))
    (line,) = findings(handbook)
    assert line.startswith("docs/locales/en/LC_MESSAGES/index.po:14:22: error S902 ")


def test_a_translation_under_review_may_lead_elsewhere_but_hold_nothing_that_runs(handbook: Handbook) -> None:
    page_of_links(handbook)
    put(handbook, f"{HEAD}{TITLES}#, fuzzy\n{entry('See [that](#TRM-auto).')}")
    assert [line.split()[2] for line in findings(handbook)] == ["S901"]
    put(handbook, f"{HEAD}{TITLES}#, fuzzy\n{entry('See <script>.')}")
    assert [line.split()[2] for line in findings(handbook)] == ["S901", "S902"]


@pytest.mark.parametrize("domain", ["conf/ubproject", "conf/waivers", "of/no/page"])
def test_every_catalog_of_the_handbook_is_asked(handbook: Handbook, domain: str) -> None:
    before = f'{HEAD}msgid "Begrip"\nmsgstr "Term"\n\n'
    put(handbook, f'{before}msgid "Reden"\nmsgstr "Reason <script>"\n', "de", domain)
    (line,) = findings(handbook)
    assert line.startswith(f"docs/locales/de/LC_MESSAGES/{domain}.po:10:16: error S902 ")


PARTS = [
    *("words", "*words*", "`code`", "[x](#TRM-fiets)", "[x](#TRM-auto)", "[y][fiets]", "\\\\[x](#TRM-fiets)"),
    *("`[x](#TRM-fiets)`", "<https://example.org/>", "https://example.org/", "<b>x</b>", "<script>x()</script>"),
    *("![a](b.png)", "[a]{.b}", "[a]{#c}", "{need}`TRM-fiets`", "{abbr}`a (b)`", "[", "](#TRM-fiets)", "`", "- a"),
    *("\\n\\n", "1. ", "# ", "<!-- x -->", "&lt;b&gt;"),
]


def test_what_leads_elsewhere_in_the_pages_of_a_translation_was_reported(handbook: Handbook) -> None:
    """Random texts: if the built pages differ in links or markup, the check reported it."""
    dice = random.Random(4)  # noqa: S311 - the same texts each time
    pairs = [(one_of(dice, "Wie"), one_of(dice, "Who")) for _ in range(80)]
    for number, (original, translation) in enumerate(pairs):
        written = original.replace("\\\\", "\\").replace("\\n\\n", " ")
        handbook.write({f"p{number}.md": f"---\norphan: true\n---\n# Fietsen\n\n{written}\n\n[fiets]: #TRM-fiets\n"})
        text = original.replace("\\n\\n", " ")
        put(handbook, f'{HEAD}{TITLES}msgid "{text}"\nmsgstr "{translation}"\n', domain=f"p{number}")
    numbers = {
        int(number) for line in findings(handbook) if "S902" in line for number in re.findall(r"/p(\d+)\.po", line)
    }
    assert 10 < len(numbers) < 79
    differ = {
        number
        for number in range(len(pairs))
        if links_and_marks(handbook, "nl", number) != links_and_marks(handbook, "en", number)
    }
    assert differ - numbers == set()


def one_of(dice: random.Random, begin: str) -> str:
    return " ".join([begin, *dice.choices(PARTS, k=dice.randint(1, 3))])


def links_and_marks(handbook: Handbook, language: str, number: int) -> list[str]:
    """Links and markup of the page of a text, in a build of this language."""
    out = handbook.folder / "html" / language
    if not out.is_dir():
        run(handbook, "-m", "sphinx", "-qD", f"language={language}", "-c", "conf", "-d", language, "docs", str(out))
    page = (out / f"p{number}.html").read_text(encoding="utf-8")
    body = page[page.index("</h1>") : page.index("</article>")]
    return sorted(re.findall(r'href="[^"]*"|src="[^"]*"|<script|<b>|<!--|id="[^"]*"', body))
