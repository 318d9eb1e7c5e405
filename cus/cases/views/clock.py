"""The clock of a case, the alarms of the centre, one's own calendar."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF
from cus.cases.forms.clock import DayForm, DraftForm, StopForm
from cus.cases.models import Application, AssistanceDecision, CalendarFeed, Decision, LetterDraft, MatterKind, Stop
from cus.cases.permissions.clock import may_have_calendar, may_see_alarms, may_stop_clock
from cus.cases.queries.clock import NOBODY, AlarmFilter, alarms, as_csv, case_clock, papers_of
from cus.cases.services.clock import (
    StopGiven,
    change_stop,
    drop_draft,
    let_clock_go,
    make_calendar,
    pass_appeal_on,
    remove_calendar,
    stop_clock,
    write_draft,
)
from cus.cases.views.case import found
from cus.cases.views.form_page import form_page, take_step
from cus.kit.pages import show
from cus.law.citations import provision_of
from cus.law.procedure import appeal_passed_on_by, due_after_standing
from cus.records.log import record_reading

NEVER_STANDS = (MatterKind.CONSENT, MatterKind.OFFER)


@require_GET
def case_clock_page(request: HttpRequest, application_id: int) -> HttpResponse:
    """Every open matter of a case: next step, provision, days left, why it stands still."""
    case, today = found(request, application_id), localdate()
    record_reading(of=case.person, by=request.user, page="cases:case_clock")
    context = {
        "application": case,
        "person": case.person,
        "clock": case_clock(case, user=request.user, on=today),
        "may_stop": may_stop_clock(request.user, case),
        "is_case_staff": request.user.has_role(*CASE_STAFF),
        "days_do_not_count": provision_of(due_after_standing),
        "today": today,
    }
    return show(request, "cases/case_clock.html", context)


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, application_id: int) -> HttpResponse:
    case, today = _to_stop(request, application_id), localdate()
    return _stop_page(
        request,
        case,
        initial={"starts_on": today, "matter": ""},
        step=lambda given: stop_clock(application_id=case.pk, given=StopGiven(**given), by=request.user, on=today),
        said=_("The clock stands, with its reason."),
        title=_("Stop the clock"),
        submit=_("Stop the clock"),
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, stop_id: int) -> HttpResponse:
    one, today = _stop_of(request, stop_id), localdate()
    return _stop_page(
        request,
        one.application,
        initial={name: getattr(one, name) for name in asdict(StopGiven("", today))},
        step=lambda given: change_stop(stop_id=one.pk, given=StopGiven(**given), by=request.user, on=today),
        said=_("The standstill is corrected."),
        title=_("Change why it stands still"),
        submit=_("Save"),
    )


def _stop_page(request: HttpRequest, case: Application, *, initial: dict[str, Any], **page: Any) -> HttpResponse:
    kinds = [choice for choice in MatterKind.choices if choice[0] not in NEVER_STANDS]
    form = StopForm(request.POST or None, matters=kinds, initial=initial, **papers_of(case))
    return form_page(
        request,
        form,
        to=_clock_url(case.pk),
        lead=_("The day of filing and the thirty days for the plan stay as they are."),
        person=case.person,
        **page,
    )


@require_http_methods(["GET", "POST"])
def go(request: HttpRequest, stop_id: int) -> HttpResponse:
    """What was waited for has come: on which day?"""
    one, today = _stop_of(request, stop_id), localdate()
    return form_page(
        request,
        DayForm(request.POST or None, initial={"day": today}),
        step=lambda given: let_clock_go(stop_id=one.pk, ends_on=given["day"], by=request.user, on=today),
        said=_("The clock goes again."),
        to=_clock_url(one.application_id),
        title=_("Let the clock go"),
        lead=_("When did it come, or when did the person come back? From the next day on time counts again."),
        person=one.application.person,
        submit=_("Let the clock go"),
    )


@require_http_methods(["GET", "POST"])
def appeal_on(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The appeal against a refusal went to the appeal body."""
    decision = get_object_or_404(_with_case(Decision.objects.visible_to(request.user)), pk=decision_id)
    return _appeal_page(request, decision, decision_id=decision.pk)


