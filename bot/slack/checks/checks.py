"""Makes the card of a message that asks for a check: from its text and thread, or from a form's facts."""

import json
import re
from dataclasses import dataclass, replace

from slack_sdk import WebClient

from bot.checks.checker import Checked, Checker
from bot.facts import Facts, facts_from_mapping
from bot.facts.reading import LONGEST
from bot.message import Kind, Message, Pending
from bot.model import AdvisorError
from bot.slack.blocks import Rendered
from bot.slack.checks.cards import Card, Cards
from bot.slack.checks.charts import Draw, upload
from bot.slack.checks.kept_reading import found, kept
from bot.slack.checks.verdict_blocks import card as render_card
from bot.slack.places.place import Place
from bot.slack.replies.questions import AudienceOf, is_direct
from bot.watching import Stopped
from indexer.model import PUBLIC, Audience

_ALWAYS = frozenset({Kind.CHECK, Kind.SHORTCUT, Kind.FORM})
_ADDRESSED = frozenset({Kind.MENTION, Kind.DM})
_ASKS = re.compile(r"(?:please\s+)?check\b(?:\s+this(?:\s+decision)?\b)?[\s:,.–-]*", re.IGNORECASE)


def is_check(message: Message) -> bool:
    """Whether a message asks for a check: by its surface, or by beginning with "check" where it addresses Advisor."""
    return message.kind in _ALWAYS or (message.kind in _ADDRESSED and _ASKS.match(message.text) is not None)


def form_text(card_id: str, facts: Facts) -> str:
    """A submitted form as the text of its message in the inbox."""
    return json.dumps({"card": card_id, "facts": dict(facts)})


def card_of_form(message: Message) -> str:
    """The id of the card that a submitted form is about."""
    return str(json.loads(message.text)["card"])


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks for Slack: who makes them, the cards that show them, and who draws their charts."""

    checker: Checker
    cards: Cards
    draw: Draw
    client: WebClient
    audience: AudienceOf

    def open(self, pending: Pending) -> Card | None:
        """The card that this message is answered by; None when a form's card is gone."""
        message = pending.message
        if message.kind == Kind.FORM:
            return self.cards.find(card_of_form(message))
        private = message.kind == Kind.CHECK
        return self.cards.open(
            Card(
                id=pending.id,
                origin=message.event_id,
                team=message.team,
                user=message.user,
                channel=message.channel,
                thread_ts=message.thread_ts,
                private=private,
                response_url=message.response_url,
            )
        )

    def made(self, pending: Pending, place: Place) -> Rendered:
        """The message's card, its facts written down. Raises `Stopped`."""
        card = self.open(pending)
        if card is None:
            raise AdvisorError("The card that a form is about is gone from the records.")
        message = pending.message
        card = _corrected(card, message) if message.kind == Kind.FORM else self._stated(card, message, place)
        self.cards.change(card.id, text=card.text, facts=dict(card.facts), reading=dict(card.reading))
        return render_card(self.again(card), card.id, shareable=card.shareable)

    def again(self, card: Card) -> Checked:
        """The check of what a card shows, made with today's guides; no model is asked."""
        read = found(card.reading, card.text).corrected(facts_from_mapping(card.facts))
        return self.checker.check_read(read, card.text, self._seen_by(card))

    def hang_chart(self, pending: Pending, place: Place) -> None:
        """Posts the chart of the costs where the card stands, once for the same figures."""
        card, spot = self.open(pending), place.spot
        if card is None or spot is None:
            return
        verdict = self.again(self.cards.find(card.id) or card).verdict
        drawn = f"{verdict.option} {verdict.costs.volume} {verdict.costs.updates}"
        if verdict.costs.options and self.cards.claim(card.id, charted=drawn):
            upload(self.client, self.draw, verdict, spot)

    def _stated(self, card: Card, message: Message, place: Place) -> Card:
        """The card with what was said, and the facts in it, read under the eyes of those who may stop it."""
        onlooker = place.watcher
        if onlooker.stopped:
            raise Stopped
        text = proposal(message, place)
        read = self.checker.read(text, card.team, lambda: onlooker.stopped)
        return replace(card, text=text, facts=dict(read.facts), reading=kept(read))

    def _seen_by(self, card: Card) -> Audience:
        """What may be read by all who see the card."""
        return self.audience(card.user) if card.private or is_direct(card.channel) else PUBLIC


def _corrected(card: Card, message: Message) -> Card:
    """The card with the facts of a submitted form. Whoever gave them has looked them over, as a notice asks."""
    facts = facts_from_mapping(json.loads(message.text)["facts"])
    read = replace(found(card.reading, card.text), notice="")
    return replace(card, facts=dict(facts), reading=kept(read))


def proposal(message: Message, place: Place) -> str:
    """What is to be checked: what people said in the thread, then the message, the newest of it that is read."""
    said = [turn.text for turn in place.turns(message.ts) if not turn.by_advisor]
    own = message.text if message.kind in _ALWAYS else _ASKS.sub("", message.text, count=1)
    if own and own not in said:
        said.append(own)
    kept: list[str] = []
    for text in reversed(said):
        if kept and sum(map(len, kept)) + len(text) + 2 * len(kept) > LONGEST:
            break
        kept.insert(0, text)
    return "\n\n".join(kept)
