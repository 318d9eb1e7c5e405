"""A plan for people who live together: who is in it, and the agreement of each adult or of who may act for them."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import MemberAgreement, Plan, PlanMember, PlanVersion
from cus.cases.services.plans.locking import approved, check_may_write, draft, in_the_making, locked_plan
from cus.cases.states import PlanState
from cus.kit.errors import Refused, WrongState
from cus.law.approval import may_be_approved
from cus.law.citations import provision_of
from cus.people.models import Household, Membership, Person, Representation, Scope
from cus.people.permissions.acting import may_act_for
from cus.records.log import record

OF_AGE = 18


@transaction.atomic
def make_household_plan(*, plan_id: int, household_id: int, person_ids: Collection[int], by: User, on: date) -> Plan:
    """Widen a plan to people who live with its person that day. Records `plan.made_for_household`.

    Nobody from whose file the writer is kept can be taken in: such a plan is written by somebody else.
    """
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    _check_is_open(plan)
    household = Household.objects.visible_to(by).get(pk=household_id)
    living = Membership.objects.filter(household=household, person__isnull=False).lasting(on=on)
    home = set(living.values_list("person_id", flat=True))
    if plan.person_id not in home:
        raise Refused(_("The person of the plan does not live in this household on that day."))
    people = list(Person.objects.visible_to(by).filter(pk__in=set(person_ids) & home).order_by("sort_key", "id"))
    if {person.pk for person in people} - {plan.person_id} == set():
        raise Refused(_("Choose at least one more person of the household."))
    if not {person.pk for person in people} >= set(person_ids):
        raise Refused(_("Somebody you chose does not live in this household on that day."))
    plan.household = household
    plan.save(update_fields=["household"])
    there = set(plan.members.in_it().values_list("person_id", flat=True))
    for person_id in sorted({plan.person_id, *(person.pk for person in people)} - there):
        PlanMember.objects.create(centre=plan.centre, plan=plan, person_id=person_id, joined_on=on)
    names = ", ".join(person.name for person in people if person.pk != plan.person_id)
    record("plan.made_for_household", subject=plan, story=plan.person, by=by, number=plan.number, who=names)
    return plan


@transaction.atomic
def take_member_out(*, member_id: int, by: User, on: date) -> PlanMember:
    """Somebody is no longer in the plan; while a draft names them, it must be written anew first.

    Records `plan.member_left`.
    """
    plan_id = PlanMember.objects.values_list("plan_id", flat=True).get(pk=member_id)
    plan = locked_plan(plan_id)
    check_may_write(by, plan, on=on)
    member = plan.members.select_related("person").get(pk=member_id)
    if member.person_id == plan.person_id:
        raise Refused(_("The plan is of this person. End the plan, or begin one for somebody else."))
    if member.left_on:
        raise WrongState(_("%(name)s is not in the plan any more.") % {"name": member.person.name})
    version = in_the_making(plan) or approved(plan)
    if version and any(rows.filter(member=member).exists() for rows in _rows(version)):
        raise Refused(
            _("Items of the plan are for %(name)s. Change the plan first: take them out or give them to others.")
            % {"name": member.person.name}
        )
    member.left_on = on
    member.save(update_fields=["left_on"])
    record("plan.member_left", subject=plan, story=plan.person, by=by, number=plan.number, who=member.person.name)
    return member


def _rows(version: PlanVersion) -> tuple:
    return version.needs.all(), version.service_rows.all(), version.support_rows.all()


@transaction.atomic
def note_member_agreement(
    *, version_id: int, member_id: int, agreed_on: date, how: str, by: User, on: date,
    representation_id: int | None = None,
) -> MemberAgreement:  # fmt: skip
    """That one adult agreed to the draft, themselves or by who may agree to plans for them.

    Records `plan.member_agreed`.
    """
    version = draft(version_id, by=by, on=on)
    member = version.plan.members.in_it().select_related("person").get(pk=member_id)
    if agreed_on > on:
        raise Refused(_("The agreement cannot be from a day that is still to come."))
    if not how.strip():
        raise Refused(_("Write how the agreement was given: the director will look for it."))
    representation = representation_to_agree(member.person, representation_id, on=agreed_on)
    given = {"agreed_on": agreed_on, "how": how.strip(), "representation": representation, "noted_by": by}
    agreement, _created = MemberAgreement.objects.update_or_create(
        version=version, member=member, void_on=None, defaults=given | {"centre": version.centre}
    )
    plan, who = version.plan, representation.name if representation else member.person.name
    record("plan.member_agreed", subject=version, story=plan.person, by=by, number=plan.number, who=who)
    return agreement


def representation_to_agree(person: Person, representation_id: int | None, *, on: date) -> Representation | None:
    """Who agrees for the person, None: they themselves. Refuses who may not on that day."""
    if representation_id is None:
        return None
    found = Representation.objects.select_related("person").get(pk=representation_id, person=person)
    if not may_act_for(found, Scope.AGREE_PLAN, on):
        raise Refused(
            _("%(name)s may not agree to a plan for this person on that day. Check the right to act.")
            % {"name": found.name}
        )
    return found


def must_agree(person: Person, *, on: date) -> bool:
    """Adults, and whoever's age is not known; for children their parents speak."""
    age = person.age(on=on)
    return age is None or age >= OF_AGE


def missing_agreements(version: PlanVersion, *, on: date) -> list[PlanMember]:
    """Whose agreement to this wording is still to be noted; nobody's in a plan for one person."""
    agreed = version.agreements.filter(void_on__isnull=True).values("member")
    members = version.plan.members.in_it().exclude(pk__in=agreed).select_related("person").order_by("id")
    return [member for member in members if must_agree(member.person, on=on)]


def check_all_agreed(version: PlanVersion, *, on: date) -> None:
    """RULE-47 for each adult of a household."""
    missing = missing_agreements(version, on=on)
    if missing:
        names = ", ".join(member.person.name for member in missing)
        raise Refused(
            _("These people have not agreed to this version yet: %(names)s. Note the agreement of each.")
            % {"names": names},
            provision=provision_of(may_be_approved),
        )


def void_agreements(version: PlanVersion, *, on: date) -> None:
    """The wording was returned: what is written anew is agreed to anew."""
    version.agreements.filter(void_on__isnull=True).update(void_on=on)


def _check_is_open(plan: Plan) -> None:
    if plan.state != PlanState.PREPARED and in_the_making(plan) is None:
        raise WrongState(_("Begin a change of the plan first: everybody agrees to the new version."))
