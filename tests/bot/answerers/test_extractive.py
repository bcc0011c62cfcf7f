from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answerers.extractive import UNSURE, ExtractiveAnswerer
from bot.model import Draft, Question
from bot.same_question_search import SameQuestionSearch
from indexer.model import PUBLIC, Document, Passage
from tests.fakes.knowledge import FakeRetriever, document, found, hardly_found, passage
from tests.fakes.likeness import SharedStems


def draft_of(question: str, *held: Document | Passage) -> Draft:
    passages = [one if isinstance(one, Passage) else passage(one) for one in held]
    found = SameQuestionSearch(FakeRetriever(*passages)).retrieve(question, k=len(passages), asker=PUBLIC)
    return draft_from(question, *found)


def draft_from(question: str, *found: Passage) -> Draft:
    return ExtractiveAnswerer(SharedStems()).answer(Question(question), found)


def drafted(question: str, *held: Document | Passage) -> list[str]:
    return [statement.text for statement in draft_of(question, *held).statements]


def written(question: str, *held: Document | Passage) -> str:
    """The draft as it will stand, without citation marks."""
    return "".join(statement.joint + statement.text for statement in draft_of(question, *held).statements).strip()


TIMES = document("times.md", "A pipeline takes planning. A pipeline is ready for production in 2 weeks. Ships are wet.")


def test_the_first_statement_holds_the_kind_of_thing_that_is_asked_for():
    first, *_ = drafted("How soon is a pipeline ready for production?", TIMES)
    assert first == "A pipeline is ready for production in 2 weeks."


def test_what_no_passage_speaks_of_gives_an_empty_draft():
    assert drafted("How do I reset my VPN password?", TIMES) == []


def test_no_passage_gives_an_empty_draft():
    assert drafted("How soon is a pipeline ready?") == []


def test_the_same_sentence_in_two_documents_is_said_once():
    twin = document("twin.md", TIMES.text)
    said = drafted("How soon is a pipeline ready for production?", TIMES, twin)
    assert said.count("A pipeline is ready for production in 2 weeks.") == 1


def test_documents_that_disagree_are_both_heard():
    one = document("one.md", "Fine-tuning needs 500 examples. Good examples for fine-tuning need much work.")
    other = document("other.md", "Fine-tuning takes thousands of labelled examples in practice.")
    said = drafted("How many examples does fine-tuning need?", one, other)
    assert any("500" in statement for statement in said)
    assert any("thousands" in statement for statement in said)


def test_a_question_in_the_text_is_no_answer():
    asks = document("faq.md", "Is RAG slower than fine-tuning? RAG is slower than fine-tuning by 200 ms.")
    assert drafted("Is RAG slower than fine-tuning?", asks) == ["RAG is slower than fine-tuning by 200 ms."]


def test_a_definition_is_preferred_to_a_mention_when_a_term_is_to_be_defined():
    held = document("lora.md", "LoRA papers came from a lab in 2021. LoRA is a cheap way to fine-tune a model.")
    first, *_ = drafted("What is LoRA?", held)
    assert first == "LoRA is a cheap way to fine-tune a model."


@pytest.mark.parametrize("question", ["", "?", "How?", "the of and", "x" * 5000, "\x00", "🤖 🤖"])
def test_any_text_is_taken(question: str):
    drafted(question, TIMES)


def test_what_follows_the_answer_in_its_passage_is_said_after_it():
    held = document("rag.md", "RAG retrieves passages for a question. RAG hands the passages to the model. Ships sail.")
    assert written("How does RAG use passages?", held) == (
        "RAG retrieves passages for a question. RAG hands the passages to the model."
    )


def test_a_sentence_that_leans_back_is_not_said_without_what_it_leans_on():
    held = document("rag.md", "Retrieval runs before the model. This adds latency of 200 ms.")
    assert written("How much latency is added?", held).startswith("Retrieval runs before the model. This adds latency")


def test_what_other_documents_say_is_a_paragraph_each():
    texts = ["Fine-tuning needs 500 examples.", "For fine-tuning the examples number 5,000."]
    held = [document(f"{number}.md", text) for number, text in enumerate(texts)]
    answer = written("How many examples for fine-tuning?", *held)
    assert sorted(answer.split("\n\n")) == [
        "Fine-tuning needs 500 examples.",
        "For fine-tuning the examples number 5,000.",
    ]


