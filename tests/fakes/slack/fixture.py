"""The pytest fixture `slack`: a fresh fake Slack for each test."""

from collections.abc import Iterator

import pytest

from tests.fakes.slack.fake import FakeSlack


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A running fake Slack, ended after the test."""
    with FakeSlack() as fake:
        yield fake
