"""Who may note what hangs on a person: those who act for them, consents, leaving. One question, yes or no."""

from datetime import date, timedelta

from cus.accounts.models import CASE_STAFF, Centre, Role, User
from cus.people.models import Leaving, Person
from cus.people.permissions.register import may_change_person

UNDONE_BY_ANYBODY_FOR = timedelta(days=30)


def may_note_leaving(user: User, person: Person) -> bool:
    """Whoever may change the person's data: the news often reaches the front desk first."""
    return may_change_person(user, person)


def may_undo_leaving(user: User, leaving: Leaving, *, on: date) -> bool:
    """Case staff for 30 days after it was noted; later the director and the organiser of services only."""
    if not may_change_person(user, leaving.person):
        return False
    fresh = on <= leaving.noted_on + UNDONE_BY_ANYBODY_FOR
    return user.has_role(*CASE_STAFF) if fresh else user.has_role(Role.DIRECTOR, Role.ORGANISER)


def may_keep_bases(user: User, centre: Centre) -> bool:
    """The director and the organiser of services say what is processed by law."""
    return user.centre_id == centre.pk and user.has_role(Role.DIRECTOR, Role.ORGANISER)
