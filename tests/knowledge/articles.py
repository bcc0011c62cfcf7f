"""The articles of the knowledge folder as their files say, read with PyYAML and nothing of the product's."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@dataclass(frozen=True)
class Article:
    """A file split at the end of its front matter."""

    path: Path
    front: dict[str, object]
    body: str

    @property
    def name(self) -> str:
        return self.path.relative_to(KNOWLEDGE).as_posix()

    @property
    def headings(self) -> list[str]:
        return [line.removeprefix("## ") for line in self.body.splitlines() if line.startswith("## ")]

    def entries(self, part: str) -> list[dict[str, object]]:
        """The entries of one part of its framework: rules, anti_patterns, costs or next_steps."""
        framework = self.front.get("framework") or {}
        assert isinstance(framework, dict)
        entries: list[dict[str, object]] = framework.get(part, [])
        return entries


def article(path: Path) -> Article:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Article(path, yaml.safe_load(front), body)


def articles(folder: str) -> list[Article]:
    return [article(path) for path in sorted((KNOWLEDGE / folder).glob("*.md"))]


def comparisons(condition: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Every fact in a condition with what it is compared with, under all, any and not too."""
    for key, value in condition.items():
        if key in ("all", "any"):
            assert isinstance(value, list)
            for part in value:
                yield from comparisons(part)
        elif key == "not":
            assert isinstance(value, dict)
            yield from comparisons(value)
        else:
            yield key, value
