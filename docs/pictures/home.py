"""The Home tab of an admin of knowledge/, with a few things that people could have done there."""

import json
from datetime import UTC, datetime, timedelta

from bot.keeping.keeper import Keeper
from bot.keeping.sync_reports import Named, SyncRecord
from bot.slack.audit import Entry
from bot.slack.blocks import Block
from bot.slack.home.admin_view import AdminHome, admin_blocks
from bot.slack.home.user_view import RecentCheck, RecentQuestion, UserHome, user_blocks
from indexer.model import PUBLIC, Refusal
from indexer.removed import Kept

NOW = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)


def user_view(keeper: Keeper, verdict: str) -> Block:
    """What everybody sees; `verdict` is the headline of a check."""
    home = UserHome(
        documents=keeper.listed(PUBLIC),
        as_of=NOW,
        today=NOW.date(),
        questions=(
            RecentQuestion("What does it cost to keep a fine-tuned model up to date?", _ago(1), answered=True),
            RecentQuestion("How many labelled examples does fine-tuning need?", _ago(26), answered=True),
            RecentQuestion("Which vector database do we license?", _ago(27), answered=False),
        ),
        checks=(
            RecentCheck("card", "A support bot that answers from our docs, in our tone of voice.", _ago(3), verdict),
        ),
    )
    return {"type": "home", "blocks": user_blocks(home)}


def admin_view(keeper: Keeper) -> Block:
    """What admins see below that."""
    home = AdminHome(
        documents=keeper.all()[:6],
        state=keeper.state(),
        today=NOW.date(),
        removed=(Kept("1", "guides/prices-2025.md", int(_ago(48)), 28),),
        syncs=(
            SyncRecord(_ago(2), added=Named(1, ("guides/re-rankers.md",)), refused_count=0),
            SyncRecord(
                _ago(49),
                changed=Named(1, ("guides/house-framework.md",)),
                refused_count=1,
                refused=(Refusal("notes.md", "is not UTF-8 (byte 17 does not fit); save it as UTF-8"),),
            ),
        ),
        entries=(
            Entry(_ago(2), "T1", "UMAYA", allowed=True, what="added guides/re-rankers.md"),
            Entry(_ago(5), "T1", "USAM", allowed=False, what="to add pricing.md to the knowledge"),
        ),
    )
    return {"type": "home", "blocks": [*map(_named, admin_blocks(home)[1:])]}  # without the line above


def _named(block: Block) -> Block:
    """The block with people's ids as Slack shows them."""
    shown = json.dumps(block).replace("<@UMAYA>", "<@Maya|@Maya>").replace("<@USAM>", "<@Sam|@Sam>")
    named: Block = json.loads(shown)
    return named


def _ago(hours: float) -> float:
    return (NOW - timedelta(hours=hours)).timestamp()
