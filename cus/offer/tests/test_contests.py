from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_stranger, a_user, an_organiser, the_centre
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import Agreement, Contest, Score
from cus.offer.queries.contests import ranking_of, remarks_on
from cus.offer.services import contests as doing
from cus.offer.tests.factories import a_provider, a_service
from cus.offer.tests.factories_of_providers import a_contest, a_criterion, a_judge, a_keeper, an_offer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _without_second_factor(settings, english):
    settings.DEMO = True
    settings.LANGUAGE_CODE = "en"


def scored(offer, judge, *points, by=None):
    criteria = offer.contest.criteria.order_by("id")
    given = {criterion.pk: value for criterion, value in zip(criteria, points, strict=True)}
    doing.score_offer(offer_id=offer.pk, judge_id=judge.pk, points=given, by=by or an_organiser(), on=TODAY)


def test_a_contest_goes_from_the_call_to_draft_agreements():
    organiser, provider = an_organiser(), a_provider()
    service = a_service()
    fields = {
        "title": "Teleopieka 2026", "task": "Teleopieka", "services": [service], "amount_grosze": 100_000,
        "starts_on": date(2026, 5, 1), "ends_on": date(2026, 12, 31), "offers_until": date(2026, 3, 31),
    }  # fmt: skip
    by = {"by": organiser, "on": TODAY}
    later = {"by": organiser, "on": date(2026, 4, 1)}

    contest = doing.save_contest(centre=the_centre(), fields=fields, **by)
    with pytest.raises(Refused, match="at least one criterion"):
        doing.announce_contest(contest_id=contest.pk, **by)
    doing.add_criterion(contest_id=contest.pk, name="Doświadczenie", most_points=10, **by)
    doing.announce_contest(contest_id=contest.pk, **by)
    offer = doing.add_offer(
        contest_id=contest.pk,
        fields={"provider": provider, "title": "", "amount_grosze": 90_000, "own_grosze": 0, "filed_on": TODAY},
        **by,
    )
    with pytest.raises(Refused, match="Close the day after"):
        doing.close_contest(contest_id=contest.pk, by=organiser, on=date(2026, 3, 31))
    doing.close_contest(contest_id=contest.pk, **later)
    judge = doing.add_judge(contest_id=contest.pk, fields={"name": "Ewa Kos", "represents": "gmina"}, **later)
    doing.note_statement(judge_id=judge.pk, is_excluded=False, **later)
    scored(offer, judge, 8)
    doing.decide_contest(contest_id=contest.pk, granted={offer.pk: 80_000}, reasons="Najlepsza", **later)

    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.kind, agreement.provider) == ("DRAFT", "CONTEST", provider)
    assert list(agreement.services.all()) == [service]
    assert (agreement.starts_on, agreement.ends_on) == (date(2026, 5, 1), date(2026, 12, 31))
    assert Contest.objects.get().state == "DECIDED"


def test_the_ranking_averages_judges_and_lets_equals_share_a_place():
    contest = a_contest()
    a_criterion(contest, most_points=10)
    a_criterion(contest, most_points=5)
    first, second, third = (an_offer(contest) for _ in range(3))
    left_out = an_offer(contest, fault="brak podpisu")
    ewa, adam = a_judge(contest), a_judge(contest)
    scored(first, ewa, 8, 4)
    scored(first, adam, 9, 4)
    scored(second, ewa, 10, 5)
    scored(second, adam, 6, 4)
    scored(third, ewa, 1, 0)

    ranking = ranking_of(contest)

    assert [(place.offer, place.number, place.points) for place in ranking.places] == [
        (first, 1, Decimal("12.50")),
        (second, 1, Decimal("12.50")),
        (third, 3, Decimal("1.00")),
        (left_out, None, None),
    ]
    assert ranking.places[0].by_criterion == [Decimal("8.50"), Decimal("4.00")]
    assert ranking.places[0].by_judge == [12, 13]
    assert ranking.most_points == 15


def test_nobody_judges_before_a_statement_or_with_a_conflict_of_interest():
    contest, organiser = a_contest(), an_organiser()
    a_criterion(contest)
    offer, silent = an_offer(contest), a_judge(contest, stated_on=None)
    partial = a_judge(contest)

    with pytest.raises(Refused, match="no conflict of interest"):
        scored(offer, silent, 5)
    scored(offer, partial, 5)
    doing.note_statement(judge_id=partial.pk, is_excluded=True, by=organiser, on=TODAY)

    assert not Score.objects.exists()
    with pytest.raises(Refused):
        scored(offer, partial, 5)


