"""A nasty file of an OPS, taken over with the keyboard and undone; and a file taken out for another program."""

from cus.accounts.tests.factories import an_organiser
from cus.cases.models import Application, AssistanceDecision, OpsImport
from cus.cases.tasks import go_on_with_import
from cus.cases.tests.factories_of_assistance import home_care
from cus.people.models import Person
from cus.people.tests.factories import a_person
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import SignIn
from tests.journeys.visitor import File, Visitor

TELEPHONE = {"width": 360, "height": 740}
NASTY = (
    "Wykaz świadczeniobiorców, stan na 1.01.2026, GOPS Niepołomice\r\n"
    ";Osoba;;;;Adres;;;Decyzja;;;;\r\n"
    "Lp.;Nazwisko;Imię;PESEL;Data urodzenia;Ulica;Nr;Miejscowość;Nr;Od;Do;Rodzaj pomocy;Nr sprawy\r\n"
    "1;ŻÓŁĆ;ŁUCJA;;14 marca 1948 r.;ul. Polna;3;Lipnowiec;D/1/26;01.01.2026;2026-12-31;Usługi opiekuńcze;OPS.1/24\r\n"
    "2;Kos;Jan;44051401358;;Polna;5;Lipnowiec;;;;;\r\n"
    "3;ŻÓŁĆ;ŁUCJA;;14.03.1948;ul. Polna;3;Lipnowiec;D/1/26;1-1-2026;31/12/2026;Usługi opiekuńcze;OPS.1/24\r\n"
    "4;Lis;Ewa;;12.12.1950;;;;;;;;\r\n"
    "5;Sowa;Iga;2271409867;;Leśna;1;Lipnowiec;;;;;\r\n"
).encode("cp1250")
FILE: File = {"name": "wykaz.csv", "mimeType": "text/csv", "buffer": NASTY}


def test_a_nasty_file_is_taken_over_and_undone(sign_in: SignIn) -> None:
    a_town_with_services()
    home_care()
    a_person(first_name="Ewa", last_name="Lis", pesel="", born_on=None)
    olga = sign_in(an_organiser(), viewport=TELEPHONE)

    hands_it_in(olga)
    names_the_kinds_of_help(olga)
    says_who_ewa_is(olga)
    takes_it_over(olga)
    undoes_it(olga)
    assert list(Person.objects.values_list("last_name", flat=True)) == ["Lis"]


def hands_it_in(olga: Visitor) -> None:
    olga.opens("/office/taking-over/")
    olga.is_on("Przejmowanie osób i spraw")
    olga.writes("Z którego ośrodka", "GOPS w Niepołomicach")
    olga.attaches("Plik", FILE)
    olga.presses("Obejrzyj plik")
    olga.is_on("Co znaczą kolumny")
    olga.reads("Decyzja / Od")
    olga.presses("Pokaż podgląd")
    olga.is_on("wykaz.csv")
    the_worker_comes(olga)
    olga.is_on("wykaz.csv")
    assert Person.objects.count() == 1  # a preview changes nothing
    olga.reads("PESEL 44051401358: cyfry się nie zgadzają")
    olga.reads("to samo co w wierszu 4")
    olga.reads("zgubiono zera na początku numeru PESEL")


def names_the_kinds_of_help(olga: Visitor) -> None:
    olga.reads("1 rodzaj pomocy nie ma jeszcze usługi w naszym katalogu")
    olga.follows("Rodzaje pomocy")
    olga.is_on("Rodzaje pomocy")
    olga.picks("Usługi opiekuńcze (2)", "Usługi opiekuńcze")
    olga.presses("Zapisz")
    olga.is_on("wykaz.csv")


def says_who_ewa_is(olga: Visitor) -> None:
    olga.follows("możliwy duplikat: powiedz, kto to jest")
    olga.is_on("Lis Ewa")
    olga.chooses("Ewa Lis")
    olga.presses("Zapisz")
    olga.is_on("wykaz.csv")


def takes_it_over(olga: Visitor) -> None:
    olga.presses("Przejmij")
    olga.is_on("wykaz.csv")
    the_worker_comes(olga)
    olga.is_on("wykaz.csv")
    olga.reads("zakończone")
    assert sorted(Person.objects.values_list("last_name", flat=True)) == ["Lis", "Sowa", "Żółć"]
    assert Application.objects.get().number == "OPS.1/24"
    assert AssistanceDecision.objects.count() == 0  # nobody said how many hours


def undoes_it(olga: Visitor) -> None:
    olga.unfolds("Cofnij import")
    olga.presses("Cofnij import")
    olga.is_on("wykaz.csv")
    the_worker_comes(olga)
    olga.is_on("wykaz.csv")
    olga.reads("cofnięte")


def the_worker_comes(olga: Visitor) -> None:
    run = OpsImport.objects.get()
    go_on_with_import(centre_id=run.centre_id, ops_import_id=run.pk, user_id=run.started_by_id)
    olga.opens(f"/office/taking-over/{run.pk}/")


def test_a_file_is_taken_out_and_who_took_it_is_seen(sign_in: SignIn) -> None:
    a_town_with_services()
    a_person()
    olga = sign_in(an_organiser())
    olga.opens("/office/files-out/")
    olga.is_on("Pliki dla innych programów")
    olga.chooses("sprawy i usługi")
    with olga.page.expect_download() as taken:
        olga.page.get_by_role("button", name="Pobierz plik").press("Enter")
    assert taken.value.suggested_filename.startswith("sprawy-")
    olga.opens("/office/files-out/")
    olga.is_on("Pliki dla innych programów")
    olga.reads("Olga Sroka")
