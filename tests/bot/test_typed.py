"""An answer as it grows in a terminal."""

from collections.abc import Sequence

import pytest

from bot.commands.typed import Typed

WIDTH = 20


def shown(pieces: Sequence[str], capsys: pytest.CaptureFixture[str], *, again: Sequence[str] = ()) -> str:
    typed = Typed(live=True, width=WIDTH)
    for piece in pieces:
        typed.wrote(piece)
    if again:
        typed.begun_again()
    for piece in again:
        typed.wrote(piece)
    typed.end()
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "pieces",
    [
        ["Retrieval keeps up with changing documents. [1]"],
        ["Retrieval keeps up with ", "changing", " documents. ", "[1]"],
        ["Retrie", "val keeps up w", "ith changing documents", ". [1]"],
    ],
)
def test_lines_break_between_words_however_the_text_comes(pieces: list[str], capsys: pytest.CaptureFixture[str]):
    assert shown(pieces, capsys) == "Retrieval keeps up\nwith changing\ndocuments. [1]\n"


def test_paragraphs_lists_and_words_that_are_too_long_stay_as_they_are(capsys: pytest.CaptureFixture[str]):
    text = "Two ways:\n\n- one\n  - two\n\nhttps://example.com/a-long-address end"
    assert shown([text], capsys) == text.replace(" end", "\nend") + "\n"


def test_an_answer_begun_again_starts_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]):
    lines = shown(["Half of it"], capsys, again=["All of it."]).splitlines()
    assert (lines[0], lines[-1]) == ("Half of it", "All of it.")
    assert all(len(line) <= WIDTH for line in lines)


def test_where_nobody_sees_it_grow_nothing_is_printed(capsys: pytest.CaptureFixture[str]):
    typed = Typed(live=False, width=WIDTH)
    typed.wrote("Retrieval")
    typed.end()
    assert (capsys.readouterr().out, typed.has_written) == ("", False)
