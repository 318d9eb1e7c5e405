"""Who stops a clock, who writes what it drafts, who sees everybody's deadlines."""

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import Application

OVERSEERS = (Role.DIRECTOR, Role.ORGANISER)


def may_stop_clock(user: User, application: Application) -> bool:
    """Case staff of the centre: whoever learns that the person is in hospital writes it down."""
    return user.centre_id == application.centre_id and user.has_role(*CASE_STAFF)


def may_write_draft(user: User, application: Application) -> bool:
    """Case staff of the centre."""
    return may_stop_clock(user, application)


def may_see_alarms(user: User) -> bool:
    """The director and the organiser see everybody's; others have their own on their day."""
    return user.has_role(*OVERSEERS)


def may_have_calendar(user: User) -> bool:
    """Case staff: they have deadlines of their own."""
    return user.has_role(*CASE_STAFF)
