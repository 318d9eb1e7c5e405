"""What keeps the launcher from going on, in one sentence for the person at the keyboard."""


class Trouble(Exception):  # noqa: N818 - it is read aloud, not debugged
    """Its text says what is wrong and what to do; the launcher prints it and ends with code 1."""
