from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.advise import Advisor
from bot.answerers import NO_LISTENER, Listener
from bot.answerers.extractive import UNSURE
from bot.contracts import declined_markdown
from bot.model import Answer, Declined, Draft, Option, Question, Quote, Recommendation, Statement, Turn
from bot.watching import Stopped
from indexer.model import Passage
from tests.fakes.knowledge import FakeLibrary, FakeRetriever, document, passage, quote

REFUNDS = document("refunds.md", "Refunds take five days. Exchanges are free.", title="Refunds")
FIVE_DAYS = Statement("Refunds take five days.", (quote(REFUNDS, "Refunds take five days."),))
INVENTED = Statement("Refunds take nine days.", (Quote("refunds.md", 0, 23, "Refunds take nine days."),))
RAG = Recommendation(Option.RAG, "Because it changes.")


class ScriptedAnswerer:
    """Gives these statements; the first `aloud` of them one by one, and all anew after `stumbles`."""

    def __init__(
        self,
        *statements: Statement,
        aloud: int = 0,
        stumbles: bool = False,
        doubtful: bool = False,
        name: str = "scripted",
    ) -> None:
        self._statements = statements
        self._name = name
        self._doubtful = doubtful
        self._aloud, self._stumbles = aloud, stumbles

    def answer(self, question: Question, passages: Sequence[Passage], listener: Listener = NO_LISTENER) -> Draft:
        for statement in self._statements[: self._aloud]:
            listener.wrote(statement)
        if self._stumbles:
            listener.begin_again()
        return Draft(self._statements, self._name, notice="In doubt." * self._doubtful, doubtful=self._doubtful)


class KeepingWatcher:
    """Keeps what it is told."""

    def __init__(self, *, stopped: bool = False) -> None:
        self.stopped = stopped
        self.told: list[str] = []

    def searching(self, query: str) -> None:
        self.told.append(f"searching {query}")

    def reading(self, passages: Sequence[Passage]) -> None:
        self.told.append(f"reading {len(passages)}")

    def wrote(self, markdown: str) -> None:
        self.told.append(markdown)

    def begun_again(self) -> None:
        self.told.append("begun again")

    def page(self) -> str:
        """What stands written at the end."""
        last = max((n for n, said in enumerate(self.told) if said == "begun again"), default=1)
        return "".join(self.told[last + 1 :])


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
    assert "nine" not in declined_markdown(reply)


