from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from cus.accounts.tests.factories import a_coordinator, a_director, a_user, another_centre, the_centre
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.eligibility import Condition, Kind
from cus.offer.models import (
    Exclusion,
    FeeRule,
    FundingKind,
    FundingSource,
    LegalTrack,
    OrderCriterion,
    ProgrammeService,
    QualityCheck,
    ServiceLimit,
    Tariff,
)
from cus.offer.queries.terms import describe_terms, remarks_on_terms, terms_on, terms_within
from cus.offer.services import terms as doing
from cus.offer.states.programmes import VersionState
from cus.offer.terms_in_words import fee_in_words
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import a_draft
from cus.offer.tests.factories_of_terms import a_terms, in_force
from cus.records.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
SIXTY = {"all": [{"kind": "AGE", "from": 60}]}


def add(version, service, by):
    return doing.add_terms(version_id=version.pk, service_id=service.pk, by=by, on=TODAY)


def save_limit(terms, by, row_id=None, **given):
    fields = {"quantity": Decimal(10), "unit": "RIDE", "span": "MONTH", "per": "PERSON"} | given
    return doing.save_terms_row(terms_id=terms.pk, part="limits", fields=fields, row_id=row_id, by=by, on=TODAY)


def test_a_service_joins_a_draft_for_everybody_and_takes_its_documents_along():
    version, service = a_draft(), a_service(documents="dowód osobisty")

    terms = add(version, service, a_director())

    assert terms.eligibility == {}
    assert terms.documents == "dowód osobisty"
    assert terms.fee == FeeRule.FREE
    assert Event.objects.about(version).get().name == "terms.added"


def test_a_service_joins_a_version_once():
    version, service, director = a_draft(), a_service(), a_director()
    add(version, service, director)

    with pytest.raises(doing.TakenTwice):
        add(version, service, director)


def test_a_coordinator_writes_no_terms():
    with pytest.raises(NotAllowed):
        add(a_draft(), a_service(), a_coordinator())


def test_the_director_of_another_centre_writes_no_terms():
    with pytest.raises(NotAllowed):
        add(a_draft(), a_service(), a_user("DIRECTOR", centre=another_centre()))


@pytest.mark.parametrize("state", [VersionState.CONSULTATION, VersionState.SUBMITTED, VersionState.DISCARDED])
def test_terms_change_in_a_draft_only(state):
    version = a_draft(state=state)

    with pytest.raises(WrongState):
        add(version, a_service(), a_director())


@pytest.mark.parametrize("part", ["limits", "criteria", "funding", "checks", "exclusions"])
def test_the_database_itself_seals_the_terms_of_an_adopted_version(part):
    terms = a_full_terms()
    row = doing.rows_of(terms, part).get()
    in_force(terms.version)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{"reason" if part == "exclusions" else "position": 7})
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()
    row.pk = None
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_itself_seals_the_conditions_of_an_adopted_version():
    terms = a_terms(eligibility=SIXTY)
    in_force(terms.version)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProgrammeService.objects.filter(pk=terms.pk).update(eligibility={})


def test_conditions_that_cannot_be_read_are_refused_with_the_place_of_each_fault():
    terms = a_terms()

    with pytest.raises(doing.BadConditions, match=r"1\.1.*from.*1\.2.*percent"):
        doing.save_conditions(
            terms_id=terms.pk,
            conditions={"all": [{"any": [{"kind": "AGE"}, {"kind": "INCOME"}]}]},
            by=a_director(),
            on=TODAY,
        )
    terms.refresh_from_db()
    assert terms.eligibility == {}


def test_one_condition_after_another_is_written_into_groups():
    terms, director = a_terms(), a_director()

    def put(condition, group, place=""):
        doing.put_condition(
            terms_id=terms.pk, condition=condition, group=group, place=place, by=director, on=TODAY
        )  # fmt: skip
        terms.refresh_from_db()

    put(Condition(Kind.AGE, lowest=60), "all")
    put(Condition(Kind.HOUSEHOLD, among=("ALONE",)), "any")
    put(Condition(Kind.DISABILITY, among=("SEVERE",)), "1")
    put(Condition(Kind.AGE, lowest=70), "0", "0.0")

    assert terms.eligibility == {
        "all": [
            {"all": [{"kind": "AGE", "from": 70}]},
            {"any": [{"kind": "HOUSEHOLD", "kinds": ["ALONE"]}, {"kind": "DISABILITY", "degrees": ["SEVERE"]}]},
        ]
    }

    put(Condition(Kind.AGE, lowest=75), "none", "0.0")
    assert terms.eligibility["all"][-1] == {"none": [{"kind": "AGE", "from": 75}]}
    assert len(terms.eligibility["all"]) == 2  # the group left empty is gone


