"""A fact's value from what somebody wrote in YAML, JSON or a form, or a refusal that says what is allowed."""

import re
import unicodedata

from bot.facts.fact import Fact, Kind
from bot.facts.numerals import number_in
from bot.model import AdvisorError

Value = bool | int | float | str

UNKNOWN = ("unknown", "null", "~", "")

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_DOLLARS = re.compile(r"^(?:us)?\$ ?|^usd |,? ?(?:usd|us dollars|dollars)$")
_LONGEST = 200  # characters of a value: longer ones are refused unread


class FactRefused(AdvisorError):
    """A value that a fact cannot have. The text names the fact, the value and what is allowed."""


def parse_value(fact: Fact, raw: object) -> Value | None:
    """The fact's value; None for null and "unknown".

    Numbers may be written as numbers or as words that a person would use: "40k", "1,5 million", "5,000",
    full-width digits; a comma before three digits groups thousands, before one or two it is the decimal sign. -0 is
    0. Numbers of weeks are kept in tenths. Dollars may carry their sign; other currencies, NaN, infinities, negatives
    and fractions of a count are refused.
    """
    text = _text(raw)
    if raw is None or (text is not None and text in UNKNOWN):
        return None
    if fact.kind is Kind.FLAG:
        return _flag(fact, raw, text)
    if fact.kind is Kind.CHOICE:
        return _choice(fact, raw, text)
    return _number(fact, raw, text)


def _text(raw: object) -> str | None:
    if not isinstance(raw, str) or len(raw) > _LONGEST:
        return None
    return " ".join(unicodedata.normalize("NFKC", raw).split()).lower()


def _flag(fact: Fact, raw: object, text: str | None) -> bool:
    if isinstance(raw, bool):
        return raw
    if text in _YES_NO:
        return _YES_NO[text]
    raise _refusal(fact, raw)


def _choice(fact: Fact, raw: object, text: str | None) -> str:
    if text in fact.allowed:
        return text
    raise _refusal(fact, raw)


def _number(fact: Fact, raw: object, text: str | None) -> int | float:
    if text and fact.name == "monthly_budget":
        text = _DOLLARS.sub("", text)
    number = number_in(text) if text else raw
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise _refusal(fact, raw)
    if not 0 <= number <= fact.most:  # as no NaN or infinity is
        raise _refusal(fact, raw)
    if number == int(number):
        return int(number)
    if fact.kind is Kind.COUNT:
        raise _refusal(fact, raw)
    return round(number, 1)


def _refusal(fact: Fact, raw: object) -> FactRefused:
    if isinstance(raw, str | bool | float) or (isinstance(raw, int) and abs(raw) < 10**30):
        shown = repr(raw) if len(repr(raw)) <= 60 else repr(raw)[:60] + "…"
    else:
        shown = f"a value of type {type(raw).__name__}" if not isinstance(raw, int) else "a huge number"
    return FactRefused(f"{fact.name} cannot be {shown}: give {fact.usage}, or leave it out when unknown.")
