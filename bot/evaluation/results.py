"""All that one evaluation found, as the table, the page and the JSON show it."""

from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.comparing import Comparison
from bot.evaluation.floors import Fallen
from bot.evaluation.model import Run
from bot.evaluation.summary import Line


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
