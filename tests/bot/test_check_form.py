"""The questions of `advisor check` at a terminal."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.checks.checker import Checker
from bot.checks.log import ChecksLog
from bot.commands.check_form import ask_facts
from bot.facts import FACTS, Facts
from bot.frameworks.panel_source import PanelSource
from bot.records import open_records
from indexer.model import PUBLIC
from tests.bot.decision.guides import HOUSE_BODY, HOUSE_FRAMEWORK, document
from tests.fakes.knowledge import FakeLibrary, FakeRetriever


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    library = FakeLibrary(document("guides/house.md", HOUSE_BODY, HOUSE_FRAMEWORK, kind="framework"))
    log = ChecksLog(open_records(f"sqlite:///{tmp_path / 'records.db'}").engine)
    return Checker(library, FakeRetriever(), PanelSource(library), log)


def asked(checker: Checker, *lines: str) -> tuple[Facts, str]:
    """The facts after these lines were typed, and what was shown."""
    given: list[Facts] = []
    form = click.Command("form", callback=lambda: given.append(ask_facts(checker, PUBLIC)))
    shown = CliRunner().invoke(form, [], input="".join(f"{line}\n" for line in lines), catch_exceptions=False)
    return given[0], shown.output


def test_a_settled_verdict_ends_the_questions(checker: Checker):
    first = checker.worth_asking(Facts.of())[0]
    assert first == "few_shot_suffices"
    facts, shown = asked(checker, "y", "never asked for")
    assert dict(facts) == {"few_shot_suffices": True}
    assert shown.count("Answer:") == 1


def test_enter_leaves_a_fact_unknown_and_it_is_not_asked_again(checker: Checker):
    facts, shown = asked(checker, *[""] * 20)
    assert dict(facts) == {}
    questions = [fact.question for fact in FACTS.values() if fact.question in shown]
    assert questions
    assert all(shown.count(question) == 1 for question in questions)


def test_a_wrong_answer_is_told_what_is_allowed_and_asked_again(checker: Checker):
    facts, shown = asked(checker, "perhaps", "n", "q")
    assert "'perhaps'" in shown
    assert "yes or no" in shown
    assert dict(facts) == {"few_shot_suffices": False}


def test_a_word_that_does_not_say_what_it_stands_for_is_explained(checker: Checker):
    _, shown = asked(checker, *[""] * 20)
    assert "Answer: knowledge, " not in shown  # its meaning is said too
    assert "behaviour (must respond in a particular way)" in shown
    assert "Answer: never, yearly, quarterly, monthly, weekly, daily, continuously." in shown


def test_the_end_of_input_shows_the_verdict_on_what_is_known(checker: Checker):
    facts, _ = asked(checker, "n")
    assert dict(facts) == {"few_shot_suffices": False}
