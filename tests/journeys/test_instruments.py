"""A centre makes its own scale, assesses with it, corrects, and sees the change."""

from datetime import date, timedelta

from django.utils.timezone import localdate
from playwright.sync_api import expect

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_user
from cus.cases.models import Filling, InstrumentVersion
from cus.cases.services.instruments import ship_forms
from cus.cases.states import FillingState, FormState
from cus.cases.tests.factories import an_application
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor, Visitor


def days(count: int) -> date:
    return localdate() + timedelta(days=count)


def test_the_organiser_makes_a_scale_by_keyboard_without_any_code(sign_in: SignIn) -> None:
    a_town_with_services()
    organiser = sign_in(a_user(Role.ORGANISER), kind=KeyboardVisitor)

    organiser.opens("/office/forms/")
    organiser.is_on("Formularze ocen")
    organiser.follows("Nowy formularz")
    organiser.is_on("Nowy formularz")
    organiser.writes("Nazwa formularza", "Upadki")
    organiser.presses("Dalej")
    organiser.is_on("Upadki")
    organiser.reads("Formularz jeszcze o nic nie pyta.")
    organiser.writes("Nagłówek części", "Ostatni rok")
    organiser.presses("Dodaj")
    organiser.is_on("Upadki")
    adds_a_yes_or_no(organiser)
    adds_a_choice_shown_after_yes(organiser)
    organiser.reads("Widać tylko, gdy „Czy był upadek?”: tak.")
    adds_the_sum(organiser)
    organiser.reads("Niczego nie brakuje.")
    tries_it_out(organiser)

    organiser.follows("Wróć: Upadki")
    organiser.is_on("Upadki")
    organiser.follows("Układaj dalej")
    organiser.is_on("Upadki")
    organiser.follows("Wprowadź do użytku")
    organiser.is_on("Wprowadź do użytku: Upadki")
    organiser.presses("Wprowadź do użytku")
    organiser.reads("Formularz jest w użyciu. Już się nie zmieni.")

    assert InstrumentVersion.objects.get().state == FormState.PUBLISHED


def adds_a_yes_or_no(organiser: Visitor) -> None:
    organiser.follows("Dodaj pytanie: Ostatni rok")
    organiser.is_on("Dodaj pytanie: Ostatni rok")
    organiser.writes("Pytanie", "Czy był upadek?")
    organiser.chooses("tak lub nie")
    organiser.presses("Zapisz")
    organiser.is_on("Czy był upadek?")
    organiser.ticks("Odpowiedź jest konieczna")
    organiser.writes("Punkty za „tak”", "1")
    organiser.writes("Punkty za „nie”", "0")
    organiser.presses("Zapisz")
    organiser.is_on("Upadki")


def adds_a_choice_shown_after_yes(organiser: Visitor) -> None:
    organiser.follows("Dodaj pytanie: Ostatni rok")
    organiser.is_on("Dodaj pytanie: Ostatni rok")
    organiser.writes("Pytanie", "Kto pomógł wstać?")
    organiser.chooses("jedna z kilku odpowiedzi")
    organiser.presses("Zapisz")
    organiser.is_on("Kto pomógł wstać?")
    organiser.ticks("Odpowiedź jest konieczna")
    for row, (text, points) in enumerate((("nikt", "0"), ("ktoś z rodziny", "1"), ("pogotowie", "3")), 1):
        organiser.writes(f"Odpowiedź {row}", text)
        organiser.writes(f"Punkty {row}", points)
    organiser.ticks("Czy był upadek?: tak")
    organiser.presses("Zapisz")
    organiser.is_on("Upadki")


def adds_the_sum(organiser: Visitor) -> None:
    organiser.follows("Dodaj sumę")
    organiser.is_on("Dodaj sumę")
    for row, (least, most, meaning) in enumerate((("0", "1", "Małe ryzyko."), ("2", "4", "Duże ryzyko.")), 1):
        organiser.writes(f"Od {row}", least)
        organiser.writes(f"Do {row}", most)
        organiser.writes(f"Co to znaczy, prostymi słowami {row}", meaning)
    organiser.presses("Zapisz")
    organiser.is_on("Upadki")


