"""All verbs; importing the package registers them."""

from cus.office.stories.verbs import (
    assessing,
    assistance,
    clock,
    delivery,
    intake,
    ops_import,
    outcomes,
    people,
    plan_depth,
    plans,
    team,
    waiting,
)

__all__ = [
    "assessing",
    "assistance",
    "clock",
    "delivery",
    "intake",
    "ops_import",
    "outcomes",
    "people",
    "plan_depth",
    "plans",
    "team",
    "waiting",
]
