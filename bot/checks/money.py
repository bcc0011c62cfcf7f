"""Ranges of dollars in words."""

from bot.frameworks import Span


def money(span: Span | None) -> str:
    """A range of dollars: "$500–2,000", "$361k–1.81M", "$0" when both ends are the same, a dash when nobody says."""
    if span is None:
        return "–"
    low, high = (_amount(amount) for amount in span)
    return f"${low}" if low == high else f"${low}–{high}"


def _amount(amount: float) -> str:
    if amount >= 999_500:
        return f"{amount / 1e6:.3g}M"
    if amount >= 10_000:
        return f"{amount / 1e3:.0f}k"
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
