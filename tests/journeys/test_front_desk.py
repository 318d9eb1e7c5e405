"""The front desk takes an application down during a call."""

import re

from django.utils.timezone import localdate

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_user
from cus.cases.models import Application, FilingChannel
from cus.cases.tests.factories import a_signal
from cus.people.models import Person
from cus.people.tests.factories import a_person
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor


def test_the_front_desk_files_by_keyboard_for_somebody_known(sign_in: SignIn) -> None:
    a_town_with_services()
    a_person()
    clerk = sign_in(a_user(Role.FRONT_DESK), kind=KeyboardVisitor)

    clerk.opens("/office/")
    clerk.is_on(re.compile(rf", {localdate().day} "))
    clerk.opens("/office/applications/")
    clerk.is_on("Wnioski")
    clerk.follows("Nowy wniosek")
    clerk.is_on("Nowy wniosek")
    clerk.writes("Szukaj: nazwisko, telefon, PESEL albo ulica", "nowak")
    clerk.reads("Anna Nowak")
    clerk.chooses("Anna Nowak")
    clerk.writes("Czego potrzeba, dowolnymi słowami", "rehabilitacja w domu")
    clerk.reads("Rehabilitacja w domu")
    clerk.ticks("Rehabilitacja w domu")
    clerk.writes("Co jest trudne, co jest potrzebne", "Nie schodzi ze schodów.")
    clerk.presses("Zapisz wniosek")

    clerk.is_on("Wniosek przyjęty")
    filed = Application.objects.get()
    assert clerk.told("Numer") == filed.number
    assert clerk.told("Kod").replace(" ", "").replace("-", "") == filed.code
    assert filed.person.name == "Anna Nowak"
    assert filed.channel == FilingChannel.PHONE


def test_the_front_desk_adds_somebody_new(sign_in: SignIn) -> None:
    a_town_with_services()
    clerk = sign_in(a_user(Role.FRONT_DESK))

    clerk.opens("/office/applications/new/")
    clerk.presses("Zapisz wniosek")
    clerk.reads("Wybierz co najmniej jedną usługę.")
    clerk.look(clerk.page)
    clerk.writes("Szukaj: nazwisko, telefon, PESEL albo ulica", "Jan Kowal")
    clerk.reads("Nikogo nie znaleziono: nowa osoba")
    clerk.look(clerk.page)
    clerk.writes("Imię", "Jan")
    clerk.writes("Nazwisko", "Kowal")
    clerk.writes("Czego potrzeba, dowolnymi słowami", "zakupy")
    clerk.ticks("Zakupy i drobna pomoc")
    clerk.presses("Zapisz wniosek")
    clerk.is_on("Wniosek przyjęty")

    assert Application.objects.get().person == Person.objects.get(last_name="Kowal")


def test_the_front_desk_is_shown_who_it_may_be_already(sign_in: SignIn) -> None:
    a_town_with_services()
    anna = a_person()
    clerk = sign_in(a_user(Role.FRONT_DESK))

    clerk.opens("/office/applications/new/")
    clerk.writes("Imię", "Anna")
    clerk.writes("Nazwisko", "Nowak")
    clerk.writes("Data urodzenia, np. 14.03.1948", "14.03.1948")
    clerk.writes("Czego potrzeba, dowolnymi słowami", "zakupy")
    clerk.ticks("Zakupy i drobna pomoc")
    clerk.presses("Zapisz wniosek")
    clerk.reads("Czy to jedna z tych osób?")
    clerk.look(clerk.page)
    clerk.chooses("Anna Nowak", of="Czy to jedna z tych osób?")
    clerk.page.get_by_role("button", name="Zapisz wniosek").first.click()
    clerk.is_on("Wniosek przyjęty")

    assert Application.objects.get().person == anna
    assert Person.objects.count() == 1


def test_a_signal_becomes_an_application_once_the_person_wants_it(sign_in: SignIn) -> None:
    a_town_with_services()
    a_signal()
    clerk = sign_in(a_user(Role.FRONT_DESK))

    clerk.opens("/office/signals/")
    clerk.is_on("Zgłoszenia")
    clerk.follows("Maria Wójcik")
    clerk.is_on("Maria Wójcik")
    clerk.follows("Jest kontakt")
    clerk.is_on("Kontakt: Maria Wójcik")
    clerk.writes("Do kogo udało się dotrzeć i co z tego wynikło?", "Pani Maria prosi o zakupy.")
    clerk.presses("Zapisz")
    clerk.is_on("Maria Wójcik")
    clerk.follows("Przyjmij wniosek")
    clerk.is_on("Nowy wniosek")
    clerk.writes("Czego potrzeba, dowolnymi słowami", "zakupy")
    clerk.ticks("Zakupy i drobna pomoc")
    clerk.presses("Zapisz wniosek")
    clerk.is_on("Wniosek przyjęty")

    assert Application.objects.get().person.name == "Maria Wójcik"
