"""How Advisor is doing, beyond what its index holds: who writes its answers, what that costs, and what is wrong."""

from dataclasses import dataclass

from bot.model import EXTRACTIVE
from bot.spending import Expenses


@dataclass(frozen=True, slots=True)
class Condition:
    """`answerer` is a model's name or `EXTRACTIVE`; `trouble` says what failed last, "" for nothing.

    `trouble` and `expenses` are for admins; there are no expenses where no model is asked.
    """

    answerer: str = EXTRACTIVE
    trouble: str = ""
    expenses: Expenses | None = None
