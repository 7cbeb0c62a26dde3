"""The sites that `make html` builds: Dutch at the root, English in a folder of its own."""

from collections.abc import Iterable
from typing import Final

FOLDERS: Final = {"nl": "", "en": "en/"}


def language(name: str) -> str:
    """The language of the site that holds a page, by its address from the root."""
    return "en" if name.startswith(FOLDERS["en"]) else "nl"


def page(name: str) -> str:
    """The address of a page from the top of its own site, the same in every language."""
    return name.removeprefix(FOLDERS[language(name)])


def of(said_in: str, names: Iterable[str]) -> list[str]:
    """The pages of one site."""
    return [name for name in names if language(name) == said_in]
