"""What retrieval is measured by, on passages laid out by hand."""

import pytest

from bot.evaluation.model import Item, Kind, Span
from bot.evaluation.retrieval import retrieval_scores
from indexer.model import Passage
from tests.fakes.embedder import HashEmbedder
from tests.fakes.knowledge import document, passage

GUIDE = document("guide.md", "RAG takes weeks. Tuning takes months. Prompts take days. Agents take long.")
OTHER = document("other.md", "Tuning takes months. Prompts take days.")
FIRST, SECOND, THIRD, LAST = (passage(GUIDE, f"{sentence}.") for sentence in GUIDE.text.rstrip(".").split(". "))
ELSEWHERE = passage(OTHER, "Tuning takes months.")


def measured(item: Item, *found: Passage) -> dict[str, float]:
    scores = retrieval_scores(item, found, HashEmbedder().token_offsets)
    assert all(score.weight == 1 for score in scores.values())
    return {name: score.value for name, score in scores.items()}


def asked(**wanted: object) -> Item:
    return Item("set", "q1", "How long?", Kind.ANSWERABLE, ("guide.md",), **wanted)  # type: ignore[arg-type]


def test_a_passage_is_right_when_it_holds_a_phrase_and_comes_from_an_expected_document():
    scores = measured(asked(phrases=(("takes MONTHS", "a year"),)), ELSEWHERE, FIRST, SECOND)
    assert scores["mrr"] == pytest.approx(1 / 3)
    assert (scores["recall_at_1"], scores["recall_at_3"]) == (0, 1)


def test_recall_is_the_share_of_the_phrases_found():
    both = asked(phrases=(("takes months",), ("take days",)))
    assert measured(both, SECOND, FIRST, LAST, THIRD)["recall_at_3"] == 0.5
    assert measured(both, SECOND, FIRST, LAST, THIRD)["recall_at_5"] == 1


def test_without_phrases_any_passage_of_an_expected_document_is_right():
    assert measured(asked(), ELSEWHERE, LAST)["mrr"] == 0.5
    assert measured(asked(), ELSEWHERE)["recall_at_10"] == 0


def test_ndcg_is_one_when_right_passages_come_first_and_less_when_they_come_later():
    months = asked(phrases=(("takes months", "take days"),))
    assert measured(months, SECOND, THIRD, FIRST)["ndcg_at_10"] == 1
    # Gains at ranks 2 and 3, of the best 1 and 2: (1/log2(3) + 1/log2(4)) / (1 + 1/log2(3))
    assert measured(months, FIRST, SECOND, THIRD)["ndcg_at_10"] == pytest.approx(0.6934, abs=1e-4)


def test_where_spans_are_known_recall_is_the_share_of_their_characters():
    span = Span("guide.md", SECOND.start, THIRD.end)  # two sentences and the space between them
    scores = measured(asked(spans=(span,)), FIRST, SECOND, THIRD)
    assert scores["mrr"] == 0.5
    assert scores["recall_at_1"] == 0
    assert scores["recall_at_3"] == pytest.approx(1 - 1 / (THIRD.end - SECOND.start))
    assert scores["span_recall"] == scores["recall_at_3"]


def test_a_character_held_by_two_passages_counts_once():
    span = Span("guide.md", SECOND.start, THIRD.end)
    assert measured(asked(spans=(span,)), SECOND, SECOND, SECOND)["span_recall"] < 0.6


def test_the_same_characters_of_another_document_do_not_count():
    span = Span("guide.md", 0, 20)
    assert measured(asked(spans=(span,)), ELSEWHERE)["span_recall"] == 0


def test_span_recall_ends_with_the_thousandth_token():
    long = document("guide.md", "word " * 1_500)
    early, late = Span("guide.md", 0, 4), Span("guide.md", 6_000, 6_004)
    assert measured(asked(spans=(early,)), passage(long))["span_recall"] == 1
    assert measured(asked(spans=(late,)), passage(long))["span_recall"] == 0
    assert measured(asked(spans=(late,)), passage(long))["recall_at_1"] == 1


def test_finding_nothing_scores_nothing():
    scores = measured(asked(phrases=(("takes months",),)))
    assert set(scores.values()) == {0.0}
