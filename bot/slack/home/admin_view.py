"""Pure rendering: the half of the Home tab that admins see."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.keeping.sync_reports import Named, SyncRecord
from bot.slack.audit import Entry
from bot.slack.blocks import Block, context, day, header, minute
from bot.slack.channels.form import CHANGED
from bot.slack.channels.form import OPEN as SETTINGS
from bot.slack.controls import actions, button, confirm, overflow
from bot.slack.home.pieces import DIVIDER, line, moment
from bot.slack.mrkdwn import channel, fitted, one_line, person
from bot.wording import counted
from indexer.model import EVERYONE, IndexState, Listed, Refusal
from indexer.removed import KEPT_DAYS, Kept

REINDEX, REMOVE, RESTORE = "home_reindex", "home_remove", "home_restore"
EARLIER, LATER = "home_earlier", "home_later"
"""The action_ids; a button's value is the id of what it is about, or the number of a page."""

PER_PAGE = 20  # documents, each with its button
MOST_REFUSED, MOST_REMOVED, MOST_SYNCS, MOST_ENTRIES, MOST_NAMED = 8, 8, 6, 10, 3
TITLE, SOURCE, REASON = 100, 120, 200

_CHANNEL = re.compile(f"(?<=^{re.escape(CHANGED)})[CG][A-Z0-9]+$")  # no other entry: a file may be called anything


@dataclass(frozen=True, slots=True)
class AdminHome:
    """What admins see: every document, whoever may read it. `page` counts from 0."""

    documents: Sequence[Listed]
    state: IndexState
    today: date
    removed: Sequence[Kept] = ()
    syncs: Sequence[SyncRecord] = ()
    entries: Sequence[Entry] = ()
    page: int = 0
    busy: bool = False  # a sync that somebody asked for is running
    can_sync: bool = True  # False where another process keeps the index


def document_id(source: str) -> str:
    """The id by which a button names a file of the folder."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def pages(documents: int) -> int:
    """How many pages so many documents take."""
    return max(1, -(-documents // PER_PAGE))


def admin_blocks(home: AdminHome) -> list[Block]:
    """At most 65 blocks."""
    return [
        DIVIDER,
        header("The knowledge folder"),
        *_state(home),
        DIVIDER,
        header("Documents"),
        context(f"To take one out: ⋯ and *Remove*. It can be restored for {KEPT_DAYS} days."),
        *_refused(home.state.refused),
        *_documents(home),
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
        said = f"*Refused:* `{_code(one.source)}`\n{fitted(one.reason, REASON, one_line)}"
        yield line(said, _remove_menu(one.source))
    if len(refused) > MOST_REFUSED:
        yield context(f"and {len(refused) - MOST_REFUSED:,} more refused; `advisor status` lists them")


def _documents(home: AdminHome) -> Iterator[Block]:
    last = pages(len(home.documents)) - 1
    page = min(max(home.page, 0), last)
    for listed in home.documents[page * PER_PAGE : (page + 1) * PER_PAGE]:
        yield line(_document(listed, home.today), _remove_menu(listed.source))
    if last:
        turns = [button(EARLIER, "Earlier", str(page - 1))] if page else []
        turns += [button(LATER, "More documents", str(page + 1))] if page < last else []
        yield context(f"Page {page + 1} of {last + 1}")
        yield actions(*turns)


def _document(listed: Listed, today: date) -> str:
    parts = [f"`{_code(listed.source)}`"]
    if listed.as_of:
        parts.append(f"as of {day(listed.as_of)}")
    if listed.changed_at:
        parts.append(f"saved {day(listed.changed_at)}")
    if listed.audience != {EVERYONE}:
        parts.append(f"only for {fitted(', '.join(sorted(listed.audience)), TITLE, one_line)}")
    if listed.expired(today) and listed.expires:
        parts.append(f"*expired {day(listed.expires)}*")
    return f"*{fitted(listed.title, TITLE, one_line).replace('*', '∗')}*\n{' · '.join(parts)}"


def _remove_menu(source: str) -> Block:
    ask = confirm(
        "Remove this document?",
        f"Nobody gets answers from {source[-150:]} any more. You can restore it for {KEPT_DAYS} days.",
        "Remove",
    )
    return overflow(REMOVE, "Remove", document_id(source), ask)


def _removed(kept: Sequence[Kept]) -> Iterator[Block]:
    if not kept:
        return
    yield DIVIDER
    yield header("Removed")
    for one in kept[:MOST_REMOVED]:
        yield line(f"`{_code(one.source)}` · {counted(one.days_left, 'day')} left", button(RESTORE, "Restore", one.id))
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
    refusals = [f"• `{_code(of.source)}` {fitted(of.reason, REASON, one_line)}" for of in one.refused[:MOST_NAMED]]
    if one.refused_count > len(refusals):
        refusals.append(f"• _and {one.refused_count - len(refusals):,} more_")
    return "\n".join((" · ".join((when, *(done or ["nothing is refused any more"]))), *refusals))


def _names(named: Named) -> str:
    names = ", ".join(f"`{_code(source)}`" for source in named.first[:MOST_NAMED])
    more = named.count - min(len(named.first), MOST_NAMED)
    return f"{names} and {more:,} more" if more else names


def _entries(entries: Sequence[Entry]) -> Iterator[Block]:
    if not entries:
        return
    yield DIVIDER
    yield header("Who did what (UTC)")
    yield context("\n".join(_entry(one) for one in entries[:MOST_ENTRIES]))


def _entry(one: Entry) -> str:
    did = _CHANNEL.sub(lambda found: channel(found[0]), fitted(one.what, SOURCE, one_line))
    return f"{moment(one.at)} · {person(one.user)} {did if one.allowed else f'tried {did}: refused'}"


def _code(source: str) -> str:
    """A source, fit to stand between backticks."""
    return fitted(source, SOURCE, one_line).replace("`", "’")
