"""The evidence that an answer is made of: one lead with what goes on from it, and what other places say."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answerers.asking import begins_with, content_stems
from bot.answerers.evidence import Evidence
from bot.answerers.grouping import Group, Reach, gives_a_figure, group_of, run_of
from bot.answerers.likeness import Likeness
from bot.answerers.nearness import stems_of
from bot.answerers.repeating import adds, repeats, says_nothing
from bot.answerers.same import says_the_same, with_twin
from bot.answerers.same_question import question_above
from bot.answerers.scoring import Scored

_LESS = 1.5  # of score: a piece that answers this much worse than the lead supports it no more
_OF_A_KIND = 0.5  # of how much the lead is of the kinds asked for
_WEAK_KIND = 0.3  # such as advice, where a fact beside it is welcome
_DEFINES = 0.8  # beside what explains a term, nothing else is asked for
_SPOKEN = 0.5  # of score: what a document that has spoken already must be better by than another
_GOES_ON = 1.0  # of score: a sentence that answers this much worse than a support does not go on from it
_ENOUGH = 60  # words, after which nothing more is said beside the lead


def chosen(question: str, ranked: Sequence[Scored], most: int, likeness: Likeness) -> list[Group]:
    """The lead's group, then at most `most` groups that support it; nothing is said twice, twins are cited.

    Guides disagree in figures, so that another's figure is worth a reader's time, and other documents come before more
    of the same; another's sentence that says in its own way what the lead says is not.
    """
    lead = ranked[0]
    groups = [group_of(question, lead, ranked)]
    spoken, asked = [lead.evidence.passage.source], content_stems(question)
    beside = _Beside(question, lead, likeness)
    for _ in range(0 if question_above(lead.evidence.passage) else most):  # the answer to a question is whole
        said = [piece for group in groups for piece in group]
        support = beside.best(ranked, said, spoken) if _words(said) < _ENOUGH else None
        if support is None:
            break
        spoken.append(support.evidence.passage.source)
        groups.append(run_of(support, ranked, Reach(support.score - _GOES_ON, 2), asked, said))
    return [tuple(with_twin(piece, ranked, likeness) for piece in group) for group in groups]


def _words(said: Sequence[Evidence]) -> int:
    return sum(len(piece.prose.split()) for piece in said)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What may stand beside a lead in the answer to a question."""

    question: str
    lead: Scored
    likeness: Likeness

    def best(self, ranked: Sequence[Scored], said: Sequence[Evidence], spoken: Sequence[str]) -> Scored | None:
        """The best piece that supports the lead and is not said yet; one of a document that has not spoken if near."""
        return max(
            (one for one in ranked if self._supports(one) and self._is_new(one.evidence, said)),
            key=lambda one: one.score - _SPOKEN * spoken.count(one.evidence.passage.source),
            default=None,
        )

    def _supports(self, one: Scored) -> bool:
        """Whether it gives a figure that is asked for, and is near the lead in all that makes an answer."""
        lead, prose = self.lead, one.evidence.prose
        return (
            one.score >= lead.score - _LESS
            and gives_a_figure(one)
            and (one.in_kind >= _OF_A_KIND * lead.in_kind or lead.in_kind <= _WEAK_KIND)
            and one.defines >= min(_DEFINES, lead.defines)
            and one.evidence.row is None
            and not question_above(one.evidence.passage)  # it answers its own question, and as a whole
            and self._keeps_to_it(prose)
        )

    def _keeps_to_it(self, prose: str) -> bool:
        """Whether it speaks of what the lead begins with, or begins with another thing that is asked about."""
        asked = content_stems(self.question)
        subject = begins_with(self.lead.evidence.prose, words=1) & asked
        return not subject or bool(subject & stems_of(prose) or asked & begins_with(prose))

    def _is_new(self, piece: Evidence, said: Sequence[Evidence]) -> bool:
        return (
            not says_nothing(piece.prose)
            and not any(repeats(piece, held) for held in said)
            and adds(piece, said)
            and not says_the_same(piece, said, self.likeness)
        )
