"""Who may do what with the terms of a service in a programme."""

from cus.accounts.models import Role, User
from cus.offer.models import ProgrammeVersion
from cus.offer.states.programmes import VersionState


def may_edit_tariffs(user: User) -> bool:
    """The organiser of services and the director."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_edit_terms(user: User, version: ProgrammeVersion) -> bool:
    """The organiser and the director of the programme's centre, while the version is a draft."""
    return user.centre_id == version.centre_id and may_edit_tariffs(user) and version.state == VersionState.DRAFT
