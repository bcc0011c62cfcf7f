"""Pure rendering: the half of the Home tab that admins see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.keeping.sync_reports import Named, SyncRecord
from bot.slack.audit import Entry
from bot.slack.blocks import Block, context, header, minute
from bot.slack.channels.form import CHANGED
from bot.slack.channels.form import OPEN as SETTINGS
from bot.slack.controls import actions, button
from bot.slack.home.documents import code, document_blocks, remove_menu
from bot.slack.home.looking import FIRST_PAGE, Looking
from bot.slack.home.pieces import DIVIDER, line, moment
from bot.slack.mrkdwn import channel, fitted, one_line, person
from bot.wording import counted
from indexer.model import IndexState, Listed, Refusal
from indexer.removed import KEPT_DAYS, Kept

REINDEX, RESTORE = "home_reindex", "home_restore"
"""The action_ids; a button's value is the id of what it is about."""

MOST_REFUSED, MOST_REMOVED, MOST_SYNCS, MOST_ENTRIES, MOST_NAMED = 8, 8, 6, 10, 3
WHAT, REASON = 120, 200

_CHANNEL = re.compile(f"(?<=^{re.escape(CHANGED)})[CG][A-Z0-9]+$")  # no other entry: a file may be called anything


@dataclass(frozen=True, slots=True)
class AdminHome:
    """What admins see: every document, whoever may read it, of which they look at some."""

    documents: Sequence[Listed]
    state: IndexState
    today: date
    removed: Sequence[Kept] = ()
    syncs: Sequence[SyncRecord] = ()
    entries: Sequence[Entry] = ()
    looking: Looking = FIRST_PAGE
    busy: bool = False  # a sync that somebody asked for is running
    can_sync: bool = True  # False where another process keeps the index


def admin_blocks(home: AdminHome) -> list[Block]:
    """At most 68 blocks."""
    return [
        DIVIDER,
        header("The knowledge folder"),
        *_state(home),
        DIVIDER,
        header("Documents"),
        context(f"To take one out: ⋯ and *Remove*. It can be restored for {KEPT_DAYS} days."),
        *_refused(home.state.refused),
        *document_blocks(home.documents, home.looking, home.today),
        *_removed(home.removed),
        *_syncs(home.syncs),
        *_entries(home.entries),
    ]


def _state(home: AdminHome) -> Iterator[Block]:
    counts = [counted(home.state.documents, "document"), counted(home.state.chunks, "passage")]
    if home.state.refused:
        counts.append(f"*{len(home.state.refused):,} refused*")
    if home.state.as_of:
        counts.append(f"index as of {minute(home.state.as_of)}")
    yield context(f"Only admins see this part. {' · '.join(counts)}")
    yield line(
        "To add a document, send me a `.md` or `.txt` file under *Messages*, or use *Add to knowledge* "
        "on any message that has one."
    )
    if home.busy:
        yield context("Indexing now. I write to you when it is done.")
    reindex = [button(REINDEX, "Re-index now", "now")] if home.can_sync and not home.busy else []
    yield actions(*reindex, button(SETTINGS, "Settings of a channel", "channels"))


def _refused(refused: Sequence[Refusal]) -> Iterator[Block]:
    for one in refused[:MOST_REFUSED]:
        said = f"*Refused:* `{code(one.source)}`\n{fitted(one.reason, REASON, one_line)}"
        yield line(said, remove_menu(one.source))
    if len(refused) > MOST_REFUSED:
        yield context(f"and {len(refused) - MOST_REFUSED:,} more refused; `advisor status` lists them")


def _removed(kept: Sequence[Kept]) -> Iterator[Block]:
    if not kept:
        return
    yield DIVIDER
    yield header("Removed")
    for one in kept[:MOST_REMOVED]:
        yield line(f"`{code(one.source)}` · {counted(one.days_left, 'day')} left", button(RESTORE, "Restore", one.id))
    if len(kept) > MOST_REMOVED:
        yield context(f"and {len(kept) - MOST_REMOVED:,} more")


def _syncs(syncs: Sequence[SyncRecord]) -> Iterator[Block]:
    if syncs:
        yield DIVIDER
        yield header("Last changes of the index (UTC)")
        yield from (line(_sync(one)) for one in syncs[:MOST_SYNCS])


def _sync(one: SyncRecord) -> str:
    when = f"*{moment(one.at)}*"
    if one.trouble:
        return f"{when} · failed: {fitted(one.trouble, REASON, one_line)}"
    kinds = (("added", one.added), ("changed", one.changed), ("removed", one.removed))
    done = [f"{word} {_names(named)}" for word, named in kinds if named.count]
    if one.refused_count:
        done.append(f"{one.refused_count:,} refused")
    refusals = [f"• `{code(of.source)}` {fitted(of.reason, REASON, one_line)}" for of in one.refused[:MOST_NAMED]]
    if one.refused_count > len(refusals):
        refusals.append(f"• _and {one.refused_count - len(refusals):,} more_")
    return "\n".join((" · ".join((when, *(done or ["nothing is refused any more"]))), *refusals))


def _names(named: Named) -> str:
    names = ", ".join(f"`{code(source)}`" for source in named.first[:MOST_NAMED])
    more = named.count - min(len(named.first), MOST_NAMED)
    return f"{names} and {more:,} more" if more else names


def _entries(entries: Sequence[Entry]) -> Iterator[Block]:
    if not entries:
        return
    yield DIVIDER
    yield header("Who did what (UTC)")
    yield context("\n".join(_entry(one) for one in entries[:MOST_ENTRIES]))


def _entry(one: Entry) -> str:
    did = _CHANNEL.sub(lambda found: channel(found[0]), fitted(one.what, WHAT, one_line))
    return f"{moment(one.at)} · {person(one.user)} {did if one.allowed else f'tried {did}: refused'}"
