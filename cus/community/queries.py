"""What pages read of diagnoses and consultations."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.community.events import EVENTS
from cus.community.models import Consultation, Diagnosis, DiagnosisState, RemarkOutcome
from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.law.diagnosis import Renewal, consultation_is_complete, may_be_final, renewal_on
from cus.records.models import Event

EVENTS_SHOWN = 30


@dataclass(frozen=True)
class Lack:
    """What is missing before a step, and whether the step waits for it."""

    text: str | Promise
    provision: str
    blocks: bool


def diagnoses(*, user: User) -> "QuerySet[Diagnosis]":
    """The newest first, with the number of findings."""
    rows = Diagnosis.objects.visible_to(user).select_related("consultation")
    return rows.annotate(number_of_findings=Count("findings")).order_by("-made_on", "-id")


def last_diagnosis(*, centre_id: int, on: date) -> Diagnosis | None:
    """The final diagnosis on which new programmes rest."""
    final = Diagnosis.objects.filter(centre_id=centre_id, state=DiagnosisState.FINAL, made_on__lte=on)
    return final.order_by("-made_on", "-id").first()


def renewal_of(*, centre_id: int, on: date) -> tuple[Renewal, Diagnosis | None]:
    """Whether the next diagnosis is due (RULE-18), and the last one."""
    last = last_diagnosis(centre_id=centre_id, on=on)
    return renewal_on(made_on=last.made_on if last else None, on=on), last


def lacks_of(diagnosis: Diagnosis, *, on: date) -> list[Lack]:
    """What stands between a draft and a final diagnosis, or should not be missing from it."""
    asked, centre = diagnosis.consultation, diagnosis.centre
    found = []
    if not may_be_final(consultation_ended_on=asked.ends_on if asked else None, on=on):
        text = _("Residents have not been consulted yet, or the consultation still runs.")
        found.append(Lack(text, provision_of(may_be_final), True))
    elif lack := lack_of_report(asked, centre):
        found.append(lack)
    if not diagnosis.findings.all():
        found.append(Lack(_("There are no findings yet."), "", True))
    return found


def lack_of_report(asked: Consultation | None, centre: Centre) -> Lack | None:
    """RULE-20: only a warning, which the centre may switch off."""
    if asked is None or effect_of(consultation_is_complete, switched_off=centre.switched_off_rules) is Effect.SILENT:
        return None
    if consultation_is_complete(
        starts_on=asked.starts_on, ends_on=asked.ends_on, channels=asked.channels, report=asked.report
    ):
        return None
    return Lack(_("The consultation has no report yet."), provision_of(consultation_is_complete), False)


def history_of(*things: Diagnosis | Consultation | None) -> list[dict[str, object]]:
    """What happened to the things, the newest first, as entries of a timeline."""
    events = Event.objects.about(*[thing for thing in things if thing]).select_related("actor").order_by("-id")
    return [
        {
            "title": EVENTS[event.name].in_words(event.details),
            "note": event.actor.name if event.actor else "",
            "on": event.happened_at,
        }
        for event in events[:EVENTS_SHOWN]
        if event.name in EVENTS
    ]


def rounds_of(consultation: Consultation | None) -> list[Consultation]:
    """The consultation and the rounds before it, the newest first."""
    rounds = []
    while consultation is not None:
        rounds.append(consultation)
        consultation = consultation.follows
    return rounds


def tally_of(consultation: Consultation) -> dict[str, int]:
    """How many remarks came, and what came of them."""
    counted = consultation.remarks.aggregate(
        all=Count("id"),
        taken=Count("id", filter=Q(outcome=RemarkOutcome.TAKEN)),
        partly=Count("id", filter=Q(outcome=RemarkOutcome.PARTLY)),
        not_taken=Count("id", filter=Q(outcome=RemarkOutcome.NOT_TAKEN)),
        waiting=Count("id", filter=Q(outcome="")),
    )
    return {str(name): int(count) for name, count in counted.items()}
