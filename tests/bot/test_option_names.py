import pytest

from bot.model import Option
from bot.option_names import options_named

LONG, TUNE, RAG = Option.LONG_CONTEXT, Option.FINE_TUNING, Option.RAG
PROMPT, AGENTS = Option.PROMPT_ENGINEERING, Option.AGENTS


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fine-tune a small one, or a retrieval thing?", (TUNE, RAG)),
        ("RAG vs. training on it", (RAG, TUNE)),
        ("should we just put all of it in the prompt with caching?", (LONG,)),
        ("All of it in the prompt, or a better prompt?", (LONG, PROMPT)),
        ("Is this an agent thing or is RAG enough?", (AGENTS, RAG)),
        ("Our support agents want faster answers.", ()),
        ("Fine-tune a small model or few-shot a big one?", (TUNE, PROMPT)),
        ("What does it cost?", ()),
    ],
)
def test_options_are_known_by_the_names_that_people_use(text: str, named: tuple[Option, ...]) -> None:
    assert options_named(text) == named
