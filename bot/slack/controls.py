"""The controls of Block Kit: a button, a menu, a row of them, plain text. Each carries an id and never content."""

from collections.abc import Sequence

Control = dict[str, object]


def plain_text(text: str) -> Control:
    """A text object in which nothing is markup and no emoji is live."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(action_id: str, label: str, value: str, *, style: str = "", asks: Control | None = None) -> Control:
    """A button; its value is an id, its `style` primary or danger. `asks` is what it asks first (`confirm`)."""
    made: Control = {"type": "button", "action_id": action_id, "text": plain_text(label), "value": value}
    return made | ({"style": style} if style else {}) | ({"confirm": asks} if asks else {})


def option(label: str, value: str) -> Control:
    """One choice of a menu or a list; a label of at most 75 characters."""
    return {"text": plain_text(label), "value": value}


def menu(action_id: str, prompt: str, options: Sequence[Control]) -> Control:
    """A menu of at most 100 options, which says what it is for until something is chosen."""
    placeholder = plain_text(prompt)
    return {"type": "static_select", "action_id": action_id, "placeholder": placeholder, "options": list(options)}


def overflow(action_id: str, label: str, value: str, asks: Control) -> Control:
    """A quiet menu of one entry, for what is there beside every line and seldom wanted."""
    return {"type": "overflow", "action_id": action_id, "options": [option(label, value)], "confirm": asks}


def confirm(title: str, text: str, yes: str) -> Control:
    """The question that a control asks before it does something; all are plain text, the title at most 100."""
    words = {"title": title, "text": text, "confirm": yes, "deny": "Cancel"}
    return {"style": "danger"} | {name: plain_text(said) for name, said in words.items()}


def actions(*controls: Control) -> Control:
    """A row of controls."""
    return {"type": "actions", "elements": list(controls)}
