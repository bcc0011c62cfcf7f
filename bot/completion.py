"""The port to a model that fills in a form: for reading facts and rewriting questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.watching import Stopping


@dataclass(frozen=True, slots=True)
class Unfilled:
    """There is no form. `because` is for people, a clause without a full stop: "Claude did not answer in time"."""

    because: str


Complete = Callable[[str, str, Mapping[str, object], str, Stopping], str | Unfilled]
"""Asks a model: the standing prompt, the text, a JSON schema, the workspace that pays ("" for none), and whether
somebody stopped it.

Gives the JSON that it wrote, Unfilled when there is none (no answer in time, its budget spent): whoever asks then does
without. Raises `Stopped` within moments of being stopped.
"""
