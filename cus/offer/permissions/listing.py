"""Who may do what with the offer. Every function answers one question with yes or no."""

from cus.accounts.models import Role, User
from cus.offer.models import Location, Service


def may_see_offer(user: User) -> bool:
    """All staff of a centre; a resident sees the catalogue instead."""
    return user.is_staff_of_centre


def may_edit_services(user: User) -> bool:
    """The organiser of services and the director."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_edit_service(user: User, service: Service) -> bool:
    """The organiser of services and the director of the service's own centre."""
    return user.centre_id == service.centre_id and may_edit_services(user)


def may_edit_location(user: User, location: Location) -> bool:
    """The organiser of services and the director of the place's own centre."""
    return user.centre_id == location.centre_id and may_edit_services(user)
