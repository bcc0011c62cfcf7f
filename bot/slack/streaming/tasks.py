"""The task cards of a stream, as its chunks.

Of an answer they are searching, reading and writing; of a check, reading the facts and asking the guides.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.slack.mrkdwn import fitted
from bot.slack.streaming.markdown import https_address, inert_markdown
from bot.wording import counted
from indexer.model import Passage

Chunk = dict[str, object]

MOST_SOURCES = 5
"""Of the documents in a card; the answer's own list of sources has them all."""
TITLE = 60  # characters of a document's title; Slack takes 256 a text, and counts a card's against the message

SEARCHING, READING, WRITING = "searching", "reading", "writing"
FACTS, GUIDES = "facts", "guides"

_STATUS = {False: "in_progress", True: "complete"}
_TITLES = {
    SEARCHING: ("Searching the knowledge folder", "Searched the knowledge folder"),
    READING: ("Reading what was found", "Read what was found"),
    WRITING: ("Writing the answer", "Wrote the answer"),
    FACTS: ("Reading the facts", "Read the facts"),
    GUIDES: ("Asking each guide", "Asked each guide"),
}


@dataclass(frozen=True, slots=True)
class Script:
    """The cards at the beginning and at the end of one kind of reply.

    Both are given the id of what is answered: the cards' ids hold it, by which a stream is found again whose start got
    lost. The end is told too which passages were found, None when nobody said so, and whether there is text.
    """

    beginning: Callable[[str], list[Chunk]]
    ending: Callable[[str, Sequence[Passage] | None, bool], list[Chunk]]


def beginning(key: str) -> list[Chunk]:
    """The first cards of an answer."""
    return [_headline("Looking in the knowledge folder…"), _task(key, SEARCHING)]


def found(key: str, passages: Sequence[Passage]) -> list[Chunk]:
    """The cards once the search is over: what it found is being read."""
    return [_searched(key, passages), _task(key, READING) | _sources(passages)]


def writing(key: str, passages: Sequence[Passage] | None) -> list[Chunk]:
    """The cards once there is text."""
    return [*_behind(key, passages), _task(key, WRITING)]


def ending(key: str, passages: Sequence[Passage] | None, wrote: bool) -> list[Chunk]:
    """The cards as they stay, over the whole answer."""
    over = _headline(f"Read {_counted(passages)}" if passages else "Looked in the knowledge folder")
    return [over, *_behind(key, passages), *([_task(key, WRITING, done=True)] if wrote else [])]


def _check_begins(key: str) -> list[Chunk]:
    return [_headline("Checking this decision…"), _task(key, FACTS)]


def _check_ends(key: str, _passages: Sequence[Passage] | None, _wrote: bool) -> list[Chunk]:
    return [
        _headline("Checked with the guides’ own rules"),
        _task(key, FACTS, done=True),
        _task(key, GUIDES, done=True),
    ]


ANSWER = Script(beginning, ending)
CHECK = Script(_check_begins, _check_ends)


def _behind(key: str, passages: Sequence[Passage] | None) -> list[Chunk]:
    """Searching and reading as done; without reading when nobody told what was found."""
    if passages is None:
        return [_task(key, SEARCHING, done=True)]
    return [_searched(key, passages), _task(key, READING, done=True) | _sources(passages)]


def _searched(key: str, passages: Sequence[Passage]) -> Chunk:
    return _task(key, SEARCHING, done=True) | {"output": f"Found {said_of(passages)}"}


def _task(key: str, name: str, *, done: bool = False) -> Chunk:
    return {"type": "task_update", "id": f"{key}-{name}", "title": _TITLES[name][done], "status": _STATUS[done]}


def _headline(words: str) -> Chunk:
    """The line over the cards, which is all of them that shows when they are folded."""
    return {"type": "plan_update", "title": words}


def _counted(passages: Sequence[Passage]) -> str:
    """How many documents; the cards below it and the sources name them."""
    return counted(len({passage.source for passage in passages}), "document")


def said_of(passages: Sequence[Passage]) -> str:
    """The documents of the passages in a few words, best first."""
    titles = [_title(title) for title in dict.fromkeys(passage.title for passage in passages)]
    if len(titles) > 2:
        return f"{titles[0]}, {titles[1]} and {len(titles) - 2} more"
    return " and ".join(titles) or "nothing near the question"


def _sources(passages: Sequence[Passage]) -> Chunk:
    """The documents that have an address, each once, best first."""
    titles: dict[str, str] = {}
    for passage in passages:
        address = https_address(passage.url)
        if address is not None:
            titles.setdefault(address, _title(passage.title))
    sources = [{"type": "url", "url": url, "text": title} for url, title in list(titles.items())[:MOST_SOURCES]]
    return {"sources": sources} if sources else {}


def _title(title: str) -> str:
    return fitted(" ".join(title.split()), TITLE, inert_markdown)
