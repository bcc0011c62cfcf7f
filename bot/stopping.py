"""How a command that runs until it is stopped hears that it is to stop."""

import signal
import threading

_LOOK_SECONDS = 0.5


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set from now on, instead of ending the process where it stands.

    To be called by the main thread, once there is something to end in order.
    """
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        # In a thread: the handler may interrupt one that holds the event's lock, and would wait for itself.
        signal.signal(name, lambda _number, _frame: threading.Thread(target=stop.set, daemon=True).start())
    return stop


def until(stop: threading.Event) -> None:
    """Waits for the event, in the main thread."""
    # A signal may reach another thread than this one, whose handler then runs when this one next does: seen as a
    # process that did not end on SIGTERM while it waited without end.
    while not stop.wait(_LOOK_SECONDS):
        pass
