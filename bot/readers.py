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
        if nearest != reply.nearest:  # what is said beside them quotes these documents
            reply = replace(reply, suggestion="", closest="", meant=())
        return replace(reply, nearest=nearest, recommendation=recommendation)
    if any(library.document(citation.source, asker=reader) is None for citation in reply.citations):
        return None
    return replace(reply, recommendation=recommendation)


def may_still_see(reply: Answer | Declined, library: Library, reader: Audience) -> bool:
    """Whether a reply that was made for `reader` a while ago shows nothing that they may not know of now.

    Which groups they were in by then is not known: a recommendation counts as closed to whom any document is hidden.
    """
    if reply.recommendation is not None and library.state(reader).documents < library.state().documents:
        return False
    return as_read_by(reply, library, reader, reader) == reply


def _recommendation(
    reply: Answer | Declined, library: Library, reader: Audience, asker: Audience
) -> Recommendation | None:
    if reply.recommendation is None:
        return None
    advised_by = {framework.source for framework in library.frameworks(asker=asker)}
    readable = {framework.source for framework in library.frameworks(asker=reader)}
    return reply.recommendation if advised_by <= readable else None
