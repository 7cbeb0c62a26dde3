"""The words of our own that readers see, in one place; those of the programme stand in ubproject.toml."""

from __future__ import annotations

from typing import Final

from spoorboek.analysis.coverage import Lack
from spoorboek.analysis.involvement import Part
from spoorboek.analysis.state import State
from spoorboek.analysis.timeline import Sign
from spoorboek.analysis.trace_line import Form
from spoorboek.model.finding import Severity
from spoorboek.model.programme import Untold
from spoorboek.readers.history import Gap

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
COLUMNS: Final = {"title": "Titel", "id": "Nummer", "type": "Soort", "state": "Stand", "trace": "Spoor"}
AS_OF: Final = "stand van {date}"
SOURCE: Final = "Bron"
PLACE_IN_SOURCE: Final = "Plaats"
SENTENCE_PLACE: Final = "bladzijde {page}, passage {passage}, zin {number} van de bron"
NO_DATE: Final = "zonder datum"
NO_SENDER: Final = "afzender niet bevestigd"
UNTIL: Final = "{first} tot en met {last}"
YES, NO = "ja", "nee"
OF_ALL: Final = "Van de {count} toezeggingen zijn er ({as_of}):"
NOTHING_FOUND: Final = "De controle vindt niets: elke regel is vervuld."
RULES: Final = {"rule": "Regel", "promise": "Belofte", "severity": "Gewicht"}
FINDINGS: Final = {"rule": "Regel", "severity": "Gewicht", "finding": "Bevinding", "place": "Plaats"}
NOTHING_WAIVED: Final = "Er zijn nu geen uitzonderingen."
ONE_WAIVED: Final = "Er is nu één uitzondering."
MANY_WAIVED: Final = "Er zijn nu {count} uitzonderingen."
END_SOON: Final = "Aantal dat binnen dertig dagen afloopt: {count}."
ENDS_SOON: Final = "loopt bijna af"
HAS_ENDED: Final = "verlopen"
WAIVED: Final = {
    "rule": "Regel",
    "finding": "Bevinding",
    "reason": "Reden",
    "owner": "Wie",
    "until": "Tot en met",
}
NOT_SAID: Final = "niet gezegd"
NOTHING_RETIRED: Final = "Er zijn nu geen oude nummers."
RETIRED: Final = {"id": "Nummer", "date": "Oud sinds", "reason": "Reden", "successor": "Opvolger"}
NO_SUCCESSOR: Final = "geen"
RETIRED_TITLE: Final = "Oud nummer: {ids}"
WAS_RETIRED: Final = "{id} is sinds {date} een oud nummer. Reden: {reason}"
NOTHING_SELECTED: Final = "Er zijn er geen."
DOWNLOAD: Final = "Deze tabel als CSV-bestand"

# Where a page comes from, when it changed, and where to say that it is wrong.
STATE: Final = "Stand"
STATE_OF, CHANGED, MADE_FROM, VERSION = "Stand van", "Laatst gewijzigd", "Gemaakt uit", "Versie"
LICENCE: Final = "Licentie van de tekst"
CHANGED_ON: Final = "{date} (versie {version})"
ITEM_CHANGED_ON: Final = "Laatst gewijzigd op {date} (versie {version})."
ITEM_NOT_COMMITTED: Final = "Gewijzigd, nog niet vastgelegd."
NOT_KNOWN_WHEN: Final = {
    Gap.NO_GIT: "niet na te gaan: deze uitgave is gemaakt zonder de geschiedenis van het handboek",
    Gap.SHALLOW: "niet na te gaan: deze uitgave is gemaakt met alleen het laatste deel van de geschiedenis",
    Gap.NOT_COMMITTED: "gewijzigd, nog niet vastgelegd",
}
VERSION_OF: Final = "{version} van {date}"
NO_VERSION: Final = "niet bekend"
WITH_EDITS: Final = "met wijzigingen die nog niet zijn vastgelegd"
REPORT: Final = "Een fout melden"
FILE_AND_LINE: Final = "{file}, regel {line}"

