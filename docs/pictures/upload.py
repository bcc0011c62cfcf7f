"""What an admin sees who sends Advisor a file: what it would become, before anything is saved."""

from bot.keeping.keeper import Keeper
from bot.slack.blocks import Rendered
from bot.slack.uploads.pages import decision, message

NAME = "Re-ranking.md"
_CONTENT = """---
title: Re-ranking in production
kind: guide
as_of: 2026-11-02
---
# Re-ranking in production

A re-ranker reads each candidate passage together with the question, and puts the best ones first. It adds 80 ms.

## When it pays

With more than a few hundred documents, and questions in words that the documents do not use.

## Costs

Half a cent for a thousand questions.
"""


def preview(keeper: Keeper) -> Rendered:
    """The reply to the file."""
    return message(decision(keeper.preview(NAME, _CONTENT.encode())), "picture")
