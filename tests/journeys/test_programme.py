"""A programme of social services from the diagnosis to its evaluation, as the organiser drives it."""

import re
from datetime import date

from playwright.sync_api import expect

from cus.accounts.tests.factories import an_organiser
from cus.community.models import Diagnosis
from cus.offer.models import ProgrammeVersion
from cus.offer.states.programmes import VersionState
from cus.offer.tests.factories_of_programmes import a_municipality
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import Visitor

TITLE = "Lipnowiec dla samodzielności"
FINDING = "128 osób po 80. roku życia mieszka samotnie."


def test_an_organiser_drives_a_programme_from_the_draft_to_its_evaluation(sign_in: SignIn) -> None:
    centre, services = a_town_with_services()
    centre.municipalities.add(a_municipality(name="Lipnowiec"))
    olga = sign_in(an_organiser())

    makes_the_diagnosis(olga)
    drafts_the_programme(olga)
    adds_a_service(olga, services[0].name)
    asks_the_residents(olga)
    brings_it_to_the_council(olga)

    version = ProgrammeVersion.objects.get()
    assert (version.state, version.in_force_from) == (VersionState.PUBLISHED, date(2025, 4, 11))
    olga.opens("/programy/")
    olga.is_on("Programy usług społecznych")
    olga.reads(TITLE)

    evaluates_it(olga)


def makes_the_diagnosis(olga: Visitor) -> None:
    olga.opens("/office/diagnoses/")
    olga.is_on("Diagnoza potrzeb i potencjału")
    olga.follows("Nowa diagnoza")
    olga.is_on("Nowa diagnoza")
    olga.writes("Tytuł", "Diagnoza Lipnowca")
    olga.writes("Data diagnozy", "2.1.2025")
    olga.presses("Rozpocznij diagnozę")
    olga.is_on("Diagnoza Lipnowca")
    olga.writes("Wniosek", FINDING)
    olga.writes("Ile osób", "128")
    olga.presses("Dodaj")
    olga.reads("Wniosek dodany.")
    olga.follows("Zapisz konsultacje")
    olga.is_on("Skonsultuj projekt")
    olga.writes("Od", "5.1.2025")
    olga.writes("Do", "20.1.2025")
    olga.writes("Jak mieszkańcy mogą wziąć udział", "Ankieta w centrum i na stronie.")
    olga.presses("Zapisz")
    olga.is_on("Diagnoza Lipnowca")
    olga.unfolds("Uznaj diagnozę za ostateczną")
    olga.presses("Uznaj diagnozę za ostateczną")
    olga.reads("Diagnoza jest ostateczna. Opierają się na niej nowe programy.")
    assert Diagnosis.objects.get().state == "FINAL"


def drafts_the_programme(olga: Visitor) -> None:
    olga.opens("/office/programmes/")
    olga.is_on("Programy usług społecznych")
    olga.follows("Nowy program")
    olga.is_on("Nowy program")
    olga.writes("Tytuł", TITLE)
    olga.writes("Realizacja od", "1.4.2025")
    olga.writes("do", "30.9.2026")
    olga.ticks("Lipnowiec")
    olga.presses("Rozpocznij projekt")
    olga.is_on(f"Projekt: {TITLE}")
    olga.presses(f"Użyj tego wniosku: Cele, {FINDING}")
    expect(olga.page.locator("#goals").get_by_role("textbox")).to_have_value(re.compile("mieszka samotnie"))
    olga.writes("Adresaci", "Mieszkańcy gminy od 65 lat.")
    olga.presses("Zapisz projekt")
    olga.reads("Projekt zapisany.")
    olga.is_on(TITLE)
    olga.reads("Nie napisano, na jakich warunkach kwalifikuje się do usług.")
    olga.reads("przepis do potwierdzenia")
    olga.follows("Pisz projekt")
    olga.is_on(f"Projekt: {TITLE}")
    olga.writes("Warunki i tryb kwalifikowania", "Kolejność zgłoszeń.")
    olga.writes("Zasady odpłatności", "Usługi są bezpłatne.")
    olga.presses("Zapisz projekt")
    olga.does_not_read("Nie napisano, na jakich warunkach kwalifikuje się do usług.")


