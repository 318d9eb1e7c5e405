"""Runs one program to its end, passing on the signals that are meant for it."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from types import FrameType


def run_to_end(command: Sequence[str], *, env: Mapping[str, str], ask_to_stop: int = signal.SIGTERM) -> int:
    """Its exit code. Ctrl-C reaches it from the terminal; SIGTERM is passed on as `ask_to_stop`."""
    process = subprocess.Popen(command, env=env)

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        process.send_signal(ask_to_stop)

    before = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGTERM, pass_on)
    try:
        code = process.wait()
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    return code if code >= 0 else 128 - code
