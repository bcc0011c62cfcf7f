"""Figures as people read them: shares with two decimals, times in whole milliseconds."""

from bot.evaluation.intervals import Interval
from bot.evaluation.metrics import Metric


def told(metric: Metric, value: float) -> str:
    """A metric's value."""
    return f"{value:.2f}" if metric.percentile is None else f"{value:.0f} ms"


def signed(metric: Metric, difference: float) -> str:
    """By how much a metric differs."""
    if metric.percentile is None:
        return f"{difference:+.2f}" if abs(difference) >= 0.005 else "0.00"
    return f"{difference:+.0f} ms"


def span(metric: Metric, interval: Interval) -> str:
    """From where to where a value may lie."""
    low, high = interval
    return f"{told(metric, low).removesuffix(' ms')} – {told(metric, high)}"


def between(metric: Metric, interval: Interval) -> str:
    """From where to where a difference may lie."""
    low, high = interval
    return f"{signed(metric, low).removesuffix(' ms')} to {signed(metric, high)}"
