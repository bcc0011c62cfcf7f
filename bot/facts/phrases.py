"""The notation in which phrases that state a fact are written, and the units that they reckon in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.facts.values import Value

Reckoned = Callable[[float, re.Match[str]], Value]
"""From the phrase's number (0 when it has none) and its match to the fact's value."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of stating a fact.

    When the phrase is denied, a flag takes its other value and any other fact is not read, unless `as_is`: then the
    phrase holds its own "not". A `vague` reading gives way to an exact one. `unless` finds words before the phrase,
    in its clause, that void it.
    """

    fact: str
    pattern: re.Pattern[str]
    value: Value | Reckoned
    as_is: bool
    vague: bool
    unless: re.Pattern[str] | None


_SIGNS = {
    "N": r"(?P<n>[#<>]~*)",
    "M": r"(?P<m>[#<>]~*)",
    "B": r"(?P<n><~*)",
    "D": r"(?P<n>\$~*)",
    "…": r"[^.!?;\n]{0,30}?",
    "_": r"(?:[\w'/-]{1,20} ){0,2}?",
}
_SPACES = {" ": " {1,4}", " ?": " {0,4}"}  # what Slack puts around links and entities becomes spaces


def phrase(  # noqa: PLR0913 - a table's row: each column has its name
    fact: str,
    pattern: str,
    value: Value | Reckoned,
    *,
    as_is: bool = False,
    vague: bool = False,
    unless: str = "",
) -> Phrase:
    """A phrase from a pattern over `tidy` text in lower case, where numbers have been put away.

    `N` stands for a number, `M` for another, which multiplies it where the value is reckoned, `B` for one after
    "under" or its like, `D` for one in dollars; `…` for up to 30 characters of the same sentence; `_` for up to two
    words. Nothing may repeat without a bound: reading is linear.
    """
    written = re.sub("[NMBD…_]", lambda sign: _SIGNS[sign[0]], pattern)
    written = re.sub(r"\[[^]]*\]| \?| ", lambda part: _SPACES.get(part[0], part[0]), written)
    return Phrase(fact, re.compile(written), value, as_is, vague, re.compile(unless) if unless else None)


_DAYS = {
    "sec": 1 / 86400,
    "min": 1 / 1440,
    "hou": 1 / 24,
    "day": 1,
    "wee": 7,
    "mon": 30,
    "qua": 365 / 4,
    "yea": 365,
}
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|spring|summer|autumn|fall|winter"
)
_PERIODS = ((1 / 24, "continuously"), (1, "daily"), (7, "weekly"), (31, "monthly"), (92, "quarterly"))
_OFTEN = (
    (r"continu|constant|all the time|real|hour|minute|clock|stop|second", "continuously"),
    (r"dai|day\b(?<!sday)(?<!nday)(?<!iday)(?<!urday)|night|morning", "daily"),
    (r"other week|fortnight|bi-?week|month", "monthly"),
    (r"week|(?:mon|tues|wednes|thurs|fri|satur|sun)day", "weekly"),
    (r"quarter", "quarterly"),
    (rf"year|annual|season|{MONTHS}", "yearly"),
)


_MOST_SHOTS = 20


def times(factor: float) -> Reckoned:
    """The number times a factor, to the nearest whole."""
    return lambda number, _: round(number * factor)


def number(said: float, _: re.Match[str]) -> Value:
    """The number as it stands."""
    return said


def more_than_shots(said: float, _: re.Match[str]) -> Value:
    """The number as it stands; none of a few: without the word "labelled" those are examples in a prompt."""
    return said if said == 0 or said > _MOST_SHOTS else -1


def per_month(said: float, match: re.Match[str]) -> Value:
    """A rate per month of 30 days."""
    unit = match["per"]
    return round(said * 30 / (_DAYS["sec"] if unit in ("s", "qps", "rps") else _DAYS[unit.replace("dai", "day")[:3]]))


def weeks(said: float, match: re.Match[str]) -> Value:
    """A duration in weeks, to a tenth; a month is a twelfth of 52 weeks, a quarter 13."""
    return round(said * {"d": 1 / 7, "w": 1, "m": 52 / 12, "q": 13, "y": 52}[match["per"][0]], 1)


def milliseconds(said: float, match: re.Match[str]) -> Value:
    """A duration in milliseconds."""
    return round(said if match["ms"].startswith("m") else said * 1000)


def how_often(said: float, match: re.Match[str]) -> Value:
    """The slowest of the allowed frequencies that the phrase reaches: every two weeks is "monthly"."""
    words = match["often"]
    if said:
        days = _DAYS[match["per"][:3]]
        days = days * said if words.startswith("every") else days / said
        return next((name for most, name in _PERIODS if days <= most + 1e-9), "yearly")
    return next(name for pattern, name in _OFTEN if re.search(pattern, words))
