"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ("Prompting comes first.", "Then comes retrieval."),
        ("Use tools, e.g. Chroma or FAISS.", "They index vectors."),
        ("Dr. Smith and Prof. Lee agree vs. Mr. Jones.", "Others do not."),
        ("It costs 3.5 dollars per 1.000 tokens.", "That is cheap."),
        ("Expect $3–$25 per million tokens.", "Output costs more."),
        ("Version 2.0 shipped.", "Version 2.1 did not."),
        ("Is it worth it?", "Yes!", "It is."),
        ("It depends…", "Then again, not always."),
        ("It depends...", "Then again, not always."),
        ('He said "it works."', "Nobody believed him."),
        ("(See the appendix.)", "The rest follows."),
        ("**Fine-tune late.**", "Prompt early."),
        ("1. Prompting first.", "Retrieval second."),
        ("Das gilt z. B. für Verträge.", "Danach kommt Feinabstimmung."),
        ("Es gilt z.B. hier bzw. dort.", "Ärger gibt es nicht."),
        ("これは文です。", "次の文です。"),
        ("Accuracy rose by 12 % in the U.S. market.", "Costs fell."),
        ("A sentence without its end",),
    ],
)
def test_text_is_split_into_the_sentences_that_a_reader_sees(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


def test_a_sentence_that_runs_over_a_line_break_is_one_sentence() -> None:
    assert sentences("A sentence that\nruns on. Another.") == ["A sentence that\nruns on.", "Another."]


@given(st.text(alphabet=st.sampled_from("ab .!?…。\n\"')(1Z\u00a0\u2028"), max_size=80))
def test_sentences_are_in_order_disjoint_trimmed_and_lose_no_character(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    rest, last = list(text), 0
    for start, end in spans:
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        rest[start:end] = " " * (end - start)
        last = end
    assert not "".join(rest).strip()


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_only_the_asked_part_of_the_text_is_split(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert all(start <= begin < finish <= end for begin, finish in sentence_spans(text, start, end))
