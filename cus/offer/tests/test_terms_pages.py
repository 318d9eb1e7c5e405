from datetime import date

import pytest
from django.urls import reverse

from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, the_centre
from cus.kit.rows import acting_for
from cus.law.eligibility import Kind
from cus.offer.models import Exclusion, FeeRule, LimitUnit, ProgrammeService, ServiceLimit, Tariff
from cus.offer.tests.factories import a_service
from cus.offer.tests.factories_of_programmes import a_draft
from cus.offer.tests.factories_of_terms import a_limit, a_terms, in_force
from cus.records.models import Event

pytestmark = pytest.mark.django_db
TWO_GROUPS = {
    "all": [{"all": [{"kind": "AGE", "from": 60}]}, {"none": [{"kind": "SITUATION", "wording": "Musi leżeć"}]}]
}


@pytest.fixture
def director(client):
    client.force_login(a_director())
    return client


def url(name, terms, *arguments):
    return reverse(f"offer:{name}", args=[terms.pk, *arguments])


def page(answer):
    return answer.content.decode()


def test_the_page_tells_everything_the_terms_say(director):
    terms = a_terms(eligibility=TWO_GROUPS, documents="dowód osobisty", timetable="pn–pt 8–16")
    a_limit(terms, 10, "RIDE", "MONTH")

    shown = page(director.get(url("programme_service", terms)))

    for words in ("Musi leżeć", "60", "10", "dowód osobisty", "pn–pt 8–16"):
        assert words in shown


def test_a_service_joins_on_the_page_of_the_version(director):
    version, service = a_draft(), a_service()

    answer = director.post(reverse("offer:add_programme_service", args=[version.pk]), {"service": service.pk})

    terms = ProgrammeService.objects.get()
    assert answer.url == url("programme_service", terms)
    assert terms.service == service


def test_a_service_of_another_centre_cannot_join(director):
    elsewhere = a_stranger("DIRECTOR").centre
    with acting_for(elsewhere.pk):
        foreign = a_service(centre=elsewhere)

    answer = director.post(reverse("offer:add_programme_service", args=[a_draft().pk]), {"service": foreign.pk})

    assert answer.status_code == 422
    assert not ProgrammeService.objects.exists()


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        (Kind.AGE, {"lowest": "60"}, {"kind": "AGE", "from": 60}),
        (Kind.PLACE, {"codes": "1219, 12"}, {"kind": "PLACE", "teryt": ["1219", "12"]}),
        (Kind.DISABILITY, {"degrees": ["SEVERE"]}, {"kind": "DISABILITY", "degrees": ["SEVERE"]}),
        (Kind.INCOME, {"percent": "200"}, {"kind": "INCOME", "percent": 200}),
        (Kind.HOUSEHOLD, {"kinds": ["ALONE"]}, {"kind": "HOUSEHOLD", "kinds": ["ALONE"]}),
        (Kind.HOUSEHOLD, {"lowest": "3"}, {"kind": "HOUSEHOLD", "from": 3}),
        (Kind.SITUATION, {"wording": "Szuka  pracy"}, {"kind": "SITUATION", "wording": "Szuka pracy"}),
        (
            Kind.SEX,
            {"sex": ["FEMALE"], "justification": "schronienie"},
            {"kind": "SEX", "sex": ["FEMALE"], "justification": "schronienie"},
        ),
        (Kind.RELIGION, {"wording": "Należy do parafii"}, {"kind": "RELIGION", "wording": "Należy do parafii"}),
    ],
)
def test_a_condition_of_each_kind_is_written_without_a_script(director, kind, given, stored):
    terms = a_terms()

    answer = director.post(url("add_condition", terms) + f"?kind={kind}", given | {"group": "any"})

    assert answer.status_code == 302
    terms.refresh_from_db()
    assert terms.eligibility == {"all": [{"any": [stored]}]}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Kind.AGE, {}),
        (Kind.AGE, {"lowest": "70", "highest": "60"}),
        (Kind.AGE, {"lowest": "sto"}),
        (Kind.AGE, {"lowest": "9" * 5000}),
        (Kind.PLACE, {"codes": "Lipnowiec"}),
        (Kind.PLACE, {}),
        (Kind.INCOME, {"percent": "0"}),
        (Kind.HOUSEHOLD, {"highest": "31"}),
        (Kind.SITUATION, {"wording": ""}),
        (Kind.SITUATION, {"wording": "x" * 301}),
    ],
)
def test_what_cannot_be_a_condition_is_told_at_its_field(director, kind, given):
    terms = a_terms()

    answer = director.post(url("add_condition", terms) + f"?kind={kind}", given | {"group": "all"})

    assert answer.status_code == 422
    assert "govuk-error-message" in page(answer)
    terms.refresh_from_db()
    assert terms.eligibility == {}


