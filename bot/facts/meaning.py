"""How likely a piece of text states each value of each fact, by its meaning.

The weights are fitted by `python -m benchmarks.facts_by_meaning --write`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.facts.values import Value

Numbers = NDArray[np.float64]

FITTED = Path(__file__).with_name("fitted_meaning.npz")
_WORD_WEIGHT = 0.4  # against a vector of length 1: 0.25 to 0.8 change little
_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:not|no|never|none|nobody|nothing|without|neither|nor|cannot|no-one)\b|n't\b",
        r"\b(?:only|just)\b",
        r"\b(?:every|each|all|always|any)\b",
        r"\b(?:some|sometimes|now and then|occasionally|mostly|usually)\b",
        r"\b(?:same|identical|alike)\b",
        r"\b(?:but|although|though|yet)\b",
        r"\b(?:both|and also|as well|neither)\b",
        r"\b(?:must|has to|have to|needs? to|required)\b",
        r"\b(?:right|correct|fine|true|accurate|knows?)\b",
        r"\b(?:wrong|off|bad|invents?|guess\w*|makes? up)\b",
        r"\b(?:yearly|annual\w*|year|years)\b",
        r"\bquarter\w*\b",
        r"\bmonth\w*\b",
        r"\b(?:week\w*|monday|tuesday|wednesday|thursday|friday)\b",
        r"\b(?:dai?ly|day|night|nightly|morning|evening)\b",
        r"\b(?:minute\w*|hour\w*|second\w*|live|constantly|real[- ]time)\b",
    )
)
"""Small words that decide what a clause says, and that a sentence's vector hardly shows."""


TOGETHER: Mapping[Value, tuple[Value, ...]] = {"both": ("knowledge", "behaviour")}
"""Values that are two others at once."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Of one fact: its values, the weights (inputs, values + 1) of each and of "none of them", and the least chance."""

    fact: str
    values: Sequence[Value]
    weights: Numbers
    least: float

    def chances(self, inputs: Numbers) -> Mapping[Value, Numbers]:
        """How likely each piece states each value, (pieces,); what states two values at once counts for both."""
        scores = inputs @ self.weights
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
        told: dict[Value, Numbers] = {}
        for value, share in zip(self.values, shares.T, strict=False):  # the last is "none of them"
            for each in TOGETHER.get(value, (value,)):
                told[each] = told.get(each, 0.0) + share
        return told


@cache
def probes() -> tuple[Probe, ...]:
    """The fitted probes, read once."""
    with np.load(FITTED) as kept:
        names = [name for name in kept.files if "." not in name]
        return tuple(
            Probe(
                name,
                tuple(_value(said) for said in kept[f"{name}.values"].tolist()),
                kept[name].astype(np.float64),
                float(kept[f"{name}.least"]),
            )
            for name in names
        )


def write(fitted: Sequence[Probe], path: Path = FITTED) -> None:
    """Keeps the probes, in half precision."""
    kept: dict[str, NDArray[np.generic]] = {}
    for probe in fitted:
        kept[probe.fact] = probe.weights.astype(np.float16)
        kept[f"{probe.fact}.values"] = np.array([str(value) for value in probe.values])
        kept[f"{probe.fact}.least"] = np.array(probe.least)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]  # numpy's stub takes the names for options


def inputs_of(pieces: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]) -> Numbers:
    """(pieces, dimension + words + 1): what a probe weighs of each piece, given each one's vector of length 1."""
    return np.array([[*vectors[piece], *_words_of(piece), 1.0] for piece in pieces], np.float64)


def _words_of(piece: str) -> list[float]:
    return [_WORD_WEIGHT * bool(pattern.search(piece)) for pattern in _WORDS]


def _value(said: str) -> Value:
    return {"True": True, "False": False}.get(said, said)
