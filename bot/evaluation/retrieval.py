"""How well the passages found for a question hold what answers it.

What is wanted of a question are its *needs*, each met in [0, 1] by some passages. Where spans are known, a need is a
span, met by the share of its characters that the passages hold. Else it is a list of phrases, met by a passage of an
expected document that holds one of them. Else it is one passage of an expected document.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log2

from bot.evaluation.metrics import RANKS, RECALL_AT, TOKENS
from bot.evaluation.model import Item, Score, Span
from bot.evaluation.phrases import says_every
from indexer.model import Passage

DEPTH = 60  # passages looked at: 1,000 tokens of the shortest chunks, and the pool that nDCG's ideal comes from

Need = Callable[[Sequence[Passage]], float]
TokenOffsets = Callable[[str], list[tuple[int, int]]]
"""Half-open character offsets of each of a text's tokens."""


def retrieval_scores(item: Item, found: Sequence[Passage], token_offsets: TokenOffsets) -> Mapping[str, Score]:
    """Recall at several depths, MRR, nDCG@10 and, where spans are known, span recall. `found` is best first.

    nDCG (Järvelin and Kekäläinen 2002) has gains of 0 and 1; its ideal order is that of the right ones in `found`.
    """
    needs = _needs(item)
    right = [any(need([passage]) > 0 for need in needs) for passage in found]
    scores = {f"recall_at_{k}": Score(_met(needs, found[:k])) for k in RECALL_AT}
    scores["mrr"] = Score(next((1 / rank for rank, is_right in enumerate(right[:RANKS], 1) if is_right), 0.0))
    scores["ndcg_at_10"] = Score(_ndcg(right))
    if item.spans:
        characters = sum(span.end - span.start for span in item.spans)
        first = _first_tokens(found, token_offsets)
        scores["span_recall"] = Score(sum(_covered(span, first) for span in item.spans) / characters)
    return scores


def _needs(item: Item) -> list[Need]:
    if item.spans:
        return [_span_need(span) for span in item.spans]
    return [_phrase_need(item.sources, (alternatives,)) for alternatives in item.phrases or ((),)]


def _span_need(span: Span) -> Need:
    return lambda passages: _covered(span, passages) / (span.end - span.start)


def _phrase_need(sources: Sequence[str], phrases: tuple[tuple[str, ...], ...]) -> Need:
    wanted = tuple(alternatives for alternatives in phrases if alternatives)
    return lambda passages: float(
        any(passage.source in sources and says_every(passage.text, wanted) for passage in passages)
    )


def _covered(span: Span, passages: Sequence[Passage]) -> int:
    """How many of the span's characters the passages hold."""
    shared = (span.shared(passage.source, passage.start, passage.end) for passage in passages)
    return len({character for characters in shared for character in characters})


def _met(needs: Sequence[Need], passages: Sequence[Passage]) -> float:
    return sum(need(passages) for need in needs) / len(needs)


def _ndcg(right: Sequence[bool]) -> float:
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(RANKS, sum(right)) + 1))
    gained = sum(1 / log2(rank + 1) for rank, is_right in enumerate(right[:RANKS], 1) if is_right)
    return gained / ideal if ideal else 0.0


def _first_tokens(passages: Sequence[Passage], token_offsets: TokenOffsets) -> list[Passage]:
    """The passages in order until they hold so many tokens, the last one cut."""
    kept: list[Passage] = []
    left = TOKENS
    for passage in passages:
        starts = [start for start, _ in token_offsets(passage.text)]
        if len(starts) > left:
            kept.append(_cut(passage, starts[left]))
            break
        kept.append(passage)
        left -= len(starts)
    return kept


def _cut(passage: Passage, length: int) -> Passage:
    text = passage.text[:length]
    return Passage(
        passage.source, passage.title, passage.heading, passage.start, passage.start + length, text, passage.score
    )
