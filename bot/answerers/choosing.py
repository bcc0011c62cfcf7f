"""The evidence that an answer is made of: one lead with what goes on from it, and what other places say."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answerers.asking import begins_with, beside_the_point, content_stems
from bot.answerers.defining import defines
from bot.answerers.evidence import Evidence
from bot.answerers.grouping import MOST_IN_A_ROW, Group, Reach, gives_a_figure, going_on, group_of
from bot.answerers.repeating import adds, repeats, says_nothing
from bot.answerers.same import says_the_same, with_twin
from bot.answerers.scoring import Scored, Similarity, stems_of

_NEAR_THE_BEST = 0.8  # a piece with less than this share of the best one's score supports it no more
_AS_CLOSE = 0.68  # and one that means something else supports nothing, whatever words it shares
_AS_MUCH = 0.5  # of the question, or it is about something beside it
_ALL_ASKED = 0.9  # of the question's words: a figure beside them answers, in whatever words it stands
_OF_A_KIND = 0.5  # of how much the lead is of the kinds asked for
_WEAK_KIND = 0.3  # such as advice, where a fact beside it is welcome
_DEFINES = 0.8  # beside what explains a term, nothing else is asked for
_SAME_DOCUMENT = 0.85  # what a piece's score is worth when its document has spoken already
_MOST_BESIDE_A_FULL_LEAD = 2


def chosen(question: str, ranked: Sequence[Scored], most: int, similarity: Similarity) -> list[Group]:
    """The lead's group, then at most `most` groups that support it; nothing is said twice, twins are cited.

    Other documents come before more of the same, since guides disagree.
    """
    lead = ranked[0]
    groups = [group_of(question, lead, ranked)]
    spoken = [lead.evidence.passage.source]
    beside = _Beside(question, lead, similarity)
    for _ in range(most if len(groups[0]) < MOST_IN_A_ROW else min(most, _MOST_BESIDE_A_FULL_LEAD)):
        said = [piece for group in groups for piece in group]
        support = beside.best(ranked, said, spoken)
        if support is None:
            break
        spoken.append(support.evidence.passage.source)
        groups.append(going_on(question, support, ranked, Reach(_NEAR_THE_BEST * lead.score, 2), said))
    return [tuple(with_twin(piece, ranked, similarity) for piece in group) for group in groups]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What may stand beside a lead in the answer to a question."""

    question: str
    lead: Scored
    similarity: Similarity

    def best(self, ranked: Sequence[Scored], said: Sequence[Evidence], spoken: Sequence[str]) -> Scored | None:
        """The best piece that supports the lead and is not said yet; one of a document that has not spoken if near."""
        return max(
            (one for one in ranked if self._supports(one) and self._is_new(one.evidence, said)),
            key=lambda one: one.score * _SAME_DOCUMENT ** spoken.count(one.evidence.passage.source),
            default=None,
        )

    def _supports(self, one: Scored) -> bool:
        """Whether it is near the lead in all that makes an answer, and of the same form."""
        lead, prose = self.lead, one.evidence.prose
        return (
            one.score >= _NEAR_THE_BEST * lead.score
            and (one.similarity >= _AS_CLOSE * lead.similarity or (gives_a_figure(one) and one.coverage >= _ALL_ASKED))
            and (one.in_kind >= _OF_A_KIND * lead.in_kind or lead.in_kind <= _WEAK_KIND)
            and defines(self.question, prose) >= min(_DEFINES, defines(self.question, lead.evidence.prose))
            and one.evidence.row is None
            and (gives_a_figure(one) or not beside_the_point(self.question, prose))
            and (one.coverage >= _AS_MUCH * lead.coverage or gives_a_figure(one))
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
            and not says_the_same(piece, said, self.similarity)
        )
