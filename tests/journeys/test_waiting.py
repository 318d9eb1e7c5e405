"""A place frees: it is offered, answered at home and at the desk; somebody pauses; the order changes with a reason."""

from datetime import UTC, datetime, timedelta

from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import LineChange, PlaceOffer, RequestedService
from cus.cases.services.outcomes import end_service, put_on_waiting_list, qualify_service
from cus.cases.services.waiting import note_told
from cus.cases.states import OfferState, RequestState
from cus.cases.tests.factories import an_application
from cus.community.models import UnmetNeed
from cus.people.tests.factories import a_person
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import Visitor


def a_line() -> tuple[RequestedService, list[RequestedService]]:
    """Rehabilitation with one place, in use, and three people in line."""
    _centre, services = a_town_with_services(places=1)
    joanna, today = a_coordinator(), localdate()
    asked = []
    for number, name in enumerate(["Lis", "Zając", "Wilk", "Sowa"]):
        filed_on = today - timedelta(days=40 - number)
        application = an_application(
            services=[services[0]],
            person=a_person(first_name="Ewa", last_name=name, phone=f"+4860010010{number}"),
            coordinator=joanna,
            filed_on=filed_on,
            filed_at=datetime.combine(filed_on, datetime.min.time(), tzinfo=UTC),
        )
        asked.append(application.requests.get())
    qualify_service(request_id=asked[0].pk, by=joanna, on=today)
    for request in asked[1:]:
        put_on_waiting_list(request_id=request.pk, by=joanna, on=today)
    return asked[0], asked[1:]


def test_a_place_is_offered_accepted_and_given_with_one_press(sign_in: SignIn) -> None:
    user, [first, *_rest] = a_line()
    coordinator = sign_in(a_coordinator())
    end_service(request_id=user.pk, by=a_director(), on=localdate())

    coordinator.opens(f"/office/waiting-lists/{first.service_id}/")
    coordinator.is_on("Rehabilitacja w domu")
    coordinator.follows("Miejsce w kolejce: Ewa Zając")
    coordinator.is_on("Miejsce w kolejce: Rehabilitacja w domu")
    coordinator.presses("Osoba już wie")
    coordinator.is_on("Miejsce w kolejce: Rehabilitacja w domu")
    coordinator.presses("Osoba mówi „tak”")
    coordinator.is_on("Miejsce w kolejce: Rehabilitacja w domu")
    coordinator.presses("Zakwalifikuj")
    coordinator.is_on("Ewa Zając")

    first.refresh_from_db()
    assert first.state == RequestState.QUALIFIED
    assert PlaceOffer.objects.get().state == OfferState.USED


def test_the_resident_sees_why_they_wait_and_says_not_now(visitor: Visitor) -> None:
    user, [first, second, _third] = a_line()
    end_service(request_id=user.pk, by=a_director(), on=localdate())
    note_told(offer_id=PlaceOffer.objects.get().pk, by=a_coordinator(), on=localdate())

    visitor.opens("/moja-sprawa/")
    visitor.writes("Numer wniosku", first.application.number)
    visitor.writes("Kod", first.application.code)
    visitor.presses("Pokaż moją sprawę")
    visitor.reads("Jest dla Ciebie miejsce")
    visitor.reads("Dlaczego czekasz:")
    visitor.reads("Co będzie dalej:")
    visitor.look(visitor.page)
    visitor.presses("Nie teraz")
    visitor.reads("Zapisaliśmy, że nie teraz. Twoje miejsce w kolejce zostaje.")

    assert PlaceOffer.objects.get(request=first).state == OfferState.DECLINED
    assert PlaceOffer.objects.get(request=second).state == OfferState.OFFERED


def test_the_director_pauses_reorders_and_reads_the_history(sign_in: SignIn) -> None:
    _user, [first, second, _third] = a_line()
    director = sign_in(a_director())

    director.opens(f"/office/requests/{first.pk}/line/pause/")
    director.chooses("szpital, sanatorium")
    director.presses("Zapisz")
    director.is_on("Miejsce w kolejce: Rehabilitacja w domu")
    director.reads("Przerwa: na razie pomijana, miejsce zostaje.")
    director.opens(f"/office/requests/{second.pk}/line/place/")
    director.writes("Nowe miejsce w kolejce", "1")
    director.writes("Dlaczego?", "Pożar mieszkania.")
    director.presses("Zmień kolejność")
    director.is_on("Miejsce w kolejce: Rehabilitacja w domu")
    director.opens(f"/office/waiting-lists/{first.service_id}/history/")
    director.is_on("Historia kolejności: Rehabilitacja w domu")
    director.reads("Pożar mieszkania.")
    director.look(director.page)

    assert list(LineChange.objects.order_by("id").values_list("kind", flat=True)) == ["PAUSED", "REORDERED"]


def test_unmet_needs_show_the_same_as_chart_and_table_and_name_no_small_place(sign_in: SignIn) -> None:
    centre, _services = a_town_with_services()
    for town, times in (("Zalesie", 6), ("Podlas", 2)):
        for _n in range(times):
            UnmetNeed.objects.create(
                centre=centre, source="NO_PLACES", words="Obiady", area=4, town=town, noted_on=localdate()
            )
    director = sign_in(a_director())

    director.opens("/office/unmet-needs/")
    director.is_on("Brakujące usługi")
    director.reads("Zalesie")
    director.reads("mniej niż 5")
    director.look(director.page)

    assert "Podlas" not in director.page.content()
    files = [director.page.request.get(f"/office/unmet-needs/csv/{asked}").text() for asked in ("", "?by=place")]
    assert "Obiady;8" in files[0]
    assert "Zalesie;6" in files[1]
    assert "Podlas" not in "".join(files)
