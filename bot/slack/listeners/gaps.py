"""`/advisor gaps`: what people asked in vain, for admins: what a new document would help with."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.gaps import Gap
from bot.slack.blocks import Block, Rendered, context, day, section
from bot.slack.mrkdwn import fitted, one_line
from bot.wording import counted, listed

DAYS = 30
MOST = 25
QUESTION = 220

NONE = f"Nobody asked in vain in the last {DAYS} days."
HELPS = "Each of these is a document that would help, or one that could say more."


def gaps_message(gaps: Sequence[Gap]) -> Rendered:
    """The gaps, those asked most first."""
    if not gaps:
        return Rendered(NONE, (section(NONE),))
    often_first = sorted(gaps, key=lambda gap: (-gap.times, -gap.last_asked))
    title = f"Asked in vain in the last {DAYS} days: {counted(len(gaps), 'question')}"
    return Rendered(title, (section(f"*{title}*"), *_listed(often_first), context(HELPS)))


def _listed(gaps: Sequence[Gap]) -> Iterator[Block]:
    for gap in gaps[:MOST]:
        yield section(f"“{fitted(gap.text, QUESTION, one_line)}”\n{_figures(gap)}")
    if len(gaps) > MOST:
        yield context(f"and {len(gaps) - MOST} more")


def _figures(gap: Gap) -> str:
    parts = [f"asked {counted(gap.times, 'time')}"]
    if gap.declined:
        parts.append(f"{gap.declined} without an answer")
    if gap.disliked:
        why = f" ({listed(reason.replace('_', ' ') for reason in gap.reasons)})" if gap.reasons else ""
        parts.append(f"{gap.disliked} 👎{why}")
    parts.append(f"last on {day(datetime.fromtimestamp(gap.last_asked, UTC))}")
    return " · ".join(parts)
