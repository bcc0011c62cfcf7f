"""What `advisor eval --json` prints: keys are added, never renamed or removed."""

from dataclasses import asdict
from math import isnan

from bot.evaluation.comparing import Comparison, Difference
from bot.evaluation.results import Results
from bot.evaluation.summary import Line
from bot.model import Usage

Json = dict[str, object]


def evaluation_json(results: Results) -> Json:
    """The run's figures, where it is saved, its differences from another run if asked for, and what fell."""
    run = results.run
    return {
        "run": run.id,
        "answerer": run.answerer,
        "sets": list(run.sets),
        "questions": len(run.outcomes),
        "metrics": {line.metric.name: _line_json(line) for line in results.lines},
        "compared": _comparison_json(results.comparison) if results.comparison else None,
        "below_floor": [{"metric": each.name, "value": each.value, "floor": each.floor} for each in results.fallen],
        "took": {"answers": _usage_json(run.answers_took), "judge": _usage_json(run.judge_took)},
        "saved_as": str(results.saved_as),
    }


def _usage_json(usage: Usage | None) -> Json | None:
    return asdict(usage) if usage else None


def _line_json(line: Line) -> Json:
    low, high = line.interval
    return {"value": _figure(line.value), "low": _figure(low), "high": _figure(high), "of": line.of}


def _comparison_json(comparison: Comparison) -> Json:
    differences = {each.metric.name: _difference_json(each) for each in comparison.differences}
    return {"before": comparison.before.id, "questions": comparison.questions, "differences": differences}


def _difference_json(found: Difference) -> Json:
    low, high = found.interval
    figures = {"before": found.before, "after": found.after, "by": found.by, "low": low, "high": high}
    return {**{name: _figure(value) for name, value in figures.items()}, "finding": found.finding}


def _figure(value: float) -> float | None:
    """Rounded to more than the questions can carry; None where there is no figure."""
    return None if isnan(value) else round(value, 4)
