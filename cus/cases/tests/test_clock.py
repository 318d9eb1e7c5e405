from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.cases.clock import Asked, matters
from cus.cases.clock.ics import calendar_of
from cus.cases.models import CalendarFeed, Decision, LetterDraft, MatterKind, Stop, StopReason, Task
from cus.cases.services.clock import (
    StopGiven,
    change_stop,
    draft_due_letters,
    drop_draft,
    let_clock_go,
    make_calendar,
    pass_appeal_on,
    remove_calendar,
    stop_clock,
    write_draft,
)
from cus.cases.services.completing import call_to_complete, complete_application
from cus.cases.tests.factories import an_application
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.models import Event, Letter
from cus.records.models.letter import LetterKind

pytestmark = pytest.mark.django_db
FILED, LATER = date(2026, 3, 2), date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def a_case(**given):
    return an_application(filed_on=FILED, filed_at=datetime(2026, 3, 2, 9, tzinfo=UTC), **given)


def a_refusal(application, **given):
    defaults = {
        "centre": application.centre, "application": application, "number": "CUS.5022.9.2026", "reasons": "x",
        "provision": "x", "appeal_instruction": "x", "drafted_by": a_coordinator(), "drafted_on": FILED,
    }  # fmt: skip
    return Decision.objects.create(**(defaults | given))


def stopped(application, *, by=None, on=LATER, **given):
    defaults = {"reason": StopReason.DOCUMENTS, "starts_on": on}
    return stop_clock(
        application_id=application.pk, given=StopGiven(**(defaults | given)), by=by or a_coordinator(), on=on
    )


def seen(application, *, on, by=None):
    asked = Asked.by(by or a_director(), on=on, application_id=application.pk)
    return {matter.kind: matter for matter in matters(asked)}


def test_a_new_application_has_thirty_days_and_its_next_step():
    matter = seen(a_case(), on=LATER)[MatterKind.APPLICATION]

    assert (matter.due_on, matter.days_left, matter.share) == (date(2026, 4, 1), 22, 27)
    assert "Dz.U. 2019 poz. 1818" in matter.provision


def test_a_standstill_moves_the_refusal_and_never_the_thirty_days():
    case = a_case()
    a_refusal(case)
    stopped(case)

    found = seen(case, on=date(2026, 3, 20))

    assert found[MatterKind.REFUSAL].due_on == date(2026, 4, 12)
    assert found[MatterKind.REFUSAL].days_not_counted == 10
    assert found[MatterKind.APPLICATION].due_on == date(2026, 4, 1)
    assert found[MatterKind.APPLICATION].stands.reason == StopReason.DOCUMENTS


def test_a_centre_that_counts_every_day_switches_the_rule_off():
    case = a_case()
    case.centre.switched_off_rules = ["RULE-82"]
    case.centre.save()
    a_refusal(case)
    stopped(case)

    assert seen(case, on=date(2026, 3, 20))[MatterKind.REFUSAL].due_on == date(2026, 4, 2)


def test_one_matter_can_stand_while_the_others_go_on():
    case = a_case()
    a_refusal(case)
    stopped(case, matter=MatterKind.TRANSFER)

    found = seen(case, on=date(2026, 3, 20))

    assert found[MatterKind.REFUSAL].stands is None
    assert found[MatterKind.REFUSAL].due_on == date(2026, 4, 2)


def test_a_clock_that_stands_is_not_stopped_again_until_it_goes():
    case = a_case()
    stop = stopped(case)
    with pytest.raises(WrongState):
        stopped(case, reason=StopReason.HOSPITAL)

    let_clock_go(stop_id=stop.pk, ends_on=date(2026, 3, 20), by=a_coordinator(email="b@x.pl"), on=date(2026, 3, 20))

    assert stopped(case, on=date(2026, 3, 21)).ends_on is None
    assert Event.objects.filter(name="clock.let_go").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "OTHER"},
        {"reason": "OWL"},
        {"starts_on": date(2026, 3, 1)},
        {"starts_on": date(2026, 3, 11)},
        {"expected_on": date(2026, 3, 9)},
        {"letter_id": 999},
    ],
)
def test_a_standstill_without_reason_or_with_wrong_days_is_refused(wrong):
    with pytest.raises(Refused):
        stopped(a_case(), **wrong)


