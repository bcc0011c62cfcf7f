"""The figures of `/metrics`, in Prometheus's text format (prometheus.io/docs/instrumenting/exposition_formats)."""

from collections.abc import Iterator, Mapping

from bot.counts import BUCKETS, Counted
from bot.web.vitals import Health
from indexer.model import IndexState

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(counted: Counted, health: Health, index: IndexState | None) -> str:
    """One page of figures; what cannot be read now is left out. It holds no names and no texts."""
    parts = [_counts(counted), _latency(counted), _state(health)]
    if index is not None:
        parts.append(_index(index))
    return "".join(f"{line}\n" for part in parts for line in part)


def _counts(counted: Counted) -> Iterator[str]:
    yield from _head("advisor_questions_total", "counter", "Questions since the start, by what became of them.")
    for (outcome, answerer), number in sorted(counted.questions.items()):
        yield _sample("advisor_questions_total", number, {"outcome": outcome, "answerer": answerer})
    yield from _head("advisor_model_tokens_total", "counter", "Tokens that a model read and wrote.")
    yield _sample("advisor_model_tokens_total", counted.input_tokens, {"kind": "input"})
    yield _sample("advisor_model_tokens_total", counted.output_tokens, {"kind": "output"})
    yield from _single("advisor_model_usd_total", "counter", "What the model cost, in US dollars.", counted.usd)


def _latency(counted: Counted) -> Iterator[str]:
    name = "advisor_answer_seconds"
    yield from _head(name, "histogram", "Seconds from taking a question up to having its reply.")
    for most, number in zip(BUCKETS, counted.within, strict=True):
        yield _sample(f"{name}_bucket", number, {"le": f"{most:g}"})
    yield _sample(f"{name}_bucket", counted.all_questions, {"le": "+Inf"})
    yield _sample(f"{name}_sum", counted.seconds)
    yield _sample(f"{name}_count", counted.all_questions)


def _state(health: Health) -> Iterator[str]:
    yield from _single("advisor_ready", "gauge", "1 when /healthz says ok.", int(health.ready))
    if health.waiting is not None:
        waiting = health.waiting
        yield from _single("advisor_inbox_waiting", "gauge", "Messages without an answer yet.", waiting.messages)
        oldest = "Seconds since the oldest of them arrived."
        yield from _single("advisor_inbox_oldest_seconds", "gauge", oldest, waiting.oldest_seconds)


def _index(index: IndexState) -> Iterator[str]:
    yield from _single("advisor_index_documents", "gauge", "Documents in the index.", index.documents)
    yield from _single("advisor_index_chunks", "gauge", "Chunks in the index.", index.chunks)
    yield from _single("advisor_index_refused", "gauge", "Files that were not indexed.", len(index.refused))
    if index.as_of is not None:
        said = "When the index last changed, in seconds since 1970."
        yield from _single("advisor_index_changed_timestamp_seconds", "gauge", said, index.as_of.timestamp())


def _single(name: str, kind: str, said: str, value: float) -> Iterator[str]:
    yield from _head(name, kind, said)
    yield _sample(name, value)


def _head(name: str, kind: str, said: str) -> Iterator[str]:
    yield f"# HELP {name} {said}"
    yield f"# TYPE {name} {kind}"


def _sample(name: str, value: float, labels: Mapping[str, str] | None = None) -> str:
    named = ",".join(f'{label}="{_quoted(text)}"' for label, text in (labels or {}).items())
    return f"{name}{{{named}}} {value!r}" if named else f"{name} {value!r}"


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
