"""The questions that went wrong, and how: for whoever mends Advisor, or the question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.model import Kind, Outcome, Score

_RIGHT = Score(1.0)
_SHOWN = 300  # characters of a question or an answer


@dataclass(frozen=True, slots=True)
class Wrong:
    """A question that went wrong; `question` and `answer` are on one line and may be cut."""

    key: str
    faults: tuple[str, ...]
    question: str
    answer: str
    cited: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What is wrong, what was asked, and what was said to it."""
        yield f"{self.key}  {'; '.join(self.faults)}"
        yield f"    asked: {self.question}"
        if self.answer:
            yield f"    said:  {self.answer}"
            yield f"    cited: {', '.join(self.cited)}"


def wrong(outcomes: Sequence[Outcome]) -> Iterator[Wrong]:
    """Those that went wrong, in order."""
    for outcome in outcomes:
        if faults := tuple(_faults(outcome)):
            yield Wrong(outcome.key, faults, _short(outcome.question), _short(outcome.answer), outcome.cited)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _faults(outcome: Outcome) -> list[str]:
    scores = outcome.scores
    faults = []
    if outcome.kind is not Kind.ANSWERABLE:
        if outcome.answered:
            faults.append(f"answered, though the folder does not say ({outcome.kind.replace('_', ' ')})")
    elif not outcome.answered:
        faults.append("declined, though the folder says")
    else:
        faults += [fault for name, fault in _ANSWER_FAULTS.items() if _lost(scores.get(name, _RIGHT))]
    if _lost(scores.get("options", _RIGHT)):
        faults.append(f"came to {outcome.option or 'no option'}, not to the one expected")
    if _lost(scores.get("citation_precision", _RIGHT)):
        faults.append("quotes what no file holds")
    return faults


_ANSWER_FAULTS = {
    "citation_recall": "cites no expected source",
    "key_phrases": "its quotes lack an expected phrase",
    "faithful": "the judge finds it unfaithful to its passages",
    "relevant": "the judge finds that it does not answer the question",
}


def _lost(score: Score) -> bool:
    return score.value < score.weight
