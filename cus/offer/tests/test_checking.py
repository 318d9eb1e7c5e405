"""An entry is read by a person from time to time; until it is, organisers hear of it."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import make_aware

from cus.accounts.tests.factories import a_director, an_organiser, the_centre
from cus.catalogue.models import Entry
from cus.offer.models import ServiceStatus
from cus.offer.services.checking import remind_organisers_of_checks
from cus.offer.services.listing import confirm_service, save_service
from cus.offer.tasks import remind_of_checks_weekly
from cus.offer.tests.factories import a_service
from cus.records.models import Event, OutboxMessage

pytestmark = pytest.mark.django_db
NOW = make_aware(datetime(2026, 11, 23, 12))
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


def test_confirming_changes_the_day_of_the_check_and_not_of_the_last_change():
    service, organiser = a_service(), an_organiser()
    before = service.changed_at

    confirm_service(service_id=service.pk, by=organiser, on=TODAY)

    service.refresh_from_db()
    assert (service.checked_on, service.checked_by, service.changed_at) == (TODAY, organiser, before)
    assert Event.objects.get().name == "service.confirmed"
    entry = Entry.objects.get()
    assert (entry.checked_on, entry.modified_at) == (TODAY, before)


def test_changing_does_not_count_as_checking():
    service = a_service(checked_on=date(2024, 1, 1))

    save_service(centre=the_centre(), service_id=service.pk, fields={"unit": "godzina"}, by=None, on=TODAY)

    service.refresh_from_db()
    assert service.checked_on == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("checked_on", "due"), [(date(2025, 11, 24), False), (date(2025, 11, 23), True), (None, True)]
)
def test_entry_is_due_from_the_day_its_months_are_over(checked_on, due):
    a_service(checked_on=checked_on, check_every_months=12)
    an_organiser()

    assert remind_organisers_of_checks(centre=the_centre(), at=NOW) == int(due)


def test_organiser_receives_one_e_mail_with_the_list_the_longest_unread_first():
    organiser = an_organiser()
    a_director()
    a_service(name="Świeża", checked_on=TODAY)
    a_service(name="Dawna", checked_on=date(2024, 5, 6))
    a_service(name="Nigdy nie czytana")
    a_service(name="Szkic", status=ServiceStatus.DRAFT)
    a_service(name="Wycofana", status=ServiceStatus.WITHDRAWN)

    remind_organisers_of_checks(centre=the_centre(), at=NOW)

    [message] = OutboxMessage.objects.all()
    assert message.to == organiser.email
    assert message.title == "2 entries of the catalogue to check"
    assert [line[2:].split(" (")[0] for line in message.text.splitlines() if line.startswith("- ")] == [
        "Nigdy nie czytana",
        "Dawna",
    ]


def test_nobody_is_written_to_when_all_is_fresh():
    an_organiser()
    a_service(checked_on=TODAY)

    assert remind_organisers_of_checks(centre=the_centre(), at=NOW) == 0
    assert not OutboxMessage.objects.exists()


def test_the_worker_reminds_in_every_centre():
    an_organiser()
    a_service()

    with time_machine.travel(NOW, tick=False):
        remind_of_checks_weekly(timestamp=0)

    assert OutboxMessage.objects.count() == 1


def test_list_shows_what_needs_checking_and_sorts_by_quality(client):
    organiser = an_organiser()
    with time_machine.travel(NOW, tick=False):
        client.force_login(organiser)
        a_service(name="Świeża", checked_on=TODAY)
        a_service(name="Dawna", checked_on=date(2024, 5, 6))
        a_service(name="Skąpa", description="Coś.", checked_on=TODAY)

        due = client.get(reverse("offer:services"), {"check": "1"})
        worst_first = client.get(reverse("offer:services"), {"sort": "quality"})

    assert [line.service.name for line in due.context["page"]] == ["Dawna"]
    qualities = [line.quality for line in worst_first.context["page"]]
    assert qualities == sorted(qualities)
    assert [line.service.name for line in worst_first.context["page"]][-1] == "Świeża"


def test_organiser_confirms_on_the_page_and_sees_what_to_mend(client):
    client.force_login(an_organiser())
    service = a_service(keywords="")
    page = reverse("offer:service", args=[service.pk])
    assert "needs checking" in client.get(page).content.decode()

    client.post(reverse("offer:confirm_service", args=[service.pk]))

    shown = client.get(page).content.decode()
    assert "needs checking" not in shown
    assert "Add words residents use for it" in shown
