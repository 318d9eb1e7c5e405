"""A resident, a daughter and a neighbour come to the centre through its site."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from cus.cases.models import Applicant, Application, Signal
from cus.people.models import Person
from cus.records.models import Document
from tests.journeys.cast import DISCHARGE, a_town_with_services
from tests.journeys.conftest import LookAt, fits
from tests.journeys.visitor import KeyboardVisitor, Visitor


def test_a_resident_applies_by_keyboard_alone_and_follows_the_case(keyboard_visitor: KeyboardVisitor) -> None:
    resident = keyboard_visitor
    a_town_with_services()

    resident.opens("/")
    resident.is_on("Znajdź pomoc blisko siebie")
    resident.writes("Czego potrzebujesz?", "wozek")
    resident.presses("Szukaj")
    resident.reads("1 wynik dla „wozek”")
    resident.look(resident.page)
    resident.follows("Wypożyczalnia wózków i sprzętu")
    resident.is_on("Wypożyczalnia wózków i sprzętu")
    resident.follows("Złóż wniosek teraz")

    resident.is_on("Dla kogo prosisz o pomoc?")
    resident.presses("Zapisz i przejdź dalej")
    resident.reads("Wybierz, dla kogo prosisz o pomoc.")
    resident.look(resident.page)
    resident.chooses("Dla siebie")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Jakiej pomocy potrzebujesz?")
    expect(resident.page.get_by_role("checkbox", name="Wypożyczalnia wózków")).to_be_checked()
    resident.writes("Powiedz to własnymi słowami", "rehabilitacja w domu")
    resident.reads("Znalezione")
    resident.ticks("Rehabilitacja w domu")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Co jest dla Ciebie trudne?")
    resident.writes("Co jest dla Ciebie trudne?", "Po złamaniu nie schodzę ze schodów.")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Jak się nazywasz?")
    resident.writes("Imię", "Anna")
    resident.writes("Nazwisko", "Nowak")
    resident.writes_day("Data urodzenia", date(1948, 3, 14))
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Gdzie mieszkasz?")
    resident.writes("Ulica", "Polna")
    resident.writes("Numer domu i mieszkania", "3")
    resident.writes("Miejscowość", "Lipnowiec")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Jak mamy się z Tobą kontaktować?")
    resident.chooses("Zadzwońcie pod numer")
    resident.writes("Numer telefonu", "600 123 456")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Chcesz dodać dokumenty?")
    resident.attaches("Wybierz pliki", DISCHARGE)
    resident.presses("Dodaj wybrane pliki")
    resident.reads("wypis.pdf")
    resident.look(resident.page)
    resident.presses("Zapisz i przejdź dalej")

    resident.is_on("Sprawdź, zanim wyślesz")
    resident.reads("Wypożyczalnia wózków i sprzętu")
    resident.reads("14 marca 1948")
    resident.reads("wypis.pdf")
    resident.follows("Zmień: Co jest dla Ciebie trudne?")
    resident.is_on("Co jest dla Ciebie trudne?")
    resident.writes("Co jest dla Ciebie trudne?", "Po złamaniu biodra nie schodzę ze schodów.")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Sprawdź, zanim wyślesz")
    resident.reads("Po złamaniu biodra nie schodzę ze schodów.")
    resident.goes_back()
    resident.is_on("Co jest dla Ciebie trudne?")
    resident.presses("Zapisz i przejdź dalej")
    resident.is_on("Sprawdź, zanim wyślesz")
    resident.presses("Wyślij wniosek")

    resident.is_on("Mamy Twój wniosek")
    number, code = resident.told("Numer"), resident.told("Kod")
    resident.follows("Sprawdź, co dzieje się z wnioskiem")
    resident.is_on("Sprawdź, co dzieje się z Twoim wnioskiem")
    resident.writes("Numer wniosku", number)
    resident.writes("Kod", code)
    resident.presses("Pokaż moją sprawę")
    resident.is_on(re.compile("Anna"))
    resident.reads("Wypożyczalnia wózków i sprzętu")
    resident.reads("Rehabilitacja w domu")

    filed = Application.objects.get()
    assert filed.number == number
    assert filed.situation == "Po złamaniu biodra nie schodzę ze schodów."
    assert [one.service.name for one in filed.requests.order_by("service__name")] == [
        "Rehabilitacja w domu",
        "Wypożyczalnia wózków i sprzętu",
    ]
    assert Document.objects.get().name == "wypis.pdf"


def test_a_daughter_applies_for_her_mother_on_a_small_phone(phone: Page, look: LookAt) -> None:
    daughter = KeyboardVisitor(phone, look)
    a_town_with_services()

    daughter.opens("/?q=rehabilitacja%20w%20domu")
    daughter.is_on("Znajdź pomoc blisko siebie")
    daughter.follows("Rehabilitacja w domu")
    daughter.is_on("Rehabilitacja w domu")
    daughter.follows("Złóż wniosek teraz")
    daughter.is_on("Dla kogo prosisz o pomoc?")
    daughter.chooses("Dla kogoś bliskiego, kim się opiekuję")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Jaka pomoc jest potrzebna?")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Co jest trudne dla tej osoby?")
    daughter.writes("Co jest trudne dla tej osoby?", "Mama po udarze potrzebuje ćwiczeń.")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Kim jesteś?")
    daughter.writes("Twoje imię i nazwisko", "Ewa Nowak")
    daughter.writes("Kim jesteś dla tej osoby?", "córka")
    daughter.writes("Twój telefon", "601 222 333")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Kto potrzebuje pomocy?")
    daughter.writes("Imię tej osoby", "Anna")
    daughter.writes("Nazwisko tej osoby", "Nowak")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Gdzie mieszka ta osoba?")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.reads(re.compile("Popraw jedną rzecz"))
    daughter.look(phone)
    daughter.writes("Miejscowość", "Lipnowiec")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Jak mamy się skontaktować z tą osobą?")
    daughter.chooses("Nie ma telefonu")
    daughter.writes("Jak w takim razie? Na przykład: proszę przyjść rano albo zadzwonić do sąsiadki", "rano w domu")
    daughter.presses("Zapisz i przejdź dalej")
    daughter.is_on("Chcesz dodać dokumenty?")
    daughter.presses("Dalej")
    daughter.is_on("Sprawdź, zanim wyślesz")
    daughter.presses("Wyślij wniosek")
    daughter.is_on("Mamy Twój wniosek")
    number, code = daughter.told("Numer"), daughter.told("Kod")
    daughter.opens("/moja-sprawa/")
    daughter.is_on("Sprawdź, co dzieje się z Twoim wnioskiem")
    daughter.writes("Numer wniosku", number)
    daughter.writes("Kod", code)
    daughter.presses("Pokaż moją sprawę")
    daughter.is_on(re.compile("Anna"))

    filed = Application.objects.get()
    assert filed.applicant == Applicant.ACTUAL_CARER
    assert filed.person.name == "Anna Nowak"
    assert filed.representation.name == "Ewa Nowak"


def test_a_neighbour_reports_without_javascript_and_nothing_is_filed(page_without_script: Page) -> None:
    neighbour = Visitor(page_without_script, fits)
    a_town_with_services()

    neighbour.opens("/")
    neighbour.writes("Czego potrzebujesz?", "rehabilitacja w domu")
    neighbour.presses("Szukaj")
    neighbour.reads("1 wynik dla „rehabilitacja w domu”")
    neighbour.opens("/wniosek/")
    neighbour.is_on("Dla kogo prosisz o pomoc?")
    neighbour.chooses("Chcę powiedzieć o kimś, kto może potrzebować pomocy")
    neighbour.presses("Zapisz i przejdź dalej")
    neighbour.is_on("Kto może potrzebować pomocy?")
    neighbour.writes("Imię i nazwisko tej osoby albo jak na nią mówią", "Maria Wójcik")
    neighbour.writes("Gdzie można znaleźć tę osobę?", "ostatni dom przed lasem")
    neighbour.presses("Zapisz i przejdź dalej")
    neighbour.is_on("Co się dzieje?")
    neighbour.writes("Co się dzieje?", "Od tygodnia nie wychodzi z domu.")
    neighbour.presses("Zapisz i przejdź dalej")
    neighbour.is_on("Kim jesteś?")
    neighbour.chooses("sąsiad, sąsiadka albo ktoś znajomy")
    neighbour.presses("Zapisz i przejdź dalej")
    neighbour.is_on("Sprawdź, zanim wyślesz")
    neighbour.presses("Wyślij zgłoszenie")
    neighbour.is_on("Przyjęliśmy zgłoszenie")

    assert Signal.objects.get().about_name == "Maria Wójcik"
    assert not Application.objects.exists()
    assert not Person.objects.exists()
