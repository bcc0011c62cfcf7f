"""The journey of a proposal: facts, the panel's verdict, precedents, a record that can be checked again."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.checks.log import CheckRecord, ChecksLog
from bot.checks.precedents import Case
from bot.checks.verdict import Verdict
from bot.decide import decide
from bot.facts import Facts, FactsRead, ReadFacts, by_rules
from bot.frameworks.panel_source import PanelSource
from bot.today import utc_today
from bot.watching import Stopping, never
from indexer.model import PUBLIC, Audience, Library, Retriever

_PASSAGES = 60  # in which a case study is looked for: what the retriever weighs of each kind anyway


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that was made and recorded.

    The same proposal, facts, audience and index give the same `id`: a repeated check is the same check.
    `facts_read` holds the facts that were checked, the contradictions that nobody has settled, and how many
    characters of the text are beyond what is read.
    """

    id: str
    text: str
    facts_read: FactsRead
    verdict: Verdict
    asker: Audience
    index_as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Checker:
    """Makes checks from the parts it is given; `bot.wiring` chooses them."""

    library: Library
    retriever: Retriever
    source: PanelSource
    log: ChecksLog
    today: Callable[[], date] = utc_today
    reader: ReadFacts = by_rules

    def read(self, text: str, team: str = "", stopped: Stopping = never) -> FactsRead:
        """The facts that a proposal states, each with its words. Nothing is recorded. Raises `Stopped`."""
        return self.reader(text, team, stopped)

    def check_text(self, text: str, asker: Audience = PUBLIC) -> Checked:
        """The check of a proposal as it is written."""
        return self.check_read(self.read(text), text, asker)

    def check(self, facts: Facts, asker: Audience = PUBLIC, *, text: str = "") -> Checked:
        """The check of these facts, as a file or a form gives them.

        `text` is the proposal that they came from or correct, if any: it finds precedents by its words.
        A contradiction in it is settled by a fact given here.
        """
        return self.check_read(self.read(text).corrected(facts), text, asker)

    def worth_asking(self, facts: Facts, asker: Audience = PUBLIC) -> tuple[str, ...]:
        """The unknown facts that could still change the verdict, the most telling first."""
        return self.source.panel(asker).worth_asking(facts)

    def check_read(self, read: FactsRead, text: str, asker: Audience = PUBLIC) -> Checked:
        """The check of what was read from the text before, which is not read again."""
        panel, cases = self.source.panel(asker), self.source.cases(asker)
        alike = self._alike(text, cases, asker)
        verdict = decide(
            read.facts,
            panel.guides,
            panel.house,
            today=self.today(),
            cases=cases,
            alike=alike,
            unsettled=read.contradictions,
        )
        as_of = self.library.as_of()
        check_id = _id_of(read.facts, text, asker, verdict, as_of)
        checked = Checked(check_id, text, read, verdict, asker, as_of)
        self.log.note(record_of(checked))
        return checked

    def _alike(self, text: str, cases: Iterable[Case], asker: Audience) -> dict[str, float]:
        """How close each case's best passage is to the text, in [0, 1]; nothing without a text."""
        if not text.strip():
            return {}
        alike = {case.document.source: 0.0 for case in cases}
        for passage in self.retriever.retrieve(text, k=_PASSAGES, asker=asker):
            if passage.source in alike:
                alike[passage.source] = max(alike[passage.source], min(1.0, passage.relevance))
        return alike


def record_of(checked: Checked) -> CheckRecord:
    """What is kept of a check: enough to make it again, and to say what differs."""
    verdict = checked.verdict
    heard = [*([verdict.house] if verdict.house else []), *verdict.findings]
    return CheckRecord(
        id=checked.id,
        text=checked.text,
        facts=dict(verdict.facts),
        asker=checked.asker,
        index_as_of=checked.index_as_of.isoformat(timespec="seconds") if checked.index_as_of else None,
        option=verdict.option,
        firmness=verdict.firmness,
        votes={finding.guide: (finding.option.value, finding.rule) for finding in heard},
        versions=dict(verdict.versions),
    )


def _id_of(facts: Facts, text: str, asker: Audience, verdict: Verdict, as_of: datetime | None) -> str:
    """Ten hex digits of what the check rests on."""
    rests_on = [dict(facts), text, sorted(asker), verdict.versions, as_of.isoformat() if as_of else None]
    return hashlib.sha256(json.dumps(rests_on).encode()).hexdigest()[:10]
