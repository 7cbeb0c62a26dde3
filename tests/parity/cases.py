"""Handbooks on which the two readers once differed or one of them failed, by the name of the flaw."""

from __future__ import annotations

from typing import Final

CASES: Final[dict[str, dict[str, str]]] = {
    "a theme with the id of an item of no known type": {
        "index.md": ":::{theme} een\n:id: kop-een\n:::\n",
        "deel.md": "```{need} naar\n:id: kop-een\n```\n",
    },
    "a theme with the id of a source": {
        "index.md": "# Kop\n\n:::{source} een\n:id: THM-x\n:publisher: U\n:licence: l\n:::\n",
        "map/index.md": ":::{theme} twee\n:id: THM-x\n:::\n",
    },
    "a check below a heading of which nothing is made": {"index.md": "# Kop\n\n:::{check}\n:id: DOEL-x\n:::\n"},
    "a page that includes itself in what is left to the build": {
        "index.md": "# Kop\n",
        "map/deel.md": "::::{check} [ref][]\t2024\n::::\n::::{sidebar} html\n  ```{include} deel.md\n::::",
    },
    "a target written in two ways": {"index.md": "# Kop\n\n[ook zie](#THM-%65en)\n <project:#THM-een>\n"},
    "a name that stands for what is written behind it": {
        "index.md": "# Kop\n\n[ref]: #THM-een\n\n[e][ref] [naar](#WP2024-C2) [naar](#THM-een)\n"
    },
    "a target written otherwise": {"index.md": "# Kop\n\n[ook zie](#THM-%65en)\n\n <project:#THM-een>\n"},
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
        "index.md": "# Kop\n\n:::::{note}\n::::{tip}\n:::{theme} A\n:id: A\n:::\n:::{theme} B\n:id: B\n:::\n[a](#A)\n::::\n:::::\n"
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
        "deel.txt": ":::{thme} A\n:::\n\nBEGIN\n\n:::{chain} Keten\n:id: KTN-a\n:::\n\nEIND\n\n:::{thme} B\n:::\n",
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
        "index.md": "# Kop\n\n[a][x] [b][y]\n\n[x]: #KTN-a\n\n:::{note}\n[a][x] [b][y]\n\n[y]: #KTN-b\n:::\n"
    },
    "an anchor of the page with the id of an item": {
        "index.md": "# Kop\n\n(a)=\n\n## B\n\n[](#a) [](#b) [](#A)\n\n:::{chain} A\n:id: A\n:::\n:::{chain} B\n:id: B\n:::\n"
    },
    "a footnote defined twice": {
        "index.md": "# Kop\n\na[^1]\n\n[^1]: [a](#A)\n\n[^1]: [b](#B)\n\n    :::{chain} B\n    :id: KTN-b\n    :::\n"
    },
    "a footnote whose name was given in what is left to the build": {
        "index.md": "# Kop\n\n````{table} [a](#A)\n[^x]: Kop\n````\n\n[^x]: Noot.\n\n    :::{chain} B\n    :id: B\n    :::\n"
    },
    "a footnote whose name may have been given in what is left to the build": {
        "index.md": "# Kop\n\n````{figure} a.png\n[a](#A)\n\n(x)=\n````\n\n[^x]: Noot.\n\n    :::{chain} B\n    :id: B\n    :::\n"
    },
    "a footnote whose name was given to words in what is left to the build": {
        "index.md": "# Kop\n\n~~~{rst-class} html\n[a](#A) [b]{.k #x}\n~~~\n\n[^x]: Noot.\n\n    :::{chain} B\n    :id: B\n    :::\n"
    },
    "a footnote whose name was given to words": {
        "index.md": "# Kop\n\n[a]{#x} b\n\n[^x]: Noot.\n\n    :::{chain} B\n    :id: KTN-b\n    :::\n"
    },
    "words with the id of an item": {"index.md": "# Kop\n\n[a]{#ktn-b} [](#ktn-b)\n\n:::{chain} B\n:id: KTN-b\n:::\n"},
    "a heading that refers, and a table of contents": {
        "index.md": "# Kop\n\n## Zie {need}`KTN-a` en [b](#KTN-b)\n\n~~~{contents} Zie [c](#KTN-c)\n~~~\n"
    },
    "a role that is a template": {
        "index.md": "# Kop\n\n{need}`[[KTN-a/b]]`, {NEED}`[[a]] <KTN-a>`, {need_incoming}`[[b]]`\n"
    },
    "a role in capitals": {"index.md": "# Kop\n\n{NEED}`KTN-a`, {Need}`b <KTN-b>`\n"},
    "a role around blanks": {"index.md": "# Kop\n\n{need}` `, {need}` KTN-a `, {need}`a <b <KTN-a>`\n"},
    "a link to nothing, and an item without an id": {"index.md": "# Kop\n\n[]() [](#)\n\n:::{chain} A\n:::\n"},
    "an admonition without the title it must have": {
        "index.md": "# Kop\n\n:::{admonition}\n[a](#KTN-a)\n:::\n\n:::{admonition} [b](#KTN-b)\n:::\n"
    },
    "a container whose class is no name": {"index.md": "# Kop\n\n:::{container} 漢字\n[a](#KTN-a)\n:::\n"},
    "text behind a name, and options": {
        "index.md": "# Kop\n\n:::{note} Zie [a](#KTN-a)\n:class: b\n\nTekst over [b](#KTN-b).\n:::\n"
    },
    "a file with HTML in a table that is none": {
        "index.md": "# Kop\n\n::::{table} A\n\n```{include} part.txt\n```\n::::\n",
        "part.txt": "A <b>word</b>.\n",
    },
    "a list table that is none": {"index.md": "# Kop\n\n:::{list-table}\n[a](#KTN-a)\n:::\n"},
    "a directive without options": {"index.md": "# Kop\n\n:::{only} html\n:a: [b](#KTN-b)\n:::\n"},
    "a reference in a term": {"index.md": "# Kop\n\n[a](#KTN-a) {need}`KTN-b`\n: Uitleg.\n"},
    "a misspelt item included twice": {
        "index.md": "# Kop\n\n[](other.md)\n\n```{include} other.md\n```\n",
        "other.md": ":::{chian} A\n:id: KTN-a\n:::\n\n[a](#KTN-a) [b](#ktn-a)\n",
    },
    "the same reference in a table and beside it": {
        "index.md": "# Kop\n\n| a |\n|---|\n| [a][x] |\n\n[a][x]\n\n[x]: #KTN-a\n"
    },
    "an include with a parser of its own, which MyST-Parser passes over": {
        "index.md": "# Kop\n\n```{include} deel.txt\n:parser: rst\n```\n",
        "deel.txt": ":::{chain} A\n:id: KTN-a\n:::\n",
    },
    "a mark and no line end": {"index.md": "\ufeff# Kop\n\n:::{theme} Titel\n:id: THM-een\n:::"},
    "tables that select": {
        "index.md": "# Kop\n\n> :::{items} theme\n> :where: id = THM-een\n> :::\n\n::::{note}\n:::{Items} chain\n---\n"
        "where: >-\n  part_of\n  =\n  KTN-a\n---\n:::\n::::\n\n```{items} a b\n```\n\n```{items} them&#101;\n```\n"
    },
    "carriage returns alone": {"index.md": "# Kop\r\r:::{theme} Titel\r:id: THM-een\r:::\r\r[a](#KTN-a)\r"},
}


