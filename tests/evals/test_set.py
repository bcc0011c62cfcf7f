"""The question set over `knowledge/` says of the folder only what is true of it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from bot.model import Option
from indexer.readers import read_document

REPOSITORY = Path(__file__).parents[2]
KNOWLEDGE = REPOSITORY / "knowledge"


class Item(TypedDict, total=False):
    id: str
    split: str
    question: str
    answerable: bool
    sources: list[str]
    phrases: list[list[str]]
    figures: bool
    option: str
    why: str


ITEMS: Sequence[Item] = yaml.safe_load((REPOSITORY / "evals" / "knowledge.yaml").read_text(encoding="utf-8"))
ANSWERABLE = [item for item in ITEMS if item["answerable"]]
UNANSWERABLE = [item for item in ITEMS if not item["answerable"]]
each_answerable = pytest.mark.parametrize("item", ANSWERABLE, ids=lambda item: item["id"])


def normalised(text: str) -> str:
    """Lower case, every dash a hyphen, every run of white space one space."""
    return re.sub(r"\s+", " ", re.sub("[‐‑‒–—−]", "-", text)).strip().casefold()


@cache
def prose(source: str) -> str:
    """What can be quoted of a document: its text below the front matter, normalised."""
    document = read_document(source, (KNOWLEDGE / source).read_bytes())
    return normalised(document.text[document.body :])


def test_ids_are_unique_and_so_are_questions():
    for values in ([item["id"] for item in ITEMS], [item["question"] for item in ITEMS]):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_the_set_is_large_enough_for_its_figures_to_mean_something():
    why = Counter(item["why"] for item in UNANSWERABLE)
    assert len(ITEMS) >= 120
    assert len(ANSWERABLE) >= 80
    assert set(why) == {"off_subject", "near_miss"}
    assert min(why.values()) >= 20
    assert sum(bool(item["figures"]) for item in ANSWERABLE) >= 30
    assert sum("option" in item for item in ANSWERABLE) >= 15


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_an_odd_number_is_for_tuning_and_an_even_one_is_held_back(item: Item):
    named = re.fullmatch(r"[a-z](\d+)", item["id"])
    assert named
    assert item["split"] == ("dev" if int(named[1]) % 2 else "held")


@pytest.mark.parametrize("chosen", [ANSWERABLE, UNANSWERABLE], ids=["answerable", "unanswerable"])
def test_both_splits_are_about_half(chosen: Sequence[Item]):
    held = sum(item["split"] == "held" for item in chosen)
    assert abs(2 * held - len(chosen)) <= 2


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_an_item_has_the_keys_of_its_kind_and_no_others(item: Item):
    common = {"id", "split", "question", "answerable"}
    own = {"sources", "phrases", "figures"} if item["answerable"] else {"why"}
    assert set(item) - {"option"} == common | own
    assert "option" not in item or (item["answerable"] and item["option"] in set(Option))
    assert isinstance(item["question"], str)
    assert item["question"].strip()


@each_answerable
def test_an_answerable_question_has_sources_that_exist(item: Item):
    assert item["sources"]
    assert [source for source in item["sources"] if not (KNOWLEDGE / source).is_file()] == []


@each_answerable
def test_any_one_of_the_sources_can_give_every_expected_phrase(item: Item):
    for source in item["sources"]:
        text = prose(source)
        for alternatives in item["phrases"]:
            assert any(normalised(phrase) in text for phrase in alternatives), (source, alternatives)


@each_answerable
def test_every_alternative_of_a_phrase_stands_in_some_source(item: Item):
    texts = [prose(source) for source in item["sources"]]
    for phrase in [phrase for alternatives in item["phrases"] for phrase in alternatives]:
        assert any(normalised(phrase) in text for text in texts), phrase


@each_answerable
def test_a_question_about_a_figure_names_a_phrase_to_find(item: Item):
    assert item["phrases"] or not item["figures"]
