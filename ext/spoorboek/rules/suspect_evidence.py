from __future__ import annotations

from spoorboek.analysis import state
from spoorboek.config.names import Types
from spoorboek.rules.engine import Causes, Flaw, Flaws, Item, Programme, Settings, _, rule


@rule("S404")
def suspect_evidence(programme: Programme, settings: Settings) -> Flaws:
    """Every document that a check rests on is still the file that was looked at."""
    causes = Causes(programme, settings)
    for check in programme.of_type(Types.CHECK):
        if state.is_suspect(programme, check):
            yield _flaw(check, programme.documents.get(check.field("document")), causes)


def _flaw(check: Item, fingerprint: str | None, causes: Causes) -> Flaw:
    """The flaw of the document of a check; `fingerprint` is its current one, None if it cannot be read."""
    values = {"item": check.name, "document": check.field("document")}
    expected = check.field("document_fingerprint")
    if fingerprint is None:
        message = _("{item} rests on document {document!r}, which is not a readable file", **values)
        return Flaw(check, message, check.location_of("document"))
    if not expected:
        message = _(
            "{item} rests on {document!r} without its fingerprint, expected {expected}",
            **values,
            expected=fingerprint,
        )
        return Flaw(check, message, follows_from=causes.of_option(check, "document_fingerprint"))
    message = _(
        "{item} rests on {document!r}, which has changed: its fingerprint is {found}, not {expected}",
        **values,
        found=fingerprint,
        expected=expected,
    )
    return Flaw(check, message, check.location_of("document_fingerprint"))
