"""What judging takes: written down like any other use of a model, and told with the run."""

from collections.abc import Callable

from bot.model import Usage
from bot.prices import Tokens, usage
from bot.prompts import JUDGE
from bot.spending import Spending

_TEAM = ""  # the terminal's, whose budget pays


class Bill:
    """Writes down each request as the terminal's, and sums them up."""

    def __init__(self, spending: Callable[[], Spending], model: str) -> None:
        self._spending = spending
        self._model = model
        self._open: list[Tokens] = []

    def is_spent(self) -> bool:
        """Whether the day's budget is."""
        return self._spending().is_spent(_TEAM)

    def add(self, tokens: Tokens) -> None:
        """Writes down one request."""
        self._open.append(tokens)
        self._spending().keep(_TEAM, self._model, JUDGE, tokens)

    def settled(self) -> Usage | None:
        """What was added since this was last asked, None for nothing."""
        tokens, self._open = self._open, []
        return usage(self._model, sum(tokens, Tokens())) if tokens else None
