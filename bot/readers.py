"""A reply that was made for one person, as others may read it."""

from dataclasses import replace

from bot.model import Answer, Declined, Recommendation
from indexer.model import Audience, Library


def as_read_by(
    reply: Answer | Declined, library: Library, reader: Audience, asker: Audience
) -> Answer | Declined | None:
    """The reply without what `reader` may not know of; None when it quotes a document that they may not read.

    What cannot be told for certain counts as restricted: a document that is gone by now, a recommendation while one
    of the frameworks that `asker` is advised by is hidden from `reader`.
    """
    recommendation = _recommendation(reply, library, reader, asker)
    if isinstance(reply, Declined):
        open_titles = {document.title for document in library.documents(asker=reader)}
        nearest = tuple(title for title in reply.nearest if title in open_titles)
        return replace(reply, nearest=nearest, recommendation=recommendation)
    if any(library.document(citation.source, asker=reader) is None for citation in reply.citations):
        return None
    return replace(reply, recommendation=recommendation)


def _recommendation(
    reply: Answer | Declined, library: Library, reader: Audience, asker: Audience
) -> Recommendation | None:
    if reply.recommendation is None:
        return None
    advised_by = {framework.source for framework in library.frameworks(asker=asker)}
    readable = {framework.source for framework in library.frameworks(asker=reader)}
    return reply.recommendation if advised_by <= readable else None
