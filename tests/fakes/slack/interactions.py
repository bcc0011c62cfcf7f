"""From what a person does to a control, to the JSON that Slack makes of it."""

from collections.abc import Iterator, Mapping, Sequence

from tests.fakes.slack.refusal import Json
from tests.fakes.slack.workspace import elements_of

Entered = str | Sequence[str] | None


def controls(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block that holds it, nested blocks included."""
    for block in blocks:
        yield from ((block, element) for element in elements_of(block))
        yield from controls([*block.get("child_blocks", []), *(block.get("elements", []) if _nests(block) else [])])


def _nests(block: Json) -> bool:
    return block.get("type") == "carousel"


def action(blocks: Sequence[Json], action_id: str, choice: Entered, ts: str) -> Json:
    """The action object of using the control `action_id`.

    `choice` is "positive" or "negative" for feedback buttons, the value (or text) of an option for a menu, and nothing
    for a button. Fails when there is no such control: nobody can click what is not shown.
    """
    for block, element in controls(blocks):
        if element.get("action_id") == action_id:
            base = {
                "action_id": action_id,
                "block_id": block.get("block_id"),
                "type": element["type"],
                "action_ts": ts,
            }
            return base | _used(element, choice)
    shown = [element.get("action_id") for _, element in controls(blocks)]
    raise AssertionError(f"no control {action_id!r} is shown; shown are {shown}")


def state(blocks: Sequence[Json], entered: Mapping[str, Entered]) -> Json:
    """A view's state for what was entered by action_id; everything else keeps its initial value."""
    values: Json = {}
    for block, element in controls(blocks):
        if block.get("type") == "input" or element["type"] not in {"button", "overflow"}:
            action_id = element["action_id"]
            value = _entered(element, entered[action_id]) if action_id in entered else _initial(element)
            values.setdefault(block["block_id"], {})[action_id] = {"type": element["type"], **value}
    unknown = set(entered) - {action_id for held in values.values() for action_id in held}
    if unknown:
        raise AssertionError(f"the view has no input {sorted(unknown)}; it has {values}")
    return values


def _used(element: Json, choice: Entered) -> Json:
    if element["type"] == "feedback_buttons":
        if choice not in ("positive", "negative"):
            raise AssertionError("say which: choice='positive' or choice='negative'")
        button = element[f"{choice}_button"]
        return {"text": button["text"], "value": button.get("value", "")}
    if element["type"] in {"button", "icon_button", "workflow_button"}:
        return {name: element[name] for name in ("text", "value", "url") if name in element}
    return _entered(element, choice)


def _entered(element: Json, value: Entered) -> Json:
    kind = element["type"]
    if kind in {"static_select", "radio_buttons", "overflow"}:
        return {"selected_option": _option(element, str(value)) if value is not None else None}
    if kind in {"checkboxes", "multi_static_select"}:
        return {"selected_options": [_option(element, one) for one in value or ()]}
    picker, many = kind.removeprefix("multi_").removesuffix("_select"), kind.startswith("multi_")
    if kind.endswith("_select"):
        name = picker if many else picker.removesuffix("s")
        return {f"selected_{name}": list(value or ()) if many else value}
    return {"selected_date": value} if kind == "datepicker" else {"value": value}


def _initial(element: Json) -> Json:
    initial = {
        name.replace("initial_", "selected_", 1) if name != "initial_value" else "value": value
        for name, value in element.items()
        if name.startswith("initial_")
    }
    return initial or _entered(element, None)


def _option(element: Json, value: str) -> Json:
    groups = [{"options": element.get("options", [])}, *element.get("option_groups", [])]
    options: list[Json] = [option for group in groups for option in group["options"]]
    for option in options:
        if value in (option.get("value"), option["text"]["text"]):
            return option
    raise AssertionError(f"no option {value!r}; there are {[option.get('value') for option in options]}")
