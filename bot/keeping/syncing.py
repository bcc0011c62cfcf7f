"""A sync of a program that stays up: whatever goes wrong in it, the next one comes."""

import logging
from collections.abc import Callable

from bot.answerers.fallback import TellAdmins
from bot.keeping.sync_reports import in_words
from indexer.model import IndexerError, SyncReport
from indexer.schedule import SignOfLife
from indexer.sync import IndexBusy, Progress, SyncStopped

log = logging.getLogger("advisor")

SYNC_FAILED = "The last sync of the knowledge folder failed."

Report = Callable[[SyncReport], None]
"""Hears what a sync did."""


def repeatable(
    sync: Callable[[Progress], SyncReport], report: Report, tell_admins: TellAdmins
) -> Callable[[SignOfLife], bool]:
    """The sync as a `Schedule` runs it: it never raises, and says whether it wants to be called again soon."""

    def sync_now(alive: SignOfLife) -> bool:
        try:
            done = sync(lambda _done, _of: alive())
        except IndexBusy as error:
            log.info("no sync this time: %s", error)  # another process is at it
            return False
        except SyncStopped as error:
            log.info("%s", error)
            return False
        except IndexerError as error:
            log.warning("sync failed: %s", error)
            tell_admins("sync", f"{SYNC_FAILED} {in_words(error)}")
            return False
        except Exception as error:  # a bug in one sync must not end the schedule; the log keeps its trace
            log.exception("sync failed")
            tell_admins("sync", f"{SYNC_FAILED} {in_words(error)}")
            return False
        tell(report, done)
        return bool(done.unsettled)

    return sync_now


def tell(report: Report, done: SyncReport) -> None:
    """Tells what a sync did; that nobody could be told leaves it done."""
    try:
        report(done)
    except Exception:  # the index is made all the same, and the thread must live to make the next
        log.exception("the report of a sync failed")
