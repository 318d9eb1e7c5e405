"""The legal clock in the browser: by keyboard, with a look at every page."""

from datetime import timedelta

from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import Stop
from cus.cases.tests.factories import an_application
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn


def test_a_case_stands_while_the_person_is_in_hospital_and_goes_on(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services()
    joanna = a_coordinator()
    filed = an_application(services=[services[0]], coordinator=joanna, filed_on=localdate() - timedelta(days=28))
    coordinator = sign_in(joanna)

    coordinator.opens(f"/office/applications/{filed.pk}/")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Zegar")
    coordinator.is_on("Zegar: Anna Nowak")
    coordinator.reads("Plan w ciągu 30 dni")
    coordinator.follows("Zatrzymaj zegar")
    coordinator.is_on("Zatrzymaj zegar")
    coordinator.chooses("osoba jest w szpitalu")
    coordinator.presses("Zatrzymaj zegar")
    coordinator.is_on("Zegar: Anna Nowak")
    coordinator.reads("Ten dzień nie przesuwa się, choć sprawa stoi.")
    coordinator.follows("Puść zegar")
    coordinator.is_on("Puść zegar")
    coordinator.presses("Puść zegar")
    coordinator.is_on("Zegar: Anna Nowak")
    coordinator.reads("Zegar znowu biegnie.")
    assert Stop.objects.get().ends_on == localdate()


def test_the_director_reads_the_alarms_and_a_coordinator_makes_a_calendar(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services()
    joanna = a_coordinator()
    an_application(services=[services[0]], coordinator=joanna, filed_on=localdate() - timedelta(days=40))
    director, coordinator = sign_in(a_director()), sign_in(joanna)

    director.opens("/office/alarms/")
    director.is_on("Alarmy")
    director.reads("Anna Nowak")
    director.picks("Które alarmy", "stoi zbyt długo (0)")
    director.presses("Pokaż")
    director.is_on("Alarmy")
    director.reads("Nie ma alarmów")

    coordinator.opens("/office/calendar/")
    coordinator.is_on("Mój kalendarz")
    coordinator.presses("Utwórz adres")
    coordinator.is_on("Mój kalendarz")
    address = coordinator.page.get_by_label("Adres kalendarza").input_value()
    file = coordinator.page.request.get(address)
    assert file.headers["content-type"].startswith("text/calendar")
    assert "Nowak" not in file.text()
    coordinator.presses("Wyłącz")
    coordinator.is_on("Mój kalendarz")
    assert coordinator.page.request.get(address).status == 404
