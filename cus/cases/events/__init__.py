"""What is told of cases on a timeline."""

from cus.cases.events import assistance, instruments, intake, outcomes, plans, team

EVENTS = assistance.EVENTS | instruments.EVENTS | intake.EVENTS | outcomes.EVENTS | plans.EVENTS | team.EVENTS
