"""Checks of the knowledge folder, of its index, and of the model that finds passages by their meaning."""

import os
from collections.abc import Iterator
from textwrap import shorten

from bot.doctor.finding import Finding, Setup, fix, note, ok
from bot.unindexed import unindexed
from bot.wording import counted
from indexer.model import IndexerError, Refusal

_MOST_NAMED = 3
_LONGEST = 200  # characters of a reason; `advisor status` has all of it
_NONE = "there is none yet; the first question makes it, or: advisor index"


def folder(setup: Setup) -> Iterator[Finding]:
    """Whether the folder is there, can be read, and holds documents."""
    from indexer.folder import scan
    from indexer.readers import READERS

    root = setup.index.knowledge
    if root.is_dir() and not os.access(root, os.R_OK | os.X_OK):
        yield fix("knowledge", f"{root} cannot be read; give this user read access to it")
        return
    try:
        found = scan(root.resolve(), READERS, setup.index.max_file_bytes)
    except IndexerError as error:
        yield fix("knowledge", str(error))
        return
    if not found.files:
        why = f" ({_named(found.refused)})" if found.refused else ""
        yield fix("knowledge", f"{root} holds no document that can be read{why}; put .md or .txt files there")
    else:
        yield ok("knowledge", f"{counted(len(found.files), 'file')} in {root}")


def index(setup: Setup) -> Iterator[Finding]:
    """What the index holds, how old it is, and which files it lacks."""
    from bot.wiring import open_program
    from indexer.index import Index

    if setup.index.database_url is None and not (Index(setup.index).folder / "catalogue.db").exists():
        yield note("index", _NONE)
        return
    program = open_program(setup.index, setup.claude)
    try:
        state, apart = program.library.state(), program.refused_for_checks()
    except IndexerError as error:
        yield fix("index", str(error))
        return
    if state.as_of is None:
        yield note("index", _NONE)
        return
    held = f"{counted(state.documents, 'document')} in {counted(state.chunks, 'passage')}"
    yield ok("index", f"{held}, changed last {state.as_of:%Y-%m-%d %H:%M} UTC")
    if refused := unindexed(setup.index, state):
        yield note("refused files", f"{len(refused)} not indexed: {_named(refused)}")
    if apart:
        yield note("checks", f"{len(apart)} of the documents take no part in them: {_named(apart)}")


def embedding_model(setup: Setup) -> Iterator[Finding]:
    """Whether the weights of the embedding model are on this machine, and are the right ones."""
    from indexer.embedding.weights import find_weights

    try:
        weights = find_weights(setup.index.weights)
        weights.tokenizer()
        weights.tensors()
    except IndexerError as error:
        yield fix("embedding model", str(error))
        return
    yield ok("embedding model", "all-MiniLM-L6-v2 is here, and whole")


def _named(refused: tuple[Refusal, ...]) -> str:
    named = "; ".join(
        f"{one.source} {shorten(one.reason, _LONGEST, placeholder=' …')}" for one in refused[:_MOST_NAMED]
    )
    return f"{named}; and {len(refused) - _MOST_NAMED} more: advisor status" if len(refused) > _MOST_NAMED else named