def test_a_preview_shows_the_sentence_and_saves_nothing(director):
    terms = a_terms()
    written = {"wording": "Mieszkasz sama albo sam", "kinds": ["ALONE"], "group": "all", "preview": "1"}

    whole = director.post(url("add_condition", terms) + "?kind=HOUSEHOLD", written)
    part = director.post(url("add_condition", terms) + "?kind=HOUSEHOLD", written, headers={"HX-Request": "true"})

    assert "Mieszkasz sama albo sam" in page(whole)
    assert page(part).lstrip().startswith('<section id="preview"')
    terms.refresh_from_db()
    assert terms.eligibility == {}


def test_a_condition_is_changed_in_its_place_and_taken_out_and_put_back(director):
    terms = a_terms(eligibility=TWO_GROUPS)
    director.post(url("condition", terms, "0.0"), {"lowest": "65", "group": "0"})
    terms.refresh_from_db()
    assert terms.eligibility["all"][0] == {"all": [{"kind": "AGE", "from": 65}]}

    gone = director.post(url("remove_condition", terms, "0.0"), follow=True)
    terms.refresh_from_db()
    assert len(terms.eligibility["all"]) == 1
    event = Event.objects.filter(name="terms.conditions_changed").latest("id")
    undo = reverse("offer:restore_terms", args=[event.pk])
    assert undo in page(gone)
    director.post(undo)
    terms.refresh_from_db()
    assert len(terms.eligibility["all"]) == 2


@pytest.mark.parametrize("place", ["9.9", "0", "0.5", "x", "-1.0", "0.²"])
def test_a_condition_that_is_not_there_is_not_found(director, place):
    terms = a_terms(eligibility=TWO_GROUPS)

    assert director.get(url("condition", terms, place)).status_code == 404
    assert director.post(url("remove_condition", terms, place)).status_code == 404


@pytest.mark.parametrize(
    ("part", "given"),
    [
        ("limits", {"quantity": "1,5", "unit": "HOUR", "span": "AT_ONCE", "per": "PERSON"}),
        ("criteria", {"wording": "osoby mieszkające same", "weight": "przed innymi"}),
        ("funding", {"kind": "EU", "name": "FEM", "amount_grosze": "120 000", "starts_on": "1.01.2026"}),
        ("checks", {"sentence": "na czas", "how": "telefon", "how_often": "co miesiąc"}),
    ],
)
def test_a_row_is_added_changed_removed_and_put_back(director, part, given):
    terms = a_terms()
    assert director.post(url("add_terms_row", terms, part), given).status_code == 302
    rows = getattr(terms, part)
    row = rows.get()

    assert director.get(url("terms_row", terms, part, row.pk)).status_code == 200
    assert director.post(url("terms_row", terms, part, row.pk), given).status_code == 302
    assert rows.count() == 1
    director.post(url("remove_terms_row", terms, part, row.pk))
    assert rows.count() == 0
    director.post(reverse("offer:restore_terms", args=[Event.objects.latest("id").pk]))
    assert rows.get().pk == row.pk


def test_places_are_always_of_the_service_at_one_time(director):
    terms = a_terms()

    director.post(
        url("add_terms_row", terms, "limits"), {"quantity": "12", "unit": "PLACE", "span": "WEEK", "per": "PERSON"}
    )

    limit = ServiceLimit.objects.get()
    assert (limit.unit, limit.span, limit.per) == (LimitUnit.PLACE, "AT_ONCE", "SERVICE")


def test_the_same_limit_twice_is_refused_above_the_form(director):
    terms = a_terms()
    given = {"quantity": "10", "unit": "RIDE", "span": "MONTH", "per": "PERSON"}
    director.post(url("add_terms_row", terms, "limits"), given)

    answer = director.post(url("add_terms_row", terms, "limits"), given)

    assert answer.status_code == 422
    assert ServiceLimit.objects.count() == 1


