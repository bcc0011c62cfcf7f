"""The guides and the house together: who votes for what, and the overall option."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.frameworks import Framework, Rule
from bot.frameworks.conditions import Condition, Known
from bot.frameworks.lookahead import worth_asking
from bot.model import Option


@dataclass(frozen=True, slots=True)
class Panel:
    """The guides in their order, and the house framework if there is one.

    The option is the house's. Without a house it is what more than half of the voting guides say. Where no rule
    applies there is no option: more information is needed, and nothing is guessed.
    """

    guides: Sequence[Framework]
    house: Framework | None

    def option(self, known: Known) -> Option:
        """The overall option for these facts."""
        if self.house:
            rule = self.house.vote(known)
            return rule.option if rule else Option.NEED_MORE_INFORMATION
        options = [rule.option for _, rule in self.votes(known)]
        majority = (option for option in options if 2 * options.count(option) > len(options))
        return next(majority, Option.NEED_MORE_INFORMATION)

    def votes(self, known: Known) -> list[tuple[Framework, Rule]]:
        """Each guide that does not abstain, with the rule that fired."""
        fired = ((guide, guide.vote(known)) for guide in self.guides)
        return [(guide, rule) for guide, rule in fired if rule]

    @property
    def conditions(self) -> list[Condition]:
        """All that the overall option rests on."""
        deciding = [self.house] if self.house else self.guides
        return [rule.when for framework in deciding for rule in framework.rules]

    def worth_asking(self, known: Known) -> tuple[str, ...]:
        """The unknown facts that could change the overall option, the most telling first."""
        return worth_asking(known, self.conditions, self.option)
