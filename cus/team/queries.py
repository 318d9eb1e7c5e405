"""Who may do what on a day: `accounts` knows roles, this room knows what the director entrusted to whom."""

from datetime import date

from cus.accounts.models import Role, User
from cus.team.models import Authorisation, AuthorisationKind


def is_authorised(user: User, kind: AuthorisationKind, *, on: date) -> bool:
    """Whether the director authorised the user for this, with effect on the day."""
    return Authorisation.objects.valid(on=on).filter(user=user, kind=kind).exists()


def approves_plans(user: User, *, on: date) -> bool:
    """The director, or an organiser with a valid authorisation that day."""
    return user.has_role(Role.DIRECTOR) or (
        user.has_role(Role.ORGANISER) and is_authorised(user, AuthorisationKind.APPROVE_PLANS, on=on)
    )


def signs_decisions(user: User, *, on: date) -> bool:
    """The director, or a member of staff with a valid authorisation that day."""
    return user.has_role(Role.DIRECTOR) or is_authorised(user, AuthorisationKind.SIGN_DECISIONS, on=on)


def authorisation_of(user: User, kind: AuthorisationKind, *, on: date) -> Authorisation | None:
    """On what paper the user acts; the director needs none."""
    if user.has_role(Role.DIRECTOR):
        return None
    return Authorisation.objects.valid(on=on).filter(user=user, kind=kind).order_by("-starts_on", "-id").first()
