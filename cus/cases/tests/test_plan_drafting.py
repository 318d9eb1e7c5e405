from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_director, a_user
from cus.cases.models import PlanNeed, Rhythm, ServiceRow, SupportKind, SupportRow
from cus.cases.services.plans import (
    ServiceGiven,
    SupportGiven,
    add_need,
    add_service_row,
    add_support_row,
    change_frame,
    change_need,
    change_service_row,
    change_support_row,
    move_need,
    move_row,
    remove_need,
    remove_row,
    restore_removed,
)
from cus.cases.states import PlanState, VersionState
from cus.cases.tests.factories import TODAY, a_plan
from cus.kit.day_told import told_on
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.tests.factories import a_provider, a_service

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 15), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def plan():
    return a_plan()


@pytest.fixture
def version(plan):
    return plan.versions.get()


@pytest.fixture
def joanna(plan):
    return plan.coordinators.get().user


def a_service_given(version, **given):
    defaults = {
        "need_id": version.needs.first().pk, "service_id": a_service(name="Obiady").pk, "amount": Decimal(5),
        "unit": "posiłek", "rhythm": Rhythm.WEEK, "when": "pn–pt 12:30", "starts_on": FIRST, "ends_on": LAST,
    }  # fmt: skip
    return ServiceGiven(**(defaults | given))


def a_support_given(version, **given):
    defaults = {
        "need_id": version.needs.first().pk, "kind": SupportKind.VOLUNTEER, "what": "książki i rozmowa",
        "who": "Kuba Nowicki", "when": "sobota 11:00", "starts_on": FIRST, "ends_on": LAST,
    }  # fmt: skip
    return SupportGiven(**(defaults | given))


def test_need_is_added_last_and_changed_in_its_place(version, joanna):
    added = add_need(version_id=version.pk, need=" samotność ", goal="", by=joanna, on=TODAY)
    change_need(need_id=added.pk, need="samotność", goal="Mam z kim pogadać", by=joanna, on=TODAY)

    last = version.needs.order_by("position").last()
    assert (last.need, last.goal, last.position) == ("samotność", "Mam z kim pogadać", 2)


def test_needs_change_places(version, joanna):
    added = add_need(version_id=version.pk, need="samotność", goal="", by=joanna, on=TODAY)

    move_need(need_id=added.pk, up=True, by=joanna, on=TODAY)
    move_need(need_id=added.pk, up=True, by=joanna, on=TODAY)  # already first: nothing happens

    assert list(version.needs.order_by("position").values_list("need", flat=True)) == ["samotność", "pomoc w kąpieli"]


def test_rows_of_both_threads_are_added_and_changed(version, joanna):
    service = add_service_row(version_id=version.pk, given=a_service_given(version), by=joanna, on=TODAY)
    support = add_support_row(version_id=version.pk, given=a_support_given(version), by=joanna, on=TODAY)
    given = a_service_given(version, service_id=service.service_id, amount=Decimal("7"), when="codziennie 12:30")
    change_service_row(row_id=service.pk, given=given, by=joanna, on=TODAY)
    change_support_row(row_id=support.pk, given=a_support_given(version, who="Ola Nowicka"), by=joanna, on=TODAY)

    service.refresh_from_db()
    support.refresh_from_db()
    assert (service.amount, service.when, support.who) == (7, "codziennie 12:30", "Ola Nowicka")


def test_row_is_moved_to_another_need(version, joanna):
    other = add_need(version_id=version.pk, need="samotność", goal="", by=joanna, on=TODAY)
    row = version.support_rows.get()
    given = SupportGiven(
        need_id=other.pk, kind=row.kind, what=row.what, who=row.who, starts_on=row.starts_on, ends_on=row.ends_on
    )

    change_support_row(row_id=row.pk, given=given, by=joanna, on=TODAY)

    assert other.support_rows.get() == row


def test_rows_of_both_threads_share_one_order(version, joanna):
    service, support = version.service_rows.get(), version.support_rows.get()

    move_row(thread="neighbour", row_id=support.pk, up=True, by=joanna, on=TODAY)

    service.refresh_from_db()
    support.refresh_from_db()
    assert (support.position, service.position) == (1, 2)


def test_amount_may_stay_open_while_talking_but_not_be_nothing(version, joanna):
    add_service_row(version_id=version.pk, given=a_service_given(version, amount=None), by=joanna, on=TODAY)

    with pytest.raises(Refused, match="more than zero"):
        add_service_row(version_id=version.pk, given=a_service_given(version, amount=Decimal(0)), by=joanna, on=TODAY)


def test_row_cannot_end_before_it_begins(version, joanna):
    given = replace(a_support_given(version), ends_on=date(2026, 1, 14))

    with pytest.raises(Refused, match="before the first"):
        add_support_row(version_id=version.pk, given=given, by=joanna, on=TODAY)


