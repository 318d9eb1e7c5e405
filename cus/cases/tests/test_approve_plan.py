from datetime import date, timedelta

import pytest
from django.utils.translation import override

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser, the_centre
from cus.cases.models import Plan
from cus.cases.services.plans import add_need, agree_plan, approve_plan, return_plan
from cus.cases.states import PlanState, VersionState
from cus.cases.tests.factories import TODAY, a_plan
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.people.models import Representation
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_circle import a_guardian
from cus.records.models import Event
from cus.team.models import Authorisation, AuthorisationKind

pytestmark = pytest.mark.django_db

AGREED = {"state": VersionState.AGREED, "agreed_on": TODAY, "agreed_how": "w domu", "agreed_by": "Anna Nowak"}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def an_agreed_plan(**given) -> Plan:
    return a_plan(version=AGREED | given.pop("version", {}), **given)


def the_version(plan):
    return plan.versions.get()


def approve(plan, *, by, on=TODAY):
    return approve_plan(version_id=the_version(plan).pk, by=by, on=on)


def test_draft_is_agreed_with_the_person():
    plan = a_plan()
    version_id = the_version(plan).pk

    agree_plan(
        version_id=version_id, agreed_on=TODAY, how="rozmowa w domu",
        by=plan.coordinators.get().user, on=TODAY,
    )  # fmt: skip

    version = the_version(plan)
    assert (version.state, version.agreed_on, version.agreed_by) == (VersionState.AGREED, TODAY, "Anna Nowak")
    assert Event.objects.concerning(plan.person).get().name == "plan.agreed"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"agreed_on": TODAY + timedelta(days=1)}, "still to come"),
        ({"how": " "}, "how the agreement was given"),
    ],
)
def test_agreement_names_a_past_day_a_person_and_a_way(given, says):
    plan = a_plan()
    defaults = {"agreed_on": TODAY, "how": "w domu"}

    with pytest.raises(Refused, match=says):
        agree_plan(version_id=the_version(plan).pk, by=plan.coordinators.get().user, on=TODAY, **(defaults | given))


@pytest.mark.rule("RULE-47")
@pytest.mark.parametrize(
    "given",
    [
        {"scope": ["RECEIVE_LETTERS", "MONEY"]},
        {"scope": ["AGREE_PLAN"], "ends_on": TODAY - timedelta(days=1)},
        {"scope": ["AGREE_PLAN"], "starts_on": TODAY + timedelta(days=1)},
    ],
    ids=["for other things", "ended yesterday", "begins tomorrow"],
)
def test_a_guardian_without_the_right_today_does_not_agree_to_a_plan(given):
    plan = a_plan()
    guardian = a_guardian(plan.person, **given)

    with pytest.raises(Refused, match="may not agree to a plan"):
        agree_plan(
            version_id=the_version(plan).pk, agreed_on=TODAY, how="w domu", representation_id=guardian.pk,
            by=plan.coordinators.get().user, on=TODAY,
        )  # fmt: skip
    assert the_version(plan).agreed_by == ""


@pytest.mark.rule("RULE-47")
def test_a_guardian_who_may_agrees_and_is_named():
    plan = a_plan()
    guardian = a_guardian(plan.person, scope=["AGREE_PLAN"], name="Roman Wilk")

    version = agree_plan(
        version_id=the_version(plan).pk, agreed_on=TODAY, how="w domu", representation_id=guardian.pk,
        by=plan.coordinators.get().user, on=TODAY,
    )  # fmt: skip

    assert version.agreed_by == f"Roman Wilk ({guardian.get_kind_display()})"


def test_the_guardian_of_somebody_else_agrees_to_nothing():
    plan = a_plan()
    stranger = a_guardian(a_person(first_name="Jan"), scope=["AGREE_PLAN"])

    with pytest.raises(Representation.DoesNotExist):
        agree_plan(
            version_id=the_version(plan).pk, agreed_on=TODAY, how="w domu", representation_id=stranger.pk,
            by=plan.coordinators.get().user, on=TODAY,
        )  # fmt: skip


