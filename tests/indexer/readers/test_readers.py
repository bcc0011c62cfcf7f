"""Readers: a file's bytes to a document."""

import hashlib
from datetime import date

import pytest

from indexer.readers import READERS, read_document
from indexer.readers.decoding import ReadError


def test_markdown_and_plain_text_are_read() -> None:
    assert set(READERS) == {".md", ".txt"}


@pytest.mark.parametrize("source", ["a.md", "deep/er/A.MD", "a.txt", "b.c.Txt"])
def test_the_reader_is_chosen_by_the_suffix_in_any_case(source: str) -> None:
    assert read_document(source, b"Some text.").source == source


def test_the_text_is_the_whole_decoded_file_and_the_body_starts_behind_the_front_matter() -> None:
    content = "\ufeff---\r\ntitle: Größe\r\n---\r\n\r\nText. 🙂\r\n"
    document = read_document("a.md", content.encode())
    assert document.text == content
    assert document.text[document.body :] == "\r\nText. 🙂\r\n"
    assert document.content_hash == hashlib.sha256(content.encode()).hexdigest()


@pytest.mark.parametrize(
    ("source", "content", "title"),
    [
        ("a.md", "---\ntitle: Given\n---\n# Heading\n\nText.", "Given"),
        ("a.md", "Intro.\n\n## The *first* heading ##\n\nText.", "The *first* heading"),
        ("a.md", "```\n# code\n```\n\nText.", "a"),
        ("deep/how-to.md", "Text without a heading.", "how-to"),
        ("a.txt", "---\ntitle: Given\n---\nA line that reads like a title\n\nText.", "Given"),
        ("a.txt", "Jane Doe\n12 min read\nPrompting, RAG or Tuning\n\nText follows here.", "Prompting, RAG or Tuning"),
        ("a.txt", "\ufeffPrompting, RAG or Tuning\n\nText follows here.", "Prompting, RAG or Tuning"),
        ("notes.txt", "This is prose from the first line on.", "notes"),
    ],
)  # fmt: skip
def test_the_title_is_the_given_one_else_the_first_that_reads_like_one_else_the_file_name(
    source: str, content: str, title: str
) -> None:
    assert read_document(source, content.encode()).title == title


def test_what_the_front_matter_says_is_in_the_document() -> None:
    document = read_document("a.md", b"---\nauthor: A\nkind: guide\nas_of: 2026-01-02\naudience: finance\n---\nText.")
    assert (document.author, document.kind, document.as_of) == ("A", "guide", date(2026, 1, 2))
    assert document.audience == {"finance"}


def test_a_source_is_a_link_or_the_name_of_a_publication() -> None:
    link = read_document("a.md", b"---\nsource: https://example.org/a\n---\nText.")
    name = read_document("a.md", b"---\nsource: The Journal\n---\nText.")
    script = read_document("a.md", b"---\nsource: javascript:alert(1)\n---\nText.")
    assert (link.url, link.publication) == ("https://example.org/a", None)
    assert (name.url, name.publication) == (None, "The Journal")
    assert script.url is None


@pytest.mark.parametrize("source", ["a.md", "a.txt"])
@pytest.mark.parametrize("below", ["", "\n \n", "\u200b\n", "\ufeff"])
def test_front_matter_without_text_below_is_refused(source: str, below: str) -> None:
    with pytest.raises(ReadError, match="no text below"):
        read_document(source, f"---\ntitle: T\n---\n{below}".encode())
