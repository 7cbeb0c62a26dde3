"""`{readings}`: who reviewed each link and each item that decides a state; the reviews in the footer of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from spoorboek.analysis import reviews
from spoorboek.analysis.reviews import Change, Review, Standing
from spoorboek.config.stamps_file import Stamp
from spoorboek.i18n import date_formats
from spoorboek.i18n.language import _, ngettext, translate
from spoorboek.model import message
from spoorboek.model.grouping import grouped
from spoorboek.model.programme import Item, UnknownPast
from spoorboek.sphinxext import build_data, tree
from spoorboek.sphinxext.pages import downloads, draw
from spoorboek.sphinxext.pages.directive import PageDirective
from spoorboek.sphinxext.pages.fold import fold
from spoorboek.sphinxext.pages.register import Choice, Key, Line, Register, draw_register

_SHOWN: Final = 3
"""The number of changes of a link that are shown."""
_NOT_KNOWN: Final = {
    UnknownPast.NO_GIT: message._("What it said then is not known: there is no git with this page."),
    UnknownPast.SHALLOW: message._("What it said then is not known: git has only the latest versions here."),
    UnknownPast.SUMS_UP: message._(
        "What it said then is not known: it was reviewed together with the answers and events that it sums up."
    ),
    UnknownPast.NOT_ASKED: message._("What it said then is not known: it was not looked up in git."),
    UnknownPast.NOT_FOUND: message._("What it said then is not known: no version in git is as it was reviewed then."),
}


class ReadingsDirective(PageDirective):
    NAME = "readings"
    MEANING = message._("who reviewed what, and why it was accepted")
    OFFERS_FILE = True

    def run(self) -> list[nodes.Node]:
        build_data.of_page(self.env).shows_reviews = True
        return super().run()

    @staticmethod
    def render(placeholder: Any, app: Sphinx, docname: str) -> Sequence[nodes.Node] | nodes.Node:
        """Return the totals, a row for each item with a review, and a file with a line for each review."""
        all_reviews = _reviews(app)
        if not any(review.stamp for review in all_reviews):
            return draw.paragraph(_("Of no link and no item is it known who reviewed it."))
        counted = draw.paragraph(" ".join(_counted(all_reviews, app)))
        return [counted, *_gate(app), _register(all_reviews, app, docname)]


def _gate(app: Sphinx) -> list[nodes.Node]:
    """Return who answers for the gate settings, by file."""
    settings = draw.settings(app)
    return [_gate_stamp(stamp) for file in settings.gates if (stamp := reviews.gate(settings, file))]


def _gate_stamp(stamp: Stamp) -> nodes.paragraph:
    values = {"file": stamp.name, "by": stamp.by, "date": date_formats.shown(stamp.on), "why": stamp.why.rstrip(".")}
    return draw.paragraph(_("The settings in {file} were accepted by {by} on {date}: {why}.", **values))


def _register(all_reviews: Sequence[Review], app: Sphinx, docname: str) -> nodes.container:
    by_item = grouped((review.item.id, review) for review in all_reviews)
    columns = {
        "item": _("Item"),
        "reviewed": _("Reviewed"),
        "on": _("Last on"),
        "by": _("By"),
        "why": _("Why"),
        "standing": _("Attention"),
    }
    if all(review.standing is Standing.REVIEWED for review in all_reviews):
        del columns["standing"]
    lines = [_line(item_reviews, columns, app, docname) for item_reviews in by_item.values()]
    filters = {"type": _("Type of item"), "standing": _("Review"), "by": columns["by"]}
    register = draw_register(app, docname, Register(columns, filters, lines))
    heads = (_("item"), _("link"), _("to"), _("review"), _("reviewed on"), _("by"), _("why"))
    register.extend(downloads.offer(app, docname, heads, map(_row, all_reviews)))
    return register


def _reviews(app: Sphinx) -> tuple[Review, ...]:
    verdict = draw.verdict(app)
    return reviews.every(verdict.programme, verdict.settings) if verdict.settings.stamps is not None else ()


def _counted(all_reviews: Sequence[Review], app: Sphinx) -> Iterator[str]:
    count = _counts(all_reviews)
    yield _(
        "{reviewed} of {total} links and items have been reviewed as they are now.",
        reviewed=count[Standing.REVIEWED],
        total=len(all_reviews),
    )
    if count[Standing.REVIEWED] < len(all_reviews):
        yield _(
            "Suspect: {suspect}. Reviewed too long ago: {old}. Never reviewed: {never}.",
            **{str(standing): count[standing] for standing in Standing},
        )
    if every_so_often := draw.settings(app).review_every:
        first = min(review.stamp.on for review in all_reviews if review.stamp)
        yield _(
            "The oldest review is valid up to and including {date}. After that somebody must review again.",
            date=date_formats.shown(every_so_often.after(first)),
        )


def _counts(group: Sequence[Review]) -> Counter[Standing]:
    return Counter(review.standing for review in group)


def _line(item_reviews: Sequence[Review], columns: Mapping[str, str], app: Sphinx, docname: str) -> Line:
    item = item_reviews[0].item
    stamps = [review.stamp for review in item_reviews if review.stamp]
    reviewers = list(dict.fromkeys(stamp.by for stamp in stamps))
    last = _last(item_reviews)
    count = _counts(item_reviews)
    reviewed = _("{reviewed} of {total}", reviewed=count[Standing.REVIEWED], total=len(item_reviews))
    cells: dict[str, draw.Cell] = {
        "item": [draw.link(app, docname, item)],
        "reviewed": [Key("", reviewed, key=f"{len(item_reviews) - count[Standing.REVIEWED]:05d}")],
        "on": [Key.of_day(last.on, short=True)] if last else [],
        "by": "; ".join(reviewers),
        "why": _reasons(list(dict.fromkeys(stamp.why for stamp in stamps))),
        "standing": [part for review in item_reviews for part in _attention(review, app, docname)],
    }
    label = draw.settings(app).types[item.type].label
    choices = {
        "type": [Choice(item.type, label)],
        "standing": [Choice(standing, translate(standing.label)) for standing in Standing if count[standing]],
        "by": [Choice.of_text(reviewer) for reviewer in reviewers],
    }
    return Line([cells[name] for name in columns], choices, item.id)


def _reasons(reasons: Sequence[str]) -> list[nodes.Node]:
    """Return the reasons in a fold that counts them, so that a row is one line."""
    if not reasons:
        return []
    rows = ([nodes.Text(reason)] for reason in reasons)
    return [fold(ngettext("{count} reason", "{count} reasons", len(reasons)), [draw.bullets(rows)])]


def _last(group: Sequence[Review]) -> Stamp | None:
    """Return the newest stamp; None if there is none."""
    return max((review.stamp for review in group if review.stamp), key=lambda stamp: stamp.on, default=None)


def _attention(review: Review, app: Sphinx, docname: str) -> Iterator[nodes.Node]:
    """Yield the standing of a link and what changed; nothing if it is reviewed."""
    if review.standing is not Standing.REVIEWED:
        standing = [nodes.strong("", translate(review.standing.label)), nodes.Text(": ")]
        changed = [nodes.Text(". "), *_changes(review, app)] if review.standing is Standing.SUSPECT else []
        yield draw.paragraph(*standing, draw.link(app, docname, review.target), *changed)


def _changes(review: Review, app: Sphinx) -> Iterator[nodes.Node]:
    """Yield what changed, in the original language, or why that is unknown."""
    judged = build_data.judged(app.env)
    then = reviews.reviewed_target(review, judged.programme)
    if isinstance(then, UnknownPast):
        yield nodes.Text(translate(_NOT_KNOWN[then]))
        return
    target = judged.programme.by_id[review.target.id]
    for change in reviews.changes(review._replace(target=target), then, judged.settings)[:_SHOWN]:
        quoted = {"before": draw.in_original(change.before, app), "after": draw.in_original(change.after, app)}
        yield from draw.filled(f"{_sentence(change)} ", part=nodes.Text(_part(change, target, app)), **quoted)


def _sentence(change: Change) -> str:
    """Return a sentence about a change, with the quotations as `{name}`."""
    if not change.after:
        return _("{part}: “{before}” was removed.", part="{part}", before="{before}")
    if not change.before:
        return _("{part}: “{after}” was added.", part="{part}", after="{after}")
    return _("{part}: “{before}” became “{after}”.", part="{part}", before="{before}", after="{after}")


def _part(change: Change, target: Item, app: Sphinx) -> str:
    item_type = draw.settings(app).types[target.type]
    field, role = item_type.fields.get(change.part), item_type.roles.get(change.part)
    label = field.label if field else role.outgoing if role else change.part
    return {"title": _("Title"), "text": _("Text")}.get(change.part, label)


def _row(review: Review) -> tuple[str, ...]:
    stamp = review.stamp
    fields = (stamp.on.isoformat(), stamp.by, stamp.why) if stamp else ("", "", "")
    return review.item.id, review.role, review.target.id, translate(review.standing.label), *fields


def add_item_readings(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add a line to each item that has a suspect review."""
    page_reviews = build_data.reviews_of(app.env, docname)
    suspect = grouped((review.item.id, review) for review in page_reviews if review.standing is Standing.SUSPECT)
    for section in list(tree.of_type(doctree, nodes.section)) if suspect else ():
        item_reviews = [review for id in section["ids"] for review in suspect.get(id, ())]
        draw.insert_before_sections(section, [_suspect(review, app, docname) for review in item_reviews])


