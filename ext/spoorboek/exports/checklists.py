"""The checklist of a handbook in each format: all lines, or those of one organisation or theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spoorboek.analysis.checklist import Checklist, by_organisation, due
from spoorboek.analysis.translation import of_item
from spoorboek.config.names import Types
from spoorboek.config.settings import Settings
from spoorboek.exports import checklist_json, csv, markdown
from spoorboek.exports.sheet import PROSE, Sheet, heads, sheet
from spoorboek.i18n.language import _
from spoorboek.i18n.names import Names
from spoorboek.model.programme import Item, Programme


def write(
    form: str,
    checklist: Checklist,
    programme: Programme,
    settings: Settings,
    about: Item | None = None,
    edition: str = "",
    names: Names | None = None,
) -> bytes:
    """The file in one of CHECKLIST_FORMATS; `about` is the organisation or theme that `checklist` is about, if any.

    `names` are in another language than the rest, which only a PDF can mark.
    """
    note = imprint(settings)
    table = sheet(checklist, _title(about, edition), note)
    if form == "xlsx":
        from spoorboek.exports import xlsx  # noqa: PLC0415 - XlsxWriter is loaded only if it is used

        parts = [] if about else _of_each(checklist, programme, note, edition)
        return xlsx.workbook([table, *parts], checklist.as_of)
    if form == "pdf":
        from spoorboek.exports import pdf  # noqa: PLC0415 - as above

        return pdf.document(table, checklist.as_of, names)
    if form == "ics":
        return _calendar(checklist, settings, about, edition)
    if form == "json":
        return checklist_json.text(checklist, note).encode()
    return (_csv(table) if form == "csv" else markdown.text([table])).encode()


def _calendar(checklist: Checklist, settings: Settings, about: Item | None, edition: str) -> bytes:
    from spoorboek.exports import ics  # noqa: PLC0415 - icalendar is loaded only if it is used

    general = _("Spoorboek: what is coming up")
    name = _("Spoorboek: what is coming up for {name}", name=about.title) if about else general
    days = due(checklist, settings.evidence_valid_for)
    note = imprint(settings)
    return ics.calendar(_of_edition(name, edition), days, checklist.as_of, note, checklist.recommendations)


def texts(programme: Programme, settings: Settings) -> Iterator[str]:
    """The texts of the handbook itself that a checklist may show, whatever its language."""
    yield settings.publisher_note
    for item in programme.items:
        yield from of_item(item, PROSE)


def imprint(settings: Settings) -> str:
    """The publisher note and the maker, in one line."""
    made_by = _("Made by {maker}.", maker=", ".join(filter(None, (settings.maker, settings.contact))))
    unknown = _("The maker is not filled in here.")
    return " ".join(filter(None, (settings.publisher_note, made_by if settings.maker else unknown)))


def _of_edition(title: str, edition: str) -> str:
    return f"{title} ({edition})" if edition else title


def _of_each(checklist: Checklist, programme: Programme, note: str, edition: str) -> Iterator[Sheet]:
    """A sheet for each organisation with lines."""
    parts = by_organisation(checklist)
    for organisation in sorted(programme.of_type(Types.ORGANISATION), key=lambda item: item.id):
        own = parts.get(organisation.id)
        if own and own.lines:
            yield replace(sheet(own, _title(organisation, edition), note), tab=organisation.field("abbreviation"))


def _csv(sheet_: Sheet) -> str:
    """Only the header and the lines, so that programs can parse it; title and notes are in `notes`."""
    return csv.text(heads(), [[f"{cell.text} {cell.url}".rstrip() for cell in row] for row in sheet_.rows])


def notes(checklist: Checklist, settings: Settings, about: Item | None = None, edition: str = "") -> bytes:
    """The title and notes that other formats show above the lines, as a text file beside the CSV."""
    page = sheet(checklist, _title(about, edition), imprint(settings))
    return "".join(f"{line}\n" for line in (page.title, *page.above)).encode()


def _title(about: Item | None, edition: str) -> str:
    title = _("Checklist for {name}", name=about.title) if about else _("Checklist")
    return _of_edition(title, edition)
