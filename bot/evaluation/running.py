"""An evaluation from questions to outcomes: each is searched for and asked once, in order, in one thread."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.advise import PASSAGES
from bot.evaluation.answers import answer_scores
from bot.evaluation.folder import Folder
from bot.evaluation.model import Item, Judgement, Kind, Outcome, Score
from bot.evaluation.retrieval import DEPTH, TokenOffsets, retrieval_scores
from bot.model import Answer, Declined, Question, Usage
from indexer.model import PUBLIC, Audience, Passage, Retriever

Ask = Callable[[Question], Answer | Declined]
Judge = Callable[[str, Answer, Sequence[str]], Judgement]
"""What a judge makes of the answer to a question, given the texts that it was written from."""

_TIMED = ("retrieve", "answer", "total")


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and what it is measured by: the files themselves, and the model's tokens.

    `documents` counts those that the index holds.
    """

    ask: Ask
    retriever: Retriever
    folder: Folder
    token_offsets: TokenOffsets
    documents: int
    asker: Audience = PUBLIC
    judge: Judge | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an item, who answered it, and what models took for answering and for judging it."""

    outcome: Outcome
    answerer: str
    answer_took: Usage | None
    judge_took: Usage | None


def outcomes(items: Sequence[Item], bench: Bench) -> Iterator[Told]:
    """What becomes of each item, as it is known."""
    for item in items:
        reply = bench.ask(Question(item.question, bench.asker))
        found = bench.retriever.retrieve(item.question, k=DEPTH, asker=bench.asker)
        judged = Judgement({})
        if bench.judge and isinstance(reply, Answer):
            judged = bench.judge(item.question, reply, _read_for(reply, found))
        yield Told(_outcome(item, reply, found, judged, bench), reply.answerer, reply.usage, judged.usage)


def _outcome(
    item: Item, reply: Answer | Declined, found: Sequence[Passage], judged: Judgement, bench: Bench
) -> Outcome:
    scores: dict[str, Score] = {}
    if item.kind is Kind.ANSWERABLE:
        scores |= retrieval_scores(item, found, bench.token_offsets)
    scores |= answer_scores(item, reply, bench.folder)
    scores |= judged.scores
    scores |= {part: Score(reply.timings_ms[part]) for part in _TIMED if part in reply.timings_ms}
    base = Outcome(item.key, item.question, item.kind, False, "", (), None, scores)
    option = reply.recommendation.option if reply.recommendation else None
    if isinstance(reply, Declined):
        return replace(base, option=option)
    cited = tuple(dict.fromkeys(citation.source for citation in reply.citations))
    return replace(base, answered=True, answer=reply.markdown, cited=cited, option=option)


def _read_for(answer: Answer, found: Sequence[Passage]) -> list[str]:
    """What the answer was written from: its quotes, and the passages that an answerer is given."""
    quotes = [citation.quote for citation in answer.citations]
    return [*quotes, *(passage.text for passage in found[:PASSAGES])]
