"""Pure rendering: all that a check's card leaves out, in a modal."""

from collections.abc import Iterator, Sequence

from bot.checks.checker import Checked
from bot.checks.flips import flips_in_words
from bot.checks.marks import mark
from bot.checks.money import money
from bot.checks.verdict import Finding, Precedent, Verdict
from bot.costs import Costs
from bot.facts.words import to_two_digits
from bot.model import Option
from bot.slack.blocks import Block, context, header, section
from bot.slack.checks.verdict_lines import (
    bullets,
    fact_line,
    headline,
    option_name,
    quoted,
    shown_pairs,
    sides,
    source_line,
)
from bot.slack.modals import window
from bot.slack.mrkdwn import fitted, one_line
from bot.wording import IN_WORDS, capital, listed

MOST_BLOCKS = 100
MOST_GUIDES, MOST_SOURCES, MOST_LINES, MOST_PAIRS = 20, 30, 12, 4
PART = 2_900  # of a section's 3,000 characters
REASON = 600


def details(checked: Checked) -> Block:
    """The modal with every guide's finding, all flips, mistakes, costs, precedents, next steps and sources."""
    verdict = checked.verdict
    blocks = [
        section(f"*{one_line(headline(verdict))}*\n{fitted(verdict.because, REASON, one_line)}"),
        *_findings(verdict),
        *_disagreements(verdict),
        *_costs(verdict.costs),
        *_part("Every single change that would give another verdict", flips_in_words(verdict.flips)),
        *_part("Would be a mistake here", [f"{a.name} ({a.guide}){mark(a.citation)}" for a in verdict.anti_patterns]),
        *_part("Others who decided something similar", [_precedent(found) for found in verdict.precedents]),
        *_part("Next steps", [s.step + mark(s.citation) for s in verdict.next_steps]),
        *_part("The facts it rests on", [fact_line(reading) for reading in checked.facts_read.facts.readings]),
        *_sources(verdict),
    ]
    return window("The check in detail", blocks[:MOST_BLOCKS])


def _part(title: str, lines: Sequence[str]) -> Iterator[Block]:
    """A title with its list, in as many sections as it takes."""
    if not lines:
        return
    yield header(title)
    yield from _listed(lines)


def _listed(lines: Sequence[str]) -> Iterator[Block]:
    """One list, in a second section only when it is too long for one."""
    together = ""
    for line in lines[:MOST_LINES]:
        bullet = bullets([line], REASON)
        if together and len(together) + len(bullet) > PART:
            yield section(together)
            together = ""
        together += f"\n{bullet}" if together else bullet
    if together:
        yield section(together)


def _findings(verdict: Verdict) -> Iterator[Block]:
    if verdict.findings:
        yield header("What each guide says")
    for finding in verdict.findings[:MOST_GUIDES]:
        yield section(_finding(finding, verdict.option))
    if verdict.abstained:
        names = fitted(listed(verdict.abstained), REASON, one_line)
        yield context(f"No rule for these facts: {names}.")


def _finding(finding: Finding, option: Option) -> str:
    sign = "Agrees" if finding.option is option else "Says otherwise"
    guide = fitted(finding.guide, 120, one_line)
    reason = fitted(finding.because, REASON, one_line)
    return f"*{guide}*: {option_name(finding.option)} · {sign}\n{reason}{mark(finding.citation)}"


def _disagreements(verdict: Verdict) -> Iterator[Block]:
    pairs = shown_pairs(verdict)[:MOST_PAIRS]
    if pairs:
        yield header("Where the guides disagree")
    for pair in pairs:
        yield {"type": "section", "fields": sides(pair)}


def _costs(costs: Costs) -> Iterator[Block]:
    """A line an option: Slack shows no tables in modals, and a phone would not hold one."""
    if not costs.options:
        return
    yield header("What it costs, by the guides’ own figures")
    yield context(f"At {costs.volume:,} queries a month and {costs.updates} updates a year, in US dollars")
    for priced in costs.options:
        marks = "".join(mark(row.citation) for row in costs.rows[:MOST_LINES] if row.option is priced.option)
        yield section(
            f"*{option_name(priced.option)}*{marks}\n"
            f"Set-up {money(priced.setup)} · a month {money(priced.monthly)} · "
            f"an update {money(priced.update)}\nFirst 12 months {money(priced.year)}"
        )
    crossings = [
        f"{capital(IN_WORDS[even.above])} costs less than {IN_WORDS[even.below]} "
        f"from about {to_two_digits(even.queries_per_month)} queries a month on."
        for even in costs.break_evens[:MOST_LINES]
    ]
    yield from _listed([*crossings, *(f"Assumed: {assumption}" for assumption in costs.assumptions)])


def _precedent(found: Precedent) -> str:
    agreement = "agrees" if found.agrees else f"chose {IN_WORDS[found.option]}"
    return f"{found.title} ({agreement}, {found.similarity:.0%} alike): {found.outcome}{mark(found.citation)}"


def _sources(verdict: Verdict) -> Iterator[Block]:
    if verdict.citations:
        yield header("Sources")
    for citation in verdict.citations[:MOST_SOURCES]:
        yield section(f"{source_line(citation)}\n> {quoted(citation, REASON)}")
    if len(verdict.citations) > MOST_SOURCES:
        yield context(f"and {len(verdict.citations) - MOST_SOURCES} more")
