"""Who keeps whom from a file, who opens one in an emergency, who looks at it afterwards."""

from cus.accounts.models import User
from cus.people.models import EmergencyAccess, KinExclusion, Person
from cus.people.models.access import OVERSEERS
from cus.people.models.person import SEES_PEOPLE


def may_exclude(user: User, person: Person, colleague: User) -> bool:
    """The director and the organiser anyone; everybody themselves: it is their duty to say it."""
    if user.centre_id != person.centre_id or colleague.centre_id != person.centre_id:
        return False
    return user.has_role(*OVERSEERS) or (user.pk == colleague.pk and user.has_role(*SEES_PEOPLE))


def may_lift_exclusion(user: User, exclusion: KinExclusion) -> bool:
    """The director and the organiser, but nobody for themselves."""
    return user.centre_id == exclusion.centre_id and user.has_role(*OVERSEERS) and user.pk != exclusion.user_id


def may_open_in_emergency(user: User, person: Person) -> bool:
    """Everyone of the centre who works with residents; a superior looks at it afterwards."""
    return user.centre_id == person.centre_id and user.has_role(*SEES_PEOPLE)


def may_review(user: User, access: EmergencyAccess) -> bool:
    """The director and the organiser, but nobody their own."""
    return user.centre_id == access.centre_id and user.has_role(*OVERSEERS) and user.pk != access.user_id
