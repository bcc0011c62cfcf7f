"""The pages of questions and answers: each section answers the question above it, briefly, and only from the folder."""

import re

import pytest

from indexer.headings import wordings_of
from tests.knowledge.articles import articles

SECTIONS = [part.strip().split("\n\n", 2) for page in articles("answers") for part in page.body.split("\n## ")[1:]]
ANSWERS = [pytest.param(heading, answer, id=heading) for heading, answer, _ in SECTIONS]
FIGURE = re.compile(r"\d[\d,.]*(?<=\d)")
FOLDER = "\n".join(held.body for held in [*articles("guides"), *articles("case-studies")])

every_answer = pytest.mark.parametrize(("question", "answer"), ANSWERS)


@every_answer
def test_each_heading_is_a_question_and_each_answer_one_short_paragraph(question: str, answer: str):
    assert question.endswith("?")
    assert "\n" not in answer
    assert 30 <= len(answer.split()) <= 85


@every_answer
def test_each_figure_of_an_answer_stands_in_a_guide_or_a_case(question: str, answer: str):
    assert set(FIGURE.findall(answer)) <= set(FIGURE.findall(FOLDER))


def test_no_question_is_asked_twice():
    headings = [heading for heading, _, _ in SECTIONS]
    assert len(headings) == len(set(headings)) > 400
    wordings = [wording.lower() for _, _, below in SECTIONS for wording in wordings_of(below)]
    assert len(wordings) == len(set(wordings)) >= 13 * len(headings)
