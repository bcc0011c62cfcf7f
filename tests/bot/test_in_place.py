import pytest

from bot.in_place import in_place
from bot.model import Option


@pytest.mark.parametrize(
    "text",
    [
        "our RAG bot makes up the number",
        "The 2024 version is in the index. What do we check?",
        "It finds the right document most of the time but quotes old rates.",
        "the new one is indexed too",
        "The bot keeps quoting the wrong agreement.",
        "search in our parts assistant is terrible with part numbers",
        "It returns the neighbour. Is that an embeddings problem?",
        "It keeps quoting the old deadlines even though we uploaded the new PDF in August.",
    ],
)
def test_retrieval_that_runs_is_in_place(text: str) -> None:
    assert in_place(text) == {Option.RAG}


@pytest.mark.parametrize(
    "text",
    ["fine-tuned our model on 2,500 examples", "We fine-tuned a model last year.", "Our fine-tuned model forgets."],
)
def test_a_model_that_was_trained_is_in_place(text: str) -> None:
    assert in_place(text) == {Option.FINE_TUNING}


@pytest.mark.parametrize(
    "text", ["Should we build a RAG bot?", "We want retrieval over our wiki.", "Would a fine-tuned model help?", ""]
)
def test_what_is_only_thought_of_is_not(text: str) -> None:
    assert in_place(text) == frozenset()
