"""What a month costs at the volume that a question names, reckoned from the guides' own prices."""

import re
from collections.abc import Sequence

from bot.checks.money import money
from bot.costs import UPDATES, BreakEven, break_evens, monthly_at
from bot.facts import Reading, read_facts, read_volume
from bot.facts.quantities import quantities
from bot.facts.reading import sentences_in
from bot.facts.tidy import tidy
from bot.facts.words import about, to_two_digits
from bot.frameworks import CostFigures, Framework, Span
from bot.model import Statement
from bot.option_names import options_named
from bot.wording import IN_WORDS, counted, listed

_COST = re.compile(r"\b(?:costs?|prices?|pricing|bills?|budget|spend|pay|cheap\w*|expensive|how much)\b")
_EACH_MONTH = "monthly"  # how often the knowledge changes where a question on costs does not say


def estimate(question: str, frameworks: Sequence[Framework]) -> tuple[Statement, ...]:
    """What the options that the question names, or all, cost a month at its volume; none where it names no volume.

    Quotes the guides' prices as they stand; the sums are those of `bot.costs`, to two digits.
    """
    volume = read_volume(question) if _asks_for_costs(question) else None
    if volume is None:
        return ()
    priced = [figures for framework in frameworks for figures in framework.costs if figures.per_query]
    named = options_named(question)
    asked = [figures for figures in priced if figures.option in named] if named else priced
    without_a_price = {*named} - {figures.option for figures in priced}
    if not asked or without_a_price:  # as long context: what it is set against says nothing without it
        return ()
    queries = int(volume.value)
    at = f"{about(queries)} queries a month"
    opening = f"Your numbers come to {at}, for which" if _reckoned(volume) else f"At {at}"
    rest = _one(asked[0]) if len(asked) == 1 else _several(asked, queries, _updates(question))
    return (Statement(f"{opening} {_a_month(asked, queries)}. {rest}", tuple(figures.quote for figures in asked)),)


def is_for_its_volume(section: str, question: str) -> bool:
    """Whether a section of a document speaks of the very volume that the question names: "100,000 queries"."""
    volume = read_volume(question)
    return volume is not None and f"{int(volume.value):,} " in section


def _reckoned(volume: Reading) -> bool:
    """Whether the volume stands in the question in another form than as a number a month."""
    words = tidy(volume.evidence.words) if volume.evidence else ""
    return "month" not in words or len(list(quantities(words))) > 1


def _asks_for_costs(question: str) -> bool:
    """Whether one of the text's questions is about costs; a text without a question mark asks all that it says."""
    sentences = sentences_in(question)
    asking = [sentence for sentence in sentences if "?" in sentence] or sentences
    return any(_COST.search(sentence) for sentence in asking)


def _updates(question: str) -> int:
    """Updates a year."""
    return UPDATES[str(read_facts(question).facts.get("knowledge_changes", _EACH_MONTH))]


def _a_month(asked: Sequence[CostFigures], queries: int) -> str:
    """RAG costs about $950–5,000, fine-tuning $450–1,800 and prompt engineering $450–2,700."""
    sums = [_two_digits(monthly_at(figures, queries) or (0, 0)) for figures in asked]
    first, *others = [f"{IN_WORDS[figures.option]} {total}" for figures, total in zip(asked, sums, strict=True)]
    return listed([first.replace(" $", " costs about $", 1), *others])


def _one(figures: CostFigures) -> str:
    """What grows, what stays, and what comes on top."""
    fixed = (
        f", on top of {money(figures.fixed_monthly)} that come every month" if any(figures.fixed_monthly or ()) else ""
    )
    update = f", and each update costs {money(figures.update)}" if figures.update else ""
    return (
        f"The queries are the part that grows, at {money(figures.per_query)} each{fixed}. "
        f"Setting it up comes on top, at {money(figures.setup)}{update}."
    )


def _several(asked: Sequence[CostFigures], queries: int, updates: int) -> str:
    """What comes on top and, of two options, which is cheaper by then."""
    setups = listed(money(figures.setup) for figures in asked)
    crossing = break_evens(asked, updates)
    return f"Setting up comes on top, at {setups}.{_which(crossing[0], queries, updates) if len(crossing) == 1 else ''}"


def _which(even: BreakEven, queries: int, updates: int) -> str:
    cheaper, dearer = IN_WORDS[even.above], IN_WORDS[even.below]
    yours = "more" if queries > even.queries_per_month else "fewer"
    return (
        f" Counting that and {counted(updates, 'update')} a year, {cheaper} is cheaper than {dearer} over the first "
        f"year from about {to_two_digits(even.queries_per_month)} queries a month on, and yours are {yours}."
    )


def _two_digits(span: Span) -> str:
    low, high = (to_two_digits(round(amount)) for amount in span)
    return f"${low}–{high}"
