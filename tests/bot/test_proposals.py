import pytest

from bot.model import Option
from bot.proposals import proposed


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Should we fine-tune a model on our letters?", Option.FINE_TUNING),
        ("should we fine-tune or not?", Option.FINE_TUNING),
        ("Our docs change daily. Can we train our own model on them?", Option.FINE_TUNING),
        ("Is it worth finetuning with 80 examples?", Option.FINE_TUNING),
        ("Shall I use RAG for 40 pages?", Option.RAG),
        ("Could we do this with a good prompt?", Option.PROMPT_ENGINEERING),
        ("Our handbook has 60 pages, do we really need RAG?", Option.RAG),
        ("Do we need to fine-tune?", Option.FINE_TUNING),
    ],
)
def test_the_one_option_that_is_asked_about_with_yes_or_no_is_proposed(text: str, option: Option):
    assert proposed(text) is option


@pytest.mark.parametrize(
    "text",
    [
        "Should we fine-tune or use RAG?",
        "Should we use RAG vs fine-tuning?",
        "What should we do?",
        "Which approach fits?",
        "Should we start on Monday?",
        "We should fine-tune, our boss says.",
        "How should we prompt it?",
        "Do we need 500 examples to fine-tune?",
        "",
    ],
)
def test_a_choice_or_no_option_proposes_none(text: str):
    assert proposed(text) is None
