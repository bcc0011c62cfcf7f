"""What `advisor doctor` looks at: one check, one small function; a new one is a line in `CHECKS`."""

from collections.abc import Iterator

from bot.doctor.claude import claude
from bot.doctor.finding import Check, Finding, Setup, State
from bot.doctor.knowledge import embedding_model, folder, index
from bot.doctor.machine import disk, env_file
from bot.doctor.slack import slack
from bot.doctor.storage import chroma, databases

__all__ = ["CHECKS", "Finding", "Setup", "State", "examine"]

CHECKS: tuple[Check, ...] = (env_file, slack, claude, folder, embedding_model, index, databases, chroma, disk)


def examine(setup: Setup) -> Iterator[Finding]:
    """What every check found, in order; each may take some seconds where it asks a server."""
    for check in CHECKS:
        yield from check(setup)
