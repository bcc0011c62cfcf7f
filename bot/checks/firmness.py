"""How far the guides agree, in words."""

from bot.checks.verdict import Firmness, Verdict
from bot.model import Option

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def firmness_in_words(verdict: Verdict) -> str:
    """How many of the guides that have a say agree, in words."""
    voted = len(verdict.findings)
    agreeing = sum(finding.option is verdict.option for finding in verdict.findings)
    if verdict.option is Option.NEED_MORE_INFORMATION and verdict.versions:
        return "the facts so far do not decide it"
    if verdict.firmness is Firmness.NO_VOTES:
        return "no guide has a rule for these facts"
    if verdict.firmness is Firmness.UNANIMOUS:
        return _all_agree(voted, abstained=len(verdict.abstained))
    counted = _some_agree(agreeing, voted)
    return f"contested: {counted}" if verdict.firmness is Firmness.CONTESTED else counted


def _some_agree(agreeing: int, voted: int) -> str:
    if agreeing == 0:  # the house framework decided, against them
        return "the one guide with a rule for this disagrees" if voted == 1 else f"{_every(voted)} guides disagree"
    return f"{_number(agreeing)} of {_number(voted)} guides {'agrees' if agreeing == 1 else 'agree'}"


def _all_agree(voted: int, *, abstained: int) -> str:
    if voted == 1:
        return "the one guide with a rule for this agrees"
    return f"{_every(voted)} guides {'with a rule for this ' if abstained else ''}agree"


def _every(count: int) -> str:
    return "both" if count == 2 else f"all {_number(count)}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
