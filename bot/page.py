"""The page that an answer is written on: what stands on it has been verified, and is shown at once."""

from collections.abc import Callable, Sequence

from bot.citations import Grounded, Grounding
from bot.model import EXTRACTIVE, Draft, Statement
from bot.watching import Watcher

_MOST_BESIDE_REASONS = 2  # statements that no model chose: they add little to the reasons of a decision


class Page:
    """Implements `Listener`. The reasons of a recommendation come first: a decision is what was asked for."""

    def __init__(self, reasons: Sequence[Statement], begin: Callable[[], Grounding], watcher: Watcher) -> None:
        self.said = tuple(reasons)
        self._begin = begin
        self._watcher = watcher
        self._start()

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._watcher.stopped

    def wrote(self, statement: Statement) -> None:
        """Adds the next statement of the draft, unless the reasons said it or its quotes do not hold."""
        self._heard += 1
        if not self._repeats(statement):
            self._add(statement)

    def begin_again(self) -> None:
        """Voids what was added of the draft."""
        if self._heard:
            self._watcher.begun_again()
            self._start()

    def finished(self, draft: Draft) -> Grounded | None:
        """The page with the rest of the draft; None when nothing of it all holds."""
        rest = draft.statements[self._heard :]
        if self.said and draft.answerer == EXTRACTIVE:
            rest = tuple(statement for statement in rest if not self._repeats(statement))
            rest = rest[:_MOST_BESIDE_REASONS]
        for statement in rest:
            self.wrote(statement)
        return self._grounding.whole()

    def _start(self) -> None:
        self._grounding = self._begin()
        self._heard = 0
        for reason in self.said:
            self._add(reason)

    def _add(self, statement: Statement) -> None:
        added = self._grounding.add(statement)
        if added:
            self._watcher.wrote(added)

    def _repeats(self, statement: Statement) -> bool:
        return any(quote in reason.quotes for reason in self.said for quote in statement.quotes)
