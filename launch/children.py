"""Starting programs so that signals reach them and none outlives the launcher."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
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


def dying_with_us(number: int) -> Callable[[], None] | None:
    """For `preexec_fn`: on Linux the kernel sends `number` to the child when the launcher itself is killed."""
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask_the_kernel() -> None:
        libc.prctl(1, number)  # 1 = PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def stop_when_asked() -> None:
    """SIGTERM and a closed terminal end the launcher the way Ctrl-C does: through its `finally` clauses."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, interrupt)


def no_longer_interruptible() -> None:
    """While stopping, a second Ctrl-C must not leave half of it running."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
