"""Cases go to a colleague for a leave; kin see nothing; an emergency opens a file and the director reads about it."""

from datetime import timedelta

from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import Handover
from cus.cases.tests.factories import an_application
from cus.people.models import EmergencyAccess, KinExclusion
from cus.people.tests.factories import a_person
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import KeyboardVisitor

WHY = "Sąsiadka dzwoni, że od rana nikt nie otwiera."


def day(days: int) -> str:
    return (localdate() + timedelta(days=days)).strftime("%d.%m.%Y")


def test_a_coordinator_hands_a_case_over_for_a_leave_and_the_colleague_takes_it(sign_in: SignIn) -> None:
    joanna, marek = a_coordinator(), a_coordinator(first_name="Marek", last_name="Kos")
    case = an_application(person=a_person(), coordinator=joanna)
    giver = sign_in(joanna, kind=KeyboardVisitor)

    giver.opens(f"/office/caseloads/{joanna.pk}/")
    giver.is_on("Moje sprawy")
    giver.ticks("Anna Nowak")
    giver.presses("Przekaż zaznaczone sprawy")
    giver.is_on("Przekaż sprawy")
    giver.picks("Komu", "Marek Kos")
    giver.chooses("urlop lub choroba")
    giver.writes("Sprawy wracają dnia", day(14))
    giver.presses("Zaproponuj przekazanie")
    giver.is_on("Przekazania spraw")
    giver.reads("1 czeka na odpowiedź")

    receiver = sign_in(marek)
    receiver.opens("/office/handovers/")
    receiver.is_on("Przekazania spraw")
    receiver.follows("Joanna Mazur")
    receiver.ticks("Anna Nowak")
    receiver.presses("Przyjmij")
    receiver.reads("przejęto")
    receiver.look(receiver.page)

    case.refresh_from_db()
    assert case.coordinator == marek
    assert Handover.objects.get().returns_on == localdate() + timedelta(days=14)


def test_a_colleague_who_is_kin_closes_the_file_and_opens_it_only_in_an_emergency(sign_in: SignIn) -> None:
    person, joanna = a_person(pesel="48031400101"), a_coordinator()
    daughter = sign_in(joanna)

    daughter.opens(f"/office/people/{person.pk}/team/")
    daughter.is_on("Anna Nowak")
    daughter.follows("To moja rodzina lub ktoś bliski")
    daughter.is_on("Kto jest rodziną lub kimś bliskim?")
    daughter.chooses("rodzina")
    daughter.presses("Zamknij teczkę przed tą osobą")
    daughter.reads("Teczka jest od teraz zamknięta przed tą osobą.")
    assert KinExclusion.objects.get().user == joanna
    daughter.opens("/office/people/?q=nowak")
    daughter.does_not_read("Nowak Anna")

    daughter.opens("/office/emergency/")
    daughter.is_on("Dostęp awaryjny")
    daughter.writes("Czyja teczka", "48031400101")
    daughter.writes("Co się stało i dlaczego nie może czekać?", WHY)
    daughter.presses("Otwórz na 24 godziny")
    daughter.is_on("Anna Nowak")
    daughter.reads("Wszystko, co w niej otworzysz, jest zapisywane")

    director = sign_in(a_director())
    director.opens("/office/emergencies/")
    director.is_on("Dostęp awaryjny")
    director.follows("Joanna Mazur")
    director.reads(WHY)
    director.chooses("było potrzebne")
    director.presses("Zapisz ocenę")
    director.is_on("Dostęp awaryjny")
    assert EmergencyAccess.objects.get().verdict == "JUSTIFIED"


def test_the_director_sees_who_tried_in_vain(sign_in: SignIn) -> None:
    person, joanna = a_person(), a_coordinator()
    KinExclusion.objects.create(
        centre=person.centre, person=person, user=joanna, noted_by=joanna, noted_on=localdate()
    )
    sign_in(joanna).opens(f"/office/people/{person.pk}/")

    director = sign_in(a_director())
    director.opens("/office/denied/")
    director.is_on("Próby bez dostępu")
    director.reads("Joanna Mazur")
    director.reads(f"/office/people/{person.pk}/")
