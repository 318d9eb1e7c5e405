"""What can be said in a story: the register of verbs, each a step of the office taken through its service."""

from collections.abc import Callable
from typing import Any

VERBS: dict[str, Callable[..., Any]] = {}
PUBLIC, CALENDAR = "public", "calendar"


def verb(said: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a verb. It takes the stage, who acts, and by keyword what the story may say, each with its type."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if said in VERBS:
            raise ValueError(f"{said} is registered twice")
        VERBS[said] = function
        return function

    return register
