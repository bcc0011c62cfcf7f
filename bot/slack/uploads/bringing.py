"""Brings an offered file here: what Slack says of it, and its bytes; or the page that says why not."""

import logging
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.keeping.names import suffix_of
from bot.slack.trouble import SLACK_ERRORS, code
from bot.slack.uploads.downloads import BrokenOff, Downloads, MayNotRead, NotAtSlack, TooLarge
from bot.slack.uploads.pages import Page, of_other_kind, refused, sentence

log = logging.getLogger(__name__)

NO_SCOPE = (
    "Slack does not let me read files. Ask whoever installed me to give me the permission `files:read` "
    "(OAuth & Permissions) and to reinstall the app."
)
ELSEWHERE = "This file does not lie at Slack itself, so I do not fetch it. Upload it to Slack, or copy it here."
BROKEN_OFF = "The file did not come through whole. Please try again in a minute."
NO_FILE = "I cannot see this file: it was deleted, or I am not where it was shared. Send it to me under *Messages*."
NOT_NOW = "Slack did not hand the file over just now. Please try again in a minute."


class Refused(Exception):
    """The offer goes no further; the page says why."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.text)
        self.page = page


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that can be read, under the name that it has at Slack."""

    name: str
    content: bytes


def bring(client: WebClient, downloads: Downloads, file_id: str) -> Brought:
    """The file of this id. What a payload said of it is not believed. Raises Refused."""
    try:
        found = client.files_info(file=file_id).get("file") or {}
    except SLACK_ERRORS as error:
        log.warning("no word of an offered file (%s)", code(error))
        told = {"missing_scope": NO_SCOPE, "file_not_found": NO_FILE, "file_deleted": NO_FILE}
        raise Refused(sentence(told.get(code(error), NOT_NOW))) from error
    name, url = str(found.get("name") or ""), str(found.get("url_private_download") or found.get("url_private") or "")
    if suffix_of(name) is None:
        raise Refused(of_other_kind(name))
    return Brought(name, _content(downloads, name, url, int(found.get("size") or 0)))


def _content(downloads: Downloads, name: str, url: str, size: int) -> bytes:
    try:
        return downloads.get(url, size)
    except NotAtSlack:
        raise Refused(sentence(ELSEWHERE)) from None
    except MayNotRead:
        raise Refused(sentence(NO_SCOPE)) from None
    except TooLarge:
        limit = f"has more than {downloads.max_bytes:,} bytes, which is the most that I take; split it"
        raise Refused(refused(name, limit)) from None
    except BrokenOff:
        raise Refused(sentence(BROKEN_OFF)) from None
