from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user, an_organiser
from cus.cases.models import PlanNeed, PlanVersion, ServiceRow, SupportRow
from cus.cases.services.plans import (
    agree_plan,
    approve_plan,
    begin_change,
    change_coordinator,
    change_need,
    discard_version,
    move_row_along,
    remove_row,
)
from cus.cases.states import PlanState, RowState, VersionState
from cus.cases.tests.factories import TODAY, a_plan
from cus.kit.errors import NotAllowed, Refused, WrongState

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def plan():
    return a_plan(state=PlanState.ACTIVE)


@pytest.fixture
def joanna(plan):
    return plan.coordinators.get().user


def everything_in(version):
    models = ((PlanVersion, "pk"), (PlanNeed, "version"), (ServiceRow, "version"), (SupportRow, "version"))
    return [list(model.objects.filter(**{field: version.pk}).order_by("id").values()) for model, field in models]


def a_change(plan, joanna, reason="Wyszła ze szpitala, potrzebuje więcej pomocy"):
    return begin_change(plan_id=plan.pk, reason=reason, by=joanna, on=LATER)


def approve(version, joanna):
    agree_plan(version_id=version.pk, agreed_on=LATER, how="w domu", by=joanna, on=LATER)
    return approve_plan(version_id=version.pk, by=a_director(), on=LATER)


@pytest.mark.rule("RULE-51")
def test_change_is_a_new_version_with_the_same_keys(plan, joanna):
    old = plan.versions.get()

    new = a_change(plan, joanna)

    assert (new.number, new.state, new.starts_on, new.ends_on) == (2, VersionState.DRAFT, old.starts_on, old.ends_on)
    for rows in ("needs", "service_rows", "support_rows"):
        assert getattr(new, rows).get().key == getattr(old, rows).get().key
    assert new.service_rows.get().need == new.needs.get()


@pytest.mark.rule("RULE-51")
def test_approved_change_leaves_the_old_version_as_it_was_to_the_letter(plan, joanna):
    old = plan.versions.get()
    before = everything_in(old)
    new = a_change(plan, joanna)
    change_need(need_id=new.needs.get().pk, need="kąpiel", goal="inny", by=joanna, on=LATER)
    remove_row(thread="neighbour", row_id=new.support_rows.get().pk, by=joanna, on=LATER)

    approve(new, joanna)

    before[0][0]["state"] = "REPLACED"
    assert everything_in(old) == before
    assert plan.versions.get(state=VersionState.APPROVED) == new


def test_running_row_keeps_its_state_in_the_new_version(plan, joanna):
    new = a_change(plan, joanna)
    key = new.service_rows.get().key
    move_row_along(plan_id=plan.pk, row_key=key, step="start", by=joanna, on=LATER)

    approve(new, joanna)

    assert new.service_rows.get().state == RowState.STARTED
    assert new.support_rows.get().state == RowState.PLANNED


def test_change_takes_a_reason(plan, joanna):
    with pytest.raises(Refused, match="why"):
        a_change(plan, joanna, reason=" ")


def test_one_change_at_a_time(plan, joanna):
    a_change(plan, joanna)

    with pytest.raises(Refused, match="already being prepared"):
        a_change(plan, joanna)


def test_discarded_change_leaves_the_plan_as_it_is(plan, joanna):
    change = a_change(plan, joanna)

    discard_version(version_id=change.pk, by=joanna, on=LATER)

    assert plan.versions.get(state=VersionState.APPROVED).number == 1
    assert a_change(plan, joanna).number == 3


def test_first_version_is_abandoned_with_its_plan_not_discarded():
    plan = a_plan()

    with pytest.raises(WrongState, match="Abandon"):
        discard_version(version_id=plan.versions.get().pk, by=plan.coordinators.get().user, on=TODAY)


@pytest.mark.parametrize("state", [PlanState.PREPARED, PlanState.ENDED, PlanState.TALKED])
def test_only_an_approved_plan_is_changed(state):
    plan = a_plan(state=state)

    with pytest.raises(WrongState):
        a_change(plan, plan.coordinators.get().user)


@pytest.mark.parametrize(
    "change",
    [
        lambda version: version.needs.update(goal="inny"),
        lambda version: version.service_rows.update(amount=Decimal(9)),
        lambda version: version.support_rows.all().delete(),
        lambda version: PlanNeed.objects.create(centre=version.centre, version=version, position=9, need="nowa"),
        lambda version: PlanVersion.objects.filter(pk=version.pk).update(summary="inne"),
        lambda version: PlanVersion.objects.filter(pk=version.pk).delete(),
    ],
    ids=["need", "service row", "removed row", "new need", "version", "removed version"],
)
def test_database_itself_refuses_to_change_an_approved_version(plan, change):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(plan.versions.get())


@pytest.mark.rule("RULE-55")
def test_plan_passes_from_one_coordinator_to_the_next_without_gap_or_overlap(plan, joanna):
    ola = a_coordinator(first_name="Ola")

    change_coordinator(plan_id=plan.pk, coordinator_id=ola.pk, reason="urlop", by=an_organiser(), on=LATER)

    terms = plan.coordinators.order_by("starts_on").values_list("user", "starts_on", "ends_on")
    assert list(terms) == [(joanna.pk, TODAY, date(2026, 3, 1)), (ola.pk, LATER, None)]
    assert plan.coordinators.held(on=date(2026, 3, 1)).get().user == joanna
    assert plan.coordinators.held(on=LATER).get().user == ola


@pytest.mark.rule("RULE-55")
def test_two_changes_on_one_day_leave_the_last(plan, joanna):
    ola, ewa, organiser = a_coordinator(first_name="Ola"), a_coordinator(first_name="Ewa"), an_organiser()

    for follower in (ola, ewa):
        change_coordinator(plan_id=plan.pk, coordinator_id=follower.pk, reason="", by=organiser, on=LATER)

    assert list(plan.coordinators.order_by("starts_on").values_list("user", flat=True)) == [joanna.pk, ewa.pk]


@pytest.mark.rule("RULE-55")
def test_database_itself_refuses_two_coordinators_at_once(plan):
    with pytest.raises(DatabaseError, match="one_coordinator_at_a_time"), transaction.atomic():
        plan.coordinators.create(centre=plan.centre, user=a_coordinator(), starts_on=LATER)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FRONT_DESK, Role.DIRECTOR])
def test_only_a_coordinator_takes_a_plan_over(plan, role):
    with pytest.raises(Refused, match="Only a coordinator"):
        change_coordinator(plan_id=plan.pk, coordinator_id=a_user(role).pk, reason="", by=a_director(), on=LATER)


def test_coordinator_does_not_hand_the_plan_over_alone(plan, joanna):
    with pytest.raises(NotAllowed):
        change_coordinator(plan_id=plan.pk, coordinator_id=a_coordinator().pk, reason="", by=joanna, on=LATER)


def test_former_coordinator_no_longer_writes_the_plan(plan, joanna):
    change_coordinator(plan_id=plan.pk, coordinator_id=a_coordinator().pk, reason="", by=a_director(), on=LATER)

    with pytest.raises(NotAllowed):
        a_change(plan, joanna)
