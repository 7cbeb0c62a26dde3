"""Handbooks on which the two readers once differed, or one of them fell over. Each stays, under the name of its flaw."""

from __future__ import annotations

from typing import Final

CASES: Final[dict[str, dict[str, str]]] = {
    "a type in another case": {"index.md": "# Kop\n\n:::{Theme} Titel\n:id: THM-een\n:::\n"},
    "options between dashes that are indented": {
        "index.md": "# Kop\n\n:::{theme} Titel\n---\n  id: THM-een\n---\n:::\n"
    },
    "dashes that are indented themselves": {"index.md": "# Kop\n\n:::{theme} Titel\n ---\n id: THM-een\n ---\n:::\n"},
    "text behind the dashes that end the options": {
        "index.md": "# Kop\n\n:::{theme} Titel\n---\nid: THM-een\n--- tekst [a](#KTN-a)\n:::\n"
    },
    "targets in quotes": {"index.md": '# Kop\n\n:::{erratum} Titel\n:id: KAN-x\n:concerns: "KTN-a, KTN-b"\n:::\n'},
    "targets that run on in a second line": {
        "index.md": "# Kop\n\n:::{erratum} Titel\n:id: KAN-x\n:concerns: KTN-a,\n:   KTN-b\n:::\n"
    },
    "a name in quotes": {"index.md": "# Kop\n\n:::{erratum} Titel\n:'id': KAN-x\n:'concerns': KTN-a\n:::\n"},
    "a line separator in a value": {"index.md": "# Kop\n\n:::{erratum} Titel\n:id: KAN-x\u2028:concerns: KTN-a\n:::\n"},
    "a form feed in a body, and an item below it": {
        "index.md": "# Kop\n\n::::{note}\na\x0cb\n\n:::{theme} Titel\n:id: THM-een\n:::\n\n[a](#KTN-a)\n::::\n"
    },
    "a fence right below another one's opening line, twice": {
        "index.md": "# Kop\n\n:::::{note}\n::::{tip}\n:::{theme} A\n:id: THM-een\n:::\n:::{theme} B\n:id: THM-twee\n:::\n"
        "[a](#KTN-a)\n::::\n:::::\n"
    },
    "a file included twice": {
        "index.md": "# Kop\n\n```{include} deel.txt\n```\n\n```{include} deel.txt\n```\n",
        "deel.txt": ":::{thme} Titel\n:id: THM-een\n:::\n\n:::{chain} Keten\n:id: KTN-a\n:::\n\n[a](#KTN-b)\n",
    },
    "a file included as code": {
        "index.md": "# Kop\n\n```{include} deel.txt\n:literal:\n```\n",
        "deel.txt": ":::{thme} Titel\n:id: THM-een\n:::\n\n:::{chain} Keten\n:id: KTN-a\n:::\n",
    },
    "a part of a file": {
        "index.md": "# Kop\n\n```{include} deel.txt\n:start-after: BEGIN\n:end-before: EIND\n```\n",
        "deel.txt": ":::{thme} Titel\n:::\n\nBEGIN\n\n:::{chain} Keten\n:id: KTN-a\n:::\n\nEIND\n\n:::{thme} Titel\n:::\n",
    },
    "a page that includes itself": {"index.md": "# Kop\n\n```{include} index.md\n```\n"},
    "a fence in a footnote": {
        "index.md": "# Kop\n\n[^1]: Noot.\n\n    :::{theme} Titel\n    :id: THM-een\n    :::\n\nTekst[^1].\n"
    },
    "a misspelt item in a definition": {
        "index.md": "# Kop\n\nTerm\n: Uitleg\n\n  :::{thme} Titel\n  :id: THM-een\n  :::\n"
    },
    "the target as plain text before the reference": {"index.md": "# Kop\n\nTHM-een, KTN-a en [THM-een](#KTN-a).\n"},
    "a reference in the title of an admonition": {
        "index.md": "# Kop\n\n:::{admonition} Zie [a](#KTN-a)\nTekst over KTN-a.\n:::\n"
    },
    "references by label": {
        "index.md": "# Kop\n\n[a][een] [b][twee]\n\n[een]: #KTN-a\n\n:::{note}\n[a][een] [b][twee]\n\n[twee]: #KTN-b\n:::\n"
    },
    "a mark and no line end": {"index.md": "\ufeff# Kop\n\n:::{theme} Titel\n:id: THM-een\n:::"},
    "carriage returns alone": {"index.md": "# Kop\r\r:::{theme} Titel\r:id: THM-een\r:::\r\r[a](#KTN-a)\r"},
}
