"""What can be known about a decision: one fact's meaning, and how its value is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a fact's value is written: one of its words, yes or no, a whole number, any number."""

    CHOICE = "choice"
    FLAG = "flag"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Fact:
    """What one fact means. Numbers run from 0 to `most`; `said` is the phrase that states its value.

    `said` holds `{}` for the value; a flag has two phrases, for yes and for no. What is said of a choice can differ
    from the word for it: `verbs`. `called` is what people call the fact where its name does not say it. `scaled`
    choices are in order, so that neighbours are close. A `budget` is a limit: "under 100 ms" means 100, where "under
    100 examples" means 99. Of a range, the cautious end counts: the upper one of a `load`, the lower one of everything
    else.
    """

    name: str
    kind: Kind
    question: str
    why: str
    said: tuple[str, ...]
    unit: str = ""
    allowed: tuple[str, ...] = ()
    most: int = 10**12
    scaled: bool = False
    budget: bool = False
    load: bool = False
    verbs: Mapping[str, str] = field(default_factory=dict)
    called: str = ""

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers that thresholds can cut."""
        return self.kind in (Kind.COUNT, Kind.NUMBER)

    @property
    def label(self) -> str:
        """What people call it."""
        return self.called or self.name.replace("_", " ")

    @property
    def usage(self) -> str:
        """What may be written for it, in words."""
        if self.kind is Kind.CHOICE:
            return "one of " + ", ".join(self.allowed)
        if self.kind is Kind.FLAG:
            return "yes or no"
        whole = "a whole number" if self.kind is Kind.COUNT else "a number"
        return f"{whole} of {self.unit} from 0 to {self.most:,}"
