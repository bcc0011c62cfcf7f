"""What one request takes of tokens, counted while its events come: a request that breaks off is paid for too."""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.answerers.claude.events import Begun, Block, Event
from bot.prices import Tokens
from bot.spending import Spending

log = logging.getLogger(__name__)

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


def write_down(spending: Callable[[], Spending], team: str, model: str, prompt: str, tokens: Tokens | None) -> None:
    """Adds a request to what the workspace has spent; that it could not be added ends nothing."""
    if tokens is None:
        return
    try:
        spending().keep(team, model, prompt, tokens)
    except Exception:  # what was answered is there, and worth more than its entry
        log.exception("what a request to Claude cost could not be written down")
