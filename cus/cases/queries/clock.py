"""What the pages of the clock show."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.clock import Asked, Charge, Matter, matters
from cus.cases.clock.matter import SOON
from cus.cases.models import Application, LetterDraft, Stop
from cus.records.models import Document, Letter

NOBODY = "nobody"
PARTS_OF_A_STOP = ("stopped_by", "let_go_by", "letter", "document")


@dataclass(frozen=True)
class AlarmFilter:
    """What the list is narrowed to: which kind of alarm, and who answers."""

    kind: str = ""
    charge: str = ""


@dataclass(frozen=True)
class Alarms:
    """The alarms of a centre: those to show, how many of each kind, and who answers for any."""

    shown: list[Matter]
    late: int
    soon: int
    stands: int
    charges: list[Charge]


def alarms(*, user: User, chosen: AlarmFilter, on: date) -> Alarms:
    """What is late, due within a week, or has stood still for too long."""
    found = [one for one in matters(Asked.by(user, on=on, until=on + SOON)) if one.needs_attention]
    charges = {one.charge.user_id: one.charge for one in found if one.charge}
    return Alarms(
        shown=[one for one in found if _is_of_kind(one, chosen.kind) and _is_of_charge(one, chosen.charge)],
        late=sum(one.is_late for one in found),
        soon=sum(one.is_soon for one in found),
        stands=sum(one.stands_too_long for one in found),
        charges=sorted(charges.values(), key=lambda one: (one.name, one.user_id)),
    )


def _is_of_kind(matter: Matter, kind: str) -> bool:
    return {"late": matter.is_late, "soon": matter.is_soon, "stands": matter.stands_too_long}.get(kind, True)


def _is_of_charge(matter: Matter, charge: str) -> bool:
    if charge == NOBODY:
        return matter.charge is None
    return not charge or (matter.charge is not None and str(matter.charge.user_id) == charge)


def as_csv(rows: Iterable[Matter]) -> str:
    """The list for a spreadsheet, by case number: without names, so that a file left lying tells of nobody."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [_("case"), _("matter"), _("next step"), _("due"), _("days left"), _("stands still"), _("answers for it"), _("legal basis")]  # noqa: E501
    )  # fmt: skip
    for one in rows:
        stands = str(one.stands.get_reason_display()) if one.stands else ""
        cells = [one.number, one.subject, one.next_step, one.due_on or "", one.days_left, stands]
        writer.writerow([*cells, one.charge.name if one.charge else "", one.provision])
    return text.getvalue()


@dataclass(frozen=True)
class CaseClock:
    """The clock of one case: its matters, what stands and stood still, the letters drafted."""

    matters: list[Matter]
    stops: list[Stop]
    drafts: list[LetterDraft]


def case_clock(application: Application, *, user: User, on: date) -> CaseClock:
    stops = Stop.objects.visible_to(user).filter(application=application)
    drafts = LetterDraft.objects.visible_to(user).open().filter(application=application)
    return CaseClock(
        matters=matters(Asked.by(user, on=on, application_id=application.pk)),
        stops=list(
            stops.select_related("stopped_by", "let_go_by", "letter", "document").order_by("-starts_on", "-id")
        ),
        drafts=list(drafts.order_by("due_on", "id")),
    )


def papers_of(application: Application) -> dict[str, list[tuple[int, str]]]:
    """Letters and documents of the case to choose from."""
    letters = Letter.objects.about(application).order_by("-id").values_list("pk", "title", "number")
    documents = Document.objects.about(application).order_by("-id").values_list("pk", "name")
    return {
        "letters": [(pk, f"{title}, {number}") for pk, title, number in letters],
        "documents": list(documents),
    }
