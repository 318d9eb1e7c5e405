"""One plan for people who live together: each adult agrees, and nobody's kin reads it."""

from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user
from cus.cases.models import MemberAgreement, Plan, PlanMember
from cus.cases.permissions.plans import may_write_plan
from cus.cases.services.plans import (
    SupportGiven,
    add_support_row,
    agree_plan,
    approve_plan,
    make_household_plan,
    note_member_agreement,
    return_plan,
    take_member_out,
)
from cus.cases.states import PlanState
from cus.cases.tests.factories import TODAY, a_plan
from cus.cases.tests.factories_of_plans import a_household, a_household_plan
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.people.tests.factories import a_person, an_exclusion
from cus.people.tests.factories_of_circle import a_guardian

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def joanna():
    return a_coordinator()


@pytest.fixture
def jan():
    return a_person(first_name="Jan", last_name="Nowak", born_on=date(1950, 5, 1))


def agree(plan, member, joanna, **given):
    version = plan.versions.get()
    return note_member_agreement(
        version_id=version.pk, member_id=member.pk, agreed_on=TODAY, how="w domu", by=joanna, on=TODAY, **given
    )


def hand_on(plan, joanna):
    return agree_plan(version_id=plan.versions.get().pk, agreed_on=TODAY, how="w domu", by=joanna, on=TODAY)


def test_a_plan_is_widened_to_who_lives_with_its_person(joanna, jan):
    plan = a_plan(coordinator=joanna)
    home = a_household(plan.person, jan)

    make_household_plan(plan_id=plan.pk, household_id=home.pk, person_ids=[jan.pk], by=joanna, on=TODAY)

    plan.refresh_from_db()
    assert plan.household == home
    assert set(plan.members.values_list("person", flat=True)) == {plan.person_id, jan.pk}


def test_somebody_who_lives_elsewhere_is_not_taken_in(joanna, jan):
    plan = a_plan(coordinator=joanna)
    home, elsewhere = a_household(plan.person, a_person(first_name="Ewa")), a_person(first_name="Adam")

    with pytest.raises(Refused):
        make_household_plan(plan_id=plan.pk, household_id=home.pk, person_ids=[elsewhere.pk], by=joanna, on=TODAY)


def test_an_approved_plan_is_changed_before_somebody_joins(joanna, jan):
    plan = a_plan(coordinator=joanna, state=PlanState.ACTIVE)
    home = a_household(plan.person, jan)

    with pytest.raises(WrongState, match="Begin a change"):
        make_household_plan(plan_id=plan.pk, household_id=home.pk, person_ids=[jan.pk], by=joanna, on=TODAY)


@pytest.mark.rule("RULE-47")
def test_the_plan_goes_on_only_when_every_adult_agreed(joanna, jan):
    plan = a_plan(coordinator=joanna)
    head, mate = a_household_plan(plan, jan)
    agree(plan, head, joanna)

    with pytest.raises(Refused, match="have not agreed to this version yet: Jan Nowak"):
        hand_on(plan, joanna)

    agree(plan, mate, joanna)
    hand_on(plan, joanna)
    approve_plan(version_id=plan.versions.get().pk, by=a_director(), on=TODAY)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED


def test_a_child_need_not_agree(joanna):
    plan = a_plan(coordinator=joanna)
    child = a_person(first_name="Zosia", born_on=date(2018, 1, 1))
    head, _child = a_household_plan(plan, child)

    agree(plan, head, joanna)

    hand_on(plan, joanna)


@pytest.mark.rule("RULE-47")
def test_a_guardian_agrees_only_with_the_right_to(joanna, jan):
    plan = a_plan(coordinator=joanna)
    _head, mate = a_household_plan(plan, jan)
    without = a_guardian(jan, scope=["RECEIVE_LETTERS"])
    able = a_guardian(jan, scope=["AGREE_PLAN"], name="Roman Wilk")

    with pytest.raises(Refused, match="may not agree to a plan"):
        agree(plan, mate, joanna, representation_id=without.pk)

    assert agree(plan, mate, joanna, representation_id=able.pk).representation == able


@pytest.mark.rule("RULE-47")
def test_a_returned_plan_is_agreed_on_anew_by_everybody(joanna, jan):
    plan = a_plan(coordinator=joanna)
    for member in a_household_plan(plan, jan):
        agree(plan, member, joanna)
    hand_on(plan, joanna)

    return_plan(version_id=plan.versions.get().pk, reason="za mało godzin", by=a_director(), on=TODAY)

    assert set(MemberAgreement.objects.values_list("void_on", flat=True)) == {TODAY}
    with pytest.raises(Refused, match="have not agreed"):
        hand_on(plan, joanna)


def test_a_row_may_be_for_one_of_them(joanna, jan):
    plan = a_plan(coordinator=joanna)
    _head, mate = a_household_plan(plan, jan)
    version = plan.versions.get()
    given = SupportGiven(
        need_id=version.needs.get().pk, kind="NEIGHBOUR", what="spacer", who="Kuba Nowicki",
        starts_on=version.starts_on, ends_on=version.ends_on, member_id=mate.pk,
    )  # fmt: skip

    row = add_support_row(version_id=version.pk, given=given, by=joanna, on=TODAY)

    assert row.member == mate
    with pytest.raises(Refused, match="Items of the plan are for Jan Nowak"):
        take_member_out(member_id=mate.pk, by=joanna, on=TODAY)


def test_a_row_is_never_for_somebody_of_another_plan(joanna, jan):
    plan, other = a_plan(coordinator=joanna), a_plan(coordinator=joanna)
    stranger = a_household_plan(other, jan)[1]
    version = plan.versions.get()
    given = SupportGiven(
        need_id=version.needs.get().pk, kind="NEIGHBOUR", what="spacer", who="Kuba", starts_on=version.starts_on,
        ends_on=version.ends_on, member_id=stranger.pk,
    )  # fmt: skip

    with pytest.raises(PlanMember.DoesNotExist):
        add_support_row(version_id=version.pk, given=given, by=joanna, on=TODAY)


def test_who_leaves_the_plan_is_kept_with_the_day(joanna, jan):
    plan = a_plan(coordinator=joanna)
    _head, mate = a_household_plan(plan, jan)

    take_member_out(member_id=mate.pk, by=joanna, on=TODAY)

    mate.refresh_from_db()
    assert mate.left_on == TODAY


def test_kin_of_anybody_in_the_plan_finds_nothing_of_it(joanna, jan, client):
    plan = a_plan(coordinator=joanna)
    a_household_plan(plan, jan)
    daughter = a_user(Role.COORDINATOR, Role.DIRECTOR, last_name="Obecna")
    an_exclusion(jan, daughter)

    assert not Plan.objects.visible_to(daughter).exists()
    assert not PlanMember.objects.visible_to(daughter).exists()
    assert not may_write_plan(daughter, plan, on=TODAY)
    client.force_login(daughter)
    for page in ("", "household/", "following/", "easy/", "compare/"):
        assert client.get(f"/office/plans/{plan.pk}/{page}").status_code == 404


def test_another_coordinator_takes_nobody_in(jan):
    plan = a_plan()
    home = a_household(plan.person, jan)

    with pytest.raises(NotAllowed):
        make_household_plan(
            plan_id=plan.pk, household_id=home.pk, person_ids=[jan.pk], by=a_coordinator(last_name="Kos"), on=TODAY
        )
