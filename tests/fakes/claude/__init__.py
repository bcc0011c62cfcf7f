"""A local Claude that speaks the Messages API over a real socket: SSE, citations, and what the API refuses.

In a test, take the fixture `claude` (see `fixture.py`), point the SDK at `claude.url`, and say what it does:

    claude.writes(Part("RAG takes weeks.", cites=[Cite(0, 0)]), stop_reason="max_tokens")   # the next answer
    claude.mind = obedient          # any function of a request's body that gives a Reply; `quoting` at first
    claude.fails(Fault(status=529), times=2)                                                # then answers again
    claude.fails(Fault(after=3, then=SILENCE))                                              # in mid-stream
    claude.requests                 # the bodies that it was sent, in order, refused ones too

A request that the API of version 2026-10-21 refuses is answered with 400 and its reason (`rules.py`).
"""

from tests.fakes.claude.fake import FakeClaude
from tests.fakes.claude.faults import CLEAN_END, CUT, DRIP, ERROR, GARBAGE, LIMIT, SILENCE, Fault
from tests.fakes.claude.minds import quoting
from tests.fakes.claude.obedient import obedient
from tests.fakes.claude.replies import Cite, Part, Reply

__all__ = [
    "CLEAN_END",
    "CUT",
    "DRIP",
    "ERROR",
    "GARBAGE",
    "LIMIT",
    "SILENCE",
    "Cite",
    "FakeClaude",
    "Fault",
    "Part",
    "Reply",
    "obedient",
    "quoting",
]
