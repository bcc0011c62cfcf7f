"""Why the knowledge folder took no change, in a sentence for admins: an error's own text names paths."""

import errno

from indexer.model import IndexerError

NOT_WRITABLE = "I may not write into the knowledge folder. Ask an operator to give me write access to it."
NO_ROOM = "There is no room left on the disk of the knowledge folder. Ask an operator to make room, then try again."

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def why_not_written(error: IndexerError) -> str:
    """What the system said, as far as an admin can act on it."""
    cause = error.__cause__
    return NO_ROOM if isinstance(cause, OSError) and cause.errno in _FULL else NOT_WRITABLE
