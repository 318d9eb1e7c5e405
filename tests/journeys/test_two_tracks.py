"""Help by a decision beside a service of a programme: one case, two tracks, four pairs of hands."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import Application, AssistanceDecision, EnvironmentalInterview, TrackChange
from cus.cases.states import DecisionState, RequestState
from cus.cases.tests.factories import a_recognition, an_application
from cus.cases.tests.factories_of_assistance import a_social_worker, home_care
from cus.offer.models import Service
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import Visitor

CARE, CLUB = "Usługi opiekuńcze", "Rehabilitacja w domu"
TELEPHONE = {"width": 360, "height": 740}


def days(count: int) -> date:
    return localdate() + timedelta(days=count)


def a_case_with_both(services: list[Service]) -> Application:
    """Anna Nowak asked for rehabilitation of the programme and for home care, five days ago."""
    filed = an_application(
        filed_on=days(-5), state="RECOGNITION", coordinator=a_coordinator(), services=[services[0], home_care()]
    )
    a_recognition(filed, held_on=days(-2), finished_on=days(-2))
    return filed


def test_both_tracks_of_one_case_from_the_visit_to_the_renewal(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services()
    filed = a_case_with_both(services)
    sylwia, danuta = sign_in(a_social_worker()), sign_in(a_director())
    joanna = sign_in(filed.coordinator)
    tracks = f"/office/applications/{filed.pk}/tracks/"

    visits_at_home(sylwia, tracks)
    drafts_the_decision(sylwia)
    signs_it(danuta)
    delivers_it(sylwia)
    qualifies_for_the_other(joanna, filed)
    prolongs_it(sylwia)

    first, renewal = AssistanceDecision.objects.order_by("id")
    assert (first.state, renewal.state, renewal.previous) == (DecisionState.DELIVERED, DecisionState.DRAFT, first)
    assert sorted(filed.requests.values_list("state", flat=True)) == ["GRANTED", "QUALIFIED"]


def visits_at_home(sylwia: Visitor, tracks: str) -> None:
    sylwia.opens(tracks)
    sylwia.is_on("Dwa tryby")
    sylwia.reads("Z programu")
    sylwia.reads("Na podstawie decyzji")
    sylwia.follows("Zaplanuj wywiad środowiskowy")
    sylwia.is_on("Zaplanuj wywiad środowiskowy")
    sylwia.writes_day("Dzień wizyty", localdate())
    sylwia.writes("O której", "10:30")
    sylwia.presses("Zapisz")
    sylwia.reads("Wywiad zaplanowany.")
    sylwia.is_on("Dwa tryby")
    interview = EnvironmentalInterview.objects.get()
    sylwia.opens(f"/office/interviews/{interview.pk}/")
    sylwia.is_on("Wywiad środowiskowy")
    paper = sylwia.page.request.get(f"/office/interviews/{interview.pk}/?format=pdf").body()
    assert paper.startswith(b"%PDF-")
    sylwia.follows("Spisz")
    sylwia.is_on("Wywiad środowiskowy")
    sylwia.writes("Sytuacja osoby", "Wróciła ze szpitala, mieszka sama.")
    sylwia.writes("Rodzina: kto i jak może pomóc", "Córka mieszka 200 km stąd.")
    sylwia.writes("Wnioski", "Nie poradzi sobie sama z kąpielą.")
    sylwia.presses("Podpisz wywiad")
    sylwia.reads("Jeszcze puste: proponowana pomoc.")
    sylwia.writes("Proponowana pomoc", "20 godzin w miesiącu.")
    sylwia.presses("Podpisz wywiad")
    sylwia.reads("Wywiad podpisany.")
    sylwia.is_on("Dwa tryby")


def drafts_the_decision(sylwia: Visitor) -> None:
    sylwia.follows(f"Przygotuj decyzję: {CARE}")
    sylwia.is_on("Przygotuj decyzję")
    sylwia.writes("Godziny", "20")
    sylwia.writes_day("Od", days(1))
    sylwia.writes_day("Do", days(50))
    sylwia.writes("Czynności", "kąpiel")
    sylwia.writes("Opłata", "12,50")
    sylwia.writes("Uzasadnienie", "Pani Anna nie poradzi sobie sama.")
    sylwia.presses("Zapisz projekt")
    sylwia.reads("Projekt zapisany. Zadziała dopiero po podpisaniu.")


def signs_it(danuta: Visitor) -> None:
    decision = AssistanceDecision.objects.get()
    danuta.opens("/office/")
    danuta.reads("Decyzja z ustawy o pomocy społecznej czeka na podpis.")
    danuta.opens(f"/office/assistance/{decision.pk}/")
    danuta.is_on(f"Decyzja {decision.number}")
    danuta.reads("12,50 zł za godzinę")
    danuta.presses("Podpisz decyzję")
    danuta.reads("Podpisano. Wydrukuj decyzję i zapisz jej doręczenie.")


def delivers_it(sylwia: Visitor) -> None:
    decision = AssistanceDecision.objects.get()
    sylwia.opens(f"/office/assistance/{decision.pk}/")
    sylwia.is_on(f"Decyzja {decision.number}")
    sylwia.follows("Zapisz doręczenie")
    sylwia.is_on("Jak doręczono decyzję?")
    sylwia.chooses("list polecony za potwierdzeniem odbioru")
    sylwia.presses("Zapisz")
    sylwia.is_on(f"Decyzja {decision.number}")


def qualifies_for_the_other(joanna: Visitor, filed: Application) -> None:
    joanna.opens(f"/office/applications/{filed.pk}/")
    joanna.is_on("Anna Nowak")
    joanna.reads("20 h w miesiącu")
    joanna.follows(f"Ustal wynik: {CLUB}")
    joanna.is_on(CLUB)
    joanna.presses("Zakwalifikuj")
    joanna.is_on("Anna Nowak")


def prolongs_it(sylwia: Visitor) -> None:
    sylwia.opens("/office/decisions-ending/")
    sylwia.is_on("Decyzje, które się kończą")
    sylwia.presses("Przygotuj przedłużenie: Anna Nowak")
    sylwia.reads("Wywiad jest starszy niż decyzja, którą ma przedłużyć.")


def test_the_tracks_stand_side_by_side_and_on_a_telephone_one_below_another(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services()
    filed = a_case_with_both(services)
    for viewport, side_by_side in (({"width": 1280, "height": 900}, True), (TELEPHONE, False)):
        joanna = sign_in(filed.coordinator, kind=Visitor, viewport=viewport)
        for address, heading in (("", "Anna Nowak"), ("tracks/", "Dwa tryby")):
            joanna.opens(f"/office/applications/{filed.pk}/{address}")
            joanna.is_on(heading)
            boxes = [
                joanna.page.get_by_role("region", name=name).bounding_box()
                for name in ("Z programu", "Na podstawie decyzji")
            ]
            left, right = boxes
            assert left is not None
            assert right is not None
            assert (abs(left["y"] - right["y"]) < 2) is side_by_side
            assert (left["x"] < right["x"]) is side_by_side


def test_a_wish_moves_to_the_other_track_with_consent(sign_in: SignIn) -> None:
    _centre, services = a_town_with_services()
    filed = a_case_with_both(services)
    joanna = sign_in(filed.coordinator)

    joanna.opens(f"/office/applications/{filed.pk}/tracks/")
    joanna.is_on("Dwa tryby")
    joanna.follows(f"Zamiast tego usługa z programu: {CARE}")
    joanna.is_on("Zamiast tego usługa z programu")
    joanna.picks("Jaka usługa zamiast tej?", "Zakupy i drobna pomoc")
    joanna.writes("Dlaczego", "Woli pomoc sąsiadki.")
    joanna.writes_day("Kiedy ta osoba się zgodziła?", localdate())
    joanna.writes("Jak wyraziła zgodę?", "w rozmowie w domu")
    joanna.presses("Przenieś")
    joanna.reads("Przeniesiono do drugiego trybu. Data złożenia zostaje.")
    joanna.reads("Woli pomoc sąsiadki.")
    joanna.is_on("Dwa tryby")

    change = TrackChange.objects.get()
    assert (change.request.state, change.new_request.state) == (RequestState.MOVED, RequestState.OPEN)
