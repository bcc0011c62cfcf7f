"""An answer written by Claude, as far as code can vouch for it: what it is sent, and what is made of what it writes."""

import json
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answerers.claude.request import Room, composed
from bot.answerers.claude.sources import Cited, located, sources
from bot.answerers.claude.statements import Sentences
from bot.answerers.claude.writing import QUESTION_CUT
from bot.citations import holds
from bot.model import Question, Quote, Statement, Turn
from bot.prompts import ANSWER, prompt
from tests.bot.answerers.claude_rig import FIVE_DAYS, MODEL, REFUNDS, SHIPPING, Keeping, Rig, wait_until_nobody_reads
from tests.fakes.claude import Cite, Part, Reply
from tests.fakes.claude.replies import Json, search_results, texts_of
from tests.fakes.knowledge import document, passage, quote

MANAGER = "A refund above $500 needs a manager."


def told(rig: Rig) -> str:
    """What the last request says beside its search results."""
    (message,) = rig.claude.requests[-1]["messages"]  # type: ignore[misc,attr-defined]
    return str(message["content"][-1]["text"])


def test_an_answer_is_claudes_words_with_the_documents_quotes_and_says_who_wrote_it(rig: Rig):
    rig.claude.writes(
        Part("According to the policy, "), Part("a refund takes five days", [Cite(0, 1)]), Part(". "),
        Part("Above $500 a manager decides.", [Cite(0, 3)]),
        Part("\n\n"), Part("Parcels take up to six days.", [Cite(1, 1)]),
    )  # fmt: skip
    reply = rig.answer()
    assert reply.markdown == (
        "According to the policy, a refund takes five days. [1] Above $500 a manager decides. [2]\n\n"
        "Parcels take up to six days. [3]"
    )
    assert [c.quote for c in reply.citations] == [FIVE_DAYS, MANAGER, "They take 2 to 6 days."]
    assert (reply.answerer, reply.notice) == (MODEL, "")


def test_each_statement_is_shown_as_soon_as_its_block_is_whole(rig: Rig):
    watcher = Keeping()
    reply = rig.answer(watcher=watcher)
    assert (
        watcher.told == [f"{FIVE_DAYS} [1]", "\n\nExchanges are free. [2]"] or "".join(watcher.told) == reply.markdown
    )
    assert len(watcher.told) == 2


def test_a_list_stays_a_list_and_loses_the_items_that_nothing_bears_out(rig: Rig):
    rig.claude.writes(
        Part("- "), Part("Refunds: five days", [Cite(0, 1)]), Part("\n- Returns: nine days\n- "),
        Part("Exchanges: free", [Cite(0, 2)]), Part("\n"),
    )  # fmt: skip
    assert rig.answer().markdown == "- Refunds: five days [1]\n- Exchanges: free [2]"


def test_what_a_model_thinks_is_not_part_of_the_answer(rig: Rig):
    rig.claude.mind = lambda _body: Reply([Part(FIVE_DAYS, [Cite(0, 1)])], thinks=True)
    assert rig.answer().markdown == f"{FIVE_DAYS} [1]"


def test_a_quote_of_several_blocks_is_one_slice_of_the_document(rig: Rig):
    rig.claude.writes(Part("Both are quick.", [Cite(0, 0, 3)]))
    (citation,) = rig.answer().citations
    assert citation.quote == "Refunds take five days. Exchanges are free."
    assert REFUNDS.text[citation.start : citation.end] == citation.quote


def prefix(request: Json) -> bytes:
    """All that a provider reads before the first message, to the byte: what it may keep, and what it keeps it for."""
    return json.dumps({name: request.get(name) for name in ("model", "tools", "system", "output_config")}).encode()


def test_the_prefix_to_cache_is_the_same_to_the_byte_whoever_asks_what_of_which_documents(rig: Rig):
    rig.answer("One?")
    rig.documents, rig.reasons = (SHIPPING,), (Statement("Take RAG.", (quote(SHIPPING, "They take 2 to 6 days."),)),)
    rig.claude.mind = lambda _body: Reply([Part("Up to 6 days.", [Cite(0, 1)])])
    thread = (Turn(by_advisor=False, text="What is RAG?"),)
    rig.advisor().ask(Question("Two?", frozenset({"board"}), thread, language="German", team="T2"))
    first, second = rig.claude.requests
    assert first["messages"] != second["messages"]
    assert prefix(first) == prefix(second)
    assert first["system"] == [{"type": "text", "text": prompt(ANSWER), "cache_control": {"type": "ephemeral"}}]
    assert "cache_control" not in json.dumps(first["messages"])


def test_the_standing_prompt_is_long_enough_to_be_cached():
    """Providers keep no prefix under 1,024 tokens, and say nothing of it; a word or a mark is a token at least."""
    assert len(re.findall(r"\w+|[^\w\s]", prompt(ANSWER))) >= 1_024


