"""A framework from a document's front matter, refused whole when any part of it cannot be trusted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.facts import FACTS
from bot.frameworks import (
    AntiPattern,
    CostFigures,
    Framework,
    FrameworkRefused,
    NextStep,
    Rule,
    TurningPoint,
)
from bot.frameworks.condition_reading import ConditionRefused, read_condition
from bot.frameworks.reachability import check_reachable
from bot.model import Option, Quote
from bot.outline import Section, heading_at, sections
from indexer.blocks import BlockKind, blocks, is_markdown
from indexer.model import Document

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Dollars = Annotated[float, Field(ge=0, le=10**9, allow_inf_nan=False)]
DollarSpan = Annotated[tuple[Dollars, Dollars], Field(strict=False)]

_MOST_PARTS = 5_000
_DEEPEST = 20


class _Raw(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RawRule(_Raw):
    id: Text | None = None
    when: dict[str, object]
    option: Option
    because: Text
    quote: Text
    advice: Text | None = None


class _RawTurningPoint(_Raw):
    fact: Text | None = None
    between: list[Option] = Field(default=[], max_length=len(Option))
    advice: Text


class _RawAntiPattern(_Raw):
    name: Text
    when: dict[str, object]
    quote: Text


class _RawCosts(_Raw):
    option: Option
    quote: Text
    setup: DollarSpan | None = None
    fixed_monthly: DollarSpan | None = None
    per_query: DollarSpan | None = None
    update: DollarSpan | None = None


class _RawStep(_Raw):
    option: Option
    step: Text
    quote: Text


class _RawFramework(_Raw):
    name: Text
    rules: list[_RawRule] = Field(default=[], max_length=100)
    anti_patterns: list[_RawAntiPattern] = Field(default=[], max_length=100)
    costs: list[_RawCosts] = Field(default=[], max_length=50)
    next_steps: list[_RawStep] = Field(default=[], max_length=100)
    turning_points: list[_RawTurningPoint] = Field(default=[], max_length=2 * len(FACTS))


def framework_of(document: Document) -> Framework | None:
    """The document's framework, checked; None when it has none; FrameworkRefused with the reason when it is wrong."""
    if document.framework is None:
        return None
    try:
        _check_size(document.framework)
        raw = _RawFramework.model_validate(dict(document.framework))
        framework = _framework(raw, document)
    except ValidationError as problem:
        raise FrameworkRefused(f"{document.source}: framework.{_first(problem)}") from problem
    except (ConditionRefused, _Wrong) as problem:
        raise FrameworkRefused(f"{document.source}: {problem}") from problem
    check_reachable(framework)
    return framework


class _Wrong(Exception):
    """A problem not yet tied to its document."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The prose that quotes must come from."""

    document: Document
    outline: tuple[Section, ...]

    def quote(self, words: str, where: str) -> Quote:
        """The slice of the body that says these words; line breaks and runs of spaces count as one space."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        match = re.compile(pattern).search(self.document.text, self.document.body)
        if match is None:
            raise _Wrong(f"{where}: its quote {words[:80]!r} is not in the document's text: copy it word for word.")
        return self._slice(match.start(), match.end())

    def under(self, heading: str, where: str) -> Quote:
        """The first paragraph under this heading."""
        wanted = " ".join(heading.split())
        section = next((one for one in self.outline if one.path and one.path[-1] == wanted), None)
        if section is None:
            raise _Wrong(f"{where}: no heading says {wanted[:80]!r}: name one of the document's, word for word.")
        markdown = is_markdown(self.document.source)
        found = blocks(self.document.text[: section.end], section.start, markdown=markdown)
        first = next((block for block in found if block.kind is BlockKind.PARAGRAPH), None)
        if first is None:
            raise _Wrong(f"{where}: no paragraph stands under {wanted[:80]!r}: write the advice there.")
        return self._slice(first.start, first.end)

    def _slice(self, start: int, end: int) -> Quote:
        text = self.document.text[start:end]
        return Quote(self.document.source, start, end, text, heading_at(self.outline, start))


def _framework(raw: _RawFramework, document: Document) -> Framework:
    body = _Body(document, sections(document))
    steps = (NextStep(s.option, s.step, body.quote(s.quote, f"step {s.step[:40]!r}")) for s in raw.next_steps)
    return Framework(
        name=raw.name,
        document=document,
        rules=tuple(_rule(rule, name, body) for name, rule in zip(_rule_ids(raw), raw.rules, strict=True)),
        anti_patterns=tuple(
            AntiPattern(a.name, read_condition(a.when, a.name), body.quote(a.quote, a.name)) for a in raw.anti_patterns
        ),
        costs=tuple(_costs(costs, body) for costs in raw.costs),
        next_steps=tuple(steps),
        turning_points=tuple(_turning_point(point, body) for point in raw.turning_points),
    )


def _rule_ids(raw: _RawFramework) -> list[str]:
    ids = [rule.id or f"rule {n}" for n, rule in enumerate(raw.rules, 1)]
    repeated = [name for name in ids if ids.count(name) > 1]
    if repeated:
        raise _Wrong(f"two rules are called {repeated[0]!r}: give each its own id.")
    return ids


def _rule(raw: _RawRule, name: str, body: _Body) -> Rule:
    advice = body.under(raw.advice, name) if raw.advice else None
    return Rule(name, read_condition(raw.when, name), raw.option, raw.because, body.quote(raw.quote, name), advice)


def _turning_point(raw: _RawTurningPoint, body: _Body) -> TurningPoint:
    if bool(raw.fact) == bool(raw.between):
        raise _Wrong(f"turning point {raw.advice[:40]!r}: give it a fact, or the options that it lies between.")
    if raw.fact and raw.fact not in FACTS:
        raise _Wrong(f"turning point {raw.fact[:40]!r}: no such fact: use one of {', '.join(FACTS)}.")
    advice = body.under(raw.advice, f"turning point {raw.fact or raw.advice[:40]}")
    return TurningPoint(advice, raw.fact or "", frozenset(raw.between))


def _costs(raw: _RawCosts, body: _Body) -> CostFigures:
    where = f"costs of {raw.option}"
    spans = {
        "setup": raw.setup,
        "fixed_monthly": raw.fixed_monthly,
        "per_query": raw.per_query,
        "update": raw.update,
    }
    for name, span in spans.items():
        if span is not None and span[0] > span[1]:
            raise _Wrong(f"{where}: {name} runs from {span[0]:g} down to {span[1]:g}: put the low figure first.")
    if not any(spans.values()):
        raise _Wrong(f"{where}: give at least one of {', '.join(spans)}.")
    return CostFigures(raw.option, body.quote(raw.quote, where), **spans)


def _check_size(raw: Mapping[str, object]) -> None:
    """Refuse what is too large or too deep before anything walks through it; aliases count each time."""
    waiting: list[tuple[object, int]] = [(raw, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS or depth > _DEEPEST:
            raise _Wrong(f"the framework has over {_MOST_PARTS:,} parts or {_DEEPEST} levels: make it smaller.")
        if isinstance(part, Mapping):
            waiting += [(inner, depth + 1) for inner in part.values()]
        elif isinstance(part, list | tuple):
            waiting += [(inner, depth + 1) for inner in part]


def _first(problem: ValidationError) -> str:
    error = problem.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']} (given: {str(error['input'])[:60]!r})."
