"""An evaluation as one picture: quality with intervals, answering and declining, times, and any differences."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from bot.evaluation.comparing import Comparison, Difference, Finding
from bot.evaluation.figures import signed, told
from bot.evaluation.metrics import Group
from bot.evaluation.model import Kind, Outcome
from bot.evaluation.results import Results
from bot.evaluation.summary import Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DPI = 110
_WIDTH = 13.0  # inches
_ROW, _AROUND = 0.30, 1.5  # inches: a line of a panel, and its title and axis
# Okabe and Ito's palette: apart for colour-blind eyes.
_BLUE, _GREEN, _ORANGE, _RED, _SKY, _PURPLE = "#0072B2", "#009E73", "#E69F00", "#D55E00", "#56B4E9", "#CC79A7"
_INK, _GREY, _FAINT = "#222222", "#666666", "#E6E6E6"
_FOUND = {Finding.BETTER: _GREEN, Finding.WORSE: _RED, Finding.NOT_SEEN: _GREY}
_COLOURS = {Group.RETRIEVAL: _BLUE, Group.ANSWERS: _GREEN, Group.ABSTENTION: _PURPLE, Group.JUDGED: _ORANGE}
_KINDS = {Kind.ANSWERABLE: "answerable", Kind.NEAR_MISS: "near miss", Kind.OFF_SUBJECT: "off-subject"}

Panel = Callable[["Axes"], None]


def plots_png(results: Results) -> bytes:
    """The picture as a PNG; the same results give the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    rows = _rows(results)
    heights = [height for height, _ in rows]
    layout = ConstrainedLayoutEngine(hspace=0.06, wspace=0.06)
    figure = Figure(figsize=(_WIDTH, sum(heights)), dpi=_DPI, facecolor="white", layout=layout)
    FigureCanvasAgg(figure)
    grid = figure.add_gridspec(len(rows), 2, height_ratios=heights)
    for row, (_, panels) in enumerate(rows):
        for column, panel in enumerate(panels):
            axes = figure.add_subplot(grid[row, column] if len(panels) > 1 else grid[row, :])
            _plain(axes)
            panel(axes)
    image = BytesIO()
    figure.savefig(image, format="png", metadata={"Software": None})
    return image.getvalue()


def _rows(results: Results) -> list[tuple[float, list[Panel]]]:
    """What is drawn, from the top: heights in inches, and one or two panels side by side."""
    shares = [line for line in results.lines if line.metric.percentile is None and line.metric.higher_is_better]
    outcomes, comparison = results.run.outcomes, results.comparison
    rows: list[tuple[float, list[Panel]]] = [
        (_AROUND + _ROW * len(shares), [lambda axes: _quality(axes, shares, results.floors)]),
        (3.2, [lambda axes: _abstention(axes, outcomes), lambda axes: _times(axes, outcomes)]),
    ]
    if comparison:
        height = _AROUND + _ROW * len(_drawn(comparison))
        rows.append((height, [lambda axes: _differences(axes, comparison)]))
    return rows


def _quality(axes: "Axes", lines: Sequence[Line], floors: dict[str, float]) -> None:
    """Each share with its interval, best at the right, and its floor where it has one."""
    _title(axes, "Quality, with 95 % intervals" + (" and floors" if floors else ""))
    for row, line in enumerate(lines):
        low, high = line.interval
        floor = floors.get(line.metric.name, 0.0)
        colour = _RED if line.value < floor else _COLOURS[line.metric.group]
        axes.plot([low, high], [row, row], color=colour, linewidth=6, alpha=0.28, solid_capstyle="butt")
        axes.plot([line.value], [row], "o", color=colour, markersize=8, clip_on=False, zorder=3)
        axes.annotate(
            told(line.metric, line.value), (1.02, row), va="center", fontsize=11, color=_INK, annotation_clip=False
        )
        if floor:
            axes.plot([floor], [row], "|", color=_INK, markersize=16, markeredgewidth=2, clip_on=False, zorder=4)
    _named_rows(axes, [f"{line.metric.label}  ({line.of})" for line in lines])
    axes.set_xlim(0, 1)


