"""How well a reply answers: its quotes looked up in the files, its sources and words compared with those expected."""

from collections.abc import Mapping

from bot.evaluation.folder import Folder
from bot.evaluation.model import Item, Kind, Score
from bot.evaluation.phrases import says_every
from bot.model import Answer, Declined


def answer_scores(item: Item, reply: Answer | Declined, folder: Folder) -> Mapping[str, Score]:
    """What the reply adds to the metrics of answers and of abstention."""
    scores: dict[str, Score] = {}
    if isinstance(reply, Answer):
        cited = reply.citations
        held = sum(folder.holds(citation.source, citation.start, citation.end, citation.quote) for citation in cited)
        # An answer without a citation breaks the product's promise: it counts as one quote that no file holds.
        scores["citation_precision"] = Score(held, max(1, len(cited)))
    scores |= _when_answerable(item, reply) if item.kind is Kind.ANSWERABLE else _when_not(item.kind, reply)
    if item.option:
        came_to = reply.recommendation.option if reply.recommendation else None
        scores["options"] = _yes(came_to is item.option)
    return scores


def _when_answerable(item: Item, reply: Answer | Declined) -> dict[str, Score]:
    answered = isinstance(reply, Answer)
    from_expected = isinstance(reply, Answer) and _cites(item, reply)
    in_words = isinstance(reply, Answer) and says_every(_quoted(reply), item.phrases)
    right = from_expected and in_words
    scores = {
        "citation_recall": _yes(from_expected),
        "answered": _yes(answered),
        "answered_right": _yes(right),
        "answered_wrong": _yes(answered and not right),
        "declined_wrong": _yes(not answered),
    }
    if item.phrases:
        scores["key_phrases"] = _yes(in_words)
    if item.figures:
        scores["key_figures"] = _yes(in_words)
    return scores


def _when_not(kind: Kind, reply: Answer | Declined) -> dict[str, Score]:
    answered = isinstance(reply, Answer)
    return {f"declined_{kind}": _yes(not answered), f"answered_{kind}": _yes(answered)}


def _cites(item: Item, answer: Answer) -> bool:
    """Whether a citation comes from an expected document; where spans are known, from inside one."""
    if item.spans:
        return any(span.shared(c.source, c.start, c.end) for span in item.spans for c in answer.citations)
    return any(citation.source in item.sources for citation in answer.citations)


def _quoted(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


def _yes(holds: bool) -> Score:
    return Score(float(holds))
