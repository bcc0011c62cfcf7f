"""Scripted faults: what the next calls of a method meet instead of, or after, doing their work."""

from dataclasses import dataclass

EVERY_METHOD = "*"
ALWAYS = -1


@dataclass
class Fault:
    """One scripted fault; exactly one of the kinds is set. `times` counts down, ALWAYS stays."""

    method: str
    error: str | None = None  # ok: false with this error
    status: int | None = None  # this HTTP status, no JSON
    rate_limited: int | None = None  # 429 with Retry-After of so many seconds
    timeout: float | None = None  # no answer for so many seconds, then the connection is reset; nothing is done
    accept_then_reset: bool = False  # the work is done, then the connection is reset: no answer
    times: int = 1

    def __post_init__(self) -> None:
        kinds = (self.error, self.status, self.rate_limited, self.timeout, self.accept_then_reset or None)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a fault is one of error, status, rate_limited, timeout, accept_then_reset")


class Faults:
    """The faults still to come, taken in the order in which they were scripted."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def script(self, fault: Fault) -> None:
        self._coming.append(fault)

    def clear(self) -> None:
        self._coming.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for fault in self._coming:
            if fault.method in (method, EVERY_METHOD):
                fault.times -= fault.times != ALWAYS
                if fault.times == 0:
                    self._coming.remove(fault)
                return fault
        return None
