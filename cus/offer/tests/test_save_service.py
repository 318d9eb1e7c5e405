from datetime import date

import pytest

from cus.accounts.models import Municipality, Role
from cus.accounts.tests.factories import (
    a_director,
    a_stranger,
    a_user,
    an_organiser,
    another_centre,
    the_centre,
)
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.kit.rows import acting_for
from cus.offer.models import Service, ServiceForm, ServiceStatus
from cus.offer.permissions.listing import may_edit_service
from cus.offer.queries.listing import remarks_on
from cus.offer.services.listing import (
    AgreementMissing,
    NoSuchRecipients,
    pause_service,
    publish_service,
    save_service,
    withdraw_service,
)
from cus.offer.tests.factories import a_location, a_service, opening_hours
from cus.records.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
FIELDS = {
    "code": "R1",
    "area": 5,
    "name": "Rehabilitacja wodna",
    "description": "Ćwiczenia w basenie.",
    "recipients": "dorośli mieszkańcy",
    "audiences": ["EVERYONE"],
    "recipient_kinds": ["ALL_RESIDENTS"],
    "form": ServiceForm.GROUP,
    "unit": "spotkanie",
}


def save(**given):
    fields = FIELDS | given.pop("fields", {})
    return save_service(**({"centre": the_centre(), "fields": fields, "by": an_organiser(), "on": TODAY} | given))


def events():
    return list(Event.objects.order_by("id").values_list("name", flat=True))


def test_organiser_adds_a_service_as_a_draft():
    service = save()

    assert (service.status, service.name, service.centre) == (ServiceStatus.DRAFT, "Rehabilitacja wodna", the_centre())
    assert events() == ["service.added"]


def test_change_is_recorded_with_the_fields_that_changed():
    service = save()

    save(service_id=service.pk, fields={"unit": "godzina"})

    assert Event.objects.get(name="service.changed").details["fields"] == ["unit"]


def test_saving_the_same_again_records_nothing():
    service = save()

    save(service_id=service.pk)

    assert events() == ["service.added"]


@pytest.mark.rule("RULE-01")
@pytest.mark.parametrize("area", [None, 0, 15])
def test_service_outside_the_fourteen_areas_is_refused_with_the_provision(area, english):
    with pytest.raises(Refused, match="one of the 14 areas") as refusal:
        save(fields={"area": area})

    assert "art. 2 ust. 1" in refusal.value.provision
    assert not Service.objects.exists()


def test_code_of_another_service_is_refused(english):
    save()

    with pytest.raises(Refused, match="The code R1 already belongs"):
        save(fields={"name": "Inna"})


@pytest.mark.rule("RULE-04")
def test_task_of_the_powiat_is_not_published_without_an_agreement(english):
    service = save(fields={"is_powiat_task": True})

    with pytest.raises(AgreementMissing, match="Write down the agreement first") as refusal:
        publish_service(service_id=service.pk, by=a_director(), on=TODAY)

    assert refusal.value.provision
    service.refresh_from_db()
    assert service.status == ServiceStatus.DRAFT


@pytest.mark.rule("RULE-04")
def test_task_of_the_powiat_is_published_under_an_agreement():
    service = save(fields={"is_powiat_task": True, "powiat_agreement": "nr 3 z 2 stycznia 2026"})

    assert publish_service(service_id=service.pk, by=a_director(), on=TODAY).status == ServiceStatus.PUBLIC


@pytest.mark.rule("RULE-04")
def test_published_service_cannot_become_a_task_of_the_powiat_without_an_agreement():
    service = a_service(status=ServiceStatus.PUBLIC)

    with pytest.raises(AgreementMissing):
        save_service(
            centre=service.centre, service_id=service.pk, fields={"is_powiat_task": True}, by=a_director(), on=TODAY
        )


@pytest.mark.rule("RULE-05")
@pytest.mark.parametrize(("rights", "published"), [((True,), True), ((True, False), False), ((False,), False)])
def test_city_with_powiat_rights_needs_no_agreement(rights, published):
    for number, has_rights in enumerate(rights):
        the_centre().municipalities.add(
            Municipality.objects.create(teryt=f"126101{number}", name="Gmina", has_powiat_rights=has_rights)
        )
    service = save(fields={"is_powiat_task": True})

    if published:
        publish_service(service_id=service.pk, by=a_director(), on=TODAY)
    else:
        with pytest.raises(AgreementMissing):
            publish_service(service_id=service.pk, by=a_director(), on=TODAY)

    service.refresh_from_db()
    assert (service.status == ServiceStatus.PUBLIC) is published


@pytest.mark.rule("RULE-02")
@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({"name": "Zasiłek celowy"}, True),
        ({"name": "Wypożyczalnia", "form": ServiceForm.ITEM}, True),
        ({"name": "Wypożyczalnia", "form": ServiceForm.ITEM, "needs_scheduling": True}, False),
        ({"name": "Rehabilitacja"}, False),
    ],
)
def test_money_or_things_alone_are_kept_with_a_warning(given, warned):
    assert bool(remarks_on(a_service(**given))) is warned


