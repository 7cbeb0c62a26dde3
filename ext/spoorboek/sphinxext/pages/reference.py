"""`{reference}`: what can be written in this handbook: item types, page directives, settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from docutils import nodes
from docutils.languages import en
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from spoorboek.config.settings import Field, Role, Settings, Type
from spoorboek.i18n.language import ENGLISH, _, translate
from spoorboek.model import message
from spoorboek.model.message import Message
from spoorboek.readers.directives import OWN
from spoorboek.sphinxext.pages import draw, example
from spoorboek.sphinxext.pages.directive import Example, PageDirective

_KINDS: Final = {
    "string": message._("text"),
    "integer": message._("a whole number"),
    "boolean": message._("true or false"),
}
"""What a field of each JSON type contains."""
_STEPS: Final = {"begin": "begin.sh", "source": "source.md", "read": "read.sh", "answer": "answer.md"}
"""The steps of the tutorial: the templates in presets/steps, by name."""
_ITEM: Final = "example-item"
_CODE: Final = {"sh": "sh", "md": "markdown"}

CONF: Final[Mapping[str, Message]] = {
    "needs_from_toml": message._("the file with the item types (default: ubproject.toml)"),
    "spoorboek_contact": message._("a mail or web address for who finds an error"),
    "spoorboek_foot": message._("pages that the foot of every page leads to"),
    "spoorboek_handbook": message._("is this a handbook of Spoorboek? Then items are judged as they are written"),
    "spoorboek_languages": message._("the languages of the handbook; the first is the one that pages are written in"),
    "spoorboek_licences": message._("the licence of the text in each folder"),
    "spoorboek_lists": message._("pages that a search which found nothing leads on to"),
    "spoorboek_live": message._("the host and port of a live preview; make live sets it"),
    "spoorboek_maker": message._("who publishes this: an office or organisation, no private person"),
    "spoorboek_makers": message._("the page above those for makers, which a search shows apart"),
    "spoorboek_names": message._("names that stay as they are in other languages"),
    "spoorboek_report": message._("the page on how to report an error"),
    "spoorboek_restrict_pages": message._("keep pages from running code; always so in a handbook"),
    "spoorboek_source_url": message._("the address of a line of a file, with {{commit}}, {{file}} and {{line}}"),
    "spoorboek_untranslated": message._("patterns of pages that stay in their own language"),
}
"""The meaning of each setting of conf.py."""
TRACE: Final[Mapping[str, Message]] = {
    "as-of": message._("the day of every state; never the clock"),
    "bookkeeping": message._("fields whose change requires no new review (S301)"),
    "dates": message._("fields with a date"),
    "deciding": message._("by type, fields and links that decide a state and are reviewed by themselves (S305)"),
    "evidence-valid-for": message._("how long a search that found nothing is valid (S402)"),
    "late-fails": message._("is a late commitment a warning, or information (S403)?"),
    "mentioned": message._("types whose items the text of another page must refer to (S104)"),
    "parliamentary-paper": message._(
        "a pattern with the groups series and number, by which papers of parliament are known"
    ),
    "prose": message._("fields that are translated"),
    "proves": message._("links along which nothing may prove itself (S507); without it, all are"),
    "publisher_note": message._("a line about the publisher, on every page and sheet"),
    "require": message._("a required link: number, name, promise, from, paths, to; except and or-mentioned"),
    "require-review": message._("is a link that nobody reviewed an error, or information (S303)?"),
    "review-every": message._("how long a review is valid (S302)"),
    "reviewer": message._("who a stamp names unless --by does; a role, no person"),
    "rule-pages": message._("the folder of docs/ that has a page for each rule"),
    "searches": message._("how many searches a check needs that is not confirmed (S408)"),
    "spelling": message._("spelling of sources, in addition to that of the language"),
    "waivers-valid-for": message._("how far off the last day of a waiver may be (S705); a year, without it"),
    "words": message._("by field, the text that readers see for each value"),
}
"""The meaning of each setting of [trace]."""


class ReferenceDirective(PageDirective):
    NAME = "reference"
    MEANING = message._(
        "what may be written: 'types', 'directives', 'conf' or 'trace'; or a step to a handbook of one's own: 'begin', "
        "'source', 'read' or 'answer'"
    )
    EXAMPLE = Example("conf")
    required_arguments = 1
    FORMS = ("types", "directives", "conf", "trace", *_STEPS)

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Return tables and examples; for a step of the tutorial, the code to type."""
        settings = draw.settings(app)
        if template := _STEPS.get(placeholder["form"]):
            return [_block(example.texts().step(template), _CODE[template.partition(".")[2]])]
        if placeholder["form"] == "types":
            return [node for item_type in settings.types.values() for node in _type(item_type, settings)]
        if placeholder["form"] == "directives":
            kinds = [_kind(name) for name in sorted(OWN)]
            heads = (_("Directive"), _("Argument"), _("Options"), _("Draws"))
            table = draw.table(heads, map(_directive, kinds))
            return [table, *(node for kind in kinds for node in _example(kind, placeholder, app, docname))]
        meanings = CONF if placeholder["form"] == "conf" else TRACE
        rows: list[list[draw.Cell]] = [[[_code(name)], translate(text)] for name, text in meanings.items()]
        return [draw.table((_("Setting"), _("Says")), rows)]


