"""Floors: what a metric may not fall below without somebody noticing. CI checks them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.evaluation.metrics import METRICS
from bot.evaluation.model import EvaluationError
from bot.evaluation.summary import Line

_FLOORED = {name for name, metric in METRICS.items() if metric.percentile is None and metric.higher_is_better}
# Times are left out: they are the machine's. So is what is better when lower: each has a twin that is higher.


@dataclass(frozen=True, slots=True)
class Fallen:
    """A metric under its floor; `value` is None when the run did not measure it."""

    name: str
    value: float | None
    floor: float

    def __str__(self) -> str:
        """One sentence that names the metric, its value and its floor."""
        if self.value is None:
            return f"{self.name} was not measured; its floor is {self.floor:g}."
        return f"{self.name} is {self.value:.3f}, below its floor of {self.floor:g}."


def read_floors(file: Path) -> dict[str, float]:
    """Floors by metric. Raises EvaluationError with what is wrong in the file, and what is allowed."""
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"The floors in {file} cannot be read ({' '.join(str(error).split())}).") from None
    if not isinstance(given, dict) or not given:
        raise EvaluationError(f"{file} holds no floors: write a line such as answered: 0.9 for each.")
    for name, floor in given.items():
        if name not in _FLOORED:
            raise EvaluationError(f"{file}: {name!r} has no floor; one of {', '.join(sorted(_FLOORED))} can have one.")
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise EvaluationError(f"{file}: the floor of {name} is {floor!r}; it takes a number from 0 to 1.")
    return {str(name): float(floor) for name, floor in given.items()}


def fallen(lines: Sequence[Line], floors: dict[str, float]) -> tuple[Fallen, ...]:
    """What is under its floor."""
    values = {line.metric.name: line.value for line in lines}
    below = [(name, values.get(name), floor) for name, floor in floors.items()]
    return tuple(Fallen(name, value, floor) for name, value, floor in below if value is None or value < floor)
