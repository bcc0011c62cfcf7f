"""What becomes of an answer when Claude fails: section by section the faults a provider has shown."""

import logging
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answerers.claude.trouble import BECAUSE, BUDGET, DECLINED, PAUSED, SILENT, Kind
from bot.answerers.claude.writing import CUT_SHORT, LEFT_OUT
from bot.model import EXTRACTIVE, Answer, Declined, Question
from bot.watching import Stopped
from tests.bot.answerers.claude_rig import FIVE_DAYS, MODEL, Keeping, Rig, wait_until_nobody_reads
from tests.fakes.claude import CLEAN_END, CUT, DRIP, ERROR, GARBAGE, LIMIT, SILENCE, Cite, FakeClaude, Fault, Part

OVERLOADED = Fault(status=529, message="Overloaded")
HALF = 9  # events: the first cited block is complete, the second is not


def fell_back(reply: Answer | Declined, because: str) -> None:
    """The other answerer's words, and its reason."""
    assert isinstance(reply, Answer)
    assert reply.markdown == "Extracted: exchanges are free. [1]"
    assert reply.answerer == EXTRACTIVE
    assert reply.notice.startswith(because)
    assert "documents themselves" in reply.notice


def test_an_overload_that_passes_costs_no_answer(rig: Rig):
    rig.claude.fails(OVERLOADED, times=2)
    assert rig.answer().answerer == MODEL
    assert len(rig.claude.requests) == 3


def test_an_overload_that_stays_ends_in_the_other_answerer_and_after_a_while_nobody_asks(rig: Rig):
    rig.claude.fails(OVERLOADED, times=99)
    for _ in range(3):
        fell_back(rig.asks(), BECAUSE[Kind.BUSY])
    assert len(rig.claude.requests) == 9
    fell_back(rig.asks(), PAUSED)
    assert len(rig.claude.requests) == 9


@pytest.mark.parametrize("wait", ["120", "Sat, 21 Nov 2026 12:02:00 GMT"])
def test_nobody_sleeps_past_the_deadline_because_a_server_says_so(rig: Rig, wait: str):
    rig.ready().claude.fails(Fault(status=429, headers={"retry-after": wait}))
    began = time.monotonic()
    fell_back(rig.asks(), BECAUSE[Kind.BUSY])
    assert time.monotonic() - began < rig.deadline
    assert len(rig.claude.requests) == 1


@pytest.mark.parametrize(
    ("fault", "kind", "hint"),
    [
        (Fault(status=429, message="spend limit"), Kind.SPENT, "billing"),
        (Fault(status=400, message="Your credit balance is too low to access the API."), Kind.SPENT, "billing"),
        (Fault(status=401), Kind.KEY, "ANTHROPIC_API_KEY"),
        (Fault(status=403), Kind.KEY, "ANTHROPIC_API_KEY"),
        (Fault(status=404, message="model: claude-retired"), Kind.MODEL, "ANTHROPIC_MODEL"),
    ],
)
def test_what_only_an_admin_can_mend_is_told_to_admins_once_and_not_tried_again(
    rig: Rig, fault: Fault, kind: Kind, hint: str
):
    rig.claude.fails(fault, times=99)
    fell_back(rig.asks(), BECAUSE[kind])
    fell_back(rig.asks(), PAUSED)
    rig.clock.now += 60
    fell_back(rig.asks(), BECAUSE[kind])
    (told,) = rig.told_admins
    assert hint in told
    assert len(rig.claude.requests) == 2
    rig.clock.now += 86_400
    rig.asks()
    assert len(rig.told_admins) == 2


def test_a_wrong_key_is_in_no_log_and_no_notice(rig: Rig, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    rig.key = "sk-ant-canary-of-this-test"
    reply = rig.asks()
    fell_back(reply, BECAUSE[Kind.KEY])
    assert "canary" not in caplog.text
    assert "canary" not in reply.notice + "".join(rig.told_admins)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(after=2, then=ERROR), Kind.BUSY),
        (Fault(after=2, then=LIMIT), Kind.BUSY),
        (Fault(after=HALF, then=ERROR), Kind.BUSY),
        (Fault(after=HALF, then=CUT), Kind.BROKEN),
        (Fault(after=HALF, then=CLEAN_END), Kind.BROKEN),
        (Fault(after=HALF, then=GARBAGE), Kind.BROKEN),
        (Fault(html=True), Kind.BROKEN),
    ],
)
def test_an_answer_that_breaks_off_is_not_shown_as_whole(rig: Rig, fault: Fault, kind: Kind):
    rig.claude.fails(fault)
    watcher = Keeping()
    reply = rig.asks(watcher=watcher)
    fell_back(reply, BECAUSE[kind])
    if fault.after == HALF:
        assert watcher.told == [f"{FIVE_DAYS} [1]", "BEGUN AGAIN", "Extracted: exchanges are free. [1]"]


