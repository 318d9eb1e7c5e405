"""Tells many stories at once in the order of time, so that numbers, places and waiting lists come out as in life.

A story is a generator: it yields the moment at which it goes on and who acts then, and takes its step when woken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush

import pghistory

from cus.accounts.models import User
from cus.records.log import recorded_as_of


@dataclass(frozen=True)
class Moment:
    """When a story goes on, and who acts (None: the public or the calendar)."""

    at: datetime
    by: User | None = None


Story = Iterator[Moment]


def weave(stories: Iterable[Story]) -> int:
    """Tell the stories to their ends. A moment that has passed comes at once. The number of steps taken."""
    waiting = [
        (moment.at, place, moment, story) for place, story in enumerate(stories) if (moment := next(story, None))
    ]
    heapify(waiting)
    steps = 0
    while waiting:
        at, place, moment, story = heappop(waiting)
        following = _wake(story, at, moment.by)
        steps += 1
        if following:
            heappush(waiting, (max(following.at, at), place, following, story))
    return steps


def _wake(story: Story, at: datetime, by: User | None) -> Moment | None:
    """One step, recorded as of its moment and under the name of who took it."""
    with recorded_as_of(at), pghistory.context(user=by.pk if by else None, as_of=at.isoformat()):
        return next(story, None)
