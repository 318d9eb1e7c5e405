"""Decisions under the social assistance act: granted, changed, prolonged, ended, refused, appealed."""

from datetime import date
from decimal import Decimal

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, an_organiser
from cus.cases.models import AssistanceDecision, AssistanceKind, EnvironmentalInterview
from cus.cases.services.assistance import (
    change_assistance,
    deliver_assistance,
    drop_assistance,
    end_lapsed_help,
    note_assistance_appeal,
    prepare_renewal,
    reverse_assistance,
    sign_assistance,
    uphold_assistance,
)
from cus.cases.states import ApplicationState, DecisionState, RequestState
from cus.cases.tests.factories import TODAY, an_application
from cus.cases.tests.factories_of_assistance import (
    FIRST_DAY,
    LAST_DAY,
    a_draft_of_care,
    a_signed_decision,
    a_signed_interview,
    a_social_worker,
    an_application_for_care,
    care_by_decision,
    content,
    request_of,
)
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.records.models import Event, Letter, OutboxMessage
from cus.team.models import Authorisation, AuthorisationKind

pytestmark = pytest.mark.django_db


def state_of(decision: AssistanceDecision) -> str:
    decision.request.refresh_from_db()
    return decision.request.state


def last_day_of(decision: AssistanceDecision) -> date | None:
    decision.refresh_from_db()
    return decision.lasts_until


def appealed(decision: AssistanceDecision) -> AssistanceDecision:
    worker = decision.drafted_by
    deliver_assistance(decision_id=decision.pk, way="POST", delivered_on=TODAY, by=worker, on=TODAY)
    return note_assistance_appeal(
        decision_id=decision.pk, appealed_on=date(2026, 1, 15), by=worker, on=date(2026, 1, 15)
    )


def reversed_on_appeal(decision: AssistanceDecision, *, on: date = date(2026, 2, 20)) -> AssistanceDecision:
    return reverse_assistance(
        decision_id=appealed(decision).pk, ended_on=date(2026, 2, 20), by=decision.drafted_by, on=on
    )


@pytest.mark.rule("RULE-69")
def test_a_draft_grants_nothing_yet():
    worker, application = a_social_worker(), an_application_for_care()
    interview = a_signed_interview(application, by=worker)

    draft = a_draft_of_care(request_of(application), by=worker)

    assert (draft.state, draft.number, draft.interview) == (DecisionState.DRAFT, "CUS.5024.1.2026", interview)
    assert (state_of(draft), draft.lasts_until) == (RequestState.OPEN, None)
    assert not Letter.objects.exists()


@pytest.mark.rule("RULE-69")
def test_signed_it_grants_help_and_the_letter_says_everything():
    decision = care_by_decision()

    assert (decision.state, decision.lasts_until) == (DecisionState.SIGNED, LAST_DAY)
    assert state_of(decision) == RequestState.GRANTED
    decision.application.refresh_from_db()
    assert decision.application.state == ApplicationState.DECIDED
    letter = decision.letter
    assert (letter.kind, letter.number, letter.title) == (
        "ASSISTANCE_DECISION", "CUS.5024.1.2026", "Decyzja o przyznaniu pomocy",
    )  # fmt: skip
    said = [
        "wywiadzie środowiskowym z 10 stycznia 2026 r.", "przyznaję pomoc", "Usługi opiekuńcze",
        "20 godzin w miesiącu", "1 lutego 2026 r.", "31 lipca 2026 r.", "12,50 zł za godzinę (30% kosztu godziny)",
        "- kąpiel", "- zakupy", "nie poradzi sobie sama", "Ustawa o pomocy społecznej", "14 dni",
    ]  # fmt: skip
    assert sorted(said, key=letter.text.replace("\xa0", " ").index) == said


@pytest.mark.rule("RULE-38")
def test_a_service_of_a_programme_gets_no_decision():
    application, worker = an_application(), a_social_worker()

    with pytest.raises(Refused) as refusal:
        a_draft_of_care(application.requests.get(), by=worker)

    assert refusal.value.provision
    assert not AssistanceDecision.objects.exists()


def test_a_coordinator_drafts_no_decision_and_a_stranger_neither():
    request = request_of(an_application_for_care())

    for other in (a_coordinator(), an_organiser(), a_stranger(Role.SOCIAL_WORKER)):
        with pytest.raises(NotAllowed):
            a_draft_of_care(request, by=other)


