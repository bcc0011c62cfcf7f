from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.checks.checker import Checked
from bot.checks.money import money
from bot.checks.verdict import Disagreement, Finding, Firmness, Flip, Precedent, Recognised, Step, Verdict
from bot.decide import decide
from bot.facts import FACTS, Contradiction, Evidence, Facts, FactsRead, Reading
from bot.model import Citation, Option
from bot.slack.blocks import Rendered
from bot.slack.checks.verdict_blocks import card
from bot.slack.checks.verdict_details import details
from bot.slack.checks.verdict_lines import headline
from indexer.model import PUBLIC
from tests.bot.decision.guides import GUIDES, HOUSE
from tests.bot.slack.test_mrkdwn import NASTY, hostile
from tests.fakes.slack.inspection import live_mentions, urls, visible
from tests.fakes.slack.limits import check_message, check_view

SPLIT = Facts.of(need="behaviour", labelled_examples=600, knowledge_changes="weekly")


def verdict(facts: Facts) -> Verdict:
    return decide(facts, GUIDES, HOUSE, today=date(2026, 11, 21))


def checked(of: Verdict, read: FactsRead | None = None) -> Checked:
    as_of = datetime(2026, 11, 21, 7, 45, tzinfo=UTC)
    return Checked("0123456789", "", read or FactsRead(of.facts), of, PUBLIC, as_of)


def shown(rendered: Rendered) -> str:
    return visible({"blocks": list(rendered.blocks)})


def test_the_sources_of_a_verdict_show_their_age() -> None:
    dated = replace(HOUSE, document=replace(HOUSE.document, as_of=date(2026, 3, 1)))
    of = decide(SPLIT, GUIDES, dated, today=date(2026, 11, 21))
    for shows in (shown(card(checked(of), "id")), visible(details(checked(of)))):
        assert f"{HOUSE.document.title} · as of 1 Mar 2026" in shows
        assert f"{GUIDES[0].document.title} · no date given" in shows


def test_an_age_that_all_sources_of_a_verdict_have_is_said_once() -> None:
    text = shown(card(checked(verdict(SPLIT)), "id"))
    assert "*Sources* · no date given\n" in text
    assert text.count("no date given") == 1


def test_the_option_and_how_firm_it_is_come_first() -> None:
    rendered = card(checked(verdict(SPLIT)), "id")
    assert shown(rendered).startswith("RAG · contested: one of two guides agrees\nRetrieval-augmented generation")
    assert rendered.text.startswith("RAG · contested")


@pytest.mark.parametrize(
    ("agreeing", "against", "abstained", "firmness", "words"),
    [
        (5, 0, 0, Firmness.UNANIMOUS, "all five guides agree"),
        (3, 0, 2, Firmness.UNANIMOUS, "all three guides with a rule for this agree"),
        (2, 0, 3, Firmness.UNANIMOUS, "both guides with a rule for this agree"),
        (1, 0, 4, Firmness.UNANIMOUS, "the one guide with a rule for this agrees"),
        (4, 1, 0, Firmness.MAJORITY, "four of five guides agree"),
        (1, 3, 1, Firmness.CONTESTED, "contested: one of four guides agrees"),
        (0, 1, 4, Firmness.CONTESTED, "contested: the one guide with a rule for this disagrees"),
        (0, 3, 2, Firmness.CONTESTED, "contested: all three guides disagree"),
        (0, 2, 2, Firmness.CONTESTED, "contested: both guides disagree"),
        (0, 0, 5, Firmness.NO_VOTES, "no guide has a rule for these facts"),
    ],
)
def test_firmness_is_said_in_words(agreeing: int, against: int, abstained: int, firmness: Firmness, words: str) -> None:
    of = verdict(SPLIT)
    one = next(found for found in of.findings if found.option is of.option)
    other = replace(one, option=Option.AGENTS)
    votes = (one,) * agreeing + (other,) * against
    changed = replace(of, findings=votes, abstained=("Guide",) * abstained, firmness=firmness)
    assert headline(changed) == f"RAG · {words}"


def test_a_contradiction_is_shown_with_both_wordings() -> None:
    readings = tuple(
        Reading("labelled_examples", n, Evidence(f"{n} examples", 0, len(f"{n} examples"))) for n in (200, 5_000)
    )
    read = FactsRead(Facts(), (Contradiction("labelled_examples", readings),))
    seen = shown(card(checked(verdict(Facts()), read), "id"))
    assert "You said two different things" in seen
    assert "200 (“200 examples”) or 5,000 (“5000 examples”)?" in seen


