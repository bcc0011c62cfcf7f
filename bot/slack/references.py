"""The number on an apology, and in the log beside what went wrong."""

import secrets


def new_reference() -> str:
    """What an asker can quote and an operator can search for: six hexadecimal digits."""
    return secrets.token_hex(3)
