"""How the fake answers when no test says what."""

from tests.fakes.claude.replies import Cite, Json, Part, Reply, search_results, texts_of


def quoting(body: Json) -> Reply:
    """Says the longest block of each of the first two results word for word, and cites it; a good pupil."""
    parts: list[Part] = []
    for number, result in enumerate(search_results(body)[:2]):
        blocks = texts_of(result)
        longest = max(range(len(blocks)), key=lambda at: len(blocks[at]))
        parts += [
            Part(" ") if parts else Part("The folder says: "),
            Part(blocks[longest].strip(), [Cite(number, longest)]),
        ]
    return Reply(parts) if parts else Reply([Part("NOT IN THE PASSAGES")])
