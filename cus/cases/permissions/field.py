"""Who takes cases along on a device, and who decides between two wordings."""

from datetime import date

from cus.accounts.models import Role, User
from cus.cases.models import Application, FieldCopy, FieldMerge
from cus.cases.permissions.kin import is_open_to
from cus.cases.permissions.plans import OVERSEERS, coordinates


def may_take_to_field(user: User, application: Application, *, on: date) -> bool:
    """The coordinator of the case or of its living plan, and nobody else: on a device only what one needs."""
    if not is_open_to(user, application) or not user.has_role(Role.COORDINATOR):
        return False
    if application.coordinator_id == user.pk:
        return True
    return any(coordinates(user, plan, on=on) for plan in application.plans.alive())


def may_withdraw(user: User, copy: FieldCopy) -> bool:
    """Who took it along; for a device that is lost or whose owner left, the organiser and the director."""
    return is_open_to(user, copy.application) and (copy.user_id == user.pk or user.has_role(*OVERSEERS))


def may_end_merge(user: User, merge: FieldMerge, *, on: date) -> bool:
    """Who wrote it, the coordinator of the case or of its living plan, the organiser and the director."""
    if not is_open_to(user, merge.application):
        return False
    if user.pk in (merge.user_id, merge.application.coordinator_id) or user.has_role(*OVERSEERS):
        return True
    return any(coordinates(user, plan, on=on) for plan in merge.application.plans.alive())
