"""What a new day brings to the cases of a centre by itself: here every subject adds its step."""

from datetime import date

from cus.cases.services.assistance import end_lapsed_help
from cus.cases.services.clock import draft_due_letters
from cus.cases.services.field import end_expired_copies
from cus.cases.services.handover import return_due_cases, take_over_due_cases
from cus.cases.services.plans import end_due_plans, remind_of_reviews, start_due_plans
from cus.cases.services.waiting import pass_offers, publish_waiting_times


def pass_day(*, on: date) -> None:
    """Everything whose day has come, for the centre acted for. A second call on the same day changes nothing."""
    start_due_plans(on=on)
    end_due_plans(on=on)
    remind_of_reviews(on=on)
    end_lapsed_help(on=on)
    return_due_cases(on=on)
    take_over_due_cases(on=on)
    draft_due_letters(on=on)
    pass_offers(on=on)
    publish_waiting_times(on=on)
    end_expired_copies(on=on)
