"""What people asked in vain, written as a new set for a person to complete."""

from pathlib import Path

from bot.evaluation.model import EvaluationError
from bot.journal import Journal
from bot.journal_export import exported


def export(journal: Journal, file: Path) -> int:
    """The number of questions written to a new file; none, no file. Raises EvaluationError when it cannot be written.

    A file that exists is left alone: somebody may have completed it.
    """
    gaps = journal.gaps(None, since=0)
    if not gaps:
        return 0
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(exported(gaps))
    except OSError as error:
        raise EvaluationError(f"The set cannot be written to {file} ({error.strerror}): choose a new file.") from None
    return len(gaps)
