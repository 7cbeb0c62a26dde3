"""Read .po files as strictly as msgfmt: whatever is malformed is an error, never a missing translation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from babel.messages import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import PoFileError, PoFileParser

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import Message, _
from spoorboek.model.programme import Location

_CHARSET: Final = re.compile(rb"^\"Content-Type:[^\"\n]*?charset=([\w.:-]+)", re.MULTILINE | re.IGNORECASE)
_PLURALS: Final = re.compile(r"^plural-forms:(.*)$", re.MULTILINE | re.IGNORECASE)
_TEMPLATE_CHARSET: Final = "charset"
"""The placeholder that xgettext writes for the charset of a template."""
_LINE: Final = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(\[[0-9]{1,2}\])?\s*)?("(?:[^"\\]|\\.)*")')
_TEXT: Final = r'"(?:[^"\\\n\r]++|\\[^\n\r])*+"\n'
_PLAIN: Final = re.compile(
    r"(?:(?:#(?![=~])[^\n\r]*+\n|\n)*+"
    rf"(?:msgctxt (?:{_TEXT})++)?+msgid (?:{_TEXT})++"
    rf"(?:msgstr (?:{_TEXT})++|msgid_plural (?:{_TEXT})++(?:msgstr\[[0-9]{{1,2}}\] (?:{_TEXT})++)++))*+\n*+"
)
_REMARK: Final = re.compile("^#(?!,).*", re.MULTILINE)
_LINE_END: Final = re.compile(r"\r\n?|\n")
_END: Final = ("", "msgstr", "msgstr[]")
_MAY_FOLLOW: Final = {
    "": _END,
    "msgctxt": _END,
    "msgid": (*_END, "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}
"""The keywords that may come before each keyword; "" is a comment, the beginning or the end of the file."""
_LONGEST: Final = 40
"""Characters of a line to quote in a message."""
_FIXED_DATE: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@lru_cache(maxsize=1024)
def read(raw: bytes, shown_as: str, language: str = "") -> Entries:
    """The non-obsolete entries of a catalog; of its header, only the plural forms are kept.

    Cached, because a build needs each catalog twice: to translate pages, and to find untranslated texts.

    Raises SpoorboekError if it is malformed or has a duplicate msgid.
    """
    text = _decoded(raw.removeprefix(b"\xef\xbb\xbf"), shown_as)
    written = plain_lines(text) if is_plain(text) else list(lines(text, shown_as))
    catalog = Entries(shown_as, language)
    try:
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(written)
    except PoFileError as error:
        raise _malformed(shown_as, int(error.lineno) + 1, 1, str(error).rpartition(" on ")[0]) from None
    except ValueError as error:
        raise _malformed(shown_as, 1, 1, " ".join(str(error).split())) from None
    return catalog


class Entries(Catalog):
    """A catalog without duplicates; its dates are fixed, so that equal files give equal catalogs.

    `texts` are the entries without the header, in their order.
    """

    def __init__(self, shown_as: str, language: str) -> None:
        super().__init__(locale=language or None, creation_date=_FIXED_DATE, revision_date=_FIXED_DATE, charset="utf-8")
        self.shown_as = shown_as
        self.lines: dict[Any, int] = {}
        self.texts: list[Entry] = []

    def __setitem__(self, id: Any, entry: Entry) -> None:
        key = (id if isinstance(id, str) else id[0], entry.context)
        line = int(entry.lineno or 1)
        if key in self.lines:
            reason = _("{text!r} is there twice, on line {first} too", text=key[0], first=self.lines[key])
            raise _malformed(self.shown_as, line, 1, reason)
        self.lines[key] = line
        if key == ("", None):
            self.mime_headers = [("plural-forms", match[1]) for match in _PLURALS.finditer(str(entry.string))]
        else:
            self.texts.append(entry)
            super().__setitem__(id, entry)


def _decoded(raw: bytes, shown_as: str) -> str:
    """The text of a file, decoded by the charset of its header; UTF-8 by default."""
    named = _CHARSET.search(raw)
    charset = named[1].decode("ascii").lower() if named else "utf-8"
    try:
        return raw.decode("utf-8" if charset == _TEMPLATE_CHARSET else charset)
    except UnicodeDecodeError as error:
        line, column = raw.count(b"\n", 0, error.start) + 1, error.start - raw.rfind(b"\n", 0, error.start)
        raise _malformed(shown_as, line, column, str(error.reason), _("save it as UTF-8")) from None
    except LookupError:
        line = raw.count(b"\n", 0, named.start() if named else 0) + 1
        raise _malformed(shown_as, line, 1, _("unknown charset {charset}", charset=charset)) from None


def is_plain(text: str) -> bool:
    """Whether the text is laid out as gettext and Babel write it: complete entries, without indentation."""
    return _PLAIN.fullmatch(text) is not None


def plain_lines(text: str) -> list[str]:
    """The same as `lines`, for a text for which `is_plain` is true."""
    return _REMARK.sub("", text).split("\n")


def lines(text: str, shown_as: str) -> Iterator[str]:
    """The lines, validated and in the form that Babel's parser accepts; comments and obsolete entries become empty.

    Raises SpoorboekError at the first invalid line.
    """
    number, before = 1, ""
    for number, written in enumerate(_LINE_END.split(text), 1):
        line = written.strip()
        match = _LINE.fullmatch(line)
        if match and not match[1]:
            reason = _("this text has no keyword before it") if not before else None
        elif match or not line or line[0] == "#":
            keyword = _keyword(match) if match else ""
            reason = None if not line or before in _MAY_FOLLOW[keyword] else _("this line has no msgstr before it")
            before = keyword if line else before
        else:
            reason = _("{line!r} is not a line of a catalog", line=line[:_LONGEST])
        if reason:
            raise _malformed(shown_as, number, written.find(line) + 1, reason)
        yield _as_babel_reads(line, match)
    if before not in _MAY_FOLLOW[""]:
        raise _malformed(shown_as, number, 1, _("it ends without a msgstr"))


def _keyword(match: re.Match[str]) -> str:
    return f"{match[1]}[]" if match[2] else match[1]


def _as_babel_reads(line: str, match: re.Match[str] | None) -> str:
    if match and match[1]:
        return f"{match[1]}{match[2] or ''} {match[3]}"
    if line.startswith("#="):  # newer gettext writes some flags after `#=`
        return f"#,{line[2:]}"
    return "" if line.startswith("#") and not line.startswith("#,") else line


def _malformed(shown_as: str, line: int, column: int, reason: str, remedy: Message | None = None) -> SpoorboekError:
    problem = _("invalid catalog: {reason}", reason=reason)
    return unreadable(Location(shown_as, line, column), problem, remedy or _("correct that line"))
