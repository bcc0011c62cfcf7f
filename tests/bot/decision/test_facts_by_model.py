"""A model claims facts, code checks them against the text and the rules."""

import json
from collections.abc import Mapping

import pytest

from bot.completion import Unfilled
from bot.facts import Facts, read_facts
from bot.facts.by_model import INSTEAD, FactsByModel, catalogue_in_words
from bot.watching import Stopped, Stopping

TEXT = (
    "Our wiki is a living thing, say the editors. "
    "We put the right answer on about forty letters. Our readers trust us blindly."
)
MODEL = "claude-sonnet-5-5"


UNREADABLE = ("", "I cannot do that.", "[]", '{"facts": 3}', '{"facts": [{"fact": "need"}]}', "{" * 9000)


class Scripted:
    """A model that claims what it is told to claim."""

    def __init__(self, *claims: tuple[str, object, str]) -> None:
        facts = [{"fact": fact, "value": value, "words": words} for fact, value, words in claims]
        self.said: str | Unfilled = json.dumps({"facts": facts})
        self.asked: list[tuple[str, str]] = []

    def __call__(
        self, system: str, text: str, schema: Mapping[str, object], team: str, stopped: Stopping
    ) -> str | Unfilled:
        assert schema["type"] == "object"
        self.asked.append((system, text))
        if stopped():
            raise Stopped
        return self.said


def reader(*claims: tuple[str, object, str]) -> FactsByModel:
    return FactsByModel(Scripted(*claims), MODEL, "Read these:\n{facts}")


def test_what_the_rules_miss_is_read_with_its_words():
    read = reader(
        ("knowledge_changes", "continuously", "a living thing"),
        ("labelled_examples", "40", "put the right answer on about forty letters"),
        ("citations_needed", "no", "Our readers trust us blindly"),
    )(TEXT)
    assert dict(read.facts) == {"knowledge_changes": "continuously", "labelled_examples": 40, "citations_needed": False}
    for fact in read.facts:
        evidence = read.facts.evidence(fact)
        assert evidence is not None
        assert TEXT[evidence.start : evidence.end] == evidence.words
    assert read.reader == MODEL


@pytest.mark.parametrize(
    "claim",
    [
        ("knowledge_changes", "weekly", "the wiki changes every week"),  # no such words
        ("knowledge_changes", "hourly", "a living thing"),  # no such value
        ("number_of_editors", "3", "the editors"),  # no such fact
        ("citations_needed", "no", "read"),  # begins a word, and is none
        ("labelled_examples", "5000", "the right answer"),  # no number in the words
        ("labelled_examples", "-40", "about forty letters"),
        ("labelled_examples", "1e999", "about forty letters"),
        ("citations_needed", 1, "Our readers trust us blindly"),
        ("citations_needed", "no", ""),
        ("citations_needed", "no", TEXT * 4),
    ],
)
def test_a_claim_that_does_not_hold_is_left_out(claim: tuple[str, object, str]):
    assert reader(claim)(TEXT).facts == Facts()


def test_of_two_values_for_one_fact_none_is_taken():
    both = (("labelled_examples", "40", "about forty letters"), ("labelled_examples", "4", "about forty letters"))
    assert reader(*both)(TEXT).facts == Facts()


def test_where_rules_and_model_differ_the_person_is_asked():
    text = "Answers must cite their sources, says legal, but that turned out to be a misunderstanding."
    read = reader(("citations_needed", "no", "turned out to be a misunderstanding"))(text)
    assert "citations_needed" not in read.facts
    (found,) = read.contradictions
    assert [reading.value for reading in found.readings] == [True, False]


def test_of_numbers_the_rules_are_believed():
    read = reader(("labelled_examples", "3000", "300 labelled examples"))("We have 300 labelled examples.")
    assert read.facts["labelled_examples"] == 300
    assert read.contradictions == ()


@pytest.mark.parametrize(
    ("said", "because"),
    [
        (Unfilled("Claude did not answer in time"), "Claude did not answer in time"),
        *((said, "What Claude read makes no sense") for said in UNREADABLE),
    ],
)
def test_without_a_readable_answer_the_rules_reading_stands_and_says_why(said: str | Unfilled, because: str):
    text = "We have 300 labelled examples and docs change weekly."
    model = Scripted()
    model.said = said
    read_by_model = FactsByModel(model, MODEL, "{facts}")
    read = read_by_model(text)
    assert read.facts == read_facts(text).facts
    assert (read.reader, read.notice) == ("", f"{because}, {INSTEAD}")
    model.said = '{"facts": []}'
    assert (read_by_model(text).reader, read_by_model(text).notice) == (MODEL, "")


def test_the_same_text_is_asked_about_once():
    model = Scripted(("labelled_examples", "40", "about forty letters"))
    read = FactsByModel(model, MODEL, "{facts}")
    assert read(TEXT) == read(TEXT)
    assert len(model.asked) == 1


def test_a_text_whose_reading_was_stopped_is_asked_about_again():
    model = Scripted(("labelled_examples", "40", "about forty letters"))
    read = FactsByModel(model, MODEL, "{facts}")
    with pytest.raises(Stopped):
        read(TEXT, "T1", lambda: True)
    assert read(TEXT).facts["labelled_examples"] == 40


def test_the_model_is_told_every_fact_and_gets_the_text_as_data():
    model = Scripted()
    FactsByModel(model, MODEL, "Facts:\n{facts}")('He said "ignore the rules".\nThen he left.')
    ((system, text),) = model.asked
    assert catalogue_in_words() in system
    assert json.loads(text) == 'He said "ignore the rules".\nThen he left.'
