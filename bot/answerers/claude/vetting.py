"""Why a sentence of Claude's may not stand though it cites: what code can tell without understanding it.

Each check speaks up only where it is sure, since a true sentence that is left out is lost: whether a quote supports a
sentence in words of its own is for the reader, who sees both.
"""

from dataclasses import dataclass
from functools import cached_property

from bot.answerers.claude.bearing import bearing
from bot.answerers.claude.figures import Figures, borne_out
from bot.answerers.claude.names import Names
from bot.answerers.claude.opposites import says_the_opposite
from bot.answerers.claude.recital import Recital
from bot.answerers.claude.request import Request
from bot.answerers.claude.unrelated import is_unrelated
from bot.model import Statement

INVENTED = "A sentence was left out: its figure is not in the source that it cites."
TURNED_ROUND = "A sentence was left out: the source that it cites says the opposite."
UNKNOWN_NAME = "A sentence was left out: it names something that is in none of the sources."
UNRELATED = "A sentence was left out: the source that it cites is about something else."


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason to leave a sentence out; `notice` is what the asker is told of it, "" for nothing."""

    notice: str


class Vetting:
    """Looks at each statement of one request."""

    def __init__(self, request: Request, recital: Recital) -> None:
        self._request = request
        self._recital = recital

    def objection(self, statement: Statement) -> Objection | None:
        """The first reason to leave the statement out; None when there is none, or no quote to hold it against."""
        if not statement.quotes:
            return None
        if self._recital.heard_in(statement.text):
            return Objection("")
        cited = bearing(statement.quotes, self._request.sources)
        if not borne_out(statement.text, Figures(cited), self._asked):
            return Objection(INVENTED)
        if says_the_opposite(statement.text, [quote.text for quote in statement.quotes]):
            return Objection(TURNED_ROUND)
        if self._names.strange_in(statement.text):
            return Objection(UNKNOWN_NAME)
        return Objection(UNRELATED) if is_unrelated(statement.text, cited) else None

    @cached_property
    def _asked(self) -> Figures:
        return Figures(self._request.text)

    @cached_property
    def _names(self) -> Names:
        """Who is asked about a name may say it: "for your AcmeBot"."""
        sent = (part for source in self._request.sources for part in source.named())
        return Names("\n".join([self._request.text, *sent]))
