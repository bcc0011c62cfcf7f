"""Short, misspelt, everyday questions, and what stands beside an answer; over documents of the tests' own."""

from collections.abc import Sequence

from bot.answerers.extractive import ExtractiveAnswerer
from bot.model import Draft, Question
from indexer.model import Document
from tests.bot.answerers.test_extractive import draft_of, drafted, written
from tests.fakes.knowledge import document, passage
from tests.fakes.likeness import SharedStems


def test_a_misspelt_question_is_answered_like_the_right_one():
    held = document("rail.md", "Signalling is the control of trams by lights. Ships are wet.")
    assert drafted("define signaling", held) == drafted("What is signalling?", held) != []


def test_a_question_for_risks_is_answered_by_what_goes_wrong():
    held = document("rail.md", "Trams change a city. Trams fail on icy rails. Trams are cheap.")
    first, *_ = drafted("What are the risks of trams?", held)
    assert first == "Trams fail on icy rails."


def test_a_question_for_a_reason_is_answered_by_a_sentence_that_has_one():
    held = document("rail.md", "Trams are chosen in cities. Trams are chosen because trams carry more people.")
    first, *_ = drafted("Why are trams chosen?", held)
    assert first == "Trams are chosen because trams carry more people."


def test_what_follows_on_another_subject_is_left_out():
    held = document("rail.md", "Trams are ready within 2 weeks. Buses need 9 months until they are ready.")
    assert written("How long until trams are ready?", held) == "Trams are ready within 2 weeks."


def test_a_definition_is_no_support_for_an_answer_to_something_else():
    fact = document("fact.md", "Trams are cheaper than buses for a city.")
    definition = document("word.md", "Trams means cheap rail vehicles of a city.")
    assert drafted("Are trams cheaper for a city?", fact, definition) == ["Trams are cheaper than buses for a city."]


class TramsLeave(SharedStems):
    """Takes any two sentences about trams for the same."""

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        both = "trams" in question.lower()
        shared = super().similarity(question, sentences)
        return [1.0 if both and "trams" in one.lower() else own for one, own in zip(sentences, shared, strict=True)]


def answered(question: str, *held: Document) -> Draft:
    return ExtractiveAnswerer(TramsLeave()).answer(Question(question), [passage(one) for one in held])


def test_two_documents_that_say_the_same_are_said_once_and_both_cited():
    one = document("one.md", "Trams leave the depot early.")
    other = document("other.md", "Every morning trams set out from their shed.")
    draft = answered("Do trams leave the depot early?", one, other)
    assert [statement.text for statement in draft.statements] == ["Trams leave the depot early."]
    assert {quote.source for statement in draft.statements for quote in statement.quotes} == {"one.md", "other.md"}


def test_documents_with_other_figures_never_say_the_same():
    one = document("one.md", "Trams leave the depot at 5.")
    other = document("other.md", "Every morning trams leave the depot shed at 7.")
    draft = answered("When do trams leave the depot?", one, other)
    assert all(len(statement.quotes) == 1 for statement in draft.statements)


def test_a_kind_of_thing_that_is_asked_for_and_not_said_is_named():
    held = document("rail.md", "Trams are evaluated before they run in the city.")
    assert draft_of("How long are trams evaluated before they run in the city?", held).notice == (
        "The documents do not say how long it takes."
    )


def test_nothing_is_named_where_the_answer_has_it():
    held = document("rail.md", "Trams are evaluated for 2 weeks before they run in the city.")
    assert draft_of("How long are trams evaluated before they run in the city?", held).notice == ""


def test_a_part_that_leans_on_the_first_and_is_not_said_is_named():
    held = document("rail.md", "Tuning trams takes 2 weeks in the depot. Tuning trams in the depot is loud.")
    draft = draft_of("How long does tuning trams in the depot take and who does it?", held)
    assert "2 weeks" in draft.statements[0].text
    assert "Who does it?" in draft.notice
