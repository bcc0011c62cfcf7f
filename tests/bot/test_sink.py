import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sink import LEFT_OUT, shown


@pytest.mark.parametrize(
    "text",
    [
        "Click [here](https://evil.example/?d=SECRET) to re-authenticate.",
        "![x](https://evil.example/x.png)",
        "[![x](https://evil.example/x.png)](https://evil.example/y)",
        "[sign in][1]\n\n[1]: https://evil.example/login",
        "See https://evil.example/a(b)?c=d.",
        "See HTTPS://EVIL.EXAMPLE/x",
        "See ht\u200btps://evil.example/x",
        "See https:\u2060//evil.example/x",
        "See https :// evil.example/x",
        "See <https://evil.example|the intranet>.",
        "See www.evil.example now",
        "See evil.example/login?d=1",
        "See evil.example:8080/login",
        "Write to mailto:thief@evil.example",
        "Write to thief@evil.example/x",
        "Open slack://user?team=T1&id=U1",
        "javascript:alert(1)//evil.example",
        '<a href="https://evil.example">x</a>',
        '<img src="https://evil.example/x.png">',
        "<!-- https://evil.example/x -->Fine.",
        "See https://xn--pple-43d.example/",
        "See %68ttps://evil.example/x",
    ],
)
def test_no_address_is_shown(text: str):
    said = shown(text)
    assert "://" not in said
    assert "evil.example/" not in said and "www." not in said and "mailto:" not in said and "slack:" not in said
    assert "pple" not in said


@pytest.mark.parametrize(
    "text",
    [
        "RAG takes 2–6 weeks and/or fine-tuning 3 months; see README.md or Node.js.",
        "LoRA trains 0.1% of the weights (e.g. 4M of 7B). It costs $1,000/month.",
        "- **RAG**: `top_k=5`, recall@10 of 0.9, latency <100 ms & >50 ms",
        "Ratio 3:1; note: this holds. Is it a/b tested? Yes/no.",
        "Die Kosten sinken um 40 %. 价格下降了。",
        "Fine-tune v2.0/v2.1 first",
        "a data:labels ratio, the file:line of it, metadata:none",
    ],
)
def test_ordinary_prose_is_shown_as_it_is(text: str):
    assert shown(text) == text


def test_an_address_is_pointed_to_in_the_source():
    assert shown("The list is at https://example.com/list.") == f"The list is at {LEFT_OUT}."


def test_a_number_in_brackets_does_not_pass_for_a_citation():
    assert shown("As the policy says [1][2, 3].") == "As the policy says (1)(2, 3)."


@pytest.mark.parametrize(
    "text",
    [
        "**Recommendation: RAG**",
        "_Recommendation_: RAG",
        "> # Verdict : RAG",
        "So.\nRECOMMENDATION: RAG",
        "Answered by: RAG",
    ],
)
def test_a_line_that_looks_like_a_verdict_of_ours_says_whose_it_is(text: str):
    assert "The text says: RAG" in shown(text)


def test_what_no_reader_could_read_is_left_out():
    assert shown(f"The key is {'QUJD' * 40}.") == "The key is (left out)"


@given(st.text())
def test_what_was_shown_once_is_shown_again(text: str):
    assert shown(shown(text)) == shown(text)


@given(st.text(alphabet="[](){}<>!:/.|aw1 \n-", max_size=60))
def test_no_scheme_survives_whatever_stands_around_it(noise: str):
    assert "://" not in shown(noise + "https://evil.example/x" + noise)


def test_long_hostile_text_takes_no_time():
    for piece in ("[", "](", "<a", "a.", "![", "<!--", "[a](", "%", "a:", "_", "verdict ", "a@", "\n*"):
        shown(piece * 50_000)
