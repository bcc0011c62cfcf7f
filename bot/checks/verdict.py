"""The words of a check's outcome: verdict, finding, disagreement, flip, precedent. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.costs import Costs
from bot.facts import Facts, Value
from bot.model import Citation, Option


class Firmness(StrEnum):
    """How far the guides that voted stand behind the verdict; a majority is more than half of them."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    CONTESTED = "contested"
    NO_VOTES = "no_votes"

    @property
    def label(self) -> str:
        """It in words."""
        return self.value.replace("_", " ").replace("no votes", "silent")


@dataclass(frozen=True, slots=True)
class Finding:
    """A guide's rule that fired. `because` holds the facts it rests on and the guide's reason."""

    guide: str
    option: Option
    rule: str
    because: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two guides that the same facts lead to different options. `over` are the facts that both rules test."""

    one: Finding
    other: Finding
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """A change of one known fact that changes the verdict to `option`.

    For a number, `after` is the value closest to `before` among those that act alike.
    """

    fact: str
    before: Value
    after: Value
    option: Option
    words: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """An anti-pattern that the facts show. `over` are the facts that it rests on."""

    name: str
    guide: str
    citation: Citation
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Precedent:
    """A case study with similar facts. `similarity` is in (0, 1]; `outcome` is its own words, cited."""

    source: str
    title: str
    option: Option
    agrees: bool
    similarity: float
    outcome: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next, and the guide that says so."""

    step: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check. The same facts and frameworks always give the same verdict.

    `house` is the house framework's own finding. `versions` are the content hashes, by source, of every framework
    that was heard. `citations` holds each citation of the verdict once, numbered from 1 in reading order.
    """

    facts: Facts
    option: Option
    because: str
    firmness: Firmness
    house: Finding | None
    findings: tuple[Finding, ...]
    abstained: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    flips: tuple[Flip, ...]
    ask_next: tuple[str, ...]
    anti_patterns: tuple[Recognised, ...]
    costs: Costs
    precedents: tuple[Precedent, ...]
    next_steps: tuple[Step, ...]
    citations: tuple[Citation, ...]
    versions: tuple[tuple[str, str], ...]


def one_a_pair(disagreements: Iterable[Disagreement]) -> list[Disagreement]:
    """One disagreement for each two options: the first, as they come in order of weight."""
    first: dict[frozenset[Option], Disagreement] = {}
    for pair in disagreements:
        first.setdefault(frozenset({pair.one.option, pair.other.option}), pair)
    return list(first.values())
