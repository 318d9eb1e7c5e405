"""Who may do what with the diagnosis and the consultations. Every function answers one question with yes or no."""

from cus.accounts.models import OwnedByCentre, Role, User


def may_see_diagnoses(user: User) -> bool:
    """All staff of a centre."""
    return user.is_staff_of_centre


def may_write_diagnoses(user: User) -> bool:
    """The services organiser, who is responsible for it, the community organiser, who helps, and the director."""
    return user.has_role(Role.ORGANISER, Role.COMMUNITY_ORGANISER, Role.DIRECTOR)


def may_write(user: User, thing: OwnedByCentre) -> bool:
    """Whether the user may write what belongs to a centre: their own one's."""
    return user.centre_id == thing.centre_id and may_write_diagnoses(user)
