from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.cases.services.plans import abandon_plan, begin_plan
from cus.cases.states import ApplicationState, PlanState, RequestState, VersionState
from cus.cases.tests.factories import TODAY, a_plan, a_recognition, a_request, an_application
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.tests.factories import a_provider, a_service
from cus.records.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def a_qualified_application(**given):
    application = an_application(services=[], state=ApplicationState.DECIDED, **given)
    a_request(application, a_service(name="Obiady", unit="posiłek"), state=RequestState.QUALIFIED)
    return application


def test_plan_begins_with_the_recognised_needs_and_the_qualified_services():
    joanna = a_coordinator()
    application = a_qualified_application(coordinator=joanna)
    a_request(application, a_service(name="Przejazdy"), state=RequestState.WAITING)
    a_recognition(application, author=joanna, needs="jedzenie\n\n  samotność ", finished_on=TODAY)
    a_recognition(application, author=joanna, needs="nie skończone", finished_on=None)

    plan = begin_plan(application_id=application.pk, by=joanna, on=TODAY)

    version = plan.versions.get()
    row = version.service_rows.get()
    assert plan.state == PlanState.PREPARED
    assert (version.number, version.state, version.author) == (1, VersionState.DRAFT, joanna)
    assert [need.need for need in version.needs.order_by("position")] == ["jedzenie", "samotność"]
    assert (row.service.name, row.unit, row.amount, row.need.need) == ("Obiady", "posiłek", None, "jedzenie")
    assert plan.coordinators.get().user == joanna
    assert Event.objects.concerning(plan.person).get().name == "plan.begun"


@pytest.mark.parametrize(
    ("on", "starts_on", "ends_on"),
    [
        (date(2026, 1, 10), date(2026, 1, 12), date(2027, 1, 11)),  # a Saturday
        (date(2026, 1, 12), date(2026, 1, 19), date(2027, 1, 18)),  # a Monday waits for the next one
        (date(2028, 2, 22), date(2028, 2, 28), date(2029, 2, 27)),  # a leap year
    ],
)
def test_plan_starts_next_monday_and_lasts_a_year_unless_told_otherwise(on, starts_on, ends_on):
    joanna = a_coordinator()

    version = begin_plan(application_id=a_qualified_application().pk, by=joanna, on=on).versions.get()

    assert (version.starts_on, version.ends_on) == (starts_on, ends_on)
    assert version.service_rows.get().ends_on == ends_on


def test_row_takes_provider_and_fee_from_the_service():
    provider = a_provider()
    application = an_application(services=[])
    service = a_service(provider=provider, fee_text="3,20 zł za godzinę")
    request = a_request(application, service, state=RequestState.QUALIFIED)

    row = begin_plan(application_id=application.pk, by=a_coordinator(), on=TODAY).versions.get().service_rows.get()

    assert (row.provider, row.fee_text, row.request) == (provider, "3,20 zł za godzinę", request)


def test_plan_needs_a_qualified_service():
    application = an_application()

    with pytest.raises(Refused, match="No service"):
        begin_plan(application_id=application.pk, by=a_coordinator(), on=TODAY)


def test_application_has_one_living_plan():
    plan = a_plan()
    joanna = plan.coordinators.get().user

    with pytest.raises(Refused, match=plan.number):
        begin_plan(application_id=plan.application_id, by=joanna, on=TODAY)

    abandon_plan(plan_id=plan.pk, reason="przeprowadzka", by=joanna, on=TODAY)
    assert begin_plan(application_id=plan.application_id, by=joanna, on=TODAY).pk != plan.pk


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COORDINATOR, True),
        (Role.ORGANISER, True),
        (Role.DIRECTOR, True),
        (Role.SOCIAL_WORKER, False),
        (Role.FRONT_DESK, False),
        (Role.RESIDENT, False),
    ],
)
def test_who_may_begin_a_plan(role, may):
    application = a_qualified_application(coordinator=a_coordinator())
    user = a_user(role)

    if may:
        begin_plan(application_id=application.pk, by=user, on=TODAY)
    else:
        with pytest.raises(NotAllowed):
            begin_plan(application_id=application.pk, by=user, on=TODAY)


def test_stranger_begins_nothing_here():
    application = a_qualified_application(coordinator=a_coordinator())

    with pytest.raises(NotAllowed):
        begin_plan(application_id=application.pk, by=a_stranger(Role.COORDINATOR), on=TODAY)


def test_organiser_without_the_coordinators_role_must_name_one():
    application, organiser = a_qualified_application(), an_organiser()

    with pytest.raises(Refused, match="needs a coordinator"):
        begin_plan(application_id=application.pk, by=organiser, on=TODAY)
    with pytest.raises(Refused, match="needs a coordinator"):
        begin_plan(application_id=application.pk, by=organiser, on=TODAY, coordinator_id=a_director().pk)


def test_approved_plan_is_not_abandoned():
    plan = a_plan(state=PlanState.APPROVED)

    with pytest.raises(WrongState):
        abandon_plan(plan_id=plan.pk, reason="pomyłka", by=plan.coordinators.get().user, on=TODAY)


def test_abandoning_a_plan_takes_a_reason():
    plan = a_plan()

    with pytest.raises(Refused, match="why"):
        abandon_plan(plan_id=plan.pk, reason=" ", by=plan.coordinators.get().user, on=TODAY)
