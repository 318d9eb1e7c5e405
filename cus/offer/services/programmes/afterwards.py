"""What happens to a programme that is law: the voivode may annul it, its time ends, the centre evaluates it."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.kit.errors import Refused, WrongState
from cus.offer.models import Annulment, EvaluationKind, ProgrammeEvaluation, ProgrammeVersion, Service
from cus.offer.services.programmes.drafting import copy_of
from cus.offer.services.programmes.locking import locked_programme, locked_version
from cus.offer.states.programmes import VERSION, VersionState
from cus.records.log import record

DAY = timedelta(days=1)


@transaction.atomic
def annul_version(
    *, version_id: int, fields: dict[str, Any], services: Collection[Service] = (), by: User, on: date
) -> Annulment:
    """Note that the voivode or a court declared the version void.

    `fields`: is_whole, decided_on, void_from, reference, what. Days before `void_from` stay as they were. Where an
    amendment falls, the wording before it applies again. Records `programme.annulled`.
    """
    version = locked_version(version_id, by)
    if version.state not in (VersionState.ADOPTED, VersionState.PUBLISHED):
        raise WrongState(_("Only what a council adopted can be annulled."))
    if not fields["is_whole"] and not fields["what"].strip():
        raise Refused(_("Write which points or services are void."))
    if fields["decided_on"] > on or fields["void_from"] < fields["decided_on"]:
        raise Refused(_("The ruling is of today or earlier, and works from its day or later. Check both dates."))
    annulment = Annulment.objects.create(centre=version.centre, version=version, **fields)
    annulment.services.set(services)
    if fields["is_whole"]:
        _end_wholly(version, void_from=fields["void_from"], by=by, on=on)
    record(
        "programme.annulled",
        subject=version.programme,
        by=by,
        number=version.number,
        reference=annulment.reference,
        whole=annulment.is_whole,
    )
    return annulment


def _end_wholly(version: ProgrammeVersion, *, void_from: date, by: User, on: date) -> None:
    last_day = void_from - DAY
    had_begun = version.in_force_from is not None and version.in_force_from <= last_day
    first_day = version.in_force_from
    VERSION.take(version, "annul")
    if had_begun:
        version.in_force_until = min(version.in_force_until or last_day, last_day)
    else:
        version.in_force_from = version.in_force_until = None
    version.save(update_fields=["state", "in_force_from", "in_force_until"])
    if first_day is not None:
        _restore_former(version, from_day=void_from if had_begun else first_day, by=by, on=on)


def _restore_former(version: ProgrammeVersion, *, from_day: date, by: User, on: date) -> None:
    """The wording an annulled amendment had replaced applies again, to its own last day, as a version of its own."""
    former = (
        version.programme.versions.filter(state=VersionState.PUBLISHED, in_force_until__lt=from_day)
        .order_by("-in_force_until")
        .first()
    )
    if former is None or former.ends_on < from_day:
        return
    if former.in_force_until == from_day - DAY:  # nothing came between: it simply goes on
        former.in_force_until = former.ends_on
        former.save(update_fields=["in_force_until"])
        return
    reason = _("An annulled amendment: version %(number)s applies again.") % {"number": former.number}
    # Born as given up: neither sealed before its rows are copied nor in the way of a version being prepared.
    restored = copy_of(former, restores=former, change_reason=reason, state=VersionState.DISCARDED)
    restored.state = VersionState.PUBLISHED
    restored.in_force_from, restored.in_force_until = from_day, former.ends_on
    restored.save(update_fields=["state", "in_force_from", "in_force_until"])
    record("programme.restored", subject=version.programme, by=by, number=restored.number)


@transaction.atomic
def evaluate_programme(*, programme_id: int, fields: dict[str, Any], by: User, on: date) -> ProgrammeEvaluation:
    """Keep what the programme gave. Records `programme.evaluated`.

    `fields`: kind, evaluated_on, findings, indicators, decision. The final one waits for the end of the programme.
    """
    programme = locked_programme(programme_id, by)
    last_day = programme.versions.last_day_in_force()
    if last_day is None:
        raise WrongState(_("A programme that was never in force has nothing to evaluate."))
    if fields["kind"] == EvaluationKind.FINAL:
        if on <= last_day:
            raise WrongState(_("The programme has not ended yet. Choose a yearly evaluation."))
        if programme.evaluations.filter(kind=EvaluationKind.FINAL).exists():
            raise WrongState(_("The final evaluation of this programme is written already."))
    if fields["evaluated_on"] > on:
        raise Refused(_("The evaluation cannot be of a day that has not come. Check the date."))
    evaluation = ProgrammeEvaluation.objects.create(centre=programme.centre, programme=programme, by=by, **fields)
    record("programme.evaluated", subject=programme, by=by, kind=evaluation.kind)
    return evaluation
