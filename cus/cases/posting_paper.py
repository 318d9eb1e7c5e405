"""The posting book (książka nadawcza) as rows for a spreadsheet and as a paper."""

from collections.abc import Iterable
from datetime import date

from cus.cases.models import Dispatch
from cus.records.letters import in_words
from cus.records.papers.markup import literal
from cus.records.papers.paper import Agreement, Paper, PaperKind, Row, Sender, Table

HEADER = ("Lp.", "Data nadania", "Adresat", "Adres", "Znak pisma", "Numer nadawczy", "Rodzaj")
REGISTERED = "polecona za potwierdzeniem odbioru"


def posting_rows(dispatches: Iterable[Dispatch]) -> list[tuple[str, ...]]:
    return [
        (
            str(place),
            f"{one.sent_on:%d.%m.%Y}",
            one.addressee.get("name", ""),
            ", ".join(one.addressee.get("address", [])),
            one.letter.number,
            one.card_number,
            REGISTERED,
        )
        for place, one in enumerate(dispatches, start=1)
    ]


def posting_paper(dispatches: Iterable[Dispatch], *, sender: Sender, first: date, last: date) -> Paper:
    """For the post: whoever takes the letters signs below."""
    rows = tuple(Row(tuple(map(literal, (*row[:1], *row[2:6])))) for row in posting_rows(dispatches))
    header = (HEADER[0], *HEADER[2:6])
    days = in_words(first) if first == last else f"{in_words(first)} – {in_words(last)}"
    return Paper(
        kind=PaperKind.REPORT,
        number="",
        title="Książka nadawcza",
        place="",
        dated_on=days,
        sender=sender,
        blocks=(
            Table(caption=f"Przesyłki polecone za potwierdzeniem odbioru: {len(rows)}", header=header, rows=rows),
            Agreement(labels=("data i podpis przyjmującego", "podpis nadającego")),
        ),
    )
