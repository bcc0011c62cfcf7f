"""The files of the folder that are not indexed, each with its reason."""

from indexer.folder import FolderError, scan
from indexer.model import IndexState, Refusal
from indexer.readers import READERS
from indexer.settings import IndexSettings


def unindexed(settings: IndexSettings, state: IndexState) -> tuple[Refusal, ...]:
    """Those that the last sync refused to read and those that none opens (links, other types), by source.

    While the folder is away, only the former are known.
    """
    try:
        unopened = scan(settings.knowledge.resolve(), READERS, settings.max_file_bytes).refused
    except FolderError:
        unopened = ()
    refused = {refusal.source: refusal for refusal in (*state.refused, *unopened)}
    return tuple(refused[source] for source in sorted(refused))
