"""One person's Home tab: what it shows now, put together and published."""

import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.journal import Journal, Kept
from bot.keeping.keeper import Keeper
from bot.model import AdvisorError, Answer
from bot.records import Records
from bot.slack.addresses import address_of
from bot.slack.blocks import Block
from bot.slack.checks.cards import Card
from bot.slack.checks.checks import Checks
from bot.slack.checks.form import open_form
from bot.slack.checks.verdict_lines import headline
from bot.slack.errands import Errands
from bot.slack.home.admin_view import AdminHome, admin_blocks
from bot.slack.home.looking import FIRST_PAGE, Looking
from bot.slack.home.pieces import line
from bot.slack.home.user_view import MOST_RECENT, RecentCheck, RecentQuestion, UserHome, user_blocks
from bot.slack.modals import NotOpened
from bot.slack.places.direct import direct_channel
from bot.slack.trouble import SLACK_ERRORS, code, passing
from bot.slack.workspace import Workspace
from bot.today import utc_today
from indexer.model import IndexState, Listed

log = logging.getLogger(__name__)

MOST_BLOCKS = 100
TRIES = 2  # at a Home that Slack failed to show, beside what the client repeats by itself
HOME = "D"
"""Stands for the direct messages with a person while Slack does not tell their channel."""
_PLAIN = "Ask me under *Messages*. This page could not be shown in full: please open it again in a minute."


@dataclass(frozen=True, slots=True)
class Home:
    """The Home tabs of one workspace."""

    workspace: Workspace
    keeper: Keeper
    records: Records
    journal: Journal
    checks: Checks
    errands: Errands
    today: Callable[[], date] = utc_today
    syncing: threading.Lock = field(default_factory=threading.Lock)  # held while a sync that was asked for runs

    def publish(self, user: str, looking: Looking = FIRST_PAGE) -> None:
        """Shows the person their Home; when Slack refuses that, a sentence in its place.

        Raises what the folder and the databases raise, of which an OSError is none of Slack's.
        """
        blocks = self._blocks(user, looking)
        for _ in range(TRIES):
            try:
                self._publish(user, blocks, looking)
                return
            except SLACK_ERRORS as error:
                log.warning("a Home tab was not published (%s)", code(error))
                if not passing(error):
                    break
        self.say_instead(user)

    def new_check(self, user: str, trigger: str) -> NotOpened | None:
        """Opens the form of a check, whose verdict comes as a direct message; what to tell when it did not open."""
        card = Card(
            id=uuid.uuid4().hex,
            origin=f"home:{trigger}",
            team=self.workspace.team,
            user=user,
            channel=direct_channel(self.workspace.client, user) or HOME,
            private=True,
        )
        return open_form(self.workspace.client, trigger, self.checks.cards.open(card))

    def _publish(self, user: str, blocks: list[Block], looking: Looking = FIRST_PAGE) -> None:
        view = {"type": "home", "private_metadata": looking.written(), "blocks": blocks}
        self.workspace.client.views_publish(user_id=user, view=view)

    def say_instead(self, user: str) -> None:
        """Shows a sentence in place of a Home that cannot be shown."""
        try:
            self._publish(user, [line(_PLAIN)])
        except SLACK_ERRORS as error:
            log.warning("a Home tab was not published (%s)", code(error))

    def _blocks(self, user: str, looking: Looking) -> list[Block]:
        state, audience = self.keeper.state(), self.workspace.people.audience(user)
        if not self.workspace.people.is_admin(user):
            return user_blocks(self._of_user(user, self.keeper.listed(audience), state))[:MOST_BLOCKS]
        every = self.keeper.all()  # read once: of thousands it takes a quarter of a second
        theirs = [listed for listed in every if listed.readable_by(audience)]
        both = user_blocks(self._of_user(user, theirs, state)) + admin_blocks(self._of_admin(every, state, looking))
        return both[:MOST_BLOCKS]

    def _of_user(self, user: str, documents: Sequence[Listed], state: IndexState) -> UserHome:
        return UserHome(
            documents=documents,
            as_of=state.as_of,
            today=self.today(),
            questions=tuple(self._questions(self.journal.recent(self.workspace.team, user, MOST_RECENT))),
            checks=tuple(map(self._check, self.checks.cards.recent(self.workspace.team, user, MOST_RECENT))),
        )

    def _of_admin(self, documents: Sequence[Listed], state: IndexState, looking: Looking) -> AdminHome:
        return AdminHome(
            documents=documents,
            state=state,
            today=self.today(),
            removed=self.keeper.removed.kept(),
            syncs=self.keeper.reports.latest(20),
            entries=self.workspace.audit.latest(20),
            looking=looking,
            busy=self.syncing.locked(),
            can_sync=self.keeper.sync_now is not None,
        )

    def _questions(self, kept: Iterable[Kept]) -> Iterator[RecentQuestion]:
        for one in kept:
            answered = isinstance(one.reply, Answer)
            yield RecentQuestion(one.asked.text, one.asked.asked_at, answered, self._address(one))

    def _address(self, kept: Kept) -> str:
        """Where the reply stands, "" when Slack does not say."""
        reply_ts = None if kept.private else kept.reply_ts or self.records.reply_ts(kept.asked.id)
        return address_of(self.workspace.client, kept.asked.channel, reply_ts) if reply_ts else ""

    def _check(self, card: Card) -> RecentCheck:
        try:
            verdict = headline(self.checks.again(card).verdict)
        except AdvisorError as error:  # its facts are of a version that knew others: the check is listed all the same
            log.info("%s: cannot be made again (%s)", card.id, type(error).__name__)
            verdict = ""
        return RecentCheck(card.id, card.text, card.made_at, verdict)
