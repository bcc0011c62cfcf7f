"""Pure rendering: the form in which people state and correct the facts of a decision, and reading it back."""

from collections.abc import Iterator, Mapping

from bot.facts import CATALOGUE, FACTS, Fact, FactRefused, Facts, Kind, Reading, Value, in_words, parse_value
from bot.slack.blocks import Block, header, section
from bot.slack.controls import option, plain_text
from bot.slack.modals import asking, entry, given, window
from bot.slack.mrkdwn import fitted, one_line
from bot.wording import capital

CALLBACK = "check_form"
"""The callback_id of the form."""

UNKNOWN = "unknown"
HINT = 140
NOTICE = 300

INTRO = (
    "Answer what you know and leave the rest: what nobody knows yet counts as unknown, never as a guess. "
    "Every answer can be changed afterwards."
)

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What it should do", ("need", "task_scope", "strict_style", "citations_needed")),
    ("The knowledge it needs", ("knowledge_changes", "knowledge_tokens", "per_user_permissions", "data_residency")),
    ("The requests", ("queries_per_month", "latency_ms", "stable_inputs", "unusual_inputs")),
    (
        "What you have and have tried",
        ("labelled_examples", "prompting_tried", "few_shot_suffices", "base_model_fails", "evaluation_planned"),
    ),
    ("Time and money", ("weeks_to_ship", "monthly_budget")),
)
"""How the form is divided; a fact that is in no group comes last."""

_CHOICES = {
    ("need", "knowledge"): "It lacks information",
    ("need", "behaviour"): "It knows enough, but responds in the wrong way",
    ("need", "both"): "Both of these",
    ("need", "actions"): "It must act in other systems",
    ("task_scope", "narrow"): "One well-defined task",
    ("task_scope", "broad"): "Many kinds of request",
}
_EXAMPLES = {
    "labelled_examples": "300, 40k or 1.5 million; 0 if there are none",
    "latency_ms": "in milliseconds: 800",
    "queries_per_month": "20,000 or 3 million",
    "weeks_to_ship": "in weeks: 8",
    "knowledge_tokens": "in tokens: 2 million",
    "monthly_budget": "in US dollars: 5,000",
}


def form(card_id: str, known: Mapping[str, Value], notice: str = "") -> Block:
    """The modal, with what is known filled in and what is to be known of how it was read. It carries the card's id."""
    told = [section(fitted(notice, NOTICE, one_line))] if notice else []
    blocks: list[Block] = [{"type": "section", "text": plain_text(INTRO)}, *told, *_groups(known)]
    return asking(CALLBACK, card_id, "Get the verdict", window("Check a decision", blocks, close="Cancel"))


def entered(values: object) -> Facts | dict[str, str]:
    """The facts in a submitted form's state, else what is wrong, by the block it belongs to."""
    readings, wrong = [], {}
    for fact in CATALOGUE:
        try:
            value = parse_value(fact, _given(values, fact.name))
        except FactRefused as refused:
            wrong[fact.name] = capital(
                str(refused).replace(fact.name, fact.label).replace("leave it out", "leave it empty")
            )
        else:
            readings += [Reading(fact.name, value)] if value is not None else []
    return wrong or Facts(readings)


def _groups(known: Mapping[str, Value]) -> Iterator[Block]:
    grouped = {name for _, names in GROUPS for name in names}
    rest = tuple(name for name in FACTS if name not in grouped)
    for title, names in (*GROUPS, *([("Anything else", rest)] if rest else [])):
        yield header(title)
        yield from (_input(FACTS[name], known.get(name)) for name in names)


def _input(fact: Fact, value: Value | None) -> Block:
    element = _number(fact, value) if fact.numeric else _select(fact, value)
    # A menu begins with "I don't know": it needs no "(optional)", which Slack would write over each.
    return entry(fact.name, fact.question, element, hint=fact.why[:HINT], optional=fact.numeric)


def _number(fact: Fact, value: Value | None) -> Block:
    example = _EXAMPLES.get(fact.name, fact.unit)
    element: Block = {"type": "plain_text_input", "action_id": fact.name, "max_length": 100}
    element["placeholder"] = plain_text(f"Leave empty if unknown. For example {example}"[:150])
    return element | ({} if value is None else {"initial_value": in_words(fact, value)})


def _select(fact: Fact, value: Value | None) -> Block:
    words = ("yes", "no") if fact.kind is Kind.FLAG else fact.allowed
    options = [option("I don’t know", UNKNOWN), *(option(_label(fact, word), word) for word in words)]
    chosen = UNKNOWN if value is None else in_words(fact, value)
    initial = next((one for one in options if one["value"] == chosen), options[0])
    return {"type": "static_select", "action_id": fact.name, "options": options, "initial_option": initial}


def _label(fact: Fact, word: str) -> str:
    return (_CHOICES.get((fact.name, word)) or capital(word))[:75]


def _given(values: object, name: str) -> object:
    """What was entered for a fact; None for nothing, and for a state that is not as Slack makes it."""
    element = given(values, name)
    option = element.get("selected_option")
    return option.get("value") if isinstance(option, Mapping) else element.get("value")
