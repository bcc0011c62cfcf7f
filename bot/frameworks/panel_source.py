"""Where a check's panel and precedents come from: the indexed documents, each read once per version."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.checks.precedents import Case, CaseRefused, case_of
from bot.frameworks import Framework, FrameworkRefused
from bot.frameworks.panel import Panel
from bot.frameworks.reading import framework_of
from indexer.model import Audience, Document, Library, Refusal

log = logging.getLogger(__name__)

Read = TypeVar("Read", Framework, Case)


class PanelSource:
    """Frameworks and cases of a library. What is refused is left out here, and told by `refused`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._frameworks: dict[tuple[str, str], Framework | Refusal | None] = {}
        self._cases: dict[tuple[str, str], Case | Refusal | None] = {}

    def panel(self, asker: Audience) -> Panel:
        """The guides that the asker may read, and the house framework: the first by source."""
        read = [self._framework(document) for document in self._library.frameworks(asker=asker)]
        frameworks = [found for found in read if isinstance(found, Framework)]
        houses = [framework for framework in frameworks if framework.is_house]
        return Panel([framework for framework in frameworks if not framework.is_house], next(iter(houses), None))

    def cases(self, asker: Audience) -> list[Case]:
        """The case studies that the asker may read."""
        read = [self._case(document) for document in self._library.case_studies(asker=asker)]
        return [found for found in read if isinstance(found, Case)]

    def refused(self, asker: Audience) -> tuple[Refusal, ...]:
        """Frameworks that do not vote and cases that are no precedents, each with its reason, by source.

        Their documents are indexed and answer questions all the same.
        """
        read = [
            *(self._framework(document) for document in self._library.frameworks(asker=asker)),
            *(self._case(document) for document in self._library.case_studies(asker=asker)),
        ]
        told = [found for found in read if isinstance(found, Refusal)]
        houses = [found for found in read if isinstance(found, Framework) and found.is_house]
        return tuple(sorted([*told, *_one_too_many(houses)], key=lambda refusal: (refusal.source, refusal.reason)))

    def _framework(self, document: Document) -> Framework | Refusal | None:
        return _read_once(document, self._frameworks, framework_of)

    def _case(self, document: Document) -> Case | Refusal | None:
        return _read_once(document, self._cases, case_of)


def _read_once(
    document: Document,
    kept: dict[tuple[str, str], Read | Refusal | None],
    read: Callable[[Document], Read | None],
) -> Read | Refusal | None:
    """What the document holds, from `kept` unless this version is new. Its source counts: quotes name it."""
    key = (document.source, document.content_hash)
    if key not in kept:
        try:
            kept[key] = read(document)
        except (FrameworkRefused, CaseRefused) as error:
            kept[key] = Refusal(document.source, str(error).removeprefix(f"{document.source}: "))
            log.info("refused for checks: %s", error)  # admins hear of it with the sync's news, and in `status`
    return kept[key]


def _one_too_many(houses: Sequence[Framework]) -> list[Refusal]:
    return [
        Refusal(
            house.document.source,
            f"{houses[0].document.source} is the house framework already: keep `kind: framework` in one of the two.",
        )
        for house in houses[1:]
    ]
