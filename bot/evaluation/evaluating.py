"""A run from question sets: read, asked, and put on record."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.evaluation.model import EvaluationError, Item, Run
from bot.evaluation.running import Bench, Told, outcomes
from bot.evaluation.sets import QuestionSet
from bot.model import EXTRACTIVE
from bot.prices import together

Progress = Callable[[int, int], None]


def evaluated(sets: Sequence[QuestionSet], split: str | None, bench: Bench, progress: Progress) -> Run:
    """The run of these sets' questions, or of one half of them. `progress` hears how many are done, and of how many."""
    items = chosen(sets, split)
    made_at = datetime.now(UTC)
    told: list[Told] = []
    for each in outcomes(items, bench):
        told.append(each)
        progress(len(told), len(items))
    return Run(
        made_at,
        _who(Counter(each.answerer for each in told)),
        bench.documents,
        {each.name: each.sha256 for each in sets},
        tuple(each.outcome for each in told),
        together(each.answer_took for each in told),
        together(each.judge_took for each in told),
    )


def chosen(sets: Sequence[QuestionSet], split: str | None) -> list[Item]:
    """The sets' items, or those of one half. Raises EvaluationError when there are none."""
    items = [item for each in sets for item in each.items if split in (None, item.split)]
    if not items:
        named = ", ".join(str(each.file) for each in sets)
        raise EvaluationError(f"No question of {named} has split: {split}; give some that split, or leave --split out.")
    return items


def _who(answerers: Mapping[str, int]) -> str:
    """Who answered; a model that failed now and then shows as both."""
    return " + ".join(sorted(answerers, key=lambda name: (name == EXTRACTIVE, -answerers[name])))