@pytest.mark.parametrize("points", [11, -1])
def test_points_stay_within_the_criterion(points):
    contest = a_contest()
    a_criterion(contest, most_points=10)

    with pytest.raises(Refused, match="Give 0 to 10 points"):
        scored(an_offer(contest), a_judge(contest), points)


def test_a_late_offer_is_left_out_and_says_why():
    offer = doing.add_offer(
        contest_id=a_contest(state="OPEN").pk,
        fields={"provider": a_provider(), "amount_grosze": 1, "filed_on": date(2026, 3, 1)},
        by=an_organiser(),
        on=TODAY,
    )

    assert offer.fault.startswith("filed after")


def test_the_choice_stays_within_what_was_asked_and_what_there_is():
    contest = a_contest(amount_grosze=5_000_000)
    a_criterion(contest)
    judge, offers = a_judge(contest), [an_offer(contest, amount_grosze=4_000_000) for _ in range(2)]
    unscored = an_offer(contest)
    for offer in offers:
        scored(offer, judge, 5)
    refused = [
        {offers[0].pk: 4_000_001},
        {offers[0].pk: 3_000_000, offers[1].pk: 3_000_000},
        {unscored.pk: 1_000},
        {an_offer(contest, fault="brak podpisu").pk: 1_000},
    ]

    for granted in refused:
        with pytest.raises(Refused):
            doing.decide_contest(contest_id=contest.pk, granted=granted, reasons="x", by=an_organiser(), on=TODAY)
    assert not Agreement.objects.exists()


def test_the_call_stays_as_organisations_read_it():
    with pytest.raises(WrongState):
        doing.save_contest(
            centre=the_centre(), contest_id=a_contest(state="OPEN").pk, fields={"task": "Inne"}, by=an_organiser(),
            on=TODAY,
        )  # fmt: skip


@pytest.mark.rule("RULE-68")
@pytest.mark.parametrize(("until", "warned"), [(date(2026, 3, 22), True), (date(2026, 3, 23), False)])
def test_a_call_shorter_than_21_days_is_warned_of(until, warned):
    assert bool(remarks_on(a_contest(state="DRAFT", announced_on=None, offers_until=until), on=TODAY)) is warned


@pytest.mark.rule("RULE-68")
def test_a_centre_may_switch_the_warning_off():
    centre = the_centre(switched_off_rules=["RULE-68"])

    contest = a_contest(centre=centre, state="DRAFT", announced_on=None, offers_until=TODAY)

    assert remarks_on(contest, on=TODAY) == []


def test_results_are_printed_once_decided(client):
    client.force_login(an_organiser())
    contest = a_contest()
    a_criterion(contest)
    offer, judge = an_offer(contest), a_judge(contest)
    scored(offer, judge, 7)
    url = reverse("offer:contest", args=[contest.pk])
    assert client.get(url, {"format": "pdf"})["Content-Type"].startswith("text/html")

    doing.decide_contest(
        contest_id=contest.pk, granted={offer.pk: 1_000_000}, reasons="Jedyna *oferta*", by=an_organiser(), on=TODAY
    )

    assert client.get(url, {"format": "pdf"}).content.startswith(b"%PDF-")


def test_pages_note_points_and_the_choice(client):
    client.force_login(an_organiser())
    contest = a_contest()
    criterion, offer, judge = a_criterion(contest), an_offer(contest), a_judge(contest)

    client.post(reverse("offer:score_offer", args=[offer.pk, judge.pk]), {f"points_{criterion.pk}": "7"})
    [place] = client.get(reverse("offer:contest", args=[contest.pk])).context["ranking"].places
    assert place.points == Decimal("7.00")
    client.post(
        reverse("offer:decide_contest", args=[contest.pk]), {f"granted_{offer.pk}": "1000", "reasons": "Dobra"}
    )

    offer.refresh_from_db()
    assert offer.granted_grosze == 100_000


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FRONT_DESK])
def test_other_staff_read_a_contest_and_lead_none(client, role):
    contest, user = a_contest(state="OPEN"), a_user(role)
    client.force_login(user)

    assert client.get(reverse("offer:contest", args=[contest.pk])).status_code == 200
    with pytest.raises(NotAllowed):
        doing.cancel_contest(contest_id=contest.pk, reason="x", by=user, on=TODAY)


def test_strangers_and_providers_find_no_contest(client):
    contest = a_contest()
    offer = an_offer(contest)

    for other in (a_stranger(), a_keeper(offer.provider)):
        client.force_login(other)
        assert client.get(reverse("offer:contest", args=[contest.pk])).status_code == 404
        assert client.post(reverse("offer:note_fault", args=[offer.pk]), {"fault": "x"}).status_code == 404
