"""All rules, listed by hand, in the order in which the handbook describes them."""

from __future__ import annotations

import re
from typing import Final

from spoorboek import presets
from spoorboek.config.settings import Require, Settings
from spoorboek.model.errors import unreadable
from spoorboek.model.message import _
from spoorboek.rules.bad_value import bad_value
from spoorboek.rules.changed_gate import changed_gate
from spoorboek.rules.changed_unread import changed_unread
from spoorboek.rules.check_without_answer import check_without_answer
from spoorboek.rules.circular_trace import circular_trace
from spoorboek.rules.duplicate_id import duplicate_id
from spoorboek.rules.empty_rule import empty_rule
from spoorboek.rules.engine.rule import Rule
from spoorboek.rules.engine.waivers import WITH_A_LAST_DAY
from spoorboek.rules.event_without_actor import event_without_actor
from spoorboek.rules.expired_review import expired_review
from spoorboek.rules.expired_waiver import expired_waiver
from spoorboek.rules.follow_up_without_ground import follow_up_without_ground
from spoorboek.rules.foreign_evidence import foreign_evidence
from spoorboek.rules.hidden_item import hidden_item
from spoorboek.rules.impossible_date import impossible_date
from spoorboek.rules.invented_identifier import invented_identifier
from spoorboek.rules.item_lost_in_text import item_lost_in_text
from spoorboek.rules.item_nobody_mentions import item_nobody_mentions
from spoorboek.rules.late_commitment import late_commitment
from spoorboek.rules.link_lost_in_text import link_lost_in_text
from spoorboek.rules.link_outside_validity import link_outside_validity
from spoorboek.rules.long_waiver import long_waiver
from spoorboek.rules.missing_field import missing_field
from spoorboek.rules.missing_translation import missing_translation
from spoorboek.rules.overdue_deviation import overdue_deviation
from spoorboek.rules.page_reaches_out import page_reaches_out
from spoorboek.rules.published_otherwise import published_otherwise
from spoorboek.rules.required_link import required_link
from spoorboek.rules.reused_id import reused_id
from spoorboek.rules.sentence_gap import sentence_gap
from spoorboek.rules.source_drift import source_drift
from spoorboek.rules.stale_look import stale_look
from spoorboek.rules.superseded_source import superseded_source
from spoorboek.rules.suspect_evidence import suspect_evidence
from spoorboek.rules.suspect_link import suspect_link
from spoorboek.rules.suspect_outcome import suspect_outcome
from spoorboek.rules.too_few_searches import too_few_searches
from spoorboek.rules.translation_leads_elsewhere import translation_leads_elsewhere
from spoorboek.rules.unaccounted_sentence import unaccounted_sentence
from spoorboek.rules.unknown_option import unknown_option
from spoorboek.rules.unknown_target import unknown_target
from spoorboek.rules.unknown_type import unknown_type
from spoorboek.rules.unnamed_maker import unnamed_maker
from spoorboek.rules.unread_link import unread_link
from spoorboek.rules.unseen_by_quick_check import unseen_by_quick_check
from spoorboek.rules.unsettled_fate import unsettled_fate
from spoorboek.rules.unused_stamp import unused_stamp
from spoorboek.rules.unused_waiver import unused_waiver
from spoorboek.rules.unweighed_evidence import unweighed_evidence
from spoorboek.rules.vanished_item import vanished_item
from spoorboek.rules.waiver_without_reason import waiver_without_reason
from spoorboek.rules.wrong_edition import wrong_edition
from spoorboek.rules.wrong_target_type import wrong_target_type

ALL_RULES: Final[tuple[Rule, ...]] = (
    item_nobody_mentions,
    event_without_actor,
    unaccounted_sentence,
    source_drift,
    superseded_source,
    sentence_gap,
    unsettled_fate,
    wrong_edition,
    suspect_link,
    expired_review,
    unread_link,
    unused_stamp,
    changed_unread,
    suspect_outcome,
    check_without_answer,
    stale_look,
    late_commitment,
    suspect_evidence,
    follow_up_without_ground,
    foreign_evidence,
    unweighed_evidence,
    too_few_searches,
    unknown_target,
    wrong_target_type,
    duplicate_id,
    unknown_option,
    missing_field,
    bad_value,
    circular_trace,
    reused_id,
    link_lost_in_text,
    unknown_type,
    vanished_item,
    item_lost_in_text,
    hidden_item,
    page_reaches_out,
    link_outside_validity,
    invented_identifier,
    impossible_date,
    expired_waiver,
    unused_waiver,
    waiver_without_reason,
    overdue_deviation,
    long_waiver,
    unseen_by_quick_check,
    empty_rule,
    changed_gate,
    published_otherwise,
    unnamed_maker,
    missing_translation,
    translation_leads_elsewhere,
)


_OWN_NAMES: Final = {key: rule for rule in ALL_RULES for key in (rule.number, rule.name)}


_OF_ONES_OWN: Final = re.compile("S1[0-9]{3}|(?!S[0-9])[A-Z]+[0-9]+")
"""The numbers that a project may give to its own required links: S1000 to S1999, or another prefix than S."""


def _refuse_own_names(entry: Require) -> None:
    """Raise SpoorboekError if a required link has the number or name of a built-in rule, or a reserved number."""
    remedy = _("give the required link another number and another name")
    for key in (entry.number, entry.name):
        if builtin := _OWN_NAMES.get(key):
            place = f"spoorboek/rules/{builtin.name.replace('-', '_')}.py"
            raise unreadable(entry.named_at, _("{key} is already used at {place}", key=key, place=place), remedy)
    if entry.number.startswith(WITH_A_LAST_DAY):
        problem = _("{number} is reserved for rules whose findings cannot be waived", number=entry.number)
        raise unreadable(entry.named_at, problem, remedy)
    name = None if _OF_ONES_OWN.fullmatch(entry.number) else presets.required().get(entry.number, "")
    if name not in (None, entry.name):
        problem = (
            _("{number} is already used by {name}", number=entry.number, name=name)
            if name
            else _("{number} is reserved for rules of Spoorboek", number=entry.number)
        )
        raise unreadable(entry.named_at, problem, _("use a number from S1000 to S1999"))


_OF_FORM: Final = ("S5", "S7", "S8", "S9")
"""Prefixes of the rules asked without [trace]: form of items and links, waivers, the check itself, translations."""


def rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules that apply under these settings, sorted by number: built-in ones, and one for each required link.

    Raises SpoorboekError if a required link has the number or name of a built-in rule, or a reserved number.
    Without [trace] only the rules of _OF_FORM apply, and links may form cycles.
    """
    for entry in settings.require:
        _refuse_own_names(entry)
    required = (required_link(entry) for entry in settings.require)
    ours = (rule for rule in ALL_RULES if settings.is_handbook or rule.for_others)
    applicable = (rule for rule in (*ours, *required) if rule.number not in settings.unasked)
    if not settings.has_trace:
        applicable = (rule for rule in applicable if rule.number.startswith(_OF_FORM) and rule is not circular_trace)
    return tuple(sorted(applicable, key=lambda rule: rule.number))
