import pytest

from bot.answerers.parts import parts_of


def texts(question: str) -> list[str]:
    return [part.text for part in parts_of(question)]


@pytest.mark.parametrize(
    "question",
    [
        "What is RAG?",
        "Is RAG or fine-tuning cheaper per query?",
        "who published the LoRA paper and when",
        "Which guide is read by product managers, who ask for it, and by others?",
        "Our CTO wants the hybrid from day one. Is that where we should start?",
        "RAG and fine-tuning",
        "Who do we need for RAG, do we need to hire data scientists?",
        "",
    ],
)
def test_a_question_that_asks_one_thing_is_left_as_it_is(question: str):
    assert texts(question) == [" ".join(question.split())]
    assert parts_of(question)[0].heading == ""


def test_each_thing_asked_has_the_askers_words_as_its_heading():
    first, second = parts_of("What does retrieval cost, and how long does it take to set up?")
    assert first.heading == "What does retrieval cost?"
    assert second.heading == "How long does it take to set up?"


def test_the_asker_is_written_with_a_capital_in_a_heading():
    _, second = parts_of("what is an embedding, and do i need to care as a PM")
    assert second.heading == "Do I need to care as a PM?"


def test_a_part_that_leans_on_the_first_gets_its_subject():
    assert texts("What is LoRA and what does it cost to run?")[1] == "what does LoRA cost to run?"
    assert texts("What does RAG cost and how long would that take?")[1] == "how long would RAG take?"
    assert texts("What is LoRA and is its training dear?")[1] == "is its training dear? (LoRA)"


def test_a_part_that_stands_by_itself_gets_nothing():
    assert texts("How long did Listen2RE take? How many examples does tuning need?")[1] == (
        "How many examples does tuning need?"
    )


def test_things_that_are_compared_are_asked_about_one_by_one_without_headings():
    parts = parts_of("What's the difference between RAG and fine-tuning?")
    assert [part.text for part in parts] == ["What is RAG?", "What is fine-tuning?"]
    assert {part.heading for part in parts} == {""}


def test_what_things_are_compared_on_is_asked_of_each():
    assert texts("Compare prompting, RAG and agents on cost and latency") == [
        "prompting: cost and latency",
        "RAG: cost and latency",
        "agents: cost and latency",
    ]


def test_a_long_story_is_not_taken_apart():
    story = "What should we do when the catalogue changes and what does it cost us? " * 10
    assert len(parts_of(story)) == 1
