"""What a file would become if it were added: read by the indexer's own readers, before anything is saved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.checks.precedents import CaseRefused, case_of
from bot.frameworks import FrameworkRefused
from bot.frameworks.reading import framework_of
from bot.keeping.credentials import credentials, without_credentials
from bot.keeping.hidden import Sighting, hidden
from bot.outline import sections
from indexer.model import Audience, Document
from indexer.readers import read_document

_FIRST_LINES, _FIRST_CHARACTERS = 6, 400


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that can be added, as an admin sees it before it is.

    `sections` are headings in order, `refused` says why its rules or its case would take no part in checks ("" when
    they would, or there are none), `hidden` and `secrets` are what to look at twice.
    """

    name: str
    source: str  # where it would be saved, relative to the folder
    title: str
    audience: Audience
    as_of: date | None
    expires: date | None
    sections: tuple[str, ...]
    chunks: int
    first_lines: str
    refused: str = ""
    hidden: tuple[Sighting, ...] = ()
    secrets: tuple[Sighting, ...] = ()


def preview(name: str, source: str, content: bytes, count_chunks: Callable[[Document], int]) -> Preview:
    """The preview of a file's bytes. Raises ReadError with the reason when they cannot become a document."""
    document = read_document(source, content)
    return Preview(
        name=name,
        source=source,
        title=without_credentials(document.title),
        audience=document.audience,
        as_of=document.as_of or document.published,
        expires=document.expires,
        sections=tuple(map(without_credentials, _headings(document))),
        chunks=count_chunks(document),
        first_lines=_first_lines(document),
        refused=_refused(document),
        hidden=hidden(document.text),
        secrets=credentials(document.text),
    )


def _headings(document: Document) -> Iterator[str]:
    return (section.path[-1] for section in sections(document) if section.path)


def _first_lines(document: Document) -> str:
    """The beginning of the prose, secrets hidden before it is cut."""
    shown = without_credentials(document.text[document.body :])
    lines = [line.strip() for line in shown.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    text = "\n".join(lines[:_FIRST_LINES])
    return text if len(text) <= _FIRST_CHARACTERS else f"{text[:_FIRST_CHARACTERS].rstrip()}…"


def _refused(document: Document) -> str:
    """Why the frameworks and cases of this document take no part in checks."""
    try:
        framework_of(document)
        case_of(document)
    except (FrameworkRefused, CaseRefused) as error:
        return without_credentials(str(error).removeprefix(f"{document.source}: "))
    return ""
