"""Meaning fills what the rules leave open, with the words that it was read from, and contradicts them nowhere."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from bot.facts import CATALOGUE, FactsByMeaning, Kind, read_facts
from bot.facts.meaning import probes
from bot.facts.pieces import pieces
from indexer.embedding.open import open_embedder

SAYINGS = Path(__file__).parents[3] / "benchmarks" / "sayings"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> FactsByMeaning:
    model = open_embedder(tmp_path_factory.mktemp("models"), None, "int8", 1)
    return FactsByMeaning(lambda texts: list(model.embed(texts)))


def test_what_rules_do_not_read_is_read_by_meaning_with_its_words(read: FactsByMeaning) -> None:
    text = "We are a clinic. It answers the phone, then it actually moves the patient's booking in our calendar."
    assert "need" not in read_facts(text).facts
    found = read(text)
    assert found.facts["need"] == "actions"
    evidence = found.facts.evidence("need")
    assert evidence is not None
    assert text[evidence.start : evidence.end] == evidence.words


@pytest.mark.parametrize(
    "text",
    [
        "We don't need citations.",
        "Nobody will ask where an answer came from.",
        "Our users couldn't care less which document it was in.",
        "Sources are no concern of our readers.",
    ],
)
def test_denied_citations_are_never_read_as_needed(read: FactsByMeaning, text: str) -> None:
    assert read(text).facts.get("citations_needed") is not True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What does RAG cost?",
        "What did Listen2RE decide?",
        "We are forty people in Lisbon and use Google Workspace.",
        "Our logo is blue.",
        "We have three weeks left.",
        "Do the answers need citations?",
    ],
)
def test_meaning_reads_nothing_where_nothing_is_stated(read: FactsByMeaning, text: str) -> None:
    assert read(text).facts == read_facts(text).facts


def test_what_rules_read_or_find_contradicted_stands(read: FactsByMeaning) -> None:
    text = "Docs change weekly. The documentation never changes. Every reply has to cite its source."
    found, ruled = read(text), read_facts(text)
    assert "knowledge_changes" not in found.facts
    assert found.contradictions == ruled.contradictions
    assert all(found.facts[fact] == value for fact, value in ruled.facts.items())


def test_the_same_text_is_embedded_once() -> None:
    asked: list[Sequence[str]] = []

    def vectors(texts: Sequence[str]) -> list[NDArray[np.float32]]:
        asked.append(texts)
        return [np.zeros(384, np.float32) for _ in texts]

    read = FactsByMeaning(vectors)
    assert read("Our docs are in a wiki.") == read("Our docs are in a wiki.")
    assert len(asked) == 1


def test_every_choice_and_flag_has_sayings_and_a_probe_of_all_its_values() -> None:
    listed: dict[str, set[object]] = {}
    for file in SAYINGS.glob("*.yaml"):
        for name, values in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            listed.setdefault(name, set()).update(values)
    fitted = {probe.fact: probe for probe in probes()}
    for fact in CATALOGUE:
        if fact.kind in {Kind.CHOICE, Kind.FLAG}:
            values = set(fact.allowed) if fact.kind is Kind.CHOICE else {True, False}
            assert listed[fact.name] == values == set(fitted[fact.name].values)


def test_pieces_are_sentences_and_their_clauses_and_no_doubts() -> None:
    text = "Our wiki is small, and we edit it seldom. Maybe it grows. RAG, since it is large?"
    assert [piece.words for piece in pieces(text)] == [
        "Our wiki is small, and we edit it seldom",
        "Our wiki is small",
        "and we edit it seldom",
        "RAG, since it is large",
        "since it is large",
    ]
