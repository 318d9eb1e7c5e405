"""Supervision is written down without identities, and read by those who took part."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user, the_centre
from cus.cases.models import Supervision
from cus.cases.services.supervision import SupervisionGiven, change_supervision, write_supervision
from cus.cases.tests.factories import TODAY
from cus.cases.tests.factories_of_plans import a_supervision
from cus.kit.errors import NotAllowed, Refused
from cus.people.tests.factories import a_person
from cus.records.models import Event

pytestmark = pytest.mark.django_db
GIVEN = SupervisionGiven(
    held_on=TODAY, form="ALONE", supervisor="Ewa Lewandowska", theme="granice pomocy", label="osoba A",
    question="Osoba A odmawia pomocy. Co dalej?", conclusions="Zapytać, co przeszkadza.",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def write(by, given=GIVEN, present=()):
    return write_supervision(given=given, present=present, centre=the_centre(), by=by, on=TODAY)


@pytest.mark.parametrize(
    ("field", "text", "what"),
    [
        ("question", "Pani Nowakowa odmawia pomocy.", "“Nowakowa” in “question” is a name known to the centre"),
        ("theme", "Anna i jej córka", "“Anna” in “theme”"),
        ("label", "Nowak", "“Nowak” in “label of the case”"),
        ("conclusions", "PESEL 48050112345", "a PESEL number"),
        ("conclusions", "sprawa CUS.5020.1.2026", "a number of a case"),
    ],
)
def test_a_text_that_names_somebody_is_not_kept(field, text, what):
    joanna = a_coordinator()
    a_person(first_name="Anna", last_name="Nowak")

    with pytest.raises(Refused) as refusal:
        write(joanna, replace(GIVEN, **{field: text}))

    assert what in str(refusal.value)
    assert not Supervision.objects.exists()


def test_what_remains_is_saved_and_the_event_tells_no_text():
    joanna = a_coordinator()

    written = write(joanna)

    assert (written.theme, written.author) == ("granice pomocy", joanna)
    assert [seat.user for seat in written.seats.all()] == [joanna]
    event = Event.objects.get(name="supervision.written")
    assert "odmawia" not in str(event.details)


def test_a_meeting_still_to_come_is_not_written_down():
    with pytest.raises(Refused):
        write(a_coordinator(), replace(GIVEN, held_on=date(2026, 1, 11)))


def test_the_front_desk_writes_none():
    with pytest.raises(NotAllowed):
        write(a_user(Role.FRONT_DESK))


def test_those_who_took_part_and_the_director_read_it_others_do_not(client):
    joanna, adam, other = a_coordinator(), a_coordinator(last_name="Kurek"), a_coordinator(last_name="Kos")
    written = write(joanna, replace(GIVEN, form="TEAM"), present=[joanna.pk, adam.pk])
    page = f"/office/supervision/{written.pk}/"

    read = {}
    for user in (joanna, adam, a_director(), other):
        client.force_login(user)
        read[user.last_name] = client.get(page).status_code

    assert (read[joanna.last_name], read["Kurek"], read["Kos"]) == (200, 200, 404)
    assert list(read.values()).count(200) == 3


def test_only_its_author_changes_it():
    joanna, adam = a_coordinator(), a_coordinator(last_name="Kurek")
    written = write(joanna, present=[joanna.pk, adam.pk])

    with pytest.raises(NotAllowed):
        change_supervision(supervision_id=written.pk, given=GIVEN, present=[], by=adam, on=TODAY)
    change_supervision(
        supervision_id=written.pk, given=replace(GIVEN, theme="odmowa"), present=[joanna.pk], by=joanna, on=TODAY
    )

    written.refresh_from_db()
    assert written.theme == "odmowa"
    assert [seat.user for seat in written.seats.all()] == [joanna]


def test_the_page_says_what_to_take_out_and_keeps_what_was_typed(client):
    joanna = a_coordinator()
    a_person(first_name="Anna", last_name="Nowak")
    client.force_login(joanna)

    answer = client.post(
        "/office/supervision/new/",
        {
            "held_on": f"{date.today():%d.%m.%Y}", "form": "ALONE", "present": [joanna.pk], "supervisor": "Ewa L.",
            "theme": "odmowa", "question": "Nowakowa odmawia.",
        },
    )  # fmt: skip

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "„Nowakowa”" in page
    assert "Nowakowa odmawia." in page


def test_a_stranger_to_the_centre_finds_none(client):
    a_supervision(by=a_coordinator())
    client.force_login(a_user(Role.COMMUNITY_ORGANISER))

    assert client.get("/office/supervision/").status_code == 404
