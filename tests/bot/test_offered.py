"""The questions that are offered to somebody who does not know what to ask."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Answer, Question
from bot.offered import MOST_TRIED, USUAL, Offered, candidates_in
from bot.settings import ClaudeSettings
from bot.wiring import open_program
from indexer.settings import IndexSettings
from tests.fakes.knowledge import FakeLibrary, document

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
PASTA = document(
    "pasta.md", "# Pasta\n\n## What al dente is\n\nFirm.\n\n## When to salt the water\n\nEarly.\n\n## Notes\n\nNone."
)
BREAD = document("bread.md", "# Bread\n\n## Why does bread rise?\n\nYeast.\n\n## How to knead dough\n\nLong.")


class DatedLibrary(FakeLibrary):
    """A library whose state has a date that the test may change."""

    def __init__(self, *documents: object) -> None:
        super().__init__(*documents)  # type: ignore[arg-type] # documents
        self.date: datetime | None = datetime(2026, 11, 1, tzinfo=UTC)

    def as_of(self) -> datetime | None:
        return self.date


def asked(known: Callable[[str], bool]) -> tuple[list[str], Callable[[str], bool]]:
    """What was tried, and a folder that answers the known ones."""
    tried: list[str] = []

    def answered(question: str) -> bool:
        tried.append(question)
        return known(question)

    return tried, answered


def test_each_question_that_is_offered_is_answered_from_the_knowledge_folder(tmp_path: Path) -> None:
    program = open_program(IndexSettings(knowledge=KNOWLEDGE, data=tmp_path), ClaudeSettings())
    program.sync()
    offered = Offered(program.library, program.answers)()
    assert len(offered) == 4
    declined = [question for question in offered if not isinstance(program.advisor.ask(Question(question)), Answer)]
    assert declined == []
    assert offered[0] == USUAL[0]


def test_headings_become_questions_a_document_in_turn() -> None:
    assert list(candidates_in([PASTA, BREAD])) == [
        "What is al dente?",
        "Why does bread rise?",
        "When should we salt the water?",
        "How do we knead dough?",
    ]


def test_a_folder_on_another_subject_offers_its_own_questions() -> None:
    _, answered = asked(lambda question: question not in USUAL)
    assert list(Offered(DatedLibrary(PASTA, BREAD), answered)()) == list(candidates_in([PASTA, BREAD]))


def test_what_is_not_answered_is_not_offered() -> None:
    _, answered = asked(lambda question: "bread" in question)
    assert list(Offered(DatedLibrary(PASTA, BREAD), answered)()) == ["Why does bread rise?"]


def test_what_not_everyone_may_read_is_not_offered() -> None:
    secret = document("secret.md", "## Why does Project Falcon exist?\n\nMoney.", audience=frozenset({"board"}))
    tried, answered = asked(lambda _question: True)
    Offered(DatedLibrary(secret), answered)()
    assert not [question for question in tried if "Falcon" in question]


def test_the_questions_are_worked_out_once_a_sync() -> None:
    library = DatedLibrary(PASTA)
    tried, answered = asked(lambda _question: True)
    offered = Offered(library, answered)
    assert offered() == offered()
    assert len(tried) == 4
    library.date = datetime(2026, 11, 2, tzinfo=UTC)
    offered()
    assert len(tried) == 8


def test_a_large_folder_that_answers_nothing_is_given_up_soon() -> None:
    many = document("many.md", "\n\n".join(f"## What thing {number} is\n\nA thing." for number in range(100)))
    tried, answered = asked(lambda _question: False)
    assert list(Offered(DatedLibrary(many), answered)()) == []
    assert len(tried) == MOST_TRIED


def test_nothing_is_offered_before_the_first_sync() -> None:
    library = DatedLibrary(PASTA)
    library.date = None
    assert list(Offered(library, lambda _question: True)()) == []
