from cus.accounts.models.centre import Centre, CentreKind, Municipality
from cus.accounts.models.owned import OwnedByCentre, OwnedQuerySet
from cus.accounts.models.role import CASE_STAFF, STAFF, DayRange, Role, RoleHeld
from cus.accounts.models.user import User

__all__ = [
    "CASE_STAFF",
    "STAFF",
    "Centre",
    "CentreKind",
    "DayRange",
    "Municipality",
    "OwnedByCentre",
    "OwnedQuerySet",
    "Role",
    "RoleHeld",
    "User",
]
