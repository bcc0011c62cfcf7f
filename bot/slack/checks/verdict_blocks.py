"""Pure rendering: a check as a card that a newcomer understands: the option first, why, what to do with it."""

from collections.abc import Iterator, Sequence

from bot.checks.checker import Checked
from bot.checks.flips import flips_in_words
from bot.checks.marks import mark
from bot.checks.verdict import Verdict
from bot.facts import FACTS, FactsRead, Reading, in_words
from bot.model import Citation, Option
from bot.slack.blocks import FALLBACK, Block, Rendered, age, context, header, minute, section
from bot.slack.checks.verdict_lines import bullets, fact_line, headline, quoted, shown_pairs, sides, source_line
from bot.slack.controls import button
from bot.slack.mrkdwn import fitted, one_line, shortened
from bot.wording import listed

CORRECT, DETAILS, SHARE = "check_correct", "check_details", "check_share"
"""The action_ids of the card's buttons; each has the card's id as its value."""

STATE = "State the facts"

# The parts of a card add up to under 10,000 characters, as an answer's do.
BECAUSE = 600
SOURCES = 1_500
MOST_FACTS, MOST_FLIPS, MOST_PAIRS, MOST_SOURCES = 10, 3, 1, 6
QUOTE = 200

_MEANS = {
    Option.PROMPT_ENGINEERING: "Better instructions and examples for the model as it is.",
    Option.LONG_CONTEXT: "All the documents go into the prompt, each time.",
    Option.RAG: "Retrieval-augmented generation: look up the right passages for each question, and answer from them.",
    Option.FINE_TUNING: "Train the model further, on examples of your own.",
    Option.RAG_AND_FINE_TUNING: "Train for how it answers, look up what it answers from.",
    Option.AGENTS: "The model works in steps, with tools that look things up and act.",
    Option.NEED_MORE_INFORMATION: "State one or two more facts, and the verdict follows at once.",
}
"""Each option for someone who meets it for the first time."""


def card(checked: Checked, card_id: str, *, shareable: bool = False) -> Rendered:
    """The card of a check; `shareable` adds the button that shows it to the channel."""
    verdict = checked.verdict
    told = fitted(verdict.because, FALLBACK - 200, one_line)
    below = tuple(_below(checked, card_id, shareable=shareable))
    streamed = (*(section(words) for words in _house_words(verdict)), *below)
    return Rendered(f"{headline(verdict)}\n{told}", (*_said(verdict), *below), _in_markdown(verdict), streamed)


def _said(verdict: Verdict) -> Iterator[Block]:
    """The verdict, why, and the words of the house framework that it rests on."""
    why = f"*Why:* {fitted(verdict.because, BECAUSE, one_line)}{_mark_of_house(verdict)}"
    yield header(headline(verdict))
    yield context(_MEANS[verdict.option])
    yield section("\n".join([why, *_house_words(verdict)]))


def _below(checked: Checked, card_id: str, *, shareable: bool) -> Iterator[Block]:
    """What the verdict turns on, and what can be done with it."""
    verdict = checked.verdict
    yield from _flips(verdict)
    yield from _disagreement(verdict)
    yield from _listed("Worth finding out, because it could change the verdict", _questions(verdict))
    yield {"type": "divider"}
    yield from _facts(checked.facts_read)  # beside the button that corrects them
    yield _buttons(card_id, "Correct the facts" if verdict.facts else STATE, shareable=shareable)
    yield from _sources(_cited(verdict))
    yield context(_footer(checked))


def _in_markdown(verdict: Verdict) -> str:
    """The verdict and why, for a stream."""
    why = shortened(" ".join(verdict.because.split()), BECAUSE)
    return f"## {headline(verdict)}\n\n_{_MEANS[verdict.option]}_\n\n**Why:** {why}{_mark_of_house(verdict)}"


def _mark_of_house(verdict: Verdict) -> str:
    return mark(verdict.house.citation) if verdict.house else ""


def _house_words(verdict: Verdict) -> list[str]:
    """The words of the house framework that the verdict rests on, as a line of mrkdwn."""
    return [f"> {quoted(verdict.house.citation, QUOTE)}"] if verdict.house else []


