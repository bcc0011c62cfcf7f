"""The process's log: one line a record, without secrets, and nothing in it that looks like a line it is not."""

import logging
import re
import sys
from collections.abc import Iterable

from pydantic import SecretStr
from pydantic_settings import BaseSettings

HIDDEN = "[secret]"

_SHAPES = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w.-]{6,}"  # Slack's tokens: bot, user, refresh and the others
    r"|xapp-[\w-]{6,}"
    r"|sk-ant-[\w-]{6,}"
    r"|(?<=[Bb]earer )[\w.~+/-]{8,}=*"
    r"|(?<=://)(?!user:password@)[^\s/:@]*:[^\s/@]+(?=@)"  # user and password in a URL, but for an example's
    r"|v0=[0-9a-f]{64}"  # a request's signature
)
_SHORTEST = 8  # a shorter secret would blot out words
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

_known: set[str] = set()  # of the process, as its log is


def set_up() -> None:
    """Log to stderr, from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(CleanFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def hide(*settings: BaseSettings) -> None:
    """From now on no secret of these settings is logged, whatever it looks like."""
    for one in settings:
        _known.update(_secrets(one))


def scrubbed(text: str) -> str:
    """The text with `HIDDEN` in the place of every known secret, and of whatever has the shape of one."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _SHAPES.sub(HIDDEN, text)


class CleanFormatter(logging.Formatter):
    """Scrubs, and indents every line but a record's first: nobody's text can forge a record or steer a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text; control characters other than the line feed are shown as they are written in Python."""
        shown = _CONTROL.sub(lambda found: repr(found[0])[1:-1], scrubbed(super().format(record)))
        return shown.replace("\n", "\n    ")


def _secrets(settings: BaseSettings) -> Iterable[str]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr) and len(value.get_secret_value().strip()) >= _SHORTEST:
            yield value.get_secret_value().strip()
