"""What models are told: one file each, NAME-VERSION.md. A changed prompt is a new file, so that a record says which."""

from functools import cache
from importlib.resources import files

# The current prompt for each use.
ANSWER = "answer-2"
FACTS = "facts-1"
FOLLOW_UP = "follow-up-1"
JUDGE = "judge-1"


@cache
def prompt(name: str) -> str:
    """The text of a prompt; the same letters for every question, so that the provider can cache them."""
    return files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
