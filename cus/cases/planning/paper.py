"""The plan on paper, in plain Polish: who helps me, when, what I agreed to, whom to call.

Papers speak the reader's language, which is Polish, whatever the language of the screen; so these words are written
out here and are not gettext messages.
"""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from cus.accounts.models import Centre, User
from cus.cases.models import Plan, PlanVersion
from cus.cases.planning.content import NEIGHBOUR, SERVICE, ContentSaid, RowSaid, content_of
from cus.cases.states import VersionState
from cus.kit.templatetags.kit import phone
from cus.records.papers.markup import literal
from cus.records.papers.paper import (
    Agreement,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Note,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Sender,
    Table,
    Thread,
    Tone,
)

TITLE = "Indywidualny plan usług społecznych"
THREADS = {SERVICE: Thread.SERVICE, NEIGHBOUR: Thread.NEIGHBOUR}
NOT_YET = "ustalimy"
FOOTER = (
    "Plan można zmienić w każdej chwili: wystarczy telefon do koordynatora.\n"
    "To pismo możemy wydrukować większymi literami albo przeczytać przez telefon."
)


def plan_paper(version: PlanVersion, *, coordinator: User | None, on: date) -> Paper:
    """One version as a paper. An approved one always says the same, but for whom to call, which follows the day."""
    plan, centre = version.plan, version.centre
    with translation.override("pl"):
        return Paper(
            kind=PaperKind.PLAN,
            number=literal(f"{plan.number}, wersja {version.number}"),
            title=TITLE if _is_valid(version) else f"{TITLE}: projekt",
            place=literal(centre.town),
            dated_on=_day(version.approved_on or on),
            sender=_sender(centre),
            blocks=tuple(_blocks(version, content_of(version), coordinator)),
            footer=FOOTER,
            example=centre.is_example,
        )


def _is_valid(version: PlanVersion) -> bool:
    return version.state in (VersionState.APPROVED, VersionState.REPLACED)


def _sender(centre: Centre) -> Sender:
    lines = (centre.address, f"{centre.postcode} {centre.town}".strip(), centre.opening_hours)
    return Sender(
        name=literal(centre.name),
        address_lines=tuple(literal(line) for line in lines if line),
        phone=phone(centre.phone),
        email=literal(centre.email),
    )


def _blocks(version: PlanVersion, content: ContentSaid, coordinator: User | None) -> list[Block]:
    blocks: list[Block] = []
    if not _is_valid(version):
        blocks.append(
            Note(
                "To jest projekt. Plan zacznie działać, gdy osoba się na niego zgodzi i zatwierdzi go dyrektor.",
                title="Projekt",
                tone=Tone.IMPORTANT,
            )
        )
    elif version.state == VersionState.REPLACED:
        blocks.append(Note("Tę wersję zastąpiła nowsza.", title="Wersja archiwalna", tone=Tone.IMPORTANT))
    blocks.append(Facts(tuple(_facts(version.plan, content, coordinator))))
    if content.summary:
        blocks += [Heading("Co jest najważniejsze"), Paragraph(literal(content.summary))]
    blocks += _help(content)
    blocks += _whom_to_call(version.centre, content, coordinator)
    if version.change_reason:
        blocks += [Heading("Dlaczego plan się zmienia"), Paragraph(literal(version.change_reason))]
    return blocks + _agreement(version, coordinator)


def _facts(plan: Plan, content: ContentSaid, coordinator: User | None) -> list[Fact]:
    person = plan.person
    who = ", ".join(part for part in (person.name, person.address) if part)
    facts = [
        Fact("Dla kogo", literal("\n".join([who, *_also_for(plan)]))),
        Fact("Plan działa", f"od {_day(content.starts_on)} do {_day(content.ends_on)}"),
    ]
    if coordinator:
        facts.append(Fact("Nad planem czuwa", literal(_with_phone(coordinator.name, coordinator.phone))))
    return facts


def _also_for(plan: Plan) -> list[str]:
    """The other people of a household's plan."""
    if plan.household_id is None:
        return []
    members = plan.members.in_it().exclude(person=plan.person_id).select_related("person").order_by("id")
    return [member.person.name for member in members]


def _help(content: ContentSaid) -> list[Block]:
    """A table for each need: rows of both threads in one order, as equals."""
    blocks: list[Block] = [Heading("Kto i w czym pomaga")]
    for number, need in enumerate(content.needs, start=1):
        blocks.append(Heading(literal(f"{number}. {need.need}"), level=3))
        if need.goal:
            blocks.append(Paragraph(f"**Cel:** {literal(need.goal)}"))
        if need.rows:
            blocks.append(
                Table(
                    caption=literal(f"Pomoc: {need.need}"),
                    header=("W czym", "Ile i kiedy", "Kto", "Terminy"),
                    rows=tuple(_row(row, content) for row in need.rows),
                )
            )
    return blocks


def _row(row: RowSaid, content: ContentSaid) -> Row:
    amount = "\n".join(part for part in (row.amount, row.when) if part) or NOT_YET
    whose, fee = f"Dla: {row.for_whom}" if row.for_whom else "", f"Opłata: {row.fee}" if row.fee else ""
    what = "\n".join(part for part in (row.title, whose, row.note, fee) if part)
    who = "\n".join(part for part in (row.who or NOT_YET, phone(row.phone)) if part)
    whole = (row.starts_on, row.ends_on) == (content.starts_on, content.ends_on)
    days = "przez cały plan" if whole else f"od {_day(row.starts_on)} do {_day(row.ends_on)}"
    return Row((literal(what), literal(amount), literal(who), days), THREADS[row.thread])


def _whom_to_call(centre: Centre, content: ContentSaid, coordinator: User | None) -> list[Block]:
    calls = []
    if coordinator and coordinator.phone:
        calls.append(f"{_with_phone(coordinator.name, coordinator.phone)}: w każdej sprawie planu")
    if centre.phone:
        calls.append(f"{_with_phone(centre.name, centre.phone)}: gdy koordynator nie odbiera")
    seen = dict.fromkeys(
        f"{_with_phone(row.who, row.phone)}: {row.title}" for row in content.rows if row.who and row.phone
    )
    calls += list(seen)
    if not calls:
        return []
    return [Heading("Do kogo dzwonić"), Bullets(tuple(literal(call) for call in calls))]


def _agreement(version: PlanVersion, coordinator: User | None) -> list[Block]:
    person = version.plan.person.name
    said = []
    if version.agreed_on:
        said.append(f"Plan uzgodniono {_day(version.agreed_on)} ({version.agreed_how}). Zgoda: {version.agreed_by}.")
    if version.approved_on and version.approved_by:
        post = f", {version.approved_by.post}" if version.approved_by.post else ""
        said.append(f"Plan zatwierdzono {_day(version.approved_on)}: {version.approved_by.name}{post}.")
    labels = [f"data i podpis: {version.agreed_by or person}"]
    if coordinator:
        labels.append(f"data i podpis: {coordinator.name}, {coordinator.post or 'koordynator planu'}")
    text = "\n".join(said) or "Zgadzam się na ten plan. Mogę go zmienić albo z niego zrezygnować."
    return [Heading("Zgoda"), Agreement(text=literal(text), labels=tuple(literal(label) for label in labels))]


def _with_phone(name: str, number: str) -> str:
    return f"{name}, telefon {phone(number)}" if number else name


def _day(day: date) -> str:
    return f"{date_format(day, 'j E Y')} r."
