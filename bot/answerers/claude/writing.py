"""One answer while Claude writes it: blocks in, verified statements out, with what was taken for it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answerers import Listener
from bot.answerers.claude.events import Block, Ended, Event
from bot.answerers.claude.meter import Meter
from bot.answerers.claude.recital import Recital
from bot.answerers.claude.request import Request
from bot.answerers.claude.sources import Source, located
from bot.answerers.claude.statements import Sentences
from bot.answerers.claude.trouble import Failure, Kind
from bot.answerers.claude.vetting import Vetting
from bot.model import Quote, Statement
from bot.prices import Tokens

_WHOLE, _CUT = ("end_turn", "stop_sequence", "refusal"), ("max_tokens", "model_context_window_exceeded")

LEFT_OUT = "A citation that could not be verified was left out."
CUT_SHORT = "This answer reached its length limit and was cut short: ask for the part that is missing."
QUESTION_CUT = "The question was long: only its beginning was read."


class Writing:
    """Takes the events of one request. Its statements include those without a quote, for whoever verifies to drop."""

    def __init__(self, request: Request, listener: Listener, recital: Recital) -> None:
        self._request = request
        self._listener = listener
        self._vetting = Vetting(request, recital)
        self._sentences = Sentences()
        self._meter = Meter()
        self._reason = ""
        self.statements: list[Statement] = []
        self.notices: list[str] = [QUESTION_CUT] if request.cut else []

    def take(self, event: Event) -> None:
        """Handles the next event. Raises Failure for an ending that is none."""
        self._meter.take(event)
        if isinstance(event, Block):
            self._state(self._sentences.add(event.text, self._quotes(event)))
        elif isinstance(event, Ended):
            self._end(event)

    @property
    def tokens(self) -> Tokens | None:
        """What it takes so far; None until Claude has begun."""
        return self._meter.tokens

    @property
    def sources(self) -> Sequence[Source]:
        """What Claude was given to cite."""
        return self._request.sources

    @property
    def refused(self) -> bool:
        """Whether Claude would not write, or stopped writing, for reasons of its own."""
        return self._reason == "refusal"

    @property
    def is_empty(self) -> bool:
        """Whether Claude wrote no letter."""
        return self._meter.characters == 0

    def _end(self, ended: Ended) -> None:
        self._reason = ended.reason
        if ended.reason in _WHOLE:
            self._state(self._sentences.rest())
        elif ended.reason in _CUT:  # what is left of a sentence is not said
            self._notice(CUT_SHORT)
        else:
            raise Failure(Kind.BROKEN, f"the answer ended for an unknown reason ({ended.reason or 'none'})")

    def _quotes(self, block: Block) -> tuple[Quote, ...]:
        """The quotes that the block's citations stand for, without those that stand for none."""
        found = tuple(located(cited, self._request.sources) for cited in block.cited)
        if None in found:
            self._notice(LEFT_OUT)
        return tuple(quote for quote in found if quote)

    def _state(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            given = statement
            if not self.statements:  # what may stand above is not Claude's
                given = replace(given, joint=f"\n\n{given.joint.lstrip()}")
            objection = self._vetting.objection(given)
            if objection is not None:
                self._notice(objection.notice)
                given = replace(given, quotes=())
            self.statements.append(given)
            self._listener.wrote(given)

    def _notice(self, sentence: str) -> None:
        if sentence and sentence not in self.notices:
            self.notices.append(sentence)
