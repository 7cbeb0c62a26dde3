"""Generated text of a line: words, references of every form, and what only looks like one."""

from __future__ import annotations

from tests.parity.dice import Dice

IDS = (
    *("THM-een", "THM-twee", "KTN-a", "KTN-b", "WP2024-C1", "WP2024-C2", "WP2024-C1-a", "GR-P1-S1", "BRN-x"),
    *("ORG-x", "BGR-x", "GEB-x", "OND-x", "DOEL-x", "BTR-x", "AANB-x", "KAN-x"),
)
ODD_IDS = (
    *("THM-eem", "thm-een", "KTN", "KTN-", "X", "THM-eén", "THM een", "WP2024_C1", "-", "Ž-\U0001d400", "THM-een."),
    *("THM-een.1", "THM-een.deel", "WP2024-C1[status]", "a" * 30, "kop-een", "THM-%65en", "THM-e&eacute;n", "KTN-a/b"),
)
CHARACTERS = (
    *("é", "e\u0301", "ß", "İ", "\U0001f600", "\U0001d400", "\u200b", "\u00a0", "\u3000", "漢字", "\u202e", "א"),
    *("ĳ", "\ufb01", "\u2028", "\u0085", "\u2029", "\x0b", "\x0c", "\x1c", "\x1e", "\ufeff", "\ufffd", "\x00", "\x7f"),
    *("\t", "‘’“”", "…", "—", "\\", "&", "&amp;", "&lt;", "<", ">", "*", "**", "_", "`", "[", "]", "(", ")", "|", "!"),
    *("{", "}", "#", "%", "+", "-", ":", "::", ":::", "~", "^", "$", "=", "'", '"', "//", "http://", "www.a.nl", "@"),
)
PLAIN = ("een", "De", "Inspectie", "kijkt", "naar", "2024", "zie", "ook", "a.b", "c,d", "e;f")
LABELS = ("ref", "ref", "Ref", "twee", "ref met spatie", "één", "THM-een")