def test_an_invented_statement_is_dropped_and_the_verified_one_stays():
    reply = advisor(INVENTED, FIVE_DAYS).ask(Question("How long do refunds take?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Refunds take five days. [1]"


def test_declining_names_the_nearest_documents():
    reply = advisor().ask(Question("Where is the office?"))
    assert isinstance(reply, Declined)
    assert reply.nearest == ("Refunds",)


def test_declining_names_questions_that_the_nearest_documents_answer():
    answer = replace(passage(REFUNDS), heading=("Refunds", "How long do refunds take?"))
    reply = advisor(retriever=FakeRetriever(answer)).ask(Question("Where is the office?"))
    assert isinstance(reply, Declined)
    assert reply.meant == ("How long do refunds take?",)
    assert "Perhaps you meant “How long do refunds take?”" in declined_markdown(reply)


def test_a_question_that_comes_near_one_that_is_answered_is_declined_with_that_answer():
    near = replace(passage(REFUNDS), heading=("Refunds", "How long do refunds take?"), asked=0.3)
    reply = advisor(retriever=FakeRetriever(near)).ask(Question("How long do refunds take to arrive?"))
    assert isinstance(reply, Declined)
    assert reply.closest == "How long do refunds take?"
    assert reply.suggestion == " ".join(near.text.split())
    assert reply.nearest == (near.title,)


def test_a_near_answer_that_leads_to_an_address_is_named_and_not_told():
    elsewhere = document("refunds.md", "Refunds are at https://evil.example/refunds within five days.")
    near = replace(passage(elsewhere), heading=("Refunds", "How long do refunds take?"), asked=0.3)
    reply = advisor(retriever=FakeRetriever(near)).ask(Question("How long do refunds take to arrive?"))
    assert isinstance(reply, Declined)
    assert "evil.example" not in declined_markdown(reply)
    assert reply.meant == ("How long do refunds take?",)


def test_what_would_decide_is_said_in_place_of_what_may_be_beside_the_question():
    open_ = Recommendation(Option.NEED_MORE_INFORMATION, "Too little is known.")
    for doubtful, said in ((True, "Exchanges are free. [1]"), (False, "Refunds take five days. [1]")):
        answerer = ScriptedAnswerer(FIVE_DAYS, doubtful=doubtful)
        recommend = lambda _question: (open_, (EXCHANGES,))  # noqa: E731 - one line says it
        made = Advisor(FakeRetriever(passage(REFUNDS)), FakeLibrary(REFUNDS), answerer, recommend)
        reply = made.ask(Question("RAG?"))
        assert isinstance(reply, Answer)
        assert (reply.markdown, reply.notice) == (said, "")


def test_what_code_has_reckoned_is_told_unless_a_section_was_written_for_that_volume():
    reckoned = Statement("At 90,000 queries a month RAG costs much.", (quote(REFUNDS, "Exchanges are free."),))
    there, elsewhere = (
        replace(passage(REFUNDS), heading=("Refunds", "What does it cost?"), text=f"At {volume} queries it is dear.")
        for volume in ("90,000", "100,000")
    )
    own, written = f"{reckoned.text} [1]", "Refunds take five days. [1]"
    for section, asked, said in ((there, 0.3, own), (there, 0.7, written), (elsewhere, 0.7, own)):
        retriever = FakeRetriever(replace(section, asked=asked))
        answerer = ScriptedAnswerer(FIVE_DAYS, name="extractive")
        made = Advisor(retriever, FakeLibrary(REFUNDS), answerer, lambda _question: (None, (reckoned,)))
        reply = made.ask(Question("What does it cost at 90,000 queries a month?"))
        assert isinstance(reply, Answer)
        assert (reply.markdown, reply.recommendation) == (said, None)


def test_beside_a_decision_the_section_on_the_askers_own_case_is_told_for_the_general_advice():
    page = document("page.md", "RAG keeps up with weekly releases.", title="Page")
    case = replace(passage(page), heading=("Page", "Can it keep up?"), asked=0.4)
    reasons = (FIVE_DAYS, Statement("Exchanges are free.", (quote(REFUNDS, "Exchanges are free."),), "\n\n"))
    answerer = ScriptedAnswerer(name="extractive")
    made = Advisor(FakeRetriever(case), FakeLibrary(REFUNDS, page), answerer, lambda _question: (RAG, reasons))
    reply = made.ask(Question("RAG or fine-tuning?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Refunds take five days. [1]\n\nRAG keeps up with weekly releases. [2]"


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
    assert retriever.queries == ["And exchanges? (refunds)"]


def watched(answerer: ScriptedAnswerer, watcher: KeepingWatcher, reasons: tuple[Statement, ...] = ()) -> Answer:
    recommend = lambda _question: (RAG, reasons)  # noqa: E731 - one line says it
    made = Advisor(FakeRetriever(passage(REFUNDS)), FakeLibrary(REFUNDS), answerer, recommend)
    reply = made.ask(Question("How long do refunds take?"), watcher)
    assert isinstance(reply, Answer)
    return reply


EXCHANGES = Statement("Exchanges are free.", (quote(REFUNDS, "Exchanges are free."),))


@pytest.mark.parametrize("aloud", [0, 1, 3])
@pytest.mark.parametrize("stumbles", [False, True])
@pytest.mark.parametrize("reasons", [(), (EXCHANGES,)])
def test_what_a_watcher_was_given_is_the_answer(aloud: int, stumbles: bool, reasons: tuple[Statement, ...]):
    watcher = KeepingWatcher()
    answerer = ScriptedAnswerer(INVENTED, FIVE_DAYS, EXCHANGES, aloud=aloud, stumbles=stumbles)
    assert watcher.page() == "" and watched(answerer, watcher, reasons).markdown == watcher.page()
    assert watcher.told[:2] == ["searching How long do refunds take?", "reading 1"]
    assert not any("nine" in said for said in watcher.told)
    assert ("begun again" in watcher.told) == (stumbles and aloud > 0)


def test_an_answer_that_nobody_waits_for_is_not_made():
    with pytest.raises(Stopped):
        watched(ScriptedAnswerer(FIVE_DAYS), KeepingWatcher(stopped=True))


def test_a_question_that_names_a_part_of_the_folder_is_searched_for_there():
    retriever = FakeRetriever(passage(REFUNDS))
    advisor(FIVE_DAYS, retriever=retriever).ask(Question("Refunds?", within=("elsewhere/",)))
    assert isinstance(advisor(FIVE_DAYS).ask(Question("Refunds?", within=("refunds",))), Answer)


def test_a_question_kept_to_a_part_of_the_folder_cites_nothing_else_not_even_as_a_reason():
    kept = advisor(FIVE_DAYS, recommend=lambda _question: (RAG, (FIVE_DAYS,)))
    assert isinstance(kept.ask(Question("How long?", within=("refunds",))), Answer)
    assert isinstance(kept.ask(Question("How long?", within=("case-studies/",))), Declined)


def test_the_reply_says_what_was_searched_for():
    assert advisor(FIVE_DAYS).ask(Question("Refunds?")).searched_for == "Refunds?"


def test_what_would_decide_is_said_where_nothing_else_can_be():
    exchanges = Statement("Exchanges are free.", (quote(REFUNDS, "Exchanges are free."),))
    undecided = Recommendation(Option.NEED_MORE_INFORMATION, "Too early.")
    reply = advisor(recommend=lambda _question: (undecided, (exchanges,))).ask(Question("RAG?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Exchanges are free. [1]"


def test_what_would_decide_gives_way_to_an_answer():
    exchanges = Statement("Exchanges are free.", (quote(REFUNDS, "Exchanges are free."),))
    undecided = Recommendation(Option.NEED_MORE_INFORMATION, "Too early.")
    reply = advisor(FIVE_DAYS, recommend=lambda _question: (undecided, (exchanges,))).ask(Question("RAG?"))
    assert isinstance(reply, Answer)
    assert reply.markdown == "Refunds take five days. [1]"


def test_what_would_decide_gives_way_to_a_question_that_comes_nearer():
    exchanges = Statement("Exchanges are free.", (quote(REFUNDS, "Exchanges are free."),))
    undecided = Recommendation(Option.NEED_MORE_INFORMATION, "Too early.")
    five_days = Passage(
        "refunds.md", "Refunds", ("Refunds", "How long do refunds take?"), 0, 23, "Refunds take five days.", 1.0
    )
    for asked, said, notice in ((0.4, "Refunds take five days. [1]", UNSURE), (0.3, "Exchanges are free. [1]", "")):
        near = FakeRetriever(replace(five_days, asked=asked))
        made = advisor(recommend=lambda _question: (undecided, (exchanges,)), retriever=near)
        reply = made.ask(Question("Where do we start with refunds?"))
        assert isinstance(reply, Answer)
        assert (reply.markdown, reply.notice) == (said, notice)
