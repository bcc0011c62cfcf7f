"""Block Kit's rules, one function for each kind of block; each gives the problems it found, in Slack's form.

Source: docs.slack.dev/reference/block-kit. A kind without special rules is listed in `PLAIN_KINDS`.
"""

from collections.abc import Callable, Iterator, Sequence

from tests.fakes.slack.elements import element_problems
from tests.fakes.slack.problems import counted, texted, too_long
from tests.fakes.slack.refusal import Json

PLAIN_KINDS = {
    "divider",
    "rich_text",
    "file",
    "call",
    "video",
    "plan",
    "task_card",
    "alert",
    "carousel",
    "data_table",
}
BLOCK_ID, MARKDOWN = 255, 12_000
CONTAINER_CHILDREN, CARD_TITLE, CARD_BODY = 10, 150, 200
TABLE_ROWS, TABLE_COLUMNS = 100, 20


def block_problems(blocks: Sequence[Json], at: str) -> Iterator[str]:
    """Every rule that these blocks break; `at` is their JSON pointer."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        here = f"{at}/{number}"
        if not isinstance(block, dict) or block.get("type") not in KINDS:
            kind = block.get("type") if isinstance(block, dict) else block
            yield f"[ERROR] unsupported type: {kind} [json-pointer:{here}/type]"
            continue
        yield from _ids(block, seen, here)
        yield from KINDS[block["type"]](block, here)
    if sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown") > MARKDOWN:
        yield f"[ERROR] markdown blocks must be less than {MARKDOWN + 1} characters in total [json-pointer:{at}]"


def _ids(block: Json, seen: set[str], at: str) -> Iterator[str]:
    block_id = block.get("block_id")
    if block_id is None:
        return
    yield from too_long(str(block_id), BLOCK_ID, f"{at}/block_id")
    if block_id in seen:
        yield f"[ERROR] `block_id` {block_id} already exists [json-pointer:{at}/block_id]"
    seen.add(str(block_id))


def _section(block: Json, at: str) -> Iterator[str]:
    fields = block.get("fields", [])
    if "text" not in block and not fields:
        yield f"[ERROR] missing required field: text or fields [json-pointer:{at}]"
    if "text" in block:
        yield from texted(block["text"], 3_000, f"{at}/text")
    yield from counted(fields, 10, f"{at}/fields")
    for number, text in enumerate(fields):
        yield from texted(text, 2_000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from element_problems([block["accessory"]], f"{at}/accessory")


def _header(block: Json, at: str) -> Iterator[str]:
    yield from texted(block.get("text"), 150, f"{at}/text", plain_only=True)


def _context(block: Json, at: str) -> Iterator[str]:
    elements = block.get("elements", [])
    yield from counted(elements, 10, f"{at}/elements", least=1)
    for number, element in enumerate(elements):
        if element.get("type") != "image":
            yield from texted(element, 3_000, f"{at}/elements/{number}")


def _actions(block: Json, at: str) -> Iterator[str]:
    yield from counted(block.get("elements", []), 25, f"{at}/elements", least=1)
    yield from element_problems(block.get("elements", []), f"{at}/elements")


def _context_actions(block: Json, at: str) -> Iterator[str]:
    yield from counted(block.get("elements", []), 5, f"{at}/elements", least=1)
    yield from element_problems(block.get("elements", []), f"{at}/elements")


def _input(block: Json, at: str) -> Iterator[str]:
    yield from texted(block.get("label"), 2_000, f"{at}/label", plain_only=True)
    if "hint" in block:
        yield from texted(block["hint"], 2_000, f"{at}/hint", plain_only=True)
    if isinstance(block.get("element"), dict):
        yield from element_problems([block["element"]], f"{at}/element")
    else:
        yield f"[ERROR] missing required field: element [json-pointer:{at}]"


def _markdown(block: Json, at: str) -> Iterator[str]:
    if not block.get("text"):
        yield f"[ERROR] must be more than 0 characters [json-pointer:{at}/text]"


def _image(block: Json, at: str) -> Iterator[str]:
    yield from too_long(str(block.get("image_url", "")), 3_000, f"{at}/image_url")
    if not block.get("alt_text"):
        yield f"[ERROR] missing required field: alt_text [json-pointer:{at}]"
    yield from too_long(str(block.get("alt_text", "")), 2_000, f"{at}/alt_text")


def _container(block: Json, at: str) -> Iterator[str]:
    children = block.get("child_blocks", [])
    if "title" in block:
        yield from texted(block["title"], 150, f"{at}/title")
    yield from counted(children, CONTAINER_CHILDREN, f"{at}/child_blocks", least=1)
    yield from block_problems(children, f"{at}/child_blocks")


def _card(block: Json, at: str) -> Iterator[str]:
    for name, most in (("title", CARD_TITLE), ("subtitle", CARD_TITLE), ("body", CARD_BODY)):
        if name in block:
            yield from texted(block[name], most, f"{at}/{name}")
    yield from element_problems(block.get("actions", []), f"{at}/actions")


def _table(block: Json, at: str) -> Iterator[str]:
    rows = block.get("rows", [])
    yield from counted(rows, TABLE_ROWS, f"{at}/rows", least=1)
    for number, row in enumerate(rows):
        yield from counted(row, TABLE_COLUMNS, f"{at}/rows/{number}")


def _no_rules(_block: Json, _at: str) -> Iterator[str]:
    return iter(())


KINDS: dict[str, Callable[[Json, str], Iterator[str]]] = {
    **dict.fromkeys(PLAIN_KINDS, _no_rules),
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "markdown": _markdown,
    "image": _image,
    "container": _container,
    "card": _card,
    "table": _table,
}