REFERENCES = (
    *("[{w}](#{id})", "[](#{id})", "{{need}}`{id}`", "{{need}}`{w} <{id}>`", "[{w}][{l}]", "<project:#{id}>"),
    *("[{w}](#{id}), [{w}](#{id2})", "[{l}][]", "[{l}]"),
)
RARE = (
    *('[{w}](#{id} "titel")', "[{w}](<#{id}>)", "[{w}]( #{id} )", "[**{w}**](#{id})", "[`{w}`](#{id})"),
    *("[{w}]\n(#{id})", "[{w}](\n#{id})", "[{w}\n{w}](#{id})", "[![{w}](a.png)](#{id})", "[{w} [b](#{id})](#{id2})"),
    *("{{need}}`!{id}`", "{{need}}`{id}.1`", "{{need}}` {id} `", "{{need}}`{id}\n`", "{{need}}`{w}\n<{id}>`"),
    *("{{need}}``{id}``", "{{need}}``{w} ` <{id}>``", "{{need}}`{w}<{id}>`", "{{need}}`[[{id}]]`", "{{need}}` `"),
    *("{{need_incoming}}`{id}`", "{{need_outgoing}}`{id}`", "{{need_incoming}}`{w} <{id}>`", "{{need}}`<{id}>`"),
    *("{{need_part}}`(1) {w}`", "{{need_count}}`type=='theme'`", "{{need_func}}`[[copy('id')]]`", "{{NEED}}`{id}`"),
    *("{{np}}`(1) {w}`", "{{nd}}`{id}`", "{{any}}`{id}`", "{{ref}}`{id}`", "{{doc}}`other`", "{{onbekend}}`{id}`"),
    *("{{term}}`{w}`", "{{math}}`a`", "{{sub}}`{id}`", "{{code}}`{id}`", "{{download}}`a.md`", "{{abbr}}`a (#{id})`"),
    *("[{w}](#{id}){{.klas}}", "[{w}](#{id}){{.external}}", "[{w}](#{id}){{#anker}}", "[{w}]{{.klas}}", "[{w}](#)"),
    *("[{w}]{{#{id}}}", "[{w}]{{#noot}}", "[{w}](#{id}){{#{id2} .k}}", "`{id}`{{#1}}", "![{w}](a.png){{#ander}}"),
    *("{{#{id}}}", "[{w}](#{id})[{w}](#{id2})", "{id} [{w}](#{id})", "[{id}](#{id})", "[{w}](#{id}){id}"),
    *("{{need}}`{id} <{id2}>`", "[{id}](#{id2}) [{id2}](#{id})", "`{id}` {{need}}`{id}`"),
    *("[{w}](#{id}-x) [{w}](#{id})", "[{w}]()", "[{w}](<>)", "[{w}](other.md#{id})", "[{w}](other.md)", "[](other.md)"),
    *("[{w}](map/other.md#{id})", "[{w}](../other.md)", "[{w}](/other.md#{id})", "[{w}](other#{id})"),
    *("[{w}](project:other.md#{id})", "<project:other.md>", "[](other)", "[{w}](project:#{id})", "[](project:#{id})"),
    *("<project:#{id}\\>", "[{w}](path:a.md)", "[{w}](inv:#{id})", "[{w}](https://a.nl/#{id})", "<https://a.nl/#{id}>"),
    *("[{w}](mailto:a@b.nl)", "[{w}](a.pdf)", "[{w}]({id})", "![{w}](a.png)", "![{w}](#{id})"),
    *("![[{w}](#{id})](a.png)", "[{w}](#kop-een)", "[](#kop-een)", "[](#doel)", "\\[{w}](#{id})", "[{w}\\](#{id})"),
    *("[{w}](\\#{id})", "[{w}](#{id}\\)", "`[{w}](#{id})`", "``a`[b](#{id})``", "`{{need}}`{id}``", "\\{{need}}`{id}`"),
    *("{{need}} `{id}`", "{{need}}\\`{id}`", "<!-- [{w}](#{id}) -->", "<span>[{w}](#{id})</span>"),
    *('<a href="#{id}">{w}</a>', "<b\n>[{w}](#{id})", "&#91;{w}](#{id})", "**[{w}](#{id})**"),
    *("*a [{w}](#{id}) {{need}}`{id2}`*", "_[{w}](#{id})_", "**{{need}}`{id}`**", "~~[{w}](#{id})~~", "$[{w}](#{id})$"),
    *("[^noot]", "[^1]", "[^geen]", "[{w}][^noot]", "[{w}](#{id})[^noot]", "[[{w}](#{id})]", "([{w}](#{id}))"),
    *("[x] {w}", "[{w}](#{id}\n)", "[{w}](#{id} 't\nt')", "[{w}](#{id} 't)", "[{w}](#{id} x)", "[{w}](#a(b){id})"),
    *("[{w}](#(({id})", "[{w}](#\U0001d400{id})", "[{w}](#{id}%20)", "[{w}](#%7A)", "[{w}](#%C3%A9)", "[{w}](#%ff)"),
    *("[{w}](##{id})", "{{{{ naam }}}}", "{{{{naam}}}} [{w}](#{id})", "[{w}](#{{{{naam}}}})", "{{eq}}`{id}`"),
    *("{{{{}}}}", "|naam|", "{id}_", "![{l}]", "[{w}] [{l}]", "[{w}][ {l}  ]", "[{w}\n{w}][{l}]", "[{w}\n{w}][{l}\n]"),
    *("[![{l}]][{l}]", "[a [{l}]][{l}]"),
)


def id(dice: Dice) -> str:
    return dice.one(ODD_IDS if dice.rarely(5) else IDS)


def plain_text(dice: Dice) -> str:
    return " ".join(dice.some(lambda: dice.one(PLAIN), 3))


def odd(dice: Dice) -> str:
    return dice.character() if dice.rarely(4) else dice.one(CHARACTERS)


def reference(dice: Dice) -> str:
    """A reference to an item, or what comes near one."""
    form = dice.one(RARE if dice.rarely(3) else REFERENCES)
    return form.format(w=plain_text(dice), id=id(dice), id2=dice.one(IDS), l=dice.one(LABELS))


def text(dice: Dice, most: int = 5) -> str:
    """A line or a few of running text."""
    parts = dice.some(lambda: dice.one((plain_text, reference, reference, plain_text, reference, odd))(dice), most)
    return dice.one((" ", " ", " ", "\n", "", "  \n", "\\\n", "\t")).join(parts)


def line(dice: Dice, most: int = 3) -> str:
    """Text that stays on one line of the file."""
    return text(dice, most).replace("\n", " ")
