"""Pure rendering: what a sync did, as a short message to the admins."""

from collections.abc import Iterator, Sequence

from bot.checks.again import ChangedVerdict
from bot.slack.blocks import Block, Rendered, context, section
from bot.slack.mrkdwn import fitted, one_line
from bot.wording import IN_WORDS, counted
from indexer.model import Refusal, SyncReport

MOST = 8  # of each kind are named
SOURCE = 100
REASON = 220
PROPOSAL = 90


def sync_message(report: SyncReport, refused: Sequence[Refusal], changed: Sequence[ChangedVerdict]) -> Rendered | None:
    """What an admin should hear of a sync; None when that is nothing. `refused` are those not told before."""
    headline = _headline(report, refused)
    if not headline:
        return None
    blocks: list[Block] = [section(f"*{headline}*")]
    for words in (_named(report), _refusals(refused), _verdicts(changed)):
        lines = [*words]
        if lines:
            blocks.append(section("\n".join(lines)))
    blocks.append(context(f"{counted(report.chunks, 'passage')} in all · {report.seconds:.1f} s"))
    return Rendered(headline, tuple(blocks))


def _headline(report: SyncReport, refused: Sequence[Refusal]) -> str:
    done = {"added": report.added, "changed": report.changed, "removed": report.removed, "refused": refused}
    counted = [f"{len(found)} {word}" for word, found in done.items() if found]
    return f"Knowledge folder: {', '.join(counted)}" if counted else ""


def _named(report: SyncReport) -> Iterator[str]:
    for word, sources in (("Added", report.added), ("Changed", report.changed), ("Removed", report.removed)):
        if sources:
            names = ", ".join(fitted(source, SOURCE, one_line) for source in sources[:MOST])
            yield f"{word}: {names}{_more(sources)}"


def _refusals(refused: Sequence[Refusal]) -> Iterator[str]:
    for one in refused[:MOST]:
        yield f"Refused: {fitted(one.source, SOURCE, one_line)} – {fitted(one.reason, REASON, one_line)}"
    if len(refused) > MOST:
        yield f"Refused: {len(refused) - MOST} more; `/advisor status` lists them"


def _verdicts(changed: Sequence[ChangedVerdict]) -> Iterator[str]:
    if changed:
        yield "Earlier checks that would come out differently today:"
    for found in changed[:MOST]:
        about = fitted(found.text, PROPOSAL, one_line) or "a check by its form"
        yield f"• “{about}”: {IN_WORDS[found.after]}, no longer {IN_WORDS[found.before]}"
    if len(changed) > MOST:
        yield f"• and {len(changed) - MOST} more"


def _more(found: Sequence[object]) -> str:
    return f" and {len(found) - MOST} more" if len(found) > MOST else ""
