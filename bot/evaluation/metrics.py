"""Every metric by name: what it is called, what it tells, which way is better, how questions add up to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """Sections of a report."""

    RETRIEVAL = "Retrieval"
    ANSWERS = "Answers"
    ABSTENTION = "Answering and declining"
    JUDGED = "Judged by Claude"
    LATENCY = "Latency"


@dataclass(frozen=True, slots=True)
class Metric:
    """A line of a report. `percentile` is None for a share: the sum of values over the sum of weights, in [0, 1].

    Otherwise the values are milliseconds, and this percentile of them is told.
    """

    name: str
    group: Group
    label: str
    meaning: str
    higher_is_better: bool = True
    percentile: float | None = None


RECALL_AT = (1, 3, 5, 10)
RANKS = 10  # that MRR and nDCG look at
TOKENS = 1_000  # of passages: what span recall looks at

_R, _A, _D, _J, _L = Group.RETRIEVAL, Group.ANSWERS, Group.ABSTENTION, Group.JUDGED, Group.LATENCY

_METRICS = (
    *(Metric(f"recall_at_{k}", _R, f"recall@{k}", f"of what is wanted, the share in the first {k}") for k in RECALL_AT),
    Metric("mrr", _R, "MRR", f"1 / rank of the first right passage, to {RANKS}"),
    Metric("ndcg_at_10", _R, f"nDCG@{RANKS}", "right passages; higher ranks count more"),
    Metric("span_recall", _R, "span recall", f"of the wanted text, share in {TOKENS:,} tokens"),
    Metric("citation_precision", _A, "citation precision", "quotes that the files hold, letter for letter"),
    Metric("citation_recall", _A, "citation recall", "answerable questions citing an expected source"),
    Metric("key_phrases", _A, "key phrases", "questions whose quotes hold what is expected"),
    Metric("key_figures", _A, "key figures", "the same, for questions about a figure"),
    Metric("options", _A, "options", "decisions that come to the option expected"),
    Metric("answered", _D, "answered", "answerable questions that got any answer"),
    Metric("answered_right", _D, "answered right", "… citing an expected source, with all phrases"),
    Metric("answered_wrong", _D, "answered wrong", "… any other answer", higher_is_better=False),
    Metric("declined_wrong", _D, "declined wrong", "answerable questions that were declined", higher_is_better=False),
    Metric("declined_off_subject", _D, "off-subject declined", "rightly: questions on another subject"),
    Metric("answered_off_subject", _D, "off-subject answered", "wrongly", higher_is_better=False),
    Metric("declined_near_miss", _D, "near miss declined", "rightly: on the subject, but not in the folder"),
    Metric("answered_near_miss", _D, "near miss answered", "wrongly", higher_is_better=False),
    Metric("faithful", _J, "faithful", "answers that their passages support"),
    Metric("relevant", _J, "relevant", "answers to what was asked"),
    *(
        Metric(f"{part}_p{share}", _L, f"{part} p{share}", f"{meaning}; {share} in 100 took less", False, share)
        for part, meaning in (("retrieve", "to find passages"), ("answer", "to write from them"), ("total", "both"))
        for share in (50, 95)
    ),
)

METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _METRICS}
"""In the order of a report."""


def scored_as(metric: Metric) -> str:
    """The name under which outcomes hold what a metric is made of: percentiles share one series of times."""
    return metric.name if metric.percentile is None else metric.name.rpartition("_")[0]
