"""One request with a key, which is for its host alone: no redirect is followed. Imported when it is made (20 ms)."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

FAILURES = (OSError, ValueError, HTTPException)
"""All that `status_of` raises: no connection, or an answer that is no JSON."""


def status_of(url: str, headers: Mapping[str, str], timeout: float) -> int:
    """The HTTP status of a GET; 200 only with JSON behind it. `timeout` is in seconds. Raises `FAILURES`."""
    try:
        with build_opener(_Stay).open(Request(url, headers=dict(headers)), timeout=timeout) as response:  # noqa: S310 - the caller's
            json.load(response)
            return int(response.status)
    except HTTPError as refused:
        return refused.code


class _Stay(HTTPRedirectHandler):
    """Takes a redirect for the answer."""

    def redirect_request(self, *_: object) -> None:
        """Nothing to ask instead."""
