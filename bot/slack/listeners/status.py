"""`/advisor status`: what Advisor knows, how old that is, who answers; for admins also the costs, and what is wrong."""

from collections.abc import Iterator

from bot.model import EXTRACTIVE
from bot.slack.blocks import Block, Rendered, context, minute, section
from bot.slack.mrkdwn import fitted, one_line
from bot.status import Condition
from bot.wording import counted
from indexer.model import IndexState

MOST_REFUSED = 15
SOURCE = 100
REASON = 300
TROUBLE = 600

NOTHING_YET = (
    "I have not read the knowledge folder yet. If this lasts longer than a minute, an admin can look at the log."
)


def status(state: IndexState, condition: Condition, *, admin: bool) -> Rendered:
    """The message; `state` counts what the one who asks may read."""
    known = _known(state)
    blocks: list[Block] = [section(f"*{known}*" if state.as_of else known), context(_answered_by(condition))]
    blocks += _for_admins(state, condition) if admin else ()
    return Rendered(known, tuple(blocks))


def _known(state: IndexState) -> str:
    if state.as_of is None:
        return NOTHING_YET
    known = f"{counted(state.documents, 'document')}, in {counted(state.chunks, 'passage')}"
    return f"I know {known}. Last change: {minute(state.as_of)}."


def _answered_by(condition: Condition) -> str:
    if condition.answerer == EXTRACTIVE:
        return "Answers are put together from the documents' own sentences; no model writes them."
    return f"Answers are written by {fitted(condition.answerer, 80, one_line)}, from quotes of the documents alone."


def _for_admins(state: IndexState, condition: Condition) -> Iterator[Block]:
    if condition.trouble:
        yield section(f"⚠️ {fitted(condition.trouble, TROUBLE, one_line)}")
    if condition.expenses:
        yield context(condition.expenses.in_words())
    if not state.refused:
        yield section("No file in the folder is refused.")
        return
    lines = [
        f"• {fitted(one.source, SOURCE, one_line)} – {fitted(one.reason, REASON, one_line)}"
        for one in state.refused[:MOST_REFUSED]
    ]
    yield section(f"*Refused files: {len(state.refused)}*")
    for first in range(0, len(lines), 5):  # a section holds 3,000 characters
        yield section("\n".join(lines[first : first + 5]))
    if len(state.refused) > MOST_REFUSED:
        yield context(f"and {len(state.refused) - MOST_REFUSED} more; all of them: `advisor status` on the machine")
