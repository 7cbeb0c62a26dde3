"""One page of each kind, in each language, by the name of its picture; absent pages are skipped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.pages import sites

KINDS: Final = {
    "home": "index.html",
    "commitment-shown": "2024/voornemens/c9.html",
    "commitment-partly": "2024/voornemens/c4.html",
    "commitment-unknown": "2024/voornemens/c1.html",
    "commitment-untestable": "2024/voornemens/c5.html",
    "commitments": "2024/voornemens/index.html",
    "checklist": "2024/checklist/index.html",
    "checklist-of-organisations": "2024/checklist/per-organisatie.html",
    "checklist-table": "2024/checklist/tabel.html",
    "recommendations": "2024/aanbevelingen.html",
    "theme": "themas/cter.html",
    "chain": "ketens/jeugdbeschermingsketen.html",
    "investigation": "2024/onderzoeken/vroegsignalering-van-radicalisering.html",
    "organisation": "organisaties/coa.html",
    "organisations": "organisaties/index.html",
    "matrix": "2024/samenhang.html",
    "timeline": "2024/tijdlijn.html",
    "edition": "2023/index.html",
    "years": "door-de-jaren.html",
    "reference": "naslag.html",
    "fates": "wat-werd-ervan.html",
    "dossier": "dossiers/19637.html",
    "data": "gegevens.html",
    "sentences": "2024/pagina-7.html",
    "events": "2024/gebeurtenissen.html",
    "errata": "2024/kanttekeningen.html",
    "out-of-sight": "2024/buiten-beeld.html",
    "searches": "zoekacties/index.html",
    "sources": "bronnen.html",
    "findings": "bevindingen.html",
    "waivers": "uitzonderingen.html",
    "readings": "lezingen.html",
    "retired": "oude-nummers.html",
    "rules": "regels/index.html",
    "rule": "regels/bad-value.html",
    "glossary": "begrippen.html",
    "goals": "doelen.html",
    "search": "search.html?q=cter",
    "about": "over.html",
    "accessibility": "toegankelijkheid.html",
    "releases": "wijzigingen/index.html",
    "measurements": "metingen/index.html",
    "speed": "metingen/speed.html",
    "decision": "beslissingen/001-items-are-recorded-at-the-directive.html",
    "technical": "techniek/architecture.html",
}
ENGLISH: Final = ("home", "commitment-partly", "search")
"""The kinds that are looked at closely in English too, where a page is drawn as its Dutch one is."""
ENGLISH_IN_WIDE: Final = ("checklist", "theme", "organisation", "timeline")
"""The kinds of which `make test-wide` looks at the English page, with all others."""
LIKE_OTHERS: Final = (
    *("commitment-unknown", "commitment-untestable", "checklist-of-organisations", "out-of-sight"),
    *("measurements", "decision"),
)
"""The kinds that are drawn by the same code as another: `make test-wide` looks at them closely, with all others."""
WALKED: Final = (
    *("home", "commitment-partly", "checklist", "checklist-table", "organisations", "matrix", "timeline", "years"),
    *("events", "sources", "findings", "search", "data", "reference", "technical"),
)
"""The kinds whose controls differ: the keyboard walks them in `make test`, and all others in `make test-wide`."""

_RESULTS: Final = "#search-results li"


def open_in(page: Page, handbook: Path, address: str) -> None:
    """Open it, and wait for what script has to bring."""
    page.goto((handbook / path(address)).as_uri() + address.removeprefix(path(address)))
    if address != path(address):
        page.wait_for_selector(_RESULTS, state="attached")


def present(handbook: Path) -> Iterator[tuple[str, str]]:
    """Name and address, which may have a query, of each kind that the built handbook has in each language."""
    for language, folder in sites.FOLDERS.items():
        for kind, address in KINDS.items():
            if (handbook / folder / path(address)).exists():
                yield f"{kind}-{language}" if folder else kind, f"{folder}{address}"


def closely(handbook: Path, english: tuple[str, ...] = ENGLISH) -> list[str]:
    """The addresses of what is looked at closely: a page of each kind that differs, and of some kinds in English."""
    return [
        address
        for kind, address in present(handbook)
        if (kind[:-3] in english if kind.endswith("-en") else kind not in LIKE_OTHERS)
    ]


def path(address: str) -> str:
    """The file that an address opens."""
    return address.partition("?")[0]
