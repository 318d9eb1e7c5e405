"""What people decide about the clock: why a matter stands, what goes on, which draft becomes a letter."""

from cus.cases.services.clock.appeals import pass_appeal_on
from cus.cases.services.clock.calendar import make_calendar, remove_calendar
from cus.cases.services.clock.drafting import draft_due_letters
from cus.cases.services.clock.drafts import drop_draft, write_draft
from cus.cases.services.clock.standing import StopGiven, change_stop, let_clock_go, stop_clock

__all__ = [
    "StopGiven",
    "change_stop",
    "draft_due_letters",
    "drop_draft",
    "let_clock_go",
    "make_calendar",
    "pass_appeal_on",
    "remove_calendar",
    "stop_clock",
    "write_draft",
]
