"""Two entries of one person: from the list to the preview, joined, found by the old number, split again."""

from cus.accounts.tests.factories import a_coordinator, an_organiser
from cus.cases.tests.factories import an_application
from cus.people.models import DuplicatePair, Merge
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_merging import a_pair
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor


def test_two_entries_are_compared_joined_found_and_split_by_keyboard(sign_in: SignIn) -> None:
    survivor = a_person()
    merged = a_person(first_name="Hanna", phone="+48700000001", pesel="48031400101")
    case = an_application(person=merged)
    a_pair(survivor, merged)
    olga = sign_in(an_organiser(), kind=KeyboardVisitor)

    olga.opens("/office/duplicates/")
    olga.is_on("Możliwe duplikaty")
    olga.reads("to samo imię, nazwisko i data urodzenia")
    olga.follows("Anna Nowak Hanna Nowak")
    olga.is_on("Jedna osoba czy dwie?")
    olga.reads("Wnioski: 1")
    olga.chooses("700 000 001", of="Telefon")
    olga.writes("Skąd wiesz, że to jedna osoba?", "porównaliśmy dowód osobisty")
    olga.presses("Połącz wpisy")
    olga.is_on("Połączone wpisy")
    olga.reads("Wpisy są połączone. Stary numer też prowadzi do tej osoby.")

    olga.opens(f"/office/people/{merged.pk}/")
    olga.is_on("Anna Nowak")
    assert f"/office/people/{survivor.pk}/" in olga.page.url
    olga.opens("/office/search/?q=48031400101")
    olga.is_on("Anna Nowak")

    olga.opens(f"/office/merges/{Merge.objects.get().pk}/")
    olga.is_on("Połączone wpisy")
    olga.writes("Dlaczego cofasz połączenie?", "to dwie siostry")
    olga.presses("Cofnij połączenie")
    olga.is_on("Hanna Nowak")

    case.refresh_from_db()
    survivor.refresh_from_db()
    assert (case.person, survivor.phone) == (merged, "+48600123456")
    assert DuplicatePair.objects.get().two_people_why == "to dwie siostry"


def test_a_pair_that_proves_to_be_two_people_leaves_the_list(sign_in: SignIn) -> None:
    a_pair(a_person(), a_person(first_name="Hanna"))
    joanna = sign_in(a_coordinator())

    joanna.opens("/office/duplicates/")
    joanna.follows("Anna Nowak Hanna Nowak")
    joanna.is_on("Jedna osoba czy dwie?")
    joanna.writes("Po czym je odróżnić", "siostry bliźniaczki")
    joanna.presses("Zapisz, że to dwie osoby")
    joanna.is_on("Możliwe duplikaty")
    joanna.reads("Żadne wpisy nie są do siebie podobne")
    joanna.opens("/office/duplicates/?show=two")
    joanna.is_on("Możliwe duplikaty")
    joanna.reads("siostry bliźniaczki")
