from collections.abc import Callable
from itertools import count

from sqlalchemy import text

from bot.records import Records
from bot.slack.checks.cards import Card, Cards, public_copy


def ticking() -> Callable[[], float]:
    times = count(1.0)
    return lambda: next(times)


def card(card_id: str, user: str = "U1") -> Card:
    return Card(card_id, f"origin of {card_id}", "T1", user, "C1", private=True, facts={"labelled_examples": 3})


def test_the_latest_cards_of_a_person_come_first_without_those_of_others(records: Records) -> None:
    cards = Cards(records.engine, now=ticking())
    for opened in (card("one"), card("two", "U2"), card("three")):
        cards.open(opened)
    assert [found.id for found in cards.recent("T1", "U1", 5)] == ["three", "one"]
    assert [found.id for found in cards.recent("T1", "U1", 1)] == ["three"]
    assert cards.recent("T2", "U1", 5) == ()


def test_a_shared_card_and_one_without_facts_are_no_checks_of_their_own(records: Records) -> None:
    cards = Cards(records.engine, now=ticking())
    cards.open(public_copy(cards.open(card("one"))))
    cards.open(Card("blank", "blank", "T1", "U1", "C1"))
    assert [found.id for found in cards.recent("T1", "U1", 5)] == ["one"]


def test_cards_of_a_version_that_wrote_down_less_are_still_found(records: Records) -> None:
    Cards(records.engine).open(card("one"))
    with records.engine.begin() as db:
        for column in ("made_at", "reading"):
            db.execute(text(f"ALTER TABLE slack_cards DROP COLUMN {column}"))
    again = Cards(records.engine, now=ticking())
    again.open(card("two"))
    assert [(found.id, found.reading) for found in again.recent("T1", "U1", 5)] == [("two", {}), ("one", {})]
