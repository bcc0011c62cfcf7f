"""What was read from the text of a check, kept with its card: a model that read it is asked, and paid, once."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.facts import Contradiction, Facts, FactsRead, Reading, read_facts


@dataclass(frozen=True, slots=True)
class _Kept:
    readings: tuple[Reading, ...]
    contradictions: tuple[Contradiction, ...]
    unread: int
    reader: str
    notice: str


_JSON = TypeAdapter(_Kept)


def kept(read: FactsRead) -> dict[str, object]:
    """What was read, as JSON."""
    whole = _Kept(read.facts.readings, read.contradictions, read.unread, read.reader, read.notice)
    as_json: dict[str, object] = _JSON.dump_python(whole, mode="json")
    return as_json


def found(reading: Mapping[str, object], text: str) -> FactsRead:
    """What was kept; where nothing was, what rules read from the text. Raises AdvisorError for an unknown fact."""
    if not reading:
        return read_facts(text)
    whole = _JSON.validate_python(reading)
    return FactsRead(Facts(whole.readings), whole.contradictions, whole.unread, whole.reader, whole.notice)
