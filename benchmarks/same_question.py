"""Fits the chance that what stands under one question answers another, and shows what each threshold tells.

    python -m benchmarks.same_question            # prints the weights and the curve
    python -m benchmarks.same_question --write    # also writes bot/answerers/fitted_same.py

The fit sees questions for tuning and which sections answer them: `dev` in evals/knowledge.yaml,
evals/development.yaml, and those of same_question.yaml beside this file, which has the labels. Each author's questions
are judged by weights that saw only the others'.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from benchmarks.evidence_fit import Listed, Numbers, fit
from benchmarks.fitting import ROOT, asked_to_write, knowledge_index
from benchmarks.labelled_sections import labelled_questions
from bot.answerers.same_question import FIGURES, nearest_of, question_above, sameness, shares, sureness
from bot.same_question_search import DEPTH
from indexer.model import PUBLIC, Retriever
from indexer.retrieval import HybridRetriever

FITTED = ROOT / "bot" / "answerers" / "fitted_same.py"
_MOST_NEAR_MISSES = 0.12
"""Of the questions that the folder comes near and does not answer, told a section all the same."""
THRESHOLDS = tuple(round(0.2 + 0.02 * step, 2) for step in range(38))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: how near it comes to each section (sections, figures), and which answer it in full, which in part."""

    author: str
    figures: Numbers
    full: frozenset[int]
    part: frozenset[int]
    near_miss: bool


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints, and writes when asked to."""
    write = asked_to_write(__doc__, arguments)
    with knowledge_index() as index:
        asked = list(_asked(HybridRetriever(index)))
    weights = fit([_listed(one) for one in asked])
    told = _told_unseen(asked)
    _print(asked, weights, told)
    if write:
        FITTED.write_text(_module(weights, told, len(asked)), encoding="utf-8")


def _asked(retriever: Retriever) -> Iterator[Asked]:
    for one in labelled_questions():
        found = retriever.retrieve(one.question, k=DEPTH, asker=PUBLIC)
        under = [passage for passage in found if question_above(passage)]
        sections = [under[at] for at in nearest_of(under)]
        if not sections:
            continue
        figures = np.array([astuple(each) for each in sameness(one.question, sections)])
        full, part = (
            frozenset(at for at, section in enumerate(sections) if question_above(section) in answer)
            for answer in (one.full, one.part)
        )
        yield Asked(one.author, figures, full, part, one.near_miss)


def _listed(asked: Asked) -> Listed:
    """The sections, and last of all "none of them", which is right where none answers, or where one does in part."""
    rows = np.c_[asked.figures, np.zeros(len(asked.figures))]
    none = np.r_[np.zeros(len(FIGURES)), 1.0]
    answers = np.zeros(len(rows) + 1, bool)
    answers[list(asked.full or asked.part)] = True
    answers[-1] = not asked.full
    return Listed(np.vstack([rows, none]), answers, asked.author)


@dataclass(frozen=True, slots=True)
class Told:
    """The section that would be told: how sure it is that it answers, and whether it does, in full or in part."""

    sureness: float
    full: bool
    part: bool
    near_miss: bool


def _told_unseen(asked: Sequence[Asked]) -> list[Told]:
    """What would be told, each author's by weights that did not see that author's."""
    weights_of = {
        author: fit([_listed(one) for one in asked if one.author != author]) for author in {one.author for one in asked}
    }
    return [_told(one, weights_of[one.author]) for one in asked]


def _told(asked: Asked, weights: Numbers) -> Told:
    chances = shares(asked.figures @ weights[:-1], float(weights[-1]))
    best = chances.index(max(chances))
    return Told(sureness(chances), best in asked.full, best in asked.part, asked.near_miss)


def _least(told: Sequence[Told]) -> float:
    return next(threshold for threshold in THRESHOLDS if _near_misses_told(told, threshold) <= _MOST_NEAR_MISSES)


def _near_misses_told(told: Sequence[Told], threshold: float) -> float:
    near = [one.sureness >= threshold for one in told if one.near_miss]
    return sum(near) / max(1, len(near))


def _print(asked: Sequence[Asked], weights: Numbers, told: Sequence[Told]) -> None:
    for name, weight in zip((*FIGURES, "none"), weights, strict=True):
        print(f"{name:14} {weight:6.2f}")
    answered = [one for one, item in zip(told, asked, strict=True) if item.full]
    print(f"\n{len(asked)} questions, {len(answered)} of them with a section that answers in full among those found;")
    print(f"the right one is the likeliest for {sum(one.full for one in answered)} of these\n")
    print("threshold  told  in full  in part  wrong  near misses told")
    for threshold in THRESHOLDS:
        above = [one for one in told if one.sureness >= threshold]
        full, part = sum(one.full for one in above), sum(one.part for one in above)
        near = _near_misses_told(told, threshold)
        mark = "*" if threshold == _least(told) else " "
        print(f"{threshold:.2f}{mark} {len(above):9} {full:8} {part:8} {len(above) - full - part:6} {near:10.2f}")


def _module(weights: Numbers, told: Sequence[Told], questions: int) -> str:
    lines = "".join(f'    "{name}": {weight:.2f},\n' for name, weight in zip(FIGURES, weights[:-1], strict=True))
    return f'''"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on {questions} questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {{
{lines}}}
NONE: Final = {weights[-1]:.2f}
"""What "none of them" scores."""
LEAST_SAME: Final = {_least(told)}
"""Of sureness: the lowest threshold at which at most 12 in 100 of the near misses are told one."""
'''


if __name__ == "__main__":
    main()
