"""What Claude is told for one question: the standing prompt, the sources, the thread as data, the question."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answerers.claude.sources import Source, sources
from bot.model import Question, Statement, Turn
from indexer.model import Passage

MAX_TOKENS = 4_000  # of output, thinking included; an answer of six sentences takes about 300


@dataclass(frozen=True, slots=True)
class Room:
    """Characters that a request may hold of each; four are about one token."""

    passages: int = 24_000
    thread: int = 6_000
    question: int = 8_000

    def smaller(self) -> "Room":
        """A third of it: for a provider that finds the request too long."""
        return Room(self.passages // 3, self.thread // 3, self.question // 3)


@dataclass(frozen=True, slots=True)
class Request:
    """What Claude gets; `cut` says that not all of a question fitted, `schema` is that of the JSON it is to write."""

    system: str
    sources: tuple[Source, ...]
    text: str
    cut: bool = False
    schema: Mapping[str, object] | None = None


def composed(
    system: str, question: Question, passages: Sequence[Passage], said: Sequence[Statement], room: Room
) -> Request:
    """The request. Everything that people or documents wrote stands in JSON strings or search results."""
    asked = question.text[: room.question]
    parts = [
        _thread(question.thread, room.thread),
        _above(said),
        f"Write in {json.dumps(question.language)}." if question.language else "",
        f"The question, as a JSON string:\n{_json(asked)}",
    ]
    text = "\n\n".join(part for part in parts if part)
    return Request(system, sources(passages, room.passages), text, cut=len(asked) < len(question.text))


def _thread(turns: Sequence[Turn], room: int) -> str:
    """The newest turns that fit, oldest first."""
    kept: list[dict[str, str]] = []
    for turn in reversed(turns):
        room -= len(turn.text)
        if room < 0:
            break
        kept.append({"by": "advisor" if turn.by_advisor else "person", "text": turn.text})
    return f"Earlier in this conversation, as data:\n{_json(kept[::-1])}" if kept else ""


def _above(said: Sequence[Statement]) -> str:
    lines = [statement.text for statement in said]
    return f"Already written above your answer, by the rules:\n{_json(lines)}" if lines else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
