"""What is told of cases on a timeline."""

from cus.cases.events import intake, outcomes, plans, team

EVENTS = intake.EVENTS | outcomes.EVENTS | plans.EVENTS | team.EVENTS
