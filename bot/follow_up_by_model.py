"""A model says what a follow-up means. It chooses among words that were said; the search shows what it chose."""

import json
import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.completion import Complete, Unfilled
from bot.follow_up import leans, standalone, words_of_meaning
from bot.model import Question
from bot.watching import never

SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
_LONGEST = 400  # characters of a rewritten question
_MOST_TURNS = 6
_MOST_OF_A_TURN = 600  # characters
_STEM = 5  # letters: "costs", "costing" and "cost?" are one word of the conversation

_KEPT = re.compile(r"\d[\d.,]*\d|\d|\b(?=\w*[A-Z]\w*[A-Z])\w+")  # figures, and names such as RAG: they are the question


class _Rewritten(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str


class FollowUpsByModel:
    """What to search for: a model's rewriting of a question that leans on its thread, else as the rules have it.

    A rewriting with a word that nobody said is not taken, nor one without a figure or a name of the question's: they
    would search for what was not asked.
    """

    def __init__(self, complete: Complete, system: str) -> None:
        self._complete = complete
        self._system = system

    def __call__(self, question: Question) -> str:
        """The question as it stands by itself."""
        if not question.thread or not leans(question.text):
            return standalone(question)
        said = self._complete(self._system, _conversation(question), SCHEMA, question.team, never)
        rewritten = "" if isinstance(said, Unfilled) else _read(said)
        return rewritten if _keeps_to(question, rewritten) else standalone(question)


def _conversation(question: Question) -> str:
    turns = [
        {"by": "advisor" if turn.by_advisor else "person", "text": turn.text[:_MOST_OF_A_TURN]}
        for turn in question.thread[-_MOST_TURNS:]
    ]
    return json.dumps({"earlier": turns, "question": question.text[:_MOST_OF_A_TURN]}, ensure_ascii=False)


def _read(said: str) -> str:
    try:
        return " ".join(_Rewritten.model_validate_json(said).question.split())
    except ValidationError:
        return ""


def _keeps_to(question: Question, rewritten: str) -> bool:
    if not rewritten or len(rewritten) > _LONGEST:
        return False
    if not all(name.lower() in rewritten.lower() for name in _KEPT.findall(question.text)):
        return False
    turns = (*(turn.text for turn in question.thread), question.text)
    known = {word.lower()[:_STEM] for turn in turns for word in words_of_meaning(turn)}
    return all(word.lower()[:_STEM] in known for word in words_of_meaning(rewritten))
