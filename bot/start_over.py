"""Starting over: the same command in the same process, with nothing left of the threads that hang in it."""

import logging
import os
import sys

log = logging.getLogger("advisor")


def start_over() -> None:
    """Replaces this process by a new run of its command. Never returns.

    Nothing is lost: what was accepted stands in the inbox, and the next sync goes on where this one stopped. The
    process keeps its id, so whoever supervises it sees no end. Locks go with the old run's files.
    """
    log.error("a sync made no progress for too long (a disk or a server that does not answer?): starting over")
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this program, with its own arguments
