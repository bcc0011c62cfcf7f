"""The picture of what declining costs: each threshold's share of questions answered and of traps declined."""

from collections.abc import Mapping, Sequence
from pathlib import Path

Rates = tuple[float, float, float]

_NEAR, _OFF, _INK, _GRID = "#1d4ed8", "#0f766e", "#1f2937", "#e5e7eb"


def draw(file: Path, curves: Mapping[str, Sequence[Rates]], chosen: int) -> None:
    """Writes a PNG: per curve, the shares declined over the share answered; a dot marks the chosen threshold."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.4, 3.9), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    for axes, (name, curve) in zip(figure.subplots(1, len(curves), sharey=True), curves.items(), strict=True):
        answered = [rates[0] for rates in curve]
        for shares, colour, label in (
            ([rates[1] for rates in curve], _NEAR, "near misses"),
            ([rates[2] for rates in curve], _OFF, "off the subject"),
        ):
            axes.plot(answered, shares, color=colour, linewidth=2, label=label)
            axes.plot(answered[chosen], shares[chosen], "o", color=colour, markersize=7)
            axes.annotate(
                f"{shares[chosen]:.2f}",
                (answered[chosen], shares[chosen]),
                (-8, -14),
                textcoords="offset points",
                color=colour,
                ha="right",
            )
        axes.set_title(f"{name}: answers {answered[chosen]:.2f}", color=_INK, fontsize=11, loc="left")
        axes.set_xlabel("answerable questions answered", color=_INK)
        axes.set_xlim(0.6, 1.005)
        axes.set_ylim(0.4, 1.03)
        axes.grid(color=_GRID)
        axes.spines[["top", "right"]].set_visible(False)
    axes = figure.axes[0]
    axes.set_ylabel("unanswerable questions declined", color=_INK)
    axes.legend(loc="lower left", frameon=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file)
