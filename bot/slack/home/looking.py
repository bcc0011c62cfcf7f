"""What of the folder's documents an admin looks at: a page of all, or of those that they searched for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.model import Listed

PER_PAGE = 20  # documents, each with its menu
LONGEST = 100  # characters that are searched for


@dataclass(frozen=True, slots=True)
class Looking:
    """The page, counted from 0, of the documents that have all these words in their title or path; "" for all."""

    page: int = 0
    words: str = ""

    def among(self, documents: Sequence[Listed]) -> Sequence[Listed]:
        """Those that are looked at, on whatever page."""
        words = self.words.casefold().split()
        if not words:
            return documents
        return [one for one in documents if all(word in f"{one.title}\n{one.source}".casefold() for word in words)]

    def turned(self, page: str) -> "Looking":
        """The same on another page, as a payload has it; the first one when it is no number."""
        return replace(self, page=_number(page))

    def written(self) -> str:
        """What `read` reads, for the view to carry."""
        return f"{self.page} {self.words}"


FIRST_PAGE = Looking()


def read(written: str) -> Looking:
    """What a view carried, or a forger wrote: it chooses among what its admin may see, and does nothing else."""
    page, _, words = written.partition(" ")
    return searched(words).turned(page)


def searched(words: str) -> Looking:
    """The first page of what these words find."""
    return Looking(words=" ".join(words.split())[:LONGEST])


def pages(documents: int) -> int:
    """How many pages so many documents take."""
    return max(1, -(-documents // PER_PAGE))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
