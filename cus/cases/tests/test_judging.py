from datetime import date, timedelta

import pytest

from cus.accounts.models import Municipality, Role
from cus.accounts.tests.factories import a_coordinator, a_director, a_user, another_centre
from cus.cases.judging.verdict import judging_page, terms_judging, typed_facts
from cus.cases.models import JudgedAs, Judgement, RequestedService
from cus.cases.queries.places import place_in_line, with_places
from cus.cases.services.outcomes import end_service, note_facts, put_on_waiting_list, qualify_service, withdraw_request
from cus.cases.services.outcomes.judging import AgainstTheConditions
from cus.cases.states import RequestState
from cus.cases.tests.factories import FILED_ON, a_request, an_application
from cus.catalogue.models import Entry
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import Exclusion, OrderCriterion
from cus.offer.services.terms import copy_terms
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import a_draft
from cus.offer.tests.factories_of_terms import a_limit, a_terms, in_force, terms_in_force
from cus.people.tests.factories import a_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
FROM_60 = {"all": [{"all": [{"kind": "AGE", "from": 60}]}]}
FROM_75 = {"all": [{"all": [{"kind": "AGE", "from": 75}]}]}
ALONE = {"all": [{"all": [{"kind": "HOUSEHOLD", "kinds": ["ALONE"]}]}]}


def asked_for(service, *, born_on=date(1956, 1, 2), **given):
    person = given.pop("person", None) or a_person(born_on=born_on)
    application = an_application(person=person, services=[service], **given)
    return application.requests.get()


def qualify(request, by=None, **given):
    return qualify_service(request_id=request.pk, by=by or a_director(), on=TODAY, **given)


def test_who_meets_the_conditions_is_qualified_and_the_judgement_is_kept():
    terms = terms_in_force(eligibility=FROM_60)
    request = asked_for(terms.service)

    qualify(request)

    kept = Judgement.objects.get(request=request)
    assert (kept.terms, kept.result, kept.decided_on) == (terms, JudgedAs.MET, TODAY)
    assert [one["answer"] for one in kept.answers] == ["MET"]


@pytest.mark.parametrize(
    ("born_on", "result"),
    [
        (date(1966, 1, 2), JudgedAs.MET),  # sixty on the day of filing
        (date(1966, 1, 3), JudgedAs.NOT_MET),  # sixty on the day after, and on the day of qualifying
        (None, JudgedAs.UNKNOWN),
    ],
)
def test_age_is_that_of_the_day_of_filing(born_on, result):
    terms = terms_in_force(eligibility=FROM_60)

    page = judging_page(asked_for(terms.service, born_on=born_on), on=TODAY)

    assert page.verdict.result == result


def test_against_a_condition_nobody_is_qualified_without_a_written_reason():
    terms = terms_in_force(eligibility=FROM_60)
    request = asked_for(terms.service, born_on=date(1990, 5, 5))

    with pytest.raises(AgainstTheConditions, match="60"):
        qualify(request)
    with pytest.raises(AgainstTheConditions):
        qualify(request, nevertheless="  ")
    request.refresh_from_db()
    assert request.state == RequestState.OPEN

    qualify(request, nevertheless="po wypadku, decyzja dyrektora")
    request.refresh_from_db()
    assert request.state == RequestState.QUALIFIED
    assert request.judgement.reason == "po wypadku, decyzja dyrektora"
    assert request.outcome_note == "po wypadku, decyzja dyrektora"


def test_what_is_not_known_stops_nobody():
    terms = terms_in_force(eligibility=ALONE)
    request = asked_for(terms.service)

    assert qualify(request).state == RequestState.QUALIFIED
    assert request.judgement.result == JudgedAs.UNKNOWN


def test_a_service_in_no_programme_is_qualified_for_as_before():
    request = asked_for(a_service())

    assert qualify(request).state == RequestState.QUALIFIED
    assert not Judgement.objects.exists()
    assert judging_page(request, on=TODAY) is None


def an_amendment(terms, *, eligibility, from_day):
    """The same programme with other conditions from a day on; the day before is the last of the old version."""
    old = terms.version
    new = a_draft(programme=old.programme, number=old.number + 1)
    copy_terms(from_version=old, to_version=new)
    new.services.update(eligibility=eligibility)
    last = old.in_force_until
    old.in_force_until = from_day - timedelta(days=1)
    old.save(update_fields=["in_force_until"])
    return in_force(new, from_day, last)


def test_an_application_keeps_the_version_of_its_day_after_an_amendment():
    terms = terms_in_force(eligibility=FROM_60)
    before = asked_for(terms.service, filed_on=date(2026, 1, 4))
    new = an_amendment(terms, eligibility=FROM_75, from_day=date(2026, 1, 5))
    after = asked_for(terms.service, filed_on=date(2026, 1, 5))

    assert qualify(before).state == RequestState.QUALIFIED
    assert before.judgement.terms == terms
    with pytest.raises(AgainstTheConditions):
        qualify(after)
    assert terms_judging(after.application, service_id=terms.service_id).version == new