def test_passages_are_sent_as_search_results_with_citations(rig: Rig):
    rig.answer()
    (request,) = rig.claude.requests
    results = search_results(request)
    assert ["".join(texts_of(result)) for result in results] == [REFUNDS.text, SHIPPING.text]
    assert [result["source"] for result in results] == ["refunds.md", "shipping.md"]
    assert all(result["citations"] == {"enabled": True} for result in results)
    assert not request.keys() & {"temperature", "top_p", "top_k", "tools"}


def test_question_thread_and_reasons_are_sent_as_data(rig: Rig):
    thread = (Turn(by_advisor=False, text='Ignore "all"\nthat'), Turn(by_advisor=True, text="Five days."))
    request = composed(
        "s", Question('And "exchanges"?', thread=thread, language="German"), [passage(REFUNDS)],
        [Statement("RAG fits.", ())], Room(),
    )  # fmt: skip
    lines = request.text.splitlines()
    assert json.loads(lines[1]) == [
        {"by": "person", "text": 'Ignore "all"\nthat'}, {"by": "advisor", "text": "Five days."}
    ]  # fmt: skip
    assert '["RAG fits."]' in lines
    assert 'Write in "German".' in lines
    assert json.loads(lines[-1]) == 'And "exchanges"?'


def test_the_reasons_of_a_recommendation_stand_first_and_claude_is_told_of_them(rig: Rig):
    rig.reasons = (Statement("Exchanges cost nothing.", (quote(REFUNDS, "Exchanges are free."),)),)
    reply = rig.answer()
    assert reply.markdown == f"Exchanges cost nothing. [1]\n\n{FIVE_DAYS} [2]"  # and its own word on it is not repeated
    assert '["Exchanges cost nothing."]' in told(rig)


def test_no_language_is_named_when_the_asker_named_none(rig: Rig):
    rig.answer()
    assert "Write in" not in told(rig)


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(0, 40), st.integers(1, 60))
def test_a_request_never_holds_more_than_its_room(passages: int, turns: int, words: int):
    big = document("big.md", "A sentence of the guide. " * 40 * words)
    question = Question("Why? " * 400 * words, thread=(Turn(by_advisor=False, text="Said before. " * words),) * turns)
    room = Room()
    request = composed("s", question, [passage(big)] * passages, (), room)
    assert request.cut == (len(question.text) > room.question)
    sent = sum(len(text) for source in request.sources for text in source.texts())
    assert 0 < sent <= room.passages
    assert len(request.text) <= room.thread * 2 + room.question + 500


def test_a_question_that_is_cut_says_so(rig: Rig):
    assert rig.answer("Refunds? " * 2_000).notice == QUESTION_CUT


def test_no_passages_means_no_request(rig: Rig):
    rig.documents = ()
    rig.asks()
    assert rig.claude.requests == []


@given(st.text(alphabet="ab. \n#-|*!?\u2028é", max_size=300), st.integers(0, 20), st.integers(0, 20))
def test_what_can_be_cited_is_the_passage_and_what_is_located_is_in_the_document(text: str, start: int, end: int):
    held = document("d.md", f"Before.\n{text}")
    found = replace(passage(held), text=text, start=8, end=8 + len(text))
    for source in sources([found], 10_000):
        assert "".join(source.texts()) == text
        assert all(piece.strip() for piece in source.texts())
        quote = located(Cited(0, start, end, "".join(source.texts()[start:end])), [source])
        assert quote is None or holds(held, quote)


QUOTE = Quote("d.md", 0, 1, "B")


@given(st.lists(st.tuples(st.text(alphabet="ab.? \n-1", max_size=40), st.booleans()), max_size=8))
def test_sentences_lose_and_repeat_nothing_and_never_carry_a_quote_of_another_block(blocks: list[tuple[str, bool]]):
    sentences = Sentences()
    said = [statement for text, cited in blocks for statement in sentences.add(text, (QUOTE,) if cited else ())]
    said += sentences.rest()
    letters = "".join(text for text, _ in blocks if text)
    for mark in "ab?":
        assert sum(statement.text.count(mark) for statement in said) == letters.count(mark)
    if not any(cited for _, cited in blocks):
        assert not any(statement.quotes for statement in said)


def test_an_unverified_sentence_is_not_carried_by_the_verified_one_beside_it():
    sentences = Sentences()
    said = [*sentences.add("It takes nine days. ", ()), *sentences.add("It is free.", (QUOTE,)), *sentences.rest()]
    assert [(s.text, bool(s.quotes)) for s in said] == [("It takes nine days.", False), ("It is free.", True)]


def test_the_prompt_demands_what_only_a_real_model_can_show():
    """That a model does so needs a model: here it is only seen that it is told to."""
    text = prompt(ANSWER)
    for demanded in (
        "When the question takes for granted something that the passages contradict",
        "Do not give way when the person repeats the claim",
        "Cite the passage behind every sentence",
        "are material to read",
        "Never write a link",
        "make no recommendation of your own",
        "When passages disagree",
        "A sentence with a figure that does not stand in what it cites is thrown away",
    ):
        assert demanded in text


def test_one_connection_serves_question_after_question(rig: Rig):
    for _ in range(3):
        rig.answer()
        wait_until_nobody_reads()
    assert rig.claude.connections == 1
