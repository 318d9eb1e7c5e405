"""A plan from the first talk to the last one."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from cus.accounts.models import User
from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import Plan
from cus.cases.states import PlanState
from cus.cases.tests.factories import a_plan, an_application
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor, Visitor


def days(count: int) -> date:
    return localdate() + timedelta(days=count)


def test_a_coordinator_builds_a_plan_by_keyboard_and_the_director_approves_it_at_the_second_look(
    sign_in: SignIn,
) -> None:
    _centre, services = a_town_with_services()
    filed = an_application(services=[services[0]], filed_on=days(-3))
    joanna, danuta = a_coordinator(), a_director()
    coordinator = sign_in(joanna, kind=KeyboardVisitor)
    director = sign_in(danuta, kind=KeyboardVisitor)

    recognises_needs_and_qualifies(coordinator, filed.pk)
    writes_the_plan(coordinator)
    agrees_the_plan(coordinator)

    director.opens("/office/plans/to-approve/")
    director.is_on("Plany do zatwierdzenia")
    director.follows("Anna Nowak")
    director.is_on("Plan do zatwierdzenia: Anna Nowak")
    director.unfolds("Zwróć z uwagami")
    director.writes("Co trzeba poprawić", "Proszę dopisać, kto zastąpi sąsiadkę.")
    director.presses("Zwróć plan")
    director.reads("Plan wrócił do koordynatora.")

    coordinator.opens(f"/office/plans/{Plan.objects.get().pk}/")
    coordinator.reads("Proszę dopisać, kto zastąpi sąsiadkę.")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Pisz plan")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zmień: świeży chleb")
    coordinator.writes("Notatka", "W zastępstwie: wnuk Piotr.")
    coordinator.presses("Zapisz")
    coordinator.reads("W zastępstwie: wnuk Piotr.")
    agrees_the_plan(coordinator)

    director.opens("/office/plans/to-approve/")
    director.is_on("Plany do zatwierdzenia")
    director.follows("Anna Nowak")
    director.is_on("Plan do zatwierdzenia: Anna Nowak")
    director.presses("Zatwierdź plan")
    director.reads("Plan zatwierdzony.")

    plan = Plan.objects.get()
    assert plan.state == PlanState.APPROVED
    paper = director.page.request.get(f"/office/plans/{plan.pk}/pdf/")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")


def recognises_needs_and_qualifies(coordinator: Visitor, application_id: int) -> None:
    coordinator.opens(f"/office/applications/{application_id}/")
    coordinator.is_on("Anna Nowak")
    coordinator.presses("Biorę tę sprawę")
    coordinator.reads("Prowadzisz tę sprawę.")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Rozpoznaj potrzeby")
    coordinator.is_on("Rozpoznaj potrzeby")
    coordinator.chooses("tam, gdzie osoba przebywa")
    coordinator.writes("Czego ta osoba chce", "Chcę sama wychodzić do ogrodu.")
    coordinator.writes("Mocne strony: co pomaga", "Dobry humor, chęć do ćwiczeń.")
    coordinator.writes("Potrzeby", "powrót do chodzenia")
    coordinator.presses("Zakończ")
    coordinator.reads("Rozmowa zapisana.")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Ustal wynik: Rehabilitacja w domu")
    coordinator.is_on("Rehabilitacja w domu")
    coordinator.presses("Zakwalifikuj")
    coordinator.reads("Zakwalifikowano. Pismo jest gotowe.")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Zapisz czas")
    coordinator.is_on("Jak długo trzeba koordynować usługi?")
    coordinator.writes_day("Od", days(1))
    coordinator.writes_day("Do", days(180))
    coordinator.presses("Zapisz")
    coordinator.reads("Czas koordynacji zapisany.")


def writes_the_plan(coordinator: Visitor) -> None:
    coordinator.is_on("Anna Nowak")
    coordinator.presses("Zacznij plan")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.unfolds("Dni planu i to, co najważniejsze")
    coordinator.writes("Plan działa od", f"{days(1):%d.%m.%Y}")
    coordinator.writes("do", f"{days(180):%d.%m.%Y}")
    coordinator.presses("Zapisz")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.unfolds("Dodaj potrzebę")
    coordinator.writes("W czym trzeba pomóc", "codzienne sprawunki")
    coordinator.writes("Cel, słowami osoby", "Mam w domu świeży chleb")
    coordinator.presses("Dodaj")
    coordinator.reads("Mam w domu świeży chleb")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zmień: Rehabilitacja w domu")
    coordinator.is_on("Rehabilitacja w domu")
    coordinator.writes("Ile pomocy", "2")
    coordinator.presses("Zapisz")
    coordinator.reads("2 wizyty w tygodniu")
    coordinator.follows("Dodaj usługę: codzienne sprawunki")
    coordinator.is_on("Dodaj usługę")
    coordinator.picks("Usługa", "Zakupy i drobna pomoc")
    coordinator.writes("Ile pomocy", "1")
    coordinator.presses("Dodaj do planu")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Dodaj pomoc sąsiedzką: codzienne sprawunki")
    coordinator.is_on("Dodaj pomoc sąsiedzką")
    coordinator.writes("Co robią", "świeży chleb")
    coordinator.writes("Imię i nazwisko albo nazwa grupy", "Teresa Lis")
    coordinator.presses("Dodaj do planu")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.reads("Teresa Lis")


def agrees_the_plan(coordinator: Visitor) -> None:
    coordinator.follows("Zapisz zgodę z rozmowy")
    coordinator.is_on("Zapisz zgodę z rozmowy")
    coordinator.writes("Dzień uzgodnienia", f"{days(0):%d.%m.%Y}")
    coordinator.writes("W jaki sposób", "w rozmowie w domu, plan przeczytany na głos")
    coordinator.writes("Kto się zgodził", "Anna Nowak")
    coordinator.presses("Przekaż do zatwierdzenia")
    coordinator.is_on("Plan: Anna Nowak")


def a_running_plan(coordinator: User) -> Plan:
    _centre, services = a_town_with_services()
    filed = an_application(services=[services[0]], filed_on=days(-60), coordinator=coordinator, state="DECIDED")
    dates = {"starts_on": days(-30), "ends_on": days(150)}
    return a_plan(
        coordinator=coordinator,
        application=filed,
        state=PlanState.ACTIVE,
        begun_on=days(-40),
        version=dates | {"agreed_on": days(-35), "approved_on": days(-32)},
        **dates,
    )


def test_a_plan_changes_by_a_new_version_whose_differences_are_read(sign_in: SignIn) -> None:
    joanna, danuta = a_coordinator(), a_director()
    plan = a_running_plan(joanna)
    coordinator, director = sign_in(joanna), sign_in(danuta)

    coordinator.opens(f"/office/plans/{plan.pk}/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.unfolds("Zmień plan")
    coordinator.writes("Dlaczego plan się zmienia", "Sąsiadka może przychodzić częściej.")
    coordinator.presses("Rozpocznij zmianę")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zmień: zakupy")
    coordinator.writes("Dni i godziny", "poniedziałek, środa i piątek")
    coordinator.presses("Zapisz")
    coordinator.follows("Co się zmienia")
    coordinator.reads("poniedziałek, środa i piątek")
    coordinator.look(coordinator.page)
    coordinator.opens(f"/office/plans/{plan.pk}/edit/")
    agrees_the_plan(coordinator)

    director.opens(f"/office/plans/{plan.pk}/approve/")
    director.reads("poniedziałek, środa i piątek")
    director.look(director.page)
    director.presses("Zatwierdź plan")
    director.reads("Plan zatwierdzony.")

    assert list(plan.versions.order_by("number").values_list("number", "state")) == [(1, "REPLACED"), (2, "APPROVED")]


def test_a_plan_ends_with_a_talk_and_a_description_and_is_closed(sign_in: SignIn) -> None:
    joanna = a_coordinator()
    plan = a_running_plan(joanna)
    coordinator = sign_in(joanna)

    coordinator.opens(f"/office/plans/{plan.pk}/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zakończ plan")
    coordinator.is_on("Zakończ plan")
    coordinator.chooses("cele osiągnięte")
    coordinator.writes("Ostatni dzień", f"{days(0):%d.%m.%Y}")
    coordinator.presses("Zakończ plan")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zapisz rozmowę podsumowującą")
    coordinator.is_on("Rozmowa podsumowująca")
    coordinator.writes("Dzień rozmowy", f"{days(0):%d.%m.%Y}")
    coordinator.writes("Co ustalono", "Pani Anna wychodzi sama do ogrodu.")
    coordinator.presses("Zapisz")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zamknij plan")
    coordinator.is_on("Zamknij plan")
    coordinator.writes("Przebieg i rezultaty", "Cel osiągnięty po trzech miesiącach ćwiczeń.")
    coordinator.presses("Zamknij plan")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.reads("Cel osiągnięty po trzech miesiącach ćwiczeń.")

    assert Plan.objects.get().state == PlanState.CLOSED
