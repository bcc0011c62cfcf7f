"""All that one evaluation found, as the table, the page and the JSON show it."""

from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.comparing import Comparison
from bot.evaluation.floors import Fallen
from bot.evaluation.model import Run
from bot.evaluation.summary import Line
from bot.model import Usage


@dataclass(frozen=True, slots=True)
class Results:
    """A run, its lines, where it is saved, its difference from another run if asked for, and what fell."""

    run: Run
    lines: tuple[Line, ...]
    saved_as: Path
    comparison: Comparison | None
    floors: dict[str, float]
    fallen: tuple[Fallen, ...]

    @property
    def title(self) -> str:
        """What was measured, in one line."""
        run = self.run
        documents = "1 document" if run.documents == 1 else f"{run.documents} documents"
        return (
            f"{len(run.outcomes)} questions of {', '.join(run.sets)} over {documents}, "
            f"answered by {run.answerer}, {run.made_at:%Y-%m-%d %H:%M} UTC"
        )

    @property
    def cost(self) -> str:
        """What the run cost, in one sentence; "" where no model was asked."""
        took = (("the answers", self.run.answers_took), ("judging them", self.run.judge_took))
        parts = [f"{_cost(usage)} for {what}" for what, usage in took if usage]
        return f"Claude took {' and '.join(parts)}." if parts else ""


def _cost(usage: Usage) -> str:
    tokens = f"{usage.input_tokens + usage.output_tokens:,} tokens"
    return tokens if usage.usd is None else f"{tokens} (${usage.usd:.4f})"
