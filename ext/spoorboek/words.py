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
LOCALE, LONG_DATE = "nl", "d MMMM y"
PUBLISHER: Final = (
    "Geen uitgave van de Inspectie Justitie en Veiligheid. Eigen woorden, met bron en datum bij elk feit."
)
SELF_SAID: Final = (
    "Wat een organisatie over zichzelf zegt, beantwoordt geen toetspunt. Alleen een openbare bron doet dat."
)
CHECKLIST: Final = "Checklist"
CHECKLIST_OF: Final = "Checklist van {name}"
CHECKLIST_AS_OF: Final = "Stand van {date}. {open} van {total} toetspunten staan open."
SHEET_HEADS: Final = {
    "number": "Nummer",
    "commitment": "Toezegging",
    "question": "Vraag",
    "answer": "Antwoord",
    "settles": "Wat de vraag zou beantwoorden",
    "evidence": "Bewijs",
    "evidence_on": "Bewijs van",
    "by": "Door",
    "source": "Bron",
    "more_sources": "Meer bronnen",
    "looked_on": "Gezocht op",
    "looked_in": "Gezocht in",
    "themes": "Thema",
    "chains": "Keten",
    "parties": "Organisaties",
    "notes": "Kanttekeningen",
}
FILL_IN: Final = {"reading": "Eigen lezing", "contact": "Contact", "planned": "Gepland op"}
READINGS: Final = ("klopt", "klopt deels", "klopt niet", "weten wij niet")
PICK_A_READING: Final = "Kies een van de woorden uit de lijst."
A_SHORT_CONTACT: Final = "Een naam van een afdeling of een adres, in hoogstens 200 tekens."
A_DATE: Final = "Een datum, bijvoorbeeld 31-12-2026."
SUSPECT: Final = "verdacht: het bewijsstuk is gewijzigd"
IN_PART: Final = "deels"
INFERRED: Final = "afgeleid door de redactie"
APART: Final = "Niet meegeteld"
WHY_APART: Final = {
    "fragment": "een stuk van een zin: het begin ontbreekt, dus het is niet te toetsen",
    "principle": "een uitgangspunt: dat is niet af te vinken",
}
PARTY: Final = {
    "responsible": "verantwoordelijk",
    "supervised": "onder toezicht",
    "addressed": "aangesproken",
    "member": "is lid",
    "answers-to": "valt eronder",
}
DUE: Final = {"due": "Uiterlijk", "look": "Opnieuw zoeken"}
CALENDAR: Final = "Spoorboek: wat er aan komt"
CALENDAR_OF: Final = "Spoorboek: wat er aan komt voor {name}"
