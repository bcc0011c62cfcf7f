from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.entries import items_of_yaml
from bot.evaluation.model import Kind
from bot.gaps import InVain, grouped
from bot.journal_export import exported
from bot.model import Answer, Citation, Declined

DECLINED = InVain("q1", "Where is the canteen?", 1_795_000_000.0, Declined("?", "extractive"))
CITED = tuple(Citation(n, source, "T", (), 0, 1, "x") for n, source in enumerate(["a.md", "b.md", "a.md"], 1))
DISLIKED = InVain(
    "q2",
    "How soon?",
    1_795_000_100.0,
    Answer("?", "x [1]", CITED, "extractive"),
    ("wrong_source",),
    ("No:\n- id: evil",),
)


def test_the_skeleton_is_a_set_that_can_be_read() -> None:
    items, problems = items_of_yaml(exported(grouped([DECLINED, DISLIKED])), "asked")
    assert problems == []
    disliked, declined = items
    assert (disliked.id, disliked.question, disliked.kind) == ("x01", "How soon?", Kind.ANSWERABLE)
    assert (disliked.sources, disliked.split) == (("a.md", "b.md"), "dev")
    assert (declined.id, declined.question, declined.kind) == ("x02", "Where is the canteen?", Kind.NEAR_MISS)
    assert declined.split == "held"


def test_each_question_says_how_often_it_was_asked_and_what_people_said() -> None:
    twice = [DISLIKED, replace(DISLIKED, id="q3", reasons=("outdated",), remarks=())]
    text = exported(grouped(twice))
    assert "# asked 2 times, last on 2026-11-18; declined 0, disliked 2\n" in text
    assert "# people said: wrong source, outdated\n" in text
    assert "# remark: No: - id: evil\n" in text


def test_without_gaps_there_is_only_the_explanation() -> None:
    assert yaml.safe_load(exported([])) is None


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
@pytest.mark.filterwarnings("error")
def test_whatever_people_wrote_stays_one_question_and_a_comment(text: str) -> None:
    asked = replace(DISLIKED, text=f"{text}?", remarks=(text,), reasons=("other",))
    (entry,) = yaml.safe_load(exported(grouped([asked])))
    assert set(entry) == {"id", "split", "question", "answerable", "sources", "phrases", "figures"}
    assert entry["question"].endswith("?")
    assert entry["question"].split() == "".join(c if c.isprintable() else " " for c in f"{text}?").split()
