"""A card from the centre opens one plain page: for the person, for a daughter; in three languages, large, on paper."""

from datetime import date
from io import BytesIO

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cus.accounts.tests.factories import a_coordinator
from cus.cases.states import PlanState
from cus.cases.tests.factories import a_plan, an_application
from cus.people.models import PageCode, Person
from cus.people.tests.factories import a_person
from cus.people.tests.factories_of_circle import a_guardian
from cus.people.tests.factories_of_codes import a_page_code
from cus.records.models import DeniedTry
from tests.journeys.conftest import DESKTOP, PHONE, LookAt, SignIn
from tests.journeys.visitor import KeyboardVisitor

CODE = "ACDE FGHJ KMNP"


def somebody_helped() -> Person:
    """Anna Nowak, with a plan that runs all year."""
    year = localdate().year
    all_year = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    person, joanna = a_person(), a_coordinator(phone="+48125550126")
    a_plan(
        application=an_application(person=person, coordinator=joanna, state="DECIDED"),
        coordinator=joanna,
        state=PlanState.ACTIVE,
        version=all_year,
        **all_year,
    )
    return person


def opens_the_page(visitor: KeyboardVisitor, person: Person, code: str = CODE) -> None:
    visitor.opens("/kto-mi-pomaga/")
    visitor.is_on("Kto mi pomaga")
    visitor.writes("Kod z karty", code)
    visitor.writes_day("Data urodzenia osoby, której pomagamy", person.born_on)
    visitor.presses("Pokaż stronę")


def looks_in(page: Page, heading: str, look: LookAt) -> None:
    """On a desktop and on the narrowest phone."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        look(page)


def test_a_resident_reads_the_page_by_keyboard_in_three_languages_and_hides_it(
    keyboard_visitor: KeyboardVisitor, look: LookAt
) -> None:
    person = somebody_helped()
    a_page_code(person)

    opens_the_page(keyboard_visitor, person, "acde fghj kmnp")
    keyboard_visitor.is_on("Kto mi pomaga")
    keyboard_visitor.reads("Joanna Mazur")
    looks_in(keyboard_visitor.page, "Kto mi pomaga", look)
    for language, code, heading in (("English", "en", "Who helps me"), ("Українська", "uk", "Хто мені допомагає")):
        keyboard_visitor.presses(language)
        looks_in(keyboard_visitor.page, heading, look)
        expect(keyboard_visitor.page.locator("html")).to_have_attribute("lang", code)
        expect(
            keyboard_visitor.page.get_by_role("heading", name="zakupy")
            .or_(keyboard_visitor.page.get_by_text("zakupy").first)
            .first
        ).to_have_attribute("lang", "pl")
    keyboard_visitor.presses("Завершити і приховати")
    looks_in(keyboard_visitor.page, "Хто мені допомагає", look)
    keyboard_visitor.presses("Polski")
    keyboard_visitor.is_on("Kto mi pomaga")
    keyboard_visitor.goes_back()

    keyboard_visitor.does_not_read("Joanna Mazur")


def test_in_large_letters_and_on_paper_nothing_is_lost(keyboard_visitor: KeyboardVisitor, look: LookAt) -> None:
    person = somebody_helped()
    a_page_code(person)
    opens_the_page(keyboard_visitor, person)
    keyboard_visitor.is_on("Kto mi pomaga")

    keyboard_visitor.follows("Duże litery")
    looks_in(keyboard_visitor.page, "Kto mi pomaga", look)
    on_paper = PdfReader(BytesIO(keyboard_visitor.page.pdf(format="A4")))

    words = " ".join(page.extract_text() for page in on_paper.pages)
    for said in ("Kto mi pomaga", "Anna Nowak", "Joanna Mazur", "12 555 01 26", "zakupy"):
        assert said in " ".join(words.replace("\xa0", " ").split())
    for not_said in ("Zakończ", "English", "Drukuj"):
        assert not_said not in words


def test_after_five_wrong_tries_the_card_is_locked_until_the_desk_unlocks_it(
    keyboard_visitor: KeyboardVisitor, sign_in: SignIn
) -> None:
    person = somebody_helped()
    a_page_code(person)
    for _time in range(5):
        opens_the_page(keyboard_visitor, person, "ACDE FGHJ KMNQ")
        keyboard_visitor.is_on("Kto mi pomaga")
        keyboard_visitor.reads("Kod i data nie pasują do siebie")

    opens_the_page(keyboard_visitor, person)
    keyboard_visitor.is_on("Kto mi pomaga")
    keyboard_visitor.reads("Było za dużo błędnych prób")
    assert DeniedTry.objects.filter(why="LOCKED_CODE").count() == 1

    joanna = sign_in(a_coordinator())
    joanna.opens(f"/office/people/{person.pk}/codes/")
    joanna.is_on("Anna Nowak")
    joanna.reads("zablokowana po błędnych próbach")
    joanna.presses("Odblokuj")
    joanna.is_on("Anna Nowak")
    joanna.reads("Karta znów otwiera stronę")
    opens_the_page(keyboard_visitor, person)
    keyboard_visitor.reads("Joanna Mazur")


def test_a_guardian_gets_a_card_at_the_desk_and_opens_the_page_with_its_drawing(
    keyboard_visitor: KeyboardVisitor, sign_in: SignIn
) -> None:
    person = somebody_helped()
    a_guardian(person)
    joanna = sign_in(a_coordinator())
    joanna.opens(f"/office/people/{person.pk}/")
    joanna.is_on("Anna Nowak")
    joanna.follows("„Kto mi pomaga”")
    joanna.is_on("Anna Nowak")
    joanna.reads("Nikt nie ma karty")
    joanna.presses("Wydaj kartę: Roman Lis")
    joanna.is_on("Karta do wydruku")
    code = joanna.page.locator(".code-card-code").inner_text().strip()
    assert PageCode.objects.get().card == code[:4]

    keyboard_visitor.opens(f"/kto-mi-pomaga/#{code.replace(' ', '')}")  # what the drawing on the card holds
    keyboard_visitor.is_on("Kto mi pomaga")
    expect(keyboard_visitor.page.get_by_label("Kod z karty")).to_have_value(code.replace(" ", ""))
    assert code[-4:] not in keyboard_visitor.page.url
    keyboard_visitor.writes_day("Data urodzenia osoby, której pomagamy", person.born_on)
    keyboard_visitor.presses("Pokaż stronę")
    keyboard_visitor.is_on("Kto pomaga: Anna Nowak")
    keyboard_visitor.reads("Stronę otwiera karta, którą ma Roman Lis")


def test_without_script_the_page_opens_and_closes_as_well(page_without_script: Page) -> None:
    person = somebody_helped()
    a_page_code(person)
    page = page_without_script
    page.goto("/kto-mi-pomaga/")
    page.get_by_label("Kod z karty").fill(CODE)
    for label, part in (("Dzień", 14), ("Miesiąc", 3), ("Rok", 1948)):
        page.get_by_label(label, exact=True).fill(str(part))
    page.get_by_role("button", name="Pokaż stronę").click()
    expect(page.get_by_text("Joanna Mazur").first).to_be_visible()

    page.get_by_role("button", name="Українська").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Хто мені допомагає")
    page.get_by_role("button", name="Завершити і приховати").click()

    expect(page.get_by_text("Joanna Mazur")).to_have_count(0)
