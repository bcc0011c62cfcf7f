"""The controls of Block Kit: a button, a menu, plain text. Each carries an id and never content."""

from collections.abc import Sequence

Control = dict[str, object]


def plain_text(text: str) -> Control:
    """A text object in which nothing is markup and no emoji is live."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(action_id: str, label: str, value: str, **more: str) -> Control:
    """A button; its value is an id."""
    return {"type": "button", "action_id": action_id, "text": plain_text(label), "value": value, **more}


def option(label: str, value: str) -> Control:
    """One choice of a menu or a list; a label of at most 75 characters."""
    return {"text": plain_text(label), "value": value}


def menu(action_id: str, prompt: str, options: Sequence[Control]) -> Control:
    """A menu of at most 100 options, which says what it is for until something is chosen."""
    placeholder = plain_text(prompt)
    return {"type": "static_select", "action_id": action_id, "placeholder": placeholder, "options": list(options)}
