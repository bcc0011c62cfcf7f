"""What models cost, in US dollars for a million tokens.

Source: the model and pricing pages at https://platform.claude.com/docs/en/about-claude/pricing as published in
October and November 2026. Look there again before relying on a sum; a model that is not listed has no price here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Usage

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens: read, written to the cache (5 minutes), read from it, and put out."""

    read: float
    to_cache: float
    from_cache: float
    output: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a model reports for one request; `read` are those that touched no cache."""

    read: int = 0
    to_cache: int = 0
    from_cache: int = 0
    output: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(
            self.read + other.read,
            self.to_cache + other.to_cache,
            self.from_cache + other.from_cache,
            self.output + other.output,
        )


_OPUS = Price(5, 6.25, 0.5, 25)
_SONNET_4 = Price(3, 3.75, 0.3, 15)
PRICES = {
    "claude-haiku-5-5": Price(0.1, 0.125, 0.01, 0.5),  # for prompts up to 100,000 tokens; ours are far below
    "claude-sonnet-5-5": Price(2, 2.5, 0.1, 10),
    "claude-opus-5-5": Price(4, 5, 0.2, 20),
    "claude-sonnet-5": Price(2, 2.5, 0.2, 10),
    "claude-opus-5": _OPUS,
    "claude-opus-4-8": _OPUS,
    "claude-opus-4-7": _OPUS,
    "claude-opus-4-6": _OPUS,
    "claude-sonnet-4-6": _SONNET_4,
    "claude-sonnet-4-5": _SONNET_4,
    "claude-haiku-4-5": Price(1, 1.25, 0.1, 5),
}
DEAREST = Price(10, 12.5, 1, 50)
"""What a budget assumes for a model without a price: the dearest listed on that page."""


def usage(model: str, tokens: Tokens) -> Usage:
    """The tokens with their price; the price is None for a model that is not listed."""
    price = PRICES.get(model)
    read = tokens.read + tokens.to_cache + tokens.from_cache
    return Usage(read, tokens.output, tokens.from_cache, None if price is None else dollars(price, tokens))


def together(usages: Iterable[Usage | None]) -> Usage | None:
    """All of them as one, None when no model took anything; the price is None when one of them has none."""
    found = [each for each in usages if each is not None]
    if not found:
        return None
    prices = [each.usd for each in found if each.usd is not None]
    return Usage(
        sum(each.input_tokens for each in found),
        sum(each.output_tokens for each in found),
        sum(each.cached_tokens for each in found),
        sum(prices) if len(prices) == len(found) else None,
    )


def dollars(price: Price, tokens: Tokens) -> float:
    """What the tokens cost."""
    read = tokens.read * price.read + tokens.to_cache * price.to_cache + tokens.from_cache * price.from_cache
    return (read + tokens.output * price.output) / _MILLION