@pytest.mark.parametrize("then", [SILENCE, DRIP])
@pytest.mark.parametrize("after", [0, HALF])
def test_the_deadline_is_for_the_whole_answer(claude: FakeClaude, tmp_path: Path, after: int, then: str):
    rig = Rig(claude, tmp_path, deadline=0.6).ready()
    claude.fails(Fault(after=after, then=then))
    began = time.monotonic()
    fell_back(rig.asks(), BECAUSE[Kind.LATE])
    assert time.monotonic() - began < 3  # of a loaded machine's; the deadline is 0.6 s
    wait_until_nobody_reads()


def test_what_came_before_claude_counts_towards_the_deadline(claude: FakeClaude, tmp_path: Path):
    rig = Rig(claude, tmp_path, deadline=0.6).ready()

    def slowly(question: Question) -> str:
        while question.begun and time.monotonic() < question.begun + 0.6:
            time.sleep(0.01)
        return question.text

    advisor = replace(rig.advisor(), query=slowly)
    fell_back(advisor.ask(Question("How long do refunds take?", team="T1")), BECAUSE[Kind.LATE])
    wait_until_nobody_reads()


def test_a_provider_that_is_not_there_is_given_up_within_two_seconds(rig: Rig):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        rig.url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    rig.ready()
    began = time.monotonic()
    fell_back(rig.asks(), BECAUSE[Kind.BUSY])
    assert time.monotonic() - began < 2


def test_a_provider_whose_name_nobody_knows_is_given_up_within_two_seconds(rig: Rig):
    rig.url = "http://claude.invalid"
    rig.ready()
    began = time.monotonic()
    fell_back(rig.asks(), BECAUSE[Kind.BUSY])
    assert time.monotonic() - began < 2


def test_a_provider_that_speaks_no_tls_is_given_up(rig: Rig):
    rig.url = rig.claude.url.replace("http:", "https:")
    fell_back(rig.asks(), BECAUSE[Kind.BUSY])


def test_an_address_that_is_none_is_told_like_any_other_failure(rig: Rig):
    rig.url = "http://[not-an-address"
    fell_back(rig.asks(), BECAUSE[Kind.BUSY])


def test_an_answer_at_its_length_limit_says_that_it_was_cut_short(rig: Rig):
    rig.claude.writes(Part(FIVE_DAYS, [Cite(0, 1)]), Part(" Exchanges are", [Cite(0, 2)]), stop_reason="max_tokens")
    reply = rig.answer()
    assert reply.markdown == f"{FIVE_DAYS} [1]"
    assert reply.notice == CUT_SHORT
    assert reply.answerer == MODEL


@pytest.mark.parametrize(
    ("parts", "reason", "because"),
    [
        ((Part(FIVE_DAYS, [Cite(0, 1)]),), "refusal", DECLINED),
        ((), "refusal", DECLINED),
        ((), "end_turn", SILENT),
    ],
)
def test_a_refusal_or_silence_is_said_in_a_clear_sentence_with_the_sources_still_there(
    rig: Rig, parts: tuple[Part, ...], reason: str, because: str
):
    rig.claude.writes(*parts, stop_reason=reason)
    reply = rig.asks()
    fell_back(reply, because)
    assert isinstance(reply, Answer) and reply.citations


@pytest.mark.parametrize("reason", [None, "tool_use", "pause_turn"])
def test_an_ending_that_is_none_is_a_failure(rig: Rig, reason: str | None):
    rig.claude.writes(Part(FIVE_DAYS, [Cite(0, 1)]), stop_reason=reason)
    fell_back(rig.asks(), BECAUSE[Kind.BROKEN])


@pytest.mark.parametrize("fault", [Fault(status=413), Fault(status=400, message="prompt is too long: 300000 tokens")])
def test_a_request_that_is_too_long_is_made_shorter_once(rig: Rig, fault: Fault):
    rig.claude.fails(fault)
    assert rig.answer("Refunds? " * 700).answerer == MODEL
    long, short = (len(str(request)) for request in rig.claude.requests)
    assert short < long
    rig.claude.fails(fault, times=2)
    fell_back(rig.asks(), BECAUSE[Kind.TOO_LONG])
    assert len(rig.claude.requests) == 4
    assert rig.answer().answerer == MODEL  # a long question says nothing of Claude's health


def test_a_request_that_claude_finds_malformed_stops_nobody_else(rig: Rig):
    rig.claude.fails(Fault(status=400, message="messages.0: wrong"), times=4)
    for _ in range(4):
        fell_back(rig.asks(), BECAUSE[Kind.REFUSED])
    assert rig.answer().answerer == MODEL


