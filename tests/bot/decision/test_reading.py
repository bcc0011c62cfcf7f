"""Free-text proposals, each with the facts that a careful reader would note: these, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts import FACTS, Facts, read_facts
from bot.facts.reading import LONGEST
from bot.facts.tidy import tidy

PROPOSALS: list[tuple[str, dict[str, object]]] = [
    (
        "We have 300 labelled examples and our docs change weekly. Fine-tune or RAG?",
        {"labelled_examples": 300, "knowledge_changes": "weekly"},
    ),
    (
        "We want to classify support tickets. We’ve got 40k labelled tickets, the inputs are "
        "stable, and GPT-4o "
        "consistently gets it wrong. Latency budget is 200 ms.",
        {
            "task_scope": "narrow",
            "labelled_examples": 40_000,
            "stable_inputs": True,
            "base_model_fails": "consistently",
            "latency_ms": 200,
        },
    ),
    (
        "Internal assistant that answers questions about our policies. 50,000 Confluence "
        "pages, updated daily, "
        "answers must link to sources, and people may only see their own department's documents.",
        {
            "need": "knowledge",
            "knowledge_tokens": 25_000_000,
            "knowledge_changes": "daily",
            "citations_needed": True,
            "per_user_permissions": True,
        },
    ),
    (
        "Radiology report generator: reports must follow our strict template. No labelled "
        "data yet. We don't need citations.",
        {"strict_style": True, "labelled_examples": 0, "citations_needed": False},
    ),
    (
        "Shop bot in our brand voice, catalogue changes every Tuesday, 3 million queries a month, "
        "replies in under half a second, and it must be live in 8–10 weeks.",
        {
            "need": "behaviour",
            "strict_style": True,
            "knowledge_changes": "weekly",
            "queries_per_month": 3_000_000,
            "latency_ms": 500,
            "weeks_to_ship": 8,
        },
    ),
    (
        "Volume: 1,5 million requests per month. Budget is $2,000 a month. Data cannot leave our VPC.",
        {"queries_per_month": 1_500_000, "monthly_budget": 2000, "data_residency": True},
    ),
    (
        "We have two hundred examples, we need to ship in 3 months, and few-shot prompting isn't enough.",
        {"labelled_examples": 200, "weeks_to_ship": 13, "few_shot_suffices": False, "prompting_tried": True},
    ),
    (
        "<https://wiki.example.com|Our handbook> is static (about 60 pages). Everyone can see "
        "everything &amp; no audit trail "
        "is needed.",
        {
            "knowledge_changes": "never",
            "knowledge_tokens": 30_000,
            "per_user_permissions": False,
            "citations_needed": False,
        },
    ),
    (
        "Extracting fields from invoices: 12,000 annotated invoices, ~100k documents a day, "
        "self-hosting is a must: "
        "it has to run on-prem.",
        {
            "task_scope": "narrow",
            "labelled_examples": 12_000,
            "queries_per_month": 3_000_000,
            "data_residency": True,
        },
    ),
    (
        "The regulations rarely change, auditors must be able to check each answer, and we "
        "haven't tried prompting yet.",
        {"knowledge_changes": "yearly", "citations_needed": True, "prompting_tried": False},
    ),
    (
        "Should we fine-tune given that we have 900 labelled pairs and the docs never change?",
        {"labelled_examples": 900, "knowledge_changes": "never"},
    ),
    (
        "A few-shot prompt already works well. There are no edge cases. No evaluation planned.",
        {"few_shot_suffices": True, "prompting_tried": True, "unusual_inputs": False, "evaluation_planned": False},
    ),
    (
        "The model should look up orders, call our API and issue refunds. 20 requests per second at peak.",
        {"need": "actions", "queries_per_month": 51_840_000},
    ),
    (
        "ICD-10 coding. We hold 25k coded charts; the base model fails every time; codes are revised annually.",
        {
            "task_scope": "narrow",
            "labelled_examples": 25_000,
            "base_model_fails": "consistently",
            "knowledge_changes": "yearly",
        },
    ),
    (
        "It's a broad range of questions, unusual requests are common, sub-second answers, under 500 examples.",
        {"task_scope": "broad", "unusual_inputs": True, "latency_ms": 1000, "labelled_examples": 499},
    ),
    (
        "Not sure whether we need citations. Maybe 2,000 labelled examples by summer. Deadline: 6 weeks.",
        {"weeks_to_ship": 6},
    ),
    (
        "We need 5,000 labelled examples before we could fine-tune; today we have about a few hundred labelled emails.",
        {"labelled_examples": 300},
    ),
    (
        "Prices are updated every few minutes, so the content is real-time. Users only see their own data.",
        {"knowledge_changes": "continuously", "per_user_permissions": True},
    ),
    (
        "We tried prompting for a month; it sometimes works. A test set of 200 queries exists.",
        {"prompting_tried": True, "evaluation_planned": True},
    ),
    (
        "Code review bot: coding standards change quarterly, 5k pull requests a month, must "
        "follow our house style, "
        "we have ５０ gold examples.",
        {
            "knowledge_changes": "quarterly",
            "queries_per_month": 5000,
            "need": "behaviour",
            "strict_style": True,
            "labelled_examples": 50,
        },
    ),
    (
        "Voice assistant, must respond within 300ms; our product ships new features weekly; "
        "nothing may leave our network.",
        {"latency_ms": 300, "knowledge_changes": "weekly", "data_residency": True},
    ),
    (
        "Legal research tool. Every claim must cite case law. New documents arrive daily. 10 000 labelled clauses.",
        {"citations_needed": True, "knowledge_changes": "daily", "labelled_examples": 10_000},
    ),
    (
        "The syllabus changes once a year, we have no training data, the base model already "
        "writes well, MVP in 90 days.",
        {
            "knowledge_changes": "yearly",
            "labelled_examples": 0,
            "base_model_fails": "never",
            "weeks_to_ship": 12.9,
        },
    ),
    (
        "Our knowledge base is 2 million tokens of text. It gets updated twice a week. Monthly budget: 800 USD.",
        {"knowledge_tokens": 2_000_000, "knowledge_changes": "weekly", "monthly_budget": 800},
    ),
    (
        "Contract extractor: 40k labelled contracts, the format is strict, GDPR says data must stay on our servers.",
        {"task_scope": "narrow", "labelled_examples": 40_000, "strict_style": True, "data_residency": True},
    ),
    ("The input format is fixed. We have 12 labelled files.", {"labelled_examples": 12, "stable_inputs": True}),
]


@pytest.mark.parametrize(("text", "expected"), PROPOSALS, ids=[text[:40] for text, _ in PROPOSALS])
def test_a_proposal_gives_the_facts_that_a_careful_reader_notes(text: str, expected: dict[str, object]) -> None:
    assert dict(read_facts(text).facts) == dict(Facts.of(**expected))


@pytest.mark.parametrize(
    "text",
    [
        "how many examples do I need?",
        "What is LoRA?",
        "How soon could a RAG pipeline be ready for production?",
        "How do I reset my VPN password?",
        "Are 500 labelled examples enough?",
        "Do we need citations?",
        "Is retrieval slow? Does it add 200 ms?",
        "Fine-tuning needs 500 examples. RAG adds 200 ms.",
        "If we had 5,000 labelled examples we'd fine-tune.",
        "We don't have 5,000 labelled examples.",
        "It costs 500 a month.",
        "We took 6 weeks last time.",
        "",
    ],
)
def test_questions_plans_and_general_remarks_state_no_facts(text: str) -> None:
    assert not read_facts(text).facts
    assert not read_facts(text).contradictions


def test_a_contradiction_is_listed_with_both_places_and_not_resolved() -> None:
    text = "Docs change weekly. The documentation never changes. We have 300 labelled examples."
    read = read_facts(text)
    assert dict(read.facts) == {"labelled_examples": 300}
    (contradiction,) = read.contradictions
    assert contradiction.fact == "knowledge_changes"
    assert [reading.value for reading in contradiction.readings] == ["weekly", "never"]


def test_saying_a_thing_twice_or_more_exactly_is_no_contradiction() -> None:
    read = read_facts("Docs change often, in fact the docs change every day. They are updated daily.")
    assert dict(read.facts) == {"knowledge_changes": "daily"}


def test_a_denied_fact_shows_the_words_that_deny_it() -> None:
    evidence = read_facts("Honestly, we don't need citations.").facts.evidence("citations_needed")
    assert evidence is not None
    assert evidence.words == "don't need citations"


def test_what_is_beyond_the_limit_is_reported_unread() -> None:
    read = read_facts("x" * LONGEST + " 300 labelled examples")
    assert not read.facts
    assert read.unread == len(" 300 labelled examples")


FRAGMENTS = st.sampled_from(
    [
        "we have ",
        "300 ",
        "labelled examples",
        " docs ",
        "change weekly",
        "?",
        ". ",
        "no ",
        "&amp;",
        "<http://x|x>",
        "½",
        "İ",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=30).map("".join))
def test_every_reading_quotes_the_text_where_it_says_and_has_an_allowed_value(text: str) -> None:
    read = read_facts(text)
    contradicted = [reading for found in read.contradictions for reading in found.readings]
    for reading in (*read.facts.readings, *contradicted):
        assert reading.evidence is not None
        assert text[reading.evidence.start : reading.evidence.end] == reading.evidence.words
        assert Facts.of(**{reading.fact: reading.value})[reading.fact] == reading.value
        assert reading.fact in FACTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We have &lt;500 labelled examples.", "&lt;500 labelled examples"),
        ("We have &lt; 500 labelled examples.", "&lt; 500 labelled examples"),
        ("We have &gt;500 labelled examples.", "&gt;500 labelled examples"),
    ],
)
def test_the_words_of_a_fact_begin_with_the_whole_of_a_sign_that_was_pasted_from_a_page(text: str, words: str) -> None:
    (reading,) = read_facts(text).facts.readings
    assert reading.evidence is not None
    assert reading.evidence.words == words


@given(st.text())
def test_tidying_moves_no_character(text: str) -> None:
    assert len(tidy(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("We have 200 users with 15 questions each per day.", 90_000),
        ("50 agents each ask 20 questions a day.", 30_000),
        ("1,200 staff, maybe 10 questions each per week.", 51_429),
        ("15,000 chats per week of about 4 messages each.", 257_143),
        ("About 600 letters a day.", 18_000),
    ],
)
def test_people_or_conversations_times_what_each_asks_are_one_volume(text: str, queries: int) -> None:
    read = read_facts(text)
    assert (read.facts.get("queries_per_month"), read.contradictions) == (queries, ())


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Currently with a long prompt on a large model. 88% accuracy, compliance wants 95.",
            {"prompting_tried": True, "few_shot_suffices": False},
        ),
        ("Prompting gets us maybe 80% there.", {"prompting_tried": True}),
        ("We have about 350 approved newsletters.", {"labelled_examples": 350}),
        ("There are 6,000 descriptions our copy team is really happy with.", {"labelled_examples": 6000}),
        ("The prompt is now 3 pages long.", {"prompting_tried": True}),
        ("We already have a 2-page style guide in the prompt.", {"prompting_tried": True}),
        ("We have 14,000 case narratives, already coded by humans.", {"labelled_examples": 14_000}),
        ("Editors must be able to trace each exercise back to its page.", {"citations_needed": True}),
        ("80% of our users want 3 languages.", {}),
        ("We have 3 years of manually corrected data.", {}),
        ("We have 3 yrs of complaints labelled by hand.", {}),
        ("There are 600 approved reply templates.", {}),
    ],
)
def test_what_was_measured_and_approved_is_read(text: str, stated: dict[str, object]) -> None:
    assert dict(read_facts(text).facts) == stated


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("Answers are good but take 8-9 seconds.", None),
        ("Latency is killing us, p95 is 14s.", None),
        ("Latency on our homework helper is 9-11 seconds.", None),
        ("Answers may take 2 seconds.", 2000),
        ("An answer should take 3 seconds at most.", 3000),
        ("We need an answer in under 300ms.", 300),
    ],
)
def test_how_long_it_takes_is_no_budget(text: str, milliseconds: int | None) -> None:
    assert read_facts(text).facts.get("latency_ms") == milliseconds
