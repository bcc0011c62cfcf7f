"""A local Slack to which the real slack-bolt app connects, over real HTTP and a real WebSocket on 127.0.0.1.

In a test, take the fixture `slack` (see `fixture.py`) and start the app against it:

    app = App(client=WebClient(token=slack.bot_token, base_url=slack.api_url))
    with socket_mode(app, slack):           # from tests.fakes.slack.bolt import socket_mode
        ...

or, for the app in its own process, set SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=slack.bot_token,
SLACK_APP_TOKEN=slack.app_token. Users and channels exist from the moment a test names them (C… channel, G… private,
D… direct message), the app being a member. Then tests read as sentences:

    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")   # app_mention and its message twin
    answer = slack.wait_for_answer(asked)                            # a Message, after updates and stream stops
    assert "RAG" in visible(answer) and not live_mentions(answer)
    assert asked.acked_within(3)

    slack.user("U1").says_in_dm("…")            .replies("C1", asked.ts, "…")      .says("C1", "…")
    slack.user("U1").runs("/advisor", "ask …")  .uses_shortcut("ask_about", msg)   .opens_home()  .opens_dm()
    slack.user("U1").clicks(answer, "share")    .clicks(answer, "feedback", "negative")
    slack.user("U1").submits(slack.modal("U1"), {"reason": "wrong"})               .closes(view)
    slack.user("U1").shares_file("C1", "guide.md", b"# …")   .edits(msg, "…")      .deletes(msg)  .stops("C1", ts)

    slack.calls("chat.postMessage")             # every call: method, args, at, token, headers, response, ok
    slack.messages("C1", asked.ts)              # the thread as people see it now; seen_by="U1" adds ephemerals
    slack.answers(asked); slack.ephemerals("U1"); slack.modal("U1"); slack.home("U1")
    slack.status("C1", asked.ts); slack.session("C1", asked.ts)
    slack.wait_for(lambda: slack.ephemerals("U1"), timeout=5)   # fails with everything that was seen

    slack.workspace.files[message.files[0]["id"]].content       # what the app uploaded; UPLOAD is its middle step

    slack.fail_next("chat.postMessage", error="channel_not_found")     # or status=500, rate_limited=30,
    slack.missing("chat.startStream")                                  # timeout=60, accept_then_reset=True; times=2
    slack.redeliver(asked.deliveries[0])        # same event_id, new envelope, retry_attempt counted up
    slack.redeliver_unacked()                   # what an app that died had got and not acked
    slack.disconnect(); slack.drop_links(); slack.wait_until_connected()
    slack.clock.advance(minutes=31)             # response_urls (30 min, 5 uses), streams (5 min), triggers (3 s) expire
    slack.workspace.scopes.discard("files:read")            # calls that need it: missing_scope; downloads: login page
    slack.workspace.groups["S1"] = ["U1"]; slack.workspace.channel("C9", archived=True)
    slack.deliver(events.app_mention(slack.workspace, message), retry_num=1)    # any payload, or a forged `Event`
    slack.post_to("http://127.0.0.1:3000/slack/events")     # HTTP mode: all of the above by signed POST from now on
    body, kind = event.http_body(); slack.signed_request(body)                  # to forge one; delivery.status

Calls over a documented limit are refused as Slack refuses them (`limits.py`, `blocks.py`, `elements.py`).
A new Web API method is one function in `methods/`, a new event one function in `events.py`.
"""

from tests.fakes.slack.entities import View
from tests.fakes.slack.events import Event
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.faults import ALWAYS, EVERY_METHOD
from tests.fakes.slack.inspection import live_mentions, urls, visible
from tests.fakes.slack.messages import Message
from tests.fakes.slack.person import Person, Said
from tests.fakes.slack.recorder import RESPONSE_URL, UPLOAD, Call
from tests.fakes.slack.sockets import Delivery

__all__ = [
    "ALWAYS",
    "EVERY_METHOD",
    "RESPONSE_URL",
    "UPLOAD",
    "Call",
    "Delivery",
    "Event",
    "FakeSlack",
    "Message",
    "Person",
    "Said",
    "View",
    "live_mentions",
    "urls",
    "visible",
]
