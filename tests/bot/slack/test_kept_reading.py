import json
from dataclasses import replace

import pytest

from bot.facts import Facts, FactsRead, read_facts
from bot.slack.checks.kept_reading import found, kept

TEXTS = (
    "",
    "We have 300 labelled examples. No, we have 900 labelled examples.",
    "Docs change weekly, answers must cite their sources, and it must ship in 2.5 weeks.",
    "x" * 5_000,
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("about", [{}, {"reader": "claude-sonnet-5-5"}, {"notice": "Claude did not answer in time."}])
def test_what_was_read_comes_back_as_it_was(text: str, about: dict[str, str]) -> None:
    read = replace(read_facts(text), **about)
    back = found(json.loads(json.dumps(kept(read))), text)
    assert back == read
    assert back.facts.readings == read.facts.readings
    assert [type(value) for value in back.facts.values()] == [type(value) for value in read.facts.values()]


def test_what_an_older_version_kept_nothing_of_is_read_by_rules() -> None:
    assert found({}, TEXTS[2]) == read_facts(TEXTS[2])


def test_corrected_facts_keep_the_words_that_still_say_them_and_settle_what_was_contradicted() -> None:
    read = read_facts(f"{TEXTS[1]} {TEXTS[2]}")
    corrected = read.corrected(Facts.of(labelled_examples=900, knowledge_changes="weekly", weeks_to_ship=8))
    words = {reading.fact: reading.evidence.words if reading.evidence else "" for reading in corrected.facts.readings}
    assert words == {"knowledge_changes": "change weekly", "labelled_examples": "", "weeks_to_ship": ""}
    assert [one.fact for one in read.contradictions] == ["labelled_examples"]
    assert corrected.contradictions == ()
    assert FactsRead(Facts()).corrected(Facts()) == FactsRead(Facts())
