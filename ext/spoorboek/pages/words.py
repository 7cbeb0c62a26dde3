"""The words of our own that readers see, in one place; those of the programme stand in ubproject.toml."""

from __future__ import annotations

from typing import Final

from spoorboek.finding import Severity
from spoorboek.state import State

STATES: Final = {
    State.SHOWN: "aangetoond",
    State.PARTLY: "deels aangetoond",
    State.LATE: "te laat",
    State.NOT_DUE: "nog niet aan de orde",
    State.UNKNOWN: "niet bevestigd",
    State.WITHDRAWN: "vervallen",
    State.SUPERSEDED: "vervangen",
    State.UNTESTABLE: "niet toetsbaar verwoord",
}
SEVERITIES: Final = {
    Severity.ERROR: "fout",
    Severity.WARNING: "waarschuwing",
    Severity.INFORMATION: "ter kennisneming",
}
COLUMNS: Final = {"title": "Titel", "id": "Nummer", "type": "Soort", "state": "Stand"}
AS_OF: Final = "stand van {date}"
WHAT_HAPPENED: Final = "Wat er gebeurde"
SOURCE: Final = "Bron"
PLACE_IN_SOURCE: Final = "Plaats"
SENTENCE_PLACE: Final = "bladzijde {page}, passage {passage}, zin {number} van de bron"
NO_DATE: Final = "zonder datum"
UNTIL: Final = "{first} tot en met {last}"
YES, NO = "ja", "nee"
OF_ALL: Final = "{count} toezeggingen, {as_of}:"
NOTHING_FOUND: Final = "De controle vindt niets: elke regel is vervuld."
RULE, PROMISE, SEVERITY, PLACE, FINDING = "Regel", "Belofte", "Gewicht", "Plaats", "Bevinding"
NOTHING_WAIVED: Final = "Er zijn nu geen uitzonderingen."
ONE_WAIVED: Final = "Er is nu één uitzondering."
MANY_WAIVED: Final = "Er zijn nu {count} uitzonderingen."
END_SOON: Final = "Aantal dat binnen dertig dagen afloopt: {count}."
ENDS_SOON: Final = "loopt bijna af"
HAS_ENDED: Final = "verlopen"
REASON, OWNER, HOLDS_UNTIL = "Reden", "Wie", "Tot en met"
NOT_SAID: Final = "niet gezegd"
NOTHING_RETIRED: Final = "Er zijn nu geen oude nummers."
RETIRED_ON, SUCCESSOR, NO_SUCCESSOR = "Oud sinds", "Opvolger", "geen"
RETIRED_TITLE: Final = "Oud nummer: {ids}"
WAS_RETIRED: Final = "{id} is sinds {date} een oud nummer. Reden: {reason}"
NOTHING_SELECTED: Final = "Er zijn er geen."
DOWNLOAD: Final = "Deze tabel als CSV-bestand"