def _type(item_type: Type, settings: Settings) -> Iterator[nodes.Node]:
    yield draw.paragraph(nodes.strong("", "", nodes.Text(f"{item_type.label}: "), _code(item_type.name)))
    rows = [
        *(_field(field, settings) for field in item_type.fields.values()),
        *(_role(role, settings) for role in item_type.roles.values()),
    ]
    yield draw.table((_("Option"), _("Readers see"), _("Value"), _("Required")), rows)
    for id, text in example.sources().get(item_type.name, ()):
        yield nodes.container("", _block(f"{text}\n"), ids=[id], classes=[_ITEM])


def _field(field: Field, settings: Settings) -> list[draw.Cell]:
    return [[_code(field.name)], field.label, _value(field, settings), _yes(required=field.required)]


def _value(field: Field, settings: Settings) -> draw.Cell:
    """Return what a field can contain: its values, each with the text that readers see, or their form."""
    shown: list[draw.Content] = []
    for value in map(str, field.schema.get("enum", ())):
        word = settings.label_of(field.name, value)
        shown += [", " if shown else "", _code(value), f" ({word})" if word != value else ""]
    if shown:
        return shown
    if field.name in settings.dates:
        return _("a date: YYYY, YYYY-MM or YYYY-MM-DD")
    if pattern := field.schema.get("pattern"):
        return [_code(str(pattern))]
    kind = field.schema.get("type", "string")
    return translate(_KINDS[kind]) if kind in _KINDS else [_code(str(kind))]


def _role(role: Role, settings: Settings) -> list[draw.Cell]:
    targets = [settings.types[name].label for name in role.targets if name in settings.types]
    names = ", ".join(targets) or _("any item")
    text = _("a link to {types}, one at most", types=names) if role.most == 1 else _("a link to {types}", types=names)
    label = f"{role.outgoing} / {role.incoming}"
    return [[_code(role.name)], label, text, _yes(required=bool(role.least))]


def _yes(*, required: bool) -> str:
    return _("yes") if required else _("no")


def _directive(kind: type[PageDirective]) -> list[draw.Cell]:
    few = _("one, or none") if kind.optional_arguments else _("none")
    argument = _("one") if kind.required_arguments else few
    options = draw.joined([_code(option) for option in kind.option_spec or ()])
    return [[_code(f"{{{kind.NAME}}}")], argument, options, translate(kind.MEANING)]


def _example(kind: type[PageDirective], placeholder: Any, app: Sphinx, docname: str) -> Iterator[nodes.Node]:
    """Yield name, source and result of the example of a directive."""
    argument, options = _filled_in(kind)
    result = nodes.container("", *example.render(kind, argument, options, app, docname), classes=["example"])
    if not _has_items(placeholder):
        for link in [node for node in result.findall(nodes.reference) if "refid" in node]:
            link.replace_self(list(link.children))
    title = nodes.strong("", "", _code(f"{{{kind.NAME}}}"))
    yield draw.paragraph(title, ": ", translate(kind.MEANING))
    yield _block(source(kind))
    yield result


def source(kind: type[PageDirective]) -> str:
    """Return the source of the example of a directive, in the language in use."""
    argument, options = _filled_in(kind)
    lines = (f":{key}: {value}".rstrip() for key, value in options.items())
    return "\n".join((f":::{{{kind.NAME}}} {argument}".rstrip(), *lines, ":::\n"))


def _filled_in(kind: type[PageDirective]) -> tuple[str, Mapping[str, str]]:
    argument, options, item_type = kind.EXAMPLE
    if item_type:
        argument, _text = example.sources()[item_type][0]
    return argument, {key: translate(value) for key, value in options.items()}


def _has_items(placeholder: Any) -> bool:
    """Whether the example items are on this page, so that an example can link to them."""
    containers = placeholder.document.findall(nodes.container)
    return any(_ITEM in node["classes"] or node.get("form") == "types" for node in containers)


def _block(text: str, language: str = "markdown") -> nodes.literal_block:
    return nodes.literal_block(text, text, language=language)


def _kind(name: str) -> type[PageDirective]:
    kind, _messages = directives.directive(name, en, nodes.document(None, None))  # type: ignore[arg-type]
    assert kind is not None
    assert issubclass(kind, PageDirective)
    return kind


def _code(text: str) -> nodes.Node:
    return nodes.literal("", text, classes=[f"language-{ENGLISH}"])
