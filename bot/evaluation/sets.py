"""Question sets: found by name or file, read whole, each problem told in one sentence."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.entries import items_of_lines, items_of_yaml
from bot.evaluation.folder import Folder
from bot.evaluation.model import EvaluationError, Item, Kind
from bot.evaluation.phrases import normalised

_SHOWN = 20  # problems; who has more mends these first
_NOT_A_SET = "floors.yaml"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as its file holds it; `sha256` is the file's, hex."""

    name: str
    file: Path
    sha256: str
    items: tuple[Item, ...]


def read_sets(named: Sequence[str], beside: Path, folder: Folder) -> list[QuestionSet]:
    """The sets of these names or files. Raises EvaluationError, also when two of them have one name."""
    sets = [read_set(find_set(name, beside), folder) for name in named]
    for name, times in Counter(each.name for each in sets).items():
        if times > 1:
            raise EvaluationError(f"{times} of the sets are called {name}: ask for each once, or rename a file.")
    return sets


def find_set(named: str, beside: Path) -> Path:
    """The file of a set: the file of this path, else the set of this name in the folder `beside`."""
    if Path(named).is_file():
        return Path(named)
    file = beside / f"{named.removesuffix('.yaml')}.yaml"
    if file.is_file() and file.name != _NOT_A_SET:
        return file
    there = sorted(path.stem for path in beside.glob("*.yaml") if path.name != _NOT_A_SET)
    known = f"the sets in {beside}/ are {', '.join(there)}" if there else f"there are no sets in {beside}/"
    raise EvaluationError(f"There is no question set {named!r}: {known}. Name one of them, or a file.")


def read_set(file: Path, folder: Folder) -> QuestionSet:
    """The set in a file: YAML, or JSON lines with character spans. Raises EvaluationError with a line a problem.

    What the set says of the folder is checked too: sources that exist, phrases that they hold, spans inside them.
    """
    try:
        content = file.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"The question set {file} cannot be read ({error}): give a file of UTF-8 text.") from None
    name = file.parent.name if file.name == "queries.jsonl" else file.stem
    read = items_of_lines if file.suffix == ".jsonl" else items_of_yaml
    items, problems = read(text, name)
    problems = [*problems, *_repeated(items), *_untrue(items, folder)]
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise EvaluationError("\n".join([f"The question set {file} cannot be used:", *problems[:_SHOWN], *more]))
    if not items:
        raise EvaluationError(
            f"The question set {file} holds no questions: add a list of them as evals/README.md says."
        )
    return QuestionSet(name, file, hashlib.sha256(content).hexdigest(), tuple(items))


def _repeated(items: Sequence[Item]) -> Iterator[str]:
    for item_id, times in Counter(item.id for item in items).items():
        if times > 1:
            yield f"question {item_id}: {times} questions have this id; each takes its own."


def _untrue(items: Sequence[Item], folder: Folder) -> Iterator[str]:
    """What the items say of the folder that is not so."""
    for item in items:
        if item.kind is Kind.ANSWERABLE:
            missing = [source for source in item.sources if folder.document(source) is None]
            yield from (_no_such_source(item, source) for source in missing)
            if not missing:
                yield from _unsaid(item, folder)
                yield from _outside(item, folder)


def _no_such_source(item: Item, source: str) -> str:
    return f"question {item.id}: sources names {source!r}, which is no document of the folder; give its path in it."


def _unsaid(item: Item, folder: Folder) -> Iterator[str]:
    prose = normalised(" ".join(folder.prose(source) for source in item.sources)) if item.phrases else ""
    for alternatives in item.phrases:
        if not any(normalised(phrase) in prose for phrase in alternatives):
            yield (
                f"question {item.id}: phrases holds {list(alternatives)}, none of which stands in the text of "
                "its sources below their front matter; copy one from there."
            )


def _outside(item: Item, folder: Folder) -> Iterator[str]:
    for span in item.spans:
        document = folder.document(span.source)
        length = len(document.text) if document else 0
        if span.end > length:
            yield (
                f"question {item.id}: a span ends at {span.end} of {span.source}, which has {length} characters; "
                "count characters of the decoded text from 0."
            )