def test_an_application_of_new_years_eve_keeps_the_version_of_the_old_year():
    terms = terms_in_force(eligibility=FROM_60, first=date(2025, 1, 1), last=date(2026, 12, 31))
    eve = asked_for(terms.service, filed_on=date(2025, 12, 31))
    an_amendment(terms, eligibility=FROM_75, from_day=date(2026, 1, 1))
    new_year = asked_for(terms.service, filed_on=date(2026, 1, 1))

    assert judging_page(eve, on=TODAY).verdict.result == JudgedAs.MET
    assert judging_page(new_year, on=TODAY).verdict.result == JudgedAs.NOT_MET


def test_a_decision_given_before_an_amendment_keeps_its_answers():
    terms = terms_in_force(eligibility=FROM_60)
    request = asked_for(terms.service)
    qualify(request)
    answers = Judgement.objects.get().answers

    an_amendment(terms, eligibility=FROM_75, from_day=date(2026, 1, 20))

    assert Judgement.objects.get().answers == answers
    assert Judgement.objects.get().terms == terms


def test_facts_typed_by_the_coordinator_are_judged_and_kept():
    terms = terms_in_force(
        eligibility={
            "all": [
                {"all": [{"kind": "INCOME", "percent": 200}]},
                {"any": [{"kind": "DISABILITY", "degrees": ["SEVERE"]}, {"kind": "HOUSEHOLD", "kinds": ["ALONE"]}]},
                {"none": [{"kind": "SITUATION", "wording": "musi leżeć podczas jazdy"}]},
            ]
        }
    )
    request = asked_for(terms.service)
    known = {"household": "ALONE", "income": 202_000, "asked": {"2.0": False}}

    assert note_facts(request_id=request.pk, facts={}, by=a_coordinator(), on=TODAY).result == JudgedAs.UNKNOWN
    kept = note_facts(request_id=request.pk, facts=known, by=a_coordinator(), on=TODAY)

    assert kept.result == JudgedAs.MET
    assert [one["answer"] for one in kept.answers] == ["MET", "UNKNOWN", "MET", "NOT_MET"]
    request = RequestedService.objects.get(pk=request.pk)
    assert typed_facts(request) == known
    assert judging_page(request, on=TODAY).verdict.result == JudgedAs.MET
    over = note_facts(request_id=request.pk, facts=known | {"income": 202_001}, by=a_coordinator(), on=TODAY)
    assert over.result == JudgedAs.NOT_MET


def test_the_municipality_of_the_person_answers_for_the_place():
    town = Municipality.objects.create(teryt="9912345", name="Lipnowiec", powiat="lipnowiecki", voivodeship="x")
    terms = terms_in_force(eligibility={"all": [{"all": [{"kind": "PLACE", "teryt": ["9912345"]}]}]})
    here = asked_for(terms.service, person=a_person(municipality=town))
    unknown = asked_for(terms.service, person=a_person(municipality=None))

    assert judging_page(here, on=TODAY).verdict.result == JudgedAs.MET
    page = judging_page(unknown, on=TODAY)
    assert page.verdict.result == JudgedAs.UNKNOWN
    assert [one.is_asked for one in page.verdict.conditions] == [True]
    assert "Lipnowiec" in page.verdict.conditions[0].sentence


def test_facts_are_typed_by_those_who_decide_and_before_they_do():
    terms = terms_in_force(eligibility=ALONE)
    request = asked_for(terms.service)

    for user in (a_user(Role.FRONT_DESK), a_user(Role.DIRECTOR, centre=another_centre())):
        with pytest.raises(NotAllowed):
            note_facts(request_id=request.pk, facts={}, by=user, on=TODAY)
    qualify(request)
    with pytest.raises(WrongState):
        note_facts(request_id=request.pk, facts={"household": "ALONE"}, by=a_director(), on=TODAY)


def test_a_service_that_excludes_one_the_person_has_needs_a_reason():
    version = a_draft()
    taxi, transport = a_terms(version=version), a_terms(version=version)
    Exclusion.objects.create(
        centre=version.centre, version=version, service=taxi.service, other=transport.service, reason="ten sam cel"
    )
    in_force(version)
    person = a_person()
    qualify(asked_for(transport.service, person=person))
    request = asked_for(taxi.service, person=person)

    with pytest.raises(AgainstTheConditions, match="ten sam cel"):
        qualify(request)
    qualify(asked_for(taxi.service))  # somebody else
    assert qualify(request, nevertheless="inny cel").state == RequestState.QUALIFIED


@pytest.mark.rule("RULE-37")
def test_the_places_the_programme_states_are_never_exceeded_even_with_a_reason():
    terms = terms_in_force((1, "PLACE", "AT_ONCE", "SERVICE"))
    qualify(asked_for(terms.service))

    with pytest.raises(Refused, match="1"):
        qualify(asked_for(terms.service), nevertheless="bardzo potrzebuje")


