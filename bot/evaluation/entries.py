"""The border of question sets: what a file says, made items, or sentences about what it says wrong."""

import json
from collections.abc import Sequence
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


class _Line(BaseModel):
    """One line of a set with spans: `refs` are half-open character offsets into the document `{corpus}.md`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: _Text = Field(description="a text")
    text: _Text = Field(description="the question")
    corpus: _Text = Field(description="the name of a document in the folder, without .md")
    refs: Annotated[list[tuple[int, int]], Field(min_length=1)] = Field(description="a list of [start, end]")


def items_of_yaml(text: str, name: str) -> Read:
    """The items of a YAML list."""
    try:
        entries = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        return [], [f"{line}it is not YAML that can be read ({error.problem}). Mend that place."]
    except yaml.YAMLError:
        return [], ["it is not YAML that can be read: it holds characters that no text has. Write it anew."]
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
        wrong = _contradictions(entry) if isinstance(entry, _Entry) else []
        problems += [f"{called}: {sentence}" for sentence in wrong]
        if not wrong:
            items.append(_item(entry, name))
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


def _contradictions(entry: _Entry) -> list[str]:
    """What each key allows but all together do not."""
    wrong = []
    if entry.answerable:
        if not entry.sources and not entry.spans:
            wrong.append("it is answerable, so sources must name the documents that answer it.")
        if entry.why:
            wrong.append("why tells why a question is not answerable; leave it out, or say answerable: false.")
        if entry.figures and not entry.phrases:
            wrong.append("figures is true, so phrases must hold the figure to find.")
    else:
        kept = [key for key in ("sources", "phrases", "spans", "figures", "option") if getattr(entry, key)]
        wrong += [f"{key} belongs to answerable questions; leave it out, or say answerable: true." for key in kept]
        if not entry.why:
            wrong.append("why is missing; it takes off_subject or near_miss.")
    wrong += [f"a span goes from {span.start} to {span.end}; its end must be the greater." for span in entry.spans
              if span.end <= span.start]  # fmt: skip
    return wrong


def _item(entry: _Entry | _Line, name: str) -> Item:
    if isinstance(entry, _Line):
        source = f"{entry.corpus}.md"
        spans = tuple(Span(source, start, end) for start, end in entry.refs)
        return Item(name, entry.id, entry.text, Kind.ANSWERABLE, sources=(source,), spans=spans)
    spans = tuple(Span(span.source, span.start, span.end) for span in entry.spans)
    return Item(
        set=name,
        id=entry.id,
        question=entry.question,
        kind=Kind(entry.why) if entry.why else Kind.ANSWERABLE,
        sources=tuple(dict.fromkeys([*entry.sources, *(span.source for span in spans)])),
        phrases=tuple(tuple(alternatives) for alternatives in entry.phrases),
        spans=spans,
        figures=entry.figures,
        option=entry.option,
        split=entry.split,
    )
