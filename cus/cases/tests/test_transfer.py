"""Passing an application on with consent, and following it up."""

from datetime import date

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.cases.models import Application, Transfer
from cus.cases.models.transfer import TransferAnswer
from cus.cases.services.outcomes import answer_transfer, pass_on
from cus.cases.states import ApplicationState, RequestState
from cus.cases.tests.factories import TODAY, an_application
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.tests.factories import a_service
from cus.records.models import Event, Letter
from cus.team.models import Unit, UnitKind

pytestmark = pytest.mark.django_db


def a_unit(**given: object) -> Unit:
    defaults = {"name": "Zespół pomocy społecznej", "kind": UnitKind.CUS_TEAM, "phone": "+48123456789"}
    unit, _made = Unit.objects.get_or_create(**({"centre": the_centre()} | defaults | given))
    return unit


def passed(application: Application, *services: str, **given: object) -> Transfer:
    chosen = application.requests.filter(service__name__in=services) if services else application.requests.all()
    defaults = {
        "application_id": application.pk,
        "request_ids": [request.pk for request in chosen],
        "consented_on": TODAY,
        "consented_how": "w rozmowie telefonicznej",
        "follow_up_on": date(2026, 1, 24),
        "by": a_coordinator(),
        "on": TODAY,
    }
    if "unit_id" not in given:
        given["unit_id"] = a_unit().pk
    return pass_on(**(defaults | given))


def states_of(application: Application) -> dict[str, str]:
    return dict(application.requests.values_list("service__name", "state"))


def two_services() -> Application:
    return an_application(services=[a_service(name="Opieka w domu"), a_service(name="Obiady")])


@pytest.mark.rule("RULE-41")
def test_a_part_is_passed_on_and_the_rest_stays_open_here():
    application = two_services()

    transfer = passed(application, "Opieka w domu", reason="Potrzebna decyzja.")

    assert states_of(application) == {"Opieka w domu": RequestState.TRANSFERRED, "Obiady": RequestState.OPEN}
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION
    assert [request.service.name for request in transfer.requests.all()] == ["Opieka w domu"]
    assert (transfer.consented_on, transfer.answer) == (TODAY, TransferAnswer.NONE)


@pytest.mark.rule("RULE-41")
def test_an_application_passed_on_as_a_whole_has_all_its_outcomes():
    application = two_services()

    passed(application)

    application.refresh_from_db()
    assert application.state == ApplicationState.DECIDED


def test_the_person_is_told_by_letter_what_went_where_and_what_stays():
    passed(two_services(), "Opieka w domu")

    letter = Letter.objects.get(kind="TRANSFER")
    assert "część wniosku" in letter.text
    assert "**Zespół pomocy społecznej**" in letter.text
    assert letter.text.index("- Opieka w domu") < letter.text.index("- Obiady")
    told = Event.objects.get(name="application.passed_on")
    assert told.details == {"unit": "Zespół pomocy społecznej", "services": "Opieka w domu"}


@pytest.mark.rule("RULE-40")
@pytest.mark.parametrize("consented_on", [None, date(2026, 1, 11)])
def test_without_consent_given_by_the_day_nothing_is_passed_on(consented_on):
    application = two_services()

    with pytest.raises(Refused) as refusal:
        passed(application, consented_on=consented_on)

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision
    assert set(states_of(application).values()) == {RequestState.OPEN}
    assert not Transfer.objects.exists()


@pytest.mark.rule("RULE-40")
def test_consent_says_how_it_was_given():
    with pytest.raises(Refused):
        passed(two_services(), consented_how="  ")


@pytest.mark.rule("RULE-42")
@pytest.mark.parametrize("kind", [UnitKind.CUS_TEAM, UnitKind.MUNICIPAL_OFFICE, UnitKind.MUNICIPAL_UNIT])
def test_teams_and_municipal_units_receive_applications(kind):
    assert passed(two_services(), unit_id=a_unit(kind=kind).pk).unit.kind == kind


@pytest.mark.rule("RULE-42")
def test_a_body_outside_the_municipality_is_only_told_about():
    outside = a_unit(name="Fundacja Obok", kind=UnitKind.OUTSIDE)
    application = two_services()

    with pytest.raises(Refused, match="Fundacja Obok") as refusal:
        passed(application, unit_id=outside.pk)

    assert refusal.value.provision
    the_centre(switched_off_rules=["RULE-42"])
    assert passed(application, unit_id=outside.pk).unit == outside


def test_the_day_to_ask_about_it_lies_ahead():
    with pytest.raises(Refused):
        passed(two_services(), follow_up_on=date(2026, 1, 9))

    assert passed(two_services(), follow_up_on=TODAY).follow_up_on == TODAY


def test_at_least_one_service_is_chosen():
    with pytest.raises(Refused):
        passed(two_services(), request_ids=[])


def test_taken_over_it_stays_there():
    application = two_services()
    transfer = passed(application)

    answered = answer_transfer(transfer_id=transfer.pk, answer="TAKEN", by=a_director(), on=TODAY, note="Mają to.")

    assert (answered.answer, answered.answered_on, answered.answer_note) == ("TAKEN", TODAY, "Mają to.")
    assert set(states_of(application).values()) == {RequestState.TRANSFERRED}


def test_returned_it_waits_for_an_outcome_here_again():
    application = two_services()
    transfer = passed(application)

    answer_transfer(transfer_id=transfer.pk, answer="RETURNED", by=a_coordinator(), on=TODAY)

    assert set(states_of(application).values()) == {RequestState.OPEN}
    application.refresh_from_db()
    assert application.state == ApplicationState.RECOGNITION
    assert Event.objects.filter(name="transfer.returned").exists()


def test_an_answer_is_noted_once():
    transfer = passed(two_services())
    answer_transfer(transfer_id=transfer.pk, answer="TAKEN", by=a_coordinator(), on=TODAY)

    with pytest.raises(WrongState):
        answer_transfer(transfer_id=transfer.pk, answer="RETURNED", by=a_coordinator(), on=TODAY)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FRONT_DESK, Role.COMMUNITY_ORGANISER, Role.RESIDENT])
def test_who_does_not_pass_on(role):
    with pytest.raises(NotAllowed):
        passed(two_services(), by=a_user(role))


def test_a_stranger_neither_passes_on_nor_notes_an_answer():
    stranger = a_stranger()
    transfer = passed(two_services(), "Obiady")

    with pytest.raises(NotAllowed):
        answer_transfer(transfer_id=transfer.pk, answer="TAKEN", by=stranger, on=TODAY)
    with pytest.raises(NotAllowed):
        passed(two_services(), unit_id=transfer.unit_id, by=stranger)
