"""What the assistance track puts on the list of today: interviews to hold, decisions to write, deliver and prolong."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import AssistanceDecision, EnvironmentalInterview, RequestedService
from cus.cases.queries.assistance import decisions_ending, renewal_deadline
from cus.cases.states import DecisionState, InterviewState, RequestState
from cus.kit.templatetags.kit import day_short
from cus.law.assistance import decision_due_on, interview_due_on
from cus.office.queries.work_item import WorkItem, due_item

REMINDS_BEFORE = timedelta(days=30)  # the list of ending decisions looks further ahead
DELIVERED_WITHIN = timedelta(days=7)


def assistance_work(*, user: User, on: date) -> list[WorkItem]:
    """What waits for a social worker."""
    return [
        *interviews_to_hold(user=user, on=on),
        *decisions_to_draft(user=user, on=on),
        *decisions_to_deliver(user=user, on=on),
        *decisions_to_prolong(user=user, on=on),
    ]


def interviews_to_hold(*, user: User, on: date) -> list[WorkItem]:
    rows = EnvironmentalInterview.objects.visible_to(user).filter(
        social_worker=user, state__in=[InterviewState.PLANNED, InterviewState.WRITTEN]
    )
    return [
        due_item(
            one.application.person.name,
            _("The interview at home is being written. Finish and sign it.")
            if one.state == InterviewState.WRITTEN
            else _("An interview at home is to be held."),
            reverse("cases:interview", args=[one.pk]),
            _("Open the interview"),
            due_on=one.planned_on or interview_due_on(ordered_on=one.ordered_on),
            on=on,
        )
        for one in rows.select_related("application__person").order_by("ordered_on", "id")
    ]


def decisions_to_draft(*, user: User, on: date) -> list[WorkItem]:
    """The user's signed interviews whose case waits for a first decision that nobody has drafted."""
    same = {"application": OuterRef("application")}
    waits = RequestedService.objects.of_assistance().filter(**same, state=RequestState.OPEN)
    drafted = AssistanceDecision.objects.in_the_making().filter(**same)
    signed = EnvironmentalInterview.objects.visible_to(user).filter(
        Exists(waits), ~Exists(drafted), social_worker=user, state=InterviewState.SIGNED
    )
    return [
        due_item(
            one.application.person.name,
            _("The interview is signed. Prepare the decision."),
            reverse("cases:two_tracks", args=[one.application_id]),
            _("Prepare the decision"),
            due_on=decision_due_on(ordered_on=one.application.filed_on),
            on=on,
        )
        for one in signed.select_related("application__person").order_by("ordered_on", "id")
    ]


def decisions_to_deliver(*, user: User, on: date) -> list[WorkItem]:
    """Signed, and the time to appeal does not run yet: the user drafted them."""
    rows = AssistanceDecision.objects.visible_to(user).filter(drafted_by=user, state=DecisionState.SIGNED)
    return [
        due_item(
            one.application.person.name,
            _("The decision %(number)s is signed: note its delivery.") % {"number": one.number},
            _of(one),
            _("Open the decision"),
            due_on=(one.signed_on or on) + DELIVERED_WITHIN,
            on=on,
        )
        for one in rows.select_related("application__person").order_by("signed_on", "id")
    ]


def decisions_to_prolong(*, user: User, on: date) -> list[WorkItem]:
    """Those that end soon and nobody has begun to prolong: by RULE-72, where the centre keeps to it."""
    rows = decisions_ending(user=user, on=on).filter(renewal_id__isnull=True)
    return [
        due_item(
            one.application.person.name,
            _("Help by a decision ends on %(day)s. Prepare the renewal.") % {"day": day_short(one.lasts_until)},
            reverse("cases:decisions_ending"),
            _("Prepare the renewal"),
            due_on=due,
            on=on,
        )
        for one in rows
        if (due := renewal_deadline(one)) is not None and due <= on + REMINDS_BEFORE
    ]


def _of(decision: AssistanceDecision) -> str:
    return reverse("cases:assistance_decision", args=[decision.pk])
