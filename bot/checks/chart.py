"""The chart of a verdict's costs: what each option costs by the month at each volume, for a slide."""

import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bot.checks.verdict import Verdict
from bot.costs import BreakEven, first_year
from bot.frameworks import CostFigures, Span
from bot.model import AdvisorError, Option
from bot.wording import IN_WORDS, capital

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (12.8, 7.2)  # inches; with the resolution below 1920 × 1080 pixels: one slide
_DPI = 150
_VOLUMES = [10 ** (2 + step / 40) for step in range(201)]  # 100 to 10 million queries a month
# Okabe and Ito's palette: apart for colour-blind eyes and on a poor projector.
_COLOURS = {
    Option.PROMPT_ENGINEERING: "#009E73",
    Option.LONG_CONTEXT: "#CC79A7",
    Option.RAG: "#0072B2",
    Option.FINE_TUNING: "#D55E00",
    Option.RAG_AND_FINE_TUNING: "#56B4E9",
    Option.AGENTS: "#E69F00",
}
_INK, _GREY = "#222222", "#666666"


def draw_costs(verdict: Verdict, path: Path) -> None:
    """Write the chart to a file; AdvisorError when there is nothing to draw or the file cannot be written."""
    try:
        path.write_bytes(costs_png(verdict))
    except OSError as error:
        raise AdvisorError(f"The chart cannot be written to {path} ({error.strerror}): choose another file.") from error


def costs_png(verdict: Verdict) -> bytes:
    """The chart as a PNG of 1920 × 1080 pixels; AdvisorError when no guide prices an option by the query.

    A month is a twelfth of the first year, set-up and updates included, so that the lines cross where the verdict
    says that two options break even. The band runs from low to high, the line is mid-range.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    priced = {option: _of(option, verdict.costs.figures) for option in Option}
    drawn = {option: figures for option, figures in priced.items() if figures}
    if not drawn:
        raise AdvisorError("No guide says what an option costs by the query, so there is no chart to draw.")
    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor="white", layout=None)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.085, 0.165, 0.715, 0.645))
    ends = {option: _band(axes, option, figures, verdict) for option, figures in drawn.items()}
    _name_lines(axes, ends)
    _scales(axes)
    _own_volume(axes, verdict)
    for even, above in zip(_visible(verdict), (True, False), strict=False):
        _break_even(axes, even, drawn, verdict.costs.updates, above)
    _words(figure, verdict)
    image = BytesIO()
    figure.savefig(image, format="png", metadata={"Software": None})  # the same chart, the same bytes
    return image.getvalue()


def _of(option: Option, figures: Sequence[CostFigures]) -> list[CostFigures]:
    return [priced for priced in figures if priced.option is option and priced.per_query is not None]


def _monthly(figures: Sequence[CostFigures], volume: float, updates: int) -> Span:
    """A twelfth of the first year over all guides, from the lowest low to the highest high."""
    years = [year for priced in figures if (year := first_year(priced, volume, updates))]
    return min(low for low, _ in years) / 12, max(high for _, high in years) / 12


def _middle(figures: Sequence[CostFigures], volume: float, updates: int) -> float:
    return sum(_monthly(figures, volume, updates)) / 2


def _band(axes: "Axes", option: Option, figures: Sequence[CostFigures], verdict: Verdict) -> float:
    """Draw the option; the cost at the right end of its line."""
    spans = [_monthly(figures, volume, verdict.costs.updates) for volume in _VOLUMES]
    lows, highs = [low for low, _ in spans], [high for _, high in spans]
    middle = [sum(span) / 2 for span in spans]
    colour, chosen = _COLOURS.get(option, _GREY), option is verdict.option
    axes.fill_between(_VOLUMES, lows, highs, color=colour, alpha=0.16 if chosen else 0.10, linewidth=0)
    axes.plot(_VOLUMES, middle, color=colour, linewidth=3.6 if chosen else 2.2, solid_capstyle="round")
    return middle[-1]


def _name_lines(axes: "Axes", ends: dict[Option, float]) -> None:
    """Each line's name at its end, moved apart where ends are close."""
    at = 0.0
    for option, end in sorted(ends.items(), key=lambda pair: pair[1]):
        at = max(end, at * 2.0)
        axes.annotate(
            capital(IN_WORDS[option]),
            (_VOLUMES[-1], at),
            xytext=(12, 0),
            textcoords="offset points",
            color=_COLOURS.get(option, _GREY),
            fontsize=14,
            fontweight="bold",
            va="center",
            annotation_clip=False,
        )


