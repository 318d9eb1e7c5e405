"""The individual plan, from its draft to the closing talk."""

from datetime import date
from decimal import Decimal

from cus.accounts.models import User
from cus.cases.models import Application, EndReason, PlanNeed, PlanVersion, Rhythm, SupportKind
from cus.cases.planning.content import NEIGHBOUR, SERVICE
from cus.cases.services.plans import (
    ServiceGiven,
    SupportGiven,
    abandon_plan,
    add_need,
    add_service_row,
    add_support_row,
    agree_plan,
    approve_plan,
    begin_change,
    begin_plan,
    change_coordinator,
    change_frame,
    close_plan,
    discard_version,
    end_plan,
    note_summary_talk,
    pause_plan,
    remove_need,
    remove_row,
    resume_plan,
    return_plan,
)
from cus.offer.models import Service
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.office.stories.words import arguments
from cus.people.models import Representation


@verb("begins the plan")
def begins_the_plan(stage: Stage, by: User, *, case: Application, for_: User | None = None) -> None:
    begin_plan(application_id=case.pk, by=by, on=stage.on, coordinator_id=for_.pk if for_ else None)


@verb("writes the plan")
def writes_the_plan(
    stage: Stage,
    by: User,
    *,
    case: Application,
    from_: date,
    to: date,
    services: list[dict] | None = None,
    neighbours: list[dict] | None = None,
    need: str = "pomoc w domu",
    goal: str = "Mieszkam u siebie.",
) -> None:
    """The draft as it is to read: one need with its goal, and the rows of services and of neighbours.

    `services`: {service, amount, unit, per, when, from, to}; `neighbours`: {what, who, kind, when}.
    """
    version = stage.version_of(case)
    change_frame(version_id=version.pk, starts_on=from_, ends_on=to, summary="", by=by, on=stage.on)
    for thread, rows in ((SERVICE, version.service_rows), (NEIGHBOUR, version.support_rows)):
        for row in list(rows.all()):
            remove_row(thread=thread, row_id=row.pk, by=by, on=stage.on)
    for old in list(version.needs.all()):
        remove_need(need_id=old.pk, by=by, on=stage.on)
    needed = add_need(version_id=version.pk, need=need, goal=goal, by=by, on=stage.on)
    for said in services or []:
        _service_row(stage, by, version=version, need=needed, **arguments(_service_row, said, stage))
    for said in neighbours or []:
        _neighbour_row(stage, by, version=version, need=needed, **arguments(_neighbour_row, said, stage))


def _service_row(
    stage: Stage,
    by: User,
    version: PlanVersion,
    need: PlanNeed,
    *,
    service: Service,
    amount: Decimal | None = None,
    unit: str = "godzina",
    per: Rhythm = Rhythm.WEEK,
    when: str = "",
    from_: date | None = None,
    to: date | None = None,
) -> None:
    version.refresh_from_db()
    given = ServiceGiven(
        need_id=need.pk,
        service_id=service.pk,
        starts_on=from_ or version.starts_on,
        ends_on=to or version.ends_on,
        amount=amount,
        unit=unit,
        rhythm=per,
        when=when,
    )
    add_service_row(version_id=version.pk, given=given, by=by, on=stage.on)


def _neighbour_row(
    stage: Stage,
    by: User,
    version: PlanVersion,
    need: PlanNeed,
    *,
    what: str,
    who: str = "Teresa Lis",
    kind: SupportKind = SupportKind.NEIGHBOUR,
    when: str = "",
) -> None:
    version.refresh_from_db()
    given = SupportGiven(
        need_id=need.pk, kind=kind, what=what, who=who, starts_on=version.starts_on, ends_on=version.ends_on, when=when
    )  # fmt: skip
    add_support_row(version_id=version.pk, given=given, by=by, on=stage.on)


@verb("agrees the plan")
def agrees_the_plan(
    stage: Stage,
    by: User,
    *,
    case: Application,
    by_whom: Representation | None = None,
    how: str = "w rozmowie w domu",
) -> None:
    """`by whom`: who agrees for the person."""
    agree_plan(
        version_id=stage.version_of(case).pk,
        agreed_on=stage.on,
        how=how,
        representation_id=by_whom.pk if by_whom else None,
        by=by,
        on=stage.on,
    )


@verb("approves the plan")
def approves_the_plan(stage: Stage, by: User, *, case: Application) -> None:
    approve_plan(version_id=stage.version_of(case).pk, by=by, on=stage.on)


@verb("returns the plan")
def returns_the_plan(stage: Stage, by: User, *, case: Application, because: str = "Brakuje godzin.") -> None:
    return_plan(version_id=stage.version_of(case).pk, reason=because, by=by, on=stage.on)


@verb("begins a change of the plan")
def begins_a_change(stage: Stage, by: User, *, case: Application, because: str = "Zmieniły się potrzeby.") -> None:
    begin_change(plan_id=stage.plan_of(case).pk, reason=because, by=by, on=stage.on)


@verb("discards the change")
def discards_the_change(stage: Stage, by: User, *, case: Application) -> None:
    discard_version(version_id=stage.version_of(case).pk, by=by, on=stage.on)


@verb("abandons the plan")
def abandons_the_plan(stage: Stage, by: User, *, case: Application, because: str = "Wola osoby.") -> None:
    abandon_plan(plan_id=stage.plan_of(case).pk, reason=because, by=by, on=stage.on)


@verb("changes the coordinator")
def changes_the_coordinator(
    stage: Stage, by: User, *, case: Application, to: User, because: str = "Urlop koordynatorki."
) -> None:
    change_coordinator(plan_id=stage.plan_of(case).pk, coordinator_id=to.pk, reason=because, by=by, on=stage.on)


@verb("pauses the plan")
def pauses_the_plan(
    stage: Stage, by: User, *, case: Application, because: str = "Szpital.", until: date | None = None
) -> None:
    plan = stage.plan_of(case)
    pause_plan(plan_id=plan.pk, reason=because, starts_on=stage.on, ends_on=until, by=by, on=stage.on)


@verb("resumes the plan")
def resumes_the_plan(stage: Stage, by: User, *, case: Application) -> None:
    resume_plan(plan_id=stage.plan_of(case).pk, resumed_on=stage.on, by=by, on=stage.on)


@verb("ends the plan")
def ends_the_plan(
    stage: Stage, by: User, *, case: Application, because: EndReason = EndReason.RESIGNED, note: str = ""
) -> None:
    plan = stage.plan_of(case)
    end_plan(plan_id=plan.pk, reason=because, note=note or "Zanotowano w rozmowie.", by=by, on=stage.on)


@verb("holds the closing talk")
def holds_the_closing_talk(stage: Stage, by: User, *, case: Application, note: str = "Jest lepiej.") -> None:
    note_summary_talk(plan_id=stage.plan_of(case).pk, held_on=stage.on, note=note, by=by, on=stage.on)


@verb("notes why there was no talk")
def notes_why_no_talk(stage: Stage, by: User, *, case: Application, because: str) -> None:
    note_summary_talk(plan_id=stage.plan_of(case).pk, why_none=because, by=by, on=stage.on)


@verb("closes the plan")
def closes_the_plan(stage: Stage, by: User, *, case: Application, description: str) -> None:
    """`description` is the course and the results (opis przebiegu i rezultatów)."""
    close_plan(plan_id=stage.plan_of(case).pk, course_and_results=description, by=by, on=stage.on)
