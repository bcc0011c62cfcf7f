"""The fixture `claude`."""

from collections.abc import Iterator

import pytest

from tests.fakes.claude import FakeClaude


@pytest.fixture
def claude() -> Iterator[FakeClaude]:
    fake = FakeClaude().start()
    yield fake
    fake.stop()
