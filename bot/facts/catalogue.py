"""Every fact that a decision can rest on: one row each, in the order in which people are asked."""

from bot.facts.fact import Fact, Kind
from bot.model import AdvisorError


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
            "behaviour": "must respond in a particular way",
            "both": "lacks knowledge and must respond in a particular way",
            "actions": "must act, not only answer",
        },
        called="what the model lacks",
    ),
    Fact(
        "knowledge_changes",
        Kind.CHOICE,
        "How often does the knowledge change?",
        "What is trained into a model is a snapshot; every change means training again. Between two, take the slower.",
        ("the knowledge {}",),
        allowed=("never", *_PACES),
        scaled=True,
        verbs={"never": "never changes"} | {pace: f"changes {pace}" for pace in _PACES},
        called="how often the knowledge changes",
    ),
    Fact(
        "citations_needed",
        Kind.FLAG,
        "Must answers show their sources, for users or for an audit?",
        "Retrieval can point at the document an answer came from; weights cannot.",
        ("answers must cite their sources", "answers need no citations"),
        called="citations",
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
        called="whether a few examples in the prompt suffice",
    ),
    Fact(
        "prompting_tried",
        Kind.FLAG,
        "Have you tried it with careful prompts alone?",
        "Prompting is the fastest way to learn whether a model can do the task at all.",
        ("prompting was tried", "prompting was not tried"),
        called="whether prompting was tried",
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
        called="how often the base model fails",
    ),
    Fact(
        "evaluation_planned",
        Kind.FLAG,
        "Is there a plan to measure quality on a test set?",
        "Without it nobody can tell whether either approach works.",
        ("an evaluation is planned", "no evaluation is planned"),
        called="evaluation",
    ),
    Fact(
        "latency_ms",
        Kind.COUNT,
        "How long may one answer take?",
        "Retrieval adds a step before the model writes.",
        ("an answer may take {} ms",),
        called="latency",
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
        called="permissions by user",
    ),
    Fact(
        "knowledge_tokens",
        Kind.COUNT,
        "How large is the knowledge in all? A page is about 500 tokens.",
        "What fits into a prompt needs no retrieval.",
        ("the knowledge is {} tokens",),
        called="the size of the knowledge",
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
