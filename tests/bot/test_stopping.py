"""Processes that are told to stop."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ADVISOR = Path(sys.executable).with_name("advisor")

ELSEWHERE = """
import signal, sys, threading
from bot.stopping import stop_on_signals, until

sys.setswitchinterval(60)  # the main thread gives way where it waits, and nowhere else
waits = threading.Event()

def get_the_signal():
    waits.wait()
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    threading.Event().wait()

threading.Thread(target=get_the_signal, daemon=True).start()
stop = stop_on_signals()
waits.set()
until(stop)
"""


def test_a_signal_that_the_kernel_hands_to_another_thread_ends_the_wait_too():
    assert subprocess.run([sys.executable, "-c", ELSEWHERE], timeout=30, check=False).returncode == 0


def test_watching_the_folder_ends_in_order_on_sigterm(tmp_path: Path):
    (tmp_path / "knowledge").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
    command = [ADVISOR, "index", "--watch"]
    with subprocess.Popen(command, cwd=tmp_path, env=kept, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert any("Watching" in line for line in process.stderr)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
        finally:
            process.kill()
