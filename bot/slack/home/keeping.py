"""What admins do to the knowledge folder from the Home tab. Each says in their direct messages what came of it."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from bot.keeping.not_written import why_not_written
from bot.keeping.sync_reports import in_words
from bot.slack.blocks import Rendered, apology, note
from bot.slack.home.documents import document_id
from bot.slack.home.home import Home
from bot.slack.home.looking import FIRST_PAGE, Looking, searched
from bot.slack.mrkdwn import fitted, inert
from bot.slack.places.direct import send
from bot.slack.sync_blocks import sync_message
from indexer.model import IndexerError, SyncReport
from indexer.placing import NameTaken
from indexer.removed import KEPT_DAYS, NotRemoved

log = logging.getLogger(__name__)

NAME = 100  # characters of a source in a message
NOT_ADMIN = "Only the admins of Advisor can change its knowledge. Ask one of them to do it."
BUSY = "The folder is being indexed already. I write to you when that is done."
NOTHING_NEW = "The index was equal to the folder already: nothing had changed."
ELSEWHERE = "Another process keeps the index here: it looks at the folder by itself, within a minute or so."
GONE = "This document is not in the folder any more. Nothing was removed."
NOT_KEPT = f"I do not have this document any more: it was restored already, or its {KEPT_DAYS} days are over."


@dataclass(frozen=True, slots=True)
class Clicker:
    """Who clicked in their Home, and which documents it showed. What the button carried is looked up."""

    team: str
    user: str
    looking: Looking = FIRST_PAGE


@dataclass(frozen=True, slots=True)
class Keeping:
    """The buttons of the admins' half. Every method may be called by anyone, and refuses all but admins."""

    home: Home

    def reindex(self, by: Clicker) -> None:
        """Makes the index equal to the folder, once however often it is clicked."""
        if not self._may(by, "to re-index the folder"):
            return
        if not self.home.syncing.acquire(blocking=False):
            self._tell(by, note(BUSY))
            return
        try:
            self.home.publish(by.user, by.looking)  # "Indexing now"
            said = self._synced()
        finally:
            self.home.syncing.release()
        self.home.workspace.audit.done(by.team, by.user, "re-indexed the folder")
        self._tell(by, said)
        self.home.publish(by.user, by.looking)

    def remove(self, by: Clicker, document: str) -> None:
        """Takes a document out of the folder and the index; `document` is the id on its button."""
        if not self._may(by, "to remove a document"):
            return
        source = next((name for name in self._sources() if document_id(name) == document), None)
        try:
            if source is None:
                raise NotRemoved("No file of the folder has this id; it was forged, or the file is gone.")
            kept = self.home.keeper.removed.remove(source)
        except NotRemoved:
            self._tell(by, note(GONE))
        except IndexerError as error:
            log.warning("%s was not removed: %s", source, error)
            self._tell(by, note(why_not_written(error)))
        else:
            self.home.workspace.audit.done(by.team, by.user, f"removed {source}")
            self._sync_quietly()
            days = f"It can be restored in the Home tab for {kept.days_left} days."
            self._tell(by, note(f"Removed: {_name(source or '')}. {days}"))
        self.home.publish(by.user, by.looking)

    def restore(self, by: Clicker, kept_id: str) -> None:
        """Puts a removed document back."""
        if not self._may(by, "to restore a document"):
            return
        try:
            source = self.home.keeper.removed.restore(kept_id)
        except NotRemoved:
            self._tell(by, note(NOT_KEPT))
        except NameTaken:
            self._tell(by, note("A document of the same name is there now. Remove that one first, then restore this."))
        except IndexerError as error:
            log.warning("%s was not restored: %s", kept_id, error)
            self._tell(by, note(why_not_written(error)))
        else:
            self.home.workspace.audit.done(by.team, by.user, f"restored {source}")
            self._sync_quietly()
            self._tell(by, note(f"Restored: {_name(source)}. I answer from it again."))
        self.home.publish(by.user, by.looking)

    def turn(self, by: Clicker, page: str) -> None:
        """Shows another page of the documents."""
        if self._may(by, "to see the folder's documents"):
            self.home.publish(by.user, by.looking.turned(page))

    def find(self, by: Clicker, words: str) -> None:
        """Shows the documents that have these words in their title or path; all of them for ""."""
        if self._may(by, "to search the folder's documents"):
            self.home.publish(by.user, searched(words))

    def sorry(self, by: Clicker, reference: str) -> None:
        """Says that something went wrong, and shows how things stand."""
        self._tell(by, apology(reference))
        self.home.publish(by.user, by.looking)

    def _may(self, by: Clicker, what: str) -> bool:
        if by.team == self.home.workspace.team and self.home.workspace.people.is_admin(by.user):
            return True
        self.home.workspace.audit.refused(by.team, by.user, what)
        self._tell(by, note(NOT_ADMIN))
        return False

    def _tell(self, by: Clicker, said: Rendered) -> None:
        send(self.home.workspace.client, by.user, said)

    def _sources(self) -> Iterator[str]:
        """Every file that the admins' half shows with a button."""
        yield from (listed.source for listed in self.home.keeper.all())
        yield from (refusal.source for refusal in self.home.keeper.state().refused)

    def _synced(self) -> Rendered:
        """What a sync did, or why it failed."""
        try:
            report = self.home.keeper.sync()
        except IndexerError as error:
            log.warning("a sync that was asked for failed: %s", error)
            return note(f"The index was not made new. {in_words(error)}")
        return note(ELSEWHERE) if report is None else _told(report)

    def _sync_quietly(self) -> None:
        try:
            self.home.keeper.sync()
        except IndexerError as error:  # the folder has changed all the same: the next sync finds it
            log.warning("the sync after a change failed: %s", error)


def _told(report: SyncReport) -> Rendered:
    return sync_message(report, report.refused, ()) or note(NOTHING_NEW)


def _name(source: str) -> str:
    return fitted(source, NAME, inert)
