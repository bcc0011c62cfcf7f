"""Runs the Slack face by the setting's mode; both modes share all but the way in.

Socket Mode opens a link to Slack and listens nowhere, unless SLACK_PORT is set: then `/healthz` and `/metrics` are
there. HTTP mode listens for Slack on the same port.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Event

from slack_bolt import App

from bot.settings import SlackSettings
from bot.slack.connecting import open_socket, revealed
from bot.stopping import until
from bot.web.vitals import Vitals

log = logging.getLogger(__name__)

Connected = Callable[[], bool]
Look = Callable[[Connected], Vitals]
"""The vital parts of this process, given what tells whether Slack can reach it."""


def let_in(settings: SlackSettings, look: Look, stop: Event) -> Callable[[App], None]:
    """What connects an app with Slack until `stop` is set."""
    return _by_http(settings, look, stop) if settings.mode == "http" else _by_socket(settings, look, stop)


def _by_socket(settings: SlackSettings, look: Look, stop: Event) -> Callable[[App], None]:
    def run(app: App) -> None:
        with open_socket(app, settings) as connected, vitals_site(settings, look(connected)):
            until(stop)

    return run


def _by_http(settings: SlackSettings, look: Look, stop: Event) -> Callable[[App], None]:
    from bot.slack.http_mode import PATH, slack_requests
    from bot.web.server import WebServer
    from bot.web.site import site

    def run(app: App) -> None:
        requests = slack_requests(app, revealed(settings.signing_secret))
        vitals = look(lambda: True)  # Slack calls when it has something: there is no link that could break
        with WebServer(site(vitals, (PATH, requests)), settings.host, settings.port) as server:
            log.info("listening for Slack on %s%s", server.address, PATH)
            until(stop)

    return run


def vitals_site(settings: SlackSettings, vitals: Vitals) -> AbstractContextManager[object]:
    """`/healthz` and `/metrics` if a port was asked for: no one who just tries Advisor gets an open port."""
    if "port" not in settings.model_fields_set:
        return nullcontext()
    from bot.web.server import WebServer
    from bot.web.site import site

    return WebServer(site(vitals), settings.host, settings.port)
