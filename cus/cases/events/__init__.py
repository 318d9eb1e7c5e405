"""What is told of cases on a timeline."""

from cus.cases.events import (
    assistance,
    clock,
    delivery,
    field,
    instruments,
    intake,
    leaving,
    ops_import,
    outcomes,
    plan_depth,
    plans,
    supervision,
    team,
    waiting,
)

EVENTS = (
    assistance.EVENTS
    | clock.EVENTS
    | delivery.EVENTS
    | field.EVENTS
    | instruments.EVENTS
    | intake.EVENTS
    | leaving.EVENTS
    | ops_import.EVENTS
    | outcomes.EVENTS
    | plan_depth.EVENTS
    | plans.EVENTS
    | supervision.EVENTS
    | team.EVENTS
    | waiting.EVENTS
)
