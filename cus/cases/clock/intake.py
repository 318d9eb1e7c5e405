"""From the application to the list: the thirty days, what is missing, what was passed on, offers, consents."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cus.cases.clock.asked import Asked, narrowed, seen
from cus.cases.clock.matter import Charge, Matter, by_law, matter_of
from cus.cases.models import (
    Application,
    MatterKind,
    PlaceOffer,
    Plan,
    PlanVersion,
    RequestedService,
    Transfer,
    TransferAnswer,
)
from cus.cases.states import OPEN_APPLICATION, ApplicationState, PlanState, RequestState, VersionState
from cus.cases.states.waiting import RUNNING_OFFER, OfferState
from cus.law.deadlines import PREPARATION, plan_due_on
from cus.law.plan import is_plan_required
from cus.law.procedure import end_of_term, term_is_over
from cus.people.models import Consent

NOT_YET_MADE = (PlanState.PREPARED, PlanState.ABANDONED)
CONSENT_ENDS_SOON = timedelta(days=30)


def applications(asked: Asked) -> Iterator[Matter]:
    """The thirty days of every application without its plan, and the time to complete of those that lack something."""
    last = asked.until or date.max
    due = Q(complete_by__lte=last)
    if asked.until:
        due |= Q(filed_on__lte=asked.until - PREPARATION.on(asked.until))
    rows = narrowed(_waiting(asked), asked, due=due, case="pk", whose="coordinator", to_sign=Q(making=AGREED))
    for application in rows.select_related("person", "coordinator").order_by("id"):
        if application.state == ApplicationState.INCOMPLETE and application.complete_by:
            yield _completion(application, asked)
        if _plan_is_needed(application) is not False:
            yield _thirty_days(application, asked)


AGREED = VersionState.AGREED


def _waiting(asked: Asked):  # type: ignore[no-untyped-def]
    """A case taken over from the centre before us has had its thirty days there, or never had them."""
    made = Plan.objects.filter(application=OuterRef("pk")).exclude(state__in=NOT_YET_MADE)
    sure = RequestedService.objects.filter(
        application=OuterRef("pk"), state__in=[RequestState.QUALIFIED, RequestState.GRANTED]
    )
    making = PlanVersion.objects.filter(
        plan__application=OuterRef("pk"), plan__state=PlanState.PREPARED, state__in=[VersionState.DRAFT, AGREED]
    )
    waits = Q(state__in=OPEN_APPLICATION) | (Q(state=ApplicationState.DECIDED) & Exists(sure))
    return (
        seen(Application, asked)
        .filter(waits, taken_over__isnull=True)
        .exclude(Exists(made))
        .annotate(making=Subquery(making.values("state")[:1]), making_of=Subquery(making.values("plan")[:1]))
    )


def _plan_is_needed(application: Application) -> bool | None:
    if application.coordination_from is None:
        return None
    return is_plan_required(
        coordination_starts_on=application.coordination_from, coordination_ends_on=application.coordination_to
    )


def _completion(application: Application, asked: Asked) -> Matter:
    last_day: date = application.complete_by  # type: ignore[assignment]  # asked for before
    over = term_is_over(last_day=last_day, on=asked.on)
    step = _("Ask once more, or leave the application without consideration") if over else _("The person completes it")
    return matter_of(
        application,
        MatterKind.COMPLETION,
        on=asked.on,
        key=last_day.isoformat(),
        subject=_("Completing the application"),
        next_step=step,
        url=_case(application),
        due_on=end_of_term(last_day=last_day),
        is_of_the_person=not over,
        **by_law(end_of_term),
    )


def _thirty_days(application: Application, asked: Asked) -> Matter:
    step, url, is_to_sign = _step_of(application)
    return matter_of(
        application,
        MatterKind.APPLICATION,
        on=asked.on,
        subject=_("Plan within 30 days"),
        next_step=step,
        url=url,
        due_on=plan_due_on(applied_on=application.filed_on),
        runs_from=application.filed_on,
        is_to_sign=is_to_sign,
        **by_law(plan_due_on),
    )


def _step_of(application: Application) -> tuple[str, str, bool]:
    """The next step to the plan, where it is taken, and whether it waits for whoever approves."""
    if application.making == VersionState.AGREED:  # type: ignore[attr-defined]
        return _("Approve the plan"), reverse("cases:plan", args=[application.making_of]), True  # type: ignore[attr-defined]
    if application.making == VersionState.DRAFT:  # type: ignore[attr-defined]
        return _("Agree the plan with the person"), reverse("cases:plan", args=[application.making_of]), False  # type: ignore[attr-defined]
    if application.coordinator is None:
        return _("Assign a coordinator"), _case(application), False
    if application.state == ApplicationState.DECIDED and application.coordination_from is None:
        return _("Note how long services will be coordinated"), _case(application), False
    steps = {
        ApplicationState.FILED: _("Recognise needs"),
        ApplicationState.INCOMPLETE: _("Wait until the application is complete"),
        ApplicationState.RECOGNITION: _("Decide the outcome of every service"),
        ApplicationState.DECIDED: _("Begin the plan"),
    }
    return steps[ApplicationState(application.state)], _case(application), False


def transfers(asked: Asked) -> Iterator[Matter]:
    """Whoever got the matter should be asked; the day is the centre's own, no provision sets it."""
    rows = seen(Transfer, asked).filter(answer=TransferAnswer.NONE)
    rows = narrowed(rows, asked, due=Q(follow_up_on__lte=asked.until or date.max))
    for transfer in rows.select_related("application__person", "application__coordinator", "unit").order_by("id"):
        yield matter_of(
            transfer.application,
            MatterKind.TRANSFER,
            on=asked.on,
            key=transfer.pk,
            subject=_("Passed on: %(unit)s") % {"unit": transfer.unit.name},
            next_step=_("Ask what became of it and note the answer"),
            url=reverse("cases:answer_transfer", args=[transfer.pk]),
            due_on=transfer.follow_up_on,
            runs_from=transfer.passed_on,
        )