def test_an_exclusion_names_another_service_of_the_centre(director):
    terms, other = a_terms(), a_service()

    director.post(url("add_terms_row", terms, "exclusions"), {"other": other.pk, "reason": "ten sam cel"})

    assert Exclusion.objects.get().other == other
    assert other.name in page(director.get(url("programme_service", terms)))


def test_fee_order_and_words_are_changed_on_one_page(director):
    terms = a_terms()
    tariff = Tariff.objects.create(centre=the_centre(), name="Przejazdy", starts_on=date(2026, 1, 1))
    given = {"order": "CRITERIA", "fee": "TARIFF", "tariff": tariff.pk, "documents": "dowód"}

    assert director.post(url("edit_programme_service", terms), given | {"tariff": ""}).status_code == 422
    assert director.post(url("edit_programme_service", terms), given).status_code == 302

    terms.refresh_from_db()
    assert (terms.order, terms.fee, terms.tariff, terms.documents) == ("CRITERIA", FeeRule.TARIFF, tariff, "dowód")


def test_an_unknown_part_is_not_found(director):
    assert director.get(url("add_terms_row", a_terms(), "shoes")).status_code == 404
    assert director.get(url("add_condition", a_terms()) + "?kind=SHOE_SIZE").status_code == 404


def test_a_service_is_taken_out_and_put_back(director):
    terms = a_terms()

    answer = director.post(url("remove_programme_service", terms), follow=True)
    assert not ProgrammeService.objects.exists()
    undo = reverse("offer:restore_terms", args=[Event.objects.filter(name="terms.removed").get().pk])
    assert undo in page(answer)
    director.post(undo)

    assert ProgrammeService.objects.get().pk == terms.pk


def test_nothing_of_an_adopted_version_can_be_edited(director):
    terms = a_terms(eligibility=TWO_GROUPS)
    limit = a_limit(terms, 10, "RIDE", "MONTH")
    in_force(terms.version)

    shown = page(director.get(url("programme_service", terms)))
    assert url("edit_programme_service", terms) not in shown
    for address in (
        url("edit_programme_service", terms),
        url("remove_programme_service", terms),
        url("remove_condition", terms, "0.0"),
        url("terms_row", terms, "limits", limit.pk),
        url("remove_terms_row", terms, "limits", limit.pk),
    ):
        assert director.post(address, {"order": "FILING", "fee": "FREE"}).status_code == 302
    terms.refresh_from_db()
    assert terms.eligibility == TWO_GROUPS
    assert terms.limits.count() == 1


def test_a_coordinator_reads_the_terms_and_is_shown_no_way_to_change_them(client):
    client.force_login(a_coordinator())
    terms = a_terms(eligibility=TWO_GROUPS)

    shown = client.get(url("programme_service", terms))

    assert "Musi leżeć" in page(shown)
    assert url("add_condition", terms) not in page(shown)
    assert client.post(url("remove_condition", terms, "0.0")).status_code == 302
    terms.refresh_from_db()
    assert terms.eligibility == TWO_GROUPS


def test_a_stranger_finds_no_terms(client):
    client.force_login(a_stranger("DIRECTOR"))
    terms = a_terms(eligibility=TWO_GROUPS)

    assert client.get(url("programme_service", terms)).status_code == 404
    assert client.get(url("condition", terms, "0.0")).status_code == 404
    assert client.post(url("remove_programme_service", terms)).status_code == 404


def test_tariffs_are_listed_added_and_changed(director):
    added = {"name": "Przejazdy", "note": "3 zł", "starts_on": "1.01.2026"}
    assert director.post(reverse("offer:new_tariff"), added).status_code == 302
    tariff = Tariff.objects.get()

    wrong = director.post(reverse("offer:tariff", args=[tariff.pk]), added | {"ends_on": "31.12.2025"})
    assert wrong.status_code == 422
    director.post(reverse("offer:tariff", args=[tariff.pk]), added | {"ends_on": "31.12.2026"})

    tariff.refresh_from_db()
    assert tariff.ends_on == date(2026, 12, 31)
    assert "Przejazdy" in page(director.get(reverse("offer:tariffs")))
