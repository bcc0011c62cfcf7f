"""The rules that all of Block Kit shares: lengths, counts, text objects."""

from collections.abc import Iterator, Sequence


def too_long(text: str, most: int, at: str) -> Iterator[str]:
    if len(text) > most:
        yield f"[ERROR] must be less than {most + 1} characters [json-pointer:{at}]"


def counted(things: Sequence[object], most: int, at: str, *, least: int = 0) -> Iterator[str]:
    if len(things) > most:
        yield f"[ERROR] no more than {most} items allowed [json-pointer:{at}]"
    if len(things) < least:
        yield f"[ERROR] no fewer than {least} items allowed [json-pointer:{at}]"


def texted(text: object, most: int, at: str, *, plain_only: bool = False) -> Iterator[str]:
    """The problems of a text object: {"type": "plain_text" | "mrkdwn", "text": 1 to `most` characters}."""
    kinds = {"plain_text"} if plain_only else {"plain_text", "mrkdwn"}
    if not isinstance(text, dict) or text.get("type") not in kinds or not isinstance(text.get("text"), str):
        yield f"[ERROR] must be a text object of type {' or '.join(sorted(kinds))} [json-pointer:{at}]"
        return
    if not text["text"]:
        yield f"[ERROR] must be more than 0 characters [json-pointer:{at}/text]"
    yield from too_long(text["text"], most, f"{at}/text")
