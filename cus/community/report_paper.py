"""What a consultation brought, on paper: for the council, the BIP and whoever took part. In Polish, as papers are."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from cus.accounts.sender import sender_of
from cus.community.models import Consultation, ConsultationRemark, RemarkOutcome
from cus.community.queries import tally_of
from cus.records.papers.markup import literal
from cus.records.papers.paper import (
    Block,
    Fact,
    Facts,
    Heading,
    Note,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Table,
    Tone,
)

OUTCOMES = {
    RemarkOutcome.TAKEN: "uwzględniona",
    RemarkOutcome.PARTLY: "uwzględniona częściowo",
    RemarkOutcome.NOT_TAKEN: "nieuwzględniona",
    "": "czeka na odpowiedź",
}


def suggested_report(consultation: Consultation) -> str:
    """A report to begin with: what is known of the consultation in full sentences, for a person to finish."""
    tally = tally_of(consultation)
    lines = [
        f"Konsultacje trwały od {_day(consultation.starts_on)} do {_day(consultation.ends_on)}",
        f"Sposoby udziału: {' '.join(consultation.channels.split())}",
    ]
    if not tally["all"]:
        lines.append("Nie wpłynęła żadna uwaga.")
    else:
        lines.append(
            f"Liczba uwag: {tally['all']}. Uwzględnione: {tally['taken']}, uwzględnione częściowo: {tally['partly']}, "
            f"nieuwzględnione: {tally['not_taken']}. Odpowiedzi z uzasadnieniem są w tabeli."
        )
    return "\n\n".join(lines)


def report_paper(consultation: Consultation, *, on: date) -> Paper:
    """The report with the table of remarks and answers; a draft until the consultation is closed."""
    centre = consultation.centre
    with translation.override("pl"):
        remarks = list(consultation.remarks.all())
        return Paper(
            kind=PaperKind.REPORT,
            number="z konsultacji" if consultation.is_finished else "projekt",
            title=literal(f"Raport z konsultacji: {consultation.subject}"),
            place=literal(centre.town),
            dated_on=_day(consultation.reported_on or on),
            sender=sender_of(centre),
            blocks=tuple(_blocks(consultation, remarks)),
            example=centre.is_example,
        )


def _blocks(consultation: Consultation, remarks: list[ConsultationRemark]) -> list[Block]:
    blocks: list[Block] = []
    if not consultation.is_finished:
        blocks.append(Note("To jest projekt raportu: konsultacje nie są zamknięte.", "Projekt", Tone.IMPORTANT))
    blocks.append(
        Facts(
            (
                Fact("Czego dotyczyły", literal(consultation.subject)),
                Fact("Kiedy trwały", f"od {_day(consultation.starts_on)} do {_day(consultation.ends_on)}"),
                Fact("Jak można było wziąć udział", literal(consultation.channels)),
                Fact("Liczba uwag", str(len(remarks))),
            )
        )
    )
    report = consultation.report or suggested_report(consultation)
    blocks += [Heading("Wyniki"), *(Paragraph(literal(part)) for part in _paragraphs(report))]
    if remarks:
        rows = tuple(
            Row(
                (
                    str(number),
                    literal(_who(one)),
                    literal(one.words),
                    OUTCOMES[one.outcome],
                    literal(one.answer or "–"),
                )
            )
            for number, one in enumerate(remarks, start=1)
        )
        header = ("Nr", "Kto i do czego", "Uwaga", "Wynik", "Odpowiedź")
        blocks += [Heading("Uwagi i odpowiedzi"), Table("Uwagi i odpowiedzi", header, rows)]
    return blocks


def _row(number: int, remark: ConsultationRemark) -> Row:
    answer = literal(remark.answer or "–")
    return Row((str(number), literal(_who(remark)), literal(remark.words), OUTCOMES[remark.outcome], answer))


def _who(remark: ConsultationRemark) -> str:
    return "\n".join(part for part in (remark.came_from, remark.concerns, _day(remark.came_on)) if part)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.splitlines() if part.strip()]


def _day(day: date) -> str:
    with translation.override("pl"):
        return f"{date_format(day, 'j E Y')} r."