# What Sphinx and the theme say around a page, and have no Dutch for.
FRAME: Final = {
    "Skip to content": "Naar de inhoud",
    "Back to top": "Naar boven",
    "On this page": "Op deze bladzijde",
    "Hint": "Wenk",
    "Link to this heading": "Adres van deze kop",
    "Link to this table": "Adres van deze tabel",
    "Link to this image": "Adres van deze afbeelding",
    "Link to this code": "Adres van deze code",
    "Link to this term": "Adres van dit begrip",
    "Link to this definition": "Adres van deze omschrijving",
    "Link to this equation": "Adres van deze formule",
    "Link to this toctree": "Adres van deze inhoudsopgave",
    "Please activate JavaScript to enable the search functionality.": "Zoeken werkt alleen als JavaScript aanstaat.",
}
FRAME_TITLES: Final = {
    "Contents": "Inhoud",
    "Expand": "Verder",
    "Light mode": "Licht",
    "Dark mode": "Donker",
    "Auto light/dark, in light mode": "Automatisch, nu licht",
    "Auto light/dark, in dark mode": "Automatisch, nu donker",
}
FRAME_LABELS: Final = {
    "Toggle site navigation sidebar": "Inhoud van het handboek tonen",
    "Toggle table of contents sidebar": "Inhoud van deze bladzijde tonen",
    "Toggle Light / Dark / Auto color theme": "Kleuren: licht, donker of automatisch",
}
UNFOLD: Final = "Onderdelen tonen van {title}"

# What is known to fall short in the pages themselves.
DEVIATION, CAUSE, EFFECT, MEASURE, MENDED_BY = "Afwijking", "Oorzaak", "Gevolg", "Maatregel", "Hersteld uiterlijk op"
NO_DEVIATIONS: Final = "Wij kennen nu geen afwijkingen. Dat zegt niet dat die er niet zijn."

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
COUNTED: Final = {
    "commitment": ("één toezegging", "{count} toezeggingen"),
    "investigation": ("één onderzoek", "{count} onderzoeken"),
    "recommendation": ("één aanbeveling", "{count} aanbevelingen"),
    "chain": ("één keten", "{count} ketens"),
}
AND: Final = " en "
QUESTIONS_ABOUT: Final = "De open vragen gaan over wat is toegezegd. Zij vragen niets aan deze organisatie."
NAMED_IN: Final = "Zinnen die deze organisatie noemen, zonder toezegging"
RECOMMENDED: Final = "Aanbevelingen aan deze organisatie"
FACTS_OF: Final = "Gegevens van de organisatie"
ROLE, CHAIN, NO_CHAIN, THEME = "Rol", "Keten", "geen keten genoemd", "Thema"
FULFILS: Final = "Geeft uitvoering aan"
OPEN: Final = "Open"
NEXT: Final = "Hierna"
NOTHING_NEXT: Final = "Een datum voor wat nog komt, is niet bevestigd ({as_of})."
BY_EDITORS: Final = "{heading}, volgens de redactie"
ANSWERS_TO, ANSWERED_TO_BY = "Valt onder", "Hieronder vallen"
MEMBER_OF, MEMBERS = "Is lid van", "Leden"
FROM_DAY, UNTIL_DAY = "vanaf {date}", "tot en met {date}"
DIRECT: Final = "rechtstreeks vastgelegd"
SENTENCE: Final = "zin"
ORGANISATION, ABOUT, BASIS = "Organisatie", "Toezegging of onderzoek", "Grondslag"
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
UNDATED: Final = "Zonder datum"
UNDATED_WHY: Final = "Van deze gebeurtenissen noemt geen bron de datum. Daarom staan ze niet in de lijn."
WHEN, SIGN, WHAT, KIND, WHO, ABOUT_WHAT = "Datum", "Teken", "Gebeurtenis", "Soort", "Wie", "Bij"
UNTIL_DATE, ABOUT_DATE = "Tot en met", "Over de datum"
DUE_KIND: Final = "uiterste datum"
# The trace line and the pages around it.
SECTIONS: Final = {
    "became": "Wat kwam ervan?",
    "trace": "Het spoor",
    "belongs": "Waar het bij hoort",
    "sources": "Bronnen en kanttekeningen",
}
FORMS: Final = {Form.SAID: "gezegd", Form.HAPPENED: "gebeurd"}
MARKS: Final = {
    Form.LATE: "te laat",
    Form.WITHDRAWN: "vervallen",
    Form.SUPERSEDED: "vervangen",
    Form.DUE: "nog niet aan de orde",
}
AT_THE_END: Final = {
    Form.DUE: "Nog niet aan de orde",
    Form.LATE: "Te laat: dit moment ging voorbij",
    Form.UNTESTABLE: "Niet toetsbaar verwoord",
}
ONE_STATION: Final = "1 halte"
STATIONS: Final = "{count} haltes"
NOT_CONFIRMED: Final = "{what}: niet bevestigd"
IN_PART: Final = "een deel wel"
FOLLOWUP: Final = "Opvolging"
NO_FOLLOWUP: Final = "Wij vonden geen openbare bron die zegt wat er met het rapport is gedaan."
PRINCIPLE: Final = "Dit is een uitgangspunt. Er is niets wat op een dag klaar is."
SOUGHT_ON: Final = "gezocht op {date}"
SOUGHT_IN: Final = "Gezocht in: {places}."
DUE_BY: Final = "uiterlijk {date}"
IN_PROGRAMME: Final = "Zin in het programma"
INVESTIGATION: Final = "Onderzoek"
QUESTION, ANSWER, EVIDENCE = "Vraag", "Antwoord", "Bewijs"
SETTLED_BY: Final = "Wat de vraag zou beantwoorden: {what}"
IN_PART_BY: Final = "deels: "
NOTHING_FOUND_YET: Final = "Niet gevonden."
LOOKED_ON: Final = "Gezocht op {date}."
KEPT_BY: Final = "Wordt bijgehouden door: {owner}."
LINES: Final = ("Toezegging of onderzoek", "Spoor", "Stand")
NOTHING_PROMISED: Final = {
    "theme": "Onder dit thema valt geen toezegging.",
    "chain": "Geen toezegging gaat over deze keten.",
}
AROUND: Final = {"theme": "Thema", "chain": "Keten", "responsible": "Verantwoordelijk", "supervised": "Toezicht op"}
NOTHING_LINKED: Final = "Geen toezegging verbindt dit met iets anders."
ACTED: Final = "Wie iets deed"
SENTENCES: Final = "Zinnen"
SOURCE_DOCUMENTS: Final = "Bronnen"
NOTES: Final = "Kanttekeningen"
STILL_OPEN: Final = (
    "Nog open: {open} van {count} toezeggingen. Zonder volledig antwoord: {unanswered} van {questions} vragen."
)
# Registers.
FILTERS_OF_TABLE: Final = "Zoeken en filteren in de tabel"
SEARCH_TABLE: Final = "Zoek in de tabel"
ORDER, AS_WRITTEN, REVERSED = "Volgorde", "zoals in het handboek", "{column}, omgekeerd"
SHOWN_OF_ALL: Final = "{shown} van {all}"
NOTHING_LEFT: Final = "Niets voldoet aan alle filters."
CLEAR_FILTERS: Final = "Wis alle filters"
NO_CHOICE: Final = "geen"

