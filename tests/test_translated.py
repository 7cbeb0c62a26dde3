"""A translated page keeps its Markdown structure: bullets, headings, tables and code."""

from __future__ import annotations

from markdown_it import MarkdownIt

from spoorboek.i18n import markdown

PAGE = """\
# Title here

A paragraph of
two lines.

- first item
  goes on
- second item
  1. nested item

> a quotation

```markdown
A paragraph of
two lines.
```

| other head | head |
|---|---|
| cell | second item |

    A paragraph of

Left as it is.
"""
DUTCH = {
    "Title here": "Titel hier",
    "A paragraph of two lines.": "Een alinea.",
    "first item goes on": "eerste punt gaat door",
    "second item": "tweede punt",
    "nested item": "punt daarin",
    "a quotation": "een citaat",
    "head": "kop",
    "other head": "andere kop",
    "cell": "vak",
}
SHOWN = """\
# Titel hier

Een alinea.

- eerste punt gaat door
- tweede punt
  1. punt daarin

> een citaat

```markdown
A paragraph of
two lines.
```

| andere kop | kop |
|---|---|
| vak | tweede punt |

    A paragraph of

Left as it is.
"""


def test_a_translated_text_is_in_its_place() -> None:
    assert markdown.markdown(PAGE, DUTCH.get) == SHOWN


def test_without_a_translation_nothing_changes() -> None:
    assert markdown.markdown(PAGE, {}.get) == PAGE


def test_a_long_text_is_written_on_several_lines_below_its_bullet() -> None:
    lines = markdown.markdown("- short\n", {"short": "woord " * 30 + "- `code` 2. slot"}.get)
    assert len(lines.splitlines()) == 2
    assert lines.splitlines()[1].startswith("  woord")
    assert max(map(len, lines.splitlines())) <= 120
    assert shape(lines) == shape("- short\n")


def test_no_line_of_a_long_text_begins_another_block() -> None:
    for sign in ("-", "*", "+", "#", "##", ">", "1.", "12)", "```", "~~~", "|", "==="):
        for before in range(100, 121):
            message = "a" * before + f" {sign} b" + " c" * 20
            assert shape(markdown.markdown("short\n", {"short": message}.get)) == shape("short\n")


def shape(text: str) -> list[str]:
    return [token.type for token in MarkdownIt("commonmark").enable("table").parse(text)]
