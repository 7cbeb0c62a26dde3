"""`{checklist} BY`: every check with its answer and evidence, by theme, chain, organisation or state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import checklist, state
from spoorboek.analysis.checklist import Checklist, Evidence, Line
from spoorboek.analysis.state import State
from spoorboek.config.names import Types
from spoorboek.exports import checklists
from spoorboek.exports.sheet import evidence_note, paper_heads, signature
from spoorboek.i18n.language import _, ngettext, pgettext, translate
from spoorboek.model import message
from spoorboek.model.programme import Item
from spoorboek.sphinxext.pages import downloads, draw, language, questions, search_log, trace
from spoorboek.sphinxext.pages.directive import BY_EDITION, Example, PageDirective


@dataclass(frozen=True, slots=True)
class Group:
    """Checklist lines of one item (`about`) or one state."""

    name: str
    title: str
    lines: Checklist
    about: Item | None = None


NAME: Final = "checklist"
FORMS: Final = ("xlsx", "pdf", "csv", "txt", "ics")
_LONGEST_PDF: Final = 250
"""The number of checks up to which a PDF is made: some 85 sheets, and 50 MB of memory to lay them out."""


class ChecklistDirective(PageDirective):
    NAME = NAME
    MEANING = message._("the checklist: whole, by organisation, by theme or by chain")
    EXAMPLE = Example("state", {"edition": "2026"})
    required_arguments = 1
    option_spec = BY_EDITION
    FORMS = (Types.THEME, Types.CHAIN, Types.ORGANISATION, "state")

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node]:
        """Return progress, files, a section for each group, what is not counted, and room for signatures."""
        edition = draw.edition(placeholder, app)
        name = edition.name if edition else ""
        lines = checklist.checklist(draw.programme(app), draw.as_of(app)).of(edition=name)
        groups = list(_groups(placeholder["form"], lines, app))
        return [
            draw.paragraph(_progress(lines), classes=["lead"]),
            *sheets(app, docname, lines, None, name),
            about_pdf(lines),
            draw.bullets([_jump(group) for group in groups], ["jumps"]),
            *(_section(group, app, docname, name) for group in groups),
            *([_not_counted(lines, app, docname)] if lines.apart else ()),
            _signatures(),
        ]


def _progress(lines: Checklist) -> str:
    """Return `13 checks: 1 evidenced, 4 partly evidenced, 8 not confirmed.`"""
    counts = Counter(line.answer for line in lines.lines)
    parts = [f"{counts[answer]} {translate(answer.label)}" for answer in State if counts[answer]]
    text = ngettext("{count} check", "{count} checks", len(lines.lines))
    return f"{text}: {', '.join(parts)}." if parts else f"{text}."


def _groups(by: str, lines: Checklist, app: Sphinx) -> Iterator[Group]:
    if by == "state":
        for answer in state.DISPLAY_ORDER:
            of_state = tuple(line for line in lines.lines if line.answer is answer)
            if of_state:
                yield Group(answer, draw.capital(translate(answer.label)), replace(lines, lines=of_state))
        return
    by_id = checklist.by_organisation(lines) if by == Types.ORGANISATION else {}
    for item in sorted(draw.programme(app).of_type(by), key=lambda item: (draw.alphabetical(item), item.id)):
        chosen = by_id.get(item.id) if by == Types.ORGANISATION else lines.of(**{by: item.id})
        if chosen and chosen.lines:
            yield Group(item.id, item.title, chosen, item)
    if by == Types.CHAIN:
        without = tuple(line for line in lines.lines if not line.chains)
        if without:
            yield Group("no-chain", _("no chain named"), replace(lines, lines=without))


def anchor(name: str) -> str:
    """Return the anchor of a group, from the id of its item or the state."""
    return f"checklist-{nodes.make_id(name)}"


def _jump(group: Group) -> list[nodes.Node]:
    lines = group.lines.lines
    still_open = _("{open} of {total} open", open=sum(line.is_open for line in lines), total=len(lines))
    return [draw.reference(f"#{anchor(group.name)}", group.title), nodes.Text(f" ({still_open})")]


def _section(group: Group, app: Sphinx, docname: str, edition: str) -> nodes.section:
    title = [draw.link(app, docname, group.about)] if group.about else group.title
    rows = [
        [_question(line, app, docname), draw.badge(line.check, app), _evidence_of(line, app, docname), _to_sign()]
        for line in group.lines.lines
    ]
    return draw.section(
        anchor(group.name),
        title,
        draw.paragraph(_progress(group.lines)),
        draw.table(paper_heads(), rows, ["questions", "checklist"]),
        *(sheets(app, docname, group.lines, group.about, edition) if group.about else ()),
    )


def _question(line: Line, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the question, its commitment with its compact trace line, and the editorial notes."""
    question = nodes.strong("", "", draw.link(app, docname, line.check, line.check.field("question")))
    commitment = draw.link(app, docname, line.commitment)
    content: list[nodes.Node] = [
        draw.paragraph(question, " ", nodes.literal("", line.check.id)),
        draw.paragraph(commitment, " ", *trace.compact(line.commitment, app), classes=["small"]),
    ]
    if line.notes:
        notes = draw.labelled(_("Editorial notes"), draw.linked(app, docname, line.notes))
        content.append(draw.paragraph(*notes, classes=["small"]))
    return content


