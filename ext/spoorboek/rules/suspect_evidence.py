"""S404."""

from __future__ import annotations

from spoorboek.analysis import state
from spoorboek.config.names import Types
from spoorboek.config.settings import Settings
from spoorboek.model.message import _
from spoorboek.model.programme import Programme
from spoorboek.rules.engine.causes import Causes
from spoorboek.rules.engine.rule import Flaw, Flaws, rule


@rule("S404")
def suspect_evidence(programme: Programme, settings: Settings) -> Flaws:
    """Every document that a check rests on is still the file that was looked at."""
    causes = Causes(programme, settings)
    for check in programme.of_type(Types.CHECK):
        if not state.is_suspect(programme, check):
            continue
        document, seen = check.field("document"), check.field("document_fingerprint")
        now = programme.documents.get(document)
        if now is None:
            message = _(
                "{item} rests on document {document!r}, which is no file that can be read",
                item=check.name,
                document=document,
            )
            yield Flaw(check, message, check.location_of("document"))
        elif not seen:
            message = _(
                "{item} rests on {document!r} and says no fingerprint of it, expected {expected}",
                item=check.name,
                document=document,
                expected=now,
            )
            yield Flaw(check, message, follows_from=causes.of_option(check, "document_fingerprint"))
        else:
            message = _(
                "{item} rests on {document!r}, which has changed: its fingerprint is {found}, not {expected}",
                item=check.name,
                document=document,
                found=now,
                expected=seen,
            )
            yield Flaw(check, message, check.location_of("document_fingerprint"))
