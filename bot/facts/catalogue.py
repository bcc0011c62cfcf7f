"""Every fact that a decision can rest on: one row each, in the order in which people are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model import AdvisorError


class Kind(StrEnum):
    """How a fact's value is written: one of its words, yes or no, a whole number, any number."""

    CHOICE = "choice"
    FLAG = "flag"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Fact:
    """What one fact means. Numbers run from 0 to `most`; `said` is the phrase that states its value.

    `said` holds `{}` for the value; a flag has two phrases, for yes and for no. What is said of a choice can differ
    from the word for it: `verbs`. `scaled` choices are in order, so that neighbours are close. A `budget` is a limit:
    "under 100 ms" means 100, where "under 100 examples" means 99. Of a range, the cautious end counts: the upper one
    of a `load`, the lower one of everything else.
    """

    name: str
    kind: Kind
    question: str
    why: str
    said: tuple[str, ...]
    unit: str = ""
    allowed: tuple[str, ...] = ()
    most: int = 10**12
    scaled: bool = False
    budget: bool = False
    load: bool = False
    verbs: Mapping[str, str] = field(default_factory=dict)

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers that thresholds can cut."""
        return self.kind in (Kind.COUNT, Kind.NUMBER)

    @property
    def label(self) -> str:
        """Its name in words, as people say it."""
        return self.name.replace("_", " ")

    @property
    def usage(self) -> str:
        """What may be written for it, in words."""
        if self.kind is Kind.CHOICE:
            return "one of " + ", ".join(self.allowed)
        if self.kind is Kind.FLAG:
            return "yes or no"
        whole = "a whole number" if self.kind is Kind.COUNT else "a number"
        return f"{whole} of {self.unit} from 0 to {self.most:,}"


class UnknownFact(AdvisorError):
    """A name that is no fact."""


_PACES = ("yearly", "quarterly", "monthly", "weekly", "daily", "continuously")

CATALOGUE: tuple[Fact, ...] = (
    Fact(
        "need",
        Kind.CHOICE,
        "Does the model lack information, or does it have it and respond in the wrong way?",
        "Retrieval adds knowledge, training changes behaviour, tools let the model act.",
        ("the model {}",),
        allowed=("knowledge", "behaviour", "both", "actions"),
        verbs={
            "knowledge": "lacks knowledge",
            "behaviour": "responds in the wrong way",
            "both": "lacks knowledge and responds in the wrong way",
            "actions": "must act, not only answer",
        },
    ),
    Fact(
        "knowledge_changes",
        Kind.CHOICE,
        "How often does the knowledge change? Name the slowest of these that it reaches.",
        "What is trained into a model is a snapshot; every change means training again.",
        ("the knowledge {}",),
        allowed=("never", *_PACES),
        scaled=True,
        verbs={"never": "never changes"} | {pace: f"changes {pace}" for pace in _PACES},
    ),
    Fact(
        "citations_needed",
        Kind.FLAG,
        "Must answers show their sources, for users or for an audit?",
        "Retrieval can point at the document an answer came from; weights cannot.",
        ("answers must cite their sources", "answers need no citations"),
    ),
    Fact(
        "labelled_examples",
        Kind.COUNT,
        "How many good pairs of input and right output do you have today?",
        "Fine-tuning learns from examples; retrieval needs none.",
        ("you have {} labelled examples",),
        unit="labelled examples",
    ),
    Fact(
        "task_scope",
        Kind.CHOICE,
        "Is it one well-defined task, such as classifying or extracting, or many kinds of request?",
        "Training pays on narrow tasks and spreads thin on broad ones.",
        ("the task is {}",),
        allowed=("narrow", "broad"),
    ),
    Fact(
        "stable_inputs",
        Kind.FLAG,
        "Do the inputs keep the same form over time?",
        "A trained model does well on what looks like its training data.",
        ("the inputs are stable", "the inputs vary"),
    ),
    Fact(
        "unusual_inputs",
        Kind.FLAG,
        "Must it cope with inputs unlike anything seen before?",
        "Trained models can fail without warning on unfamiliar inputs.",
        ("unusual inputs must be handled", "unusual inputs are not expected"),
    ),
    Fact(
        "strict_style",
        Kind.FLAG,
        "Must every answer follow one strict style, tone or format?",
        "Documents in a prompt change what a model knows, not how it writes.",
        ("a strict style or format is required", "no strict style is required"),
    ),
    Fact(
        "few_shot_suffices",
        Kind.FLAG,
        "Do a few examples in the prompt already solve it well enough?",
        "If they do, anything more is work without a return.",
        ("a few examples in the prompt suffice", "a few examples in the prompt do not suffice"),
    ),
    Fact(
        "prompting_tried",
        Kind.FLAG,
        "Have you tried it with careful prompts alone?",
        "Prompting is the fastest way to learn whether a model can do the task at all.",
        ("prompting was tried", "prompting was not tried"),
    ),
    Fact(
        "base_model_fails",
        Kind.CHOICE,
        "How often does a capable model fail at the task as it is?",
        "Only a consistent, measured failure makes training worth its cost.",
        ("the base model {}",),
        allowed=("never", "sometimes", "consistently"),
        scaled=True,
        verbs={"never": "never fails", "sometimes": "fails sometimes", "consistently": "fails consistently"},
    ),
    Fact(
        "evaluation_planned",
        Kind.FLAG,
        "Is there a plan to measure quality on a test set?",
        "Without it nobody can tell whether either approach works.",
        ("an evaluation is planned", "no evaluation is planned"),
    ),
    Fact(
        "latency_ms",
        Kind.COUNT,
        "How long may one answer take?",
        "Retrieval adds a step before the model writes.",
        ("an answer may take {} ms",),
        unit="milliseconds",
        most=10**9,
        budget=True,
    ),
    Fact(
        "queries_per_month",
        Kind.COUNT,
        "How many requests come in a month?",
        "Cost per request decides at high volume, set-up cost at low.",
        ("there are {} queries a month",),
        unit="queries a month",
        load=True,
    ),
    Fact(
        "weeks_to_ship",
        Kind.NUMBER,
        "In how many weeks must it be in production?",
        "Preparing data, training and evaluating take longer than building retrieval.",
        ("it must ship in {} weeks",),
        unit="weeks",
        most=10**4,
        budget=True,
    ),
    Fact(
        "data_residency",
        Kind.FLAG,
        "Must the data stay on infrastructure that you control?",
        "It rules hosted models out and makes hosting your own one of the options.",
        ("the data must stay on your own infrastructure", "the data may leave your infrastructure"),
    ),
    Fact(
        "per_user_permissions",
        Kind.FLAG,
        "May different users see different documents?",
        "Retrieval can filter by user; trained weights tell everyone everything.",
        ("users may see different documents", "everyone may see every document"),
    ),
    Fact(
        "knowledge_tokens",
        Kind.COUNT,
        "How large is the knowledge in all? A page is about 500 tokens.",
        "What fits into a prompt needs no retrieval.",
        ("the knowledge is {} tokens",),
        unit="tokens",
        most=10**15,
        load=True,
    ),
    Fact(
        "monthly_budget",
        Kind.COUNT,
        "What may it cost to run each month?",
        "Options differ in fixed cost and in cost per request.",
        ("the budget is {} USD a month",),
        unit="US dollars a month",
        budget=True,
    ),
)

FACTS: dict[str, Fact] = {fact.name: fact for fact in CATALOGUE}


def fact_named(name: str) -> Fact:
    """The fact of this name, else UnknownFact naming those there are."""
    if name not in FACTS:
        shown = name if len(name) <= 60 else name[:60] + "…"
        raise UnknownFact(f"{shown!r} is not a fact. The facts are: {', '.join(FACTS)}.")
    return FACTS[name]
