"""A verdict from facts, by every guide's own rules: computed, cited, and the same each time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from bot.because import because_of, undecided
from bot.checks.flips import flips
from bot.checks.precedents import Case, nearest
from bot.checks.verdict import Disagreement, Finding, Firmness, Precedent, Recognised, Step, Verdict
from bot.citations import cite
from bot.costs import costs
from bot.facts import Contradiction, Facts
from bot.frameworks import Framework, Rule
from bot.frameworks.conditions import facts_of
from bot.frameworks.panel import Panel
from bot.model import Citation, Option, Quote
from bot.wording import IN_WORDS, capital
from indexer.model import Document

MOST_STEPS = 5
MOST_ASKED = 2

UNRULED = "No document here holds decision rules, so nothing can be decided: an admin can add a guide that has them."

Cite = Callable[[Quote], Citation]


def decide(  # noqa: PLR0913 - a verdict rests on all of them, and each is a plain value
    facts: Facts,
    guides: Sequence[Framework],
    house: Framework | None,
    *,
    today: date,
    cases: Sequence[Case] = (),
    alike: Mapping[str, float] | None = None,
    unsettled: Sequence[Contradiction] = (),
) -> Verdict:
    """The verdict on these facts. The order of facts, guides and cases does not matter; that of a guide's rules does.

    `alike` is how close each case's text is to the proposal's, in [0, 1], by source. `today` marks expired documents.
    `unsettled` is what the proposal says in different ways: no fact, and named where there is no other.
    """
    guides = sorted(guides, key=lambda guide: guide.document.source)
    heard = [*([house] if house else []), *guides]
    panel = Panel(guides, house)
    numbered = _Numbered([*(framework.document for framework in heard), *(case.document for case in cases)], today)
    option = panel.option(facts)
    house_rule = house.vote(facts) if house else None
    own = _finding(house, house_rule, facts, numbered.cite) if house and house_rule else None
    findings = tuple(_finding(guide, rule, facts, numbered.cite) for guide, rule in panel.votes(facts))
    ask_next = panel.worth_asking(facts)[:MOST_ASKED]
    return Verdict(
        facts=facts,
        option=option,
        because=_because(own, option, findings, undecided(facts, ask_next, unsettled)) if heard else UNRULED,
        firmness=firmness(option, findings),
        house=own,
        findings=findings,
        abstained=tuple(guide.name for guide in guides if guide.vote(facts) is None),
        disagreements=tuple(_disagreements(panel, facts, findings)),
        flips=flips(facts, panel),
        ask_next=ask_next,
        anti_patterns=tuple(_recognised(heard, facts, numbered.cite)),
        costs=costs(facts, heard, numbered.cite),
        precedents=tuple(
            _precedent(case, similarity, option, numbered.cite)
            for case, similarity in nearest(facts, cases, alike or {})
        ),
        next_steps=tuple(_next_steps(option, heard, numbered.cite)),
        citations=tuple(numbered.citations),
        versions=tuple(sorted((framework.document.source, framework.version) for framework in heard)),
    )


def firmness(option: Option, findings: Sequence[Finding]) -> Firmness:
    """How many of the guides that voted say the same as the verdict."""
    agreeing = sum(finding.option is option for finding in findings)
    if not findings:
        return Firmness.NO_VOTES
    if agreeing == len(findings):
        return Firmness.UNANIMOUS
    return Firmness.MAJORITY if 2 * agreeing > len(findings) else Firmness.CONTESTED


def _finding(framework: Framework, rule: Rule, facts: Facts, cite: Cite) -> Finding:
    return Finding(framework.name, rule.option, rule.id, because_of(rule, facts), cite(rule.quote))


def _because(own: Finding | None, option: Option, findings: Sequence[Finding], why_open: str) -> str:
    if own:
        return own.because
    if option is Option.NEED_MORE_INFORMATION:
        return why_open
    agreeing = sum(finding.option is option for finding in findings)
    return f"There is no house framework; {agreeing} of {len(findings)} guides say {capital(IN_WORDS[option])}."


def _disagreements(panel: Panel, facts: Facts, findings: Sequence[Finding]) -> Iterator[Disagreement]:
    """Each two guides with different options, those whose rules rest on the same facts first."""
    rules = [rule for _, rule in panel.votes(facts)]
    pairs = [
        Disagreement(one, other, tuple(name for name in facts_of(rule.when) if name in facts_of(against.when)))
        for (one, rule), (other, against) in combinations(zip(findings, rules, strict=True), 2)
        if one.option is not other.option
    ]
    yield from sorted(pairs, key=lambda pair: not pair.over)


def _precedent(case: Case, similarity: float, option: Option, cite: Cite) -> Precedent:
    return Precedent(
        source=case.document.source,
        title=case.document.title,
        option=case.option,
        agrees=case.option is option,
        similarity=similarity,
        outcome=case.outcome.text,
        citation=cite(case.outcome),
    )


def _recognised(heard: Sequence[Framework], facts: Facts, cite: Cite) -> Iterator[Recognised]:
    """Each anti-pattern once, from the first framework that names it."""
    patterns = [(pattern, guide) for guide in heard for pattern in guide.anti_patterns if pattern.when.holds(facts)]
    first = {pattern.name.casefold(): (pattern, guide) for pattern, guide in reversed(patterns)}
    for pattern, guide in patterns:
        if first[pattern.name.casefold()] == (pattern, guide):
            yield Recognised(pattern.name, guide.name, cite(pattern.quote), facts_of(pattern.when))


def _next_steps(option: Option, heard: Sequence[Framework], cite: Cite) -> Iterator[Step]:
    """The house's steps for the option first, then the guides', each once."""
    steps = [step for framework in heard for step in framework.next_steps if step.option is option]
    first = {step.step.casefold(): step for step in reversed(steps)}
    kept = [step for step in steps if first[step.step.casefold()] is step]
    for step in kept[:MOST_STEPS]:
        yield Step(step.step, cite(step.quote))


class _Numbered:
    """Citations numbered from 1 as they are first used."""

    def __init__(self, documents: Sequence[Document], today: date) -> None:
        self._documents = {document.source: document for document in documents}
        self._today = today
        self._found: dict[tuple[str, int, int], Citation] = {}

    def cite(self, quote: Quote) -> Citation:
        key = (quote.source, quote.start, quote.end)
        if key not in self._found:
            document = self._documents[quote.source]
            self._found[key] = cite(document, quote, len(self._found) + 1, self._today)
        return self._found[key]

    @property
    def citations(self) -> list[Citation]:
        return list(self._found.values())