def test_a_condition_taken_out_can_be_put_back():
    terms, director = a_terms(eligibility={"all": [SIXTY]}), a_director()

    event = doing.remove_condition(terms_id=terms.pk, place="0.0", by=director, on=TODAY)
    terms.refresh_from_db()
    assert terms.eligibility == {}

    doing.restore_terms(event_id=event.pk, by=director, on=TODAY)
    terms.refresh_from_db()
    assert terms.eligibility == {"all": [SIXTY]}


def test_a_limit_of_one_kind_is_set_once_and_changed_as_often_as_wished():
    terms, director = a_terms(), a_director()
    limit = save_limit(terms, director)
    save_limit(terms, director, quantity=Decimal(60), span="YEAR")

    with pytest.raises(doing.TakenTwice):
        save_limit(terms, director, quantity=Decimal(12))
    save_limit(terms, director, row_id=limit.pk, quantity=Decimal(12))

    assert sorted(terms.limits.values_list("quantity", "span")) == [(12, "MONTH"), (60, "YEAR")]


def test_an_exclusion_holds_both_ways_and_is_written_once():
    director = a_director()
    version = a_draft()
    taxi, transport = a_terms(version=version), a_terms(version=version)
    fields = {"other": transport.service, "reason": "ten sam przejazd"}
    doing.save_terms_row(terms_id=taxi.pk, part="exclusions", fields=fields, by=director, on=TODAY)

    with pytest.raises(doing.TakenTwice):
        doing.save_terms_row(
            terms_id=transport.pk,
            part="exclusions",
            fields={"other": taxi.service, "reason": "…"},
            by=director,
            on=TODAY,
        )
    with pytest.raises(Refused):
        doing.save_terms_row(
            terms_id=taxi.pk, part="exclusions", fields={"other": taxi.service, "reason": "…"}, by=director, on=TODAY
        )
    assert doing.rows_of(transport, "exclusions").count() == 1


def a_full_terms(**given):
    """Terms with one row of everything."""
    terms = a_terms(eligibility={"all": [SIXTY]}, **given)
    of = {"centre": terms.centre, "terms": terms}
    ServiceLimit.objects.create(**of, quantity=10, unit="RIDE", span="MONTH", per="PERSON")
    OrderCriterion.objects.create(**of, wording="osoby mieszkające same", weight="przed innymi")
    FundingSource.objects.create(
        **of, kind=FundingKind.EU, name="FEM 2021–2027", amount_grosze=12_000_000, starts_on=date(2026, 1, 1)
    )
    QualityCheck.objects.create(**of, sentence="kierowca przyjeżdża na czas", how="telefon", how_often="co miesiąc")
    Exclusion.objects.create(
        centre=terms.centre, version=terms.version, service=terms.service, other=a_service(), reason="ten sam cel"
    )
    return terms


def test_a_service_taken_out_comes_back_with_all_its_terms():
    terms, director = a_full_terms(), a_director()
    before = describe_terms(terms.version)

    event = doing.remove_terms(terms_id=terms.pk, by=director, on=TODAY)
    assert describe_terms(terms.version) == []
    doing.restore_terms(event_id=event.pk, by=director, on=TODAY)
    doing.restore_terms(event_id=event.pk, by=director, on=TODAY)

    assert describe_terms(terms.version) == before
    assert len(before) == 8  # for whom, limit, order, criterion, fee, money, promise, exclusion


def test_a_row_whose_service_is_gone_comes_back_only_after_it():
    terms, director = a_full_terms(), a_director()
    limit = terms.limits.get()
    row = doing.remove_terms_row(terms_id=terms.pk, part="limits", row_id=limit.pk, by=director, on=TODAY)
    whole = doing.remove_terms(terms_id=terms.pk, by=director, on=TODAY)

    with pytest.raises(Refused):
        doing.restore_terms(event_id=row.pk, by=director, on=TODAY)
    doing.restore_terms(event_id=whole.pk, by=director, on=TODAY)
    doing.restore_terms(event_id=row.pk, by=director, on=TODAY)

    assert ServiceLimit.objects.get(terms=terms).quantity == 10


def test_an_amendment_has_its_own_copy_and_the_past_keeps_its_own():
    terms = a_full_terms()
    version = in_force(terms.version, date(2026, 1, 1), date(2026, 6, 30))
    amended = a_draft(programme=version.programme, number=2)

    doing.copy_terms(from_version=version, to_version=amended)
    assert describe_terms(amended) == describe_terms(version)

    copy = amended.services.get()
    save_limit(copy, a_director(), row_id=copy.limits.get().pk, quantity=Decimal(4))
    assert describe_terms(amended) != describe_terms(version)
    assert terms.limits.get().quantity == 10