# Searching.
SEARCH: Final = {
    "found": "Gevonden voor “{query}”: {count}.",
    "nothing": "Niets gevonden voor “{query}”. Let op de spelling, of probeer één woord, een afkorting of een nummer.",
    "items": "Onderdelen van het handboek",
    "pages": "Andere bladzijden",
}

# The checklist, and its sheets.
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
APART: Final = "Niet meegeteld"
WHY_APART: Final = {
    "fragment": "een stuk van een zin: het begin ontbreekt, dus het is niet te toetsen",
    "principle": "een uitgangspunt: dat is niet af te vinken",
}
DUE: Final = {"due": "Uiterlijk", "look": "Opnieuw zoeken"}
CALENDAR: Final = "Spoorboek: wat er aan komt"
CALENDAR_OF: Final = "Spoorboek: wat er aan komt voor {name}"
PARTLY: Final = "deels"
ONE_CHECK, CHECKS = "1 toetspunt", "{count} toetspunten"
OPEN_OF: Final = "{open} van {total} open"
CHECKLIST_HEADS: Final = ("Toetspunt", "Antwoord", "Bewijs, of wat ontbreekt", "Eigen lezing")
MISSING: Final = "Wat ontbreekt"
LOOKED: Final = "Gezocht op {date} in: {places}."
IS_SUSPECT: Final = "Verdacht: het bewijsstuk {document} is gewijzigd sinds het is gelezen."
ABOUT_APART: Final = "Dit staat niet bij de {total} toetspunten, want het is niet te toetsen:"
SIGNED_BY: Final = ("Organisatie", "Naam en functie", "Datum", "Handtekening")
SHEETS: Final = {"xlsx": "werkblad (xlsx)", "csv": "CSV", "ics": "agenda (ics)"}
AS_FILES: Final = "Als bestand: "

# Translations.
TEXT_UNDER_REVIEW: Final = "{text} [vertaling in herziening; er staat nu: {original}]"
UNDER_REVIEW: Final = "Vertaling in herziening"
UNDER_REVIEW_WHY: Final = "De tekst is gewijzigd. De vertaling hierboven is van ervoor. Nu staat er:"
LANGUAGES: Final = "Taal"

# Around every page, and the page that searches.
WAYS_ON: Final = "Vorige en volgende bladzijde"
NEXT_PAGE, PREVIOUS_PAGE = "Volgende", "Vorige"
FOOT: Final = {"over": "Over dit handboek", "toegankelijkheid": "Toegankelijkheid"}
SEARCHING: Final = "Zoeken"
SEARCH_HERE: Final = "Zoeken op deze bladzijde"
SEARCH_HANDBOOK: Final = "Zoek in het handboek"
SEARCH_NOW: Final = "Zoek"
SEARCH_NEEDS_SCRIPT: Final = (
    "Zoeken werkt alleen met JavaScript. Zonder JavaScript vindt u alles via de lijsten hieronder."
)
SEARCH_LISTS: Final = "U kunt ook kijken in de lijsten:"
LISTS: Final = {
    "2024/voornemens/index": "toezeggingen",
    "2024/gebeurtenissen": "gebeurtenissen",
    "organisaties/index": "organisaties",
    "bronnen": "bronnen",
    "begrippen": "begrippen",
}

