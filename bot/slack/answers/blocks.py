"""Pure rendering: an answer or a decline as Slack blocks, with its sources and what can be done with it."""

from collections.abc import Iterator, Sequence

from bot.model import EXTRACTIVE, Answer, Citation, Declined, Recommendation
from bot.reasons import open_questions
from bot.slack.answers.buttons import NO_BUTTONS, Buttons, by_place, called, controls, feedback, source_button
from bot.slack.blocks import FALLBACK, Block, Rendered, age, context, minute, section, sections
from bot.slack.mrkdwn import fitted, from_markdown, link, one_line, shortened
from bot.wording import COMES_CLOSEST, perhaps_meant

# The parts add up to under 10,000 characters.
ANSWER = 4_200
RECOMMENDATION = 900
SOURCES = 2_800
MOST_SOURCES = 20
QUOTE = 320
TITLE = 150
NOTICE = 300


def render(reply: Answer | Declined, buttons: Buttons = NO_BUTTONS) -> Rendered:
    """The message that shows this reply, with what can be done with it."""
    return _answer(reply, buttons) if isinstance(reply, Answer) else _declined(reply, buttons)


def _answer(reply: Answer, buttons: Buttons) -> Rendered:
    said = tuple(sections(reply.markdown, ANSWER))
    below = [*_notice(reply), *_recommendation(reply.recommendation, said=reply.markdown)]
    if reply.citations:
        below += [{"type": "divider"}, *_sources(reply.citations, buttons)]
    below += [*controls(buttons, reply.citations), *_footer(reply), *feedback(buttons)]
    text = fitted(reply.markdown, FALLBACK - RECOMMENDATION, from_markdown)
    return _message(text, said, below, reply)


def _declined(reply: Declined, buttons: Buttons) -> Rendered:
    said = "*The knowledge folder does not say.*"
    if reply.closest:
        said = f"{COMES_CLOSEST}\n*{fitted(reply.closest, TITLE, one_line)}*"
    elif reply.meant:
        said += "\n" + fitted(perhaps_meant(reply.meant), RECOMMENDATION, from_markdown)
    elif reply.nearest:
        said += "\nNearest documents: " + "; ".join(fitted(title, TITLE, one_line) for title in reply.nearest[:5])
    if reply.suggestion:
        said += "\n" + fitted(reply.suggestion, RECOMMENDATION, from_markdown)
    below = [section(said), *_notice(reply), *_recommendation(reply.recommendation)]
    return _message(said, (), [*below, *controls(buttons), *_footer(reply), *feedback(buttons)], reply)


def _message(text: str, said: Sequence[Block], below: Sequence[Block], reply: Answer | Declined) -> Rendered:
    if reply.recommendation is not None:
        text += f"\n\nRecommendation: {reply.recommendation.option.label}."
    markdown = reply.markdown.strip() if isinstance(reply, Answer) else ""
    return Rendered(text, (*said, *below), markdown, tuple(below))


def _notice(reply: Answer | Declined) -> Iterator[Block]:
    """What the asker is to know of how the reply came about."""
    notice = fitted(reply.notice, NOTICE, one_line)
    if notice:
        yield context(notice)


def _recommendation(recommendation: Recommendation | None, said: str = "") -> Iterator[Block]:
    """The option, why unless the answer has `said` it, and what would make it surer."""
    if recommendation is None:
        return
    lines = [f"*Recommendation: {recommendation.option.label}*"]
    if not _repeats(recommendation.because, said):
        lines.append(fitted(recommendation.because, RECOMMENDATION // 2, from_markdown))
    if recommendation.missing:
        asked = f"To be surer, tell me: {open_questions(recommendation.missing)}"
        lines.append(fitted(asked, RECOMMENDATION // 2))
    yield section("\n".join(lines))


def _repeats(because: str, said: str) -> bool:
    """Whether every sentence of the reason stands in what was said, full stops aside."""
    return all(sentence.strip(" .") in said for sentence in because.split(". "))


def _sources(citations: Sequence[Citation], buttons: Buttons) -> Iterator[Block]:
    """The sources that fit, each place with its quotes, then how many there was no room for."""
    room, shown = SOURCES, 0
    for place in by_place(citations):
        source = _source(place)
        if len(source) > room or shown + len(place) > MOST_SOURCES:
            yield context(f"and {len(citations) - shown} more")
            return
        room, shown = room - len(source), shown + len(place)
        button = source_button(buttons, citations, place[0])
        yield section(source) if button is None else section(source) | {"accessory": button}


def _source(place: Sequence[Citation]) -> str:
    """The numbers, the document and section (a link where it has an address), its age, and the quotes."""
    first = place[0]
    title = shortened(called(first), TITLE)
    parts = [f"*{' '.join(f'[{citation.number}]' for citation in place)}* {link(first.url, title)}", age(first.as_of)]
    if first.expired:
        parts.append("*expired*")
    numbers = [f"[{citation.number}] " if len(place) > 1 else "" for citation in place]
    quotes = [
        f"> {number}{fitted(citation.quote, QUOTE, one_line)}" for number, citation in zip(numbers, place, strict=True)
    ]
    return "\n".join((" · ".join(parts), *quotes))


def _footer(reply: Answer | Declined) -> Iterator[Block]:
    """How old the index is, who answered, and what was searched for where that is not the question itself."""
    extractive = reply.answerer == EXTRACTIVE
    by = "extractive search, no model" if extractive else fitted(reply.answerer, 80, one_line)
    parts = [f"Answered by {by}"]
    if reply.index_as_of is not None:
        parts.insert(0, f"Index as of {minute(reply.index_as_of)}")
    searched_for = fitted(reply.searched_for, NOTICE, one_line)
    differs = searched_for and reply.searched_for.split() != reply.question.split()
    yield context(" · ".join(parts) + (f"\nSearched for: {searched_for}" if differs else ""))
