"""Runs kept as JSON files under the data folder, so that a later one can be compared with them."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.evaluation.model import EvaluationError, Kind, Outcome, Run, Score
from bot.model import Option, Usage

LAST = "last"
"""In place of a file: the latest run over the same sets."""


class _SavedOutcome(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    key: str
    question: str
    kind: Kind
    answered: bool
    answer: str
    cited: tuple[str, ...]
    option: Option | None
    scores: dict[str, tuple[float, float]]


class _SavedRun(BaseModel):
    """A run's file. `scores` are `[value, weight]`; keys are added, never renamed or removed."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Literal["advisor-run-1"] = "advisor-run-1"
    made_at: datetime
    answerer: str
    documents: int
    sets: dict[str, str]
    outcomes: tuple[_SavedOutcome, ...]
    answers_took: Usage | None = None
    judge_took: Usage | None = None


class Runs:
    """The saved runs in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, run: Run) -> Path:
        """The new file that holds the run. Raises EvaluationError when it cannot be written."""
        file = self._folder / f"{run.id}.json"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file.write_text(run_json(run), encoding="utf-8")
        except OSError as error:
            raise EvaluationError(f"The run cannot be saved as {file} ({error.strerror}): free that place.") from None
        return file

    def find(self, named: str, sets: frozenset[str]) -> Run:
        """The run in a file, of an id, or with LAST the latest over these sets. Raises EvaluationError."""
        if named == LAST:
            return self._last(sets)
        file = Path(named) if Path(named).is_file() else self._folder / f"{named.removesuffix('.json')}.json"
        if not file.is_file():
            raise EvaluationError(
                f"There is no saved run {named!r}: give a file of {self._folder}, its name, or the word {LAST}."
            )
        return read_run(file)

    def _last(self, sets: frozenset[str]) -> Run:
        for file in sorted(self._folder.glob("*.json"), reverse=True):
            run = read_run(file)
            if sets == set(run.sets):
                return run
        raise EvaluationError(
            f"{self._folder} holds no run over {', '.join(sorted(sets))}: run advisor eval once first."
        )


def run_json(run: Run) -> str:
    """The run as its file holds it."""
    outcomes = tuple(_saved(outcome) for outcome in run.outcomes)
    saved = _SavedRun(
        made_at=run.made_at,
        answerer=run.answerer,
        documents=run.documents,
        sets=dict(run.sets),
        outcomes=outcomes,
        answers_took=run.answers_took,
        judge_took=run.judge_took,
    )
    return saved.model_dump_json(indent=1)


def read_run(file: Path) -> Run:
    """The run that a file holds. Raises EvaluationError when it holds none."""
    try:
        saved = _SavedRun.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"{error.error_count()} of its values do not fit"
        raise EvaluationError(
            f"{file} is no run that advisor eval saved ({reason}): give another, or make one."
        ) from None
    outcomes = tuple(_outcome(outcome) for outcome in saved.outcomes)
    return Run(
        saved.made_at, saved.answerer, saved.documents, saved.sets, outcomes, saved.answers_took, saved.judge_took
    )


def _saved(outcome: Outcome) -> _SavedOutcome:
    return _SavedOutcome(
        key=outcome.key,
        question=outcome.question,
        kind=outcome.kind,
        answered=outcome.answered,
        answer=outcome.answer,
        cited=outcome.cited,
        option=outcome.option,
        scores={name: (score.value, score.weight) for name, score in outcome.scores.items()},
    )


def _outcome(saved: _SavedOutcome) -> Outcome:
    return Outcome(
        saved.key,
        saved.question,
        saved.kind,
        saved.answered,
        saved.answer,
        saved.cited,
        saved.option,
        {name: Score(value, weight) for name, (value, weight) in saved.scores.items()},
    )
