from cus.records.papers.paper import Paragraph
from cus.records.papers.text import render_text
from cus.records.tests.paper_samples import a_confirmation, a_plan, a_refusal


def test_a_letter_becomes_an_email():
    assert render_text(a_confirmation()) == (
        "Lipnowiec, 30 października 2026 r.\n"
        "Numer sprawy: CUS-2026-1184\n"
        "\n"
        "Przyjęliśmy Pani wniosek\n"
        "========================\n"
        "\n"
        "Szanowna Pani,\n"
        "\n"
        "28 października 2026 r. Pani córka złożyła w Pani imieniu wniosek o\n"
        "usługi społeczne: pomoc w domu, obiady, łóżko rehabilitacyjne i przewóz\n"
        "do lekarza.\n"
        "\n"
        "Co będzie dalej\n"
        "---------------\n"
        "\n"
        "1. 13 listopada o 10:00 odwiedzi Panią Joanna Mazur, koordynatorka.\n"
        "   Porozmawiają Panie o tym, w czym trzeba pomóc.\n"
        "2. Najpóźniej 27 listopada powstanie plan pomocy. Zacznie działać\n"
        "   dopiero, gdy się Pani na niego zgodzi.\n"
        "3. O pomocy w domu zdecyduje osobna decyzja. Przyjdzie pocztą.\n"
        "\n"
        "Co powinna Pani zrobić\n"
        "----------------------\n"
        "\n"
        "Proszę przygotować odcinek emerytury. Jeśli termin wizyty nie pasuje,\n"
        "wystarczy zadzwonić: 99 555 01 26.\n"
        "\n"
        "Z poważaniem\n"
        "\n"
        "Joanna Mazur\n"
        "koordynatorka indywidualnych planów usług społecznych\n"
        "\n"
        "To pismo możemy wysłać większymi literami albo przeczytać przez telefon.\n"
        "Podstawa: ustawa z dnia 19 lipca 2019 r. o realizowaniu usług\n"
        "społecznych przez centrum usług społecznych.\n"
        "\n"
        "-- \n"
        "Centrum Usług Społecznych w Lipnowcu\n"
        "Gmina Lipnowiec\n"
        "ul. Szkolna 4, 64-999 Lipnowiec\n"
        "poniedziałek 8:00–17:00\n"
        "wtorek–piątek 7:30–15:30\n"
        "telefon 99 555 01 20\n"
        "cus@lipnowiec.example\n"
    )


def test_a_table_is_told_row_by_row():
    assert (
        "- Sąsiedzi: Odśnieżanie podwórka\n  Ile: gdy spadnie śnieg\n  Kto: Klub Młodych przy OSP\n"
    ) in render_text(a_plan())


def test_a_note_is_marked_on_every_line():
    assert "| Nie zgadza się Pani? Może się Pani odwołać\n|\n| Może Pani" in render_text(a_refusal())


def test_an_example_says_so_first():
    assert render_text(a_plan(example=True)).startswith("PRZYKŁAD – dane zmyślone\n\n")


def test_a_long_address_is_not_broken():
    link = "https://cus.lipnowiec.example/" + "sprawa/" * 20

    assert link in render_text(a_confirmation(blocks=(Paragraph(f"Proszę wejść na {link}"),)))
