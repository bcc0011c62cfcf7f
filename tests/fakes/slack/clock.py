"""Slack's clock, which a test may move forward: expiry without waiting for it."""

import time


class Clock:
    """Real time plus what the test added. Never goes back."""

    def __init__(self) -> None:
        self._added = 0.0

    def now(self) -> float:
        """Seconds since the epoch, as Slack sees them."""
        return time.time() + self._added

    def advance(self, *, seconds: float = 0.0, minutes: float = 0.0) -> None:
        """Makes `seconds` plus `minutes` pass at once."""
        if seconds < 0 or minutes < 0:
            raise ValueError("time goes forward only")
        self._added += seconds + minutes * 60
