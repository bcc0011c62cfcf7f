"""Headings that are questions, with the answer below them."""

from collections.abc import Sequence

ALSO_ASKED = "Also asked:"
"""Begins a paragraph under such a heading that holds the same question in other wordings, each with its own "?"."""


def question_of(heading: Sequence[str], title: str) -> str:
    """The question that a section stands under and answers, "" where its last heading is none.

    A document's title is over all of its sections, and none of them answers it alone.
    """
    last = heading[-1] if heading else ""
    return last if last.rstrip().endswith("?") and last != title else ""
