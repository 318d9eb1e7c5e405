"""Three papers of the invented centre in Lipnowiec, as the office would send them."""

from cus.records.papers.markup import blocks_from_text
from cus.records.papers.paper import (
    Agreement,
    Fact,
    Facts,
    Heading,
    Note,
    Paper,
    PaperKind,
    Paragraph,
    Recipient,
    Row,
    Sender,
    Signature,
    Table,
    Thread,
    Tone,
)

SENDER = Sender(
    name="Centrum Usług Społecznych w Lipnowcu",
    municipality="Gmina Lipnowiec",
    address_lines=("ul. Szkolna 4, 64-999 Lipnowiec", "poniedziałek 8:00–17:00", "wtorek–piątek 7:30–15:30"),
    phone="99 555 01 20",
    email="cus@lipnowiec.example",
)
ANNA = Recipient(name="Pani Anna Nowak", address_lines=("ul. Ogrodowa 14/3", "64-999 Lipnowiec"))
COORDINATOR = Signature(name="Joanna Mazur", post="koordynatorka indywidualnych planów usług społecznych")

CONFIRMATION = """
Szanowna Pani,

28 października 2026 r. Pani córka złożyła w Pani imieniu wniosek o usługi społeczne:
pomoc w domu, obiady, łóżko rehabilitacyjne i przewóz do lekarza.

## Co będzie dalej

1. **13 listopada o 10:00** odwiedzi Panią {coordinator}, koordynatorka. Porozmawiają Panie
   o tym, w czym trzeba pomóc.
2. **Najpóźniej 27 listopada** powstanie plan pomocy. Zacznie działać dopiero, gdy się Pani
   na niego zgodzi.
3. O pomocy w domu zdecyduje osobna **decyzja**. Przyjdzie pocztą.

## Co powinna Pani zrobić

Proszę przygotować odcinek emerytury. Jeśli termin wizyty nie pasuje, wystarczy zadzwonić:
**{phone}**.

Z poważaniem
"""


def a_confirmation(**given: object) -> Paper:
    defaults = {
        "kind": PaperKind.LETTER,
        "number": "CUS-2026-1184",
        "title": "Przyjęliśmy Pani wniosek",
        "place": "Lipnowiec",
        "dated_on": "30 października 2026 r.",
        "sender": SENDER,
        "recipient": ANNA,
        "blocks": blocks_from_text(CONFIRMATION, {"coordinator": "Joanna Mazur", "phone": "99 555 01 26"}),
        "signature": COORDINATOR,
        "footer": "To pismo możemy wysłać większymi literami albo przeczytać przez telefon.\n"
        "Podstawa: ustawa z dnia 19 lipca 2019 r. o realizowaniu usług społecznych przez centrum usług społecznych.",
    }
    return Paper(**(defaults | given))


def a_refusal(**given: object) -> Paper:
    return a_confirmation(
        **{
            "kind": PaperKind.DECISION,
            "number": "CUS.5011.17.2026",
            "title": "Decyzja o odmowie zakwalifikowania do usługi",
            "blocks": (
                Paragraph("Po rozpatrzeniu wniosku Pani Anny Nowak z 28 października 2026 r."),
                Paragraph("**odmawiam zakwalifikowania do usługi „Przewóz do lekarza”.**"),
                Heading("Dlaczego"),
                Paragraph(
                    "Program usług społecznych gminy daje przewóz osobom, które nie mogą same korzystać z autobusu. "
                    "W rozmowie 13 listopada powiedziała Pani, że dojeżdża do przychodni autobusem linii 4, "
                    "a na większe zakupy jeździ z sąsiadką."
                ),
                Paragraph("Jeśli to się zmieni, może Pani złożyć nowy wniosek w każdej chwili."),
                Heading("Na jakiej podstawie"),
                Facts(
                    (
                        Fact("Przepis", "art. 00 ust. 0 ustawy przykładowej"),
                        Fact("Program", "§ 4 uchwały przykładowej Rady Gminy Lipnowiec"),
                    )
                ),
                Note(
                    "Może Pani odwołać się **w ciągu 14 dni** od dnia, w którym dostała Pani tę decyzję.\n\n"
                    "Odwołanie składa Pani do Samorządowego Kolegium Odwoławczego w Lipnowcu za naszym pośrednictwem: "
                    "pocztą albo osobiście, ul. Szkolna 4. Nic to nie kosztuje. Pomożemy je napisać: 99 555 01 20.",
                    title="Nie zgadza się Pani? Może się Pani odwołać",
                    tone=Tone.IMPORTANT,
                ),
            ),
            "signature": Signature(
                name="Krystyna Wilk",
                post="dyrektorka Centrum Usług Społecznych",
                authorisation="Z upoważnienia Wójta Gminy Lipnowiec",
            ),
            "footer": "Decyzję otrzymują: Pani Anna Nowak, akta sprawy.",
            **given,
        }
    )


PLAN_ROWS = (
    Row(
        ("Pomoc w domu: sprzątanie i kąpiel", "8 godzin w tygodniu", "Opieka Lipnowiec sp. z o.o.", "od 1 grudnia"),
        Thread.SERVICE,
    ),
    Row(("Obiady z dowozem", "5 w tygodniu", "Stołówka szkolna nr 2", "od 24 listopada"), Thread.SERVICE),
    Row(("Zakupy w sobotę i wspólna kawa", "raz w tygodniu", "Halina Sikora, sąsiadka", "od zaraz"), Thread.NEIGHBOUR),
    Row(
        (
            "Ćwiczenia z fizjoterapeutą",
            "2 spotkania po 45 minut w tygodniu",
            "Przychodnia Rehabilitacyjna „Krok”",
            "od 7 grudnia",
        ),
        Thread.SERVICE,
    ),
    Row(("Odśnieżanie podwórka", "gdy spadnie śnieg", "Klub Młodych przy OSP", "do końca marca"), Thread.NEIGHBOUR),
)


def a_plan(**given: object) -> Paper:
    return a_confirmation(
        **{
            "kind": PaperKind.PLAN,
            "number": "CUS-2026-1184/P1",
            "title": "Indywidualny plan usług społecznych",
            "recipient": None,
            "blocks": (
                Facts(
                    (
                        Fact("Dla kogo", "Anna Nowak, ul. Ogrodowa 14/3, Lipnowiec"),
                        Fact("Koordynatorka", "Joanna Mazur, telefon 99 555 01 26"),
                        Fact("Plan działa", "od 24 listopada 2026 r. do 23 listopada 2027 r."),
                    )
                ),
                Heading("Co jest dla Pani ważne"),
                Paragraph("Mieszkać u siebie, chodzić w niedzielę do kościoła i znowu piec ciasto dla wnuków."),
                Heading("Kto i w czym pomaga"),
                Table(
                    caption="Usługi gminy i pomoc sąsiadów",
                    header=("W czym", "Ile", "Kto", "Kiedy"),
                    rows=PLAN_ROWS,
                ),
                Heading("Zgoda"),
                Agreement(
                    text="Plan omówiłyśmy razem 20 listopada 2026 r. Zgadzam się na niego.",
                    labels=("data i podpis: Anna Nowak", "data i podpis: Joanna Mazur, koordynatorka"),
                ),
            ),
            "signature": None,
            "footer": "Plan może Pani zmienić w każdej chwili: wystarczy telefon do koordynatorki.",
            **given,
        }
    )
