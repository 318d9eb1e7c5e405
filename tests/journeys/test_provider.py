"""A provider keeps its own entry: it proposes, the organiser approves, residents read it."""

from cus.accounts.tests.factories import an_organiser
from cus.offer.tests.factories import a_provider
from cus.offer.tests.factories_of_providers import a_keeper
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import Visitor

NEW = "Fizjoterapeutka przyjeżdża do domu także w soboty."


def test_a_provider_proposes_the_organiser_approves_and_residents_read_it(sign_in: SignIn, visitor: Visitor) -> None:
    provider = a_provider(name="Gabinet „Krok”")
    _centre, services = a_town_with_services(provider=provider)
    keeper, organiser = sign_in(a_keeper(provider)), sign_in(an_organiser())

    keeper.opens("/office/workspace/")
    keeper.is_on("Gabinet „Krok”")
    keeper.follows("Zaproponuj zmianę: Rehabilitacja w domu")
    keeper.is_on("Zmień usługę")
    keeper.writes("Co to jest", NEW)
    keeper.presses("Wyślij do centrum")
    keeper.is_on("Gabinet „Krok”")
    keeper.reads("Twoja zmiana czeka na centrum")

    visitor.opens(f"/uslugi/{services[0].uuid}/")
    visitor.is_on("Rehabilitacja w domu")
    visitor.does_not_read(NEW)

    organiser.opens("/office/proposals/")
    organiser.is_on("Propozycje wykonawców")
    organiser.follows("Rehabilitacja w domu")
    organiser.is_on("Rehabilitacja w domu")
    organiser.reads(NEW)
    organiser.presses("Zatwierdź i opublikuj")
    organiser.reads("Zatwierdzone. Katalog pokazuje nowy wpis.")
    organiser.is_on("Rehabilitacja w domu")

    visitor.opens(f"/uslugi/{services[0].uuid}/")
    visitor.is_on("Rehabilitacja w domu")
    visitor.reads(NEW)


def test_a_provider_says_what_is_free_and_when_it_rests(sign_in: SignIn) -> None:
    provider = a_provider(name="Gabinet „Krok”")
    a_town_with_services(provider=provider)
    keeper = sign_in(a_keeper(provider))

    keeper.opens("/office/workspace/")
    keeper.is_on("Gabinet „Krok”")
    keeper.follows("Podaj wolne moce: Rehabilitacja w domu")
    keeper.is_on("Wolne moce")
    keeper.writes("Ilu jeszcze osobom możecie teraz pomóc?", "4")
    keeper.presses("Zapisz")
    keeper.is_on("Gabinet „Krok”")
    keeper.reads("Wolne: 4")
    keeper.presses("Nadal aktualne: Rehabilitacja w domu")
    keeper.is_on("Gabinet „Krok”")
    keeper.reads("Dziękujemy. Katalog podaje, że wpis sprawdzono dzisiaj.")
