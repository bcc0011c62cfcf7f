"""Fetches a file that somebody shared in Slack: from Slack's own hosts, whole, or not at all.

The bot token goes with the request, so an address decides who gets it: only https, only Slack, and each redirect is
looked at before it is followed.
"""

import logging
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.parse import urlsplit

from bot.model import AdvisorError

log = logging.getLogger(__name__)

TRIES = 3
PAUSE = 0.3  # seconds before the second try, and twice that before the third
TIMEOUT = 15  # seconds without a byte
DEADLINE = 60  # seconds for the whole of one try, however it drips
_PIECE = 65_536


class NotAtSlack(AdvisorError):
    """The file is said to lie somewhere else than at Slack; the token was not sent there."""


class MayNotRead(AdvisorError):
    """Slack gave its sign-in page in place of the file, as it does when the token lacks files:read."""


class TooLarge(AdvisorError):
    """The file has more bytes than are taken."""


class BrokenOff(AdvisorError):
    """The file did not come whole, however often it was asked for."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """Fetches files with the bot token. `api_url` is Slack's own, or another whose host is trusted as Slack's is."""

    token: str
    api_url: str
    max_bytes: int
    wait: Callable[[float], None] = time.sleep

    def get(self, url: str, size: int) -> bytes:
        """The file's bytes, of which there are to be `size`. Raises the errors above."""
        self._refuse_elsewhere(url)
        if size > self.max_bytes:
            raise TooLarge(f"The file has {size:,} bytes; the limit is {self.max_bytes:,}. Split it.")
        for again in range(TRIES):
            if again:
                self.wait(PAUSE * again)
            try:
                return self._once(url, size)
            except (BrokenOff, OSError, HTTPException) as error:  # URLError and timeouts are OSErrors
                log.warning("a download failed (%s)", type(error).__name__)
        raise BrokenOff(f"The file did not come whole in {TRIES} tries. Try again in a minute.")

    def is_slack(self, url: str) -> bool:
        """Whether the token may be sent to this address."""
        try:
            parts, ours = urlsplit(url), urlsplit(self.api_url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if "@" in parts.netloc:
            return False
        if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
            return True
        return parts.scheme == "https" and port in (None, 443) and (host == "slack.com" or host.endswith(".slack.com"))

    def _refuse_elsewhere(self, url: str) -> None:
        if not self.is_slack(url):
            raise NotAtSlack("The file does not lie at Slack, so it was not fetched. Upload it to Slack itself.")

    def _once(self, url: str, size: int) -> bytes:
        opener = urllib.request.build_opener(_Careful(self._refuse_elsewhere))
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.token}"})  # noqa: S310 - `is_slack` let it pass
        with opener.open(request, timeout=TIMEOUT) as response:
            content = self._read(response)
            html = response.headers.get_content_type() == "text/html"
        if html or (len(content) != size and content.lstrip()[:9].lower() == b"<!doctype"):
            raise MayNotRead("Slack gave its sign-in page. Add the scope files:read, and reinstall the app.")
        if len(content) != size:
            raise BrokenOff(f"The file has {size:,} bytes, and {len(content):,} came.")
        return content

    def _read(self, response: HTTPResponse) -> bytes:
        content, deadline = bytearray(), time.monotonic() + DEADLINE
        while piece := response.read(_PIECE):
            content += piece
            if len(content) > self.max_bytes:
                raise TooLarge(f"The file has more than {self.max_bytes:,} bytes. Split it.")
            if time.monotonic() > deadline:
                raise BrokenOff(f"The file did not come in {DEADLINE} seconds.")
        return bytes(content)


class _Careful(urllib.request.HTTPRedirectHandler):
    """Follows redirects, each only after `check` let its address pass."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check

    def redirect_request(  # noqa: PLR0913 - the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The next request, which carries the token as well."""
        self._check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
