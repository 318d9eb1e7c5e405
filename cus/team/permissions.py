"""Who may entrust what to whom."""

from cus.accounts.models import Role, User


def may_authorise(user: User) -> bool:
    """The director."""
    return user.has_role(Role.DIRECTOR)
