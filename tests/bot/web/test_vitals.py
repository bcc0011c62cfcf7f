"""`/healthz` and `/metrics`, asked over HTTP."""

import json
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from sqlalchemy import text

from bot.counts import BUCKETS, Counts
from bot.message import Kind, Message
from bot.model import Answer, Declined, Usage
from bot.records import Records
from bot.settings import SlackSettings
from bot.slack.serving import vitals_site
from bot.watching import Stopped
from bot.web.server import WebServer
from bot.web.site import site
from bot.web.vitals import Vitals
from tests.bot.slack.conftest import CITATION
from tests.bot.web.conftest import AS_OF, DatedLibrary, HttpApp, free_port
from tests.fakes.slack import FakeSlack

ANSWER = Answer("?", "Yes. [1]", (CITATION,), "claude-sonnet-5-5", usage=Usage(1_000, 200, 0, 0.006))


class Process:
    """What is looked at, and the address where it is told."""

    def __init__(self, records: Records) -> None:
        self.library, self.records, self.counts, self.connected = DatedLibrary(), records, Counts(), True
        self.server = WebServer(
            site(Vitals(self.library, records, self.counts, lambda: self.connected)), "127.0.0.1", 0
        )

    def get(self, path: str) -> tuple[int, str]:
        return get(self.server.address + path)

    def figures(self) -> dict[str, float]:
        """The samples of /metrics by name and labels."""
        lines = [line for line in self.get("/metrics")[1].splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def get(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.fixture
def process(records: Records) -> Iterator[Process]:
    made = Process(records)
    with made.server:
        yield made


def test_a_process_that_would_answer_says_so_with_the_age_of_its_index(process: Process) -> None:
    status, said = process.get("/healthz")
    assert status == 200
    assert json.loads(said) == {
        "status": "ok",
        "slack": "ok",
        "database": "ok",
        "index": "ok",
        "index_as_of": AS_OF.isoformat(),
        "waiting": 0,
    }


def test_without_a_link_to_slack_it_is_not_ready(process: Process) -> None:
    process.connected = False
    status, said = process.get("/healthz")
    assert (status, json.loads(said)["slack"]) == (503, "not connected")
    assert process.figures()["advisor_ready"] == 0


def test_without_an_index_it_is_not_ready(process: Process) -> None:
    process.library.made = None
    status, said = process.get("/healthz")
    assert (status, json.loads(said)["index_as_of"]) == (503, None)


def test_without_its_database_it_is_not_ready_and_still_gives_its_counts(process: Process) -> None:
    with process.records.engine.begin() as db:
        db.execute(text("ALTER TABLE inbox RENAME TO gone"))
    status, said = process.get("/healthz")
    assert (status, json.loads(said)["database"]) == (503, "cannot be read; run advisor doctor")
    figures = process.figures()
    assert figures["advisor_ready"] == 0
    assert "advisor_inbox_waiting" not in figures
    assert figures["advisor_answer_seconds_count"] == 0


def test_a_database_that_does_not_answer_is_told_in_time(records: Records) -> None:
    released = threading.Event()

    class Hangs(DatedLibrary):
        def as_of(self) -> datetime | None:
            released.wait(30)
            return None

    vitals = Vitals(Hangs(), records, Counts(), lambda: True)
    with WebServer(site(vitals, patience=0.05), "127.0.0.1", 0) as server:
        status, said = get(f"{server.address}/healthz")
        assert (status, json.loads(said)["database"]) == (503, "no answer in 0.05 s")
        assert "advisor_ready 0" in get(f"{server.address}/metrics")[1]
        released.set()


def test_questions_are_counted_by_what_became_of_them(process: Process) -> None:
    def stopped(_question: str) -> Answer:
        raise Stopped

    def failed(_question: str) -> Answer:
        raise ValueError

    for _ in range(2):
        process.counts.counted(lambda _question: ANSWER)("?")
    process.counts.counted(lambda _question: Declined("?", "extractive"))("?")
    for made in (stopped, failed):
        with pytest.raises((Stopped, ValueError)):
            process.counts.counted(made)("?")
    figures = process.figures()
    assert figures['advisor_questions_total{outcome="answered",answerer="claude-sonnet-5-5"}'] == 2
    assert figures['advisor_questions_total{outcome="declined",answerer="extractive"}'] == 1
    assert figures['advisor_questions_total{outcome="stopped",answerer=""}'] == 1
    assert figures['advisor_questions_total{outcome="failed",answerer=""}'] == 1
    assert figures["advisor_model_usd_total"] == pytest.approx(0.012)
    assert figures['advisor_model_tokens_total{kind="input"}'] == 2_000
    assert figures["advisor_answer_seconds_count"] == 5
    assert figures[f'advisor_answer_seconds_bucket{{le="{BUCKETS[-1]:g}"}}'] == 5
    assert figures['advisor_answer_seconds_bucket{le="+Inf"}'] == 5


def test_what_waits_and_what_is_indexed_are_gauges(process: Process) -> None:
    process.records.accept(Message("E1", Kind.DM, "T", "D1", "1.0", "1.0", "U1", "Waiting?"))
    figures = process.figures()
    assert figures["advisor_inbox_waiting"] == 1
    assert 0 <= figures["advisor_inbox_oldest_seconds"] < 60
    assert {"advisor_index_documents", "advisor_index_chunks"} <= figures.keys()


def test_a_name_with_quotes_stays_one_label(process: Process) -> None:
    process.counts.counted(lambda _question: Declined("?", 'a"b\\c\nd'))("?")
    _, page = process.get("/metrics")
    assert 'answerer="a\\"b\\\\c\\nd"' in page
    assert page.endswith("\n")


def test_in_socket_mode_no_port_is_opened_that_nobody_asked_for(process: Process) -> None:
    vitals = Vitals(process.library, process.records, process.counts, lambda: True)
    assert isinstance(vitals_site(SlackSettings(_env_file=None), vitals), nullcontext)
    port = free_port()
    with vitals_site(SlackSettings(_env_file=None, port=port), vitals):
        assert get(f"http://127.0.0.1:{port}/healthz")[0] == 200


def test_questions_asked_by_http_reach_the_figures(slack: FakeSlack, http_app: HttpApp) -> None:
    http_app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    assert get(f"{http_app.base}/healthz")[0] == 200
    assert 'outcome="answered",answerer="extractive"} 1' in get(f"{http_app.base}/metrics")[1]
