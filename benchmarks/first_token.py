"""What Advisor adds to a model's own time until the first words of an answer stand before the reader.

    python -m benchmarks.first_token [--knowledge DIR] [--data DIR] [--times 3] [--pace 0.01]

A fake Claude streams over a real socket, one event each `pace` seconds. Measured for every question, in milliseconds:
before, from the question to its arrival at the model (search, request); after, from the end of its first block
that can be verified to its being given to whoever shows it. Their sum is what is added. From first token to first
words shown is told too: it holds the time that the model takes to finish its first sentence.

The aim is a median under 150 ms added. Exit code 1 when it is missed.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.model import Question
from bot.settings import ClaudeSettings
from bot.watching import Nobody
from bot.wiring import Program
from indexer.settings import IndexSettings, read_settings
from tests.fakes.claude import FakeClaude

QUESTIONS = (
    "How soon could a RAG pipeline be ready for production?",
    "How many labelled examples does fine-tuning need?",
    "What does a fine-tuning run cost?",
    "When does prompting alone suffice?",
    "What latency does retrieval add?",
    "How can answers cite their sources?",
    "What is LoRA?",
    "Why did the legal team combine both?",
)
_AIM = 150  # ms


@dataclass(frozen=True, slots=True)
class Run:
    """One answer, in milliseconds."""

    before: float
    after: float
    from_first_token: float


class Stopwatch(Nobody):
    """Notes when the first words are shown."""

    def __init__(self) -> None:
        self.first: float | None = None

    def wrote(self, markdown: str) -> None:
        """The first time counts."""
        self.first = self.first or time.perf_counter()


def main() -> int:
    """Measure, print the medians, say whether the aim is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--pace", type=float, default=0.01)
    chosen = parser.parse_args()
    claude = FakeClaude().start()
    with tempfile.TemporaryDirectory() as scratch:
        settings = read_settings(IndexSettings, knowledge=chosen.knowledge, data=chosen.data or Path(scratch))
        key = ClaudeSettings(api_key=SecretStr(claude.key), base_url=claude.url)
        program = Program(settings, key)
        program.sync_if_missing(lambda _done, _of: None)
        program.warm_up()
        claude.pace = chosen.pace
        runs = [_run(program, claude, text) for _ in range(chosen.times) for text in QUESTIONS]
        program.records.close()
    claude.stop()
    return 0 if _told([run for run in runs if run is not None]) else 1


def _run(program: Program, claude: FakeClaude, text: str) -> Run | None:
    claude.sent.clear()
    watch = Stopwatch()
    began = time.perf_counter()
    program.advisor.ask(Question(text), watch)
    if watch.first is None:
        return None
    arrived = claude.sent[0][0] - claude.pace
    first_token = next(at for at, event in claude.sent if "text_delta" in event)
    whole = _end_of_first_cited_block(claude.sent)
    return Run(*(1_000 * seconds for seconds in (arrived - began, watch.first - whole, watch.first - first_token)))


def _end_of_first_cited_block(sent: Sequence[tuple[float, str]]) -> float:
    cited = next(n for n, (_, event) in enumerate(sent) if "citations_delta" in event)
    return next(at for at, event in sent[cited:] if "content_block_stop" in event)


def _told(runs: Sequence[Run]) -> bool:
    """Whether the aim is met; one line a figure."""
    _line("before the model: search and request", [run.before for run in runs])
    _line("after its first block that can be verified", [run.after for run in runs])
    _line("from its first token to the first words shown", [run.from_first_token for run in runs])
    added = _line("added in all", [run.before + run.after for run in runs])
    print(f"{len(runs)} answers; aim: a median under {_AIM} ms added")
    return added < _AIM


def _line(name: str, values: Sequence[float]) -> float:
    median, slow = statistics.median(values), statistics.quantiles(values, n=20)[-1]
    print(f"{name}: median {median:.1f} ms, 95th percentile {slow:.1f} ms")
    return median


if __name__ == "__main__":
    sys.exit(main())