def test_several_things_asked_have_a_heading_each_in_the_order_of_the_question():
    cost = document("cost.md", "Retrieval costs $500 per month.")
    time = document("time.md", "Retrieval takes 2 weeks to set up.")
    answer = written("How long does retrieval take to set up, and how much does retrieval cost per month?", cost, time)
    assert answer == (
        "**How long does retrieval take to set up?**\nRetrieval takes 2 weeks to set up.\n\n"
        "**How much does retrieval cost per month?**\nRetrieval costs $500 per month."
    )


def test_what_answers_a_later_part_best_is_left_to_it():
    held = document("lora.md", "LoRA is a way to tune a model on one GPU. LoRA tuning costs $2 per hour to run.")
    assert written("What is LoRA, and how much does LoRA tuning cost to run?", held) == (
        "**What is LoRA?**\nLoRA is a way to tune a model on one GPU.\n\n"
        "**How much does LoRA tuning cost to run?**\nLoRA tuning costs $2 per hour to run."
    )


def test_one_sentence_that_answers_two_parts_is_said_once_and_without_headings():
    held = document("live.md", "RAG was live in 6 weeks, and tuning would have taken 4 months.")
    assert written("How long until RAG was live, and how long would tuning have taken?", held) == held.text


def test_a_part_that_the_passages_leave_open_is_named():
    held = document("lora.md", "LoRA is a way to fine-tune an open-source model on a single GPU.")
    question = "Is LoRA a way to fine-tune an open-source model on a single GPU, and how do I shampoo a poodle?"
    draft = draft_of(question, passage(held, score=0.5))
    assert draft.statements
    assert "How do I shampoo a poodle?" in draft.notice


def test_each_part_is_answered_from_what_is_found_for_it():
    time = document("time.md", "How long a pipeline does take: 2 weeks.")
    cost = document("cost.md", "What a pipeline does cost: $500.")
    asked: list[str] = []

    def passages_for(_question: Question, part: str) -> list[Passage]:
        asked.append(part)
        return [passage(cost if "cost" in part else time)]

    answerer = ExtractiveAnswerer(SharedStems(), passages_for)
    question = "How long does a pipeline take? And what does a pipeline cost?"
    whole = [passage(document("both.md", "How long a pipeline does take: 9 weeks. What a pipeline does cost: $900."))]
    said = " ".join(statement.text for statement in answerer.answer(Question(question), whole).statements)
    assert len(asked) == 2
    assert "2 weeks" in said
    assert "$500" in said


def test_marks_in_the_askers_words_mean_nothing_in_a_heading():
    cost = document("cost.md", "Retrieval costs $500 per month.")
    time = document("time.md", "Retrieval takes 2 weeks to set up.")
    answer = written(
        "How long does `retrieval` take to set up, and how much does retrieval [cost](x) per month?", cost, time
    )
    assert "`" not in answer
    assert "[" not in answer


def test_things_are_compared_by_the_rows_of_one_table_and_only_in_what_is_asked():
    table = document(
        "table.md",
        "| Approach | Latency | Setup | Update | Needs |\n|---|---|---|---|---|\n"
        "| RAG | higher | medium | minutes | texts |\n| Fine-tuning | baseline | high | days | labels |\n"
        "| Agents | highest | high | minutes | tools |",
    )
    assert written("RAG and fine-tuning on latency", table) == "**Latency**\n- RAG: higher\n- Fine-tuning: baseline"


def test_a_row_without_the_asked_cell_is_left_out_rather_than_told_by_another_cell():
    table = document(
        "table.md",
        "| Approach | Latency | Setup | Update | Needs |\n|---|---|---|---|---|\n"
        "| RAG | higher | medium | minutes | texts |\n| Fine-tuning | | high | days | labels |\n"
        "| Agents | highest | high | minutes | tools |",
    )
    answer = written("Which latency?", table)
    assert answer == "**Latency**\n- RAG: higher\n- Agents: highest"


