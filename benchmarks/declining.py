"""Fits the chance that evidence answers a question, on the questions for tuning, and shows what each threshold costs.

    python -m benchmarks.declining            # prints the weights and the curve
    python -m benchmarks.declining --write    # also writes bot/answerers/fitted.py and docs/images/declining.png

The fit sees the `dev` items of evals/knowledge.yaml and evals/development.yaml, without the decisions, which the
frameworks answer. The curve of `dev` is cross-validated: each question is judged by weights that did not see it.
"""

from collections.abc import Callable, Sequence
from dataclasses import astuple, fields

import numpy as np
import yaml

from benchmarks.declining_fit import Fit, Numbers, Seen, cross_validated, fit, rates
from benchmarks.fitting import ROOT, asked_to_write, knowledge_index
from bot.advise import PASSAGES
from bot.answerers.extractive import sayable
from bot.answerers.remembered import RememberedTexts
from bot.answerers.rewording import reworded
from bot.answerers.same_question import question_above
from bot.answerers.scoring import ranked
from bot.answerers.signs import Signs, signs
from bot.part_search import PartSearch
from bot.same_question_search import SameQuestionSearch
from indexer.index import Index
from indexer.model import PUBLIC
from indexer.retrieval import HybridRetriever

SETS = (ROOT / "evals" / "knowledge.yaml", ROOT / "evals" / "development.yaml")
FITTED = ROOT / "bot" / "answerers" / "fitted.py"
PICTURE = ROOT / "docs" / "images" / "declining.png"

LEAST_ANSWERED = 0.68  # of the answerable questions that are no decisions, by sentences alone, however they are put
SURELY = 0.63  # of the same: answered with no word of doubt
THRESHOLDS = tuple(round(0.1 + 0.02 * step, 2) for step in range(41))

Rates = tuple[float, float, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints, and writes when asked to."""
    write = asked_to_write(__doc__, arguments, "write the weights and the picture")
    with knowledge_index() as index:
        figures_of = _figures_over(index)
        dev, held = _seen(figures_of, "dev"), _seen(figures_of, "held")
    fitted = fit(dev.figures, dev.answerable)
    curves = {
        "dev, cross-validated": _curve(cross_validated(dev), dev),
        "held": _curve(fitted.chances(held.figures), held),
    }
    answered = [share for share, _, _ in curves["dev, cross-validated"]]
    least, surely = _highest(answered, LEAST_ANSWERED), _highest(answered, SURELY)
    _print(fitted, least, curves)
    if write:
        from benchmarks.declining_picture import draw

        FITTED.write_text(_module(fitted, least, surely, dev), encoding="utf-8")
        draw(PICTURE, curves, THRESHOLDS.index(least))


def _figures_over(index: Index) -> Callable[[str], Signs | None]:
    likeness = RememberedTexts(lambda: index.embedder)
    retriever = PartSearch(SameQuestionSearch(HybridRetriever(index)))

    def figures_of(question: str) -> Signs | None:
        passages = retriever.retrieve(question, k=PASSAGES, asker=PUBLIC)
        asked = reworded(question, passages)
        # A section that answers the question above it is not judged by signs (bot.answerers.chance).
        guides = [passage for passage in passages if not question_above(passage)]
        evidence = ranked(asked, sayable(asked, guides), likeness)
        return signs(asked, evidence, likeness) if evidence else None

    return figures_of


def _seen(figures_of: Callable[[str], Signs | None], split: str) -> Seen:
    items = [item for file in SETS for item in yaml.safe_load(file.read_text(encoding="utf-8"))]
    asked = [item for item in items if item["split"] == split and "option" not in item]
    seen = [(figures, item) for item in asked if (figures := figures_of(item["question"]))]
    return Seen(
        np.array([astuple(figures) for figures, _ in seen]),
        np.array([item["answerable"] for _, item in seen]),
        np.array([item.get("why") == "near_miss" for _, item in seen]),
    )


def _curve(chances: Numbers, seen: Seen) -> list[Rates]:
    return [rates(chances, seen, threshold) for threshold in THRESHOLDS]


def _highest(answered: Sequence[float], least: float) -> float:
    """The highest threshold at which this share is still answered."""
    return max((t for t, share in zip(THRESHOLDS, answered, strict=True) if share >= least), default=THRESHOLDS[0])


def _print(fitted: Fit, least: float, curves: dict[str, list[Rates]]) -> None:
    for field, weight in zip(fields(Signs), fitted.weights, strict=True):
        print(f"{field.name:16} {weight:+.2f}")
    print(f"{'offset':16} {fitted.offset:+.2f}\nthreshold {least}\n")
    print("threshold  " + "  ".join(f"{name}: answered, near, off" for name in curves))
    for place, threshold in enumerate(THRESHOLDS):
        told = ("{:9.2f}{:8.2f}{:8.2f}     ".format(*curve[place]) for curve in curves.values())
        print(f"{threshold:.2f}{'*' if threshold == least else ' '}  " + "".join(told))


def _module(fitted: Fit, least: float, surely: float, dev: Seen) -> str:
    weights = "".join(
        f'    "{field.name}": {weight:.2f},\n' for field, weight in zip(fields(Signs), fitted.weights, strict=True)
    )
    return f'''"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on {dev.answerable.sum()} answerable questions, {dev.near.sum()} near misses and {dev.off.sum()} off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {{
{weights}}}
OFFSET: Final = {fitted.offset:.2f}
LEAST_CHANCE: Final = {least}
"""Below it Advisor declines: the highest that answers {LEAST_ANSWERED:.0%} of what can be answered, cross-validated."""
SURE_CHANCE: Final = {surely}
"""Below it Advisor answers with a word of doubt: {SURELY:.0%} of what can be answered is above it."""
'''


if __name__ == "__main__":
    main()
