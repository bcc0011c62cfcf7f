"""Forgets a person: what they asked, what they were answered, what they thought of it, what they had checked.

What stays: messages in Slack, which Slack's own tools delete; the audit, which says who changed the knowledge; backups,
until they are rotated.
"""

from sqlalchemy import Engine

from bot import inbox_table, journal_tables
from bot.checks import log as checks
from bot.journal import Journal
from bot.slack import allowance
from bot.slack.checks import cards
from bot.slack.escalation import escalations
from bot.slack.uploads import offers


def forget(engine: Engine, team: str, user: str) -> None:
    """Deletes, in one transaction, every row about this person in a database that `open_records` has opened.

    A question of theirs that is being answered at that moment is written down after it; then forget them again.
    """
    for opened in (Journal, checks.ChecksLog, cards.Cards, escalations.Escalations, offers.Offers):
        opened(engine)  # makes the tables that nobody has used yet
    allowance.make_table(engine)
    with engine.begin() as db:
        escalations.forget_in(db, team, user, journal_tables.replies_of(db, team, user))
        journal_tables.forget_in(db, team, user)
        checks.forget_in(db, cards.forget_in(db, team, user))
        offers.forget_in(db, team, user)
        allowance.forget_in(db, team, user)
        inbox_table.forget_in(db, team, user)
