"""Generated pages like those of a Confluence space: owners, headings, lists, figures. Seeded; all text is ours."""

import random
from pathlib import Path

_SUBJECTS = [
    "billing",
    "search",
    "onboarding",
    "refunds",
    "invoices",
    "exports",
    "alerts",
    "reports",
    "permissions",
    "imports",
    "mobile",
    "checkout",
]
_THINGS = [
    "classifier",
    "assistant",
    "extractor",
    "summariser",
    "router",
    "ranker",
    "translator",
    "transcriber",
    "recommender",
    "coder",
]
_TEAMS = ["Atlas", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Garnet", "Harbour", "Indigo", "Juniper"]
_SENTENCES = (
    "The {team} team measured {n} requests a day for the {subject} {thing}, and {m} % of them needed a person.",
    "We tried a prompt of {n} words first; accuracy went from {m} % to {k} % on {n} labelled examples.",
    "Facts about {subject} change every {k} days, so they are retrieved and never trained into the model.",
    "Fine-tuning the {thing} cost ${n} once and ${k}–${m} a month to serve.",
    "If the {subject} {thing} cannot find a source, it says so and hands over to {team}.",
    "Release {k}.{m} moved the {thing} to a smaller model; p95 fell to {n} ms.",
    "Ticket {team}-{n} asks whether {subject} needs a {thing} at all.",
    "The format of {subject} replies is fixed: {k} fields, checked by code {code}-{m}.",
)


def write_pages(folder: Path, count: int, *, words: int = 90, audiences: int = 1, seed: int = 2026) -> None:
    """Write `count` Markdown pages of about `words` words; with more audiences than one, each page gets one by turn.

    A folder that holds as many pages is left as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"page-{number:06}.md"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            group = f"audience: group-{number % audiences}\n" if audiences > 1 and number % audiences else ""
            path.write_text(_page(random.Random(seed * 1_000_003 + number), number, group, words), encoding="utf-8")


def question(number: int) -> str:
    """The question that page `number` answers best, more or less."""
    dice = random.Random(number)
    team, subject, thing = dice.choice(_TEAMS), dice.choice(_SUBJECTS), dice.choice(_THINGS)
    return f"What did the {team} team learn about the {subject} {thing} costs?"


def _page(dice: random.Random, number: int, group: str, words: int) -> str:
    title = f"{dice.choice(_SUBJECTS).capitalize()} {dice.choice(_THINGS)} {number}"
    parts = [f"---\ntitle: {title}\n{group}---\n# {title}\n\nOwner: {dice.choice(_TEAMS)}\n"]
    while sum(len(part.split()) for part in parts) < words:
        parts.append(f"\n## {dice.choice(('Context', 'Decision', 'Costs', 'Results', 'Next steps'))}\n")
        parts += [f"\n{_sentence(dice)} {_sentence(dice)}\n", f"\n- {_sentence(dice)}\n- {_sentence(dice)}\n"]
    return "".join(parts)


def _sentence(dice: random.Random) -> str:
    return dice.choice(_SENTENCES).format(
        team=dice.choice(_TEAMS),
        subject=dice.choice(_SUBJECTS),
        thing=dice.choice(_THINGS),
        n=dice.randint(100, 9_999),
        m=dice.randint(10, 99),
        k=dice.randint(2, 9),
        code=dice.choice(("ICD", "ISO", "SKU")),
    )
