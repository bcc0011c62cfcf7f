import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.journal import Asked, Journal, Rating, Reason
from bot.model import Answer, Citation, Declined, Option, Recommendation, Usage
from indexer.database import open_database

ASKED = Asked("q1", "T1", "C1", "1.1", "U1", "mention", "What is our VPN policy?", 1_000.0)
ANSWER = Answer(
    question="What is our VPN policy?",
    markdown="Use it [1].",
    citations=(
        Citation(
            1,
            "guides/vpn.md",
            "VPN",
            ("Rules", "Home"),
            3,
            9,
            "Use it",
            "https://x.example/vpn",
            date(2026, 1, 2),
            True,
        ),
    ),
    answerer="claude-sonnet-5-5",
    recommendation=Recommendation(Option.RAG, "It changes weekly.", ("labelled_examples",)),
    index_as_of=datetime(2026, 11, 20, 8, tzinfo=UTC),
    timings_ms={"total": 3.5},
    searched_for="VPN policy",
    notice="Cut short.",
    usage=Usage(10, 20, 5, 0.01),
)
DECLINED = Declined("What is our VPN policy?", "extractive", ("Costs",), "Add one.")


class Clock:
    now = 5_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    yield opened
    opened.dispose()


@pytest.fixture
def journal(engine: Engine, clock: Clock) -> Journal:
    return Journal(engine, clock)


def count(engine: Engine, table: str) -> int:
    with engine.connect() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.mark.parametrize("reply", [ANSWER, DECLINED, replace(DECLINED, recommendation=ANSWER.recommendation)])
def test_a_reply_is_kept_whole(journal: Journal, reply: Answer | Declined) -> None:
    journal.keep(ASKED, reply)
    kept = journal.find("q1")
    assert kept is not None
    assert (kept.asked, kept.reply) == (ASKED, reply)


def test_a_question_answered_twice_is_one_row_with_its_last_reply(journal: Journal, engine: Engine) -> None:
    journal.keep(ASKED, ANSWER)
    journal.keep(ASKED, DECLINED)
    kept = journal.find("q1")
    assert kept is not None
    assert kept.reply == DECLINED
    assert count(engine, "journal") == 1


def test_a_row_of_an_older_program_is_read(journal: Journal, engine: Engine) -> None:
    journal.keep(ASKED, DECLINED)
    old = '{"question": "?", "answerer": "extractive", "of_another_age": 1}'
    with engine.begin() as db:
        db.execute(text("UPDATE journal SET reply = :old"), {"old": old})
    kept = journal.find("q1")
    assert kept is not None
    assert kept.reply == Declined("?", "extractive")


def test_an_unknown_id_is_nothing(journal: Journal) -> None:
    assert journal.find("nonsense") is None
    assert journal.seen("nonsense", "T1", "U1", "C1") is None


@pytest.mark.parametrize(
    ("private", "who", "sees"),
    [
        (False, ("T1", "U1", "C1"), True),
        (False, ("T1", "U2", "C1"), True),
        (False, ("T1", "U2", "C2"), False),
        (False, ("T2", "U1", "C1"), False),
        (True, ("T1", "U1", "C1"), True),
        (True, ("T1", "U1", "D1"), True),
        (True, ("T1", "U2", "C1"), False),
    ],
)
def test_a_reply_is_found_for_those_who_see_it(
    journal: Journal, private: bool, who: tuple[str, str, str], sees: bool
) -> None:
    journal.keep(ASKED, ANSWER, private=private)
    assert (journal.seen("q1", *who) is not None) is sees


def test_a_shared_reply_is_seen_by_the_channel_and_shared_once(journal: Journal) -> None:
    journal.keep(ASKED, ANSWER, private=True)
    assert [journal.claim_share("q1") for _ in range(3)] == [True, False, False]
    assert journal.seen("q1", "T1", "U2", "C1") is not None
    journal.unshare("q1")
    assert journal.seen("q1", "T1", "U2", "C1") is None