def adds_a_service(olga: Visitor, name: str) -> None:
    olga.follows("Dodaj usługę do programu")
    olga.picks("Usługa", name)
    olga.presses("Zapisz")
    olga.is_on(name)
    version = ProgrammeVersion.objects.get()
    olga.opens(f"/office/programmes/versions/{version.pk}/")
    olga.is_on(TITLE)
    olga.reads(name)


def asks_the_residents(olga: Visitor) -> None:
    olga.follows("Skonsultuj projekt")
    olga.is_on("Skonsultuj projekt")
    olga.writes("Od", "3.2.2025")
    olga.writes("Do", "17.2.2025")
    olga.writes("Jak mieszkańcy mogą wziąć udział", "Uwagi pocztą i w centrum.")
    olga.presses("Rozpocznij konsultacje")
    olga.is_on(f"Konsultacje: {TITLE}")
    olga.writes("Uwaga", "Proszę o pomoc także w soboty i święta.")
    olga.writes("Wpłynęła", "5.2.2025")
    olga.writes("Od kogo", "mieszkanka")
    olga.presses("Zapisz uwagę")
    olga.reads("Uwaga zapisana.")
    olga.presses("Zamknij konsultacje")
    olga.reads("1 uwaga czeka na odpowiedź. Odpowiedz, potem zamknij konsultacje.")
    olga.is_on(f"Konsultacje: {TITLE}")
    olga.follows("Odpowiedz")
    olga.is_on("Odpowiedź na uwagę")
    olga.chooses("uwzględniona w części")
    olga.writes("Odpowiedź z uzasadnieniem", "Dodaliśmy soboty, oprócz świąt.")
    olga.presses("Zapisz")
    olga.reads("Dodaliśmy soboty, oprócz świąt.")
    olga.presses("Zamknij konsultacje")
    olga.is_on(TITLE)


def brings_it_to_the_council(olga: Visitor) -> None:
    olga.follows("Pisz projekt")
    olga.is_on(f"Projekt: {TITLE}")
    olga.writes("Ograniczenia i limity", "Także w soboty.")
    olga.presses("Zapisz projekt")
    olga.follows("Co zmieniły konsultacje")
    olga.is_on("Co zmieniły konsultacje")
    olga.reads("Także w soboty.")
    olga.follows(f"Wróć: {TITLE}")
    olga.is_on(TITLE)
    olga.unfolds("Przekaż radzie")
    olga.presses("Przekaż radzie")
    olga.reads("Program jest u rady.")
    olga.is_on(TITLE)
    olga.writes("Numer uchwały", "XII/87/2025")
    olga.writes("Data uchwały", "20.3.2025")
    olga.presses("Rada przyjęła")
    olga.reads("Zapisano uchwałę.")
    olga.is_on(TITLE)
    olga.writes("Rok dziennika", "2025")
    olga.writes("Pozycja", "1907")
    olga.writes("Data ogłoszenia", "28.3.2025")
    olga.presses("Ogłoszono")
    olga.reads("Zapisano ogłoszenie.")
    olga.is_on(TITLE)


def evaluates_it(olga: Visitor) -> None:
    olga.opens("/office/programmes/")
    olga.reads("program się zakończył i czeka na ocenę.")
    olga.is_on("Programy usług społecznych")
    olga.follows(TITLE)
    olga.is_on(TITLE)
    olga.follows("Oceń")
    olga.is_on("Oceń program")
    olga.chooses("na koniec")
    olga.writes("Co dał program", "41 osób mieszka u siebie.")
    olga.writes("Wskaźniki i ich wartości", "1 240 godzin pomocy")
    olga.writes("Co z tego wynika", "Kolejny program od stycznia.")
    olga.presses("Zapisz ocenę")
    olga.reads("41 osób mieszka u siebie.")
    olga.is_on(TITLE)
    olga.does_not_read("Termin oceny")
