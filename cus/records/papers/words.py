"""The few words every paper prints by itself.

They follow the language of the paper (the reader's), not the language of the screen of whoever
prints it; this is why they are not gettext messages.
"""

from dataclasses import dataclass

from cus.records.papers.paper import PaperKind, Thread


@dataclass(frozen=True)
class Words:
    number: dict[PaperKind, str]
    thread: dict[Thread, str]
    page: str
    of_pages: str
    example: str
    phone: str


WORDS = {
    "pl": Words(
        number={
            PaperKind.LETTER: "Numer sprawy",
            PaperKind.DECISION: "Numer decyzji",
            PaperKind.PLAN: "Numer planu",
            PaperKind.PROGRAMME: "Wersja programu",
            PaperKind.REPORT: "Raport",
        },
        thread={Thread.SERVICE: "Usługa", Thread.NEIGHBOUR: "Sąsiedzi"},
        page="strona",
        of_pages="z",
        example="PRZYKŁAD – dane zmyślone",
        phone="telefon",
    ),
    "en": Words(
        number={
            PaperKind.LETTER: "Case number",
            PaperKind.DECISION: "Decision number",
            PaperKind.PLAN: "Plan number",
            PaperKind.PROGRAMME: "Version of the programme",
            PaperKind.REPORT: "Report",
        },
        thread={Thread.SERVICE: "Service", Thread.NEIGHBOUR: "Neighbours"},
        page="page",
        of_pages="of",
        example="EXAMPLE – invented data",
        phone="telephone",
    ),
}
