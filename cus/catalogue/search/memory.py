"""What this process remembers of the index, so that a search reads from the database only what changed."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

MOST_BYTES = 64 * 1024**2
AT_LEAST = 400  # bytes for the key and the frame of what is kept


class Memory:
    """What was used last, up to so many bytes. For all threads of the process."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._one_at_a_time = Lock()

    def recall(self, key: Hashable) -> Any:
        """What was kept under the key; None when nothing was, or when it had to make room."""
        with self._one_at_a_time:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, value: Any, *, size: int) -> None:
        with self._one_at_a_time:
            _before, room = self._kept.pop(key, (None, 0))
            self._kept[key] = (value, size + AT_LEAST)
            self.bytes += size + AT_LEAST - room
            while self.bytes > self.most_bytes:
                _oldest, (_value, room) = self._kept.popitem(last=False)
                self.bytes -= room

    def forget(self) -> None:
        with self._one_at_a_time:
            self._kept.clear()
            self.bytes = 0


MEMORY = Memory(MOST_BYTES)
