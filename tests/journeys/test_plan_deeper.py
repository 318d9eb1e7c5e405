"""What a coordinator does with plans beside writing them, by keyboard; what the organiser keeps for it."""

import re
from datetime import date, timedelta

from django.utils.timezone import localdate
from playwright.sync_api import expect

from cus.accounts.tests.factories import a_coordinator, a_director, an_organiser
from cus.cases.models import MemberAgreement, Plan, PlanTemplate, Supervision
from cus.cases.services.plans import (
    agree_plan,
    approve_plan,
    begin_change,
    change_support_row,
    plan_review,
    remind_of_reviews,
)
from cus.cases.services.plans.drafting import SupportGiven
from cus.cases.states import PlanState
from cus.cases.tests.factories import a_plan, an_application
from cus.cases.tests.factories_of_plans import a_household, a_template
from cus.people.tests.factories import a_person
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor, Visitor


def days(count: int) -> date:
    return localdate() + timedelta(days=count)


def a_running_plan(**given):
    _centre, services = a_town_with_services()
    joanna = a_coordinator()
    filed = an_application(services=[services[0]], filed_on=days(-60), coordinator=joanna, state="DECIDED")
    dates = {"starts_on": days(-30), "ends_on": days(150)}
    plan = a_plan(
        coordinator=joanna, application=filed, begun_on=days(-40), **({"state": PlanState.ACTIVE} | dates | given),
        version=dates | {"agreed_on": days(-35), "approved_on": days(-32)},
    )  # fmt: skip
    plan.coordinators.update(starts_on=days(-40))
    return plan, joanna


def a_draft():
    _centre, services = a_town_with_services()
    joanna = a_coordinator()
    filed = an_application(services=[services[0]], filed_on=days(-3), coordinator=joanna, state="DECIDED")
    return a_plan(coordinator=joanna, application=filed, version={"starts_on": days(5), "ends_on": days(200)}), joanna


