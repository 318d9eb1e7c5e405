"""Who keeps templates, sees and writes supervision, takes part in a household's plan."""

from cus.accounts.models import Centre, Role, User
from cus.cases.models import Supervision

OVERSEERS = (Role.ORGANISER, Role.DIRECTOR)


def may_keep_templates(user: User, centre: Centre) -> bool:
    """The organiser and the director."""
    return user.centre_id == centre.pk and user.has_role(*OVERSEERS)


def may_write_supervision(user: User, centre: Centre) -> bool:
    """Coordinators and social workers for themselves, the organiser and the director for a team."""
    return user.centre_id == centre.pk and user.has_role(Role.COORDINATOR, Role.SOCIAL_WORKER, *OVERSEERS)


def may_change_supervision(user: User, supervision: Supervision) -> bool:
    """Who wrote it down."""
    return user.centre_id == supervision.centre_id and user.pk == supervision.author_id
