"""Who may do what with the keys of partners."""

from cus.accounts.models import Role, User
from cus.catalogue.models import ApiKey


def may_give_keys(user: User) -> bool:
    """The organiser of services and the director."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_revoke_key(user: User, key: ApiKey) -> bool:
    """The organiser of services and the director of the centre that gave it."""
    return user.centre_id == key.centre_id and may_give_keys(user)
