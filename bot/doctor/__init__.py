"""What `advisor doctor` looks at: one check, one small function; a new one is a line in `CHECKS`."""

from collections.abc import Iterator

from bot.doctor.claude import claude
from bot.doctor.finding import Check, Finding, Setup, State
from bot.doctor.knowledge import embedding_model, folder, index
from bot.doctor.machine import disk, env_file
from bot.doctor.slack import slack
from bot.doctor.storage import chroma, databases

__all__ = ["CHECKS", "Finding", "Setup", "State", "examine"]

CHECKS: tuple[Check, ...] = (env_file, slack, claude, folder, embedding_model, databases, index, chroma, disk)
"""Causes before what they keep from working: the index needs the model and the databases."""


def examine(setup: Setup) -> Iterator[Finding]:
    """What every check found, in order, each thing once; a check may take some seconds where it asks a server."""
    told: set[str] = set()
    for check in CHECKS:
        for finding in check(setup):
            if finding.said not in told:
                yield finding
            told.add(finding.said)
