"""Who answers, and who reads forms: Claude where there is a key, with code behind it; else code alone."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.answerers import Answerer
from bot.answerers.claude.breaker import Breaker
from bot.answerers.fallback import FallbackAnswerer, Once, TellAdmins
from bot.completion import Complete
from bot.facts import ReadFacts, by_rules
from bot.facts.by_model import FactsByModel
from bot.follow_up import standalone
from bot.follow_up_by_model import FollowUpsByModel
from bot.model import EXTRACTIVE, Question
from bot.prompts import FACTS, FOLLOW_UP, prompt
from bot.settings import ClaudeSettings
from bot.spending import Spending

if TYPE_CHECKING:
    from bot.answerers.claude.wire import Wire


class Models:
    """Claude for all who ask it: one connection, and one breaker for each use, so that no use pauses another."""

    def __init__(self, settings: ClaudeSettings, spending: Callable[[], Spending]) -> None:
        self._settings = settings
        self._spending = spending  # opened with the first question that Claude is asked

    def answerer(self, extractive: Answerer, tell_admins: TellAdmins) -> Answerer:
        """Claude with the extractive answerer behind it; without a key the extractive answerer."""
        if self._wire is None:
            return extractive
        from bot.answerers.claude.answerer import ClaudeAnswerer

        claude = ClaudeAnswerer(self._wire, self._spending, self._settings.deadline_seconds)
        return FallbackAnswerer(claude, extractive, Once(tell_admins))

    def follow_ups(self) -> Callable[[Question], str]:
        """What to search for: Claude's rewriting of a follow-up, checked by rules; without a key the rules alone."""
        complete = self._completion(FOLLOW_UP)
        return FollowUpsByModel(complete, prompt(FOLLOW_UP)) if complete else standalone

    def facts_reader(self, keyless: ReadFacts = by_rules) -> ReadFacts:
        """The facts of a proposal: by rules and by Claude, checked by rules; without a key as `keyless` reads them."""
        complete = self._completion(FACTS)
        return FactsByModel(complete, self._settings.model, prompt(FACTS), keyless) if complete else keyless

    def open(self) -> None:
        """Loads what a request needs, where there is a key; asks nothing."""
        if self._wire is not None:
            self._wire.open()

    def _completion(self, name: str) -> Complete | None:
        if self._wire is None:
            return None
        from bot.answerers.claude.completing import DEADLINE, SHARE, ClaudeCompletion

        deadline = min(DEADLINE, SHARE * self._settings.deadline_seconds)
        return ClaudeCompletion(self._wire, self._spending, name, Breaker(), deadline)

    @cached_property
    def _wire(self) -> "Wire | None":
        key = _key(self._settings)
        if key is None:
            return None
        from bot.answerers.claude.wire import Wire

        return Wire(self._settings.model, key, self._settings.base_url)


def answered_by(settings: ClaudeSettings) -> str:
    """The model that writes answers by these settings, else `EXTRACTIVE`."""
    return EXTRACTIVE if _key(settings) is None else settings.model


def _key(settings: ClaudeSettings) -> SecretStr | None:
    key = settings.api_key
    return key if key is not None and key.get_secret_value().strip() else None