def test_the_card_says_whether_a_model_read_the_facts() -> None:
    of = verdict(SPLIT)
    assert "Facts read by claude-sonnet-5-5" in shown(
        card(checked(of, FactsRead(SPLIT, reader="claude-sonnet-5-5")), "id")
    )
    assert "Facts read by" not in shown(card(checked(of), "id"))


def test_the_card_says_that_rules_read_the_facts_where_claude_should_have_and_why() -> None:
    notice = "Today's budget for Claude is spent, so only rules have read the text: look the facts over."
    assert notice in shown(card(checked(verdict(SPLIT), FactsRead(SPLIT, notice=notice)), "id"))


def test_buttons_carry_the_cards_id_and_nothing_else() -> None:
    (buttons,) = [
        b["elements"] for b in card(checked(verdict(SPLIT)), "id", shareable=True).blocks if b["type"] == "actions"
    ]
    assert isinstance(buttons, list)
    assert [(b["text"]["text"], b["value"]) for b in buttons] == [
        ("Correct the facts", "id"),
        ("Details", "id"),
        ("Share in channel", "id"),
    ]


def test_without_facts_the_button_asks_to_state_them() -> None:
    seen = shown(card(checked(verdict(Facts())), "id"))
    assert "Too early to say" in seen
    assert "Correct the facts" not in seen


def test_only_the_sources_that_the_card_relies_on_stand_under_it() -> None:
    of = verdict(SPLIT)
    seen = shown(card(checked(of), "id"))
    assert of.house is not None
    assert f"*[{of.house.citation.number}]*" in seen


def test_details_hold_what_the_card_leaves_out() -> None:
    seen = visible(details(checked(verdict(SPLIT))))
    for words in (
        "*Eager guide*: Fine-tuning · Says otherwise",
        "Training on moving knowledge",
        "Write twenty test questions.",
        "Set-up $500–2,000",
        "costs less than",
    ):
        assert words in seen


def test_money_is_a_range_in_dollars() -> None:
    assert [money(span) for span in (None, (0, 0), (500, 2000), (0.5, 1))] == ["–", "$0", "$500–2,000", "$0.50–1"]


@settings(max_examples=40, deadline=None)
@given(hostile, st.integers(1, 300), st.integers(0, 40))
@example(NASTY, 100, 40)
@example("&" * 300, 200, 40)
def test_any_verdict_is_within_slacks_limits_and_mentions_and_links_nobody(text: str, times: int, many: int) -> None:
    long = (text + "\n") * times
    check = checked(_hostile(long, many), FactsRead(_facts(long), _contradictions(long), 7))
    for shareable in (True, False):
        rendered = card(check, "0" * 32, shareable=shareable)
        blocks = list(rendered.blocks)
        check_message(rendered.text, blocks)
        assert sum(len(visible(block)) for block in blocks) <= 10_000
        _inert({"text": rendered.text, "blocks": blocks})
    modal = details(check)
    check_view(modal)
    _inert(modal)


def _inert(shown: dict[str, object]) -> None:
    assert live_mentions(shown) == []
    assert [url for url in urls(shown) if not url.startswith("mailto:")] == []


def _facts(long: str) -> Facts:
    values = Facts.of(**{f.name: f.allowed[0] if f.allowed else "yes" if not f.numeric else 5 for f in FACTS.values()})
    return Facts(Reading(name, value, Evidence(long, 0, len(long))) for name, value in values.items())


def _contradictions(long: str) -> tuple[Contradiction, ...]:
    readings = (Reading("need", "knowledge", Evidence(long, 0, len(long))), Reading("need", "both"))
    return (Contradiction("need", readings * 3),) * 5


def _hostile(long: str, many: int) -> Verdict:
    """A verdict in which every text and every list is as bad as it can be."""
    cited = tuple(Citation(n, long, long, (long,), 0, len(long), long, None) for n in range(1, many + 2))
    finding = Finding(long, Option.RAG, long, long, cited[0])
    against = replace(finding, option=Option.AGENTS)
    known = _facts(long)
    return replace(
        verdict(SPLIT),
        facts=known,
        because=long,
        house=finding,
        findings=(finding, against) * many,
        abstained=(long,) * many,
        disagreements=(Disagreement(finding, against, tuple(FACTS)),) * many,
        flips=tuple(Flip(name, known[name], known[name], option, long) for name in FACTS for option in Option),
        ask_next=tuple(FACTS)[:2],
        anti_patterns=(Recognised(long, long, cited[0]),) * many,
        precedents=(Precedent(long, long, Option.RAG, False, 0.5, long, cited[0]),) * many,
        next_steps=(Step(long, cited[0]),) * many,
        citations=cited,
    )
