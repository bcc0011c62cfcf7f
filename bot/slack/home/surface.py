"""The Home tab's listeners: each tells Slack that the click arrived, and has the work done behind it."""

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.slack.clicks import click_of, tell
from bot.slack.home.admin_view import REINDEX, RESTORE
from bot.slack.home.documents import ALL, EARLIER, FIND, LATER, REMOVE
from bot.slack.home.home import Home
from bot.slack.home.keeping import Clicker, Keeping
from bot.slack.home.looking import read
from bot.slack.home.user_view import CHECK
from bot.slack.incoming import Body, event_of, part_of, text_of


def register(app: App, home: Home) -> None:
    """Publishes the Home of whoever opens it, and does what admins click there."""
    keeping = Keeping(home)
    on_click: dict[str, Callable[[Clicker, str], None]] = {
        REINDEX: lambda by, _value: keeping.reindex(by),
        REMOVE: keeping.remove,
        RESTORE: keeping.restore,
        EARLIER: keeping.turn,
        LATER: keeping.turn,
        FIND: keeping.find,
        ALL: lambda by, _value: keeping.find(by, ""),
    }

    @app.event("app_home_opened", matchers=[_is_home])
    def opened(body: Body) -> None:
        user = text_of(event_of(body), "user")
        if user:
            home.errands.run(lambda: home.publish(user), lambda _reference: home.say_instead(user))

    @app.action(CHECK)
    def check(ack: Ack, body: Body) -> None:
        ack()
        click = click_of(body)
        failed = home.new_check(click.user, click.trigger)
        if failed is not None:
            tell(home.workspace.client, click, failed.said)

    def register_click(action_id: str, do: Callable[[Clicker, str], None]) -> None:
        @app.action(action_id)
        def clicked(ack: Ack, body: Body) -> None:
            ack()
            click, metadata = click_of(body), text_of(part_of(body, "view"), "private_metadata")
            by = Clicker(click.team, click.user, read(metadata))
            home.errands.run(lambda: do(by, click.value), lambda reference: keeping.sorry(by, reference))

    for action_id, do in on_click.items():
        register_click(action_id, do)


def _is_home(event: Body) -> bool:
    """Not the *Messages* tab, whose opening is another surface's."""
    return event.get("tab") == "home"