def offers(asked: Asked) -> Iterator[Matter]:
    """A place that waits for the person's answer, or for being given after their yes."""
    rows = seen(PlaceOffer, asked).filter(state__in=RUNNING_OFFER)
    rows = narrowed(
        rows,
        asked,
        due=Q(answer_by__lte=asked.until or date.max),
        case="request__application",
        whose="request__application__coordinator",
    )
    whole = ("request__application__person", "request__application__coordinator", "service")
    for offer in rows.select_related(*whole).order_by("id"):
        said_yes = offer.state == OfferState.ACCEPTED
        yield matter_of(
            offer.request.application,
            MatterKind.OFFER,
            on=asked.on,
            key=offer.pk,
            subject=_("A place is offered: %(service)s") % {"service": offer.service.name},
            next_step=_("Qualify: the person said yes") if said_yes else _("The person answers"),
            url=reverse("cases:outcome", args=[offer.request_id]),
            due_on=offer.answer_by,
            runs_from=offer.offered_on,
            is_of_the_person=not said_yes,
        )


def consents(asked: Asked) -> Iterator[Matter]:
    """Consents on which open cases may rest and that end within a month."""
    last = min(asked.until or date.max, asked.on + CONSENT_ENDS_SOON)
    case = Application.objects.open().filter(person=OuterRef("person")).order_by("-id")
    rows = seen(Consent, asked).in_force(on=asked.on).filter(ends_on__lte=last)
    case_of = "coordinator", "coordinator__first_name", "coordinator__last_name", "number", "pk"
    rows = rows.annotate(**{f"case_{name}": Subquery(case.values(name)[:1]) for name in case_of})
    rows = rows.filter(case_pk__isnull=False)
    if asked.application_id:
        rows = rows.filter(case_pk=asked.application_id)
    if asked.of:
        rows = rows.filter(case_coordinator=asked.of.pk)
    for consent in rows.select_related("person").order_by("id"):
        name = f"{consent.case_coordinator__first_name} {consent.case_coordinator__last_name}"
        yield Matter(
            kind=MatterKind.CONSENT,
            about=f"{MatterKind.CONSENT.value}:{consent.pk}",
            person=consent.person,
            number=consent.case_number,
            application_id=consent.case_pk,
            subject=_("Consent: %(kind)s") % {"kind": consent.get_kind_display()},
            next_step=_("Ask whether the person gives it again"),
            url=_consents_of(consent.person_id),
            first_due_on=consent.ends_on,
            due_on=consent.ends_on,
            on=asked.on,
            charge=Charge(consent.case_coordinator, name) if consent.case_coordinator else None,
        )


def _consents_of(person_id: int) -> str:
    return reverse("office:person", args=[person_id])


def _case(application: Application) -> str:
    return reverse("cases:application", args=[application.pk])
