"""The inputs of a form, as Block Kit JSON, as HTML that looks like Slack's."""

from collections.abc import Iterable

from docs.pictures.mrkdwn_html import plain_html
from docs.pictures.unknown import UnknownBlock

_NAMELESS = {"multi_users_select": "Select users", "multi_conversations_select": "Select conversations"}
"""What Slack writes into a picker that has no placeholder of its own."""


def input_html(block: dict[str, object]) -> str:
    """An input with its label over it and its hint below."""
    match block:
        case {"label": {"text": str(label)}, "element": element}:
            optional = ' <span class="optional">(optional)</span>' if block.get("optional") else ""
            over = f'<div class="label">{plain_html(label)}{optional}</div>'
            return f'<div class="input">{over}{_element(element)}{_hint(block.get("hint"))}</div>'
    raise UnknownBlock(f"An input needs a label and an element: {block!r:.200}.")


def _hint(hint: object) -> str:
    match hint:
        case {"text": str(text)}:
            return f'<div class="hint">{plain_html(text)}</div>'
    return ""


def _element(element: object) -> str:
    match element:
        case {"type": "plain_text_input", "initial_value": str(value)}:
            return f'<div class="field-box">{plain_html(value)}</div>'
        case {"type": "plain_text_input", "multiline": True, "placeholder": {"text": str(hint)}}:
            return f'<div class="field-box tall empty">{plain_html(hint)}</div>'
        case {"type": "plain_text_input", "placeholder": {"text": str(hint)}}:
            return f'<div class="field-box empty">{plain_html(hint)}</div>'
        case {"type": "radio_buttons" | "checkboxes" as kind, "options": list(options)}:
            return _choices(kind, options, _chosen(element))
        case {"type": str(kind)} if kind.endswith("_select"):
            return _menu(kind, element)
    raise UnknownBlock(f"No picture of this input: {element!r:.200}.")


def _choices(kind: str, options: Iterable[object], chosen: list[object]) -> str:
    return "".join(
        f'<div class="choice"><span class="mark {kind}{" on" if one in chosen else ""}"></span>{_label(one)}</div>'
        for one in options
    )


def _menu(kind: str, element: dict[str, object]) -> str:
    chosen = _chosen(element)
    if not chosen:
        return f'<div class="field-box empty menu">{_placeholder(kind, element)}</div>'
    if kind.startswith("multi_"):
        tags = "".join(f'<span class="tag">{_label(one)}</span>' for one in chosen)
        return f'<div class="field-box menu tags">{tags}</div>'
    return f'<div class="field-box menu">{_label(chosen[0])}</div>'


def _placeholder(kind: str, element: dict[str, object]) -> str:
    match element.get("placeholder"):
        case {"text": str(text)}:
            return plain_html(text)
    return _NAMELESS.get(kind, "Select an item")


def _chosen(element: dict[str, object]) -> list[object]:
    """What is filled in: options, or the names of people and channels."""
    for name, value in element.items():
        if name.startswith("initial_"):
            return value if isinstance(value, list) else [value]
    return []


def _label(one: object) -> str:
    match one:
        case {"text": {"text": str(text)}}:
            return plain_html(text)
        case str(name):
            return plain_html(name)
    raise UnknownBlock(f"No picture of this choice: {one!r:.200}.")
