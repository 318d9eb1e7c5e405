"""A refusal from its draft to the answer of the appeal body."""

from datetime import date

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.cases.models import Application, Decision
from cus.cases.services.outcomes import (
    change_refusal,
    deliver_decision,
    draft_refusal,
    drop_refusal,
    note_appeal,
    reverse_decision,
    sign_decision,
    uphold_decision,
)
from cus.cases.states import ApplicationState, DecisionState, RequestState
from cus.cases.tests.factories import TODAY, an_application
from cus.community.models import UnmetNeed
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.tests.factories import a_service
from cus.records.models import Event, Letter
from cus.team.models import Authorisation, AuthorisationKind

pytestmark = pytest.mark.django_db
WORDS = {
    "reasons": "Program daje przewóz osobom, które nie mogą jechać autobusem.\nPani jeździ autobusem.",
    "provision": "§ 4 programu",
    "appeal_instruction": "Odwołanie składa się w ciągu 14 dni od doręczenia.",
}


def drafted(application: Application | None = None, **given: object) -> Decision:
    application = application or an_application(services=[a_service(name="Przewóz do lekarza", area=6)])
    ids = [request.pk for request in application.requests.all()]
    defaults = {"application_id": application.pk, "request_ids": ids, "by": a_coordinator(), "on": TODAY}
    return draft_refusal(**(defaults | WORDS | given))


def signed(**given: object) -> Decision:
    return sign_decision(decision_id=drafted(**given).pk, by=a_director(), on=TODAY)


def delivered() -> Decision:
    return deliver_decision(
        decision_id=signed().pk, way="POST", delivered_on=date(2026, 1, 14), by=a_coordinator(), on=date(2026, 1, 15)
    )


def appealed() -> Decision:
    decision = delivered()
    return note_appeal(
        decision_id=decision.pk, appealed_on=date(2026, 1, 20), by=a_coordinator(), on=date(2026, 1, 21)
    )


def request_state(decision: Decision) -> str:
    return decision.requests.get().state


def application_state(decision: Decision) -> str:
    return Application.objects.get(pk=decision.application_id).state


@pytest.mark.rule("RULE-39")
def test_a_draft_refuses_nothing_yet():
    decision = drafted()

    assert (decision.state, decision.number) == (DecisionState.DRAFT, "CUS.5022.1.2026")
    assert request_state(decision) == RequestState.REFUSAL_DRAFTED
    assert application_state(decision) == ApplicationState.RECOGNITION
    assert not Letter.objects.exists()


@pytest.mark.rule("RULE-39")
def test_signed_it_is_a_decision_with_its_letter_and_the_service_is_refused():
    director = a_director(post="dyrektorka")

    decision = sign_decision(decision_id=drafted().pk, by=director, on=TODAY)

    assert (decision.state, decision.signed_by, decision.signed_on) == (DecisionState.SIGNED, director, TODAY)
    assert request_state(decision) == RequestState.REFUSED
    assert application_state(decision) == ApplicationState.DECIDED
    letter = decision.letter
    assert (letter.kind, letter.number) == ("REFUSAL", "CUS.5022.1.2026")
    assert letter.signature == {"name": "Danuta Wilk", "post": "dyrektorka", "authorisation": ""}
    parts = ["- Przewóz do lekarza", "Program daje przewóz", "Pani jeździ", "§ 4 programu", "14 dni"]
    assert sorted(parts, key=letter.text.index) == parts


