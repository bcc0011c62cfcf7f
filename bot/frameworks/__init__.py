"""A guide's framework: ordered rules over facts, anti-patterns, costs and next steps, each with its quote."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.facts.values import Value
from bot.frameworks.conditions import Condition
from bot.model import AdvisorError, Option, Quote
from indexer.model import Document

Span = tuple[float, float]
"""From low to high, in US dollars."""

HOUSE = "framework"
"""The `kind` of the document whose framework gives the overall verdict."""


class FrameworkRefused(AdvisorError):
    """A framework that cannot be used. The text names the document, the rule and what to change."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When the condition holds, the guide's option is this. `because` is one plain sentence.

    `advice` is the paragraph that tells what to do then, None where the guide has none.
    """

    id: str
    when: Condition
    option: Option
    because: str
    quote: Quote
    advice: Quote | None = None


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """What decisions turn on, with the paragraph that tells how: a fact, or the choice between some options."""

    advice: Quote
    fact: str = ""
    between: frozenset[Option] = frozenset()


@dataclass(frozen=True, slots=True)
class AntiPattern:
    """A mistake that the facts show when the condition holds."""

    name: str
    when: Condition
    quote: Quote


@dataclass(frozen=True, slots=True)
class CostFigures:
    """What a guide says that an option costs, in US dollars; None where it does not say.

    `setup` once, `fixed_monthly` each month, `per_query` each request, `update` each change of the knowledge.
    """

    option: Option
    quote: Quote
    setup: Span | None = None
    fixed_monthly: Span | None = None
    per_query: Span | None = None
    update: Span | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do after a verdict for the option."""

    option: Option
    step: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Framework:
    """One guide's decision rules, in order. `version` is the content hash of the document that they were read from."""

    name: str
    document: Document
    rules: tuple[Rule, ...]
    anti_patterns: tuple[AntiPattern, ...] = ()
    costs: tuple[CostFigures, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    turning_points: tuple[TurningPoint, ...] = ()

    @property
    def version(self) -> str:
        """The content hash of its document: another text, another version."""
        return self.document.content_hash

    @property
    def is_house(self) -> bool:
        """Whether it is the one that gives the overall verdict."""
        return self.document.kind == HOUSE

    def vote(self, known: Mapping[str, Value]) -> Rule | None:
        """The first rule whose condition holds; None when the guide abstains."""
        return next((rule for rule in self.rules if rule.when.holds(known)), None)
