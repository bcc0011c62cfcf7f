import pytest

from bot.other_choices import is_between_others, weighs_a_workflow


@pytest.mark.parametrize(
    "text",
    [
        "Open model on our own servers or the provider's API?",
        "We have 40k listings. RAG over everything or call the availability API as a tool?",
        "Should we do both at once or start with the explaining part?",
        "Half of our wiki is outdated. RAG now or clean it up first?",
        "Is RAG right here, or should we extract fields into a database first?",
        "LoRA vs full fine-tuning, does it matter?",
        "Translate the docs, or the questions?",
        "Buy a product instead of building our own RAG?",
    ],
)
def test_a_choice_between_other_things_is_none_between_the_options(text: str) -> None:
    assert is_between_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "RAG or fine-tuning?",
        "Fine-tune a small self-hosted model or prompt a big one behind an API?",
        "RAG or fine-tuning? And an API or our own servers?",
        "Our docs change weekly and stand in an open model's API. What should we do?",
        "Should we use RAG or not?",
        "",
    ],
)
def test_a_choice_between_two_options_is_one_whatever_else_is_asked(text: str) -> None:
    assert not is_between_others(text)


@pytest.mark.parametrize(
    ("text", "weighs"),
    [
        ("Is an agent overkill vs a fixed workflow with two LLM steps?", True),
        ("My boss wants an agent. I would rather have fixed steps with one call.", True),
        ("We want an agent that runs our workflow.", False),
        ("", False),
    ],
)
def test_a_workflow_is_weighed_where_it_is_set_against_something(text: str, weighs: bool) -> None:
    assert weighs_a_workflow(text) is weighs
