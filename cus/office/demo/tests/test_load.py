"""The example centre: whole, the same for the same moment, with every state to show, and nobody real."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import override
from stdnum.pl import pesel as pesel_number

from cus.accounts.models import Centre, User
from cus.accounts.tests.factories import a_stranger
from cus.cases.models import (
    Application,
    ContactNote,
    Decision,
    Pause,
    Plan,
    PlanVersion,
    RequestedService,
    Signal,
    Task,
    Transfer,
)
from cus.cases.states import OPEN_APPLICATION
from cus.community.models import UnmetNeed
from cus.kit.rows import act_for, acting_for, serving_role_is_bound
from cus.offer.models import Service
from cus.office.demo import load
from cus.office.demo.load import load_demo_centre
from cus.office.demo.loom import Story
from cus.office.demo.management.commands import load_demo
from cus.office.demo.people import list_of_people
from cus.office.demo.repertoire import Casting
from cus.office.demo.scene import Scene
from cus.office.demo.stories.known import STORIES
from cus.office.queries.history import changes_of
from cus.people.models import Person, Representation
from cus.records.models import Event

pytestmark = pytest.mark.django_db
A_TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
COUNTED = (Person, Representation, Service, Signal, Application, RequestedService, Plan, PlanVersion, ContactNote)


@pytest.fixture
def centre() -> Centre:
    with override("pl"):
        made = load_demo_centre(at=A_TUESDAY)
    act_for(made.pk)
    return made


def states_of(model: Any) -> set[str]:
    return set(model.objects.values_list("state", flat=True))


def the_tale(centre: Centre) -> dict[str, list[Any]]:
    """What people would read; access codes and keys are drawn anew each time."""
    with acting_for(centre.pk):
        return {
            "people": list(Person.objects.order_by("pk").values_list("first_name", "last_name", "pesel", "town")),
            "applications": list(
                Application.objects.order_by("filed_at", "pk").values_list("number", "filed_at", "state", "situation")
            ),
            "plans": list(Plan.objects.order_by("number").values_list("number", "state", "starts_on", "ends_on")),
            "notes": list(ContactNote.objects.order_by("happened_on", "text").values_list("happened_on", "text")),
            "events": list(Event.objects.order_by("happened_at", "name", "pk").values_list("name", "happened_at")),
        }


def test_it_is_built_under_the_role_that_row_security_binds(centre: Centre) -> None:
    """One load for all that can be said of one centre, for it takes its seconds."""
    assert serving_role_is_bound()
    assert centre.is_example

    counts = {model.__name__: model.objects.count() for model in COUNTED}
    assert counts["Person"] == 410  # 406 people, four of them written down twice
    assert Service.objects.in_catalogue().count() == 80
    assert 140 <= counts["Application"] <= 175
    everybody_is_made_up()
    every_state_is_there()
    the_case_load_is_that_of_a_real_coordinator()
    nothing_happens_after_the_present()
    people_seldom_share_a_note()
    a_stranger_sees_nothing(centre)


def everybody_is_made_up() -> None:
    numbers = [number for number in Person.objects.values_list("pesel", flat=True) if number]
    assert len(numbers) > 350
    for person in Person.objects.exclude(pesel=""):
        assert pesel_number.is_valid(person.pesel)
        assert pesel_number.get_birth_date(person.pesel) == person.born_on
        assert pesel_number.get_gender(person.pesel) == ("F" if person.sex == "FEMALE" else "M")
    phones = {*Person.objects.values_list("phone", flat=True), *Representation.objects.values_list("phone", flat=True)}
    assert all(phone.startswith("+48600000") for phone in phones if phone)
    emails = {*Person.objects.values_list("email", flat=True), *User.objects.values_list("email", flat=True)}
    assert all(email.endswith(".example") for email in emails if email)


def every_state_is_there() -> None:
    assert states_of(Signal) == {"NEW", "CONTACTED", "APPLIED", "CLOSED"}
    assert states_of(Application) == {
        "FILED", "INCOMPLETE", "RECOGNITION", "DECIDED", "WITHDRAWN", "NOT_CONSIDERED", "TAKEN_OVER",
    }  # fmt: skip
    assert states_of(RequestedService) >= {
        "OPEN", "WAITING", "QUALIFIED", "TRANSFERRED", "REFUSAL_DRAFTED", "REFUSED", "WITHDRAWN",
    }  # fmt: skip
    assert states_of(Decision) == {"DRAFT", "SIGNED", "DELIVERED", "APPEALED", "UPHELD", "REVERSED", "DROPPED"}
    assert states_of(Plan) == {"PREPARED", "APPROVED", "ACTIVE", "ENDED", "TALKED", "CLOSED", "ABANDONED"}
    assert states_of(PlanVersion) == {"DRAFT", "AGREED", "APPROVED", "REPLACED", "DISCARDED"}
    assert set(Transfer.objects.values_list("answer", flat=True)) == {"NONE", "TAKEN", "RETURNED"}
    assert set(Service.objects.values_list("status", flat=True)) == {"PUBLIC", "PAUSED", "DRAFT"}
    assert Pause.objects.filter(ends_on__isnull=True).exists()
    assert Task.objects.filter(done_on__isnull=True).exists()
    assert UnmetNeed.objects.count() >= 60


def the_case_load_is_that_of_a_real_coordinator() -> None:
    for email in ("joanna.mazur@niepolomice.example", "adam.kurek@niepolomice.example"):
        user = User.objects.get(email=email)
        plans = Plan.objects.coordinated_by(user, on=A_TUESDAY.date()).alive().count()
        applications = Application.objects.filter(coordinator=user, state__in=OPEN_APPLICATION).count()
        assert 30 <= plans + applications <= 55


def nothing_happens_after_the_present() -> None:
    assert not Event.objects.filter(happened_at__gt=A_TUESDAY).exists()
    assert not Application.objects.filter(filed_at__gt=A_TUESDAY).exists()
    assert Application.objects.filter(filed_on=A_TUESDAY.date()).count() == 3
    changes = changes_of([Plan.objects.get(person__last_name="Jarosz", person__first_name="Henryk")])
    assert min(change.at for change in changes) < A_TUESDAY - timedelta(days=100)


def people_seldom_share_a_note() -> None:
    texts = list(ContactNote.objects.values_list("text", flat=True))
    assert len(set(texts)) > 0.85 * len(texts)
    for topic in ("[", "]", "{", "}", "|"):
        assert not ContactNote.objects.filter(text__contains=topic).exists()
        assert not Application.objects.filter(situation__contains=topic).exists()


def a_stranger_sees_nothing(centre: Centre) -> None:
    stranger = a_stranger()
    with acting_for(stranger.centre_id):
        assert not Person.objects.exists()
        assert not Application.objects.exists()
    assert not Person.objects.visible_to(stranger).exists()


def test_the_same_moment_gives_the_same_centre(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told on the eight people one shows to visitors: the rest comes from the same dice."""
    monkeypatch.setattr(load, "all_stories", the_known_stories)
    with override("pl"):
        first = the_tale(load_demo_centre(at=A_TUESDAY))
        rename_what_may_exist_only_once()

        second = the_tale(load_demo_centre(at=A_TUESDAY))

    assert len(first["plans"]) == 7
    assert first == second


def the_known_stories(scene: Scene) -> Iterator[Story]:
    casting = Casting(scene)
    for key, profile, telling in STORIES:
        yield telling(casting.known(key, profile))


def rename_what_may_exist_only_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_centre SET is_example = false")
        cursor.execute("UPDATE accounts_user SET email = 'old.' || email")


def test_loading_once_more_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[datetime] = []

    def build(*, at: datetime) -> None:
        built.append(at)
        Centre.objects.create(name="Example", is_example=True)

    monkeypatch.setattr(load_demo, "load_demo_centre", build)

    call_command(load_demo.Command(), "--if-empty")
    call_command(load_demo.Command(), "--if-empty")

    assert len(built) == 1
    with pytest.raises(CommandError, match="there already"):
        call_command(load_demo.Command())


def test_an_interrupted_load_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(stories: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "weave", stop)

    with pytest.raises(KeyboardInterrupt):
        load_demo_centre(at=A_TUESDAY)

    assert not Centre.objects.filter(is_example=True).exists()
    assert not User.objects.exists()


def test_the_list_of_people_is_empty_before_there_is_a_centre() -> None:
    assert list_of_people() == ""