def test_of_two_compared_things_an_unknown_one_declines():
    held = document("lora.md", "LoRA is a way to fine-tune an open-source model on a single GPU.")
    assert drafted("What is the difference between LoRA and poodles?", held) == []


class Far(SharedStems):
    """Every text is as far from every other as it is told to be."""

    def __init__(self, cosine: float) -> None:
        self._cosine = cosine

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        return [self._cosine] * len(sentences)


def test_the_further_the_evidence_the_less_sure_the_answer_until_there_is_none():
    held = passage(document("lora.md", "LoRA is a way to fine-tune an open-source model on a single GPU."))
    asked = Question("Is LoRA a way to fine-tune a model on a GPU?")
    drafts = [ExtractiveAnswerer(Far(1 - step / 50)).answer(asked, [held]) for step in range(51)]
    told = [draft.notice if draft.statements else "declined" for draft in drafts]
    assert list(dict.fromkeys(told)) == ["", UNSURE, "declined"]
    assert told == sorted(told, key=["", UNSURE, "declined"].index)


def test_a_list_that_is_asked_for_is_given_whole_with_its_lead_in_once():
    items = "\n".join(f"- retrieval {thing}." for thing in ("costs money", "takes time", "needs texts", "adds latency"))
    answer = written("List the drawbacks of retrieval", document("list.md", f"Drawbacks of retrieval:\n\n{items}"))
    assert answer == (
        "Drawbacks of retrieval:\n\n- Retrieval costs money.\n- Retrieval takes time.\n- Retrieval needs texts."
        "\n- Retrieval adds latency."
    )


def test_a_sentence_that_says_that_nothing_is_known_supports_nothing():
    known = document("a.md", "The schema of the legal extractor has 12 fields and is fixed.")
    unknown = document("b.md", "The source does not say which fields the schema of the extractor has.")
    said = drafted("How many fields has the schema of the legal extractor?", known, unknown)
    assert said == ["The schema of the legal extractor has 12 fields and is fixed."]


@settings(deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(
        ["What is RAG?", "List all RAG steps", "Compare RAG and LoRA on cost", "What is RAG and what is LoRA?"]
    ),
)
def test_every_quote_is_an_exact_slice_and_nothing_is_said_without_one(text: str, question: str):
    held = document("a.md", f"RAG is retrieval.\n\n{text}\n\n| RAG | cost |\n|---|---|\n| LoRA | low |")
    for statement in draft_of(question, held).statements:
        assert statement.quotes
        assert statement.text.strip()
        assert statement.joint.strip(" \n-") == ""
        assert all(held.text[quote.start : quote.end] == quote.text for quote in statement.quotes)


ASKED = document(
    "faq.md",
    "# Trams\n\n## How loud are trams?\n\n"
    "Not very. Most people hardly hear them, since rubber lies under the rails.\n\n"
    "## Are trams cheap?\n\nNo, trams are dear to build.",
)
LOUD = found(Passage("faq.md", "Trams", ("Trams", "How loud are trams?"), 33, 107, ASKED.text[33:107], 0.0))
CHEAP = found(Passage("faq.md", "Trams", ("Trams", "Are trams cheap?"), 130, 158, ASKED.text[130:158], 0.0))


def test_a_section_that_answers_the_question_above_it_is_told_whole():
    assert written("How loud are trams?", LOUD, hardly_found(CHEAP)) == LOUD.text.strip()


def test_a_section_told_whole_is_quoted_once_and_whole():
    (statement,) = draft_of("How loud are trams?", LOUD).statements
    assert [quote.text for quote in statement.quotes] == [LOUD.text]


def test_a_section_that_answers_another_question_is_never_said():
    assert drafted("When was the first tram line opened?", hardly_found(LOUD), hardly_found(CHEAP)) == []


def test_a_yes_or_no_is_said_to_those_alone_who_ask_for_one():
    assert written("Are trams cheap?", CHEAP) == "No, trams are dear to build."
    for other in ("How cheap are trams?", "Are trams dear?", "Aren't trams cheap?"):
        assert written(other, CHEAP) == "Trams are dear to build."
    (statement,) = draft_of("How cheap are trams?", CHEAP).statements
    assert [quote.text for quote in statement.quotes] == ["trams are dear to build."]


