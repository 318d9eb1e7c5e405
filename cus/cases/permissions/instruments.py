"""Who may write forms for assessing, assess with them, correct an assessment."""

from cus.accounts.models import CASE_STAFF, Centre, Role, User
from cus.cases.models import Filling
from cus.people.models import Person

OVERSEERS = (Role.ORGANISER, Role.DIRECTOR)


def may_write_forms(user: User, centre: Centre) -> bool:
    """The organiser and the director."""
    return user.centre_id == centre.pk and user.has_role(*OVERSEERS)


def may_assess(user: User, person: Person) -> bool:
    """All case staff of the person's centre."""
    return user.centre_id == person.centre_id and user.has_role(*CASE_STAFF)


def may_fill(user: User, filling: Filling) -> bool:
    """Whoever began the draft, while they are case staff."""
    return may_assess(user, filling.person) and filling.author_id == user.pk


def may_correct(user: User, filling: Filling) -> bool:
    """The author of the assessment, the organiser and the director."""
    return may_assess(user, filling.person) and (filling.author_id == user.pk or user.has_role(*OVERSEERS))