def test_removed_row_comes_back_as_it_was(version, joanna):
    before = ServiceRow.objects.filter(version=version).values().get()

    event = remove_row(thread="service", row_id=before["id"], by=joanna, on=TODAY)
    assert not version.service_rows.exists()
    restore_removed(event_id=event.pk, by=joanna, on=TODAY)
    restore_removed(event_id=event.pk, by=joanna, on=TODAY)  # twice changes nothing

    assert ServiceRow.objects.filter(version=version).values().get() == before


def test_removed_need_comes_back_with_the_rows_of_both_threads(version, joanna):
    need = version.needs.get()
    service, support = version.service_rows.values().get(), version.support_rows.values().get()

    event = remove_need(need_id=need.pk, by=joanna, on=TODAY)
    assert not version.support_rows.exists()
    restore_removed(event_id=event.pk, by=joanna, on=TODAY)

    assert PlanNeed.objects.get(version=version) == need
    assert ServiceRow.objects.values().get() == service
    assert SupportRow.objects.values().get() == support


def test_row_comes_back_only_to_a_need_that_is_there(version, joanna):
    row = remove_row(thread="service", row_id=version.service_rows.get().pk, by=joanna, on=TODAY)
    remove_need(need_id=version.needs.get().pk, by=joanna, on=TODAY)

    with pytest.raises(Refused, match="Restore the need"):
        restore_removed(event_id=row.pk, by=joanna, on=TODAY)


def test_rows_at_the_edges_follow_the_days_of_the_plan(version, joanna):
    own = add_support_row(
        version_id=version.pk, given=a_support_given(version, starts_on=date(2026, 3, 1)), by=joanna, on=TODAY
    )

    change_frame(
        version_id=version.pk, starts_on=date(2026, 2, 1), ends_on=date(2026, 11, 30), summary="Mieszkać u siebie",
        by=joanna, on=TODAY,
    )  # fmt: skip

    own.refresh_from_db()
    row = version.service_rows.get()
    assert (row.starts_on, row.ends_on) == (date(2026, 2, 1), date(2026, 11, 30))
    assert (own.starts_on, own.ends_on) == (date(2026, 3, 1), date(2026, 11, 30))


@pytest.mark.rule("RULE-46")
@pytest.mark.parametrize(
    ("starts_on", "last_allowed", "a_day_too_long"),
    [
        (date(2026, 1, 15), date(2027, 1, 14), date(2027, 1, 15)),
        (date(2028, 2, 29), date(2029, 2, 27), date(2029, 2, 28)),  # the leap day
    ],
)
def test_draft_lasts_a_year_to_the_day_and_no_longer(version, joanna, starts_on, last_allowed, a_day_too_long):
    frame = {"version_id": version.pk, "starts_on": starts_on, "summary": "", "by": joanna, "on": TODAY}

    change_frame(ends_on=last_allowed, **frame)
    with told_on(TODAY), pytest.raises(Refused, match=str(last_allowed.year)) as refusal:
        change_frame(ends_on=a_day_too_long, **frame)

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision


@pytest.mark.parametrize("state", [VersionState.AGREED, VersionState.APPROVED])
def test_only_a_draft_is_written(state):
    state_of_plan = PlanState.APPROVED if state == VersionState.APPROVED else PlanState.PREPARED
    signed = {"agreed_on": TODAY, "agreed_how": "w domu", "agreed_by": "Anna Nowak"}
    plan = a_plan(state=state_of_plan, version={"state": state} | signed)

    with pytest.raises(WrongState):
        add_need(version_id=plan.versions.get().pk, need="x", goal="", by=plan.coordinators.get().user, on=TODAY)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.DIRECTOR, True),
        (Role.ORGANISER, True),
        (Role.COORDINATOR, False),  # of other plans
        (Role.SOCIAL_WORKER, False),
        (Role.FRONT_DESK, False),
        (Role.RESIDENT, False),
    ],
)
def test_who_else_may_write_the_draft(version, role, may):
    user = a_user(role)

    if may:
        add_need(version_id=version.pk, need="samotność", goal="", by=user, on=TODAY)
    else:
        with pytest.raises(NotAllowed):
            add_need(version_id=version.pk, need="samotność", goal="", by=user, on=TODAY)


def test_need_of_another_plan_is_no_place_for_a_row(version, joanna):
    elsewhere = a_plan(coordinator=a_director()).versions.get().needs.get()
    given = replace(a_support_given(version), need_id=elsewhere.pk)

    with pytest.raises(PlanNeed.DoesNotExist):
        add_support_row(version_id=version.pk, given=given, by=joanna, on=TODAY)


def test_what_is_left_empty_comes_from_the_catalogue(version, joanna):
    provider = a_provider()
    service = a_service(unit="wizyta", fee_text="5 zł za wizytę", provider=provider)
    given = a_service_given(version, service_id=service.pk, unit="")

    row = add_service_row(version_id=version.pk, given=given, by=joanna, on=TODAY)

    assert (row.unit, row.fee_text, row.provider) == ("wizyta", "5 zł za wizytę", provider)
