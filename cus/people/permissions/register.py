"""Who may keep data of residents. Every function answers one question with yes or no."""

from cus.accounts.models import Centre, User
from cus.people.models import Person, is_kept_from
from cus.people.models.person import SEES_PEOPLE


def may_add_person(user: User | None, centre: Centre) -> bool:
    """Staff of the centre who work with residents; None is the public, who enters only through an application."""
    return user is None or (user.centre_id == centre.pk and user.has_role(*SEES_PEOPLE))


def may_change_person(user: User, person: Person) -> bool:
    """Staff of the person's centre who work with residents, but nobody the data of their kin.

    Nor of an entry that was joined to another: nothing new is written where nobody looks any more.
    """
    of_centre = user.centre_id == person.centre_id and person.merged_into_id is None
    return of_centre and user.has_role(*SEES_PEOPLE) and not is_kept_from(user, person.pk)
