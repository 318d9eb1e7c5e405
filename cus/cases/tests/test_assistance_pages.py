"""The pages of the assistance track."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user
from cus.cases.models import AssistanceDecision, EnvironmentalInterview
from cus.cases.services.assistance import prepare_renewal
from cus.cases.tests.factories import TODAY, an_application
from cus.cases.tests.factories_of_assistance import (
    LEARNT,
    a_draft_of_care,
    a_planned_interview,
    a_signed_decision,
    a_signed_interview,
    a_social_worker,
    an_application_for_care,
    care_by_decision,
    home_care,
    request_of,
)
from cus.offer.tests.factories import a_service
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db
DAY = {"starts_on": "1.2.2026", "ends_on": "31.7.2026"}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.DEMO = True  # no second factor
    with time_machine.travel(TODAY, tick=False):
        yield


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args, query="") -> str:
    answer = browser(user).get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_the_page_of_a_case_shows_both_tracks_side_by_side():
    application = an_application(services=[a_service(name="Przewóz do lekarza"), home_care()])

    shown = page(a_coordinator(), "cases:application", application.pk)

    order = ["Z programu", "Przewóz do lekarza", "Na podstawie decyzji", "Usługi opiekuńcze"]
    assert sorted(order, key=shown.index) == order


def test_the_front_desk_sees_that_help_is_granted_and_not_the_decision():
    decision = care_by_decision()

    shown = page(a_user(Role.FRONT_DESK), "cases:application", decision.application_id)

    assert "przyznana decyzją" in shown
    assert decision.number not in shown
    answer = browser(a_user(Role.FRONT_DESK)).get(reverse("cases:two_tracks", args=[decision.application_id]))
    assert answer.status_code == 404


def test_the_outcome_page_of_such_a_service_offers_no_qualifying():
    request = request_of(an_application_for_care())

    shown = page(a_coordinator(), "cases:outcome", request.pk)

    assert reverse("cases:qualify", args=[request.pk]) not in shown
    assert reverse("cases:wait", args=[request.pk]) not in shown
    assert reverse("cases:two_tracks", args=[request.application_id]) in shown


@pytest.mark.rule("RULE-70")
@pytest.mark.rule("RULE-71")
def test_the_page_of_the_tracks_tells_both_days_by_which_something_is_due():
    application = an_application_for_care()

    shown = page(a_social_worker(), "cases:two_tracks", application.pk)

    assert "16 stycznia" in shown
    assert "2 lutego" in shown


@pytest.mark.rule("RULE-70")
def test_a_centre_that_switched_the_times_off_is_not_reminded():
    application = an_application_for_care()
    centre = application.centre
    centre.switched_off_rules = ["RULE-70", "RULE-71"]
    centre.save()

    assert "16 stycznia" not in page(a_social_worker(), "cases:two_tracks", application.pk)


def test_a_social_worker_plans_writes_and_signs_the_interview():
    application, worker = an_application_for_care(), a_social_worker()
    sylwia = browser(worker)
    planned = {"social_worker": worker.pk, "place": "HOME", "planned_on": "12.1.2026", "planned_at": "10:30"}
    sylwia.post(reverse("cases:plan_interview", args=[application.pk]), planned)
    interview = EnvironmentalInterview.objects.get()
    assert str(interview.planned_at) == "10:30:00"

    sylwia.post(
        reverse("cases:write_interview", args=[interview.pk]),
        LEARNT | {"held_on": "10.1.2026", "place": "HOME", "sign": "1"},
    )

    interview.refresh_from_db()
    assert interview.state == "SIGNED"
    assert "Druga" not in page(worker, "cases:interview", interview.pk)


def test_an_update_begins_with_the_words_of_the_interview_before_it():
    application, worker = an_application_for_care(), a_social_worker()
    before = a_signed_interview(application, by=worker)
    update = a_planned_interview(application, by=worker, updates_id=before.pk)

    assert LEARNT["housing"] in page(worker, "cases:write_interview", update.pk)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_interview_is_printed_before_the_visit_and_after(kind):
    application, worker = an_application_for_care(), a_social_worker()
    planned = a_planned_interview(application, by=worker)
    answer = browser(worker).get(reverse("cases:interview", args=[planned.pk]), {"format": kind})

    assert answer.status_code == 200
    assert f"wywiad-{planned.pk}.{kind}" in answer["Content-Disposition"]


def test_a_decision_is_drafted_signed_delivered_and_printed_on_its_pages():
    application, worker = an_application_for_care(), a_social_worker()
    a_signed_interview(application, by=worker)
    sylwia = browser(worker)
    words = {
        "hours": "20", "hours_over": "MONTH", "tasks": "kąpiel\nzakupy", "fee_grosze": "12,50", "fee_per": "HOUR",
        "fee_text": "", "reasons": "Nie poradzi sobie sama.", "provision": "ustawa", "appeal_instruction": "14 dni",
    }  # fmt: skip
    asked = request_of(application)
    sylwia.post(reverse("cases:draft_assistance", args=[asked.pk, "grant"]), words | DAY)
    decision = AssistanceDecision.objects.get()
    assert (decision.fee_grosze, decision.ends_on) == (1250, date(2026, 7, 31))
    assert "12,50" in page(worker, "cases:assistance_decision", decision.pk)

    browser(a_director()).post(reverse("cases:sign_assistance", args=[decision.pk]))
    sylwia.post(reverse("cases:deliver_assistance", args=[decision.pk]), {"way": "POST", "delivered_on": "10.1.2026"})

    decision.refresh_from_db()
    assert decision.state == "DELIVERED"
    printed = sylwia.get(reverse("cases:assistance_decision", args=[decision.pk]), {"format": "pdf"})
    assert printed.content.startswith(b"%PDF")


@pytest.mark.rule("RULE-69")
def test_a_draft_without_an_interview_warns_on_its_page():
    worker = a_social_worker()
    decision = a_draft_of_care(request_of(an_application_for_care()), by=worker)
    assert "Za tą decyzją nie stoi podpisany wywiad" in page(worker, "cases:assistance_decision", decision.pk)

    centre = decision.centre
    centre.switched_off_rules = ["RULE-69"]
    centre.save()

    assert "nie stoi podpisany wywiad" not in page(worker, "cases:assistance_decision", decision.pk)


@pytest.mark.rule("RULE-69")
def test_a_renewal_on_an_old_interview_warns_on_its_page():
    first = care_by_decision()
    renewal = prepare_renewal(decision_id=first.pk, by=first.drafted_by, on=TODAY)

    assert "Wywiad jest starszy" in page(first.drafted_by, "cases:assistance_decision", renewal.pk)


@pytest.mark.rule("RULE-72")
def test_decisions_that_end_in_sixty_days_are_listed_until_they_are_prolonged():
    worker = a_social_worker()
    for first_name, ends_on in (("Maria", date(2026, 3, 11)), ("Roman", date(2026, 3, 12))):
        application = an_application_for_care(person=a_person(first_name=first_name))
        a_signed_decision(request_of(application), by=worker, starts_on=date(2026, 1, 1), ends_on=ends_on)

    listed = page(worker, "cases:decisions_ending")
    assert "Maria" in listed
    assert "Roman" not in listed
    assert "Roman" in page(worker, "cases:decisions_ending", query="?days=90")

    maria = AssistanceDecision.objects.get(application__person__first_name="Maria")
    browser(worker).post(reverse("cases:prepare_renewal", args=[maria.pk]))
    assert "CUS.5024.3.2026" in page(worker, "cases:decisions_ending")

    renewal = AssistanceDecision.objects.get(kind="RENEW")
    browser(a_director()).post(reverse("cases:sign_assistance", args=[renewal.pk]))
    assert "Maria" not in page(worker, "cases:decisions_ending")


def test_help_that_was_ended_on_purpose_is_not_on_the_list():
    first = care_by_decision(starts_on=date(2026, 1, 1))
    a_signed_decision(first.request, by=first.drafted_by, kind="END", starts_on=date(2026, 2, 1))

    assert first.number not in page(first.drafted_by, "cases:decisions_ending")


def test_another_centre_sees_nothing_of_it():
    first = care_by_decision()
    stranger = browser(a_stranger(Role.SOCIAL_WORKER))

    assert stranger.get(reverse("cases:assistance_decision", args=[first.pk])).status_code == 404
    assert stranger.get(reverse("cases:interview", args=[first.interview_id])).status_code == 404
    assert first.number not in stranger.get(reverse("cases:decisions_ending")).content.decode()


def test_a_wish_is_moved_on_its_page_with_consent():
    application, club = an_application_for_care(), a_service(name="Pomoc sąsiedzka")
    words = {
        "service": club.pk,
        "reason": "Woli sąsiadkę.",
        "consented_on": "9.1.2026",
        "consented_how": "w rozmowie",
        "way": "SPOKEN",
    }

    browser(a_coordinator()).post(reverse("cases:change_track", args=[request_of(application).pk]), words)

    shown = page(a_coordinator(), "cases:two_tracks", application.pk)
    assert "Woli sąsiadkę." in shown
    assert "9 stycznia" in shown
