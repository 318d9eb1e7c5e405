"""The plan in easy words on paper: large letters, one idea a line, whom to call on top."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from cus.accounts.models import User
from cus.cases.models import PlanVersion
from cus.cases.planning.easy import EasyItem, EasyPlan
from cus.cases.states import VersionState
from cus.kit.templatetags.kit import phone
from cus.records.papers.markup import literal
from cus.records.papers.paper import Block, Heading, Note, Paper, PaperKind, Paragraph, Sender, Tone

TITLE = "Twój plan pomocy"
FOOTER = "Ten tekst jest łatwy do czytania.\nCałość jest w planie, który masz na piśmie."


def easy_paper(version: PlanVersion, easy: EasyPlan, *, coordinator: User | None, on: date) -> Paper:
    plan, centre = version.plan, version.centre
    with translation.override("pl"):
        return Paper(
            kind=PaperKind.PLAN,
            number=literal(f"{plan.number}, wersja {version.number}"),
            title=TITLE,
            place=literal(centre.town),
            dated_on=f"{date_format(on, 'j E Y')} r.",
            sender=Sender(
                name=literal(centre.name),
                address_lines=tuple(literal(line) for line in (centre.address, centre.town) if line),
                phone=phone(centre.phone),
                email=literal(centre.email),
            ),
            blocks=tuple(_blocks(version, easy, coordinator)),
            footer=FOOTER,
            example=centre.is_example,
        )


def _blocks(version: PlanVersion, easy: EasyPlan, coordinator: User | None) -> list[Block]:
    blocks: list[Block] = []
    if version.state not in (VersionState.APPROVED, VersionState.REPLACED):
        blocks.append(Note("To jest projekt. Plan jeszcze nie działa.", title="Projekt", tone=Tone.IMPORTANT))
    blocks.append(Paragraph(literal(f"Ten plan jest dla: {version.plan.person.name}.")))
    blocks += [Paragraph(literal(line)) for line in easy.first]
    if coordinator:
        called = f" Zadzwoń: {phone(coordinator.phone)}." if coordinator.phone else ""
        blocks.append(Note(literal(f"Twoim planem opiekuje się: {coordinator.name}.{called}"), title="Masz pytanie?"))
    number = 0
    for item in easy.items:
        number += item.is_need
        blocks += _item(item, number)
    return blocks


def _item(item: EasyItem, number: int) -> list[Block]:
    title = f"{number}. {item.title}" if item.is_need else item.title
    heading = Heading(literal(title), level=2 if item.is_need else 3)
    return [heading, *(Paragraph(literal(line)) for line in item.lines)]