def test_the_director_signs_and_others_only_with_an_authorisation_of_that_day():
    worker = a_social_worker()
    draft = a_draft_of_care(request_of(an_application_for_care()), by=worker)
    with pytest.raises(NotAllowed):
        sign_assistance(decision_id=draft.pk, by=worker, on=TODAY)
    Authorisation.objects.create(
        centre=worker.centre, user=worker, kind=AuthorisationKind.SIGN_DECISIONS, number="7/2026",
        granted_by=a_director(), starts_on=TODAY, ends_on=TODAY,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        sign_assistance(decision_id=draft.pk, by=worker, on=date(2026, 1, 11))

    signature = sign_assistance(decision_id=draft.pk, by=worker, on=TODAY).letter.signature

    assert signature["authorisation"] == "Z upoważnienia dyrektora nr 7/2026"


@pytest.mark.parametrize(
    "missing",
    [
        {"reasons": " "},
        {"provision": ""},
        {"hours": None},
        {"hours": Decimal(0)},
        {"starts_on": None},
        {"ends_on": None},
        {"ends_on": date(2026, 1, 31)},
        {"tasks": " "},
        {"fee_text": "", "fee_grosze": None},
    ],
)
def test_no_decision_without_all_it_must_say(missing):
    request, worker = request_of(an_application_for_care()), a_social_worker()

    with pytest.raises(Refused):
        a_draft_of_care(request, by=worker, **missing)


def test_free_help_says_so_in_words():
    decision = care_by_decision(fee_text="bezpłatnie", fee_grosze=None)

    assert "Opłata: bezpłatnie" in decision.letter.text


def test_one_service_has_one_draft_at_a_time_and_a_draft_can_be_given_up():
    worker, request = a_social_worker(), request_of(an_application_for_care())
    draft = a_draft_of_care(request, by=worker)
    with pytest.raises(Refused):
        a_draft_of_care(request, by=worker)

    drop_assistance(decision_id=draft.pk, by=worker, on=TODAY)

    assert a_draft_of_care(request, by=worker).number == "CUS.5024.2.2026"


def test_a_draft_is_changed_and_a_signed_decision_is_not():
    worker = a_social_worker()
    draft = a_draft_of_care(request_of(an_application_for_care()), by=worker)
    changed = change_assistance(decision_id=draft.pk, content=content(hours=Decimal("12.5")), by=worker, on=TODAY)
    assert changed.hours == Decimal("12.5")
    sign_assistance(decision_id=draft.pk, by=a_director(), on=TODAY)

    with pytest.raises(WrongState):
        change_assistance(decision_id=draft.pk, content=content(), by=worker, on=TODAY)


def test_a_refusal_refuses_the_service_and_needs_no_hours():
    decision = a_signed_decision(
        request_of(an_application_for_care()), by=a_social_worker(), kind=AssistanceKind.REFUSE
    )

    assert (state_of(decision), decision.hours, decision.lasts_until) == (RequestState.REFUSED, None, None)
    assert "odmawiam przyznania pomocy" in decision.letter.text


def test_a_change_takes_over_from_its_first_day():
    first = care_by_decision()

    change = a_signed_decision(
        first.request, by=first.drafted_by, kind=AssistanceKind.CHANGE, hours=Decimal(30), starts_on=date(2026, 4, 1)
    )

    assert (last_day_of(first), change.lasts_until) == (date(2026, 3, 31), LAST_DAY)
    giving = AssistanceDecision.objects.giving_help
    assert [giving(on=day).get() for day in (date(2026, 3, 31), date(2026, 4, 1))] == [first, change]


def test_an_ending_ends_the_help_and_after_its_last_day_the_service():
    first = care_by_decision()
    ending = a_signed_decision(first.request, by=first.drafted_by, kind=AssistanceKind.END, starts_on=date(2026, 4, 1))
    assert (last_day_of(first), state_of(ending)) == (date(2026, 3, 31), RequestState.GRANTED)

    assert end_lapsed_help(on=date(2026, 3, 31)) == 0
    assert end_lapsed_help(on=date(2026, 4, 1)) == 1
    assert end_lapsed_help(on=date(2026, 4, 1)) == 0

    assert state_of(ending) == RequestState.ENDED
    assert Event.objects.filter(name="assistance.lapsed").count() == 1


def test_a_change_outside_the_period_is_refused():
    first = care_by_decision()

    with pytest.raises(Refused):
        a_draft_of_care(
            first.request, by=first.drafted_by, kind=AssistanceKind.CHANGE, starts_on=date(2026, 8, 1),
            ends_on=date(2026, 9, 1),
        )  # fmt: skip


@pytest.mark.rule("RULE-72")
def test_a_renewal_lies_ready_for_a_period_as_long_with_an_update_of_the_interview():
    first = care_by_decision()

    renewal = prepare_renewal(decision_id=first.pk, by=first.drafted_by, on=date(2026, 6, 25))

    assert (renewal.kind, renewal.state, renewal.previous) == ("RENEW", DecisionState.DRAFT, first)
    assert (renewal.starts_on, renewal.ends_on) == (date(2026, 8, 1), date(2027, 1, 28))
    assert (renewal.hours, renewal.task_lines) == (Decimal(20), ["kąpiel", "zakupy"])
    update = EnvironmentalInterview.objects.get(state="PLANNED")
    assert (update.updates, update.ordered_on) == (first.interview, date(2026, 6, 25))


def test_a_renewal_is_prepared_once():
    first = care_by_decision()
    prepare_renewal(decision_id=first.pk, by=first.drafted_by, on=TODAY)

    with pytest.raises(Refused):
        prepare_renewal(decision_id=first.pk, by=first.drafted_by, on=TODAY)


def test_help_goes_on_without_a_day_between_when_the_renewal_is_signed_in_time():
    first = care_by_decision()
    renewal = prepare_renewal(decision_id=first.pk, by=first.drafted_by, on=date(2026, 6, 25))
    sign_assistance(decision_id=renewal.pk, by=a_director(), on=date(2026, 7, 20))

    assert end_lapsed_help(on=date(2026, 8, 1)) == 0
    assert state_of(first) == RequestState.GRANTED
    assert end_lapsed_help(on=date(2027, 1, 29)) == 1


def test_a_renewal_signed_too_late_grants_the_service_again():
    first = care_by_decision()
    end_lapsed_help(on=date(2026, 8, 1))
    assert state_of(first) == RequestState.ENDED

    late = a_signed_decision(
        first.request, by=first.drafted_by, kind=AssistanceKind.RENEW, starts_on=date(2026, 8, 10),
        ends_on=date(2026, 12, 31), on=date(2026, 8, 5),
    )  # fmt: skip

    assert state_of(late) == RequestState.GRANTED
    late.request.refresh_from_db()
    assert late.request.ended_on is None


def test_a_renewal_that_begins_before_the_present_ends_is_refused():
    first = care_by_decision()

    with pytest.raises(Refused):
        a_draft_of_care(
            first.request, by=first.drafted_by, kind=AssistanceKind.RENEW, starts_on=LAST_DAY, ends_on=date(2026, 9, 1)
        )


def test_delivery_starts_the_time_to_appeal_and_the_letter_knows_it():
    decision = care_by_decision()

    deliver_assistance(
        decision_id=decision.pk, way="POST", delivered_on=date(2026, 1, 14), by=decision.drafted_by,
        on=date(2026, 1, 15),
    )  # fmt: skip

    decision.refresh_from_db()
    assert (decision.state, decision.appeal_until) == (DecisionState.DELIVERED, date(2026, 1, 28))
    assert decision.letter.delivered_on == date(2026, 1, 14)


def test_its_letter_never_goes_by_e_mail():
    application = an_application_for_care()
    application.person.email = "maria@example.org"
    application.person.save()

    care_by_decision(application=application)

    assert not OutboxMessage.objects.exists()


def test_an_upheld_decision_goes_on_giving_help():
    decision = appealed(care_by_decision())

    upheld = uphold_assistance(
        decision_id=decision.pk, ended_on=date(2026, 2, 1), by=decision.drafted_by, on=date(2026, 2, 1)
    )

    assert (upheld.state, upheld.lasts_until, state_of(upheld)) == ("UPHELD", LAST_DAY, RequestState.GRANTED)


def test_a_reversed_grant_and_a_reversed_refusal_wait_for_another_decision():
    granted = reversed_on_appeal(care_by_decision())
    refused = reversed_on_appeal(
        a_signed_decision(request_of(an_application_for_care()), by=a_social_worker(), kind=AssistanceKind.REFUSE)
    )

    for decision in (granted, refused):
        assert (decision.state, decision.lasts_until) == (DecisionState.REVERSED, None)
        assert state_of(decision) == RequestState.OPEN


def test_after_a_reversed_change_the_former_decision_gives_help_to_its_own_end():
    first = care_by_decision()
    change = a_signed_decision(
        first.request, by=first.drafted_by, kind=AssistanceKind.CHANGE, hours=Decimal(10), starts_on=FIRST_DAY
    )
    assert last_day_of(first) is None  # replaced from its very first day

    reversed_on_appeal(change)

    assert (last_day_of(first), last_day_of(change)) == (LAST_DAY, None)


def test_after_a_reversed_ending_help_goes_on():
    first = care_by_decision()
    ending = a_signed_decision(
        first.request, by=first.drafted_by, kind=AssistanceKind.END, starts_on=date(2026, 2, 10)
    )
    end_lapsed_help(on=date(2026, 2, 10))
    assert state_of(first) == RequestState.ENDED

    reversed_on_appeal(ending)

    assert (last_day_of(first), state_of(first)) == (LAST_DAY, RequestState.GRANTED)
