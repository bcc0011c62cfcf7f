"""The day, for all that depends on it: documents expire by the day."""

from datetime import UTC, date, datetime


def utc_today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()
