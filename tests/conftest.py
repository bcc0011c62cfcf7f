"""For every test: no network beyond this machine, the fake Slack as fixture `slack`, the fake Claude as `claude`."""

import ipaddress
import socket
from collections.abc import Iterator

import pytest

LONGEST = ("/indexer/test_crashes.py", "/end_to_end/")
"""What takes longest, most of it in processes of its own: begun last, it would be waited for alone."""

pytest_plugins = ["tests.fakes.claude.fixture", "tests.fakes.slack.fixture"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with what takes longest."""
    items.sort(key=lambda item: not any(place in item.path.as_posix() for place in LONGEST))


class NetworkBlockedError(OSError):
    """A test tried to leave the machine."""


def is_local(address: object) -> bool:
    """Whether a socket address is a Unix path or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuses every connection to another machine. Patched here because no seam exists below the libraries."""
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: object, *, _original: object = original) -> object:
            if not is_local(address):
                raise NetworkBlockedError(f"tests stay on this machine: {address!r} is not 127.0.0.1 or localhost")
            return _original(self, address)  # type: ignore[operator]

        monkeypatch.setattr(socket.socket, name, guarded)
    yield
