"""Who may do what with the sources of others' entries."""

from cus.accounts.models import Role, User
from cus.catalogue.models import Source


def may_see_sources(user: User) -> bool:
    """The organiser of services and the director."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_edit_source(user: User, source: Source) -> bool:
    """The organiser of services and the director of the source's own centre."""
    return user.centre_id == source.centre_id and may_see_sources(user)
