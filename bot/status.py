"""How Advisor is doing, beyond what its index holds: who writes its answers, and what is wrong."""

from dataclasses import dataclass

from bot.model import EXTRACTIVE


@dataclass(frozen=True, slots=True)
class Condition:
    """`answerer` is a model's name or `EXTRACTIVE`; `trouble` says what failed last, for admins, "" for nothing."""

    answerer: str = EXTRACTIVE
    trouble: str = ""
