"""Fits how a fact is read by meaning, and shows what is read right and wrong.

    python -m benchmarks.facts_by_meaning            # prints what each threshold reads of sayings not fitted on
    python -m benchmarks.facts_by_meaning --write    # also writes bot/facts/fitted_meaning.npz

Fitted on benchmarks/sayings/, a file an author. What states one fact states, for each other fact, nothing; so does what
is listed under `none`, and what people write who ask for information: the questions for tuning in evals/.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks.declining import SETS
from benchmarks.fitting import ROOT, asked_to_write
from bot.facts import CATALOGUE, Value, read_facts
from bot.facts.meaning import TOGETHER, Numbers, Probe, inputs_of, write
from bot.facts.pieces import pieces
from indexer.index import Index
from indexer.settings import IndexSettings

SAYINGS = ROOT / "benchmarks" / "sayings"
_RIDGE = 1e-4
_STEPS = 300
_BESIDE_THE_NEED = {"", "data_residency", "evaluation_planned"}
"""Facts whose sayings tell nothing of what the model lacks; those of the others often tell it by the way."""
THRESHOLDS = tuple(round(0.5 + 0.02 * step, 2) for step in range(21))
"""Least chances tried for a fact: the lowest is taken at which at most `_WRONG` of what is read is wrong."""
_WRONG = 0.05


@dataclass(frozen=True, slots=True)
class Said:
    """A saying and what it states: a fact's value, or nothing where `fact` is "". `author` is its file."""

    fact: str
    value: Value
    words: str
    author: str = ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints, and writes when asked to."""
    writing = asked_to_write(__doc__, arguments)
    said = list(dict.fromkeys([*sayings(), *asked_for_information()]))
    inputs = _inputs([one.words for one in said])
    fitted = [_fitted(fact.name, said, inputs) for fact in CATALOGUE if any(one.fact == fact.name for one in said)]
    if writing:
        write(fitted)


def sayings() -> list[Said]:
    """What people say when they state a fact, and what they say besides."""
    return [one for file in sorted(SAYINGS.glob("*.yaml")) for one in _sayings_in(file)]


def _sayings_in(file: Path) -> Iterator[Said]:
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    yield from (Said("", False, words, file.stem) for words in listed.pop("none"))
    for fact, values in listed.items():
        yield from (Said(fact, value, words, file.stem) for value, all_ in values.items() for words in all_)


def asked_for_information() -> list[Said]:
    """Pieces of questions for tuning that ask for no decision, where the rules read no fact."""
    items = [item for file in SETS for item in yaml.safe_load(file.read_text(encoding="utf-8"))]
    asked = [item["question"] for item in items if item["split"] == "dev" and not item.get("option")]
    quiet = [question for question in asked if not read_facts(question).facts]
    return [Said("", False, piece.words) for question in quiet for piece in pieces(question)]


def fit(inputs: Numbers, values: NDArray[np.int64], classes: int) -> Numbers:
    """(inputs, classes) weights of a softmax, the squares of the weights held small; Adam (Kingma and Ba 2015)."""
    weights, mean, spread = (np.zeros((inputs.shape[1], classes)) for _ in range(3))
    wanted = np.eye(classes)[values]
    for step in range(1, _STEPS + 1):
        scores = inputs @ weights
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = inputs.T @ (raised / raised.sum(axis=1, keepdims=True) - wanted) / len(inputs) + _RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def _inputs(words: Sequence[str]) -> Numbers:
    with tempfile.TemporaryDirectory() as data:
        settings = IndexSettings(knowledge=ROOT / "knowledge", data=Path(data))
        vectors = Index(settings).embedder.embed(words)
    return inputs_of(words, dict(zip(words, vectors, strict=True)))


def _fitted(fact: str, all_said: Sequence[Said], all_inputs: Numbers) -> Probe:
    """The fact's probe, with the least threshold at which what unseen sayings are read to state is mostly right."""
    lessons = [(at, lesson) for at, one in enumerate(all_said) if (lesson := _lesson(fact, one))]
    said, inputs = [lesson for _, lesson in lessons], all_inputs[[at for at, _ in lessons]]
    values = tuple(dict.fromkeys(one.value for one in said if one.fact == fact))
    right = np.array([values.index(one.value) if one.fact == fact else len(values) for one in said])
    read = _unseen(said, right, inputs, values)
    states = {value: np.array([value in _states(fact, one) for one in said]) for value in read}
    least, shown = THRESHOLDS[-1], []
    for threshold in reversed(THRESHOLDS):
        good = sum(int((states[value] & (read[value] >= threshold)).sum()) for value in read)
        wrong = sum(int((~states[value] & (read[value] >= threshold)).sum()) for value in read)
        if wrong <= _WRONG * (good + wrong):
            least = threshold
        shown.append(f"{threshold}: {good} right, {wrong} wrong")
    stating = sum(int(each.sum()) for each in states.values())
    print(f"{fact} ({stating}), from {least}: " + "; ".join(shown))
    return Probe(fact, values, fit(inputs, right, len(values) + 1), least)


def _states(fact: str, said: Said) -> tuple[Value, ...]:
    return TOGETHER.get(said.value, (said.value,)) if said.fact == fact else ()


def _lesson(fact: str, said: Said) -> Said | None:
    """What a saying teaches of this fact; None where it may state the fact without being listed under it."""
    if fact == "strict_style" and said.fact == "need":
        return None
    if fact != "need" or said.fact == "need":
        return said
    if said.fact == "strict_style":
        return replace(said, fact="need", value="behaviour") if said.value else None
    return said if said.fact in _BESIDE_THE_NEED else None


def _unseen(
    said: Sequence[Said], right: NDArray[np.int64], inputs: Numbers, values: Sequence[Value]
) -> Mapping[Value, Numbers]:
    """How likely each saying states each value, (sayings,), by weights fitted on the other authors."""
    authors = np.array([one.author for one in said])
    chances: dict[Value, Numbers] = {}
    for author in dict.fromkeys(authors.tolist()):
        own = authors == author
        weights = fit(inputs[~own], right[~own], len(values) + 1)
        for value, told in Probe("", values, weights, 0).chances(inputs[own]).items():
            chances.setdefault(value, np.zeros(len(said)))[own] = told
    return chances


if __name__ == "__main__":
    main()