def narrow(visitor: Visitor) -> None:
    """On a phone nothing scrolls sideways, and the page is still right."""
    visitor.page.set_viewport_size({"width": 360, "height": 800})
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 360
    visitor.look(visitor.page)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def test_the_organiser_makes_a_template_from_a_plan_and_a_coordinator_begins_from_it(sign_in: SignIn) -> None:
    plan, joanna = a_draft()
    version = plan.versions.get()
    version.support_rows.update(note="klucz ma Anna Nowak")
    organiser = sign_in(an_organiser(), kind=KeyboardVisitor)

    organiser.opens(f"/office/plans/{plan.pk}/")
    organiser.is_on("Plan: Anna Nowak")
    organiser.follows("Zrób wzór z tego planu")
    organiser.is_on("Wzór z tego planu")
    organiser.writes("Nazwa wzoru", "Kąpiel i zakupy")
    organiser.presses("Utwórz wzór")
    organiser.is_on("Kąpiel i zakupy")
    organiser.reads("klucz ma …")
    organiser.does_not_read("Teresa Lis")
    organiser.follows("Dodaj potrzebę")
    organiser.is_on("Dodaj potrzebę")
    organiser.writes("W czym trzeba pomóc", "samotność pani Nowak")
    organiser.presses("Zapisz")
    organiser.reads("„Nowak” w polu „potrzeba” to imię lub nazwisko znane centrum")
    organiser.is_on("Dodaj potrzebę")
    organiser.writes("W czym trzeba pomóc", "samotność")
    organiser.writes("Cel", "Raz w tygodniu z kimś rozmawiam")
    organiser.presses("Zapisz")
    organiser.is_on("Kąpiel i zakupy")
    organiser.reads("Raz w tygodniu z kimś rozmawiam")
    narrow(organiser)

    coordinator = sign_in(joanna, kind=KeyboardVisitor)
    coordinator.opens(f"/office/plans/{plan.pk}/edit/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.picks("Wzór", "Kąpiel i zakupy")
    coordinator.presses("Dodaj do projektu")
    coordinator.reads("Wzór jest w projekcie. Teraz dopasuj go do osoby.")
    coordinator.reads("Raz w tygodniu z kimś rozmawiam")

    organiser.opens("/office/plan-templates/")
    organiser.is_on("Wzory planów")
    organiser.follows("Dodaj cel")
    organiser.is_on("Typowy cel")
    organiser.writes("W czym trzeba pomóc", "sprawunki")
    organiser.writes("Cel", "Mam w domu świeży chleb")
    organiser.presses("Zapisz")
    organiser.is_on("Wzory planów")
    organiser.follows("Kąpiel i zakupy")
    organiser.is_on("Kąpiel i zakupy")
    organiser.unfolds("Wycofaj z użycia")
    organiser.presses("Wycofaj z użycia")
    organiser.reads("Wzór wycofany z użycia.")
    assert PlanTemplate.objects.get().retired_on == localdate()

    coordinator.opens(f"/office/plans/{plan.pk}/edit/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.unfolds("Dodaj potrzebę")
    coordinator.picks("Zacznij od typowego celu", "sprawunki: Mam w domu świeży chleb")
    coordinator.presses("Dodaj")
    coordinator.reads("Mam w domu świeży chleb")


def test_reviews_are_planned_remembered_and_held_and_goals_come_forward(sign_in: SignIn) -> None:
    plan, joanna = a_running_plan()
    coordinator = sign_in(joanna, kind=KeyboardVisitor)

    coordinator.opens(f"/office/plans/{plan.pk}/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Przeglądy i cele")
    coordinator.is_on("Przeglądy i cele: Anna Nowak")
    coordinator.unfolds("Zaplanuj przegląd")
    coordinator.writes("Dzień przeglądu", f"{days(3):%d.%m.%Y}")
    coordinator.presses("Zaplanuj")
    coordinator.reads("Przegląd zaplanowany.")
    remind_of_reviews(on=localdate())
    coordinator.opens("/office/")
    coordinator.reads(f"Przegląd planu {plan.number}")

    for step, note in (("bez zmian", "Dopiero zaczynamy."), ("dużo lepiej", "Sama wchodzi pod prysznic.")):
        coordinator.opens(f"/office/plans/{plan.pk}/following/")
        coordinator.is_on("Przeglądy i cele: Anna Nowak")
        coordinator.follows("Zapisz postęp")
        coordinator.is_on("Myję się bez strachu")
        coordinator.writes("Dzień", f"{days(-20 if step == 'bez zmian' else 0):%d.%m.%Y}")
        coordinator.chooses(step)
        coordinator.writes("Jednym zdaniem", note)
        coordinator.presses("Zapisz")
        coordinator.is_on("Przeglądy i cele: Anna Nowak")
        coordinator.reads(note)
    drawing = coordinator.page.get_by_role("img", name=re.compile("Myję się bez strachu"))
    expect(drawing).to_be_visible()
    expect(coordinator.page.get_by_role("cell", name="3: dużo lepiej")).to_be_visible()
    narrow(coordinator)

    coordinator.follows("Zapisz przegląd")
    coordinator.is_on("Przegląd planu")
    coordinator.chooses("plan pomaga, zostaje bez zmian")
    coordinator.writes("Co ustalono", "Jest lepiej.")
    coordinator.presses("Zapisz")
    coordinator.reads("plan pomaga, zostaje bez zmian")
    assert plan.reviews.get().held_on == localdate()


def test_an_overdue_review_is_shown_where_the_coordinator_looks(sign_in: SignIn) -> None:
    plan, joanna = a_running_plan()
    plan_review(plan_id=plan.pk, planned_on=days(-2), by=joanna, on=days(-10))
    coordinator = sign_in(joanna)

    coordinator.opens("/office/plans/?due=review")
    coordinator.is_on("Plany")
    coordinator.follows("Anna Nowak")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.reads("po terminie")


def test_a_plan_is_said_in_easy_words_and_printed_large(sign_in: SignIn) -> None:
    plan, joanna = a_running_plan()
    coordinator = sign_in(joanna, kind=KeyboardVisitor)

    coordinator.opens(f"/office/plans/{plan.pk}/easy/")
    coordinator.is_on("Łatwo do czytania: Anna Nowak")
    coordinator.reads("W poniedziałek i w środę, od godziny 8:00 do godziny 9:00.")
    coordinator.follows("Powiedz to prościej: zakupy")
    coordinator.is_on("Łatwo do czytania")
    coordinator.writes("Łatwo do czytania", "Pani Teresa robi Ci zakupy.")
    coordinator.presses("Zapisz")
    coordinator.is_on("Łatwo do czytania: Anna Nowak")
    coordinator.reads("Pani Teresa robi Ci zakupy.")
    narrow(coordinator)

    paper = coordinator.page.request.get(f"/office/plans/{plan.pk}/easy/?format=pdf")
    assert paper.body().startswith(b"%PDF-")


def test_any_two_versions_stand_side_by_side(sign_in: SignIn) -> None:
    plan, joanna = a_running_plan()
    version = begin_change(plan_id=plan.pk, reason="Sąsiadka może więcej.", by=joanna, on=localdate())
    row = version.support_rows.get()
    given = SupportGiven(
        need_id=row.need_id, kind=row.kind, what="zakupy i spacer", who="Teresa Lis", starts_on=row.starts_on,
        ends_on=row.ends_on, when="wtorek i piątek",
    )  # fmt: skip
    change_support_row(row_id=row.pk, given=given, by=joanna, on=localdate())
    agree_plan(version_id=version.pk, agreed_on=localdate(), how="w domu", by=joanna, on=localdate())
    approve_plan(version_id=version.pk, by=a_director(), on=localdate())
    begin_change(plan_id=plan.pk, reason="Kolejna zmiana.", by=joanna, on=localdate())
    coordinator = sign_in(joanna, kind=KeyboardVisitor)

    coordinator.opens(f"/office/plans/{plan.pk}/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Porównaj wersje")
    coordinator.is_on("Porównaj wersje: Anna Nowak")
    coordinator.picks("Pierwsza", "Wersja 1 (zastąpiony nowszą wersją)")
    coordinator.picks("Druga", "Wersja 2 (zatwierdzony)")
    coordinator.presses("Porównaj")
    coordinator.is_on("Porównaj wersje: Anna Nowak")
    expect(coordinator.page.locator(".beside ins", has_text="i spacer")).to_contain_text("dodano:")
    narrow(coordinator)


def test_a_closed_plan_goes_on_in_the_next_one(sign_in: SignIn) -> None:
    plan, joanna = a_running_plan(
        state=PlanState.CLOSED, ended_on=days(-1), closed_on=days(-1), course_and_results="Lepiej.",
        end_reason="GOALS_REACHED",
    )  # fmt: skip
    coordinator = sign_in(joanna, kind=KeyboardVisitor)

    coordinator.opens(f"/office/plans/{plan.pk}/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Skopiuj do następnego planu")
    coordinator.is_on("Skopiuj do następnego planu")
    coordinator.reads("To nie przechodzi dalej")
    coordinator.presses("Zacznij następny plan")
    coordinator.reads("Następny plan jest zaczęty.")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.reads("Myję się bez strachu")
    assert Plan.objects.get(previous=plan).versions.get().support_rows.get().who == "Teresa Lis"


def test_a_household_has_one_plan_and_each_adult_agrees(sign_in: SignIn) -> None:
    plan, joanna = a_draft()
    jan = a_person(first_name="Jan", last_name="Nowak", born_on=date(1949, 3, 1))
    a_household(plan.person, jan)
    coordinator = sign_in(joanna, kind=KeyboardVisitor)

    coordinator.opens(f"/office/plans/{plan.pk}/household/")
    coordinator.is_on("Plan dla gospodarstwa: Anna Nowak")
    coordinator.ticks("Jan Nowak")
    coordinator.presses("Dopisz do planu")
    coordinator.reads("Plan jest teraz dla nich wszystkich.")
    narrow(coordinator)
    coordinator.opens(f"/office/plans/{plan.pk}/edit/")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.follows("Zmień: zakupy")
    coordinator.is_on("zakupy")
    coordinator.picks("Dla kogo", "Jan Nowak")
    coordinator.presses("Zapisz")
    coordinator.is_on("Plan: Anna Nowak")
    coordinator.reads("Jan Nowak")

    hands_on(coordinator)
    coordinator.reads("Te osoby nie zgodziły się jeszcze na tę wersję: Anna Nowak, Jan Nowak.")
    for name in ("Anna Nowak", "Jan Nowak"):
        coordinator.opens(f"/office/plans/{plan.pk}/household/")
        coordinator.is_on("Plan dla gospodarstwa: Anna Nowak")
        coordinator.follows(f"Zapisz zgodę z rozmowy: {name}")
        coordinator.is_on(f"Zgoda: {name}")
        coordinator.writes("W jaki sposób", "w rozmowie w domu")
        coordinator.presses("Zapisz")
        coordinator.reads("Zgoda zapisana.")
    coordinator.opens(f"/office/plans/{plan.pk}/edit/")
    coordinator.is_on("Plan: Anna Nowak")
    hands_on(coordinator)
    coordinator.is_on("Plan: Anna Nowak")
    assert MemberAgreement.objects.count() == 2
    assert plan.versions.get().state == "AGREED"


def hands_on(coordinator: Visitor) -> None:
    coordinator.follows("Zapisz zgodę z rozmowy")
    coordinator.is_on("Zapisz zgodę z rozmowy")
    coordinator.writes("W jaki sposób", "w rozmowie w domu")
    coordinator.writes("Kto się zgodził", "Anna i Jan Nowakowie")
    coordinator.presses("Przekaż do zatwierdzenia")


def test_supervision_is_kept_only_when_nobody_can_be_read_out_of_it(sign_in: SignIn) -> None:
    a_town_with_services()
    a_person()
    coordinator = sign_in(a_coordinator(), kind=KeyboardVisitor)

    coordinator.opens("/office/supervision/")
    coordinator.is_on("Superwizja")
    coordinator.follows("Zapisz superwizję")
    coordinator.is_on("Zapisz superwizję")
    coordinator.writes("Superwizor", "Ewa Lewandowska")
    coordinator.writes("Temat", "odmowa pomocy")
    coordinator.writes("Oznaczenie sprawy", "osoba A")
    coordinator.writes("Pytanie", "Dlaczego pani Nowakowa, PESEL 48050112345, nie otwiera?")
    coordinator.presses("Zapisz")
    coordinator.reads("„Nowakowa” w polu „pytanie” to imię lub nazwisko znane centrum")
    coordinator.reads("„48050112345” w polu „pytanie” to numer PESEL")
    coordinator.is_on("Zapisz superwizję")
    assert not Supervision.objects.exists()

    coordinator.writes("Pytanie", "Dlaczego osoba A nie otwiera?")
    coordinator.presses("Zapisz")
    coordinator.reads("Superwizja zapisana.")
    coordinator.follows("odmowa pomocy")
    coordinator.is_on("odmowa pomocy")
    coordinator.reads("Dlaczego osoba A nie otwiera?")
    narrow(coordinator)


def test_a_conflict_says_what_to_do_and_leads_to_its_row(sign_in: SignIn) -> None:
    plan, joanna = a_draft()
    version = plan.versions.get()
    version.support_rows.update(when="środa 8:30–10:00")
    a_template()
    coordinator = sign_in(joanna)

    coordinator.opens(f"/office/plans/{plan.pk}/edit/")
    coordinator.is_on("Plan: Anna Nowak")
    findings = coordinator.page.get_by_role("region", name=re.compile("Do sprawdzenia"))
    expect(findings).to_contain_text("Przesuń jedno z dwojga")
    findings.get_by_role("link", name="zakupy").first.click()
    assert coordinator.page.url.endswith(f"#row-{version.support_rows.get().key}")