def test_the_front_desk_does_not_stop_the_clock():
    with pytest.raises(NotAllowed):
        stopped(a_case(), by=a_user(Role.FRONT_DESK))


def test_the_reason_is_corrected_and_recorded():
    stop = stopped(a_case())
    given = StopGiven(reason=StopReason.HOSPITAL, starts_on=date(2026, 3, 9))

    change_stop(stop_id=stop.pk, given=given, by=a_director(), on=LATER)

    stop.refresh_from_db()
    assert (stop.reason, stop.starts_on) == (StopReason.HOSPITAL, date(2026, 3, 9))
    assert Event.objects.filter(name="clock.stop_changed").count() == 1


def test_calling_to_complete_stops_the_case_and_completing_lets_it_go():
    case, by = a_case(), a_coordinator()
    call_to_complete(application_id=case.pk, missing="podpis", complete_by=date(2026, 3, 24), by=by, on=LATER)
    stop = Stop.objects.get()
    assert (stop.reason, stop.expected_on, stop.letter.kind) == (
        StopReason.DOCUMENTS, date(2026, 3, 24), LetterKind.CALL_TO_COMPLETE,
    )  # fmt: skip

    complete_application(application_id=case.pk, by=by, on=date(2026, 3, 12))

    stop.refresh_from_db()
    assert stop.ends_on == date(2026, 3, 12)
    case.refresh_from_db()
    assert case.filed_on == FILED


def test_an_appeal_is_passed_on_once():
    case, by = a_case(), a_coordinator()
    decision = a_refusal(
        case, state="APPEALED", signed_on=FILED, signed_by=by, delivered_on=FILED, delivery_way="POST",
        appealed_on=LATER,
    )  # fmt: skip
    assert seen(case, on=LATER)[MatterKind.APPEAL].due_on == date(2026, 3, 17)

    pass_appeal_on(decision_id=decision.pk, passed_on=date(2026, 3, 11), by=by, on=date(2026, 3, 11))

    assert seen(case, on=date(2026, 3, 11))[MatterKind.APPEAL].due_on is None
    with pytest.raises(WrongState):
        pass_appeal_on(decision_id=decision.pk, passed_on=date(2026, 3, 11), by=by, on=date(2026, 3, 11))


def test_a_delay_is_drafted_once_with_a_task_and_nothing_is_sent():
    joanna = a_coordinator()
    case = a_case(coordinator=joanna)
    a_refusal(case, drafted_by=joanna)
    assert draft_due_letters(on=date(2026, 3, 31)) == 0

    assert [draft_due_letters(on=date(2026, 4, day)) for day in (1, 1, 2)] == [1, 0, 0]

    draft = LetterDraft.objects.get()
    assert (draft.kind, draft.task.owner, draft.letter) == ("DELAY", joanna, None)
    assert "2 kwietnia 2026" in draft.text
    assert Letter.objects.count() == 0


def test_a_draft_becomes_a_letter_by_hand_and_settles_its_task():
    joanna = a_coordinator()
    case = a_case(coordinator=joanna)
    a_refusal(case, drafted_by=joanna)
    draft_due_letters(on=date(2026, 4, 2))
    draft = LetterDraft.objects.get()

    letter = write_draft(
        draft_id=draft.pk, title="Nowy termin", text="Do 30 kwietnia.", by=joanna, on=date(2026, 4, 2)
    )

    assert (letter.kind, letter.text) == (LetterKind.NOTICE, "Do 30 kwietnia.\n")
    assert Task.objects.get().done_on == date(2026, 4, 2)
    with pytest.raises(WrongState):
        drop_draft(draft_id=draft.pk, by=joanna, on=date(2026, 4, 2))


