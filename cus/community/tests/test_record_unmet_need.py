from datetime import date

import pytest

from cus.accounts.models import Role
from cus.accounts.tests.factories import a_director, a_stranger, a_user, another_centre, the_centre
from cus.community.models import UnmetNeed, UnmetNeedSource
from cus.community.services import record_unmet_need, without_personal_data
from cus.kit.rows import acting_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)


def note(words, on=TODAY, source=UnmetNeedSource.SEARCH):
    return record_unmet_need(centre=the_centre(), source=source, words=words, on=on)


def test_what_was_missing_is_kept():
    record_unmet_need(
        centre=the_centre(), source=UnmetNeedSource.NO_PLACES, words="Teleopieka", area=4, town="Zalesie", on=TODAY
    )

    need = UnmetNeed.objects.get()
    assert (need.source, need.words, need.area, need.town, need.noted_on) == (
        "NO_PLACES",
        "Teleopieka",
        4,
        "Zalesie",
        TODAY,
    )


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("kurs pływania", "kurs pływania"),
        ("logopeda 600 123 456", "logopeda"),
        ("pomoc +48600123456 dla taty", "pomoc dla taty"),
        ("44051401359 zasiłek", "zasiłek"),
        ("napisz anna.nowak@example.org", "napisz"),
        ("dowód ABC123456 zgubiony", "dowód zgubiony"),
        ("karta 4000 1234 5678 9010", "karta"),
        ("basen 60+", "basen 60+"),
        ("zajęcia dla 3 latka", "zajęcia dla 3 latka"),
        ("   dużo    spacji ", "dużo spacji"),
        ("x" * 500, "x" * 200),
    ],
)
def test_words_are_kept_without_what_could_tell_who_wrote_them(words, kept):
    assert without_personal_data(words) == kept


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Anna Nowak", ""),
        ("anna nowak", ""),
        ("Nowak Anna opieka", ""),
        ("opieka dla Anny Nowak", "opieka dla"),
        ("jan kowalski dom dziennego pobytu", "dom dziennego pobytu"),
        ("kowalski jan", ""),
        ("Zofia Wytrwała, obiady", "obiady"),
        ("pomoc Panu Piotrowi Wiśniewskiemu", "pomoc"),
        ("Żaneta Ćwik", ""),
        ("kurs języka angielskiego", "kurs języka angielskiego"),
        ("Obiady na dowóz", "Obiady na dowóz"),
        ("opieka wytchnieniowa", "opieka wytchnieniowa"),
        ("miejska wypożyczalnia", "miejska wypożyczalnia"),
        ("lekarz internista", "lekarz internista"),
        ("klub malucha", "klub malucha"),
        ("alkohol", "alkohol"),
        ("masaż", "masaż"),
        ("rozrywka", "rozrywka"),
        ("marzenia", "marzenia"),
        ("stomatolog", "stomatolog"),
        ("oparzenie", "oparzenie"),
        ("jedzenie", "jedzenie"),
    ],
)
def test_words_that_look_like_a_name_are_not_kept(words, kept):
    assert without_personal_data(words) == kept


def test_two_people_refused_on_one_day_are_two_needs():
    note("Obiady", source=UnmetNeedSource.NO_PLACES)
    note("Obiady", source=UnmetNeedSource.NO_PLACES)

    assert UnmetNeed.objects.count() == 2


def test_words_of_nothing_but_a_number_are_not_kept():
    assert note("600 123 456") is None
    assert not UnmetNeed.objects.exists()


def test_same_words_count_once_a_day():
    note("Kurs pływania")
    note("kurs pływania")
    note("kurs pływania", on=date(2026, 1, 16))
    note("kurs pływania", source=UnmetNeedSource.SIGNAL)

    assert UnmetNeed.objects.count() == 3


def test_staff_see_the_needs_of_their_centre_only():
    note("kurs pływania")
    director, stranger, resident = a_director(), a_stranger(), a_user(Role.RESIDENT)

    assert UnmetNeed.objects.visible_to(director).count() == 1
    assert UnmetNeed.objects.visible_to(resident).count() == 0
    with acting_for(another_centre().pk):
        assert UnmetNeed.objects.visible_to(stranger).count() == 0