def test_an_organiser_signs_only_with_an_authorisation_valid_that_day():
    organiser, decision = an_organiser(), drafted()
    with pytest.raises(NotAllowed):
        sign_decision(decision_id=decision.pk, by=organiser, on=TODAY)
    Authorisation.objects.create(
        centre=organiser.centre, user=organiser, kind=AuthorisationKind.SIGN_DECISIONS, number="7/2026",
        granted_by=a_director(), starts_on=TODAY, ends_on=TODAY,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        sign_decision(decision_id=decision.pk, by=organiser, on=date(2026, 1, 11))

    assert sign_decision(decision_id=decision.pk, by=organiser, on=TODAY).letter.signature["authorisation"] == (
        "Z upoważnienia dyrektora nr 7/2026"
    )


@pytest.mark.rule("RULE-39")
@pytest.mark.parametrize("missing", ["reasons", "provision"])
def test_no_refusal_without_reasons_and_legal_basis(missing):
    with pytest.raises(Refused) as refusal:
        drafted(**{missing: " "})

    assert refusal.value.provision


def test_a_draft_is_changed_and_a_signed_one_is_not():
    decision = drafted()
    changed = change_refusal(
        decision_id=decision.pk, **(WORDS | {"reasons": "Inne powody."}), by=a_coordinator(), on=TODAY
    )
    assert changed.reasons == "Inne powody."
    sign_decision(decision_id=decision.pk, by=a_director(), on=TODAY)

    with pytest.raises(WrongState):
        change_refusal(decision_id=decision.pk, **WORDS, by=a_coordinator(), on=TODAY)


def test_a_draft_given_up_opens_the_service_again():
    decision = drop_refusal(decision_id=drafted().pk, by=a_coordinator(), on=TODAY)

    assert decision.state == DecisionState.DROPPED
    assert request_state(decision) == RequestState.OPEN


def test_a_refusal_for_lack_of_places_becomes_an_unmet_need_without_a_name():
    signed(for_lack_of_places=True)

    need = UnmetNeed.objects.get()
    assert (need.source, need.words, need.area, need.town) == ("NO_PLACES", "Przewóz do lekarza", 6, "Lipnowiec")


def test_another_refusal_is_not_an_unmet_need():
    signed()

    assert not UnmetNeed.objects.exists()


@pytest.mark.rule("RULE-39")
def test_the_time_to_appeal_runs_from_the_delivery():
    decision = delivered()

    assert (decision.state, decision.delivered_on, decision.delivery_way) == (
        DecisionState.DELIVERED,
        date(2026, 1, 14),
        "POST",
    )
    assert decision.appeal_until == date(2026, 1, 28)
    assert Letter.objects.get().delivered_on == date(2026, 1, 14)


@pytest.mark.parametrize(
    ("delivered_on", "way"), [(date(2026, 1, 9), "POST"), (date(2026, 1, 12), "POST"), (TODAY, "PIGEON")]
)
def test_a_delivery_happens_after_the_signature_not_in_the_future_in_a_known_way(delivered_on, way):
    with pytest.raises(Refused):
        deliver_decision(decision_id=signed().pk, way=way, delivered_on=delivered_on, by=a_coordinator(), on=TODAY)


def test_a_late_appeal_is_noted_for_the_appeal_body_to_judge():
    decision = note_appeal(
        decision_id=delivered().pk, appealed_on=date(2026, 2, 20), by=a_coordinator(), on=date(2026, 2, 20)
    )

    assert decision.state == DecisionState.APPEALED


def test_an_appeal_before_the_delivery_is_a_mistake():
    with pytest.raises(Refused):
        note_appeal(
            decision_id=delivered().pk, appealed_on=date(2026, 1, 13), by=a_coordinator(), on=date(2026, 1, 15)
        )


def test_upheld_the_service_stays_refused():
    decision = uphold_decision(
        decision_id=appealed().pk, ended_on=date(2026, 3, 1), by=a_coordinator(), on=date(2026, 3, 1)
    )

    assert decision.state == DecisionState.UPHELD
    assert request_state(decision) == RequestState.REFUSED


def test_reversed_the_service_and_the_application_are_open_again():
    decision = reverse_decision(
        decision_id=appealed().pk, ended_on=date(2026, 3, 1), by=a_coordinator(), on=date(2026, 3, 1), note="SKO"
    )

    assert (decision.state, decision.appeal_note) == (DecisionState.REVERSED, "SKO")
    assert request_state(decision) == RequestState.OPEN
    assert application_state(decision) == ApplicationState.RECOGNITION
    assert list(Event.objects.filter(name__startswith="decision.").order_by("id").values_list("name", flat=True)) == [
        "decision.drafted",
        "decision.signed",
        "decision.delivered",
        "decision.appealed",
        "decision.reversed",
    ]


def test_steps_follow_each_other():
    decision = drafted()
    for step, given in (
        (deliver_decision, {"way": "POST", "delivered_on": TODAY}),
        (note_appeal, {"appealed_on": TODAY}),
        (uphold_decision, {"ended_on": TODAY}),
        (reverse_decision, {"ended_on": TODAY}),
    ):
        with pytest.raises(WrongState):
            step(decision_id=decision.pk, by=a_coordinator(), on=TODAY, **given)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FRONT_DESK, Role.COMMUNITY_ORGANISER, Role.RESIDENT])
def test_who_neither_drafts_nor_signs(role):
    user, decision = a_user(role), drafted()

    with pytest.raises(NotAllowed):
        drafted(by=user)
    with pytest.raises(NotAllowed):
        sign_decision(decision_id=decision.pk, by=user, on=TODAY)
    with pytest.raises(NotAllowed):
        drop_refusal(decision_id=decision.pk, by=user, on=TODAY)


def test_a_coordinator_does_not_sign():
    with pytest.raises(NotAllowed):
        sign_decision(decision_id=drafted().pk, by=a_coordinator(), on=TODAY)


def test_a_director_of_another_centre_signs_nothing_here():
    decision, stranger = drafted(), a_stranger()

    with pytest.raises(NotAllowed):
        sign_decision(decision_id=decision.pk, by=stranger, on=TODAY)
    with pytest.raises(NotAllowed):
        change_refusal(decision_id=decision.pk, **WORDS, by=stranger, on=TODAY)
