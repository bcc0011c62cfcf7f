"""A run as one file to show to others: a page that needs nothing but itself, or the picture alone."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from bot.evaluation.comparing import Comparison
from bot.evaluation.figures import between, signed, span, told
from bot.evaluation.model import EvaluationError
from bot.evaluation.plots import plots_png
from bot.evaluation.results import Results
from bot.evaluation.summary import Line
from bot.evaluation.wrong import Wrong, wrong

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
img { width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #e6e6e6; vertical-align: top; }
td.figure, th.figure { text-align: right; white-space: nowrap; }
th[colspan] { padding-top: 1.2rem; }
dt { font-weight: 600; margin-top: 1rem; } dd { margin: .2rem 0 0 1rem; } .fault { color: #a33c00; }
.better { color: #00664a; } .worse { color: #a33c00; font-weight: 600; } .note { color: #666; }
"""


def check_name(file: Path) -> None:
    """Raises EvaluationError when the name is that of no kind of report; to be asked before the work is done."""
    if file.suffix.lower() not in (".html", ".png"):
        raise EvaluationError(f"A report cannot be written as {file.name}: give a name that ends in .html or .png.")


def write_report(results: Results, file: Path) -> None:
    """Write a page (.html) or a picture (.png). Raises EvaluationError for other names and unwritable places."""
    check_name(file)
    picture = plots_png(results)
    try:
        file.write_bytes(picture if file.suffix.lower() == ".png" else page(results, picture).encode("utf-8"))
    except OSError as error:
        raise EvaluationError(f"The report cannot be written to {file} ({error.strerror}): choose another.") from None


def page(results: Results, picture: bytes) -> str:
    """The page as HTML: no scripts, nothing from elsewhere, all that comes from documents or users escaped."""
    parts = [
        "<h1>Evaluation of Advisor</h1>",
        f"<p>{escape(results.title)}.</p>",
        *([f'<p class="note">{escape(results.cost)}</p>'] if results.cost else ()),
        *(f'<p class="worse">{escape(str(each))}</p>' for each in results.fallen),
        f'<img alt="The figures below as plots" src="data:image/png;base64,{b64encode(picture).decode("ascii")}">',
        "<h2>Every figure</h2>",
        '<p class="note">Higher is better; where ↓ stands, lower is.</p>',
        _table(["", "value", "95 % interval", "of", "what it tells"], _line_rows(results.lines)),
        *(_compared(results.comparison) if results.comparison else ()),
        *_wrong(list(wrong(results.run.outcomes))),
    ]
    head = f'<meta charset="utf-8"><title>Evaluation of Advisor</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _line_rows(lines: Sequence[Line]) -> Iterable[str]:
    group = None
    for line in lines:
        metric = line.metric
        if metric.group is not group:
            yield f'<tr><th colspan="5">{escape(metric.group)}</th></tr>'
        group = metric.group
        arrow = "" if metric.higher_is_better else " ↓"
        figures = (told(metric, line.value), span(metric, line.interval), str(line.of))
        yield _row(f"{metric.label}{arrow}", figures, f"<td>{escape(metric.meaning)}</td>")


def _compared(comparison: Comparison) -> Iterable[str]:
    yield f"<h2>Against {escape(comparison.before.id)}</h2>"
    yield (
        f'<p class="note">{comparison.questions} questions in both. Paired bootstrap over questions, 2,000 resamples, '
        "fixed seed. One line in twenty looks better or worse by chance; times must differ by a quarter as well.</p>"
    )
    rows = []
    for found in comparison.differences:
        metric = found.metric
        figures = (
            told(metric, found.before),
            told(metric, found.after),
            signed(metric, found.by),
            between(metric, found.interval),
        )
        finding = f'<td class="{found.finding.name.lower()}">{escape(found.finding)}</td>'
        rows.append(_row(metric.label + ("" if metric.higher_is_better else " ↓"), figures, finding))
    yield _table(["", "before", "after", "difference", "95 % interval", "finding"], rows)


def _wrong(questions: Sequence[Wrong]) -> Iterable[str]:
    yield f"<h2>What went wrong: {len(questions)} questions</h2>\n<dl>"
    for each in questions:
        yield f'<dt>{escape(each.key)} <span class="fault">{escape("; ".join(each.faults))}</span></dt>'
        yield f"<dd>{escape(each.question)}</dd>"
        if each.answer:
            yield f'<dd class="note">{escape(each.answer)}</dd>'
    yield "</dl>"


def _table(heads: Sequence[str], rows: Iterable[str]) -> str:
    first, *figures, last = heads
    cells = "".join(f'<th class="figure">{head}</th>' for head in figures)
    return f"<table>\n<tr><th>{first}</th>{cells}<th>{last}</th></tr>\n" + "\n".join(rows) + "\n</table>"


def _row(name: str, figures: Sequence[str], last: str) -> str:
    cells = "".join(f'<td class="figure">{escape(figure)}</td>' for figure in figures)
    return f"<tr><td>{escape(name)}</td>{cells}{last}</tr>"
