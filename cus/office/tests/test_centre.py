import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from cus.accounts import services
from cus.accounts.models import Centre, Role, RoleHeld, User
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, an_organiser
from cus.kit.errors import NotAllowed, Refused
from cus.office.queries.centre import switchable_rules
from cus.team.models import Authorisation, AuthorisationKind
from cus.team.queries import approves_plans
from cus.team.services import authorise, end_authorisation

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY, TOMORROW = date(2026, 1, 10), date(2026, 1, 9), date(2026, 1, 11)


def test_the_rulebook_lists_every_rule_with_its_tests_as_json():
    out = StringIO()
    call_command("rulebook", "--json", stdout=out)

    rules = json.loads(out.getvalue())

    expected = [f"RULE-{n:02}" for n in (*range(1, 21), *range(34, 56), 66, *range(68, 74), *range(80, 86), 90)]
    assert [rule["id"] for rule in rules] == expected
    assert all(rule["sentence"] and rule["provision"] and rule["certainty"] and rule["tests"] >= 1 for rule in rules)


def test_the_rulebook_is_a_page_for_staff(client):
    client.force_login(a_coordinator())

    page = client.get(reverse("office:rulebook")).content.decode()

    assert 'id="RULE-46"' in page
    assert "przepis do potwierdzenia" in page


def test_a_director_switches_off_an_unconfirmed_rule_for_the_own_centre_only(client):
    stranger = a_stranger()
    director = a_director()
    client.force_login(director)

    client.post(reverse("office:switch_rule", args=["RULE-36"]), {"apply": "no"})

    assert not Centre.objects.get(pk=director.centre_id).applies("RULE-36")
    assert Centre.objects.get(pk=stranger.centre_id).applies("RULE-36")


def test_a_confirmed_rule_cannot_be_switched_off():
    with pytest.raises(Refused, match="potwierdzona|confirmed"):
        services.switch_rule(
            rule_id="RULE-46", on_or_off=False, switchable=switchable_rules(), by=a_director(), on=TODAY
        )


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.COORDINATOR, Role.FRONT_DESK, Role.RESIDENT])
def test_only_the_director_changes_the_team(role):
    user = a_user(role)
    with pytest.raises(NotAllowed):
        services.add_member(by=user, on=TODAY, email="nowa@example.org", first_name="Ewa", last_name="Kos")
    with pytest.raises(NotAllowed):
        services.grant_role(user_id=user.pk, role=Role.DIRECTOR, by=user, on=TODAY, starts_on=TODAY)
    with pytest.raises(NotAllowed):
        authorise(user_id=user.pk, kind=AuthorisationKind.APPROVE_PLANS, by=user, on=TODAY, starts_on=TODAY)
    with pytest.raises(NotAllowed):
        services.switch_rule(rule_id="RULE-36", on_or_off=False, switchable={"RULE-36"}, by=user, on=TODAY)


def test_a_new_member_holds_a_role_from_its_first_to_its_last_day():
    director = a_director()
    member = services.add_member(by=director, on=TODAY, email="Ewa.Kos@example.org", first_name="Ewa", last_name="Kos")
    services.grant_role(
        user_id=member.pk, role=Role.COORDINATOR, by=director, on=TODAY, starts_on=TODAY, ends_on=TODAY
    )

    def holds(day):
        return RoleHeld.objects.held(on=day).filter(user=member, role=Role.COORDINATOR).exists()

    assert member.email == "ewa.kos@example.org"
    assert [holds(day) for day in (YESTERDAY, TODAY, TOMORROW)] == [False, True, False]


def test_the_same_role_is_not_held_twice_at_a_time():
    director, joanna = a_director(), a_coordinator()

    with pytest.raises(Refused):
        services.grant_role(user_id=joanna.pk, role=Role.COORDINATOR, by=director, on=TODAY, starts_on=TODAY)


def test_a_centre_keeps_its_last_director():
    director = a_director()

    with pytest.raises(Refused):
        services.end_role(role_held_id=director.roles_held.get().pk, by=director, on=TODAY)


def test_an_ended_role_opens_nothing_the_next_day(client):
    director, joanna = a_director(), a_coordinator()

    services.end_role(role_held_id=joanna.roles_held.get().pk, by=director, on=TODAY)

    assert User.objects.get(pk=joanna.pk).roles == frozenset()


@pytest.mark.parametrize(("day", "may"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, False)])
def test_an_organiser_approves_plans_only_on_the_days_of_the_authorisation(day, may):
    organiser = an_organiser()
    authorise(
        user_id=organiser.pk,
        kind=AuthorisationKind.APPROVE_PLANS,
        by=a_director(),
        on=TODAY,
        starts_on=TODAY,
        ends_on=TODAY,
    )

    assert approves_plans(organiser, on=day) is may


def test_an_authorisation_taken_back_no_longer_holds():
    director, organiser = a_director(), an_organiser()
    kind = AuthorisationKind.APPROVE_PLANS
    given = authorise(user_id=organiser.pk, kind=kind, by=director, on=YESTERDAY, starts_on=YESTERDAY)

    end_authorisation(authorisation_id=given.pk, by=director, on=TODAY)

    assert Authorisation.objects.get().ends_on == YESTERDAY
    assert not approves_plans(organiser, on=TODAY)


def test_a_stranger_director_neither_sees_nor_changes_the_team(client):
    joanna = a_coordinator()
    held = joanna.roles_held.get()
    given = authorise(
        user_id=joanna.pk, kind=AuthorisationKind.SIGN_DECISIONS, by=a_director(), on=TODAY, starts_on=TODAY
    )
    client.force_login(a_stranger())

    assert "Mazur" not in client.get(reverse("office:team")).content.decode()
    assert client.get(reverse("office:member", args=[joanna.pk])).status_code == 404
    for name, pk in [
        ("grant_role", joanna.pk),
        ("authorise", joanna.pk),
        ("end_role", held.pk),
        ("end_authorisation", given.pk),
    ]:
        assert client.post(reverse(f"office:{name}", args=[pk])).status_code == 404


def test_the_director_gives_a_role_and_an_authorisation_on_the_page_of_a_member(client):
    organiser = an_organiser()
    client.force_login(a_director())

    client.post(reverse("office:grant_role", args=[organiser.pk]), {"role": "COORDINATOR", "starts_on": "2026-01-10"})
    client.post(
        reverse("office:authorise", args=[organiser.pk]), {"kind": "SIGN_DECISIONS", "starts_on": "2026-01-10"}
    )

    page = client.get(reverse("office:member", args=[organiser.pk])).content.decode()
    assert "Koordynator" in page
    assert Authorisation.objects.get().user == organiser
