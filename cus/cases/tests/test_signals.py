import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_stranger, a_user, the_centre
from cus.cases.models import Application, Signal
from cus.cases.services.signals import close_signal, note_signal_contact, receive_signal
from cus.cases.states import SignalState
from cus.cases.tests.factories import TODAY, a_signal
from cus.community.models import UnmetNeed
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.models import Event, Reading

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
URL = "/office/signals/"
TOLD = {"about_name": "Maria Wójcik", "content": "Nie wychodzi z domu.", "reporter_kind": "NEIGHBOUR"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.rule("RULE-34")
def test_what_a_neighbour_tells_is_kept_as_a_signal_and_no_application():
    signal = receive_signal(
        centre=the_centre(), by=a_user(Role.COMMUNITY_ORGANISER), at=NOW, reporter_phone="600 111 222", **TOLD
    )

    assert (signal.state, signal.reporter_phone) == (SignalState.NEW, "+48600111222")
    assert Event.objects.get(name="signal.received")
    assert not Application.objects.exists()


def test_the_same_online_form_is_one_signal():
    key, centre = uuid.uuid4(), the_centre()

    first = receive_signal(centre=centre, by=None, at=NOW, submission_key=key, **TOLD)

    assert receive_signal(centre=centre, by=None, at=NOW, submission_key=key, **TOLD) == first


@pytest.mark.parametrize("role", [Role.CARER, Role.PROVIDER, Role.RESIDENT])
def test_who_is_not_staff_notes_no_signals_of_others(role):
    with pytest.raises(NotAllowed):
        receive_signal(centre=the_centre(), by=a_user(role), at=NOW, **TOLD)


def test_a_contact_is_noted_with_what_came_of_it():
    signal = note_signal_contact(signal_id=a_signal().pk, note="Chce porozmawiać.", by=a_coordinator(), on=TODAY)

    assert (signal.state, signal.outcome_note) == (SignalState.CONTACTED, "Chce porozmawiać.")


def test_a_contact_without_a_word_of_it_is_refused():
    with pytest.raises(Refused, match="what came of it"):
        note_signal_contact(signal_id=a_signal().pk, note=" ", by=a_coordinator(), on=TODAY)


def test_a_signal_is_closed_with_a_reason():
    signal = close_signal(signal_id=a_signal().pk, reason="Nie chce pomocy.", by=a_coordinator(), on=TODAY)

    assert (signal.state, signal.closed_on) == (SignalState.CLOSED, TODAY)
    assert not UnmetNeed.objects.exists()


def test_a_signal_nobody_could_serve_is_counted_as_an_unmet_need_without_the_person():
    close_signal(
        signal_id=a_signal().pk,
        reason="Nie mamy takiej usługi.",
        unmet_need="opieka nocna, tel. 600 123 456",
        town="Lipnowiec",
        by=a_coordinator(),
        on=TODAY,
    )

    need = UnmetNeed.objects.get()
    assert (need.source, need.town) == ("SIGNAL", "Lipnowiec")
    assert "600" not in need.words


def test_a_closed_signal_stays_closed():
    signal = a_signal(state=SignalState.CLOSED)

    with pytest.raises(WrongState):
        note_signal_contact(signal_id=signal.pk, note="x", by=a_coordinator(), on=TODAY)


def test_a_stranger_acts_on_no_signal():
    signal = a_signal()

    with pytest.raises(NotAllowed):
        close_signal(signal_id=signal.pk, reason="x", by=a_stranger(), on=TODAY)


def test_a_call_about_somebody_is_noted_and_followed_on_its_pages(client):
    client.force_login(a_user(Role.FRONT_DESK))

    page = client.post(reverse("cases:new_signal"), TOLD, follow=True)
    signal = Signal.objects.get()
    assert page.request["PATH_INFO"] == reverse("cases:signal", args=[signal.pk])
    client.post(reverse("cases:signal_contact", args=[signal.pk]), {"note": "Oddzwonimy."})
    client.post(reverse("cases:close_signal", args=[signal.pk]), {"reason": "Nie chce pomocy."})

    signal.refresh_from_db()
    assert signal.state == SignalState.CLOSED


def test_reading_a_signal_is_kept(client):
    signal, user = a_signal(), a_coordinator()
    client.force_login(user)

    client.get(reverse("cases:signal", args=[signal.pk]))

    assert Reading.objects.about(signal).get().reader == user


def test_a_missing_answer_is_told_at_its_field(client):
    client.force_login(a_coordinator())

    page = client.post(reverse("cases:new_signal"), {"about_name": "Maria"})

    assert set(page.context["form"].errors) == {"content", "reporter_kind"}


@pytest.mark.parametrize("address", ["signal", "signal_contact", "close_signal"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_page_of_a_signal(client, address, method):
    signal = a_signal()
    client.force_login(a_stranger())

    response = getattr(client, method)(reverse(f"cases:{address}", args=[signal.pk]))

    assert response.status_code in (404, 405)
    signal.refresh_from_db()
    assert signal.state == SignalState.NEW


def test_a_stranger_sees_no_signal_in_the_list(client):
    a_signal(about_name="Sekretna Osoba")
    client.force_login(a_stranger())

    assert "Sekretna" not in client.get(URL, {"state": "ALL"}).content.decode()


def test_a_stranger_who_notes_a_signal_notes_it_at_home(client):
    the_centre()
    stranger = a_stranger()
    client.force_login(stranger)

    client.post(reverse("cases:new_signal"), TOLD)

    the_centre()
    assert not Signal.objects.exists()


def test_urgent_signals_stand_first(client):
    client.force_login(a_coordinator())
    a_signal(about_name="Druga")
    a_signal(about_name="Pierwsza", is_urgent=True, received_at=datetime(2025, 1, 1, tzinfo=UTC))

    assert [signal.about_name for signal in client.get(URL).context["page"]] == ["Pierwsza", "Druga"]


def test_the_list_costs_the_same_for_one_as_for_many(client):
    client.force_login(a_coordinator())
    a_signal()
    with CaptureQueriesContext(connection) as for_one:
        client.get(URL)
    for _n in range(5):
        a_signal()

    with CaptureQueriesContext(connection) as for_many:
        client.get(URL)

    assert len(for_many) == len(for_one)
