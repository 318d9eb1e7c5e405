"""Everything that changes who works in a centre and in which role."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cus.accounts.models import STAFF, Centre, Role, RoleHeld, User
from cus.accounts.permissions import may_invite_providers, may_lead_team
from cus.kit.errors import NotAllowed, Refused
from cus.records.log import record

GIVEN_BY_A_DIRECTOR = STAFF | {Role.CARER, Role.PROVIDER}


@transaction.atomic
def add_member(*, by: User, on: date, email: str, first_name: str, last_name: str, post: str = "") -> User:
    """Make an account for a new member of staff, without a password yet. Records `member.added`."""
    _lead(by)
    return _new_account(by=by, email=email, first_name=first_name, last_name=last_name, post=post)


@transaction.atomic
def add_provider_account(*, by: User, on: date, email: str, first_name: str, last_name: str) -> User:
    """Make an account for somebody who works for a provider, without a password yet, with the provider's role from
    today. Records `member.added` and `role.granted`."""
    if not may_invite_providers(by):
        raise NotAllowed(_("Only the director and the services organiser invite people of providers."))
    member = _new_account(by=by, email=email, first_name=first_name, last_name=last_name)
    held = RoleHeld.objects.create(centre_id=by.centre_id, user=member, role=Role.PROVIDER, starts_on=on)
    record("role.granted", subject=held, by=by, role=Role.PROVIDER)
    return member


@transaction.atomic
def grant_role(
    *, user_id: int, role: str, by: User, on: date, starts_on: date, ends_on: date | None = None
) -> RoleHeld:
    """Let a member of staff hold a role from a day. Records `role.granted`."""
    _lead(by)
    member = User.objects.visible_to(by).get(pk=user_id)
    if role not in GIVEN_BY_A_DIRECTOR:
        raise Refused(_("This role is not given here."))
    if ends_on and ends_on < starts_on:
        raise Refused(_("The role would end before it starts. Correct the dates."))

    try:
        with transaction.atomic():
            held = RoleHeld.objects.create(
                centre_id=by.centre_id, user=member, role=role, starts_on=starts_on, ends_on=ends_on
            )
    except IntegrityError as error:
        raise Refused(_("The person already holds this role in that time. End the former one first.")) from error
    record("role.granted", subject=held, by=by, role=role)
    return held


@transaction.atomic
def end_role(*, role_held_id: int, by: User, on: date) -> RoleHeld:
    """End a role: the day before is its last, or it is taken back whole if it began today. Records `role.ended`."""
    _lead(by)
    held = RoleHeld.objects.select_for_update(of=("self",)).in_centre_of(by).get(pk=role_held_id)
    if held.role == Role.DIRECTOR and _is_last_director(held, on=on):
        raise Refused(_("A centre needs a director. Give the role to somebody else first."))

    held.ends_on = max(held.starts_on, on - timedelta(days=1))
    held.save(update_fields=["ends_on"])
    record("role.ended", subject=held, by=by, role=held.role)
    return held


def switch_rule(*, rule_id: str, on_or_off: bool, switchable: Collection[str], by: User, on: date) -> Centre:
    """Let the centre apply, or not, a rule that is not confirmed in the official text. Records `rule.switched`."""
    _lead(by)
    if rule_id not in switchable:
        raise Refused(_("This rule is confirmed in the law and cannot be switched off."))

    with transaction.atomic():
        centre = Centre.objects.select_for_update(of=("self",)).get(pk=by.centre_id)  # type: ignore[misc]
        kept_off = set(centre.switched_off_rules) - {rule_id}
        centre.switched_off_rules = sorted(kept_off if on_or_off else kept_off | {rule_id})
        centre.save(update_fields=["switched_off_rules"])
        record("rule.switched", subject=by, by=by, rule=rule_id, on=on_or_off)
    return centre


def _new_account(*, by: User, email: str, **names: str) -> User:
    if User.objects.filter(email=email.lower()).exists():
        raise Refused(_("There already is an account with this e-mail address. Use another address."))
    member = User.objects.create_user(email, centre=by.centre, **names)
    record("member.added", subject=member, by=by)
    return member


def _lead(user: User) -> None:
    if not may_lead_team(user):
        raise NotAllowed(_("Only the director changes accounts, roles and authorisations."))


def _is_last_director(held: RoleHeld, *, on: date) -> bool:
    others = RoleHeld.objects.filter(centre_id=held.centre_id, role=Role.DIRECTOR).held(on=on + timedelta(days=1))
    return not others.exclude(pk=held.pk).exists()