def test_terms_are_those_of_the_day_over_the_change_of_year():
    terms = a_terms()
    old = in_force(terms.version, date(2026, 1, 1), date(2026, 12, 31))
    new = a_draft(programme=old.programme, number=2, ends_on=date(2027, 12, 31))
    doing.copy_terms(from_version=old, to_version=new)
    in_force(new, date(2027, 1, 1), date(2027, 12, 31))
    service_id = terms.service_id

    assert terms_on(service_id=service_id, on=date(2025, 12, 31)) is None
    assert terms_on(service_id=service_id, on=date(2026, 12, 31)).version == old
    assert terms_on(service_id=service_id, on=date(2027, 1, 1)).version == new
    found = terms_within(service_ids=[service_id], first=date(2026, 12, 1), last=date(2027, 1, 31))
    assert [one.version for one in found] == [new, old]


def test_a_draft_has_no_terms_on_any_day():
    assert terms_on(service_id=a_terms().service_id, on=TODAY) is None


def test_a_version_describes_itself_in_the_same_sentences_each_time():
    terms = a_full_terms()

    sentences = describe_terms(terms.version)

    assert sentences == describe_terms(terms.version)
    assert all(sentence.startswith(terms.service.name) for sentence in sentences[:-1])


@pytest.mark.rule("RULE-16")
def test_a_condition_on_sex_without_a_justification_is_remarked_upon():
    women = {"all": [{"all": [{"kind": "SEX", "sex": ["FEMALE"]}]}]}
    terms = a_terms(eligibility=women)

    assert len(remarks_on_terms(terms, on=TODAY)) == 1
    terms.version.centre.switched_off_rules = ["RULE-16"]
    assert remarks_on_terms(terms, on=TODAY) == []


@pytest.mark.rule("RULE-14")
def test_a_tariff_for_a_service_of_another_act_is_remarked_upon():
    service = a_service(legal_track=LegalTrack.SOCIAL_ASSISTANCE)
    tariff = Tariff.objects.create(centre=the_centre(), name="Przejazdy", starts_on=date(2020, 1, 1))
    terms = a_terms(service=service, fee=FeeRule.TARIFF, tariff=tariff)

    assert len(remarks_on_terms(terms, on=TODAY)) == 1
    terms.version.centre.switched_off_rules = ["RULE-14"]
    assert remarks_on_terms(terms, on=TODAY) == []


@pytest.mark.rule("RULE-13")
def test_a_tariff_that_ends_before_the_programme_is_remarked_upon():
    tariff = Tariff.objects.create(
        centre=the_centre(), name="Przejazdy", starts_on=date(2020, 1, 1), ends_on=date(2026, 8, 31)
    )
    terms = a_terms(fee=FeeRule.TARIFF, tariff=tariff)

    [remark] = remarks_on_terms(terms, on=TODAY)

    assert "Przejazdy" in remark.text


def test_a_tariff_that_is_law_keeps_its_name_and_first_day():
    director = a_director()
    fields = {"name": "Przejazdy", "note": "3 zł", "starts_on": date(2026, 1, 1), "ends_on": None}
    tariff = doing.save_tariff(centre=the_centre(), fields=fields, by=director, on=TODAY)
    terms = a_terms(fee=FeeRule.TARIFF, tariff=tariff)
    doing.save_tariff(
        centre=the_centre(), fields=fields | {"name": "Taxi"}, tariff_id=tariff.pk, by=director, on=TODAY
    )
    in_force(terms.version)

    with pytest.raises(Refused):
        doing.save_tariff(centre=the_centre(), fields=fields, tariff_id=tariff.pk, by=director, on=TODAY)
    ended = fields | {"name": "Taxi", "ends_on": date(2026, 12, 31)}
    assert doing.save_tariff(centre=the_centre(), fields=ended, tariff_id=tariff.pk, by=director, on=TODAY).ends_on


def test_a_fee_by_tariff_names_the_tariff():
    terms = a_terms()

    with pytest.raises(Refused):
        doing.change_terms(terms_id=terms.pk, fields={"fee": FeeRule.TARIFF}, by=a_director(), on=TODAY)


def test_a_note_that_says_free_of_charge_says_it_once():
    with override("pl"):
        assert fee_in_words(a_terms(fee_note="bezpłatnie w projekcie")) == "bezpłatnie w projekcie"
        assert fee_in_words(a_terms(fee_note="kaucja 50 zł")) == "bezpłatnie: kaucja 50 zł"
