"""Everything that happens to an individual plan, from the first draft to the closing."""

from cus.cases.services.plans.approval import agree_plan, approve_plan, return_plan
from cus.cases.services.plans.beginning import abandon_plan, begin_change, begin_plan, discard_version
from cus.cases.services.plans.contacts import add_task, finish_task, note_contact, reopen_task
from cus.cases.services.plans.coordination import change_coordinator
from cus.cases.services.plans.delivery import (
    move_row_along,
    note_delivered,
    pause_plan,
    resume_plan,
)
from cus.cases.services.plans.drafting import (
    ServiceGiven,
    SupportGiven,
    add_need,
    add_service_row,
    add_support_row,
    change_frame,
    change_need,
    change_service_row,
    change_support_row,
    move_need,
    move_row,
    remove_need,
    remove_row,
    restore_removed,
)
from cus.cases.services.plans.ending import close_plan, end_plan, note_summary_talk
from cus.cases.services.plans.following import (
    call_off_review,
    hold_review,
    note_progress,
    plan_review,
    plan_reviews_every,
    remind_of_reviews,
    strike_progress,
    write_plainly,
)
from cus.cases.services.plans.following_on import copy_into_next_plan
from cus.cases.services.plans.household import make_household_plan, note_member_agreement, take_member_out
from cus.cases.services.plans.passing_days import end_due_plans, start_due_plans

__all__ = [
    "take_member_out",
    "note_member_agreement",
    "make_household_plan",
    "copy_into_next_plan",
    "write_plainly",
    "strike_progress",
    "remind_of_reviews",
    "plan_reviews_every",
    "plan_review",
    "note_progress",
    "hold_review",
    "call_off_review",
    "ServiceGiven",
    "SupportGiven",
    "abandon_plan",
    "add_need",
    "add_service_row",
    "add_support_row",
    "add_task",
    "agree_plan",
    "approve_plan",
    "begin_change",
    "begin_plan",
    "change_coordinator",
    "change_frame",
    "change_need",
    "change_service_row",
    "change_support_row",
    "close_plan",
    "discard_version",
    "end_due_plans",
    "end_plan",
    "finish_task",
    "move_need",
    "move_row",
    "move_row_along",
    "note_contact",
    "note_delivered",
    "note_summary_talk",
    "pause_plan",
    "remove_need",
    "remove_row",
    "reopen_task",
    "restore_removed",
    "resume_plan",
    "return_plan",
    "start_due_plans",
]
