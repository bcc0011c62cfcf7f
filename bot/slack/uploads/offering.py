"""The journey of an offered file: may they, fetch it, read it, show it; then add it, and say what came of that."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.keeping.keeper import AlreadyKnown, Keeper, Saved, Standing
from bot.keeping.names import suffix_of
from bot.keeping.not_written import why_not_written
from bot.keeping.preview import Preview
from bot.message import Kind, Message
from bot.slack.blocks import apology
from bot.slack.errands import Errands
from bot.slack.mrkdwn import fitted, one_line
from bot.slack.uploads.bringing import Brought, Refused, bring
from bot.slack.uploads.downloads import Downloads
from bot.slack.uploads.offers import KEPT_HOURS, Offer, Offers, State
from bot.slack.uploads.pages import Page, adding, decision, discarded, of_other_kind, refused, saved, sentence
from bot.slack.uploads.stage import Stage
from bot.slack.workspace import Workspace
from indexer.model import IndexerError
from indexer.readers import read_document
from indexer.readers.decoding import ReadError

log = logging.getLogger(__name__)

AN_HOUR, MOST_AN_HOUR = 3_600, 20
NOT_ADMIN = "Only the admins of Advisor can add to its knowledge. Ask one of them to add this file."
TOO_MANY = f"You have offered {MOST_AN_HOUR} files within an hour. Please go on in an hour."
GONE = f"I do not have this file any more: it was decided on, or is older than {KEPT_HOURS} hours. Offer it again."


@dataclass(frozen=True, slots=True)
class Offering:
    """Takes offers through. Every method but `forget` takes as long as Slack and the index do: for errands."""

    workspace: Workspace
    keeper: Keeper
    downloads: Downloads
    offers: Offers
    stage: Stage
    errands: Errands

    def soon(self, offer: Offer, work: Callable[[Offer], object]) -> None:
        """Has the next step of an offer done; who waits for it is told if it fails."""
        self.errands.run(lambda: work(offer), lambda reference: self._failed(offer, reference))

    def resume(self) -> None:
        """Goes on with what a process that ended was in the middle of."""
        for offer in self.offers.unfinished():
            self.soon(offer, self.fetch if offer.state is State.FETCHING else self.save)

    def fetch(self, offer: Offer) -> None:
        """Shows the preview of the file, or why there is none."""
        try:
            if suffix_of(offer.name) is None:  # whoever sent it: nobody needs to fetch it to say so
                raise Refused(of_other_kind(offer.name))
            self._refuse_person(offer)
            file = bring(self.workspace.client, self.downloads, offer.file)
            shown = self._preview(file)
        except Refused as refusal:
            self.offers.close(offer.id, State.REFUSED)
            self.stage.show(offer.id, refusal.page)
            return
        self.offers.change(offer.id, name=file.name, content=file.content, risky=bool(shown.secrets))
        if self.offers.move(offer.id, State.FETCHING, State.WAITING):  # else its modal was closed meanwhile
            self.stage.show(offer.id, decision(shown))

    def add(self, offer: Offer) -> None:
        """Saves a file that waits, once however often it is asked for."""
        if not self.workspace.people.is_admin(offer.user):
            self.workspace.audit.refused(offer.team, offer.user, f"to add {offer.name} to the knowledge")
            self.offers.close(offer.id, State.REFUSED)
            self.stage.show(offer.id, sentence(NOT_ADMIN))
        elif self.offers.move(offer.id, State.WAITING, State.ADDING):
            self.stage.show(offer.id, adding(offer.name))
            self.save(offer)
        elif (now := self.offers.find(offer.id)) and now.state is State.DISCARDED:
            self.stage.show(offer.id, sentence(GONE))

    def save(self, offer: Offer) -> None:
        """Puts the file into the folder and the index, and says what came of it."""
        content = offer.content or b""
        try:
            outcome = self.keeper.add(offer.name, content)
        except AlreadyKnown as known:
            outcome = self.keeper.standing(known.source)  # by a process that ended before it could say so, or by others
        except IndexerError as error:
            log.warning("%s: not saved: %s", offer.id, error)
            self.offers.close(offer.id, State.REFUSED)
            self.stage.show(offer.id, _why_not(offer.name, error))
            return
        self.workspace.audit.done(offer.team, offer.user, f"added {outcome.source}")
        self.offers.close(offer.id, State.ADDED, source=outcome.source)
        self.stage.show(offer.id, saved(offer.name, outcome, self._chunks(outcome, content)))

    def discard(self, offer: Offer) -> None:
        """Forgets the file and says so, unless it was decided on."""
        if self.forget(offer):
            self.stage.show(offer.id, discarded(offer.name))

    def forget(self, offer: Offer) -> bool:
        """Forgets the file; False when it was decided on already."""
        undecided = any(self.offers.move(offer.id, state, State.DISCARDED) for state in (State.WAITING, State.FETCHING))
        if undecided:
            self.offers.close(offer.id, State.DISCARDED)
        return undecided

    def question(self, offer: Offer) -> Message | None:
        """A question about what was added, as its admin would ask it, to be answered to them alone."""
        listed = next((one for one in self.keeper.all() if one.source == offer.source), None)
        if listed is None:
            return None
        return Message(
            event_id=f"offer:{offer.id}",
            kind=Kind.COMMAND,
            team=offer.team,
            channel=offer.asked_in,
            ts=f"offer:{offer.id}",
            thread_ts="",
            user=offer.user,
            text=f"What does “{listed.title}” say?",
        )

    def _refuse_person(self, offer: Offer) -> None:
        what = f"to add {offer.name or 'a file'} to the knowledge"
        if not self.workspace.people.is_admin(offer.user):
            self.workspace.audit.refused(offer.team, offer.user, what)
            raise Refused(sentence(NOT_ADMIN))
        if self.offers.count_since(offer.team, offer.user, AN_HOUR) > MOST_AN_HOUR:
            self.workspace.audit.refused(offer.team, offer.user, f"{what}: too many within an hour")
            raise Refused(sentence(TOO_MANY))

    def _preview(self, file: Brought) -> Preview:
        try:
            return self.keeper.preview(file.name, file.content)
        except (ReadError, AlreadyKnown) as error:
            raise Refused(_why_not(file.name, error)) from error

    def _chunks(self, outcome: Saved, content: bytes) -> int:
        if outcome.standing is not Standing.SEARCHABLE:
            return 0
        return self.keeper.count_chunks(read_document(outcome.source, content))

    def _failed(self, offer: Offer, reference: str) -> None:
        self.offers.close(offer.id, State.REFUSED)
        self.stage.show(offer.id, sentence(apology(reference).text))


def _why_not(name: str, error: AlreadyKnown | IndexerError) -> Page:
    """Why a file was not added; of the errors, only those that the readers make for admins are shown."""
    match error:
        case ReadError():
            return refused(name, str(error))
        case AlreadyKnown():
            return sentence(f"I know this file already, as `{fitted(error.source, 150, one_line)}`. Nothing was added.")
    return sentence(why_not_written(error))