def _page(*blocks: str) -> dict[str, str]:
    return {"index.md": "\n\n".join(("# Kop", *blocks)) + "\n"}


ITEM: Final = ":::{theme} Titel\n:id: THM-een\n:grounded_in: GR-P1-S1\n:::"
REFERENCE: Final = "Zie [het thema](#THM-een) en {need}`THM-een`."


SUBSTITUTION: Final = (
    '---\nmyst:\n  enable_extensions: [substitution]\n  substitutions:\n    naam: "[a](#THM-een)"\n---\n\n'
)
"""Front matter whose substitution is a reference."""


CELL: Final = ITEM.replace("\n", "\n    ")


def _indented(text: str, by: str, first: str) -> str:
    return first + text.replace("\n", f"\n{by}").replace(f"\n{by}\n", "\n\n")


BOTH: Final = f"{REFERENCE}\n\n{ITEM}"
ALLOWED: Final[dict[str, dict[str, str]]] = {
    "colon fences": _page(BOTH),
    "backtick fences": _page(BOTH.replace(":::", "```")),
    "tilde fences": _page(BOTH.replace(":::", "~~~")),
    "long fences": _page(BOTH.replace(":::", "::::::::")),
    "options between dashes": _page(REFERENCE, ":::{theme} Titel\n---\nid: THM-een\ngrounded_in: GR-P1-S1\n---\n:::"),
    "items in items": _page(f"::::{{goal}} Doel\n:id: DOEL-x\n\n{BOTH}\n::::"),
    "items in an admonition": _page(f"::::{{note}}\n{BOTH}\n::::"),
    "items in an admonition with a title": _page(f"::::{{admonition}} Zie [het thema](#THM-een)\n{BOTH}\n::::"),
    "items in a container": _page(f"::::{{container}} klas\n{BOTH}\n::::"),
    "items in a topic": _page(f"::::{{topic}} Zie [het thema](#THM-een)\n{BOTH}\n::::"),
    "items in a sidebar": _page(f"::::{{sidebar}} [A](#THM-een)\n:subtitle: B [c](#THM-een)\n\n{BOTH}\n::::"),
    "items in a sidebar without a title": _page(f"::::{{sidebar}}\n{BOTH}\n::::"),
    "items in an epigraph": _page(f"::::{{epigraph}}\n{BOTH}\n\n-- [wie](#THM-een)\n   en [b](#THM-een)\n::::"),
    "items in what begins behind its name": _page(f"::::{{pull-quote}} {REFERENCE}\n\n{ITEM}\n::::"),
    "items in highlights": _page(f"::::{{highlights}}\n{BOTH}\n::::"),
    "items in a class": _page(f"::::{{rst-class}} een twee\n{BOTH}\n::::"),
    "items in a version": _page(f"::::{{versionadded}} 1.0 Zie [a](#THM-een)\n{BOTH}\n::::"),
    "items below a figure": _page(f"::::{{figure}} a.png\n:name: naam\n\n{REFERENCE}\n\n{BOTH}\n::::"),
    "a figure in Markdown": _page(ITEM, f"::::{{figure-md}} naam\n![a](a.png)\n\n{REFERENCE}\n::::"),
    "a figure in HTML": _page(ITEM, f'::::{{figure-md}}\n<img src="a.png">\n\n{REFERENCE}\n::::'),
    "a table with a title": _page(
        ITEM, "::::{table} Zie [a](#THM-een)\n\n| a |\n|---|\n| [b](#THM-een) |\n::::", REFERENCE
    ),
    "items in a list table": _page(
        f"::::{{list-table}} Zie [a](#THM-een)\n:header-rows: 1\n:widths: 10, 20\n\n* - a\n  - {REFERENCE}\n* - b\n"
        f"  - {CELL}\n::::"
    ),
    "references in a list in columns": _page(ITEM, f"::::{{hlist}}\n:columns: 2\n\n- {REFERENCE}\n- b\n::::"),
    "references in acknowledgements": _page(ITEM, f"::::{{acks}}\n- {REFERENCE}\n- b\n::::"),
    "items in a glossary": _page(
        f"::::{{glossary}}\n:sorted:\n\neen [a](#THM-een)\ntwee : klas\n  {_indented(BOTH, '  ', '')}\n\ndrie\n  uitleg\n::::"
    ),
    "references in text as it is": _page(
        ITEM, f"::::{{parsed-literal}}\n:class: a\n\n{REFERENCE}\n  {REFERENCE}\n::::"
    ),
    "references in lines": _page(ITEM, f"::::{{line-block}}\n{REFERENCE}\n  {REFERENCE}\n::::"),
    "items in a list": _page(_indented(BOTH, "  ", "- ")),
    "items in a numbered list": _page(_indented(BOTH, "   ", "1. ")),
    "items in a quote": _page(_indented(BOTH, "> ", "> ")),
    "items in a footnote": _page("Tekst[^1].", _indented(BOTH, "    ", "[^1]: ")),
    "items in a definition": _page("Term", _indented(BOTH, "  ", ": ")),
    "comments": _page("% een opmerking [a](#KTN-a)", "<!-- [a](#KTN-a) -->", "+++", "(doel)=", BOTH),
    "code that shows items": _page(BOTH, f"````md\n{BOTH}\n````", f"````{{code-block}} md\n{BOTH}\n````"),
    "front matter": {"index.md": f"---\nhide-toc: true\n---\n\n{BOTH}\n"},
    "references in a table": _page(ITEM, "| a | b |\n|---|---|\n| [a](#THM-een) | {need}`THM-een` |"),
    "references in headings": _page("## Over [het thema](#THM-een)", ITEM),
    "references by label": _page("Zie [het thema][een] en [een].", "[een]: #THM-een", ITEM),
    "a substitution that is not switched on": _page("Dit is {{ geen }} vulling.", BOTH),
    "an included file": {**_page("```{include} map/deel.txt\n```"), "map/deel.txt": f"{BOTH}\n"},
    "files with the same name": {**_page("Tekst."), "map/index.md": f"# A\n\n{BOTH}\n", "zee/index.md": "# B\n"},
}
"""What writers may do; the quick reader reads all of it."""

