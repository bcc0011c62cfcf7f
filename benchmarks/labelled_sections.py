"""Questions for tuning, each with the sections of knowledge/answers/ that answer it."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.declining import SETS

LABELS = Path(__file__).with_name("same_question.yaml")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and the headings of the sections that answer it, in full or in part.

    A near miss is one that the folder comes near and does not answer.
    """

    id: str
    question: str
    full: frozenset[str]
    part: frozenset[str]
    near_miss: bool

    @property
    def author(self) -> str:
        """Who wrote the question: the letter of its id."""
        return self.id[0]


def labelled_questions() -> list[Labelled]:
    """The questions for tuning, without the decisions; those that no section answers have no headings."""
    items = [item for file in SETS for item in yaml.safe_load(file.read_text(encoding="utf-8"))]
    asked = {item["id"]: item["question"] for item in items if item["split"] == "dev" and "option" not in item}
    near = {item["id"] for item in items if item.get("why") == "near_miss"}
    labels = {label["id"]: label for label in yaml.safe_load(LABELS.read_text(encoding="utf-8"))}
    asked |= {name: label["question"] for name, label in labels.items() if "question" in label}
    return [
        Labelled(name, question, *(frozenset(labels.get(name, {}).get(g, ())) for g in ("full", "part")), name in near)
        for name, question in asked.items()
    ]