def _facts(read: FactsRead) -> Iterator[Block]:
    lines = [fact_line(reading) for reading in read.facts.readings]
    if not lines:
        yield section(f"*What I understood:* nothing that decides it yet. Press *{STATE}* and answer what you know.")
    else:
        more = [f"and {len(lines) - MOST_FACTS} more, under Details"] if len(lines) > MOST_FACTS else []
        yield section(f"*What I understood*\n{bullets([*lines[:MOST_FACTS], *more])}")
    if read.contradictions:
        yield section(
            f"*You said two different things.* Until it is settled it counts as unknown.\n{bullets(_ways(read))}"
        )
    if read.notice:
        yield context(read.notice)
    if read.unread:
        yield context(f"The last {read.unread:,} characters of the text were not read.")


def _ways(read: FactsRead) -> Iterator[str]:
    for found in read.contradictions[:3]:
        ways = listed((_way(reading) for reading in found.readings[:4]), "or")
        yield f"{FACTS[found.fact].question} {ways}?"


def _way(reading: Reading) -> str:
    value = in_words(FACTS[reading.fact], reading.value)
    return f"{value} (“{shortened(reading.evidence.words, 40)}”)" if reading.evidence else value


def _listed(title: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield section(f"*{title}*\n{bullets(lines)}")


def _flips(verdict: Verdict) -> Iterator[Block]:
    sentences = flips_in_words(verdict.flips)
    if sentences:
        more = [f"and {len(sentences) - MOST_FLIPS} more, under Details"] if len(sentences) > MOST_FLIPS else []
        yield from _listed("What would change this verdict", [*sentences[:MOST_FLIPS], *more])
    elif verdict.facts and verdict.option is not Option.NEED_MORE_INFORMATION:
        yield section("*What would change this verdict*\nNo single fact: more than one reason holds it up.")


def _questions(verdict: Verdict) -> list[str]:
    return [FACTS[name].question for name in verdict.ask_next]


def _disagreement(verdict: Verdict) -> Iterator[Block]:
    """Two guides side by side, each with the words that it rests on."""
    for pair in shown_pairs(verdict)[:MOST_PAIRS]:
        yield {**section("*Where the guides disagree*"), "fields": sides(pair)}


def _cited(verdict: Verdict) -> list[Citation]:
    """What the card's marks stand for, and the guides that agree: the verdict's own first."""
    own = [verdict.house.citation] if verdict.house else []
    agreeing = [finding.citation for finding in verdict.findings if finding.option is verdict.option]
    paired = [finding.citation for pair in shown_pairs(verdict)[:MOST_PAIRS] for finding in (pair.one, pair.other)]
    shown = {citation.number: citation for citation in (*own, *paired, *agreeing)}
    return list(shown.values())


def _sources(cited: Sequence[Citation]) -> Iterator[Block]:
    """The titles, small: the words that matter most stand above, and Details has all of them.

    An age that all of them have is said once.
    """
    ages = {age(citation.as_of) for citation in cited}
    common = ages.pop() if len(ages) == 1 and len(cited) > 1 else ""
    room, lines = SOURCES, list[str]()
    for citation in sorted(cited[:MOST_SOURCES], key=lambda citation: citation.number):
        line = source_line(citation, common)
        if len(line) <= room:
            room -= len(line)
            lines.append(line)
    if lines:
        more = len(cited) - len(lines)
        heading = " · ".join(filter(None, ("*Sources*", common)))
        yield context("\n".join([heading, *lines, *([f"and {more} more, under Details"] if more else [])]))


def _buttons(card_id: str, facts: str, *, shareable: bool) -> Block:
    buttons = [
        button(CORRECT, facts, card_id, style="primary"),
        button(DETAILS, "Details", card_id),
        *([button(SHARE, "Share in channel", card_id)] if shareable else []),
    ]
    return {"type": "actions", "block_id": "check_buttons", "elements": buttons}


def _footer(checked: Checked) -> str:
    reader = checked.facts_read.reader
    by = f"Facts read by {one_line(reader)}, verdict computed" if reader else "Computed"
    parts = [f"{by} from your guides’ own rules, not by a model", f"check {one_line(checked.id)}"]
    if checked.index_as_of is not None:
        parts.insert(1, f"index as of {minute(checked.index_as_of)}")
    return " · ".join(parts)
