"""The kinds of letters whose wording a centre may change: what each may say, and how it is worded without a change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cus.records.letters import typed
from cus.records.models.letter import LetterKind
from cus.records.wording import Filled

WORDINGS = Path(__file__).with_name("wordings")
NO_INSTRUCTION = "(brak pouczenia)"
WITH_WHOM = {"Pana": "Panem", "Panią": "Panią"}
DECISIONS = frozenset({LetterKind.REFUSAL, LetterKind.ASSISTANCE_DECISION})  # their delivery starts a time limit
RULINGS = {"REFUSE": "odmawiam przyznania pomocy", "END": "kończę pomoc", "CHANGE": "zmieniam pomoc"}


@dataclass(frozen=True)
class Placeholder:
    """A value a wording may use: its name, what it is, and one from the life of an example person."""

    name: str
    meaning: str
    example: Filled


@dataclass(frozen=True)
class EditableLetter:
    """What the wording of one kind of letter is made of; `must_hold` is what the law wants in it."""

    kind: LetterKind
    placeholders: tuple[Placeholder, ...]
    title: str = ""  # empty: named by the matter itself, and not to be changed
    must_hold: frozenset[str] = frozenset()

    @property
    def all_placeholders(self) -> tuple[Placeholder, ...]:
        return (*self.placeholders, *COMMON)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.all_placeholders)

    @property
    def shipped(self) -> str:
        return shipped_wording(self.kind)

    @property
    def examples(self) -> dict[str, Filled]:
        return {one.name: one.example for one in self.all_placeholders}


@cache
def shipped_wording(kind: str) -> str:
    """The wording that came with the system."""
    return (WORDINGS / f"{kind.lower()}.txt").read_text(encoding="utf-8")


COMMON = (
    Placeholder("zwrot", "jak zwracamy się do osoby", "Szanowna Pani"),
    Placeholder("osoba", "imię i nazwisko", "Maria Zielińska"),
    Placeholder("kto", "Pani albo Pan", "Pani"),
    Placeholder("czyj", "Pani albo Pana", "Pani"),
    Placeholder("kogo", "dla Pani albo dla Pana, bez „dla”", "Pani"),
    Placeholder("komu", "Pani albo Panu", "Pani"),
    Placeholder("z kim", "Panią albo Panem", "Panią"),
    Placeholder("numer wniosku", "numer sprawy", "CUS.5030.12.2026"),
    Placeholder("data wniosku", "dzień złożenia", "2 marca 2026 r."),
    Placeholder(
        "złożenie wniosku", "kiedy i kto złożył, z dniem", "2 marca 2026 r. złożyła Pani wniosek"
    ),
    Placeholder("centrum", "nazwa centrum", "Centrum Usług Społecznych w Lipnowcu"),
    Placeholder("adres centrum", "adres w jednym wierszu", "Szkolna 4, 32-005 Lipnowiec"),
    Placeholder("telefon centrum", "telefon, pod którym ktoś odbiera", "99 555 01 20"),
)  # fmt: skip
SERVICES = Placeholder("usługi", "lista usług z wniosku", ["Obiady do domu", "Dowóz do lekarza"])
SERVICE = Placeholder("usługa", "nazwa usługi", "Dowóz do lekarza")
REASONS = Placeholder("uzasadnienie", "co ustalono i dlaczego tak", "Warunki programu nie są spełnione.")
PROVISION = Placeholder("podstawa prawna", "przepis", "ustawa i program usług społecznych")
APPEAL = Placeholder("pouczenie", "jak się odwołać", "Od tej decyzji można się odwołać w ciągu 14 dni.")
MISSING = Placeholder("czego brakuje", "co trzeba uzupełnić", "podpis na wniosku")
COMPLETE_BY = Placeholder("do kiedy", "ostatni dzień na uzupełnienie", "16 marca 2026 r.")
OF_DECISIONS = frozenset({REASONS.name, PROVISION.name, APPEAL.name})

EDITABLE: dict[str, EditableLetter] = {
    letter.kind: letter
    for letter in (
        EditableLetter(
            LetterKind.CONFIRMATION,
            (
                SERVICES,
                Placeholder("kod", "kod do zakładki „Moja sprawa”", "ACDEF GHJKM"),
                Placeholder("plan najpóźniej", "ostatni dzień na plan", "1 kwietnia 2026 r."),
                PROVISION,
            ),
            title="Potwierdzenie złożenia wniosku",
        ),
        EditableLetter(
            LetterKind.CALL_TO_COMPLETE, (MISSING, COMPLETE_BY, SERVICES), title="Prośba o uzupełnienie wniosku",
            must_hold=frozenset({MISSING.name, COMPLETE_BY.name}),
        ),
        EditableLetter(
            LetterKind.SET_ASIDE,
            (Placeholder("powód", "dlaczego", "Brak odpowiedzi."), MISSING, COMPLETE_BY, SERVICES, PROVISION),
            title="Pozostawienie wniosku bez rozpatrzenia",
        ),
        EditableLetter(
            LetterKind.WITHDRAWAL,
            (Placeholder("data wycofania", "dzień wycofania", "9 marca 2026 r."), SERVICES),
            title="Wycofanie wniosku",
        ),
        EditableLetter(
            LetterKind.QUALIFICATION,
            (
                SERVICE,
                Placeholder("miejsce", "gdzie jest usługa", "Dom Sąsiedzki, Rynek 4"),
                Placeholder("opłata", "ile kosztuje", "bezpłatnie"),
                Placeholder("co przygotować", "potrzebne dokumenty", "dowód osobisty"),
                Placeholder("kto odpowie", "kogo pytać o usługę", "Pani Beata Sikora, 99 555 01 21"),
            ),
            title="Zakwalifikowanie do usługi",
        ),
        EditableLetter(
            LetterKind.WAITING,
            (SERVICE, Placeholder("miejsce na liście", "miejsce jako przedział", "3–5 z 12")),
            title="Miejsce na liście oczekujących",
        ),
        EditableLetter(
            LetterKind.TRANSFER,
            (
                SERVICES,
                Placeholder("dokąd", "nazwa instytucji", "Miejsko-Gminny Ośrodek Pomocy Społecznej"),
                Placeholder("gdzie pytać", "nazwa, adres, telefon", "OPS, Rynek 1, telefon **12 555 01 00**"),
                Placeholder("wniosek czy część", "„wniosek” albo „część wniosku”", "część wniosku"),
                Placeholder("co zostało", "lista usług, którymi zajmujemy się my", ["Obiady do domu"]),
            ),
            title="Przekazanie wniosku",
        ),
        EditableLetter(
            LetterKind.REFUSAL,
            (
                SERVICES,
                Placeholder("usługi czy usług", "„usługi” albo „usług”", "usług"),
                REASONS, PROVISION, APPEAL,
                Placeholder(
                    "nowy wniosek", "zdanie; tylko gdy powodem był brak miejsc",
                    "Nowy wniosek można złożyć w każdej chwili.",
                ),
            ),
            must_hold=OF_DECISIONS | {SERVICES.name},
        ),
        EditableLetter(
            LetterKind.ASSISTANCE_DECISION,
            (
                Placeholder("rozstrzygnięcie", "co decyzja robi", "przyznaję pomoc"),
                SERVICE,
                Placeholder("ile", "liczba godzin", "20 godzin w miesiącu"),
                Placeholder("od kiedy", "pierwszy dzień pomocy", "1 kwietnia 2026 r."),
                Placeholder("do kiedy", "ostatni dzień pomocy", "31 marca 2027 r."),
                Placeholder("opłata", "ile kosztuje", "12,50 zł za godzinę"),
                Placeholder("czynności", "lista tego, co obejmuje pomoc", ["zakupy", "pomoc w kąpieli"]),
                Placeholder("data wywiadu", "dzień wywiadu środowiskowego", "9 marca 2026 r."),
                Placeholder("decyzja zmieniana", "jej numer; tylko przy zmianie", ""),
                Placeholder("decyzja przedłużana", "jej numer; tylko przy następnym okresie", ""),
                Placeholder("decyzja kończona", "jej numer; tylko przy zakończeniu", ""),
                Placeholder("koniec pomocy", "od którego dnia jej nie ma; tylko przy zakończeniu", ""),
                REASONS, PROVISION, APPEAL,
            ),
            must_hold=OF_DECISIONS | {"rozstrzygnięcie", SERVICE.name},
        ),
    )
}  # fmt: skip


def filled_values(kind: str, known: Mapping[str, Any]) -> dict[str, Filled]:
    """The values of all placeholders of the kind, out of what the matter knows; what it does not know is empty."""
    values = typed(known)
    found = _common(values) | OF_KIND.get(kind, _nothing)(values)
    names = EDITABLE[kind].names
    return {name: _as_filled(value) for name, value in found.items() if name in names}


def _as_filled(value: Any) -> Filled:
    if isinstance(value, list):
        return [str(one) for one in value]
    return "" if value is None else str(value)


def _common(values: Mapping[str, Any]) -> dict[str, Any]:
    filed_on, whose = values.get("filed_on"), values.get("whose")
    who_filed = f"złożono w {whose} imieniu" if values.get("for_another") else values.get("asked")
    return {
        "zwrot": values.get("greeting"),
        "osoba": values.get("name"),
        "kto": values.get("who"),
        "czyj": whose,
        "kogo": whose,
        "komu": values.get("to_whom"),
        "z kim": WITH_WHOM.get(str(values.get("whom")), "Panią/Panem"),
        "numer wniosku": values.get("number"),
        "data wniosku": filed_on,
        "złożenie wniosku": f"{filed_on} {who_filed} wniosek",
        "centrum": values.get("centre"),
        "adres centrum": values.get("centre_address"),
        "telefon centrum": values.get("phone"),
        "usługi": values.get("services"),
        "usługa": values.get("service"),
        "uzasadnienie": values.get("reasons"),
        "powód": values.get("reason"),
        "podstawa prawna": values.get("provision") or _act(values),
        "pouczenie": values.get("appeal_instruction") or NO_INSTRUCTION,
        "czego brakuje": values.get("missing"),
        "do kiedy": values.get("complete_by"),
        "opłata": values.get("fee"),
    }


def _act(values: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (values.get("act"), values.get("journal"))))


def _nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _of_confirmation(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"kod": values.get("code"), "plan najpóźniej": values.get("due_on")}


def _of_withdrawal(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"data wycofania": values.get("closed_on")}


def _of_qualification(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "miejsce": values.get("place"),
        "co przygotować": values.get("documents"),
        "kto odpowie": values.get("contact"),
    }


def _of_waiting(values: Mapping[str, Any]) -> dict[str, Any]:
    first, last, total = values.get("first"), values.get("last"), values.get("total")
    return {"miejsce na liście": f"{first if first == last else f'{first}–{last}'} z {total}"}


def _of_transfer(values: Mapping[str, Any]) -> dict[str, Any]:
    unit, rest = values.get("unit"), values.get("rest")
    phone = f"telefon **{values['unit_phone']}**" if values.get("unit_phone") else ""
    where = ", ".join(filter(None, (values.get("unit_address"), phone)))
    return {
        "dokąd": unit,
        "gdzie pytać": f"{unit}, {where}" if where else "",
        "wniosek czy część": "część wniosku" if rest else "wniosek",
        "co zostało": rest,
    }


def _of_refusal(values: Mapping[str, Any]) -> dict[str, Any]:
    again = "Nowy wniosek można złożyć w każdej chwili." if values.get("for_lack_of_places") else ""
    return {"usługi czy usług": "usługi" if len(values.get("services", [])) == 1 else "usług", "nowy wniosek": again}


def _of_assistance(values: Mapping[str, Any]) -> dict[str, Any]:
    kind, previous = values.get("kind"), values.get("previous_number")
    gives = kind not in ("REFUSE", "END")
    of_help = {
        "ile": values.get("amount"),
        "od kiedy": values.get("starts_on"),
        "do kiedy": values.get("ends_on"),
        "opłata": values.get("fee"),
        "czynności": values.get("tasks"),
    }
    return {
        "rozstrzygnięcie": RULINGS.get(str(kind), "przyznaję pomoc"),
        "data wywiadu": values.get("interview_on"),
        "decyzja zmieniana": previous if kind == "CHANGE" else "",
        "decyzja przedłużana": previous if kind == "RENEW" else "",
        "decyzja kończona": previous if kind == "END" else "",
        "koniec pomocy": values.get("starts_on") if kind == "END" else "",
    } | {name: value if gives else "" for name, value in of_help.items()}


OF_KIND: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    LetterKind.CONFIRMATION: _of_confirmation,
    LetterKind.WITHDRAWAL: _of_withdrawal,
    LetterKind.QUALIFICATION: _of_qualification,
    LetterKind.WAITING: _of_waiting,
    LetterKind.TRANSFER: _of_transfer,
    LetterKind.REFUSAL: _of_refusal,
    LetterKind.ASSISTANCE_DECISION: _of_assistance,
}