def _evidence_of(line: Line, app: Sphinx, docname: str) -> list[nodes.Node]:
    """Return the evidence (date, actor, source), and for an open check what is missing and its searches."""
    content: list[nodes.Node] = [_evidence(evidence, app, docname) for evidence in line.evidence]
    content += questions.weighed(line.check, app)
    if line.is_open:
        label = _("Evidence needed")
        missing = nodes.strong("", f"{label}: ")
        content.append(draw.paragraph(missing, line.check.field("settles")))
        if text := search_log.line(line.searches):
            content.append(draw.paragraph(text, classes=["small"]))
    return content


def _evidence(evidence: Evidence, app: Sphinx, docname: str) -> nodes.paragraph:
    when = f"{draw.when(evidence.event)}: "
    partly = pgettext("evidence", "partly")
    part = "" if evidence.is_full else f" ({partly})"
    sources = draw.linked(app, docname, evidence.sources)
    event = [nodes.Text(when), draw.link(app, docname, evidence.event), nodes.Text(f"{part}. ")]
    actors = draw.actors(app, docname, evidence.event)
    return draw.paragraph(*event, *actors, ". ", *draw.labelled(_("Source"), sources))


def _to_sign() -> draw.Cell:
    """Return room for a judgement and initials on paper; hidden on screens."""
    box, signed = nodes.inline("", "", classes=["tick"]), _("Initials and date")
    return [draw.paragraph(box), draw.paragraph(f"{signed}:", classes=["initials"])]


def _not_counted(lines: Checklist, app: Sphinx, docname: str) -> nodes.section:
    """Return the items that cannot be tested, and so are not counted."""
    rows = [[draw.link(app, docname, entry.item), nodes.Text(f": {translate(entry.reason)}")] for entry in lines.apart]
    text = _("This is not among the checks, because it cannot be tested:")
    return draw.section("checklist-apart", _("Not counted"), draw.paragraph(text), draw.bullets(rows))


def _signatures() -> nodes.container:
    lines = (draw.paragraph(f"{label}:") for label in signature())
    return nodes.container("", draw.paragraph(evidence_note()), *lines, classes=["signature"])


def parts(app: Sphinx, by: str, edition: str) -> Iterator[tuple[str, Item | None, Checklist]]:
    """Yield name, item (None: all) and lines of the files of a checklist: the whole first, then each group."""
    lines = checklist.checklist(draw.programme(app), draw.as_of(app)).of(edition=edition)
    yield _name(None, edition), None, lines
    for group in _groups(by, lines, app):
        if group.about:
            yield _name(group.about, edition), group.about, group.lines


def forms(lines: Checklist) -> tuple[str, ...]:
    """Return the forms in which a checklist is offered; a very long one is no PDF."""
    return tuple(form for form in FORMS if form != "pdf" or len(lines.lines) <= _LONGEST_PDF)


def _name(about: Item | None, edition: str) -> str:
    return "-".join(filter(None, ("checklist", edition, about.id if about else "")))


def sheets(app: Sphinx, docname: str, lines: Checklist, about: Item | None, edition: str = "") -> list[nodes.Node]:
    """Write the lines of a checklist as files; return the links to them."""
    name = _name(about, edition)
    labels = {
        "xlsx": _("spreadsheet (xlsx)"),
        "csv": "CSV",
        "ics": _("calendar (ics)"),
        "pdf": _("PDF to print and sign"),
        "txt": _("notes on it"),
    }
    written = contents(app, lines, about, edition)
    return downloads.files(app, docname, ((f"{name}.{form}", labels[form], content) for form, content in written))


def contents(
    app: Sphinx, lines: Checklist, about: Item | None = None, edition: str = ""
) -> Iterator[tuple[str, downloads.Content]]:
    """Yield form and content of the files of a checklist."""
    verdict = draw.verdict(app)
    write = partial(
        checklists.write,
        checklist=lines,
        programme=verdict.programme,
        settings=verdict.settings,
        about=about,
        edition=edition,
        names=language.names(app),
    )
    yield from ((form, write(form)) for form in ("xlsx", "csv", "ics"))
    if "pdf" in forms(lines):
        yield "pdf", partial(write, "pdf")
    yield "txt", checklists.notes(lines, verdict.settings, about, edition)


def about_pdf(lines: Checklist) -> nodes.paragraph:
    """Return what is known about the accessibility of the PDF, or why there is none."""
    too_long = _(
        "A PDF is made of at most {most} checks, and these are {count}. Choose one of the parts below.",
        most=_LONGEST_PDF,
        count=len(lines.lines),
    )
    text = _(
        "The PDF has tags, headings, header cells and an order to read it out in; our own tests look at them."
        " No PDF/UA validator was run on it."
    )
    return draw.paragraph(text if "pdf" in forms(lines) else too_long, classes=["download", "small"])
