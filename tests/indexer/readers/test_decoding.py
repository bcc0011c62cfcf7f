"""Bytes into text: exactly, or not at all."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.decoding import ReadError, decode


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_comes_back_as_it_was_saved(text: str) -> None:
    assert decode(f"x{text}".encode()) == f"x{text}"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(ends: str) -> None:
    assert decode(f"one{ends}two{ends}".encode()) == f"one{ends}two{ends}"


def test_a_utf8_mark_is_kept_as_a_character_so_that_offsets_count_the_whole_file() -> None:
    assert decode(codecs.BOM_UTF8 + b"text") == "\ufefftext"


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf16_with_its_mark_is_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Größe 🙂".encode(encoding)) == "Größe 🙂"


def test_latin1_is_refused_with_the_place_of_the_first_byte_that_does_not_fit() -> None:
    with pytest.raises(ReadError, match=r"is not UTF-8 \(byte 2 does not fit\); save it as UTF-8"):
        decode("Größe".encode("latin-1"))


@pytest.mark.parametrize(
    "content", ["Größe".encode("utf-16-le"), "text".encode("utf-32"), codecs.BOM_UTF16_LE + b"odd"]
)
def test_other_encodings_are_refused_not_guessed(content: bytes) -> None:
    with pytest.raises(ReadError):
        decode(content)


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x1f", "\x7f"])
def test_control_characters_are_refused_with_their_place_and_never_dropped_in_silence(control: str) -> None:
    with pytest.raises(ReadError, match=rf"U\+{ord(control):04X} at character 4"):
        decode(f"text{control}more".encode())


@pytest.mark.parametrize(
    "content", [b"", b"  \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n", "\u00a0\u2003\n".encode()]
)
def test_a_file_without_a_visible_character_is_refused_as_empty(content: bytes) -> None:
    with pytest.raises(ReadError, match="is empty"):
        decode(content)
