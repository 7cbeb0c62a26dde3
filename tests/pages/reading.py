"""What a page should not have: text in an unmarked language, a person's name, a house style, too many bytes."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from py3langid import langid

from tests.pages import sites
from tests.pages.survey import Look

_NO_WORDS: Final = re.compile(
    r"\bS\d{3} [a-z-]+|\S*/\S*[/.]\S*|\S*[_@\d]\S*|[\w-]+(?:\.[\w-]+)+|\w+(?:-\w+){2,}|\b[A-Z]{2,}-\w+"
)
"""Paths, addresses, numbers, ids and names of rules are in no language."""
_SENTENCE: Final = re.compile(r"(?<=[.!?:;…])\s+|\s[·|–]\s")
_FEWEST: Final = 4
"""In fewer words the language of a text is a guess; `left_as_is` looks at those."""
_SURE: Final = 0.6
_DETECTOR: Final = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
_DETECTOR.set_languages(["en", "nl"])
_SAME: Final = frozenset(
    {
        "BY",
        "CC",
        "Checklist",
        "English",
        "Errata",
        "Halt",
        "Maker",
        "Menu",
        "Nederlands",
        "Open",
        "Passage",
        "Spoorboek",
    }
    | {"fragment", "in"}
)
"""What is the same word in both languages."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_OFFICES: Final = (
    r"minister|ministers|staatssecretaris|inspecteur-generaal|secretaris-generaal|hoofdinspecteur|directeur|voorzitter"
    r"|Minister|State Secretary|Inspector General|Secretary General|Director|Chair|Mayor|Alderman|Mr|Mrs|Ms|Dr"
    r"|burgemeester|wethouder|Kamerlid|Kamerleden|lid|leden|mevrouw|mevr\.|heer|dhr\.|dr\.|mr\.|drs\.|ir\.|prof\.|ing\."
)
_OFFICE_AND_NAME: Final = re.compile(
    rf"\b(?:{_OFFICES})\s+((?:(?:van|de|den|der|ter|ten|te|el)\s+)*(?:[A-Z]\.\s*)*[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*)"
)
_INITIALS: Final = re.compile(r"\b(?:[A-Z]\.\s?){1,4}(?:(?:van|de|den|der|ter|ten|te)\s+)*[A-Z][a-zà-ÿ]{2,}")
_NAME_IN_SENTENCE: Final = re.compile(r"(?<=[a-zà-ÿ,;] )[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*(?![^\W_])")
_HOUSE_STYLE: Final = re.compile(
    r"rijkshuisstijl|rijkslogo|rijksoverheid[ -]?(?:sans|serif|icon)|RO[ -](?:sans|serif)|--(?:rhc|rvo|ro|rijks)-"
    r"|nl-rijks|#154273|#01689b|#007bc7",
    re.IGNORECASE,
)


def foreign_words(look: Look) -> Iterator[str]:
    """Sentences in another language than they are marked with; keys in the reference have no language."""
    if sites.page(look.name) == "naslag.html":
        return
    for language, text in look.texts:
        yield from foreign_sentences(language, text)


def foreign_sentences(language: str, text: str) -> Iterator[str]:
    """The sentences of a text in a language that are not in that language."""
    for sentence in _SENTENCE.split(_NO_WORDS.sub(" ", text)):
        spoken = spoken_in(sentence)
        if spoken and spoken != language:
            yield f"says in {language!r} what is in {spoken!r}: {' '.join(sentence.split())[:90]!r}"


@cache
def spoken_in(sentence: str) -> str | None:
    """`en` or `nl`; None if there are too few words to decide."""
    if len(_WORD.findall(sentence)) < _FEWEST:
        return None
    language, sure = _DETECTOR.classify(sentence)
    return str(language) if sure >= _SURE else None


def left_as_is(looks: Iterable[Look], known: frozenset[str]) -> Iterator[str]:
    """Short texts that are the same on the pages of both languages, each marked as its own: one was not translated.

    Names that are `known` pass, and so does what is the same in both."""
    short = {look.name: {(said_in, text) for said_in, text in look.texts if spoken_in(text) is None} for look in looks}
    for name, texts in short.items():
        said_in = sites.language(name)
        if said_in == "nl":
            continue
        theirs = {text for language, text in short.get(sites.page(name), ()) if language == "nl"}
        for text in sorted({text for language, text in texts if language == said_in} & theirs):
            capitalised = {word for word in _WORD.findall(_NO_WORDS.sub(" ", text)) if len(word) > 1}
            if capitalised - known - _SAME:
                yield f"{name} says in {said_in!r} what stands in 'nl' too: {text!r}"


def titles_abroad(looks: Iterable[Look]) -> Iterator[str]:
    """Titles of pages in another language, named on other pages as if they were in the language of the handbook.

    An id, and a rule's number with its name, are in no language."""
    looks = list(looks)
    foreign = {title: language for look in looks for title, language in _foreign_title(look)}
    for look in looks:
        for language, text in look.texts:
            if text in foreign and foreign[text] != language:
                yield f"{look.name} says in {language!r} what is in {foreign[text]!r}: {text!r}"


def _foreign_title(look: Look) -> Iterator[tuple[str, str]]:
    title = next((text for level, text, is_in_article in look.headings if level == 1 and is_in_article), "")
    languages = {language for language, text in look.texts if text == title}
    if "en" in languages and "nl" not in languages and not re.match(r"\w\d{3} |[\w.-]+$", title):
        yield title, "en"


def persons(look: Look, known: frozenset[str]) -> Iterator[str]:
    """What may be the name of a person: after an office, after initials, or a capital that no list knows."""
    for language, text in look.texts:
        names = [name[1] for name in _OFFICE_AND_NAME.finditer(text)]
        names = [name for name in names if not set(_WORD.findall(name)) & known]
        names += [name[0] for name in _INITIALS.finditer(text) if not set(_WORD.findall(name[0])) & known]
        if language == "nl":
            names += [name[0] for name in _NAME_IN_SENTENCE.finditer(text) if not set(name[0].split("-")) & known]
        yield from (f"may name a person: {name!r} in {text[:60]!r}" for name in names)


def house_style(handbook: Path) -> Iterator[str]:
    """Logo, fonts, tokens or colours of the central government in what is published."""
    for path in sorted(handbook.rglob("*")):
        name = path.relative_to(handbook).as_posix()
        if _HOUSE_STYLE.search(path.name):
            yield f"{name} is called after a house style"
        if path.suffix in (".woff", ".woff2", ".ttf", ".otf", ".eot"):
            yield f"{name} is a font"
        if path.suffix in (".css", ".js", ".svg", ".html"):
            text = path.read_text(encoding="utf-8")
            yield from (f"{name} has {match[0]!r}" for match in _HOUSE_STYLE.finditer(text))
            if path.suffix == ".css" and "@font-face" in text:
                yield f"{name} brings a font"


def weight(look: Look, handbook: Path) -> int:
    """Bytes of HTML, style and script that a browser loads from the folder for this page."""
    files = {url.partition("?")[0].partition("#")[0] for url in look.requests}
    paths = (Path(url.removeprefix("file://")) for url in files if url.endswith((".html", ".css", ".js")))
    return sum(path.stat().st_size for path in paths if path.is_relative_to(handbook))
