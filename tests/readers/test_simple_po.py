"""What is read of a catalog without Babel is what Babel reads of it."""

from __future__ import annotations

import hypothesis
from hypothesis import strategies as st

from spoorboek.i18n import catalog, simple_po

HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRIES = (
    'msgid "a"\nmsgstr "b"\n',
    'msgid "c"\nmsgstr ""\n',
    'msgid ""\n"d "\n"e"\nmsgstr ""\n"f \\"g\\" "\n"\\\\n \\n\\t"\n',
    'msgctxt "menu"\nmsgid "a"\nmsgstr "h"\n',
    'msgid "\\""\nmsgstr "#"\n',
    'msgid "é"\nmsgstr "\u2028\u00a0"\n',
)
ABOVE = ("#: docs/a.md:3\n", "#, fuzzy\n", "#, python-format,  fuzzy\n", "#,\n", "#\n", "# b\n", "#. c\n", "\n", "\n\n")
OTHER = (
    *(
        '#~ msgid "x"\n#~ msgstr "y"\n',
        '#| msgid "z"\n',
        "#= fuzzy\n",
        "\r\n",
        "#: \u2068a b\u2069:1\n",
        ' msgid "a"\n',
    ),
    *('msgid "p"\nmsgid_plural "ps"\nmsgstr[0] "q"\nmsgstr[1] "r"\n', "<<<<<<<\n", '"s"\n', "msgstr ", '"t" \n', "\\"),
    *('msgid "u"\n# v\nmsgstr "w"\n', 'msgctxt ""\nmsgid "a"\nmsgstr "x"\n', "# charset=latin-1\n", "#,fuzzy\n", '"'),
    '"Plural-Forms: nplurals=2; plural=n>1;\\n"\n',
)
PARTS = st.one_of(*(st.sampled_from(each) for each in (ENTRIES, ABOVE, ENTRIES + ABOVE, ENTRIES + ABOVE + OTHER)))
seen = []


@hypothesis.settings(deadline=None, max_examples=1000, derandomize=True, database=None)
@hypothesis.given(head=st.sampled_from((HEAD, "", HEAD)), parts=st.lists(PARTS, max_size=6))
def check(head: str, parts: list[str]) -> None:
    raw = (head + "".join(parts)).encode()
    simple = simple_po.entries(raw)
    if simple is not None:
        seen.append(raw)
        assert [each for each in simple if each.text] == list(catalog.entries_of_any(raw, "a.po"))


def test_a_simple_catalog_says_what_babel_finds_in_it() -> None:
    check()
    assert len(seen) > 100


def test_what_our_own_command_writes_is_simple() -> None:
    written = catalog.headed('#: docs/a.md:3\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "en")
    found = simple_po.entries(written.encode())
    assert found
    assert found[1] == ("", "a", "b", True, 11)
