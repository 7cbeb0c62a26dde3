"""A message is an English sentence that keeps its template and values."""

from __future__ import annotations

import copy
import gettext
import json
import pickle

import pytest

from spoorboek.model.errors import SpoorboekError, unreadable
from spoorboek.model.message import NOTHING, Message, _, joined, joined_with_more, ngettext, pgettext


class InDutch(gettext.NullTranslations):
    """A made-up catalog."""

    def gettext(self, message: str) -> str:
        return KNOWN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return KNOWN.get(f"{context}: {message}", message)


DUTCH = InDutch()
KNOWN = {
    "{item} has {count} links by {role!r}{suggestion}": "via {role!r} heeft {item} er {count}{suggestion}",
    ", did you mean {candidate}?": "; is {candidate} bedoeld?",
    "{count} step": "{count} stap",
    "{count} steps": "{count} stappen",
    " or ": " of ",
    ", ": ", ",
    "{texts} and {count} more": "{texts} en nog {count}",
    "{item}": "hier {item}",
    "heading: Next": "Hierna",
}


def message() -> Message:
    suggestion = _(", did you mean {candidate}?", candidate="theme")
    return _(
        "{item} has {count} links by {role!r}{suggestion}", item="GR-C1", count=2, role="thema", suggestion=suggestion
    )


def test_a_message_is_its_english_sentence() -> None:
    english = "GR-C1 has 2 links by 'thema', did you mean theme?"
    text = message()
    assert text == english
    assert hash(text) == hash(english)
    assert {english: 1}[text] == 1
    assert sorted([text, "A"]) == ["A", english]
    assert json.dumps(text) == json.dumps(english)
    assert repr(text) == repr(english)


def test_a_message_is_translated_with_the_messages_among_its_values() -> None:
    assert message().translated(DUTCH) == "via 'thema' heeft GR-C1 er 2; is theme bedoeld?"


def test_an_untranslated_message_stays_english() -> None:
    assert message().translated(gettext.NullTranslations()) == message()
    assert _("no words of ours").translated(DUTCH) == "no words of ours"


def test_singular_and_plural_are_translated_separately() -> None:
    counts = [ngettext("{count} step", "{count} steps", count) for count in (0, 1, 2)]
    assert counts == ["0 steps", "1 step", "2 steps"]
    assert [text.translated(DUTCH) for text in counts] == ["0 stappen", "1 stap", "2 stappen"]


def test_an_equal_text_with_another_meaning_has_a_context() -> None:
    assert pgettext("heading", "Next") == _("Next") == "Next"
    assert pgettext("heading", "Next").translated(DUTCH) == "Hierna"
    assert _("Next").translated(DUTCH) == "Next"


def test_several_texts_are_translated_one_by_one() -> None:
    listed = joined(" or ", ["theme", ngettext("{count} step", "{count} steps", 1)])
    assert listed == "theme or 1 step"
    assert listed.translated(DUTCH) == "theme of 1 stap"
    assert joined(" or ", []) == NOTHING == ""
    assert joined_with_more(["a", "b"], 3).translated(DUTCH) == "a, b en nog 3"
    assert joined_with_more(["a", "b"], 0) == "a, b"


def test_a_thousand_texts_can_be_joined() -> None:
    many = joined(" or ", map(str, range(10_000)))
    assert many.translated(DUTCH).count(" of ") == 9_999


def test_braces_in_a_value_are_no_template() -> None:
    assert _("{item} {{x}}", item="{role}") == "{role} {x}"
    assert _("{item}", item="{role}").translated(DUTCH) == "hier {role}"


def pickled(text: Message) -> Message:
    return pickle.loads(pickle.dumps(text))  # noqa: S301 - of what we made ourselves


@pytest.mark.parametrize("make", [pickled, copy.copy, copy.deepcopy])
def test_a_copy_keeps_template_and_values(make) -> None:
    for text in (message(), joined(" or ", ["a", message()])):
        copied = make(text)
        assert copied == text
        assert copied.translated(DUTCH) == text.translated(DUTCH)


def test_a_message_cannot_be_changed() -> None:
    text = message()
    with pytest.raises(AttributeError, match="template cannot be set"):
        text.template = "other"
    with pytest.raises(TypeError):
        text.values["item"] = "GR-C2"  # type: ignore[index]


def test_a_problem_that_quotes_an_error_of_another_program_is_no_place() -> None:
    quoted = _("git reports: {line}", line="error: x: error: y")
    assert SpoorboekError(quoted, _("correct it")).lines[0] == "error: git reports: error: x: error: y; correct it"
    at = unreadable("a.md:1:1", quoted, _("correct it")).lines[0]
    assert at == "a.md:1:1: error: git reports: error: x: error: y; correct it"