@pytest.mark.parametrize(
    "cite",
    [Cite(7, 0, text=FIVE_DAYS), Cite(-1, 0, text=FIVE_DAYS), Cite(0, 9, text=FIVE_DAYS), Cite(0, 2, 1, text=FIVE_DAYS),
     Cite(0, 1, text="Refunds take nine days."), Cite(0, 1, text=""), Cite(0, 0), Cite(1, 1, text=FIVE_DAYS)],
)  # fmt: skip
def test_a_citation_of_what_was_not_sent_is_dropped_with_what_rests_on_it_and_the_answer_says_so(rig: Rig, cite: Cite):
    rig.claude.writes(Part("Refunds take nine days. ", [cite]), Part(FIVE_DAYS, [Cite(0, 1), cite]))
    reply = rig.answer()
    assert reply.markdown == f"{FIVE_DAYS} [1]"
    assert [citation.quote for citation in reply.citations] == [FIVE_DAYS]
    assert reply.notice == LEFT_OUT


def test_an_answer_without_any_citation_is_declined(rig: Rig):
    rig.claude.writes(Part("Refunds take nine days, I am sure."))
    reply = rig.asks()
    assert isinstance(reply, Declined)
    assert (reply.answerer, reply.nearest) == (MODEL, ("Refund policy", "Shipping"))
    assert "nine" not in str(reply)


def test_a_stop_ends_the_answer_at_once(rig: Rig):
    rig.claude.fails(Fault(after=HALF, then=SILENCE))
    with pytest.raises(Stopped):
        rig.asks(watcher=Keeping(stop_after=1))
    assert rig.answer().answerer == MODEL


def test_a_spent_budget_turns_to_the_other_answerer_until_the_day_is_over(claude: FakeClaude, tmp_path: Path):
    rig = Rig(claude, tmp_path, budget=0.004)
    claude.writes(Part(FIVE_DAYS, [Cite(0, 1)]), input_tokens=1_000, cached_tokens=1_000, output_tokens=200)
    reply = rig.answer()
    assert reply.usage is not None
    assert reply.usage.usd == pytest.approx((1_000 * 2 + 1_000 * 0.1 + 200 * 10) / 1e6)
    assert (reply.usage.input_tokens, reply.usage.cached_tokens, reply.usage.output_tokens) == (2_000, 1_000, 200)
    fell_back(rig.asks(), BUDGET)
    fell_back(rig.asks(), BUDGET)
    assert len(claude.requests) == len(rig.told_admins) == 1
    rig.clock.now += 86_400
    assert rig.answer().answerer == MODEL


@pytest.mark.parametrize("then", [CUT, CLEAN_END, ERROR, GARBAGE])
def test_what_a_broken_answer_took_is_paid_for_and_told_too(rig: Rig, then: str):
    rig.claude.fails(Fault(after=HALF, then=then))
    reply = rig.answer()
    spent = rig.spending.today("T1")
    assert spent.requests == 1
    assert spent.usd > 1_000 * 2 / 1e6
    assert rig.spending.today("T2").requests == 0
    assert reply.answerer == EXTRACTIVE
    assert reply.usage is not None
    assert reply.usage.input_tokens == 1_000
    assert reply.usage.usd == pytest.approx(spent.usd)


def test_a_refusal_is_paid_for_and_told_too(rig: Rig):
    rig.claude.writes(stop_reason="refusal", input_tokens=700, output_tokens=3)
    reply = rig.answer()
    assert reply.answerer == EXTRACTIVE
    assert reply.usage is not None
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (700, 3)
    assert rig.spending.today("T1").requests == 1


@pytest.mark.parametrize("fault", [OVERLOADED, Fault(status=401), Fault(after=0, then=CUT)])
def test_what_failed_before_claude_began_cost_nothing(rig: Rig, fault: Fault):
    rig.claude.fails(fault, times=3)
    assert rig.answer().usage is None
    assert rig.spending.today("T1").requests == 0


def test_what_a_stopped_answer_took_is_paid_for_too(rig: Rig):
    rig.claude.fails(Fault(after=HALF, then=SILENCE))
    with pytest.raises(Stopped):
        rig.asks(watcher=Keeping(stop_after=1))
    assert rig.spending.today("T1").requests == 1


def test_a_model_whose_price_is_not_known_has_none_and_counts_as_the_dearest(rig: Rig):
    rig.model = "claude-next-9"
    reply = rig.answer()
    assert reply.usage is not None and reply.usage.usd is None
    spent = rig.spending.today("T1")
    assert spent.unpriced == 1
    assert spent.usd == pytest.approx((1_000 * 10 + 100 * 50) / 1e6)


@pytest.mark.parametrize("then", [SILENCE, CUT, GARBAGE])
def test_an_answer_is_whole_once_claude_has_said_so_whatever_becomes_of_the_connection(rig: Rig, then: str):
    rig.claude.fails(Fault(after=99, then=then))
    reply = rig.answer()
    assert (reply.answerer, reply.notice) == (MODEL, "")
