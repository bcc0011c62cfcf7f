"""Where sources differ, the answer says so, whether Claude did or not."""

import pytest

from bot.answerers.claude.differing import differences
from bot.answerers.claude.sources import sources
from bot.model import Question, Statement, Turn
from tests.bot.answerers.claude_rig import FIVE_DAYS, REFUNDS, Rig
from tests.fakes.claude import Cite, Part
from tests.fakes.knowledge import document, passage, quote

NINE_DAYS = "Refunds usually take 9 days."
SUPPLIER = document("supplier.md", f"# Supplier\n\nWe sell bolts. {NINE_DAYS} Exchanges are free.\n", title="Sheet")
DIFFER = "Sources differ: Refund policy says “Refunds take five days”, Sheet says “Refunds usually take 9 days”."


def told(one: str, other: str, asked: str = "How long do refunds take?", heading: str = "") -> bool:
    """Whether a difference is told between what an answer cites and what another document says."""
    cited = document("a.md", f"{one}\n", title="Policy")
    beside = document("b.md", f"{heading}{other}\n", title="Manual")
    said = [Statement("As it is written.", (quote(cited, one),))]
    return bool(differences(asked, said, sources([passage(cited), passage(beside)], 9_000)))


def test_another_figure_in_another_document_is_told_with_both_sources(rig: Rig):
    rig.documents = (REFUNDS, SUPPLIER)
    rig.claude.writes(Part(FIVE_DAYS, [Cite(0, 1)]))
    reply = rig.answer()
    assert reply.markdown == f"{FIVE_DAYS} [1]\n\n{DIFFER} [1][2]"
    assert [(citation.title, citation.quote) for citation in reply.citations] == [
        ("Refund policy", FIVE_DAYS), ("Sheet", NINE_DAYS),
    ]  # fmt: skip


def test_it_is_told_also_when_both_are_cited_and_only_one_figure_is_said(rig: Rig):
    rig.documents = (REFUNDS, SUPPLIER)
    rig.claude.writes(Part(FIVE_DAYS, [Cite(0, 1), Cite(1, 2)]))
    assert rig.answer().markdown.count("Sources differ") == 1


def test_a_difference_that_claude_names_is_not_told_twice(rig: Rig):
    rig.documents = (REFUNDS, SUPPLIER)
    rig.claude.writes(
        Part("The policy says five days.", [Cite(0, 1)]), Part(" The supplier says nine days.", [Cite(1, 2)])
    )
    assert "Sources differ" not in rig.answer().markdown


def test_a_title_that_hides_an_address_shows_none(rig: Rig):
    poster = document(
        "poster.md", f"{NINE_DAYS}\n", title="Sheet https://evil.example/?d=1 [log in](https://evil.example)"
    )
    rig.documents = (REFUNDS, poster)
    rig.claude.writes(Part(FIVE_DAYS, [Cite(0, 1)]))
    said = rig.answer().markdown
    assert "Sources differ" in said
    assert "evil" not in said


def test_an_answer_that_cites_nothing_says_nothing_of_sources(rig: Rig):
    rig.documents = (REFUNDS, SUPPLIER)
    rig.claude.writes(Part("Refunds take five days."))
    assert "Sources differ" not in str(rig.asks())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chains are changed after 2,000 km.", "Change the chain every 3,500 km."),
        ("A refund above $500 needs a manager.", "A refund above $900 needs a manager."),
        ("RAG is ready in 2–4 weeks.", "RAG is ready in 6 to 8 weeks."),
        ("Fine-tuning needs at least 500 examples.", "Fine-tuning needs up to 100 examples."),
        ("- Refunds take **five** days.", "3. Refunds take nine days."),
        ("Exchanges are free.", "Exchanges are not free."),
        ("A refund above $500 needs a manager.", "A refund below $500 needs a manager."),
    ],
)
def test_two_sentences_on_the_same_that_cannot_both_be_true_differ(one: str, other: str):
    assert told(one, other, "What is so?")
    assert told(other, one, "What is so?")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Refunds take five days.", "Refunds take 5 days."),
        ("Refunds take 2 to 6 days.", "Refunds take 3 days."),
        ("Refunds take under 9 days.", "Refunds take five days."),
        ("Refunds take five days.", "Exchanges take nine days."),
        ("Refunds take five days by card.", "Refunds take nine days by bank transfer."),
        ("Refunds take five days.", "Express refunds take two days."),
        ("Refunds take five days.", "Refunds do not take nine days."),
        ("RAG takes 2 weeks.", "Fine-tuning takes 8 weeks."),
        ("RAG beats fine-tuning by 5%.", "Fine-tuning beats RAG by 9%."),
        ("Moving from RAG to agents takes 2 weeks.", "Moving from agents to RAG takes 8 weeks."),
        ("GPT-4 costs $5.", "GPT-5 costs $7."),
        ("In 2024 it was $5.", "In 2025 it was $7."),
        ("The rule was made in 2019.", "The rule was made in 2021."),
        ("Above $500 a refund takes five days.", "Above $900 a refund takes nine days."),
        ("Exchanges are free.", "Exchanges are free of charge in every shop."),
        ("Refunds take five days.", "Do refunds take nine days?"),
        ("Refunds take five days.", "| Refunds | 9 days |"),
        ("It takes five days.", "It takes nine days."),
    ],
)
def test_what_may_both_be_true_or_speaks_of_two_things_does_not_differ(one: str, other: str):
    assert not told(one, other, "What is so?")


def test_passages_that_the_question_tells_apart_do_not_differ():
    one, other = "Setup takes two weeks.", "Setup takes six weeks."
    assert told(one, other, "How long does setup take?")
    assert not told(one, other, "How long does setup take for RAG?", heading="# RAG\n\n")


def test_a_follow_up_asks_about_what_it_leans_on(rig: Rig):
    """The thread is about the supplier, whom only the other passage is about."""
    rig.documents = (REFUNDS, SUPPLIER)
    rig.claude.writes(Part(FIVE_DAYS, [Cite(0, 1)]))
    thread = (Turn(by_advisor=False, text="What does the supplier sell?"),)
    reply = rig.advisor().ask(Question("And how long do its refunds take?", thread=thread, team="T1"))
    assert "Sources differ" not in str(reply)


def test_one_document_does_not_differ_from_itself():
    held = document("a.md", f"Refunds take five days.\n\n{NINE_DAYS}\n")
    said = [Statement("Five days.", (quote(held, "Refunds take five days."),))]
    assert differences("How long?", said, sources([passage(held)], 9_000)) == ()
