"""Codes people copy by hand and read out over the phone."""

import re
import secrets

# No letter or digit that sounds or looks like another.
LETTERS = "ACDEFGHJKMNPQRTUWXY34679"
GROUP = 4


def new_code(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(length))


def bare(written: str) -> str:
    """„acde-fghj kmnp” is ACDEFGHJKMNP, however it is spaced, dotted and cased."""
    return "".join(re.findall(r"[^\W_]+", written.upper()))


def in_groups(code: str) -> str:
    """ACDE FGHJ KMNP: groups are easier to read out."""
    return " ".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))
