"""The guard in tests/conftest.py: no test leaves this machine."""

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("slack.example", 443), ("2001:db8::1", 80, 0, 0)])
def test_another_machine_is_out_of_reach(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as outgoing, pytest.raises(OSError, match="tests stay on this machine"):
        outgoing.connect(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_in_reach(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as outgoing:
        outgoing.connect((host, server.getsockname()[1]))
        assert outgoing.getpeername() == server.getsockname()
