"""Two transactions in each other's way: the database stops one of them, and it is done again from its beginning."""

import logging
import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

CONFLICTS = {"40P01": "deadlock", "40001": "serialization failure"}
TRIES = 8
FIRST_REST, LONGEST_REST = 0.02, 0.5  # seconds
log = logging.getLogger(__name__)


def atomic_again(step: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """`transaction.atomic`, and when the database stops the step for the sake of another, it is done again.

    Nothing of the first try is left: the transaction was rolled back. Inside somebody else's transaction the step is
    only a part, and whoever began that one does it again.
    """

    @wraps(step)
    def whole(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        if connection.in_atomic_block:
            with transaction.atomic():
                return step(*args, **kwargs)
        for tried in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    return step(*args, **kwargs)
            except OperationalError as error:
                conflict = conflict_in(error)
                if not conflict or tried == TRIES:
                    raise
                log.warning("%s in %s: done again, try %d", conflict, step.__qualname__, tried + 1)
            time.sleep(random.uniform(0.5, 1) * min(FIRST_REST * 2**tried, LONGEST_REST))
        raise AssertionError("the last try either answers or raises")

    return whole


def conflict_in(error: BaseException) -> str:
    """Which conflict of two transactions the error tells of; nothing for every other error."""
    return CONFLICTS.get(getattr(error.__cause__, "sqlstate", None) or "", "")