def test_plan_without_any_help_is_not_agreed():
    plan = a_plan()
    the_version(plan).needs.all().delete()

    with pytest.raises(Refused, match="no help"):
        agree_plan(
            version_id=the_version(plan).pk, agreed_on=TODAY, how="w domu",
            by=plan.coordinators.get().user, on=TODAY,
        )  # fmt: skip


def test_director_approves_an_agreed_plan():
    plan, director = an_agreed_plan(), a_director()

    approved = approve(plan, by=director)

    version = the_version(plan)
    assert (approved.state, approved.starts_on, approved.ends_on) == (
        PlanState.APPROVED,
        date(2026, 1, 15),
        date(2026, 12, 31),
    )
    assert (version.state, version.approved_by, version.approved_on) == (VersionState.APPROVED, director, TODAY)
    assert Event.objects.get(name="plan.approved").actor == director


@pytest.mark.parametrize(
    ("on", "state"), [(date(2026, 1, 14), PlanState.APPROVED), (date(2026, 1, 15), PlanState.ACTIVE)]
)
def test_plan_approved_on_its_first_day_runs_at_once(on, state):
    assert approve(an_agreed_plan(), by=a_director(), on=on).state == state


@pytest.mark.rule("RULE-47")
@pytest.mark.parametrize("agreed_on", [None, TODAY + timedelta(days=1)])
def test_plan_is_not_approved_before_the_person_agreed(agreed_on):
    plan = a_plan(version={"state": VersionState.AGREED, "agreed_on": agreed_on})

    with pytest.raises(Refused, match="has not agreed") as refusal:
        approve(plan, by=a_director())

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision
    assert the_version(plan).state == VersionState.AGREED


@pytest.mark.rule("RULE-46")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "allowed"),
    [
        (date(2026, 1, 15), date(2027, 1, 14), True),
        (date(2026, 1, 15), date(2027, 1, 15), False),
        (date(2028, 2, 29), date(2029, 2, 27), True),
        (date(2028, 2, 29), date(2029, 2, 28), False),
    ],
)
def test_plan_of_a_year_to_the_day_is_approved_and_a_day_more_is_not(starts_on, ends_on, allowed):
    plan = an_agreed_plan(version={"starts_on": starts_on, "ends_on": ends_on})

    if allowed:
        assert approve(plan, by=a_director()).ends_on == ends_on
    else:
        with pytest.raises(Refused, match="at the latest"):
            approve(plan, by=a_director())


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.DISCARDED])
def test_only_an_agreed_version_is_approved(state):
    plan = a_plan(version=AGREED | {"state": state})

    with pytest.raises(WrongState):
        approve(plan, by=a_director())


def test_version_is_not_approved_twice():
    plan = an_agreed_plan()
    approve(plan, by=a_director())

    with pytest.raises(WrongState):
        approve(plan, by=a_director())


@pytest.mark.rule("RULE-48")
@pytest.mark.parametrize(
    ("role", "authorised", "may"),
    [
        (Role.DIRECTOR, False, True),
        (Role.ORGANISER, True, True),
        (Role.ORGANISER, False, False),
        (Role.COORDINATOR, True, False),
        (Role.SOCIAL_WORKER, True, False),
        (Role.FRONT_DESK, True, False),
        (Role.RESIDENT, True, False),
    ],
)
def test_who_may_approve_and_return_plans(role, authorised, may):
    user = a_user(role)
    if authorised:
        authorise(user)

    for step in (lambda plan: approve(plan, by=user), lambda plan: send_back(plan, by=user)):
        plan = an_agreed_plan()
        if may:
            step(plan)
        else:
            with pytest.raises(NotAllowed):
                step(plan)


def authorise(user, **given):
    defaults = {"kind": AuthorisationKind.APPROVE_PLANS, "granted_by": user, "starts_on": date(2026, 1, 5)}
    Authorisation.objects.create(centre=the_centre(), user=user, **(defaults | given))


