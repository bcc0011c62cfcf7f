"""Whether a sentence says the opposite of what it cites: the same words in the same order, but for a "not".

Whether two sentences in words of their own deny each other is for a reader. This looks only at a clause that is
copied and turned round; where anything else about it could make it true again, it may stand.
"""

import re
from collections.abc import Iterator, Sequence

from bot.answerers.claude.wordings import HOLLOW, NOT, clauses, stem

Words = Sequence[str]

_PAIRS = (
    "above below|over under|more less|more fewer|before after|always not|all not|every not|both not"
    "|higher lower|high low|faster slower|fast slow|larger smaller|longer shorter|cheaper dearer|easier harder"
    "|increase decrease|rise fall|most least|maximum minimum|best worst|earlier later|required optional"
    "|mandatory optional|allowed forbidden|suitable unsuitable|possible impossible|likely unlikely|true false"
    "|sufficient insufficient"
)
_OPPOSITES = [
    (stem(one), stem(other)) for pair in _PAIRS.split("|") for one, other in (pair.split(), reversed(pair.split()))
]
# Beside one of these a clause may mean what its opposite seems to say.
_TURNED = re.compile(
    r"\b(?:nor|neither|none|nobody|nothing|without|unless|except\w*|hardly|rarely|seldom|fail\w*|lack\w*|avoid\w*|stop\w*"
    r"|prevent\w*|wrong\w*|false|untrue|incorrect\w*|mistake\w*|mistaken\w*|myth\w*|misconception\w*|pitfall\w*|trap\w*"
    r"|anti-?patterns?|contrary|instead|rather|otherwise|belie\w+|thinks?|thought|assum\w+|claim\w*|suppos\w+|expect\w*"
    r"|hope\w*|too|if|whether|unlike|but|although|though|however|yet|used to|sondern|ohne|falsch|aber|ob|wenn)\b|\?",
    re.IGNORECASE,
)
_LEAST = 2  # words of meaning in a clause: of fewer, two clauses are alike by chance


def says_the_opposite(said: str, quotes: Sequence[str]) -> bool:
    """Whether a clause of the sentence is one of the quotes' turned round, and none of theirs bears it out."""
    if _TURNED.search(said) or any(map(_TURNED.search, quotes)):
        return False
    cited = [clause for quote in quotes for clause in clauses(quote)]
    stated = clauses(said)
    return any(_turned_round(clause, cited) for clause in stated if _meaning(clause) >= _LEAST)


def _turned_round(clause: Words, cited: Sequence[Words]) -> bool:
    if any(_bears_out(other, clause) for other in cited):
        return False
    held = {word for other in cited for word in other}
    whole = any(turned in cited for turned, word in _turnings(clause) if word not in held)
    return whole or any(_only_denied(clause, other) for other in cited)


def _bears_out(other: Words, clause: Words) -> bool:
    start = _place(clause, other)
    return start is not None and (start == 0 or other[start - 1] != NOT)


def _turnings(clause: Words) -> Iterator[tuple[list[str], str]]:
    """The clause without its one NOT, or with one word turned round; each with the word that it lacks."""
    if clause.count(NOT) == 1:
        yield _undenied(clause), NOT
    for at, word in enumerate(clause):
        for one, other in _OPPOSITES:
            if word == one and other not in clause:
                yield [*clause[:at], other, *clause[at + 1 :]], word


def _only_denied(clause: Words, other: Words) -> bool:
    """Whether the other clause holds this one with a NOT inside, or before it at its own beginning."""
    if other.count(NOT) != 1:
        return False
    at = other.index(NOT)
    start = _place(clause, _undenied(other))
    return start is not None and (start < at < start + len(clause) or start == at == 0)


def _undenied(clause: Words) -> list[str]:
    return [word for word in clause if word != NOT]


def _place(clause: Words, other: Words) -> int | None:
    """Where the clause stands in the other, whole."""
    size = len(clause)
    return next((at for at in range(len(other) - size + 1) if list(other[at : at + size]) == list(clause)), None)


def _meaning(clause: Words) -> int:
    return sum(word not in HOLLOW and word != NOT for word in clause)
