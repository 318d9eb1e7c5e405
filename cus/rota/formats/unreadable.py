"""A file that cannot be read, said in the words of the file."""

from collections.abc import Iterator
from contextlib import contextmanager


class Unreadable(ValueError):
    """The file is not what it should be; the text names the place and what is wrong there."""


@contextmanager
def reading(where: str) -> Iterator[None]:
    """What goes wrong while reading this part is told with its place."""
    try:
        yield
    except Unreadable:
        raise
    except KeyError as wrong:
        raise Unreadable(f"{where}: {wrong.args[0]!r} is missing, or is not in the file") from wrong
    except (TypeError, ValueError, IndexError, AttributeError) as wrong:
        raise Unreadable(f"{where}: {wrong}") from wrong
