"""The question sets beside the folder say of it only what is true of it."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.evaluation.floors import read_floors
from bot.evaluation.folder import Folder
from bot.evaluation.model import Item, Kind
from bot.evaluation.phrases import normalised
from bot.evaluation.sets import read_set

REPOSITORY = Path(__file__).parents[2]
EVALS = REPOSITORY / "evals"
FOLDER = Folder(REPOSITORY / "knowledge")
ITEMS = read_set(EVALS / "knowledge.yaml", FOLDER).items
ANSWERABLE = [item for item in ITEMS if item.kind is Kind.ANSWERABLE]
UNANSWERABLE = [item for item in ITEMS if item.kind is not Kind.ANSWERABLE]
each_answerable = pytest.mark.parametrize("item", ANSWERABLE, ids=lambda item: item.id)


@pytest.mark.parametrize("file", sorted(EVALS.glob("*.yaml")), ids=lambda file: file.name)
def test_every_file_here_can_be_read(file: Path):
    assert read_floors(file) if file.name == "floors.yaml" else read_set(file, FOLDER).items


def test_no_question_is_asked_twice():
    assert [question for question, times in Counter(item.question for item in ITEMS).items() if times > 1] == []


def test_the_set_is_large_enough_for_its_figures_to_mean_something():
    kinds = Counter(item.kind for item in UNANSWERABLE)
    assert len(ITEMS) >= 120
    assert len(ANSWERABLE) >= 80
    assert set(kinds) == {Kind.OFF_SUBJECT, Kind.NEAR_MISS}
    assert min(kinds.values()) >= 20
    assert sum(item.figures for item in ANSWERABLE) >= 30
    assert sum(item.option is not None for item in ANSWERABLE) >= 15


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_odd_number_is_for_tuning_and_an_even_one_is_held_back(item: Item):
    named = re.fullmatch(r"[a-z](\d+)", item.id)
    assert named
    assert item.split == ("dev" if int(named[1]) % 2 else "held")


@pytest.mark.parametrize("chosen", [ANSWERABLE, UNANSWERABLE], ids=["answerable", "unanswerable"])
def test_both_splits_are_about_half(chosen: Sequence[Item]):
    held = sum(item.split == "held" for item in chosen)
    assert abs(2 * held - len(chosen)) <= 2


@each_answerable
def test_any_one_of_the_sources_can_give_every_expected_phrase(item: Item):
    for source in item.sources:
        text = normalised(FOLDER.prose(source))
        for alternatives in item.phrases:
            assert any(normalised(phrase) in text for phrase in alternatives), (source, alternatives)


@each_answerable
def test_every_alternative_of_a_phrase_stands_in_some_source(item: Item):
    texts = [normalised(FOLDER.prose(source)) for source in item.sources]
    for phrase in [phrase for alternatives in item.phrases for phrase in alternatives]:
        assert any(normalised(phrase) in text for text in texts), phrase