def send_back(plan, *, by, reason="Dodaj godziny obiadów."):
    return return_plan(version_id=the_version(plan).pk, reason=reason, by=by, on=TODAY)


@pytest.mark.rule("RULE-48")
@pytest.mark.parametrize(
    ("on", "may"),
    [
        (date(2026, 1, 4), False),
        (date(2026, 1, 5), True),
        (date(2026, 1, 9), True),
        (date(2026, 1, 10), False),
    ],
)
def test_organiser_approves_only_on_days_of_the_authorisation(on, may):
    organiser = an_organiser()
    authorise(organiser, ends_on=date(2026, 1, 9))
    plan = an_agreed_plan(version={"agreed_on": date(2026, 1, 2)})

    if may:
        approve(plan, by=organiser, on=on)
    else:
        with pytest.raises(NotAllowed, match="authorised") as refusal:
            approve(plan, by=organiser, on=on)
        assert "Dz.U. 2019 poz. 1818" in refusal.value.provision


@pytest.mark.rule("RULE-49")
def test_nobody_approves_a_plan_they_wrote():
    director = a_user(Role.DIRECTOR, Role.COORDINATOR)
    plan = an_agreed_plan(version={"author": director})

    with pytest.raises(NotAllowed, match="Somebody else") as refusal:
        approve(plan, by=director)

    assert "Dz.U. 2019 poz. 1818" in refusal.value.provision
    assert approve(plan, by=a_director()).state == PlanState.APPROVED


@pytest.mark.rule("RULE-49")
def test_nobody_approves_a_plan_they_coordinate():
    director = a_user(Role.DIRECTOR, Role.COORDINATOR)
    plan = an_agreed_plan(coordinator=director, version={"author": a_coordinator()})

    with pytest.raises(NotAllowed, match="Somebody else"):
        approve(plan, by=director)


@pytest.mark.rule("RULE-49")
def test_nobody_approves_a_plan_whose_draft_they_changed():
    plan, director = a_plan(), a_director()
    version = the_version(plan)
    add_need(version_id=version.pk, need="samotność", goal="", by=director, on=TODAY)
    agree_plan(version_id=version.pk, agreed_on=TODAY, how="w domu", by=director, on=TODAY)

    with pytest.raises(NotAllowed, match="Somebody else"):
        approve(plan, by=director)


@pytest.mark.rule("RULE-49")
def test_centre_that_switched_the_rule_off_lets_the_author_approve():
    the_centre(switched_off_rules=["RULE-49"])
    director = a_user(Role.DIRECTOR, Role.COORDINATOR)

    assert approve(an_agreed_plan(coordinator=director), by=director).state == PlanState.APPROVED


def test_stranger_neither_approves_nor_returns():
    plan, stranger = an_agreed_plan(), a_stranger(Role.DIRECTOR)

    with pytest.raises(NotAllowed):
        approve(plan, by=stranger)
    with pytest.raises(NotAllowed):
        send_back(plan, by=stranger)


def test_returned_plan_is_mended_agreed_anew_and_approved():
    plan, director = an_agreed_plan(), a_director()
    joanna = plan.coordinators.get().user

    send_back(plan, by=director)

    version = the_version(plan)
    assert (version.state, version.return_reason, version.returned_by) == (
        VersionState.DRAFT,
        "Dodaj godziny obiadów.",
        director,
    )
    assert (version.agreed_on, version.agreed_by) == (None, "")
    with pytest.raises(Refused, match="has not agreed"):
        approve(plan, by=director)
    agree_plan(version_id=version.pk, agreed_on=TODAY, how="w domu", by=joanna, on=TODAY)
    assert approve(plan, by=director).state == PlanState.APPROVED


def test_plan_is_returned_with_reasons():
    plan = an_agreed_plan()

    with pytest.raises(Refused, match="mended"):
        send_back(plan, by=a_director(), reason=" ")
