"""Block Kit's rules for interactive elements: buttons, feedback buttons, menus, choices, inputs."""

from collections.abc import Iterator, Sequence

from tests.fakes.slack.problems import counted, texted, too_long
from tests.fakes.slack.refusal import Json

ID, BUTTON_TEXT, BUTTON_VALUE, URL = 255, 75, 2_000, 3_000
OPTION_TEXT, OPTION_VALUE = 75, 150
MOST_OPTIONS = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}
MOST_MENU_OPTIONS = 100
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
CHOICES = {"static_select", "multi_static_select", *MOST_OPTIONS}


def element_problems(elements: Sequence[Json], at: str) -> Iterator[str]:
    """Every rule that these elements of one block break; `at` is their JSON pointer."""
    seen: set[str] = set()
    for number, element in enumerate(elements):
        here = f"{at}/{number}"
        action_id = str(element.get("action_id", ""))
        yield from too_long(action_id, ID, f"{here}/action_id")
        if action_id and action_id in seen:
            yield f"[ERROR] `action_id` {action_id} already exists in this block [json-pointer:{here}/action_id]"
        seen.add(action_id)
        yield from _one(element, here)


def _one(element: Json, at: str) -> Iterator[str]:
    kind = element.get("type")
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    if kind is None:
        yield f"[ERROR] missing required field: type [json-pointer:{at}]"
    elif kind in {"button", "workflow_button"}:
        yield from _button(element, at)
    elif kind == "feedback_buttons":
        for side in ("positive_button", "negative_button"):
            yield from _button(element.get(side, {}), f"{at}/{side}")
    elif "options" in element:
        yield from _options(element["options"], MOST_OPTIONS.get(kind, MOST_MENU_OPTIONS), kind, f"{at}/options")
    elif kind in CHOICES and not element.get("option_groups"):
        yield f"[ERROR] missing required field: options [json-pointer:{at}]"


def _button(button: Json, at: str) -> Iterator[str]:
    yield from texted(button.get("text"), BUTTON_TEXT, f"{at}/text", plain_only=True)
    yield from too_long(str(button.get("value", "")), BUTTON_VALUE, f"{at}/value")
    yield from too_long(str(button.get("url", "")), URL, f"{at}/url")


def _confirm(confirm: Json, at: str) -> Iterator[str]:
    for name, most in CONFIRM.items():
        yield from texted(confirm.get(name), most, f"{at}/{name}", plain_only=True)


def _options(options: Sequence[Json], most: int, kind: str, at: str) -> Iterator[str]:
    yield from counted(options, most, at, least=1)
    for number, option in enumerate(options):
        plain_only = kind not in {"radio_buttons", "checkboxes"}
        yield from texted(option.get("text"), OPTION_TEXT, f"{at}/{number}/text", plain_only=plain_only)
        yield from too_long(str(option.get("value", "")), OPTION_VALUE, f"{at}/{number}/value")
