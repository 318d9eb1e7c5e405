"""Who may do what with programmes. Every function answers one question with yes or no."""

from cus.accounts.models import OwnedByCentre, Role, User


def may_see_programmes(user: User) -> bool:
    """All staff of a centre; residents read what is published in the portal."""
    return user.is_staff_of_centre


def may_write_programmes(user: User) -> bool:
    """The services organiser, who drafts them, and the director."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_write_programme(user: User, thing: OwnedByCentre) -> bool:
    """Those two, of the programme's own centre."""
    return user.centre_id == thing.centre_id and may_write_programmes(user)
