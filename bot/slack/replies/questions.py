"""A message of the inbox as the question that it is: for whom it is answered, and what its channel's settings say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.message import Kind, Message
from bot.model import Question, Turn
from bot.slack.channels.choices import Channels
from indexer.model import PUBLIC, Audience

AudienceOf = Callable[[str], Audience]
"""What a person may read, by their user id."""

_FOR_ONE = frozenset({Kind.DM, Kind.COMMAND, Kind.CHECK})


def asker(message: Message, audience: AudienceOf) -> Audience:
    """What may be read by whoever sees the reply: the asker where nobody else does, everyone where others read along.

    docs/decisions/0011-who-reads-what-in-slack.md says why.
    """
    return audience(message.user) if message.kind in _FOR_ONE or is_direct(message.channel) else PUBLIC


def is_direct(channel: str) -> bool:
    """Whether a channel is between two: Advisor's answers there, or its whispers, are seen by the asker alone."""
    return channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Questions:
    """Makes questions of messages."""

    audience: AudienceOf
    channels: Channels

    def of(self, message: Message, thread: Iterable[Turn]) -> Question:
        """The question, with what was said before it; a message is not said before itself."""
        choices = self.channels.of(message.channel)
        return Question(
            text=message.text,
            asker=asker(message, self.audience),
            thread=tuple(turn for turn in thread if turn.by_advisor or turn.text != message.text),
            within=choices.within,
            language=choices.language,
            team=message.team,
        )
