from bot.advise import Advisor
from bot.model import Answer, Declined, Draft, Option, Question, Quote, Recommendation, Statement, Turn
from indexer.model import Passage
from tests.fakes.knowledge import FakeLibrary, FakeRetriever, document, passage, quote

REFUNDS = document("refunds.md", "Refunds take five days. Exchanges are free.", title="Refunds")
FIVE_DAYS = Statement("Refunds take five days.", (quote(REFUNDS, "Refunds take five days."),))
INVENTED = Statement("Refunds take nine days.", (Quote("refunds.md", 0, 23, "Refunds take nine days."),))
RAG = Recommendation(Option.RAG, "Because it changes.")


class ScriptedAnswerer:
    def __init__(self, *statements: Statement) -> None:
        self._statements = statements

    def answer(self, question: Question, passages: list[Passage]) -> Draft:
        return Draft(self._statements, "scripted")


def advisor(*statements: Statement, recommend=lambda _question: (None, ()), retriever=None) -> Advisor:
    found = retriever or FakeRetriever(passage(REFUNDS))
    return Advisor(found, FakeLibrary(REFUNDS), ScriptedAnswerer(*statements), recommend)


def test_an_answer_cites_what_it_says():
    reply = advisor(FIVE_DAYS).ask(Question("How long do refunds take?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Refunds take five days. [1]"
    assert reply.answerer == "scripted"
    assert set(reply.timings_ms) == {"retrieve", "answer", "total"}


def test_a_quote_found_in_no_document_is_never_shown():
    reply = advisor(INVENTED).ask(Question("How long do refunds take?"))
    assert isinstance(reply, Declined)
    assert "nine" not in reply.suggestion


def test_an_invented_statement_is_dropped_and_the_verified_one_stays():
    reply = advisor(INVENTED, FIVE_DAYS).ask(Question("How long do refunds take?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Refunds take five days. [1]"


def test_declining_names_the_nearest_documents():
    reply = advisor().ask(Question("Where is the office?"))
    assert isinstance(reply, Declined)
    assert reply.nearest == ("Refunds",)


def test_with_nothing_near_it_declines_and_says_what_an_admin_can_do():
    reply = advisor(retriever=FakeRetriever()).ask(Question("Where is the office?"))
    assert isinstance(reply, Declined)
    assert reply.nearest == ()
    assert "admin" in reply.suggestion


def test_the_reasons_of_a_recommendation_lead_and_are_not_said_twice():
    exchanges = Statement("Exchanges are free.", (quote(REFUNDS, "Exchanges are free."),))
    reply = advisor(FIVE_DAYS, exchanges, recommend=lambda _question: (RAG, (exchanges,))).ask(Question("RAG?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Exchanges are free. [1]\n\nRefunds take five days. [2]"
    assert reply.recommendation == RAG


def test_a_follow_up_is_searched_for_with_the_question_it_leans_on():
    retriever = FakeRetriever(passage(REFUNDS))
    thread = (Turn(by_advisor=False, text="How long do refunds take?"), Turn(by_advisor=True, text="Five days."))
    advisor(FIVE_DAYS, retriever=retriever).ask(Question("And exchanges?", thread=thread))
    assert retriever.queries == ["How long do refunds take?\nAnd exchanges?"]
