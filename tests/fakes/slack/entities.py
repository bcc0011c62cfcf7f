"""What a workspace is made of, besides messages: people, channels, files, views, response_urls."""

from dataclasses import dataclass, field

from tests.fakes.slack.identity import TEAM_ID
from tests.fakes.slack.refusal import Json


@dataclass
class User:
    """A member.

    `guest` is a restricted account, `single_channel` one for a single channel, `stranger` somebody with
    whom no channel is shared; `team_id` differs for people from another workspace."""

    id: str
    name: str
    admin: bool = False
    guest: bool = False
    deleted: bool = False
    bot: bool = False
    team_id: str = TEAM_ID
    single_channel: bool = False
    stranger: bool = False
    teams: tuple[str, ...] = ()  # the workspaces of an Enterprise Grid that they are in


@dataclass
class Channel:
    """A conversation; `kind` is Slack's channel_type: channel, group or im."""

    id: str
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    archived: bool = False


@dataclass
class SharedFile:
    """An uploaded file. `redirect_to` makes its download answer 302, `cut_to` makes the body end early (bytes).

    `cut_times` counts the downloads that are cut (ALWAYS: all of them); `url` is where it is said to lie, if not here.
    """

    id: str
    name: str
    content: bytes
    user: str
    mimetype: str = "text/plain"
    redirect_to: str | None = None
    cut_to: int | None = None
    cut_times: int = -1
    url: str | None = None


@dataclass
class View:
    """A modal or Home tab as the user sees it now. `errors` are those of the last refused submission."""

    id: str
    user: str
    body: Json
    hash: str
    closed: bool = False
    errors: Json = field(default_factory=dict)


@dataclass
class ResponseUrl:
    """A response_url that was handed out, and how often it was used."""

    channel: str
    user: str
    issued: float
    message_ts: str | None = None
    uses: int = 0
