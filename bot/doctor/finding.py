"""What a check finds: one line each, and what to do where something is to be fixed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.settings import ClaudeSettings, SlackSettings
from indexer.settings import IndexSettings


class State(StrEnum):
    """`note` is neither good nor bad: something that is not set up, or that makes itself good."""

    OK = "ok"
    NOTE = "note"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` is what was looked at, `said` what it is like, or what failed and what to do. Never holds a secret."""

    state: State
    about: str
    said: str


@dataclass(frozen=True, slots=True)
class Setup:
    """What is looked at: the settings, and the folder that `.env` was read from."""

    index: IndexSettings
    slack: SlackSettings
    claude: ClaudeSettings
    place: Path


Check = Callable[[Setup], Iterator[Finding]]


def ok(about: str, said: str) -> Finding:
    """All is well."""
    return Finding(State.OK, about, said)


def note(about: str, said: str) -> Finding:
    """Nothing to do, and worth knowing."""
    return Finding(State.NOTE, about, said)


def fix(about: str, said: str) -> Finding:
    """Something to be done, which `said` tells."""
    return Finding(State.FIX, about, said)