# Readings: who read what a link rests on, and what decides a state.
READING: Final = "Gelezen"
READING_OF_PAGE: Final = "{read} van {total} links en onderdelen, het laatst op {date} door: {by}"
NOTHING_READ: Final = "geen van {total} links en onderdelen"
NOT_AS_READ: Final = {
    "suspect": "{count} verdacht",
    "old": "{count} te lang geleden gelezen",
    "never": "{count} nooit gelezen",
}
STANDINGS: Final = {
    "read": "gelezen",
    "suspect": "verdacht",
    "old": "te lang geleden gelezen",
    "never": "nooit gelezen",
}
READINGS_TOTAL: Final = "{read} van {total} links en onderdelen zijn gelezen zoals zij nu zijn."
READINGS_NOT: Final = "Verdacht: {suspect}. Te lang geleden gelezen: {old}. Nooit gelezen: {never}."
READINGS_AGAIN: Final = "De oudste lezing geldt tot en met {date}. Daarna moet iemand opnieuw lezen."
NO_READINGS: Final = "Van geen enkele link en geen enkel onderdeel is bekend wie die las."
READING_COLUMNS: Final = {
    "item": "Onderdeel",
    "read": "Gelezen",
    "on": "Het laatst op",
    "by": "Door",
    "why": "Waarom",
    "standing": "Let op",
}
READING_OF_ALL: Final = "{read} van {total}"
READING_TYPE: Final = "Soort onderdeel"
READING_STANDING: Final = "Lezing"
READING_FILE: Final = ("onderdeel", "link", "met", "lezing", "gelezen op", "door", "waarom")
IS_SUSPECT_LINK: Final = "Verdacht: de link met {target}. Wat daar staat, is veranderd nadat het op {date} is gelezen."
IS_SUSPECT_ITEM: Final = "Verdacht: wat hier een stand bepaalt, is veranderd nadat het op {date} is gelezen."
GATE: Final = "Voor de vragen die de controle stelt, staat {by} in, sinds {date}: {why}."
CHANGED_PART: Final = {"title": "Titel", "text": "Tekst"}
WORDS_CHANGED: Final = "{part}: “{before}” werd “{after}”."
WORDS_ADDED: Final = "{part}: “{after}” kwam erbij."
WORDS_GONE: Final = "{part}: “{before}” ging weg."
WORDS_UNKNOWN: Final = {
    Untold.NO_GIT: "Wat er toen stond, is niet bekend: er is geen git met deze bladzijde.",
    Untold.SHALLOW: "Wat er toen stond, is niet bekend: git heeft hier alleen de laatste versies.",
    Untold.NOT_ASKED: "Wat er toen stond, is niet bekend: het is niet opgezocht in git.",
    Untold.NOT_FOUND: "Wat er toen stond, is niet bekend: geen versie in git is zoals zij toen is gelezen.",
}

# Sentences of a source: a page of them to begin with, and how many are accounted for.
SENTENCES_OF: Final = "Zinnen van {title}"
TO_BE_DONE: Final = (
    "Doe dit bij elke zin: geef een titel, kies de soort en schrijf in eigen woorden wat er staat.",
    "Neem de zin niet over. De vingerafdruk zegt welke zin het is.",
)
PASSAGE_ON_PAGE: Final = "Passage {passage}, bladzijde {page}"
UNTITLED_SENTENCE: Final = "Zin {number} van passage P{passage}"
ACCOUNTED: Final = "Verwerkt: {count} van {total} zinnen."
ALL_ACCOUNTED: Final = (
    "Er staat geen zin open. Van elke zin is bepaald wat voor zin het is, en elke zin die iets toezegt, "
    "komt terug in een toezegging van dit handboek."
)
NOT_ACCOUNTED: Final = "Deze staan nog open:"
LACKS: Final = {
    Lack.UNJUDGED: "nog niet beoordeeld",
    Lack.UNCARRIED: "geen toezegging in dit handboek steunt erop",
    Lack.ABSENT: "staat niet in dit handboek",
}
SENTENCE_NUMBER: Final = "zin {number}"
ACCOUNT_HEADS: Final = ("Zin", "Soort", "Hierop steunt")
NOTHING_RESTS: Final = "niets"
