"""Where an offer is shown: its modal, and where that cannot be, the direct messages of who offered it."""

import logging
import threading
from dataclasses import dataclass, field

from slack_sdk import WebClient

from bot.slack.courtesy import prompt
from bot.slack.places.direct import Sent, change, send
from bot.slack.posting import post
from bot.slack.trouble import SLACK_ERRORS, code
from bot.slack.uploads.offers import Offer, Offers
from bot.slack.uploads.pages import Page, message, modal

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stage:
    """Shows each state of an offer in the place of the one before."""

    client: WebClient
    offers: Offers
    # One page at a time: a click on a preview waits until it is known where the preview stands.
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def open_modal(self, offer: Offer, page: Page, trigger: str) -> None:
        """Opens the offer's modal; when Slack does not, the offer goes on in a direct message."""
        try:
            opened = prompt(self.client).views_open(trigger_id=trigger, view=modal(page, offer.id))
        except SLACK_ERRORS as error:
            log.warning("%s: no modal was opened (%s)", offer.id, code(error))
            return
        self.offers.change(offer.id, view_id=str((opened.get("view") or {}).get("id", "")))

    def show(self, offer_id: str, page: Page) -> None:
        """Shows the page where the offer stands now."""
        with self._turn:
            self._show(offer_id, page)

    def _show(self, offer_id: str, page: Page) -> None:
        offer = self.offers.find(offer_id)
        if offer is None or (offer.view_id and self._in_modal(offer, page)):
            return
        shown = message(page, offer.id)
        if offer.ts and change(self.client, Sent(offer.channel, offer.ts), shown):
            return
        sent = self._in_thread(offer, page) or send(self.client, offer.user, shown)
        if sent is not None:
            self.offers.change(offer.id, channel=sent.channel, ts=sent.ts, view_id="")

    def _in_modal(self, offer: Offer, page: Page) -> bool:
        try:
            self.client.views_update(view_id=offer.view_id, view=modal(page, offer.id))
        except SLACK_ERRORS as error:
            log.info("%s: its modal does not show it (%s), going on directly", offer.id, code(error))
            return False
        return True

    def _in_thread(self, offer: Offer, page: Page) -> Sent | None:
        """Under the message that brought the file, in direct messages."""
        if not offer.channel or not offer.thread_ts:
            return None
        try:
            ts = post(self.client, offer.channel, message(page, offer.id), offer.thread_ts)
        except SLACK_ERRORS as error:
            log.warning("%s: not shown under its file (%s)", offer.id, code(error))
            return None
        return Sent(offer.channel, ts)
