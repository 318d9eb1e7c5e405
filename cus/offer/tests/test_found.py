"""Inflected, without diacritics, misspelt, or in residents' own words: the right service is among the first three."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cus.accounts.models import Centre
from cus.accounts.tests.factories import another_centre, the_centre
from cus.catalogue.models import Posting
from cus.catalogue.search import words
from cus.catalogue.search.find import find_entries
from cus.catalogue.search.index import index_all
from cus.kit.csv_lines import rows_of
from cus.kit.rows import acting_for
from cus.offer.imports.services_csv.columns import read_cells
from cus.offer.models import Service, ServiceStatus
from cus.offer.publishing import publish_offer
from cus.offer.queries.found import find_services, services_found
from cus.offer.services.listing import save_service, withdraw_service
from cus.offer.tests.factories import a_service

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "services.csv"
QUERIES = {
    "U034": [
        "rehabilitacja w domu",
        "rehabilitacji domowej",
        "rechabilitacja domowa",
        "rehabilitant do domu",
        "fizjoterapeutka w domu",
    ],
    "U018": [
        "opiekunki dla mamy",
        "uslugi opiekuncze",
        "opiekunka do starszej osoby",
        "usugi opiekuncze",
        "mama nie wstaje z łóżka",
    ],
    "U049": ["wozek", "wuzek", "wypożyczenie łóżka", "wypozyczalnia sprzetu", "kule ortopedyczne"],
    "U048": ["taksówki dla seniora", "taksowka", "taksufka", "taxi", "podwózka do lekarza"],
    "U022": ["posiłków z dowozem", "posilek dowozony", "obiady dla mamy", "dowóz obiadów", "posiłek dowoozny"],
    "U026": ["teleopieki", "teleopeka", "opaska sos", "przycisk alarmowy dla babci", "opaske z przyciskiem"],
    "U027": ["złotej rączki", "zlota raczka", "zlota rączkka", "cieknie kran", "drobne naprawy w domu"],
    "U030": [
        "opieki wytchnieniowej",
        "opieka wytchnieinowa",
        "opieka wytchnieniowa w domu",
        "chcę odpocząć od opieki",
        "wytchnienie dla opiekuna",
    ],
    "U014": [
        "świetlicy środowiskowej",
        "swietlica dla dzieci",
        "swjetlica",
        "opieka po lekcjach",
        "placowka wsparcia dziennego",
    ],
    "U010": [
        "psychologa dla dorosłych",
        "psycholog dla doroslych",
        "psyholog dla dorosłych",
        "mam depresję",
        "porada psychologiczna",
    ],
    "U052": [
        "tłumacza migowego",
        "tlumacz jezyka migowego",
        "jestem głucha",
        "tłumacz migowy w urzędzie",
        "tłumaczz jezyka migowego",
    ],
    "U079": [
        "bezdomnego pomoc",
        "noclegi dla bezdomych",
        "streetworker",
        "nie mam gdzie mieszkać",
        "wyjście z bezdomności",
    ],
    "U066": ["wolontariatu", "wolontarjat", "chcę zostać wolontariuszem", "chcę pomagać innym", "baza wolontariatu"],
    "U055": [
        "obsługa telefonu dla seniora",
        "kurs komputerowy",
        "szkola cyfrowa",
        "szkoły cyfrowej",
        "profil zaufany",
    ],
}


@pytest.fixture
def catalogue() -> Centre:
    """The 79 services of the example list, put in at once."""
    centre = the_centre()
    heading, *rows = rows_of(EXAMPLE)
    services = [
        Service(
            centre=centre,
            status=ServiceStatus.PUBLIC,
            **read_cells(dict(zip(heading.cells, row.cells, strict=True)), on=TODAY)[0],
        )
        for row in rows
    ]
    Service.objects.bulk_create(services)
    publish_offer(centre=centre, at=NOW)
    return centre


def codes(centre, text):
    return [service.code for service, _score in services_found(centre_id=centre.pk, text=text)]


def test_right_service_is_among_the_first_three(catalogue):
    missed = {
        text: codes(catalogue, text)[:3]
        for code, texts in QUERIES.items()
        for text in texts
        if code not in codes(catalogue, text)[:3]
    }

    assert missed == {}


def test_every_service_is_first_or_second_by_its_own_name_without_diacritics(catalogue):
    missed = [
        service.code
        for service in Service.objects.all()
        if service.code not in codes(catalogue, words.fold(service.name))[:2]
    ]

    assert missed == []


def test_without_the_dictionary_stems_and_near_spellings_find_nearly_as_much(catalogue, monkeypatch):
    monkeypatch.setattr(words, "_dictionary", None)
    words.word.cache_clear()
    try:
        index_all(centre_id=catalogue.pk)
        found = {text: "U034" in codes(catalogue, text)[:3] for text in QUERIES["U034"]}
    finally:
        words.word.cache_clear()

    assert found == dict.fromkeys(QUERIES["U034"], True)


@pytest.mark.parametrize("text", ["", "   ", "?!", "pogrzeb", "dentysta", "xyzq", "kurs nurkowania", "a" * 5000])
def test_nothing_is_found_where_nothing_fits(catalogue, text):
    assert codes(catalogue, text) == []


@pytest.mark.parametrize("text", ["%", "'; drop table offer_service; --", "50%", "\\", "łóżko & | ! ( ) :*", "\u202e"])
def test_signs_are_only_signs(catalogue, text):
    codes(catalogue, text)

    assert Service.objects.count() == 79


def test_misspelt_word_is_read_as_the_nearest_known_one(catalogue):
    found = find_services(centre_id=catalogue.pk, text="rechabilitacja")

    assert found.read_as == {"rechabilitacja": "rehabilitacja"}


def test_word_of_the_dictionary_is_not_taken_for_a_mistake(catalogue):
    assert find_services(centre_id=catalogue.pk, text="leczenie").read_as == {}


def test_far_word_is_only_asked_about(catalogue):
    found = find_services(centre_id=catalogue.pk, text="rehatacyja")

    assert (found.scores, found.suggestion) != ({}, "") or found.read_as


def test_service_is_found_by_its_new_name_as_soon_as_it_is_saved():
    service = save_service(
        centre=the_centre(), service_id=_saved().pk, fields={"name": "Zajęcia z ceramiki"}, by=None, on=TODAY
    )

    found = find_services(centre_id=service.centre_id, text="ceramika")
    gone = find_services(centre_id=service.centre_id, text="masażysta")

    assert list(found.scores) == [service.pk]
    assert gone.scores == {}


def test_vocabulary_counts_in_how_many_services_a_word_stands():
    one, _other = _saved(name="Kajaki", code="K1"), _saved(name="Kajaki górskie", code="K2")
    assert standing_in("kajak") == 2

    save_service(centre=the_centre(), service_id=one.pk, fields={"name": "Rowery"}, by=None, on=TODAY)

    assert standing_in("kajak") == 1
    assert not Posting.objects.filter(entries=0).exists()


def test_index_built_anew_is_the_same_as_the_one_kept_up():
    _saved(name="Kajaki", code="K1")
    kept = the_index()

    index_all(centre_id=the_centre().pk)

    assert the_index() == kept


def test_search_of_one_centre_knows_nothing_of_another():
    _saved(name="Kajaki")
    other = another_centre()

    with acting_for(other.pk):
        assert find_services(centre_id=other.pk, text="kajaki").scores == {}
        assert find_services(centre_id=the_centre_id(), text="kajaki").scores == {}
        assert Posting.objects.filter(is_public=False).count() == 0


def test_draft_is_found_by_no_resident():
    service = _saved(name="Kajaki")
    withdraw_service(service_id=service.pk, by=None, on=TODAY)

    assert codes(the_centre(), "kajaki") == []


def test_search_costs_five_queries_at_most_for_words_somebody_knows(catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        find_entries(centre_ids=[catalogue.pk], text="opiekunka dla mamy")


def test_search_costs_seven_queries_at_most_for_a_misspelt_word(catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        find_entries(centre_ids=[catalogue.pk], text="rechabilitacja domowa")


def the_centre_id():
    return Centre.objects.get(name="CUS w Lipnowcu").pk


def _saved(**given):
    """A service in the catalogue and in the index."""
    service = a_service(**({"name": "Masażysta", "description": "opis", "recipients": "osoby", "unit": "raz"} | given))
    save_service(centre=service.centre, service_id=service.pk, fields={"basis": "wzór"}, by=None, on=TODAY)
    return service


def standing_in(term: str) -> int:
    return sum(Posting.objects.filter(term=term).values_list("entries", flat=True))


def the_index() -> list[tuple]:
    rows = Posting.objects.order_by("term", "block").values_list("term", "is_public", "in_name", "in_body", "beside")
    return [(term, public, *map(bytes, places)) for term, public, *places in rows]
