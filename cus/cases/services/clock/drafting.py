"""At night: a letter whose moment has come is drafted, with a task for who answers for the matter. Nothing is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cus.accounts.models import Centre
from cus.cases.clock import Asked, Matter, matters
from cus.cases.letter_words import known_of, recipient_of
from cus.cases.models import Application, DraftKind, LetterDraft, MatterKind, Task, Transfer
from cus.kit.templatetags.kit import day_short
from cus.law.certainty import Effect
from cus.law.citations import effect_of
from cus.law.procedure import delay_is_to_be_told
from cus.records.letters import LANGUAGE_OF_LETTERS, compose
from cus.records.log import record

BEFORE_A_DELAY = timedelta(days=2)
AHEAD = timedelta(days=7)
APPEAL_BODY = {"name": "Samorządowe Kolegium Odwoławcze", "address": []}
TITLES = {
    DraftKind.REMINDER: "Przypomnienie o brakach we wniosku",
    DraftKind.DELAY: "Zawiadomienie o nowym terminie",
    DraftKind.APPEAL: "Przekazanie odwołania",
    DraftKind.TRANSFER: "Pytanie o przekazaną sprawę",
    DraftKind.RENEWAL: "Pomoc niedługo się kończy",
}
TEMPLATES = {
    DraftKind.REMINDER: "cases/letters/clock_reminder.txt",
    DraftKind.DELAY: "cases/letters/clock_delay.txt",
    DraftKind.APPEAL: "cases/letters/clock_appeal.txt",
    DraftKind.TRANSFER: "cases/letters/clock_transfer.txt",
    DraftKind.RENEWAL: "cases/letters/clock_renewal.txt",
}


@dataclass(frozen=True)
class Moment:
    """A letter whose moment has come."""

    kind: DraftKind
    matter: Matter


def draft_due_letters(*, on: date) -> int:
    """Draft what is due for the centre acted for; a matter gets each letter once. Records `letter.drafted` of each."""
    made = 0
    for centre in Centre.objects.filter(pk=getattr(connection, "tenant_id", None)):
        found = matters(Asked(centre=centre, user=None, on=on, until=on + AHEAD))
        moments = [moment for matter in found for moment in moments_of(matter, centre, on=on)]
        made += _draft(moments, centre, on=on)
    return made


def moments_of(matter: Matter, centre: Centre, *, on: date) -> Iterator[Moment]:
    """Which letter a matter needs on the day, if any."""
    if matter.is_of_the_person or matter.due_on is None:
        return
    in_any_case = {
        MatterKind.COMPLETION: DraftKind.REMINDER,
        MatterKind.APPEAL: DraftKind.APPEAL,
        MatterKind.RENEWAL: DraftKind.RENEWAL,
    }
    if matter.kind in in_any_case:
        yield Moment(in_any_case[matter.kind], matter)
    if matter.kind == MatterKind.TRANSFER and matter.due_on <= on:
        yield Moment(DraftKind.TRANSFER, matter)
    if matter.may_move and matter.stands is None and _delay_is_near(matter.due_on, centre, on=on):
        yield Moment(DraftKind.DELAY, matter)


def _delay_is_near(due_on: date, centre: Centre, *, on: date) -> bool:
    tells = effect_of(delay_is_to_be_told, switched_off=centre.switched_off_rules) is not Effect.SILENT
    return tells and delay_is_to_be_told(due_on=due_on - BEFORE_A_DELAY, on=on)


@transaction.atomic
def _draft(moments: list[Moment], centre: Centre, *, on: date) -> int:
    """Those not drafted before, whatever became of the draft."""
    cases = {moment.matter.application_id for moment in moments}
    before = set(LetterDraft.objects.filter(application__in=cases).values_list("application_id", "kind", "about"))
    new = [one for one in moments if (one.matter.application_id, one.kind.value, one.matter.about) not in before]
    known = Application.objects.select_related("person", "representation", "centre")
    applications = known.in_bulk([moment.matter.application_id for moment in new])
    for moment in new:
        _write_down(moment, applications[moment.matter.application_id or 0], centre, on=on)
    return len(new)


def _write_down(moment: Moment, application: Application, centre: Centre, *, on: date) -> None:
    matter, title = moment.matter, TITLES[moment.kind]
    with override(LANGUAGE_OF_LETTERS):
        text = compose(
            f"cases/letters/clock_{moment.kind.lower()}.txt", known_of(application) | _values(matter, application)
        )
    draft = LetterDraft.objects.create(
        centre=centre,
        application=application,
        kind=moment.kind,
        about=matter.about,
        due_on=matter.due_on or on,
        title=title,
        recipient=_recipient(moment, application, on=on),
        text=text,
        task=_task(moment, application, centre, on=on),
        drafted_on=on,
    )
    record("letter.drafted", subject=draft, story=application.person, by=None, title=title)


def _values(matter: Matter, application: Application) -> dict[str, Any]:
    return {
        "due_on": matter.due_on,
        "missing": application.missing,
        "service": matter.subject.partition(": ")[2] or matter.subject,
    }


def _recipient(moment: Moment, application: Application, *, on: date) -> dict[str, Any]:
    if moment.kind == DraftKind.APPEAL:
        return APPEAL_BODY
    if moment.kind == DraftKind.TRANSFER:
        transfer = Transfer.objects.select_related("unit").get(pk=int(moment.matter.about.partition(":")[2]))
        return {"name": transfer.unit.name, "address": transfer.unit.address.splitlines()}
    return recipient_of(application, on=on)


def _task(moment: Moment, application: Application, centre: Centre, *, on: date) -> Task | None:
    """For who answers for the matter; without anybody it stays on the list of alarms."""
    charge = moment.matter.charge
    if charge is None:
        return None
    with override(LANGUAGE_OF_LETTERS):
        text = _("Read the drafted letter “%(title)s” (%(number)s, by %(day)s)") % {
            "title": TITLES[moment.kind],
            "number": application.number,
            "day": day_short(moment.matter.due_on or on),
        }
    return Task.objects.create(
        centre=centre, owner_id=charge.user_id, person=application.person, application=application,
        text=text[:300], due_on=max(on, moment.matter.due_on or on), added_by=None,
    )  # fmt: skip
