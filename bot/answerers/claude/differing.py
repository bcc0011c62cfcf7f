"""Where another document says otherwise than one that an answer cites: said by code, in the words of both.

Claude is told to name both, but a reader must not depend on that. Two sentences are held to speak of the same only when
they are alike but for one figure, or but for a "not", and when nothing that is asked tells their passages apart. Other
contradictions, also "five days" and "two weeks", are left to who reads the quotes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.answerers.claude.figures import Figures
from bot.answerers.claude.measures import Measures, differing_figure, measures
from bot.answerers.claude.opposites import says_the_opposite
from bot.answerers.claude.sources import Source, every
from bot.answerers.claude.wordings import NOT, meanings
from bot.model import Quote, Statement
from indexer.model import Passage

_MOST = 2  # such statements: more would drown the answer
_TURN = 2  # words in which a sentence and its opposite may differ: a "not", or "above" and "below"
_MARKER = re.compile(r"^(?:[\s>•*-]|\d{1,3}[.)]\s)+|\*\*|__")
_WORD = re.compile(r"[^\W\d_]{4,}")
# What such a sentence speaks of stands before it.
_LEANING = re.compile(
    r"(?:it|its|this|that|these|those|they|their|he|she|such|here|both|either|neither)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Said:
    """A sentence of a passage that can stand alone, without the mark of an item."""

    text: str
    quote: Quote
    passage: Passage
    is_cited: bool

    @cached_property
    def measured(self) -> Measures:
        return measures(self.text)

    @cached_property
    def begun(self) -> frozenset[str]:
        """How its words begin: cheap, for telling at a glance what speaks of something else."""
        return frozenset(word[:4] for word in _WORD.findall(self.text.casefold()))


def differences(asked: str, said: Sequence[Statement], given: Sequence[Source]) -> tuple[Statement, ...]:
    """What the passages say otherwise than what is cited; `asked` is the question, standing by itself.

    A difference that the answer names itself is not told again.
    """
    held = [statement for statement in said if statement.quotes]
    named = Figures("\n".join(statement.text for statement in held))
    sentences = list(_sentences(given, [quote for statement in held for quote in statement.quotes]))
    found = (
        _told(one, other)
        for one, other in product(sentences, sentences)
        if one.is_cited and _differ(one, other, named) and _same(asked, one, other)
    )
    return _first_of_each(found)


def _sentences(given: Sequence[Source], cited: Sequence[Quote]) -> Iterator[_Said]:
    for passage, quote in every(given):
        text = _MARKER.sub("", quote.text)
        if not (quote.text.startswith("|") or text.endswith("?") or _LEANING.match(text)):
            yield _Said(text, quote, passage, any(_holds(one, quote) for one in cited))


def _holds(one: Quote, other: Quote) -> bool:
    return one.source == other.source and one.start <= other.start and other.end <= one.end


def _differ(one: _Said, other: _Said, named: Figures) -> bool:
    if one.quote.source == other.quote.source or _far_apart(one, other):
        return False
    if len({*one.measured.words} ^ {*other.measured.words}) > _TURN:
        return False
    at = differing_figure(one.measured, other.measured)
    if at is not None:
        return not all(named.hold(said.measured.figures[at], said.measured.written[at]) for said in (one, other))
    opposed = says_the_opposite(one.text, [other.text]) or says_the_opposite(other.text, [one.text])
    return opposed and not other.is_cited


def _far_apart(one: _Said, other: _Said) -> bool:
    return 2 * len(one.begun & other.begun) < min(len(one.begun), len(other.begun))


def _same(asked: str, one: _Said, other: _Said) -> bool:
    """Whether what is asked about, where the sentences do not name it, is named around both or around neither."""
    unsaid = {*meanings(asked)} - {NOT, *one.measured.words, *other.measured.words}
    return unsaid & _around(one.passage) == unsaid & _around(other.passage)


def _around(passage: Passage) -> set[str]:
    return set(meanings("\n".join((passage.source, passage.title, *passage.heading, passage.text))))


def _told(one: _Said, other: _Said) -> Statement:
    return Statement(f"Sources differ: {_says(one, other)}, {_says(other, one)}.", (one.quote, other.quote), "\n\n")


def _says(one: _Said, beside: _Said) -> str:
    name = one.passage.source if one.passage.title == beside.passage.title else one.passage.title
    return f"{name} says “{one.text.rstrip('.')}”"


def _first_of_each(found: Iterator[Statement]) -> tuple[Statement, ...]:
    """Each pair of quotes once, whichever of them came first."""
    kept: dict[frozenset[Quote], Statement] = {}
    for statement in found:
        kept.setdefault(frozenset(statement.quotes), statement)
    return tuple(kept.values())[:_MOST]
