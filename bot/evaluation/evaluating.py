"""A run from question sets: read, asked, and put on record."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.evaluation.model import EvaluationError, Item, Outcome, Run
from bot.evaluation.running import Bench, outcomes
from bot.evaluation.sets import QuestionSet
from bot.model import EXTRACTIVE

Progress = Callable[[int, int], None]


def evaluated(sets: Sequence[QuestionSet], split: str | None, bench: Bench, progress: Progress) -> Run:
    """The run of these sets' questions, or of one half of them. `progress` hears how many are done, and of how many."""
    items = chosen(sets, split)
    made_at = datetime.now(UTC)
    told: list[Outcome] = []
    answerers: dict[str, int] = {}
    for outcome, answerer in outcomes(items, bench):
        told.append(outcome)
        answerers[answerer] = answerers.get(answerer, 0) + 1
        progress(len(told), len(items))
    hashes = {each.name: each.sha256 for each in sets}
    return Run(made_at, _who(answerers), bench.documents, hashes, tuple(told))


def chosen(sets: Sequence[QuestionSet], split: str | None) -> list[Item]:
    """The sets' items, or those of one half. Raises EvaluationError when there are none."""
    items = [item for each in sets for item in each.items if split in (None, item.split)]
    if not items:
        named = ", ".join(str(each.file) for each in sets)
        raise EvaluationError(f"No question of {named} has split: {split}; give some that split, or leave --split out.")
    return items


def _who(answerers: dict[str, int]) -> str:
    """Who answered; a model that failed now and then shows as both."""
    return " + ".join(sorted(answerers, key=lambda name: (name == EXTRACTIVE, -answerers[name])))
