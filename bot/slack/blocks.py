"""Pure rendering: an answer, a decline or an apology as Slack blocks, within Slack's limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.model import EXTRACTIVE, Answer, Citation, Declined, Recommendation
from bot.reasons import open_questions
from bot.slack.mrkdwn import fitted, from_markdown, link, one_line, pieces, shortened

Block = dict[str, object]

# Slack refuses a section over 3,000 characters, a message over 50 blocks and, by experience, about 13,000
# characters over all blocks (bolt-js#2509). The parts below add up to under 10,000.
SECTION = 2_900
ANSWER = 5_000
RECOMMENDATION = 900
SOURCES = 3_200
MOST_SOURCES = 20
QUOTE = 320
TITLE = 150
FALLBACK = 3_000  # the `text` beside the blocks: chat.update refuses over 4,000

PLACEHOLDER = "Looking in the knowledge folder…"
STATUS = "is reading the knowledge folder…"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: its blocks, and the same in one text for notifications, screen readers and search."""

    text: str
    blocks: tuple[Block, ...]


def render(reply: Answer | Declined) -> Rendered:
    """The message that shows this reply."""
    return _answer(reply) if isinstance(reply, Answer) else _declined(reply)


def apology(reference: str) -> Rendered:
    """What an asker sees when Advisor failed; the reference is in the log beside the cause."""
    return note(f"Sorry, something went wrong on my side. Reference: {reference}.")


def help_text(trouble: str = "") -> Rendered:
    """How to ask, after what was wrong with the way somebody asked."""
    return note(
        f"{trouble}\n\n"
        "I answer questions about prompting, RAG and fine-tuning, and about whatever else is in the knowledge "
        "folder, with the exact passages.\n"
        "- In a channel: `@Advisor We have 300 labelled examples. Fine-tune or RAG?`\n"
        "- In a thread where I answered, or in a direct message: just write.\n"
        "- Only for you: `/advisor ask What is LoRA?`\n"
        "- To check a decision: `@Advisor check We have 300 examples, docs change weekly`, in its thread too; only for "
        "you: `/advisor check`, which opens a form. On any message: More actions > *Check this decision*.\n"
        "- This help: `/advisor help`"
    )


def note(markdown: str) -> Rendered:
    """A message of a few sentences."""
    return Rendered(fitted(markdown, FALLBACK, from_markdown), tuple(_sections(markdown, SECTION)))


def _answer(reply: Answer) -> Rendered:
    blocks = [*_sections(reply.markdown, ANSWER), *_recommendation(reply.recommendation, said=reply.markdown)]
    if reply.citations:
        blocks += [{"type": "divider"}, *_sources(reply.citations)]
    text = fitted(reply.markdown, FALLBACK - RECOMMENDATION, from_markdown)
    return _message(text, blocks, reply)


def _declined(reply: Declined) -> Rendered:
    said = "*The knowledge folder does not say.*"
    if reply.nearest:
        said += "\nNearest documents: " + "; ".join(fitted(title, TITLE, one_line) for title in reply.nearest[:5])
    if reply.suggestion:
        said += "\n" + fitted(reply.suggestion, RECOMMENDATION, from_markdown)
    return _message(said, [section(said), *_recommendation(reply.recommendation)], reply)


def _message(text: str, blocks: Sequence[Block], reply: Answer | Declined) -> Rendered:
    if reply.recommendation is not None:
        text += f"\n\nRecommendation: {reply.recommendation.option.label}."
    return Rendered(text, (*blocks, _footer(reply)))


def _sections(markdown: str, limit: int) -> Iterator[Block]:
    """The Markdown in sections, in about `limit` characters over all."""
    short = shortened(markdown.strip(), limit, from_markdown)
    return (section(piece) for piece in pieces(short, SECTION, from_markdown) if piece)


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


def _sources(citations: Sequence[Citation]) -> Iterator[Block]:
    """A section per citation while there is room, then how many there was no room for."""
    room = SOURCES
    for shown, citation in enumerate(citations):
        source = _source(citation)
        if len(source) > room or shown == MOST_SOURCES:
            yield context(f"and {len(citations) - shown} more")
            return
        room -= len(source)
        yield section(source)


def _source(citation: Citation) -> str:
    """The number, the document and section (a link where it has an address), its age, and the quote."""
    place = " › ".join((citation.title, *citation.heading[-1:]))
    parts = [f"*[{citation.number}]* {link(citation.url, shortened(place, TITLE))}"]
    if citation.as_of is not None:
        parts.append(f"as of {citation.as_of:%d %b %Y}")
    if citation.expired:
        parts.append("*expired*")
    return f"{' · '.join(parts)}\n> {fitted(citation.quote, QUOTE, one_line)}"


def _footer(reply: Answer | Declined) -> Block:
    extractive = reply.answerer == EXTRACTIVE
    by = "extractive search, no model" if extractive else fitted(reply.answerer, 80, one_line)
    parts = [f"Answered by {by}"]
    if reply.index_as_of is not None:
        parts.insert(0, f"Index as of {minute(reply.index_as_of)}")
    return context(" · ".join(parts))


def minute(moment: datetime) -> str:
    """A moment as people read it, in UTC."""
    return f"{moment.astimezone(UTC):%d %b %Y, %H:%M} UTC"


def section(mrkdwn: str) -> Block:
    """A paragraph of finished mrkdwn, at most 3,000 characters."""
    return {"type": "section", "expand": True, "text": mrkdwn_text(mrkdwn)}


def context(mrkdwn: str) -> Block:
    """A small grey line of finished mrkdwn."""
    return {"type": "context", "elements": [mrkdwn_text(mrkdwn)]}


def mrkdwn_text(mrkdwn: str) -> Block:
    """A text object of finished mrkdwn."""
    # verbatim: Slack is to find no links or channel names of its own in a document's words.
    return {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}