def _scales(axes: "Axes") -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(_VOLUMES[0], _VOLUMES[-1])
    axes.xaxis.set_major_formatter(lambda value, _position: _short(value))
    axes.yaxis.set_major_formatter(lambda value, _position: f"${_short(value)}")
    axes.minorticks_off()
    axes.tick_params(labelsize=13, colors=_GREY, length=0, pad=8)
    axes.grid(color="#E6E6E6", linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#BBBBBB")
    axes.set_xlabel("Queries a month", fontsize=14, color=_INK, labelpad=10)


def _own_volume(axes: "Axes", verdict: Verdict) -> None:
    """Where the proposal itself stands, when it says so."""
    volume = verdict.facts.get("queries_per_month")
    if volume is None or not _VOLUMES[0] < float(volume) < _VOLUMES[-1]:
        return
    axes.axvline(float(volume), color=_GREY, linewidth=1.4, linestyle=(0, (5, 4)))
    axes.annotate(
        f"you: {_short(float(volume))}",
        (float(volume), 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 6),
        textcoords="offset points",
        ha="center",
        fontsize=13,
        color=_GREY,
    )


def _visible(verdict: Verdict) -> list[BreakEven]:
    """The break-evens within the chart, those of the verdict's own option first: two of them have room."""
    within = [even for even in verdict.costs.break_evens if _VOLUMES[0] < even.queries_per_month < _VOLUMES[-1]]
    chosen = sorted(within, key=lambda even: verdict.option not in (even.below, even.above))[:2]
    return sorted(chosen, key=lambda even: even.queries_per_month)


def _break_even(
    axes: "Axes", even: BreakEven, drawn: dict[Option, list[CostFigures]], updates: int, above: bool
) -> None:
    """A mark where the two lines cross; its label stands to the upper left of all bands or to their lower right."""
    volume = even.queries_per_month
    cost = _middle(drawn[even.above], volume, updates)
    axes.plot([volume], [cost], "o", color="white", markeredgecolor=_INK, markeredgewidth=2.2, markersize=11, zorder=5)
    across = math.log(volume / _VOLUMES[0]) / math.log(_VOLUMES[-1] / _VOLUMES[0])  # of the axes' width, in [0, 1]
    place = (min(max(across - 0.22, 0.14), 0.60), 0.88) if above else (min(max(across + 0.1, 0.45), 0.83), 0.13)
    axes.annotate(
        f"Break-even at {_short(volume)}:\nthen {IN_WORDS[even.above]} costs\nless than {IN_WORDS[even.below]}",
        (volume, cost),
        xytext=place,
        textcoords="axes fraction",
        ha="center",
        va="center",
        fontsize=12.5,
        color=_INK,
        bbox={"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": "#BBBBBB"},
        arrowprops={"arrowstyle": "-", "color": _INK, "shrinkB": 6, "linewidth": 1.2},
        zorder=6,
    )


def _words(figure: "Figure", verdict: Verdict) -> None:
    guides = ", ".join(dict.fromkeys(row.guide for row in verdict.costs.rows))
    title = f"What each option costs a month; the check says {IN_WORDS[verdict.option]}"
    figure.text(0.03, 0.935, title, fontsize=22, fontweight="bold", color=_INK)
    reading = "Set-up and updates spread over the first year. Line: mid-range; band: low to high. Logarithmic scales."
    figure.text(0.03, 0.885, reading, fontsize=13.5, color=_GREY)
    updates = f"Assuming {verdict.costs.updates} updates of the knowledge a year. Figures: {guides}."
    figure.text(0.03, 0.03, updates, fontsize=11.5, color=_GREY)


def _short(value: float) -> str:
    """Two digits with their unit: 51,381 is "51k", 416,900 is "420k", 4,714 is "4.7k"."""
    rounded = float(f"{value:.2g}")
    size, unit = next(((size, unit) for size, unit in ((1e6, "M"), (1e3, "k")) if rounded >= size), (1, ""))
    return f"{rounded / size:g}{unit}"
