import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, the_centre
from cus.cases.models import Applicant, Application, FilingChannel
from cus.cases.services.intake import CODE_LETTERS, file_application
from cus.cases.states import ApplicationState, SignalState
from cus.cases.tests.factories import a_signal
from cus.kit.errors import NotAllowed, Refused
from cus.kit.rows import act_for
from cus.offer.models import ServiceStatus
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_daughter, a_person
from cus.records.models import Event, Letter, OutboxMessage
from cus.records.models.letter import LetterKind

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 1, 2, 23, 30, tzinfo=UTC)  # half past midnight of the next day in Warsaw


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def file(**given):
    defaults = {
        "services": given.pop("services", None) or [a_service()],
        "applicant": Applicant.PERSON,
        "channel": FilingChannel.PHONE,
        "submission_key": uuid.uuid4(),
        "by": a_user(Role.FRONT_DESK),
        "at": EVENING,
    }
    person_id = given.pop("person_id", None) or a_person().pk
    return file_application(centre=the_centre(), person_id=person_id, **(defaults | given))


def test_the_front_desk_files_for_several_services_at_once():
    rehabilitation, meals = a_service(), a_service(name="Obiady do domu")

    application = file(services=[rehabilitation, meals], wishes={meals.pk: "bez mięsa"}, situation=" Trudno gotować. ")

    assert application.state == ApplicationState.FILED
    assert application.situation == "Trudno gotować."
    assert [(one.service, one.wish) for one in application.requests.order_by("id")] == [
        (rehabilitation, ""),
        (meals, "bez mięsa"),
    ]
    assert Event.objects.filter(name="application.filed", story_id=application.person_id).count() == 1


@pytest.mark.rule("RULE-35")
def test_the_day_of_filing_is_the_day_in_poland():
    assert file().filed_on == date(2026, 1, 3)


@pytest.mark.rule("RULE-35")
def test_the_day_of_filing_never_changes():
    application = file()

    with pytest.raises(Exception, match="Cannot update"):
        Application.objects.filter(pk=application.pk).update(filed_on=date(2026, 1, 1))


def test_applications_are_numbered_without_gaps_by_the_scheme_of_the_office():
    assert [file().number for _n in range(3)] == ["CUS.5020.1.2026", "CUS.5020.2.2026", "CUS.5020.3.2026"]


def test_the_code_holds_no_letter_that_looks_like_another():
    codes = {file().code for _n in range(5)}

    assert len(codes) == 5
    assert all(len(code) == 10 for code in codes)
    assert not set("01OILSZB258V") & set(CODE_LETTERS)


def test_the_same_submission_is_filed_once():
    key, person, service = uuid.uuid4(), a_person(), a_service()

    first = file(submission_key=key, person_id=person.pk, services=[service])
    second = file(submission_key=key, person_id=person.pk, services=[service])

    assert second == first
    assert Application.objects.count() == 1
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twelve_sendings_of_one_form_at_the_same_moment_file_one_application():
    person, service, key, centre = a_person(), a_service(), uuid.uuid4(), the_centre()
    start, numbers = threading.Barrier(12), []

    def send():
        try:
            act_for(centre.pk)
            start.wait(timeout=20)
            application = file_application(
                centre=centre,
                person_id=person.pk,
                services=[service],
                applicant=Applicant.PERSON,
                channel=FilingChannel.ONLINE,
                submission_key=key,
                by=None,
                at=EVENING,
            )
            numbers.append(application.number)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers == ["CUS.5020.1.2026"] * 12
    assert Application.objects.count() == 1
    assert Letter.objects.count() == 1


def test_the_confirmation_says_number_code_services_and_the_last_day_for_a_plan():
    application = file(services=[a_service(name="Obiady do domu")])

    letter = Letter.objects.get(kind=LetterKind.CONFIRMATION)

    assert letter.recipient == {"name": "Pani Anna Nowak", "address": ["Polna 3", "32-005 Lipnowiec"]}
    assert letter.number == "CUS.5023.1.2026"
    for words in ("Szanowna Pani", application.number, application.code[:5], "- Obiady do domu", "2 lutego 2026 r."):
        assert words in letter.text


