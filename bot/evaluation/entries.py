"""The border of question sets: what a file says, made items, or sentences about what it says wrong."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.evaluation.model import Item, Kind, Span
from bot.model import Option

Read = tuple[list[Item], list[str]]
"""The items that could be read, and a sentence for each problem."""

_Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
_OPTIONS = ", ".join(Option)


class _SpanEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    source: _Text = Field(description="the path of a document in the folder")
    start: int = Field(ge=0, description="a number of characters, 0 or more")
    end: int = Field(gt=0, description="a number of characters, more than start")


class _Entry(BaseModel):
    """One item of a YAML set; evals/README.md explains the keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(strict=True, pattern=r"^[\w.-]+$")] = Field(description="letters and digits, such as a29")
    question: Annotated[_Text, Field(strict=True)] = Field(description="the words that a user would write")
    answerable: Annotated[bool, Field(strict=True)] = Field(description="true or false")
    split: Literal["dev", "held", ""] = Field("", description="dev or held, or is left out")
    sources: list[_Text] = Field([], description="a list of paths of documents in the folder")
    phrases: list[Annotated[list[_Text], Field(min_length=1)]] = Field(
        [], description='a list of lists of alternatives, such as [["100 ms", "0.1 s"]]'
    )
    spans: list[_SpanEntry] = Field([], description="a list of {source, start, end}")
    figures: Annotated[bool, Field(strict=True)] = Field(False, description="true or false")
    option: Option | None = Field(None, description=f"one of {_OPTIONS}")
    why: Literal["off_subject", "near_miss"] | None = Field(None, description="off_subject or near_miss")

    def faults(self) -> Iterator[str]:
        """What each key allows, but all together do not."""
        if self.answerable:
            if not self.sources and not self.spans:
                yield "it is answerable, so sources must name the documents that answer it."
            if self.why:
                yield "why tells why a question is not answerable; leave it out, or say answerable: false."
            if self.figures and not self.phrases:
                yield "figures is true, so phrases must hold the figure to find."
        else:
            kept = [key for key in ("sources", "phrases", "spans", "figures", "option") if getattr(self, key)]
            yield from (
                f"{key} belongs to answerable questions; leave it out, or say answerable: true." for key in kept
            )
            if not self.why:
                yield "why is missing; it takes off_subject or near_miss."
        yield from _backward((span.start, span.end) for span in self.spans)

    def item(self, name: str) -> Item:
        """The item, as one of the set of this name."""
        spans = tuple(Span(span.source, span.start, span.end) for span in self.spans)
        return Item(
            set=name,
            id=self.id,
            question=self.question,
            kind=Kind(self.why) if self.why else Kind.ANSWERABLE,
            sources=tuple(dict.fromkeys([*self.sources, *(span.source for span in spans)])),
            phrases=tuple(tuple(alternatives) for alternatives in self.phrases),
            spans=spans,
            figures=self.figures,
            option=self.option,
            split=self.split,
        )


class _Line(BaseModel):
    """One line of a set with spans: `refs` are half-open character offsets into the document `{corpus}.md`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: _Text = Field(description="a text")
    text: _Text = Field(description="the question")
    corpus: _Text = Field(description="the name of a document in the folder, without .md")
    refs: Annotated[list[tuple[int, int]], Field(min_length=1)] = Field(description="a list of [start, end]")

    def faults(self) -> Iterator[str]:
        """As of an entry."""
        return _backward(self.refs)

    def item(self, name: str) -> Item:
        """As of an entry."""
        source = f"{self.corpus}.md"
        spans = tuple(Span(source, start, end) for start, end in self.refs)
        return Item(name, self.id, self.text, Kind.ANSWERABLE, sources=(source,), spans=spans)


def _backward(spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The spans that hold nothing."""
    for start, end in spans:
        if not 0 <= start < end:
            yield f"a span goes from {start} to {end}; it takes two numbers of characters, the second the greater."


def items_of_yaml(text: str, name: str) -> Read:
    """The items of a YAML list."""
    try:
        entries = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        return [], [f"{line}it is not YAML that can be read ({error.problem}). Mend that place."]
    except (yaml.YAMLError, ValueError, RecursionError):  # forbidden characters, a 13th month, brackets without end
        return [], ["it is not YAML that can be read: it holds what no text or date may. Write it anew."]
    if not isinstance(entries, list):
        return [], ["it is not a list of questions: begin each with '- id:'."]
    return _read([(_name_of(entry, at), entry) for at, entry in enumerate(entries, 1)], _Entry, name)


def items_of_lines(text: str, name: str) -> Read:
    """The items of JSON lines with `id`, `text`, `corpus` and `refs`: each is answered by its spans."""
    named: list[tuple[str, object]] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entry = json.loads(line) if line.strip() else None
        except ValueError as error:
            return [], [f"line {number} is not JSON ({error}): write one object a line."]
        if entry is not None:
            named.append((_name_of(entry, number), entry))
    return _read(named, _Line, name)


def _name_of(entry: object, at: int) -> str:
    given = entry.get("id") if isinstance(entry, dict) else None
    return f"question {given}" if isinstance(given, str) and given else f"question number {at}"


def _read(entries: Sequence[tuple[str, object]], kind: type[_Entry] | type[_Line], name: str) -> Read:
    items: list[Item] = []
    problems: list[str] = []
    for called, raw in entries:
        try:
            entry = kind.model_validate(raw)
        except ValidationError as error:
            problems += [f"{called}: {_sentence(kind, problem['loc'], problem['input'], problem['type'])}"
                         for problem in error.errors()]  # fmt: skip
            continue
        wrong = list(entry.faults())
        problems += [f"{called}: {sentence}" for sentence in wrong]
        if not wrong:
            items.append(entry.item(name))
    return items, problems


def _sentence(kind: type[BaseModel], location: tuple[int | str, ...], given: object, problem: str) -> str:
    key = str(location[0]) if location else ""
    if not key:
        return f"{given!r} is no question: write keys and values, such as id: a29."
    if problem == "missing" and len(location) == 1:
        return f"{key} is missing; it takes {kind.model_fields[key].description}."
    if key not in kind.model_fields:
        return f"{key} is no key of a question; the keys are {', '.join(kind.model_fields)}."
    return f"{key} is or holds {given!r}, which does not fit; it takes {kind.model_fields[key].description}."
