"""How Advisor is doing, beyond what its index holds: who writes its answers, what that costs, and what is wrong."""

from dataclasses import dataclass

from bot.model import EXTRACTIVE
from bot.spending import Expenses


@dataclass(frozen=True, slots=True)
class Condition:
    """`answerer` is a model's name or `EXTRACTIVE`; `trouble` says what failed last, for admins, "" for nothing; `expenses` are
    for admins too, None where no model is asked.
    """

    answerer: str = EXTRACTIVE
    trouble: str = ""
    expenses: Expenses | None = None
