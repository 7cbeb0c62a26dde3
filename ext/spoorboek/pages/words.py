"""The words of our own that readers see, in one place; those of the programme stand in ubproject.toml."""

from __future__ import annotations

from typing import Final

from spoorboek.finding import Severity
from spoorboek.pages.moments import Sign
from spoorboek.relations import Part
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

# Organisations, the matrix and the timeline.
PARTS: Final = {
    Part.RESPONSIBLE: "verantwoordelijk",
    Part.SUPERVISED: "onder toezicht",
    Part.ADDRESSED: "aangesproken",
    Part.MEMBER: "lid",
    Part.ANSWERS_TO: "valt eronder",
    Part.ACTED: "deed iets",
    Part.NAMED: "genoemd",
}
LETTERS: Final = {
    Part.RESPONSIBLE: "V",
    Part.SUPERVISED: "T",
    Part.ADDRESSED: "A",
    Part.MEMBER: "L",
    Part.ANSWERS_TO: "O",
    Part.ACTED: "D",
    Part.NAMED: "G",
}
PART_HEADINGS: Final = {
    Part.RESPONSIBLE: "Hiervoor is deze organisatie verantwoordelijk",
    Part.SUPERVISED: "Hierbij staat deze organisatie onder toezicht",
    Part.ADDRESSED: "Hierin is deze organisatie aangesproken",
    Part.MEMBER: "Hier is deze organisatie lid van",
    Part.ANSWERS_TO: "Hier valt deze organisatie onder",
    Part.ACTED: "Hierbij deed deze organisatie iets",
    Part.NAMED: "Hierbij is deze organisatie alleen genoemd",
}
MEANING: Final = "Wat betekent dit voor ons?"
MEANS_NOTHING: Final = (
    "Deze organisatie heeft geen rol bij een toezegging of onderzoek. Geen zin van het programma noemt haar."
)
MEANS_LITTLE: Final = "Deze organisatie heeft geen rol bij een toezegging of onderzoek."
MEANS: Final = "Deze organisatie heeft een rol bij {counted}."
MEANS_BY_EDITORS: Final = "De redactie leidt af dat deze organisatie een rol heeft bij {counted}."
ONE_COMMITMENT, MANY_COMMITMENTS = "één toezegging", "{count} toezeggingen"
ONE_INVESTIGATION, MANY_INVESTIGATIONS = "één onderzoek", "{count} onderzoeken"
ONE_RECOMMENDATION, MANY_RECOMMENDATIONS = "één aanbeveling", "{count} aanbevelingen"
ONE_CHAIN, MANY_CHAINS = "één keten", "{count} ketens"
AND: Final = " en "
QUESTIONS_ABOUT: Final = "De open vragen gaan over wat is toegezegd. Zij vragen niets aan deze organisatie."
NAMED_IN: Final = "Zinnen die deze organisatie noemen, zonder toezegging"
RECOMMENDED: Final = "Aanbevelingen aan deze organisatie"
FACTS_OF: Final = "Gegevens van de organisatie"
ROLE, CHAIN, NO_CHAIN, THEME = "Rol", "Keten", "geen keten genoemd", "Thema"
FULFILS: Final = "Geeft uitvoering aan"
OPEN: Final = "Open"
SETTLED_BY: Final = "Nodig: {settles}"
NEXT: Final = "Hierna"
NOTHING_NEXT: Final = "Een datum voor wat nog komt, is niet bevestigd ({as_of})."
DUE_BY: Final = "Uiterlijk {date}."
LOOKED_ON: Final = "Gezocht op {date}."
BY_EDITORS: Final = "{heading}, volgens de redactie"
ANSWERS_TO, ANSWERED_TO_BY = "Valt onder", "Hieronder vallen"
MEMBER_OF, MEMBERS = "Is lid van", "Leden"
FROM_DAY, UNTIL_DAY = "vanaf {date}", "tot en met {date}"
DIRECT: Final = "rechtstreeks vastgelegd"
SENTENCE: Final = "zin"
ORGANISATION, ABOUT, BASIS, STATE = "Organisatie", "Toezegging of onderzoek", "Grondslag", "Stand"
ORGANISATION_ID, ABOUT_ID = "Nummer van de organisatie", "Nummer"
INFERRED: Final = "afgeleid door de redactie"
INFERRED_SIGN: Final = "*"
CHAIN_ITSELF: Final = "de keten zelf"
WITHOUT_ROLE: Final = "Zonder rol bij een toezegging, onderzoek of keten: "
EMPTY_CHAINS: Final = "Zonder toezegging of onderzoek: "

SIGNS: Final = {
    Sign.DONE: "gebeurd",
    Sign.PLANNED: "aangekondigd",
    Sign.DUE: "uiterlijk",
    Sign.LATE: "te laat",
}
PROGRAMME_YEAR: Final = "programmajaar"
NO_MONTH: Final = "maand niet genoemd"
TO_HERE: Final = "Tot en met deze dag loopt het handboek."
AHEAD: Final = "Hierna"
UNDATED: Final = "Zonder datum"
UNDATED_WHY: Final = "Van deze gebeurtenissen noemt geen bron de datum. Daarom staan ze niet in de lijn."
WHEN, SIGN, WHAT, KIND, WHO, ABOUT_WHAT = "Datum", "Teken", "Gebeurtenis", "Soort", "Wie", "Bij"
UNTIL_DATE, ABOUT_DATE = "Tot en met", "Over de datum"
DUE_KIND: Final = "uiterste datum"