@require_http_methods(["GET", "POST"])
def assistance_appeal_on(request: HttpRequest, assistance_id: int) -> HttpResponse:
    """The appeal against a decision under the social assistance act went to the appeal body."""
    decision = get_object_or_404(_with_case(AssistanceDecision.objects.visible_to(request.user)), pk=assistance_id)
    return _appeal_page(request, decision, assistance_id=decision.pk)


def _with_case(rows: Any) -> Any:
    return rows.select_related("application__person")


def _appeal_page(request: HttpRequest, decision: Decision | AssistanceDecision, **which: int) -> HttpResponse:
    application = decision.application
    return form_page(
        request,
        DayForm(request.POST or None, initial={"day": localdate()}),
        step=lambda given: pass_appeal_on(passed_on=given["day"], by=request.user, on=localdate(), **which),
        said=_("It is noted that the appeal was passed on."),
        to=_clock_url(application.pk),
        title=_("The appeal was passed on"),
        lead=_("With the whole file, to the appeal body. Legal basis: %(provision)s.")
        % {"provision": provision_of(appeal_passed_on_by)},
        person=application.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A letter drafted by the clock: read, changed, written."""
    one = _draft_of(request, draft_id)
    return form_page(
        request,
        DraftForm(request.POST or None, initial={"title": one.title, "text": one.text}),
        step=lambda given: write_draft(draft_id=one.pk, by=request.user, on=localdate(), **given),
        said=_("The letter is written. Choose on its page how it goes out."),
        to=_clock_url(one.application_id),
        template="cases/letter_draft.html",
        title=_("Drafted letter: %(kind)s") % {"kind": one.get_kind_display()},
        lead=_("Nothing is sent by itself. Read it and complete what stands in brackets."),
        person=one.application.person,
        submit=_("Write the letter"),
        draft=one,
    )


@require_POST
def drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    one = _draft_of(request, draft_id)
    return take_step(
        request,
        lambda: drop_draft(draft_id=one.pk, by=request.user, on=localdate()),
        said=_("The draft is put away."),
        to=_clock_url(one.application_id),
    )


@require_GET
def alarm_list(request: HttpRequest) -> HttpResponse:
    """Everything late, due within a week or standing too long; `?format=csv` for a spreadsheet."""
    if not may_see_alarms(request.user):
        raise Http404
    chosen = AlarmFilter(kind=request.GET.get("kind", ""), charge=request.GET.get("charge", ""))
    today = localdate()
    seen = alarms(user=request.user, chosen=chosen, on=today)
    if request.GET.get("format") == "csv":
        return _as_file(as_csv(seen.shown), f"alarmy-{today.isoformat()}.csv")
    context = {"alarms": seen, "chosen": chosen, "nobody": NOBODY, "today": today}
    return show(request, "cases/alarms.html", context)


def _as_file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """One's own calendar; only the page that makes an address ever shows it."""
    if not may_have_calendar(request.user):
        raise Http404
    address = ""
    if request.method == "POST":
        secret = make_calendar(by=request.user, at=now())
        path = reverse("portal:calendar", args=[request.user.centre_id, secret])
        address = request.build_absolute_uri(path)
    feed = CalendarFeed.objects.visible_to(request.user).first()
    return show(request, "cases/calendar.html", {"address": address, "feed": feed, "today": localdate()})


@require_POST
def calendar_off(request: HttpRequest) -> HttpResponse:
    if not may_have_calendar(request.user):
        raise Http404
    return take_step(
        request,
        lambda: remove_calendar(by=request.user, at=now()),
        said=_("The address shows nothing any more."),
        to=reverse("cases:calendar"),
    )


def _clock_url(application_id: int) -> str:
    return reverse("cases:case_clock", args=[application_id])


def _to_stop(request: HttpRequest, application_id: int) -> Application:
    case = found(request, application_id)
    if not may_stop_clock(request.user, case):
        raise Http404
    return case


def _stop_of(request: HttpRequest, stop_id: int) -> Stop:
    rows = Stop.objects.visible_to(request.user).select_related("application__person")
    one = get_object_or_404(rows, pk=stop_id)
    if not may_stop_clock(request.user, one.application):
        raise Http404
    return one


def _draft_of(request: HttpRequest, draft_id: int) -> LetterDraft:
    rows = LetterDraft.objects.visible_to(request.user).select_related("application__person")
    return get_object_or_404(rows, pk=draft_id)