DROPPED: Final[dict[str, dict[str, str]]] = {
    "a topic in other text": _page(f":::::{{note}}\n::::{{topic}} A\n{BOTH}\n::::\n:::::"),
    "a list table that lacks a row": _page(f"::::{{list-table}} A\n:header-rows: 1\n\n* - {REFERENCE}\n::::"),
    "a glossary that is none": _page(f"::::{{glossary}}\n  {_indented(BOTH, '  ', '')}\n::::"),
    "a class that is none": _page(f"::::{{rst-class}} 漢\n{BOTH}\n::::"),
}
"""What no build makes anything of, which it says itself."""

DEFERRED: Final[dict[str, dict[str, str]]] = {
    "reStructuredText in Markdown": _page("```{eval-rst}\n.. theme:: Titel\n   :id: THM-rst\n```"),
    "a page in reStructuredText": {**_page("Tekst."), "other.rst": "Kop\n===\n\n.. theme:: Titel\n   :id: THM-rst\n"},
    "needextend": _page(ITEM, "```{needextend} THM-een\n:top: x\n```", "```{csv-table} a\n[a](#THM-een)\n```"),
    "a figure whose caption is a list": _page(f"::::{{figure}} a.png\n\n- {REFERENCE}\n\n{ITEM}\n::::"),
    "a figure in Markdown with two captions": _page(f"::::{{figure-md}}\n![a](a.png)\n\nA\n\n{BOTH}\n::::"),
    "a list table whose rows differ": _page(f"::::{{list-table}} A\n\n* - a\n  - {REFERENCE}\n* - {CELL}\n::::"),
    "a table that is none": _page(f"::::{{table}} A\n\n{BOTH}\n::::"),
    "acknowledgements that are no list": _page(f"::::{{acks}}\n{BOTH}\n::::"),
    "what describes a thing": _page(f"::::{{option}} a\n{BOTH}\n::::"),
    "a footnote whose name what is left may give": _page(
        "````{option} a\n[a](#A)\n\n    [^x]: code\n````", "[^x]: Noot.\n\n    :::{chain} B\n    :id: KTN-b\n    :::"
    ),
    "a substitution in a line": {"index.md": f"{SUBSTITUTION}# Kop\n\nZie {{{{ naam }}}}.\n\n{ITEM}\n"},
    "a substitution by itself": {"index.md": f"{SUBSTITUTION}# Kop\n\n{{{{ naam }}}}\n\n{ITEM}\n"},
    "a list of items": _page("```{list2need}\n:types: theme\n:presentation: nested\n\n* (THM-lijst) Titel\n```"),
}
"""What the quick reader does not read, and says so."""

DIFFERING: Final[dict[str, str]] = {
    "index.md": "# Kop\n",
    "other.md": "- [![ref]][ref] | |\n    :-- | --:\n    0. :::{include} /map/../deel.txt\n       :::\n    [^noot]:\n        ```{sentence}",
    "deel.txt": "[^ander]: :::{term}  \n    :id: THM-een  \n    :::  \n[^noot]: ~~~{include} /map/deel.md  \n    ~~~  ",
    "map/deel.md": "[THM-een][]",
}
"""A handbook on which they differ still: a page with a footnote of the same name as one of a file that it includes, in a list."""
