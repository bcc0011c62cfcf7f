"""What of a reply that was made a while ago may still be shown."""

from dataclasses import replace

from bot.model import Option, Question, Recommendation
from bot.readers import as_read_by, may_still_see
from indexer.model import PUBLIC
from tests.bot.decision.guides import HOUSE
from tests.bot.slack.shelf import Shelf, answer, declined, guide

BOARD = PUBLIC | {"board"}
REPLY = answer(Question("How soon?"))
ADVISED = declined(Question("RAG?"))
ADVISED = replace(ADVISED, recommendation=Recommendation(Option.RAG, "Because of the merger."))


def test_what_its_reader_may_still_read_may_be_shown() -> None:
    assert may_still_see(REPLY, Shelf(guide()), PUBLIC)
    assert may_still_see(ADVISED, Shelf(guide()), PUBLIC)


def test_what_quotes_a_document_that_its_reader_may_no_longer_read_may_not() -> None:
    closed = Shelf(guide(audience=frozenset({"board"})))
    assert may_still_see(REPLY, closed, BOARD)
    assert not may_still_see(REPLY, closed, PUBLIC)


def test_what_quotes_a_document_that_is_gone_may_not() -> None:
    assert not may_still_see(REPLY, Shelf(), PUBLIC)


def test_what_names_a_title_that_its_reader_may_no_longer_know_may_not() -> None:
    closed = Shelf(guide(audience=frozenset({"board"})))
    assert not may_still_see(declined(Question("RAG?")), closed, PUBLIC)


def test_what_recommends_by_rules_that_may_be_closed_by_now_may_not() -> None:
    shelf = Shelf(guide())
    shelf.put(replace(HOUSE.document, audience=frozenset({"board"})))
    assert may_still_see(ADVISED, shelf, BOARD)
    assert not may_still_see(ADVISED, shelf, PUBLIC)


def test_questions_of_a_document_that_a_reader_may_not_know_are_not_named_to_them() -> None:
    reply = replace(declined(Question("RAG?")), suggestion="In June.", closest="When do we merge?", meant=("Merge?",))
    shown = as_read_by(reply, Shelf(guide(audience=frozenset({"board"}))), PUBLIC, BOARD)
    assert shown is not None
    assert not shown.nearest
    assert (shown.suggestion, shown.closest, shown.meant) == ("", "", ())
    kept = as_read_by(reply, Shelf(guide()), PUBLIC, BOARD)
    assert kept is not None
    assert (kept.suggestion, kept.closest, kept.meant) == (reply.suggestion, reply.closest, reply.meant)
