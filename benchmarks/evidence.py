"""Fits the weights by which the pieces that answer a question come first, and shows what each figure is worth.

    python -m benchmarks.evidence            # prints the weights and where the first right piece stands
    python -m benchmarks.evidence --write    # also writes bot/answerers/fitted_scores.py

The fit sees the `dev` items of evals/knowledge.yaml and evals/development.yaml whose phrases say which pieces answer.
The questions of evals/development.yaml were written by several people (the letter of an id tells whom): each author's
questions are judged by weights that saw only the others'.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.declining import SETS
from benchmarks.evidence_fit import Listed, Numbers, fit, places_unseen
from benchmarks.fitting import ROOT, asked_to_write, knowledge_index
from benchmarks.questions import Asked, Place, own
from bot.advise import PASSAGES
from bot.answerers.evidence import Evidence
from bot.answerers.extractive import sayable
from bot.answerers.fitted_scores import WEIGHTS
from bot.answerers.likeness import Likeness
from bot.answerers.remembered import RememberedTexts
from bot.answerers.rewording import reworded
from bot.answerers.same_question import question_above
from bot.answerers.scoring import Scored, ranked
from bot.part_search import PartSearch
from bot.same_question_search import SameQuestionSearch
from indexer.model import PUBLIC, Retriever
from indexer.retrieval import HybridRetriever

FITTED = ROOT / "bot" / "answerers" / "fitted_scores.py"
FIGURES = tuple(WEIGHTS)
_ANSWERS = 0.5  # of a piece, or of a phrase, that both share


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints, and writes when asked to."""
    write = asked_to_write(__doc__, arguments)
    with knowledge_index() as index:
        likeness = RememberedTexts(lambda: index.embedder)
        retriever = PartSearch(SameQuestionSearch(HybridRetriever(index)))
        lists = [one for asked in _for_tuning() if (one := _listed(asked, retriever, likeness))]
    weights = fit(lists)
    _print(lists, weights)
    if write:
        FITTED.write_text(_module(weights, len(lists)), encoding="utf-8")


def _for_tuning() -> Iterator[Asked]:
    for file in SETS:
        yield from (asked for asked in own(file, ROOT / "knowledge") if not asked.held_out)


def _listed(asked: Asked, retriever: Retriever, likeness: Likeness) -> Listed | None:
    """The question's pieces; None where all of them answer or none does, which teaches nothing."""
    passages = retriever.retrieve(asked.text, k=PASSAGES, asker=PUBLIC)
    text = reworded(asked.text, passages)
    # Phrases cannot judge a section that answers a question in words of its own; its heading is what finds it.
    pieces = [piece for piece in sayable(text, passages) if not question_above(piece.passage)]
    scored = ranked(text, pieces, likeness)
    answers = np.array([_answers(one.evidence, asked) for one in scored], bool)
    if not answers.any() or answers.all():
        return None
    return Listed(np.array([_figures(one) for one in scored]), answers, asked.id[0])


def _figures(one: Scored) -> list[float]:
    return [getattr(one, name) for name in FIGURES]


def _answers(piece: Evidence, asked: Asked) -> bool:
    """Whether the piece shares enough with a place that answers, or holds enough of it."""
    return any(
        len(shared) >= _ANSWERS * min(quote.end - quote.start, place.end - place.start) > 0
        for quote in piece.quotes
        for group in asked.wanted
        for place in group
        if (shared := place.shared(Place(quote.source, quote.start, quote.end)))
    )


def _print(lists: Sequence[Listed], weights: Numbers) -> None:
    for name, weight in zip(FIGURES, weights, strict=True):
        print(f"{name:10} {weight:6.2f}")
    groups = np.array([one.group for one in lists])
    print(f"\nquestions  first  in three  1 / place     ({len(lists)}; each set by weights that did not see it)")
    _row("all", places_unseen(lists))
    for name in sorted(set(groups)):
        _row(name, places_unseen(lists)[groups == name])
    for place, name in enumerate(FIGURES):
        fewer = [Listed(np.delete(one.figures, place, axis=1), one.answers, one.group) for one in lists]
        _row(f"- {name}", places_unseen(fewer))


def _row(name: str, found: Numbers) -> None:
    print(f"{name:10} {(found == 1).mean():.3f}     {(found <= 3).mean():.3f}      {(1 / found).mean():.3f}")


def _module(weights: Numbers, questions: int) -> str:
    lines = "".join(f'    "{name}": {weight:.2f},\n' for name, weight in zip(FIGURES, weights, strict=True))
    return f'''"""Weights of `bot.answerers.scoring`. Written by `python -m benchmarks.evidence --write`; not by hand.

Fitted on {questions} questions: docs/decisions/0020-evidence-word-by-word.md has what each is worth and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {{
{lines}}}
'''


if __name__ == "__main__":
    main()