def tries_it_out(organiser: Visitor) -> None:
    organiser.follows("Wypróbuj")
    organiser.is_on("Próba: Upadki")
    expect(organiser.page.get_by_role("group", name="Kto pomógł wstać?")).to_be_hidden()
    organiser.chooses("tak", of="Czy był upadek?")
    organiser.chooses("pogotowie", of="Kto pomógł wstać?")
    organiser.presses("Pokaż wynik")
    organiser.reads("4 punkty na 4")
    organiser.reads("Duże ryzyko.")


FIRST_ANSWERS = {
    "Jedzenie": "je bez pomocy", "Mycie twarzy i zębów, czesanie, golenie": "potrzebuje pomocy",
    "Kąpiel albo prysznic": "potrzebuje pomocy", "Ubieranie się, także buty, guziki i zamki": "ubiera ją ktoś inny",
    "Korzystanie z toalety": "potrzebuje pomocy", "Kontrolowanie stolca": "kontroluje",
    "Kontrolowanie moczu": "zdarza się", "Przechodzenie z łóżka na krzesło i z powrotem": "wystarcza",
    "Chodzenie po równym, około 50 metrów": "przechodzi z pomocą",
}  # fmt: skip


def test_a_coordinator_assesses_twice_corrects_a_mistake_and_sees_the_change(sign_in: SignIn) -> None:
    centre, services = a_town_with_services()
    joanna = a_coordinator()
    case = an_application(services=[services[0]], coordinator=joanna)
    ship_forms(centre=centre, by=None, on=days(-30))
    coordinator = sign_in(joanna)

    begins(coordinator, case.pk, day=days(-20))
    for question, answer in FIRST_ANSWERS.items():
        coordinator.chooses(answer, of=question)
    coordinator.presses("Zachowaj projekt")
    coordinator.reads("Projekt zapisany.")
    coordinator.presses("Zakończ")
    coordinator.reads("Odpowiedz: Wchodzenie i schodzenie po schodach")
    coordinator.chooses("nie wchodzi", of="Wchodzenie i schodzenie po schodach")
    coordinator.presses("Zakończ")
    coordinator.reads("50 punktów na 100")
    coordinator.is_on("Skala Barthel: Anna Nowak")

    begins(coordinator, case.pk, day=days(-1))
    for question, answer in (FIRST_ANSWERS | {"Kontrolowanie moczu": "nie kontroluje"}).items():
        coordinator.chooses(answer, of=question)
    coordinator.chooses("nie wchodzi", of="Wchodzenie i schodzenie po schodach")
    coordinator.presses("Zakończ")
    coordinator.reads("45 punktów na 100")

    coordinator.follows("Popraw")
    coordinator.is_on("Popraw ocenę")
    coordinator.writes("Co było nie tak?", "Pomyłka przy moczu.")
    coordinator.presses("Przejdź do pytań")
    coordinator.is_on("Skala Barthel: Anna Nowak")
    coordinator.chooses("kontroluje", of="Kontrolowanie moczu")
    coordinator.presses("Zakończ")
    coordinator.reads("55 punktów na 100")

    coordinator.opens(f"/office/people/{case.person_id}/assessments/")
    coordinator.is_on("Anna Nowak")
    coordinator.reads("+5")
    coordinator.follows("+5: porównaj z poprzednią")
    coordinator.is_on("Dwie oceny: Anna Nowak")
    coordinator.reads("kontroluje albo obsługuje cewnik bez pomocy")
    finished = Filling.objects.filter(state=FillingState.FINISHED).order_by("id")
    assert [one.main_result["points"] for one in finished] == [50, 45, 55]
    paper = coordinator.page.request.get(f"/office/assessments/{finished[0].pk}/?format=pdf")
    assert paper.body().startswith(b"%PDF-")


def begins(coordinator: Visitor, case_id: int, *, day: date) -> None:
    coordinator.opens(f"/office/applications/{case_id}/")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Oceny")
    coordinator.is_on("Oceny: Anna Nowak")
    coordinator.follows("Oceń")
    coordinator.is_on("Oceń")
    coordinator.chooses("Skala Barthel")
    coordinator.writes_day("Dzień rozmowy", day)
    coordinator.presses("Przejdź do pytań")
    coordinator.is_on("Skala Barthel: Anna Nowak")
