"""Checks: read, decided, recorded, made again; with documents in memory and records in a file."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from bot.checks.again import changed_verdicts, check_again
from bot.checks.chart import costs_png, draw_costs
from bot.checks.check_json import checked_json
from bot.checks.checker import Checked, Checker
from bot.checks.log import ChecksLog
from bot.checks.terminal.whole import check_parts
from bot.checks.verdict import Firmness
from bot.facts import Facts, FactsRead, read_facts
from bot.frameworks.panel_source import PanelSource
from bot.model import AdvisorError, Option
from bot.records import open_records
from bot.watching import Stopping
from indexer.model import Document
from tests.bot.decision.guides import (
    CAUTIOUS_BODY,
    CAUTIOUS_FRAMEWORK,
    EAGER_BODY,
    EAGER_FRAMEWORK,
    HOUSE_BODY,
    HOUSE_FRAMEWORK,
    document,
)
from tests.fakes.knowledge import FakeLibrary, FakeRetriever, passage

TODAY = date(2026, 11, 21)
PROPOSAL = "Our docs change weekly and we have 300 labelled examples."
BOARD = frozenset({"board"})
CASE_BODY = "# A case\n\nIntroduction first.\n\n## Outcome\n\nIt shipped in six weeks. More later.\n"

HOUSE = document("guides/house.md", HOUSE_BODY, HOUSE_FRAMEWORK, kind="framework")
CAUTIOUS = document("guides/cautious.md", CAUTIOUS_BODY, CAUTIOUS_FRAMEWORK)
EAGER = document("guides/eager.md", EAGER_BODY, EAGER_FRAMEWORK)
CASE = document("cases/docs.md", CASE_BODY, facts={"knowledge_changes": "weekly"}, decision="rag")

MakeChecker = Callable[..., Checker]


@pytest.fixture
def checker_of(tmp_path: Path) -> MakeChecker:
    """Checkers over these documents that all write to the same records."""
    records = open_records(f"sqlite:///{tmp_path / 'records.db'}")

    def make(*documents: Document, retriever: FakeRetriever | None = None) -> Checker:
        library = FakeLibrary(*documents)
        log = ChecksLog(records.engine)
        return Checker(library, retriever or FakeRetriever(), PanelSource(library), log, today=lambda: TODAY)

    return make


def text_of(checked: Checked, width: int = 80) -> str:
    console = Console(width=width, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as captured:
        for part in check_parts(checked):
            console.print(part)
    return captured.get()


def test_a_proposal_gets_the_houses_verdict_with_the_words_that_its_facts_were_read_from(checker_of: MakeChecker):
    checked = checker_of(HOUSE, CAUTIOUS).check_text(PROPOSAL)
    assert checked.verdict.option is Option.RAG
    assert dict(checked.verdict.facts) == {"knowledge_changes": "weekly", "labelled_examples": 300}
    evidence = checked.facts_read.facts.evidence("labelled_examples")
    assert evidence is not None
    assert PROPOSAL[evidence.start : evidence.end] == evidence.words


def test_a_guide_that_is_dropped_in_votes_on_the_next_check(checker_of: MakeChecker):
    facts = Facts.of(need="behaviour", labelled_examples=2000)
    before = checker_of(HOUSE, CAUTIOUS).check(facts)
    after = checker_of(HOUSE, CAUTIOUS, EAGER).check(facts)
    assert "Eager guide" not in [finding.guide for finding in before.verdict.findings]
    assert "Eager guide" in [finding.guide for finding in after.verdict.findings]
    assert after.id != before.id


def test_the_same_check_is_the_same_to_the_byte_and_recorded_once(checker_of: MakeChecker):
    checker = checker_of(HOUSE, CAUTIOUS, EAGER, CASE)
    shuffled = checker_of(CASE, EAGER, CAUTIOUS, HOUSE)
    first, second = checker.check_text(PROPOSAL), shuffled.check_text(PROPOSAL)
    assert checked_json(first) == checked_json(second)
    assert len(checker.log.latest(10)) == 1


def test_what_the_asker_may_not_read_neither_votes_nor_precedes(checker_of: MakeChecker):
    hidden = (replace(EAGER, audience=BOARD), replace(CASE, audience=BOARD))
    checker = checker_of(HOUSE, CAUTIOUS, *hidden)
    facts = Facts.of(knowledge_changes="weekly", need="behaviour", labelled_examples=2000)
    public, board = checker.check(facts), checker.check(facts, BOARD)
    assert "Eager guide" not in repr(public.verdict)
    assert public.verdict.precedents == ()
    assert "Eager guide" in repr(board.verdict)
    assert len(board.verdict.precedents) == 1


def test_a_case_that_reads_like_the_proposal_is_nearer(checker_of: MakeChecker):
    found = FakeRetriever(passage(CASE, "It shipped in six weeks.", relevance=0.9))
    (alike,) = checker_of(HOUSE, CASE, retriever=found).check_text(PROPOSAL).verdict.precedents
    (unlike,) = checker_of(HOUSE, CASE).check_text(PROPOSAL).verdict.precedents
    assert alike.similarity > unlike.similarity


def test_a_correction_settles_what_the_text_says_in_two_ways(checker_of: MakeChecker):
    checker = checker_of(HOUSE)
    text = "We have 300 labelled examples. We have 5,000 labelled examples."
    open_check = checker.check_text(text)
    assert [found.fact for found in open_check.facts_read.contradictions] == ["labelled_examples"]
    assert "labelled_examples" not in open_check.verdict.facts
    settled = checker.check(Facts.of(labelled_examples=300), text=text)
    assert settled.facts_read.contradictions == ()


def test_a_check_made_again_on_unchanged_guides_does_not_differ(checker_of: MakeChecker):
    checker = checker_of(HOUSE, CAUTIOUS)
    first = checker.check_text(PROPOSAL)
    again = check_again(checker, first.id, frozenset())
    assert not again.differs
    assert again.why == ()
    assert again.now.id == first.id


def test_a_check_made_again_after_the_house_changed_says_what_moved(checker_of: MakeChecker):
    first = checker_of(HOUSE, CAUTIOUS).check_text(PROPOSAL)
    again = check_again(checker_of(changed_house(), CAUTIOUS), first.id, frozenset())
    assert again.differs
    assert again.now.verdict.option is Option.AGENTS
    assert any(reason.startswith("House framework now says agents") for reason in again.why)
    assert "guides/house.md was changed since." in again.why


def test_a_check_of_another_group_looks_as_if_it_were_not_there(checker_of: MakeChecker):
    checker = checker_of(HOUSE)
    hidden = checker.check_text(PROPOSAL, BOARD)
    with pytest.raises(AdvisorError, match=r"There is no check"):
        check_again(checker, hidden.id, frozenset())
    assert check_again(checker, hidden.id, BOARD).before.id == hidden.id


def test_a_changed_verdict_is_told_once(checker_of: MakeChecker):
    first = checker_of(HOUSE).check_text(PROPOSAL)
    assert changed_verdicts(checker_of(HOUSE)) == ()
    moved = checker_of(changed_house())
    (change,) = changed_verdicts(moved)
    assert (change.id, change.before, change.after) == (first.id, Option.RAG, Option.AGENTS)
    assert changed_verdicts(moved) == ()


def test_a_framework_and_a_case_that_are_refused_are_told_and_left_out(checker_of: MakeChecker):
    wrong = document("guides/wrong.md", EAGER_BODY, EAGER_FRAMEWORK.replace("labelled_examples", "golden_examples"))
    badly = document("cases/bad.md", CASE_BODY, facts={"labelled_examples": "many"}, decision="rag")
    second = replace(HOUSE, source="guides/second-house.md", content_hash="2" * 64)
    checker = checker_of(HOUSE, CAUTIOUS, wrong, badly, second)
    reasons = {refusal.source: refusal.reason for refusal in checker.source.refused(frozenset())}
    assert list(reasons) == ["cases/bad.md", "guides/second-house.md", "guides/wrong.md"]
    assert "golden_examples" in reasons["guides/wrong.md"]
    assert "labelled_examples" in reasons["cases/bad.md"]
    assert "guides/house.md" in reasons["guides/second-house.md"]
    assert checker.check_text(PROPOSAL).verdict.option is Option.RAG


def test_without_any_guide_nothing_is_guessed(checker_of: MakeChecker):
    checked = checker_of().check_text(PROPOSAL)
    assert checked.verdict.option is Option.NEED_MORE_INFORMATION
    assert checked.verdict.firmness is Firmness.NO_VOTES
    shown = text_of(checked)
    assert "Too early to say" in shown
    assert "No document here holds decision rules" in shown
    assert "What would change the verdict" not in shown


@pytest.mark.parametrize("width", [80, 96])
def test_the_terminal_shows_the_option_first_and_nothing_is_cut(checker_of: MakeChecker, width: int):
    facts = Facts.of(need="behaviour", labelled_examples=2000, queries_per_month=3_000_000)
    shown = text_of(checker_of(HOUSE, CAUTIOUS, EAGER, CASE).check(facts), width)
    first, *rest = shown.splitlines()
    assert first.startswith("Fine-tuning")
    assert all(len(line) <= width for line in rest)
    assert "…" not in shown
    for heading in ("Facts it rests on", "What would change the verdict", "Where the guides disagree", "Sources"):
        assert heading in shown


def test_what_only_contradicts_itself_is_not_told_to_hold_no_facts(checker_of: MakeChecker):
    checked = checker_of(HOUSE).check_text("Our docs change weekly. The docs never change.")
    assert (
        checked.verdict.because == "The text says different things about how often the knowledge changes: which holds?"
    )
    assert "No facts" not in text_of(checked)


def test_what_contradicts_itself_is_asked_about_and_not_told_to_be_unreadable(checker_of: MakeChecker):
    shown = text_of(checker_of(HOUSE).check_text("Our docs change weekly. The docs never change."))
    assert "How often does the knowledge change? weekly" in shown
    assert "None could be read" not in shown


def test_beside_an_open_verdict_no_guide_and_no_case_is_said_to_disagree(checker_of: MakeChecker):
    shown = text_of(checker_of(HOUSE, EAGER, CASE).check(Facts.of(labelled_examples=2000, knowledge_changes="never")))
    assert shown.startswith("Too early to say")
    assert "≠" not in shown
    assert "chose RAG" in shown


def test_mistakes_over_one_fact_stand_in_one_line_each_with_its_source(checker_of: MakeChecker):
    other = "anti_patterns:\n  - {name: Training too often, when: {knowledge_changes: weekly, labelled_examples: 300}"
    eager = document("guides/eager.md", EAGER_BODY, f"{EAGER_FRAMEWORK}{other}, quote: Five hundred}}\n")
    (line,) = (line for line in text_of(checker_of(HOUSE, eager).check_text(PROPOSAL)).splitlines() if "!" in line)
    assert re.fullmatch(r"\s+! Training on moving knowledge \[\d+\]; Training too often \[\d+\]\s*", line)


def test_square_brackets_in_a_proposal_are_shown_as_they_are(checker_of: MakeChecker):
    shown = text_of(checker_of(HOUSE).check_text("[bold]Docs[/bold] change weekly and we have 300 labelled examples"))
    assert "300 labelled examples" in shown


def test_the_chart_is_a_slide_sized_png_and_always_the_same(checker_of: MakeChecker, tmp_path: Path):
    verdict = checker_of(HOUSE, CAUTIOUS).check_text(PROPOSAL).verdict
    image = costs_png(verdict)
    assert image.startswith(b"\x89PNG")
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (1920, 1080)
    draw_costs(verdict, tmp_path / "costs.png")
    assert (tmp_path / "costs.png").read_bytes() == image


def test_a_chart_that_cannot_be_written_says_so(checker_of: MakeChecker, tmp_path: Path):
    verdict = checker_of(HOUSE, CAUTIOUS).check_text(PROPOSAL).verdict
    with pytest.raises(AdvisorError, match=r"cannot be written"):
        draw_costs(verdict, tmp_path / "nowhere" / "costs.png")


def test_without_figures_there_is_no_chart(checker_of: MakeChecker):
    with pytest.raises(AdvisorError, match=r"no chart to draw"):
        costs_png(checker_of(HOUSE).check_text(PROPOSAL).verdict)


def changed_house() -> Document:
    """The house framework after an admin gave its RAG rule another option."""
    rule = "{citations_needed: true}]}\n    option: rag"
    assert rule in HOUSE_FRAMEWORK
    changed = HOUSE_FRAMEWORK.replace(rule, rule.replace("rag", "agents"))
    return replace(document("guides/house.md", HOUSE_BODY, changed, kind="framework"), content_hash="1" * 64)


def test_who_should_have_read_the_facts_and_did_not_is_said_in_text_and_json(checker_of: MakeChecker):
    def without_claude(text: str, _team: str, _stopped: Stopping) -> FactsRead:
        return replace(read_facts(text), notice="Claude did not answer in time, so only rules have read the text.")

    checker = replace(checker_of(HOUSE, CAUTIOUS), reader=without_claude)
    checked = checker.check_text(PROPOSAL)
    corrected = checker.check(Facts.of(labelled_examples=700), text=PROPOSAL)
    for each in (checked, corrected):
        told = checked_json(each)
        assert (told["facts_reader"], told["facts_notice"]) == ("rules", each.facts_read.notice)
        assert each.facts_read.notice.startswith("Claude did not answer in time")
        assert "Claude did not answer in time" in text_of(each, width=120)
