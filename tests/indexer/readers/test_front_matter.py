"""Front matter: what an article says about itself, checked before anything is believed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import PUBLIC
from indexer.readers.decoding import ReadError
from indexer.readers.front_matter import FrontMatter, split_front_matter

EVERY_KEY = """---
title: When to fine-tune
author: A. Writer
source: https://example.org/a
kind: case-study
published: 2026-01-02
as_of: 2026-03-04 10:00:00
expires: "2027-05-06"
tags: [rag, costs]
audience: [finance, legal]
framework: {rules: [{option: rag, since: 2026-01-01}]}
facts: {labelled_examples: 200}
decision: rag
unknown: kept by the file
---
Body."""


def about(*lines: str) -> FrontMatter:
    return split_front_matter("\n".join(("---", *lines, "---", "Body.")))[0]


def reason(*lines: str) -> str:
    with pytest.raises(ReadError) as refused:
        about(*lines)
    return str(refused.value)


def test_every_key_is_read() -> None:
    read, body = split_front_matter(EVERY_KEY)
    assert EVERY_KEY[body:] == "Body."
    assert read == FrontMatter(
        title="When to fine-tune",
        author="A. Writer",
        source="https://example.org/a",
        kind="case-study",
        published=date(2026, 1, 2),
        as_of=date(2026, 3, 4),
        expires=date(2027, 5, 6),
        tags=("rag", "costs"),
        audience=("finance", "legal"),
        framework={"rules": [{"option": "rag", "since": "2026-01-01"}]},
        facts={"labelled_examples": 200},
        decision="rag",
    )


@pytest.mark.parametrize(
    "text", ["Body.", "# Title\n\nBody.", "-- no fence", "----\ntitle: x\n----\n", "", "Text\n---\na: b\n---\n"]
)
def test_text_without_front_matter_is_all_body(text: str) -> None:
    assert split_front_matter(text) == (FrontMatter(), 0)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n", "\ufeff\n\n"])
def test_front_matter_is_found_after_a_mark_or_blank_lines_and_with_any_line_ends(before: str, ends: str) -> None:
    text = f"{before}---{ends}audience: finance{ends}---{ends}Body."
    read, body = split_front_matter(text)
    assert (read.audience, text[body:]) == (("finance",), "Body.")


def test_a_mark_before_the_body_is_no_part_of_it() -> None:
    assert split_front_matter("\ufeffBody.")[1] == 1


def test_empty_front_matter_says_nothing() -> None:
    assert split_front_matter("---\n---\nBody.") == (FrontMatter(), 8)


def test_front_matter_may_end_the_file() -> None:
    assert split_front_matter("---\ntitle: T\n---") == (FrontMatter(title="T"), 16)


def test_a_single_audience_or_tag_needs_no_list() -> None:
    read = about("audience: finance", "tags: rag")
    assert (read.audience, read.tags) == (("finance",), ("rag",))


def test_keys_left_empty_say_nothing() -> None:
    assert about("title:", "author:", "tags:", "published:", "framework:") == FrontMatter()


def test_an_article_without_an_audience_is_for_everyone() -> None:
    assert frozenset(about("title: T").audience) == PUBLIC


@pytest.mark.parametrize("value", ["[]", "", "null", "3", "{a: b}", "[[finance]]", '""', '[""]', '" "'])
def test_an_audience_that_names_nobody_is_refused_never_published(value: str) -> None:
    assert "audience" in reason(f"audience: {value}")


@pytest.mark.parametrize("key", ["Audience", "audiences", "audiance", "AUDIENCE", "audience "])
def test_a_misspelt_audience_is_refused_never_published(key: str) -> None:
    assert "audience" in reason(f"? {key!r}\n: finance" if key.endswith(" ") else f"{key}: finance")


@pytest.mark.parametrize(
    "text", ["---\naudience: finance\n\nBody.", "---\ntitle: T\n--\nBody.", "---\naudience: finance"]
)
def test_front_matter_that_is_never_closed_is_refused_never_published(text: str) -> None:
    with pytest.raises(ReadError, match="line of its own"):
        split_front_matter(text)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("published: soon", "published: 'soon'"),
        ("published: 2024", "published: 2024"),
        ("as_of: 0", "as_of: 0"),
        ('expires: "2026-02-30"', "expires: '2026-02-30'"),
        ("title: [a, b]", "title: ['a', 'b']"),
        ("framework: [a]", "framework: ['a']"),
        ("tags: {a: b}", "tags: {'a': 'b'}"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_key(line: str, told: str) -> None:
    assert told in reason(line)


def test_a_long_title_is_refused() -> None:
    assert "title" in reason(f"title: {'x' * 301}")


def test_a_long_value_is_not_repeated_in_full() -> None:
    assert len(reason(f"published: {'x' * 50_000}")) < 500


def test_broken_yaml_names_its_line_in_the_file() -> None:
    assert "line 3" in reason("title: fine", "author: [open")
    assert "line 2" in reason("title: RAG: the guide")


def test_broken_yaml_after_blank_lines_still_names_the_line_in_the_file() -> None:
    with pytest.raises(ReadError, match="line 4"):
        split_front_matter("\n\n---\ntitle: RAG: the guide\n---\nBody.")


@pytest.mark.parametrize("lines", [("just words",), ("- a", "- b"), ("3",)])
def test_front_matter_that_is_no_list_of_keys_is_refused(lines: tuple[str, ...]) -> None:
    assert "key: value" in reason(*lines)


def test_a_python_object_is_refused_and_never_made() -> None:
    made = reason("title: !!python/object/apply:os.system [exit 1]")
    assert "not YAML" in made


@pytest.mark.parametrize(
    "lines",
    [
        ("a: &a [x, x, x, x]", "b: &b [*a, *a, *a]", "c: [*b, *b, *b]"),
        ("a: &a {b: c}", "<<: *a"),
    ],
)
def test_aliases_are_refused_because_a_few_lines_of_them_fill_the_memory(lines: tuple[str, ...]) -> None:
    assert "alias" in reason(*lines)


def test_too_much_front_matter_is_refused() -> None:
    assert "limit is 100,000" in reason("title: " + "x" * 100_001)


@pytest.mark.parametrize("depth", [51, 100, 1_000, 40_000])
def test_deeply_nested_values_are_refused_not_a_crash(depth: int) -> None:
    assert "deep" in reason("framework: {a: " + "[" * depth + "]" * depth + "}")
    assert "deep" in reason("- " * depth)


@pytest.mark.parametrize(
    "line",
    [
        "framework: {1: x}",
        "framework: {a: {2026-01-01: x}}",
        "facts: {yes: x}",
        "facts: {a: !!binary aGk=}",
        "facts: {a: .nan}",
    ],
)
def test_values_that_json_cannot_hold_are_refused_with_their_key(line: str) -> None:
    assert line.partition(":")[0] in reason(line)


def test_a_day_that_is_not_in_the_calendar_is_refused() -> None:
    assert "day is out of range" in reason("expires: 2026-02-30")


def test_huge_numbers_are_refused_not_a_crash() -> None:
    assert reason("facts: {a: " + "9" * 5_000 + "}")


@given(st.text(alphabet=st.sampled_from("---\n\r: abt[]{}&*!|>\"'#%@`\ufeff"), max_size=60))
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        _, body = split_front_matter(text)
    except ReadError:
        return
    assert 0 <= body <= len(text)