def test_recent_questions_are_one_persons_newest_first(journal: Journal) -> None:
    for number in range(5):
        journal.keep(replace(ASKED, id=f"q{number}", asked_at=float(number)), DECLINED)
    journal.keep(replace(ASKED, id="other", user="U2"), DECLINED)
    journal.keep(replace(ASKED, id="elsewhere", team="T2"), DECLINED)
    assert [kept.asked.id for kept in journal.recent("T1", "U1", 3)] == ["q4", "q3", "q2"]


def test_a_rating_is_one_row_for_each_person_and_the_last_word_counts(journal: Journal, engine: Engine) -> None:
    journal.keep(ASKED, ANSWER)
    for _ in range(5):
        journal.rate("q1", "T1", "U1", Rating(True))
    journal.rate("q1", "T1", "U1", Rating(False, Reason.OUTDATED, "It is from 2019."))
    journal.rate("q1", "T1", "U2", Rating(True))
    assert journal.rating("q1", "T1", "U1") == Rating(False, "outdated", "It is from 2019.")
    assert journal.rating("q1", "T1", "U2") == Rating(True)
    assert journal.rating("q1", "T1", "U3") is None
    assert count(engine, "ratings") == 2


def test_ratings_at_the_same_moment_are_one_row(journal: Journal, engine: Engine) -> None:
    together = threading.Barrier(8)

    def rate() -> None:
        together.wait()
        journal.rate("q1", "T1", "U1", Rating(True))

    threads = [threading.Thread(target=rate) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(engine, "ratings") == 1


def test_gaps_are_what_was_declined_or_did_not_help(journal: Journal) -> None:
    journal.keep(replace(ASKED, id="good", text="How are you?"), ANSWER)
    journal.rate("good", "T1", "U2", Rating(True))
    journal.keep(replace(ASKED, id="bad", text="Which model?", asked_at=2_000.0), replace(ANSWER, searched_for=""))
    journal.rate("bad", "T1", "U2", Rating(False, Reason.WRONG))
    journal.rate("bad", "T1", "U3", Rating(False, Reason.OTHER, "No."))
    journal.keep(replace(ASKED, id="none", text="Where is the canteen?"), DECLINED)
    journal.keep(replace(ASKED, id="old", text="Old?", asked_at=10.0), DECLINED)
    journal.keep(replace(ASKED, id="foreign", team="T2"), DECLINED)
    bad, none = journal.gaps("T1", since=500.0)
    assert (bad.text, bad.times, bad.declined, bad.disliked, bad.reasons) == (
        "Which model?",
        1,
        0,
        1,
        ("wrong", "other"),
    )
    assert bad.questions[0].remarks == ("No.",)
    assert (none.text, none.times, none.declined, none.disliked) == ("Where is the canteen?", 1, 1, 0)


def test_like_questions_are_one_gap_in_the_latest_words(journal: Journal) -> None:
    asked = ["what is our VPN policy", "VPN policies?", "Policy: vpn!", "Which laptop do I get?"]
    for number, words in enumerate(asked):
        journal.keep(replace(ASKED, id=f"q{number}", text=words, asked_at=1_000.0 + number), DECLINED)
    laptop, vpn = journal.gaps("T1", since=0.0)
    assert (laptop.text, laptop.times) == ("Which laptop do I get?", 1)
    assert (vpn.text, vpn.times, vpn.last_asked) == ("Policy: vpn!", 3, 1_002.0)


def test_questions_of_common_words_alone_stay_apart(journal: Journal) -> None:
    for number, words in enumerate(["Who are they?", "What is it?"]):
        journal.keep(replace(ASKED, id=f"q{number}", text=words), DECLINED)
    assert len(journal.gaps("T1", since=0.0)) == 2


def test_a_follow_up_is_grouped_by_what_it_was_searched_for_as(journal: Journal) -> None:
    journal.keep(ASKED, DECLINED)
    journal.keep(replace(ASKED, id="q2", text="and that?"), replace(DECLINED, searched_for="our VPN policy"))
    assert len(journal.gaps("T1", since=0.0)) == 1
