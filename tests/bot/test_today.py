"""The day that documents expire by: UTC's, for everybody, leap days included."""

import time
from datetime import UTC, date, datetime

import pytest

from bot.today import utc_today
from indexer.model import Document
from indexer.readers import read_document
from indexer.readers.decoding import ReadError


def with_expiry(day: str) -> Document:
    return read_document("a.md", f"---\nexpires: {day}\n---\n# A\n\nText.\n".encode())


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway", "Europe/Berlin"])
def test_the_day_is_the_same_wherever_the_machine_stands(monkeypatch: pytest.MonkeyPatch, zone: str):
    """Between them Kiritimati and Midway are never on one day: a local day would be wrong in one of them."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert utc_today() in (datetime.now(UTC).date(), datetime.fromtimestamp(time.time() - 60, UTC).date())
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_document_holds_on_its_last_day_and_is_expired_on_the_next():
    document = with_expiry("2028-02-29")
    assert not document.expired(date(2028, 2, 28))
    assert not document.expired(date(2028, 2, 29))
    assert document.expired(date(2028, 3, 1))


def test_a_day_that_the_year_does_not_have_is_refused():
    with pytest.raises(ReadError, match=r"write a day of the calendar"):
        with_expiry("2027-02-29")