def two_criteria(**given):
    terms = a_terms(order="CRITERIA", **given)
    for position, wording in enumerate(["osoby mieszkające same", "osoby po 80. roku życia"], start=1):
        OrderCriterion.objects.create(centre=terms.centre, terms=terms, position=position, wording=wording)
    in_force(terms.version)
    return terms


@pytest.mark.rule("RULE-36")
def test_criteria_the_programme_states_come_before_the_order_of_filing():
    terms = two_criteria(service=a_service(places=1))
    first, second, third = [asked_for(terms.service) for _ in range(3)]
    by = a_director()

    note_facts(request_id=second.pk, facts={}, criterion=2, by=by, on=TODAY)
    note_facts(request_id=third.pk, facts={}, criterion=1, by=by, on=TODAY)

    line = RequestedService.objects.in_line().filter(service=terms.service).in_order_of_filing()
    assert list(line) == [third, second, first]
    places = {one.pk: place_in_line(one).place for one in with_places(RequestedService.objects.all())}
    assert places == {third.pk: 1, second.pk: 2, first.pk: 3}
    with pytest.raises(Refused):
        qualify(first)
    assert qualify(third).state == RequestState.QUALIFIED


@pytest.mark.rule("RULE-36")
def test_a_criterion_counts_only_where_the_programme_states_it():
    terms = terms_in_force(service=a_service(places=1))
    first, second = [asked_for(terms.service) for _ in range(2)]

    note_facts(request_id=second.pk, facts={}, criterion=1, by=a_director(), on=TODAY)

    line = RequestedService.objects.in_line().filter(service=terms.service).in_order_of_filing()
    assert list(line) == [first, second]


def test_the_catalogue_is_told_a_range_when_a_place_is_taken_and_when_it_is_free_again():
    service = a_service(places=1)
    request = asked_for(service)
    waiting = asked_for(service)
    entry = Entry.objects.filter(uuid=service.uuid)

    qualify(request)
    assert entry.get().places_left == "NONE"

    put_on_waiting_list(request_id=waiting.pk, by=a_director(), on=TODAY)
    end_service(request_id=request.pk, by=a_director(), on=TODAY)
    assert entry.get().places_left == "NONE"  # held for the next in line, who was offered it

    withdraw_request(request_id=waiting.pk, by=a_director(), on=TODAY)
    assert entry.get().places_left != "NONE"


def test_what_is_left_of_the_limits_today_stands_beside_the_conditions():
    terms = a_terms()
    a_limit(terms, 10, "RIDE", "MONTH")
    a_limit(terms, 4, "HOUR", "AT_ONCE")
    in_force(terms.version)

    month, stretch = judging_page(asked_for(terms.service), on=TODAY).limits

    assert (month.used[0], month.left[:2], month.is_used_up) == ("0", "10", False)
    assert (stretch.used, stretch.left) == ("", "")


def test_limits_are_those_of_today_and_conditions_those_of_the_day_of_filing():
    terms = terms_in_force((10, "RIDE", "MONTH"), eligibility=FROM_60, last=date(2026, 6, 30))
    request = asked_for(terms.service)
    new = a_draft(programme=terms.version.programme, number=2)
    copy_terms(from_version=terms.version, to_version=new)
    new.services.get().limits.update(quantity=4)
    in_force(new, date(2026, 7, 1), date(2026, 12, 31))

    page = judging_page(request, on=date(2026, 7, 1))

    assert page.verdict.terms == terms
    assert page.limits[0].left.startswith("4")


def test_pages_of_the_outcome_show_the_conditions_and_take_facts(client):
    terms = terms_in_force((10, "RIDE", "MONTH"), eligibility=ALONE)
    request = asked_for(terms.service)
    client.force_login(a_director())

    shown = client.get(f"/office/requests/{request.pk}/outcome/").content.decode()
    assert "mieszka sam" in shown or "lives alone" in shown
    answer = client.post(f"/office/requests/{request.pk}/facts/", {"household": "COUPLE"})

    assert answer.status_code == 302
    assert Judgement.objects.get().result == JudgedAs.NOT_MET
    refused = client.post(f"/office/requests/{request.pk}/qualify/", follow=True)
    assert refused.status_code == 200
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    client.post(f"/office/requests/{request.pk}/qualify/", {"nevertheless": "wyjątek"})
    request.refresh_from_db()
    assert request.state == RequestState.QUALIFIED


def test_a_request_of_the_same_person_costs_the_same_number_of_queries(client, django_assert_max_num_queries):
    terms = terms_in_force((10, "RIDE", "MONTH"), eligibility=FROM_60)
    request = asked_for(terms.service)
    for _ in range(5):
        a_request(an_application(services=[]), terms.service)
    client.force_login(a_director())

    with django_assert_max_num_queries(40):
        client.get(f"/office/requests/{request.pk}/outcome/")


def test_the_day_of_filing_in_the_factory_is_the_one_written_here():
    assert date(2026, 1, 2) == FILED_ON