@pytest.mark.rule("RULE-02")
def test_centre_that_switched_the_rule_off_is_not_warned():
    the_centre(switched_off_rules=["RULE-02"])

    assert remarks_on(a_service(name="Zasiłek celowy")) == []


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        (ServiceStatus.DRAFT, publish_service, ServiceStatus.PUBLIC),
        (ServiceStatus.PAUSED, publish_service, ServiceStatus.PUBLIC),
        (ServiceStatus.WITHDRAWN, publish_service, ServiceStatus.PUBLIC),
        (ServiceStatus.PUBLIC, publish_service, None),
        (ServiceStatus.PUBLIC, pause_service, ServiceStatus.PAUSED),
        (ServiceStatus.DRAFT, pause_service, None),
        (ServiceStatus.PAUSED, pause_service, None),
        (ServiceStatus.WITHDRAWN, pause_service, None),
        (ServiceStatus.DRAFT, withdraw_service, ServiceStatus.WITHDRAWN),
        (ServiceStatus.PUBLIC, withdraw_service, ServiceStatus.WITHDRAWN),
        (ServiceStatus.PAUSED, withdraw_service, ServiceStatus.WITHDRAWN),
        (ServiceStatus.WITHDRAWN, withdraw_service, None),
    ],
)
def test_service_goes_in_and_out_of_the_catalogue(before, step, after):
    service = a_service(status=before)

    if after:
        assert step(service_id=service.pk, by=an_organiser(), on=TODAY).status == after
        assert len(events()) == 1
    else:
        with pytest.raises(WrongState):
            step(service_id=service.pk, by=an_organiser(), on=TODAY)
        assert events() == []


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.DIRECTOR, True),
        (Role.ORGANISER, True),
        (Role.COORDINATOR, False),
        (Role.SOCIAL_WORKER, False),
        (Role.FRONT_DESK, False),
        (Role.COMMUNITY_ORGANISER, False),
        (Role.CARER, False),
        (Role.PROVIDER, False),
        (Role.RESIDENT, False),
    ],
)
def test_who_may_edit_a_service(role, allowed):
    assert may_edit_service(a_user(role), a_service()) is allowed


@pytest.mark.parametrize("step", [publish_service, pause_service, withdraw_service])
def test_coordinator_takes_no_step_with_a_service(step):
    with pytest.raises(NotAllowed):
        step(service_id=a_service().pk, by=a_user(Role.COORDINATOR), on=TODAY)


def test_coordinator_saves_no_service():
    with pytest.raises(NotAllowed):
        save(by=a_user(Role.COORDINATOR))


def test_stranger_changes_no_service_of_this_centre():
    service, stranger = a_service(), a_stranger()

    assert not may_edit_service(stranger, service)
    with pytest.raises(NotAllowed):
        save_service(centre=the_centre(), service_id=service.pk, fields={"name": "Obca"}, by=stranger, on=TODAY)
    with acting_for(stranger.centre_id), pytest.raises(Service.DoesNotExist):
        withdraw_service(service_id=service.pk, by=stranger, on=TODAY)


@pytest.mark.parametrize("kinds", [["STRANGERS"], ["PERSONS", "STRANGERS"]])
def test_service_is_for_one_of_the_five_kinds_of_recipients(kinds):
    with pytest.raises(NoSuchRecipients) as refusal:
        save(fields={"recipient_kinds": kinds})

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision


def test_draft_waits_for_its_recipients_and_is_not_published_without():
    service = save(fields={"recipient_kinds": []})

    with pytest.raises(NoSuchRecipients):
        publish_service(service_id=service.pk, by=an_organiser(), on=TODAY)


def test_public_service_from_before_may_be_mended_and_keeps_its_recipients():
    service = a_service(recipient_kinds=[])
    save(service_id=service.pk, fields={"code": service.code, "recipient_kinds": [], "unit": "godzina"})
    save(service_id=service.pk, fields={"code": service.code, "recipient_kinds": ["PERSONS"]})

    with pytest.raises(NoSuchRecipients):
        save(service_id=service.pk, fields={"code": service.code, "recipient_kinds": []})


def test_places_are_chosen_with_the_rest_and_hours_of_a_place_go_with_it():
    here, there = a_location(), a_location()
    service = save(fields={"locations": [here, there]})
    opening_hours(service, 1, "08:00", "12:00", location=here)
    opening_hours(service, 2, "08:00", "12:00")

    save(service_id=service.pk, fields={"locations": [there]})

    assert list(service.locations.all()) == [there]
    assert [row.weekday for row in service.opening_hours.all()] == [2]
    assert Event.objects.get(name="service.changed").details["fields"] == ["locations"]


def test_place_of_another_centre_is_not_chosen():
    other = another_centre()
    with acting_for(other.pk):
        elsewhere = a_location(centre=other)

    with pytest.raises(NotAllowed):
        save(fields={"locations": [elsewhere]})