def test_beside_the_answer_to_the_question_nothing_else_stands():
    guide = document("guide.md", "Trams are loud in curves.")
    assert written("How loud are trams?", LOUD, passage(guide, score=0.4)) == LOUD.text.strip()


def test_a_section_that_may_answer_another_question_is_left_out():
    sure, unsure = replace(CHEAP, asked=0.95), replace(CHEAP, asked=0.4)
    answerer, question = ExtractiveAnswerer(SharedStems()), Question("Are trams a bargain?")
    (statement,) = answerer.answer(question, [sure]).statements
    assert statement.text == "Trams are dear to build."
    assert answerer.answer(question, [unsure]).statements == ()


def test_where_sentences_of_guides_would_answer_a_section_that_is_rather_asked_does():
    guide = found(passage(document("guide.md", "Trams are a bargain in flat towns.")))
    answerer, question = ExtractiveAnswerer(SharedStems()), Question("Are trams a bargain?")

    def told(section: Passage) -> list[str]:
        return [statement.text for statement in answerer.answer(question, [guide, section]).statements]

    assert told(replace(CHEAP, asked=0.1)) == ["Trams are a bargain in flat towns."]
    assert told(replace(CHEAP, asked=0.65)) == ["Trams are dear to build."]


def test_what_else_there_is_to_read_is_named_to_those_who_ask_for_it():
    text = "The guide names a paper on trams in other languages by Gao and co-authors."
    held = passage(document("guide.md", text))
    reading = replace(held, heading=("Trams", "Further reading"))
    assert drafted("Which papers are there on trams in other languages?", found(reading)) == [text]
    assert drafted("Do trams talk in other languages?", found(reading)) == []


def test_advice_is_no_evidence_as_it_goes_with_a_decision():
    text = "A tram line in other languages is begun with two signs."
    held = passage(document("guide.md", text))
    for heading, said in ((("Guide", "Advice for each case", "Trams"), []), (("Advice on trams", "Signs"), [text])):
        asked = "How is a tram line in other languages begun?"
        assert drafted(asked, found(replace(held, heading=heading))) == said


def test_a_section_that_answers_two_parts_of_a_question_is_told_once_and_whole():
    loud = replace(LOUD, asked=0.9)

    def passages_for(_question: Question, part: str) -> list[Passage]:
        return [replace(loud, score=0.5 if "rubber" in part else 0.7)]  # found for each part anew

    answerer = ExtractiveAnswerer(SharedStems(), passages_for)
    question = Question("How loud are trams? And why does rubber lie under the rails?")
    said = " ".join(statement.text for statement in answerer.answer(question, [loud]).statements)
    assert said == LOUD.text.strip()


def test_where_two_sections_share_the_chance_the_likelier_one_answers():
    answerer, question = ExtractiveAnswerer(SharedStems()), Question("Are trams a bargain?")
    both = [replace(CHEAP, asked=0.5), replace(LOUD, asked=0.4)]
    (statement,) = answerer.answer(question, both).statements
    assert statement.text == "Trams are dear to build."
    assert answerer.answer(question, both[:1]).statements == ()


def test_what_a_section_leaves_open_is_not_named_beside_it():
    draft = ExtractiveAnswerer(SharedStems()).answer(
        Question("Who says how loud trams are?"), [replace(LOUD, asked=0.95)]
    )
    assert draft.statements
    assert draft.notice == ""


def test_other_wordings_of_a_question_find_its_answer_and_are_never_said():
    text = "Also asked: noise of trams? do they wake people?\n\nMost people hardly hear trams."
    held = found(Passage("faq.md", "Trams", ("Trams", "How loud are trams?"), 0, len(text), text, 0.0))
    assert written("How loud are trams?", held) == "Most people hardly hear trams."


def test_a_row_is_told_to_those_alone_who_ask_for_one_of_its_columns():
    table = "| Way | Setup cost | Upkeep |\n|---|---|---|\n| Trams | $9 million | $2 a ride |"
    assert written("What is the setup cost of trams?", document("table.md", table)).startswith("Trams – setup cost: $9")
    assert drafted("Do trams need more drivers than buses?", document("table.md", table)) == []
