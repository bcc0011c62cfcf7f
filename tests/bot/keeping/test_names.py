import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keeping.names import slug, source_for, suffix_of


def free(_source: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("When a re-ranker pays.md", "when-a-re-ranker-pays.md"),
        ("Notizen über RAG.TXT", "notizen-uber-rag.txt"),
        ("../../etc/passwd.md", "passwd.md"),
        ("/etc/x.md", "x.md"),
        (r"C:\temp\guide.md", "guide.md"),
        ("CON.md", "document-con.md"),
        ("README.md", "document-readme.md"),
        ("a\nb\0c.md", "a-bc.md"),
        ("…….md", "document.md"),
        (".hidden.md", "hidden.md"),
        ("x" * 300 + ".md", "x" * 60 + ".md"),
    ],
)
def test_whatever_a_file_is_called_it_gets_a_plain_name(name: str, source: str) -> None:
    assert source_for(name, "article", b"", free) == source


@given(st.text())
def test_a_slug_is_never_empty_hidden_or_a_path(name: str) -> None:
    made = slug(name)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert len(made) <= 75


def test_guides_and_case_studies_go_into_their_folders() -> None:
    assert source_for("a.md", "guide", b"", free) == "guides/a.md"
    assert source_for("a.md", "case-study", b"", free) == "case-studies/a.md"


def test_a_taken_name_gets_a_short_hash_of_what_is_in_the_file() -> None:
    one = source_for("a.md", "article", b"one", {"a.md"}.__contains__)
    other = source_for("a.md", "article", b"other", {"a.md"}.__contains__)
    assert one != other
    assert one.startswith("a-")
    assert one.endswith(".md")


@pytest.mark.parametrize(("name", "suffix"), [("a.MD", ".md"), ("a.txt", ".txt"), ("a.md.exe", None), ("md", None)])
def test_only_markdown_and_text_can_be_added(name: str, suffix: str | None) -> None:
    assert suffix_of(name) == suffix
