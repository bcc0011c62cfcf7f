"""Runs made by hand: outcomes with just the scores that a test needs."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.evaluation.model import Kind, Outcome, Run, Score

MADE_AT = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def outcome(key: str, scores: Mapping[str, Score | float], **more: object) -> Outcome:
    held = {name: score if isinstance(score, Score) else Score(score) for name, score in scores.items()}
    base = {"question": f"What of {key}?", "kind": Kind.ANSWERABLE, "answered": True, "answer": "So.", "cited": ()}
    return Outcome(key, option=None, scores=held, **{**base, **more})  # type: ignore[arg-type]


def outcomes(name: str, values: Sequence[float]) -> tuple[Outcome, ...]:
    """One outcome a value, which is its score of this name."""
    return tuple(outcome(f"set/q{number}", {name: value}) for number, value in enumerate(values))


def run(*held: Outcome, made_at: datetime = MADE_AT, sets: tuple[str, ...] = ("set",)) -> Run:
    return Run(made_at, "scripted", 3, dict.fromkeys(sets, "0" * 64), held)
