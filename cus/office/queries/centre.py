"""The centre itself: its team, its rules, the needs it could not serve."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Q

from cus.accounts.models import RoleHeld, User
from cus.law import catalogue
from cus.team.models import Authorisation, Post

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Member:
    """One of the team with everything they hold."""

    user: User
    roles: list[RoleHeld] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    authorisations: list[Authorisation] = field(default_factory=list)


def members_of_team(*, user: User, on: date) -> list[Member]:
    """Everyone who holds a role today or will, by surname; residents are not of the team."""
    now_or_later = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    roles = RoleHeld.objects.in_centre_of(user).filter(now_or_later).exclude(role="RESIDENT").select_related("user")
    members: dict[int, Member] = {}
    for held in roles.order_by("user__last_name", "user__first_name", "user_id", "starts_on", "id"):
        members.setdefault(held.user_id, Member(held.user)).roles.append(held)
    for post in Post.objects.visible_to(user).filter(now_or_later).select_related("unit").order_by("starts_on", "id"):
        if post.user_id in members:
            members[post.user_id].posts.append(post)
    given = Authorisation.objects.visible_to(user).filter(now_or_later).order_by("starts_on", "id")
    for authorisation in given:
        if authorisation.user_id in members:
            members[authorisation.user_id].authorisations.append(authorisation)
    return list(members.values())


def rulebook() -> list[dict[str, Any]]:
    """The rules of the law as the system knows them, collected from the functions and their tests."""
    return catalogue.as_dicts(ROOT)


def switchable_rules() -> frozenset[str]:
    """Rules not confirmed in the official text: they warn, and a centre can do without them."""
    return frozenset(rule["id"] for rule in rulebook() if not rule["blocks"])
