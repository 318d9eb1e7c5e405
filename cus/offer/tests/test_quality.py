"""What makes an entry good, on sentences as centres write them."""

from datetime import date, datetime

import pytest
from django.utils.timezone import make_aware

from cus.offer.facts import facts_of
from cus.offer.quality import Fault, needs_checking, score_of
from cus.offer.tests.factories import a_location, a_service, opening_hours
from cus.offer.wording import long_sentences, long_words, office_words, passive_phrases, sentences_of

NOW = make_aware(datetime(2026, 11, 23, 12))

PLAIN = (
    "Opiekunka przychodzi do domu. Robi zakupy, gotuje obiad i pomaga się umyć. Przychodzi od poniedziałku do piątku."
)
OFFICE = (
    "Usługa jest realizowana w ramach zaspokajania niezbędnych potrzeb życiowych beneficjentów, w szczególności "
    "w zakresie pomocy w utrzymaniu higieny osobistej, sprzątaniu oraz zapewnieniu kontaktów z otoczeniem, "
    "zgodnie z indywidualnym planem."
)


def test_plain_text_has_nothing_against_it():
    assert not long_sentences(PLAIN)
    assert not long_words(PLAIN)
    assert not office_words(PLAIN)
    assert not passive_phrases(PLAIN)


def test_text_of_an_office_has_everything_against_it():
    assert len(long_sentences(OFFICE)) == 1
    assert office_words(OFFICE) == [
        "realizowana",
        "w ramach",
        "zaspokajania",
        "beneficjentów",
        "w szczególności",
        "w zakresie",
        "zgodnie z",
    ]
    assert passive_phrases(OFFICE) == ["jest realizowana"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dzwoń. Pytaj! Co dalej? Nic…", 4),
        ("Czynne od 8.00 do 15.30, ul. Rynek 1.", 1),
        ("Koszt 12,50 zł za godz. pracy.", 1),
        ("Pomagamy:\n- w zakupach\n- w sprzątaniu", 3),
        ("", 0),
    ],
)
def test_sentences_end_at_their_signs_and_not_in_abbreviations(text, count):
    assert len(sentences_of(text)) == count


@pytest.mark.parametrize(("words", "is_long"), [(20, False), (21, True)])
def test_twenty_words_are_a_breath_and_one_more_is_not(words, is_long):
    assert bool(long_sentences(" ".join(["kot"] * words) + ".")) is is_long


@pytest.mark.parametrize(
    "text",
    [
        "Pomoc jest przyznawana na rok.",
        "Usługi są świadczone w domu.",
        "Wnioski zostaną rozpatrzone w kolejności.",
        "Zajęcia były prowadzone przez wolontariuszy.",
        "Pomocy udziela się na wniosek.",
        "Opieka będzie bezpłatnie zapewniona.",
        "Osoba zostaje przyjęta do ośrodka.",
    ],
)
def test_passive_voice_is_found(text):
    assert passive_phrases(text)


@pytest.mark.parametrize(
    "text",
    [
        "Opiekunka jest miła i cierpliwa.",
        "To jest strona dla opiekunów.",
        "Są wolne miejsca w poniedziałki.",
        "Zajęcia prowadzi instruktorka.",
        "Będziemy razem gotować.",
        "Jest winda i podjazd.",
    ],
)
def test_active_voice_is_left_alone(text):
    assert passive_phrases(text) == []


@pytest.mark.django_db
class TestScore:
    def test_entry_with_everything_is_worth_a_hundred(self):
        service = self.a_good_service()

        assert self.of(service) == (100, ())

    @pytest.mark.parametrize(
        ("given", "fault", "score"),
        [
            ({"contact": ""}, Fault.NO_CONTACT, 85),
            ({"contact": "pokój nr 5"}, Fault.NO_CONTACT, 85),
            ({"checked_on": date(2025, 11, 23)}, Fault.NOT_CHECKED, 85),
            ({"checked_on": None}, Fault.NOT_CHECKED, 85),
            ({"description": "Pomoc w domu."}, Fault.TOO_SHORT, 88),
            ({"description": "Robimy zakupy. " * 70}, Fault.TOO_LONG, 92),
            ({"is_free": False, "fee_text": ""}, Fault.NO_FEE, 92),
            ({"limit_text": ""}, Fault.NO_LIMIT, 94),
            ({"keywords": " "}, Fault.NO_KEYWORDS, 95),
            ({"documents": ""}, Fault.NO_DOCUMENTS, 96),
        ],
    )
    def test_each_gap_costs_its_points(self, given, fault, score):
        assert self.of(self.a_good_service(**given)) == (score, (fault,))

    def test_what_costs_most_is_told_first(self):
        service = self.a_good_service(contact="", documents="", limit_text="")

        assert self.of(service)[1] == (Fault.NO_CONTACT, Fault.NO_LIMIT, Fault.NO_DOCUMENTS)

    def test_place_without_coordinates_and_accessibility_is_told(self):
        service = self.a_good_service(locations=[a_location(latitude=None, longitude=None, wheelchair=None)])

        assert self.of(service) == (93, (Fault.NO_ACCESSIBILITY, Fault.NO_COORDINATES))

    def test_group_that_meets_nowhere_needs_an_address_and_a_visit_at_home_does_not(self):
        group = self.a_good_service(form="GROUP", locations=[])
        visit = self.a_good_service(form="INDIVIDUAL", locations=[])

        assert self.of(group)[1] == (Fault.NO_ADDRESS,)
        assert self.of(visit)[1] == ()

    def test_confidential_shelter_is_not_asked_for_its_address(self):
        shelter = a_location(is_confidential=True, public_contact="800 120 002", latitude=None, longitude=None)
        service = self.a_good_service(form="PLACE", locations=[shelter])

        assert self.of(service)[1] == ()

    def a_good_service(self, **given):
        described = {
            "description": PLAIN,
            "contact": "Zespół usług, 12 284 87 00",
            "limit_text": "do 10 godzin w tygodniu",
            "documents": "dowód osobisty",
            "keywords": "mama nie wstaje z łóżka",
            "checked_on": date(2026, 11, 1),
            "locations": [a_location()] if "locations" not in given else (),
        }
        service = a_service(**(described | given))
        opening_hours(service, 1, "08:00", "16:00")
        return service

    def of(self, service):
        quality = score_of(facts_of(service, centre=service.centre, at=NOW))
        return quality.score, quality.faults


def test_entry_is_due_on_the_day_of_the_month_or_the_last_one():
    assert not needs_checking(checked_on=date(2026, 8, 31), every_months=6, on=date(2027, 2, 27))
    assert needs_checking(checked_on=date(2026, 8, 31), every_months=6, on=date(2027, 2, 28))