def test_an_email_goes_out_when_the_applicant_gave_an_address():
    file(person_id=a_person(email="anna@example.org").pk)

    [message] = OutboxMessage.objects.all()
    assert message.to == "anna@example.org"
    assert "CUS.5020.1.2026" in message.title


def test_nothing_is_sent_to_who_has_no_email():
    file()

    assert not OutboxMessage.objects.exists()


@pytest.mark.rule("RULE-34")
def test_the_daughter_who_cares_applies_and_the_email_goes_to_her():
    person = a_person()
    daughter = a_daughter(person, email="ewa@example.org")

    application = file(person_id=person.pk, applicant=Applicant.ACTUAL_CARER, representation_id=daughter.pk)

    assert application.representation == daughter
    assert OutboxMessage.objects.get().to == "ewa@example.org"


@pytest.mark.rule("RULE-34")
def test_a_neighbour_files_no_application():
    with pytest.raises(Refused, match="as a signal") as refusal:
        file(applicant="NEIGHBOUR")

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision
    assert not Application.objects.exists()


def test_whoever_applies_for_another_is_named():
    with pytest.raises(Refused, match="who applies"):
        file(applicant=Applicant.ACTUAL_CARER)


def test_a_carer_does_not_pass_for_a_statutory_representative():
    person = a_person()
    daughter = a_daughter(person)

    with pytest.raises(Refused, match="another role"):
        file(person_id=person.pk, applicant=Applicant.STATUTORY_REPRESENTATIVE, representation_id=daughter.pk)


def test_an_application_for_nothing_is_refused():
    with pytest.raises(Refused, match="at least one service"):
        file_application(
            centre=the_centre(),
            person_id=a_person().pk,
            services=[],
            applicant=Applicant.PERSON,
            channel=FilingChannel.PHONE,
            submission_key=uuid.uuid4(),
            by=a_coordinator(),
            at=EVENING,
        )


@pytest.mark.parametrize("status", [ServiceStatus.DRAFT, ServiceStatus.WITHDRAWN])
def test_nobody_applies_for_a_service_outside_the_catalogue(status):
    with pytest.raises(Refused, match="Rehabilitacja w domu"):
        file(services=[a_service(status=status)])


def test_only_staff_takes_applications_for_a_paused_service():
    paused = a_service(status=ServiceStatus.PAUSED)

    assert file(services=[paused]).pk
    with pytest.raises(Refused, match="No applications are taken now"):
        file(services=[paused], by=None)


def test_nothing_is_filed_for_who_has_died():
    with pytest.raises(Refused, match="has died"):
        file(person_id=a_person(deceased_on=date(2026, 1, 1)).pk)


@pytest.mark.parametrize("role", [Role.COMMUNITY_ORGANISER, Role.CARER, Role.PROVIDER, Role.RESIDENT])
def test_other_users_file_nothing_for_others(role):
    with pytest.raises(NotAllowed):
        file(by=a_user(role))


def test_a_signal_becomes_the_application_of_its_person():
    signal, person = a_signal(), a_person()

    application = file(person_id=person.pk, signal_id=signal.pk)

    signal.refresh_from_db()
    assert (signal.state, signal.person, application.signal) == (SignalState.APPLIED, person, signal)


def test_a_stranger_files_nothing_here():
    person, service, centre = a_person(), a_service(), the_centre()
    stranger = a_stranger()

    with pytest.raises(NotAllowed):
        file_application(
            centre=centre,
            person_id=person.pk,
            services=[service],
            applicant=Applicant.PERSON,
            channel=FilingChannel.PHONE,
            submission_key=uuid.uuid4(),
            by=stranger,
            at=EVENING,
        )