def test_the_calendar_names_no_person_and_reads_as_rfc_5545(client):
    joanna = a_coordinator()
    case = a_case(coordinator=joanna)
    secret = make_calendar(by=joanna, at=datetime(2026, 3, 2, tzinfo=UTC))

    answer = client.get(reverse("portal:calendar", args=[the_centre().pk, secret]))

    calendar = icalendar.Calendar.from_ical(answer.content)
    [event] = calendar.walk("VEVENT")
    assert event["SUMMARY"].startswith(case.number)
    assert event.decoded("DTSTART") == date(2026, 4, 1)
    assert event.decoded("DTEND") == date(2026, 4, 2)
    assert case.person.last_name not in answer.content.decode()
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in answer.content.replace(b"\r\n", b"")


def test_commas_and_long_polish_words_survive_the_calendar_file():
    step = "Rozstrzygnij, zważ; ążćłóśźń \\ " * 6
    matter = next(iter(seen(a_case(), on=LATER).values()))
    object.__setattr__(matter, "next_step", step)

    text = calendar_of([matter], name="Moje, terminy", host="x.pl", at=datetime(2026, 3, 2, tzinfo=UTC))

    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"{matter.number}: {' '.join(step.split())}"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_renewed_or_removed_address_shows_nothing(client):
    joanna, at = a_coordinator(), datetime(2026, 3, 2, tzinfo=UTC)
    old = make_calendar(by=joanna, at=at)
    new = make_calendar(by=joanna, at=at)
    centre = the_centre().pk
    assert CalendarFeed.objects.count() == 1
    assert client.get(reverse("portal:calendar", args=[centre, old])).status_code == 404
    assert client.get(reverse("portal:calendar", args=[centre, new])).status_code == 200

    remove_calendar(by=joanna, at=at)

    assert client.get(reverse("portal:calendar", args=[centre, new])).status_code == 404


def test_the_calendar_of_another_centre_and_of_who_left_shows_nothing(client):
    joanna = a_coordinator()
    secret = make_calendar(by=joanna, at=datetime(2026, 3, 2, tzinfo=UTC))
    assert client.get(reverse("portal:calendar", args=[a_stranger().centre_id, secret])).status_code == 404

    joanna.is_active = False
    joanna.save()

    assert client.get(reverse("portal:calendar", args=[the_centre().pk, secret])).status_code == 404


def test_only_the_director_and_the_organiser_see_all_alarms(client):
    a_case()
    client.force_login(a_coordinator())
    assert client.get(reverse("cases:alarms")).status_code == 404

    client.force_login(a_director())

    page = client.get(reverse("cases:alarms"))
    assert page.status_code == 200
    file = client.get(reverse("cases:alarms"), {"format": "csv"}).content.decode()
    assert "Nowak" not in file


def test_the_clock_of_a_case_shows_buttons_to_stop_and_to_let_go(client):
    case = a_case()
    client.force_login(a_coordinator())
    url = reverse("cases:case_clock", args=[case.pk])
    assert reverse("cases:stop_clock", args=[case.pk]) in client.get(url).content.decode()
    given = {"matter": "", "reason": "HOSPITAL", "starts_on": "2.3.2026", "words": ""}

    client.post(reverse("cases:stop_clock", args=[case.pk]), given)

    stop = Stop.objects.get()
    assert reverse("cases:let_clock_go", args=[stop.pk]) in client.get(url).content.decode()
    client.post(reverse("cases:let_clock_go", args=[stop.pk]), {"day": "3.3.2026"})
    stop.refresh_from_db()
    assert stop.ends_on == date(2026, 3, 3)


def test_all_matters_cost_the_same_for_one_case_as_for_many():
    director = a_director()
    costs = []
    for more in (1, 9):
        for number in range(more):
            case = a_case()
            a_refusal(case, number=f"CUS.5022.{more}{number}.2026", drafted_by=director)
            stopped(case, by=director)
        with CaptureQueriesContext(connection) as queries:
            matters(Asked.by(director, on=LATER + timedelta(days=60), until=date(2026, 12, 31)))
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 10
