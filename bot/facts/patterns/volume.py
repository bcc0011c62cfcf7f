"""How much is asked: by the month, or by how many people how often."""

import re
from dataclasses import replace

from bot.facts.phrases import Phrase, number, per_month, phrase

_QUERIES = (
    r"(?:queries|query|requests?|questions?|calls?|messages?|prompts?|conversations?|chats?|tickets?|searches|lookups?"
    r"|inferences?|emails?|documents?|claims?|invoices?|completions?|hits|reports?|letters|forms|applications|orders)"
)
_PEOPLE = (
    r"(?:users?|people|employees|staff|colleagues|customers?|clients|agents|reps|engineers|developers|nurses|doctors"
    r"|teachers|students|members|clerks|handlers|lawyers|analysts|readers|visitors|seats)"
)
_TURNS = r"(?:turns|messages|questions|exchanges|rounds|replies|queries|requests|calls)"
_WITH = r"(?: ?, ?| (?:of|with|at) )(?:\w{1,10} ){0,2}?"
_PER = (
    r" ?(?:/|\ban?\b|\bper\b|\beach\b|\bevery\b) ?(?P<per>second|sec|s\b|minute|min|hour|day|week"
    r"|month|year)"
)
_OF_ALL = r"(?!\w| (?:each|apiece|per (?:person|user|head|employee|customer))\b)"
_WORKED_ON = r"\b(?:updat\w*|chang\w*|releas\w*|label\w*|annotat\w*)\b"
_MONEY = rf"\b(?:costs?|budget|pay\w*|spend\w*|charge\w*)\b|{_WORKED_ON}"

_ASKED_BY_EACH: tuple[Phrase, ...] = (
    phrase(
        "queries_per_month",
        rf"N _{_PEOPLE}\b[^.!?;\n]{{0,30}}?M (?:\w{{1,12}} ){{0,2}}?{_QUERIES}"
        rf"(?: each| (?:per|a|by) (?:person|user|head|employee))?{_PER}",
        per_month,
    ),
    phrase(
        "queries_per_month",
        r"N [a-z][\w'-]{1,20}(?: [\w'-]{1,20}){0,2}\b[^.!?;\n]{0,20}?"
        rf"M (?:\w{{1,12}} ){{0,2}}?{_QUERIES}{_PER} each\b",
        per_month,
    ),
    phrase(
        "queries_per_month",
        rf"\bmonthly\b[^.!?;\n]{{0,40}}?N (?:\w{{1,12}} )?{_QUERIES}{_WITH}M _{_TURNS}\b",
        number,
    ),
    phrase(
        "queries_per_month",
        rf"N (?:\w{{1,12}} )?{_QUERIES}{_PER}{_WITH}M _{_TURNS}\b",
        per_month,
    ),
)

NAMED_VOLUME: tuple[Phrase, ...] = (
    *_ASKED_BY_EACH,
    phrase(
        "queries_per_month",
        rf"N (?:[\w'-]{{1,20}} ){{0,3}}?{_QUERIES}(?: (?!{_WORKED_ON})\w{{1,20}}){{0,2}}?{_PER}{_OF_ALL}",
        per_month,
        unless=_MONEY,
    ),
    phrase(
        "queries_per_month",
        rf"N (?:[\w'-]{{1,20}} ){{0,2}}?{_QUERIES} (?P<per>month|week|dai|hour)ly\b",
        per_month,
        unless=_MONEY,
    ),
    phrase("queries_per_month", rf"N (?P<per>month|week|dai|hour)ly _{_QUERIES}\b", per_month, unless=_MONEY),
    phrase(
        "queries_per_month",
        rf"\b(?P<per>month|week|dai|hour)ly (?:volume|traffic|{_QUERIES})(?: is| of|:)? N",
        per_month,
    ),
    phrase(
        "queries_per_month",
        rf"(?<![~#<][ ])\b{_QUERIES} (?:per|a) (?P<per>month|week|day|hour)(?: is|:| =)? N",
        per_month,
    ),
)
"""A number of what is asked, named as such, or of people or conversations times what each of them asks."""

ASKED_ABOUT = tuple(replace(phrase, unless=phrase.unless and re.compile(_WORKED_ON)) for phrase in NAMED_VOLUME)
"""The same in a question on what they cost."""

VOLUME: tuple[Phrase, ...] = (
    *NAMED_VOLUME,
    phrase("queries_per_month", rf"N(?! a second){_PER}", per_month, unless=_MONEY),
    phrase("queries_per_month", r"N ?(?P<per>qps|rps)\b", per_month),
)
