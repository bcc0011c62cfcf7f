"""What one request takes of tokens, counted while its events come: a request that breaks off is paid for too."""

from dataclasses import replace

from bot.answerers.claude.wire import Begun, Block, Event
from bot.prices import Tokens

_CHARACTERS_A_TOKEN = 4  # for an answer that was broken off before Claude counted


class Meter:
    """`tokens` is None until Claude has begun; before that nothing is paid for. `characters` are those of the text."""

    def __init__(self) -> None:
        self.tokens: Tokens | None = None
        self.characters = 0

    def take(self, event: Event) -> None:
        """Counts one event of the request."""
        if isinstance(event, Begun):
            self.tokens = event.tokens
        elif isinstance(event, Block):
            self.characters += len(event.text)
            self._put_out(self.characters // _CHARACTERS_A_TOKEN)
        else:
            self._put_out(event.output_tokens)

    def _put_out(self, output: int) -> None:
        if self.tokens is not None:
            self.tokens = replace(self.tokens, output=max(self.tokens.output, output))
