"""A letter goes out, its card comes back; the organiser words a letter anew. By keyboard, from page to page."""

import re

from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.tests.factories import a_coordinator, an_organiser
from cus.cases.models import LetterTemplate
from cus.cases.tests.factories_of_letters import a_case_letter
from cus.records.models import Letter
from tests.journeys.cast import DISCHARGE
from tests.journeys.conftest import SignIn


def test_letters_are_posted_taken_back_posted_and_delivered(sign_in: SignIn) -> None:
    joanna = a_coordinator()
    letter = a_case_letter(by=joanna, on=localdate())
    visitor = sign_in(joanna)

    visitor.opens(reverse("cases:to_send"))
    visitor.is_on("Do wysłania")
    visitor.ticks("Zakwalifikowanie do usługi, Anna Nowak")
    visitor.presses("Nadane dzisiaj")
    visitor.is_on("Do wysłania")
    visitor.reads("Żadne pismo nie czeka")
    visitor.presses("Cofnij")
    visitor.is_on("Do wysłania")
    visitor.ticks("Zakwalifikowanie do usługi, Anna Nowak")
    visitor.presses("Nadane dzisiaj")
    visitor.follows("Książka nadawcza")
    visitor.is_on("Książka nadawcza")
    visitor.follows(letter.number)

    visitor.is_on("Zakwalifikowanie do usługi")
    visitor.follows("Zapisz numer nadawczy")
    visitor.is_on("Numer nadawczy")
    visitor.writes("Numer nadawczy", "00759007734012345678")
    visitor.presses("Zapisz")
    visitor.is_on("Zakwalifikowanie do usługi")
    visitor.follows("Zapisz zwrotkę")
    visitor.is_on("Zwrotka")
    visitor.ticks("Odbiór jest podpisany")
    visitor.attaches("Podpisany odbiór", DISCHARGE)
    visitor.presses("Zapisz")

    visitor.is_on("Zakwalifikowanie do usługi")
    visitor.reads(re.compile("doręczone pocztą"))
    assert Letter.objects.get().state == "DELIVERED"


def test_the_organiser_words_a_letter_and_sees_it_before_it_holds(sign_in: SignIn) -> None:
    visitor = sign_in(an_organiser())

    visitor.opens(reverse("cases:wordings"))
    visitor.is_on("Treść pism")
    visitor.follows(re.compile(r"kwalifikowani"))
    visitor.is_on(re.compile(r"kwalifikowani"))
    visitor.follows("Zmień treść")
    visitor.is_on(re.compile("^Treść:"))
    visitor.writes("Treść pisma", "{zwrot}, mamy miejsce w usłudze {usluga}.")
    visitor.writes("Co się zmienia i dlaczego", "Krócej.")
    visitor.presses("Zapisz jako następną wersję")
    visitor.reads(re.compile(r"nie ma pola \{usluga\}"))

    visitor.writes("Treść pisma", "{zwrot}, mamy miejsce w usłudze {usługa}.")
    visitor.presses("Pokaż podgląd")
    visitor.is_on(re.compile("^Treść:"))
    visitor.reads("Szanowna Pani, mamy miejsce w usłudze Dowóz do lekarza.")
    assert not LetterTemplate.objects.exists()
    visitor.presses("Zapisz jako następną wersję")

    visitor.is_on(re.compile(r"kwalifikowani"))
    visitor.reads("Wersja 1")
    assert LetterTemplate.objects.get().reason == "Krócej."
