"""Who may change accounts and roles."""

from cus.accounts.models import Role, User


def may_lead_team(user: User) -> bool:
    """The director: accounts, roles, authorisations, switches of unconfirmed rules."""
    return user.has_role(Role.DIRECTOR)


def may_invite_providers(user: User) -> bool:
    """The director and the services organiser, who knows the providers."""
    return user.has_role(Role.DIRECTOR, Role.ORGANISER)
