"""The people around a resident: homes, rights to act, consents, danger, death taken back."""

from datetime import timedelta

from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator
from cus.cases.models import Task
from cus.cases.tests.factories import an_application
from cus.people.models import Consent, Membership, Never, Person, Representation
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_circle import a_guardian
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor


def as_written(day) -> str:
    return f"{day.day}.{day.month:02}.{day.year}"


def test_a_child_gets_a_second_home_by_keyboard(sign_in: SignIn) -> None:
    child, father = a_person(first_name="Zosia"), a_person(first_name="Jan", last_name="Kowal")
    joanna = sign_in(a_coordinator(), kind=KeyboardVisitor)

    joanna.opens(f"/office/people/{father.pk}/home/")
    joanna.is_on("Jan Kowal")
    joanna.reads("Nie ma jeszcze zapisanego domu")
    joanna.follows("Dodaj dom")
    joanna.picks("Kim ta osoba tam jest", "rodzic")
    joanna.presses("Zapisz")
    joanna.is_on("Jan Kowal")
    joanna.follows("Dodaj kogoś, kto tu mieszka")
    joanna.writes("Znajdź w kartotece: nazwisko, PESEL, telefon albo adres", "Zosia")
    joanna.presses("Szukaj")
    joanna.picks("Kim tam jest", "dziecko")
    joanna.writes("Część czasu, w procentach", "50")
    joanna.presses("Zapisz")
    joanna.is_on("Jan Kowal")
    joanna.reads("Zosia Nowak")

    assert Membership.objects.get(person=child).share == 50


def test_a_guardian_is_noted_with_the_order_of_the_court_and_ends(sign_in: SignIn) -> None:
    person = a_person()
    joanna = sign_in(a_coordinator())

    joanna.opens(f"/office/people/{person.pk}/acting/")
    joanna.reads("Ta osoba działa sama")
    joanna.follows("Dodaj prawo do działania")
    joanna.picks("W jakiej roli", "opiekun prawny")
    joanna.writes("Imię i nazwisko", "Roman Lis")
    joanna.ticks("składa wnioski")
    joanna.presses("Zapisz")
    joanna.reads("Wpisz orzeczenie sądu: opiekun prawny i kurator działają tylko na jego podstawie.")
    joanna.look(joanna.page)
    joanna.writes("Na jakiej podstawie", "Sąd Rejonowy, III RNs 12/25")
    joanna.presses("Zapisz")
    joanna.is_on("Anna Nowak")
    joanna.reads("Roman Lis")
    assert Representation.objects.get().scope == ["APPLY"]

    joanna.follows("Prawo się kończy")
    joanna.writes("Ostatni dzień prawa", as_written(localdate()))
    joanna.writes("Dlaczego się kończy", "sąd odwołał opiekuna")
    joanna.presses("Zapisz")
    joanna.is_on("Anna Nowak")
    assert Representation.objects.get().ends_on == localdate()


def test_the_rights_that_ended_stand_apart(sign_in: SignIn) -> None:
    person = a_person()
    a_guardian(person, ends_on=localdate() - timedelta(days=1))
    joanna = sign_in(a_coordinator())

    joanna.opens(f"/office/people/{person.pk}/acting/")
    joanna.is_on("Anna Nowak")
    joanna.reads("Prawa, które się skończyły")
    joanna.reads("Te osoby nie mogą już działać. Wniosek, który złożą, staje się zgłoszeniem.")


def test_a_consent_is_given_printed_and_taken_back(sign_in: SignIn) -> None:
    person = a_person()
    joanna = sign_in(a_coordinator())

    joanna.opens(f"/office/people/{person.pk}/consents/")
    joanna.is_on("Anna Nowak")
    joanna.follows("Dodaj zgodę")
    joanna.picks("Czego dotyczy", "mówienie rodzinie")
    joanna.writes("Treść zgody", "Możecie mówić córce, kto do mnie przychodzi.")
    joanna.writes("Dla kogo", "Ewa Nowak, córka")
    joanna.presses("Zapisz")
    joanna.is_on("Anna Nowak")
    joanna.follows("Drukuj")
    joanna.is_on("Zgoda do wydruku")
    joanna.reads("Oświadczenie o zgodzie")
    joanna.opens(f"/office/people/{person.pk}/consents/")
    joanna.follows("Cofnij zgodę")
    joanna.presses("Zapisz")
    joanna.is_on("Anna Nowak")
    joanna.reads("Cofnięte albo zakończone")

    assert Consent.objects.get().withdrawn_on == localdate()


def test_danger_stands_on_top_of_the_pages_of_person_and_case(sign_in: SignIn) -> None:
    person = a_person()
    case = an_application(person=person)
    joanna = sign_in(a_coordinator())

    joanna.opens(f"/office/people/{person.pk}/reach/")
    joanna.is_on("Anna Nowak")
    joanna.ticks("nigdy nie dzwonić wieczorem")
    joanna.presses("Zapisz")
    joanna.is_on("Anna Nowak")
    for address in (f"/office/people/{person.pk}/", f"/office/applications/{case.pk}/"):
        joanna.opens(address)
        joanna.reads("Uwaga: kontakt może być dla tej osoby niebezpieczny")
        joanna.reads("Nigdy nie dzwonić wieczorem.")
        joanna.look(joanna.page)

    assert Person.objects.get().never == [Never.CALL_IN_THE_EVENING]


def test_a_death_puts_tasks_on_lists_and_is_taken_back(sign_in: SignIn) -> None:
    person, coordinator = a_person(), a_coordinator()
    an_application(person=person, coordinator=coordinator)
    joanna = sign_in(coordinator)

    joanna.opens(f"/office/people/{person.pk}/leaving/")
    joanna.is_on("Anna Nowak")
    joanna.follows("Zapisz śmierć")
    joanna.writes("Dzień śmierci", as_written(localdate()))
    joanna.writes("Skąd to wiemy", "zadzwoniła córka")
    joanna.presses("Zapisz")
    joanna.reads("Porozmawiaj z rodziną: Anna Nowak")
    joanna.reads("Niczego nie wysyłaj i nie proponuj. Porozmawiaj z rodziną.")
    joanna.look(joanna.page)
    joanna.follows("Cofnij wpis")
    joanna.writes("Dlaczego cofasz wpis", "zmarła inna osoba o tym samym nazwisku")
    joanna.presses("Zapisz")
    joanna.is_on("Anna Nowak")

    assert Person.objects.get().deceased_on is None
    assert Task.objects.open().count() == 0
