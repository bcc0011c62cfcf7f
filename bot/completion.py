"""The port to a model that fills in a form: for reading facts and rewriting questions."""

from collections.abc import Callable, Mapping

Complete = Callable[[str, str, Mapping[str, object], str], str | None]
"""Asks a model: the standing prompt, the text, a JSON schema, the workspace that pays ("" for none).

Gives the JSON that it wrote, None when it cannot be asked (no answer in time, its budget spent): whoever asks then
does without.
"""
