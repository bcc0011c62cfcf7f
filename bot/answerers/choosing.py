"""The evidence that an answer is made of: one lead with what goes on from it, and what other places say."""

from collections.abc import Sequence

from bot.answerers.evidence import Evidence
from bot.answerers.grouping import MOST_IN_A_ROW, Group, going_on, group_of
from bot.answerers.repeating import adds, repeats, says_nothing
from bot.answerers.scoring import Scored

_NEAR_THE_BEST = 0.8  # a piece with less than this share of the best one's score supports it no more
_AS_CLOSE = 0.68  # and one that means something else supports nothing, whatever words it shares
_SAME_DOCUMENT = 0.85  # what a piece's score is worth when its document has spoken already
_MOST_BESIDE_A_FULL_LEAD = 2


def chosen(question: str, ranked: Sequence[Scored], most: int) -> list[Group]:
    """The lead's group, then at most `most` groups that support it; nothing is said twice.

    Other documents come before more of the same, since guides disagree.
    """
    lead = ranked[0]
    groups = [group_of(question, lead, ranked)]
    spoken = [lead.evidence.passage.source]
    for _ in range(most if len(groups[0]) < MOST_IN_A_ROW else min(most, _MOST_BESIDE_A_FULL_LEAD)):
        said = [piece for group in groups for piece in group]
        support = _support(lead, ranked, said, spoken)
        if support is None:
            break
        spoken.append(support.evidence.passage.source)
        groups.append(going_on(support, ranked, said, _NEAR_THE_BEST * lead.score, 2))
    return groups


def _support(lead: Scored, ranked: Sequence[Scored], said: Sequence[Evidence], spoken: Sequence[str]) -> Scored | None:
    bar = _NEAR_THE_BEST * lead.score
    open_pieces = [
        one
        for one in ranked
        if one.score >= bar
        and one.similarity >= _AS_CLOSE * lead.similarity
        and one.evidence.row is None
        and not says_nothing(one.evidence.prose)
        and not any(repeats(one.evidence, held) for held in said)
        and adds(one.evidence, said)
    ]
    return max(
        open_pieces,
        key=lambda one: one.score * _SAME_DOCUMENT ** spoken.count(one.evidence.passage.source),
        default=None,
    )