def _suspect(review: Review, app: Sphinx, docname: str) -> nodes.paragraph:
    assert review.stamp
    date = date_formats.shown(review.stamp.on)
    if not review.role:
        text = _("Suspect: what decides a state here has changed since it was reviewed on {date}.", date=date)
        return draw.paragraph(text, classes=["suspect"])
    text = _(
        "Suspect: the link to {target}. What it says there has changed since it was reviewed on {date}.",
        target="{target}",
        date=date,
    )
    return draw.paragraph(*draw.filled(text, target=draw.link(app, docname, review.target)), classes=["suspect"])


def add_page_readings(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the reviews of the items of a page to its context: label, text, link to the page of all reviews."""
    page_reviews = build_data.reviews_of(app.env, docname)
    if not page_reviews:
        return
    count = _counts(page_reviews)
    texts = [_("none of {total} links and items", total=len(page_reviews))]
    if last := _last(page_reviews):
        texts = [
            _(
                "{reviewed} of {total} links and items, last on {date} by: {by}",
                reviewed=count[Standing.REVIEWED],
                total=len(page_reviews),
                date=date_formats.shown(last.on),
                by=last.by,
            )
        ]
        unreviewed = [standing for standing in Standing if standing is not Standing.REVIEWED and count[standing]]
        texts += [f"{count[standing]} {translate(standing.label)}" for standing in unreviewed]
    to = page(app)
    doctree[build_data.CONTEXT]["reading"] = {
        "label": _("Reviewed"),
        "text": "; ".join(texts),
        "link": app.builder.get_relative_uri(docname, to) if to else "",
    }


def page(app: Sphinx) -> str:
    """Return the first page that shows all reviews; "" if there is none."""
    return min((name for name, page in build_data.of(app.env).pages.items() if page.shows_reviews), default="")
