"""What becomes of an application when the answer is not simply yes."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import Application, Decision, RequestedService, Transfer
from cus.cases.models.transfer import TransferAnswer
from cus.cases.states import DecisionState, RequestState
from cus.cases.tests.factories import a_recognition, an_application
from cus.people.tests.factories import a_person
from cus.team.models import Unit, UnitKind
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn


def days(count: int) -> date:
    return localdate() + timedelta(days=count)


def a_recognised_case(**given: object) -> Application:
    """Anna Nowak's application, five days old, with a coordinator who has talked with her."""
    filed = an_application(**({"filed_on": days(-5), "state": "RECOGNITION"} | given))
    a_recognition(filed, held_on=days(-2), finished_on=days(-2))
    return filed


def test_a_refusal_is_drafted_signed_by_the_director_delivered_and_appealed(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services()
    joanna = a_coordinator()
    filed = a_recognised_case(services=[services[0]], coordinator=joanna)
    coordinator, director = sign_in(joanna), sign_in(a_director())

    coordinator.opens(f"/office/applications/{filed.pk}/")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Ustal wynik: Rehabilitacja w domu")
    coordinator.is_on("Rehabilitacja w domu")
    coordinator.follows("Przygotuj odmowę…")
    coordinator.is_on("Przygotuj odmowę")
    coordinator.ticks("Rehabilitacja w domu")
    coordinator.writes("Uzasadnienie", "Program obejmuje mieszkańców gminy, a Pani mieszka w innej gminie.")
    coordinator.presses("Zapisz projekt")
    coordinator.reads("Projekt zapisany. Do podpisu nic nie jest odmówione.")
    number = Decision.objects.get().number
    coordinator.is_on(f"Odmowa {number}")

    director.opens(f"/office/decisions/{Decision.objects.get().pk}/")
    director.is_on(f"Odmowa {number}")
    director.reads("Program obejmuje mieszkańców gminy")
    director.presses("Podpisz odmowę")
    director.reads("Podpisano. Wydrukuj decyzję i zapisz jej doręczenie.")
    director.is_on(f"Odmowa {number}")
    assert director.page.request.get(f"{director.page.url.partition('#')[0]}?format=pdf").body().startswith(b"%PDF-")
    assert director.page.request.get(f"{director.page.url.partition('#')[0]}?format=docx").body().startswith(b"PK")

    coordinator.opens(f"/office/applications/{filed.pk}/")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Otwórz decyzję")
    coordinator.is_on(f"Odmowa {number}")
    coordinator.follows("Zapisz doręczenie")
    coordinator.is_on("Jak doręczono decyzję?")
    coordinator.chooses("list polecony za potwierdzeniem odbioru")
    coordinator.presses("Zapisz")
    coordinator.is_on(f"Odmowa {number}")
    coordinator.follows("Wpłynęło odwołanie")
    coordinator.is_on("Wpłynęło odwołanie")
    coordinator.presses("Zapisz")
    coordinator.is_on(f"Odmowa {number}")
    coordinator.follows("Zapisz rozstrzygnięcie")
    coordinator.is_on("Co postanowił organ odwoławczy?")

    assert Decision.objects.get().state == DecisionState.APPEALED
    assert RequestedService.objects.get().state == RequestState.REFUSED


def test_a_part_is_passed_on_with_consent_and_asked_about_later(sign_in: SignIn) -> None:
    centre, services = a_town_with_services()
    Unit.objects.create(centre=centre, name="Zespół pomocy środowiskowej", kind=UnitKind.values[0])
    joanna = a_coordinator()
    filed = a_recognised_case(services=services[:2], coordinator=joanna)
    coordinator = sign_in(joanna)

    coordinator.opens(f"/office/applications/{filed.pk}/")
    coordinator.is_on("Anna Nowak")
    coordinator.follows("Przekaż kilka naraz")
    coordinator.is_on("Przekaż wniosek")
    coordinator.ticks("Wypożyczalnia wózków i sprzętu")
    coordinator.chooses("Zespół pomocy środowiskowej")
    coordinator.writes_day("Kiedy zapytasz, co z tą sprawą?", days(0))
    coordinator.presses("Przekaż")
    coordinator.reads("Wniosek przekazuje się tylko za zgodą.")
    coordinator.look(coordinator.page)
    coordinator.writes_day("Kiedy ta osoba się zgodziła?", days(0))
    coordinator.writes("Jak wyraziła zgodę?", "w rozmowie telefonicznej")
    coordinator.presses("Przekaż")
    coordinator.reads("Przekazano. Pismo do tej osoby jest gotowe.")
    coordinator.is_on("Anna Nowak")
    coordinator.reads("Zespół pomocy środowiskowej")
    coordinator.follows("Zapisz odpowiedź: Zespół pomocy środowiskowej")
    coordinator.chooses("przejęto")
    coordinator.look(coordinator.page)
    coordinator.presses("Zapisz")
    coordinator.reads("Odpowiedź zapisana.")

    assert Transfer.objects.get().answer == TransferAnswer.TAKEN
    states = RequestedService.objects.order_by("service__name").values_list("service__name", "state")
    assert list(states) == [
        ("Rehabilitacja w domu", RequestState.OPEN),
        ("Wypożyczalnia wózków i sprzętu", RequestState.TRANSFERRED),
    ]


def test_the_line_moves_when_a_place_frees(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services(places=1)
    joanna = a_coordinator()
    people = {"Jan Kowal": days(-20), "Anna Nowak": days(-10), "Maria Lis": days(-9)}
    cases = {}
    for name, filed_on in people.items():
        first, _space, last = name.partition(" ")
        cases[name] = a_recognised_case(
            services=[services[0]],
            person=a_person(first_name=first, last_name=last),
            filed_on=filed_on,
            coordinator=joanna,
        )
    cases["Jan Kowal"].requests.update(state=RequestState.QUALIFIED, outcome_on=days(-15))
    coordinator = sign_in(joanna)

    for name in ("Anna Nowak", "Maria Lis"):
        coordinator.opens(f"/office/applications/{cases[name].pk}/")
        coordinator.follows("Ustal wynik: Rehabilitacja w domu")
        coordinator.is_on("Rehabilitacja w domu")
        coordinator.presses("Wpisz na listę oczekujących")
        coordinator.reads("Wpisano na listę oczekujących. Pismo jest gotowe.")
        coordinator.is_on(name)

    coordinator.opens("/office/waiting-lists/")
    coordinator.is_on("Listy oczekujących")
    coordinator.follows("Rehabilitacja w domu")
    coordinator.is_on("Rehabilitacja w domu")
    coordinator.page.get_by_role("link", name="Korzystają").click()
    coordinator.follows("Zakończ usługę: Jan Kowal")
    coordinator.reads(
        "Miejsce się zwolni i od razu będzie zaproponowane następnej osobie. Dostanie je, gdy się zgodzi."
    )
    coordinator.look(coordinator.page)
    coordinator.presses("Zakończ usługę")
    coordinator.reads("Anna Nowak")
    coordinator.look(coordinator.page)
    coordinator.follows("Miejsce w kolejce: Anna Nowak")
    for step in ("Osoba już wie", "Osoba mówi „tak”", "Zakwalifikuj"):
        coordinator.is_on("Miejsce w kolejce: Rehabilitacja w domu")
        coordinator.presses(step)
    coordinator.is_on("Anna Nowak")
    coordinator.reads("Zakwalifikowano. Pismo jest gotowe.")

    states = {name: case.requests.get().state for name, case in cases.items()}
    assert states == {
        "Jan Kowal": RequestState.ENDED,
        "Anna Nowak": RequestState.QUALIFIED,
        "Maria Lis": RequestState.WAITING,
    }
