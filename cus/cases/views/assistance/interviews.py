"""The interview at home: planned, written, signed, printed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.accounts.models import Role, User
from cus.cases.forms.assistance import CancelInterviewForm, InterviewForm, PlanInterviewForm
from cus.cases.interview_paper import SECTIONS, interview_paper
from cus.cases.models import EnvironmentalInterview, InterviewPlace
from cus.cases.permissions.assistance import may_cancel_interview, may_write_interview
from cus.cases.services.assistance import cancel_interview, plan_interview, write_interview
from cus.cases.services.assistance.drafting import newest_interview
from cus.cases.services.assistance.interviews import InterviewParts
from cus.cases.views.assistance.tracks import found_case, tracks_url
from cus.cases.views.form_page import form_page
from cus.cases.views.letters import as_file
from cus.kit.pages import show
from cus.law.assistance import interview_due_on
from cus.law.citations import provision_of
from cus.records.log import record_reading


def found_interview(request: HttpRequest, interview_id: int) -> EnvironmentalInterview:
    rows = EnvironmentalInterview.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("application__person", "social_worker", "centre", "updates"), pk=interview_id
    )


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, application_id: int) -> HttpResponse:
    """A first interview, or an update of the newest signed one."""
    case, user = found_case(request, application_id), request.user
    workers = User.objects.visible_to(user).holding(Role.SOCIAL_WORKER).order_by("last_name", "id")
    before = newest_interview(case)
    initial = {"place": InterviewPlace.HOME, "social_worker": user.pk if user.has_role(Role.SOCIAL_WORKER) else None}
    return form_page(
        request,
        PlanInterviewForm(request.POST or None, social_workers=workers, initial=initial),
        step=lambda given: plan_interview(
            application_id=case.pk,
            social_worker_id=given.pop("social_worker").pk,
            updates_id=before.pk if before else None,
            by=user,
            on=localdate(),
            **given,
        ),
        said=_("The interview is planned."),
        to=tracks_url(case.pk),
        title=_("Plan an update of the interview") if before else _("Plan the interview at home"),
        nothing="" if workers else _("Nobody in the centre is a social worker now. Give somebody this role first."),
        person=case.person,
        submit=_("Save"),
    )


@require_GET
def interview(request: HttpRequest, interview_id: int) -> HttpResponse:
    """What was learnt; `?format=pdf` or `docx` to print it and have it signed."""
    talk = found_interview(request, interview_id)
    record_reading(of=talk.application.person, by=request.user, page="cases:interview")
    if wanted := as_file(request, lambda: interview_paper(talk), name=f"wywiad-{talk.pk}"):
        return wanted
    context = {
        "talk": talk,
        "person": talk.application.person,
        "application": talk.application,
        "sections": [(_label(name), getattr(talk, name)) for name, _title in SECTIONS],
        "due_on": interview_due_on(ordered_on=talk.ordered_on),
        "provision": provision_of(interview_due_on),
        "may_write": may_write_interview(request.user, talk),
        "may_cancel": may_cancel_interview(request.user, talk),
        "back_url": tracks_url(talk.application_id),
        "today": localdate(),
    }
    return show(request, "cases/interview.html", context)


def _label(name: str) -> Any:
    return EnvironmentalInterview._meta.get_field(name).verbose_name  # type: ignore[union-attr]


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, interview_id: int) -> HttpResponse:
    """An update begins with the words of the interview before it."""
    talk, today = found_interview(request, interview_id), localdate()
    before = talk.updates if talk.updates and talk.state == "PLANNED" else talk
    initial = {name: getattr(before, name) for name in InterviewParts.__annotations__}
    initial |= {"held_on": talk.held_on or talk.planned_on or today, "place": talk.place}
    signs = "sign" in request.POST
    return form_page(
        request,
        InterviewForm(request.POST or None, initial=initial),
        step=lambda given: write_interview(
            interview_id=talk.pk,
            held_on=given.pop("held_on"),
            place=given.pop("place"),
            parts=given,  # type: ignore[arg-type]
            signed=signs,
            by=request.user,
            on=today,
        ),
        said=_("The interview is signed.") if signs else _("The interview is written down."),
        to=tracks_url(talk.application_id),
        template="cases/interview_form.html",
        title=_("Interview at home"),
        lead=_("It begins with the words of the interview before it.") if before is not talk else "",
        person=talk.application.person,
        situation=talk.application.situation,
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, interview_id: int) -> HttpResponse:
    talk = found_interview(request, interview_id)
    return form_page(
        request,
        CancelInterviewForm(request.POST or None),
        step=lambda given: cancel_interview(interview_id=talk.pk, by=request.user, on=localdate(), **given),
        said=_("The interview is cancelled."),
        to=tracks_url(talk.application_id),
        title=_("Cancel the interview"),
        person=talk.application.person,
        submit=_("Cancel the interview"),
    )
