"""Whether a past check would come to another verdict today, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.checks.checker import Checked, Checker, record_of
from bot.checks.log import CheckRecord
from bot.contracts import Json
from bot.facts import FactRefused, facts_from_mapping
from bot.frameworks.panel import Panel
from bot.model import AdvisorError, Option
from bot.wording import IN_WORDS
from indexer.model import Audience

_MOST_REVISITED = 1_000  # checks looked at after a sync: a microsecond's work each, and nobody acts on older ones


@dataclass(frozen=True, slots=True)
class Again:
    """A check as it was made and as it is made now. `why` are sentences, the weightiest first."""

    before: CheckRecord
    now: Checked
    why: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the verdict is another option."""
        return self.before.option is not self.now.verdict.option


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A past check whose verdict is another one since the index changed."""

    id: str
    text: str
    before: Option
    after: Option


def check_again(checker: Checker, check_id: str, asker: Audience) -> Again:
    """The check made again for the groups that it was made for; AdvisorError when the asker may not see it."""
    before = checker.log.find(check_id, asker)
    if before is None:
        raise AdvisorError(
            f"There is no check {check_id[:40]!r} of this folder. Each verdict prints its id; a check of another "
            "folder needs its --knowledge and --data, one made for a group --audience GROUP."
        )
    now = checker.check(facts_from_mapping(before.facts), before.asker, text=before.text)
    return Again(before, now, tuple(_why(before, record_of(now))))


def changed_verdicts(checker: Checker) -> tuple[ChangedVerdict, ...]:
    """The past checks that come to another option than admins last heard of; each is told once."""
    panels: dict[Audience, Panel] = {}
    changed = []
    for record, told in checker.log.latest(_MOST_REVISITED):
        try:
            facts = facts_from_mapping(record.facts)
        except FactRefused:
            continue  # recorded when that fact had other values: nothing to compare
        if record.asker not in panels:
            panels[record.asker] = checker.source.panel(record.asker)
        option = panels[record.asker].option(facts)
        if option is not told:
            checker.log.told(record.id, option)
            changed.append(ChangedVerdict(record.id, record.text, told, option))
    return tuple(changed)


def again_json(found: Again) -> Json:
    """`advisor check --again --json`."""
    return {
        "id": found.before.id,
        "differs": found.differs,
        "before": {"option": found.before.option.value, "firmness": found.before.firmness.value},
        "now": {
            "id": found.now.id,
            "option": found.now.verdict.option.value,
            "firmness": found.now.verdict.firmness.value,
        },
        "why": list(found.why),
    }


def _why(before: CheckRecord, now: CheckRecord) -> Iterator[str]:
    for guide in sorted({*before.votes, *now.votes}):
        yield from _moved(guide, before.votes.get(guide), now.votes.get(guide))
    for source in sorted({*before.versions, *now.versions}):
        was, is_now = before.versions.get(source), now.versions.get(source)
        if was != is_now:
            yield f"{source} {'was added' if was is None else 'is gone' if is_now is None else 'was changed'} since."
    if before.firmness is not now.firmness:
        yield f"The guides are {now.firmness.label} now; they were {before.firmness.label}."


def _moved(guide: str, was: tuple[str, str] | None, is_now: tuple[str, str] | None) -> Iterator[str]:
    if was == is_now:
        return
    if is_now is None:
        yield f"{guide} says nothing on these facts now; it said {_option(was)}."
    elif was is None:
        yield f"{guide} now says {_option(is_now)} (rule {is_now[1]}); it said nothing."
    elif was[0] != is_now[0]:
        yield f"{guide} now says {_option(is_now)} (rule {is_now[1]}) instead of {_option(was)} (rule {was[1]})."
    else:
        yield f"{guide} says {_option(is_now)} by another rule: {is_now[1]} instead of {was[1]}."


def _option(vote: tuple[str, str] | None) -> str:
    return IN_WORDS[Option(vote[0])] if vote else "nothing"
