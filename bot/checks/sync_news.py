"""What a sync means for checks: frameworks and cases that are refused, past verdicts that are others now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from bot.checks.again import ChangedVerdict
from bot.contracts import Json
from bot.wording import IN_WORDS
from indexer.model import Refusal


@dataclass(frozen=True, slots=True)
class SyncNews:
    """What admins hear after a sync beside its report. Refused frameworks belong to documents that are indexed."""

    refused: tuple[Refusal, ...] = ()
    changed: tuple[ChangedVerdict, ...] = ()


def refused_json(refused: Sequence[Refusal]) -> Json:
    """The key that `advisor index --json` and `advisor status --json` share."""
    return {"frameworks_refused": [{"source": refusal.source, "reason": refusal.reason} for refusal in refused]}


def news_json(news: SyncNews) -> Json:
    """The keys that `advisor index --json` adds to the sync's own."""
    changed = [
        {"id": found.id, "text": found.text, "from": found.before.value, "to": found.after.value}
        for found in news.changed
    ]
    return {**refused_json(news.refused), "changed_verdicts": changed}


def news_lines(news: SyncNews) -> Iterator[str]:
    """One line for each piece of news."""
    yield from refused_lines(news.refused)
    for found in news.changed:
        about = f" (“{shorten(found.text, 60, placeholder=' …')}”)" if found.text.strip() else ""
        yield (
            f"check {found.id}{about} would come to {IN_WORDS[found.after]} now, no longer {IN_WORDS[found.before]}; "
            f"why: advisor check --again {found.id}"
        )


def refused_lines(refused: Sequence[Refusal]) -> Iterator[str]:
    """One line for each framework or case that takes no part in checks."""
    for refusal in refused:
        yield f"no part in checks: {refusal.source}: {refusal.reason}"
