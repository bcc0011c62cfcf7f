"""A check as the JSON that other programs rely on: its verdict's keys, with what identifies the check."""

from bot.checks.checker import Checked
from bot.checks.verdict_json import verdict_json
from bot.contracts import Json


def checked_json(checked: Checked) -> Json:
    """`advisor check --json`: the same for the same input and index, to the byte."""
    return {
        "id": checked.id,
        "text": checked.text,
        **verdict_json(checked.verdict, checked.facts_read.contradictions),
        "facts_reader": checked.facts_read.reader or "rules",
        "facts_notice": checked.facts_read.notice,
        "unread": checked.facts_read.unread,
        "index_as_of": checked.index_as_of.isoformat(timespec="seconds") if checked.index_as_of else None,
    }