def _abstention(axes: "Axes", outcomes: Sequence[Outcome]) -> None:
    """For each kind of question, the shares answered rightly, answered wrongly, declined rightly and wrongly."""
    _title(axes, "Answered or declined, in questions")
    kinds = [kind for kind in _KINDS if any(outcome.kind is kind for outcome in outcomes)]
    for row, kind in enumerate(kinds):
        asked = [outcome for outcome in outcomes if outcome.kind is kind]
        left = 0.0
        for name, colour, count in _fates(kind, asked):
            share = count / len(asked)
            axes.barh(row, share, left=left, color=colour, height=0.55, label=name)
            if share > 0.05:
                axes.text(left + share / 2, row, str(count), ha="center", va="center", color="white", fontsize=11)
            left += share
    _named_rows(axes, [_KINDS[kind] for kind in kinds])
    axes.set_xlim(0, 1)
    handles, names = axes.get_legend_handles_labels()
    once = dict(zip(names, handles, strict=True))
    axes.legend(
        once.values(), once.keys(), ncols=2, fontsize=10, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.1)
    )
    axes.set_xticks([])


def _fates(kind: Kind, asked: Sequence[Outcome]) -> list[tuple[str, str, int]]:
    answered = sum(outcome.answered for outcome in asked)
    declined = len(asked) - answered
    if kind is not Kind.ANSWERABLE:
        return [("declined rightly", _SKY, declined), ("answered wrongly", _RED, answered)]
    right = sum(outcome.scores["answered_right"].value > 0 for outcome in asked)
    return [
        ("answered rightly", _GREEN, right),
        ("answered wrongly", _RED, answered - right),
        ("declined wrongly", _ORANGE, declined),
    ]


def _times(axes: "Axes", outcomes: Sequence[Outcome]) -> None:
    """For each part of the work, the share of questions that took at most so long."""
    _title(axes, "Questions done within … ms")
    for part, colour in (("retrieve", _BLUE), ("total", _INK)):
        times = sorted(outcome.scores[part].value for outcome in outcomes if part in outcome.scores)
        if times:
            shares = [done / len(times) for done in range(1, len(times) + 1)]
            axes.step(times, shares, where="post", color=colour, linewidth=2.2, label=part)
    axes.axhline(0.95, color=_GREY, linewidth=1, linestyle=(0, (4, 4)))
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1.05)
    axes.set_yticks([0, 0.5, 0.95], ["0", "50 %", "95 %"])
    axes.legend(fontsize=11, frameon=False, loc="lower right")


def _drawn(comparison: Comparison) -> list[Difference]:
    """Shares only: times have another unit."""
    return [found for found in comparison.differences if found.metric.percentile is None]


def _differences(axes: "Axes", comparison: Comparison) -> None:
    """How much each share changed, with its interval; the right side is more, not always better."""
    _title(axes, f"Change since {comparison.before.id}, with 95 % intervals")
    drawn = _drawn(comparison)
    for row, found in enumerate(drawn):
        colour = _FOUND[found.finding]
        axes.plot(found.interval, [row, row], color=colour, linewidth=6, alpha=0.3, solid_capstyle="butt")
        axes.plot([found.by], [row], "o", color=colour, markersize=8)
        words = f"{signed(found.metric, found.by)}  {found.finding}"
        axes.annotate(
            words, (1.01, row), xycoords=("axes fraction", "data"), va="center", color=colour, annotation_clip=False
        )
    axes.axvline(0, color=_INK, linewidth=1)
    _named_rows(axes, [f"{each.metric.label}{'' if each.metric.higher_is_better else ' ↓'}" for each in drawn])
    widest = max((abs(end) for each in drawn for end in each.interval if end == end), default=0)  # noqa: PLR0124 - NaN
    axes.set_xlim(-max(0.1, widest * 1.1), max(0.1, widest * 1.1))


def _plain(axes: "Axes") -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#BBBBBB")
    axes.tick_params(labelsize=11, colors=_GREY, length=0)
    axes.grid(axis="x", color=_FAINT, linewidth=1)
    axes.set_axisbelow(True)


def _title(axes: "Axes", words: str) -> None:
    axes.set_title(words, loc="left", fontsize=13, fontweight="bold", color=_INK, pad=12)


def _named_rows(axes: "Axes", names: Sequence[str]) -> None:
    """Names at the left, the first row on top."""
    axes.set_yticks(range(len(names)), names, color=_INK)
    axes.set_ylim(len(names) - 0.4, -0.6)
