"""What is told of cases on a timeline."""

from cus.cases.events import intake, outcomes, plans

EVENTS = intake.EVENTS | outcomes.EVENTS | plans.EVENTS
