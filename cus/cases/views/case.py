"""The page of a case, and who takes it for how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.forms.outcomes import CoordinationForm, CoordinatorForm
from cus.cases.forms.plans import ContactForm
from cus.cases.models import Application
from cus.cases.permissions.outcomes import may_decide_outcome, may_withdraw
from cus.cases.queries.case import case_page, find_application
from cus.cases.queries.next_step import next_step
from cus.cases.services.outcomes import assign_coordinator, note_coordination
from cus.cases.views.form_page import form_page, take_step
from cus.kit.pages import show
from cus.records.log import record_reading


def case_url(application_id: int) -> str:
    return reverse("cases:application", args=[application_id])


def found(request: HttpRequest, application_id: int) -> Application:
    """The application, for those who may see it; for others there is none."""
    return get_object_or_404(find_application(user=request.user), pk=application_id)


@require_GET
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    case, today = found(request, application_id), localdate()
    record_reading(of=case.person, by=request.user, page="cases:application")
    page = case_page(case, user=request.user, on=today)
    context = {
        "page": page,
        "application": case,
        "person": case.person,
        "taken_over": getattr(case, "taken_over", None),
        "age": case.person.age(on=today),
        "next_step": next_step(page, user=request.user, on=today),
        "may_decide": may_decide_outcome(request.user, case),
        "may_withdraw": may_withdraw(request.user, case),
        "hides_tracks": not request.user.has_role(*CASE_STAFF),
        "is_case_staff": request.user.has_role(Role.DIRECTOR, Role.ORGANISER, Role.COORDINATOR, Role.SOCIAL_WORKER),
        "is_coordinator": request.user.has_role(Role.COORDINATOR),
        "assigns": request.user.has_role(Role.DIRECTOR, Role.ORGANISER),
        "contact_form": ContactForm(initial={"person": case.person_id, "application": case.pk, "happened_on": today}),
        "today": today,
    }
    return show(request, "cases/application.html", context)


@require_POST
def take_case(request: HttpRequest, application_id: int) -> HttpResponse:
    case = found(request, application_id)
    return take_step(
        request,
        lambda: assign_coordinator(
            application_id=case.pk, coordinator_id=request.user.pk, by=request.user, on=localdate()
        ),
        said=_("The case is yours."),
        to=case_url(case.pk),
    )


@require_http_methods(["GET", "POST"])
def choose_coordinator(request: HttpRequest, application_id: int) -> HttpResponse:
    case = found(request, application_id)
    coordinators = User.objects.visible_to(request.user).holding(Role.COORDINATOR).order_by("last_name", "id")
    form = CoordinatorForm(
        request.POST or None, coordinators=coordinators, initial={"coordinator": case.coordinator_id}
    )
    return form_page(
        request,
        form,
        step=lambda given: assign_coordinator(
            application_id=case.pk, coordinator_id=given["coordinator"].pk, by=request.user, on=localdate()
        ),
        said=_("The case has its coordinator."),
        to=case_url(case.pk),
        title=_("Who takes this case?"),
        person=case.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def coordination(request: HttpRequest, application_id: int) -> HttpResponse:
    case = found(request, application_id)
    form = CoordinationForm(
        request.POST or None, initial={"starts_on": case.coordination_from, "ends_on": case.coordination_to}
    )
    return form_page(
        request,
        form,
        step=lambda given: note_coordination(application_id=case.pk, by=request.user, on=localdate(), **given),
        said=_("The time of coordination is noted."),
        to=case_url(case.pk),
        title=_("How long will services be coordinated?"),
        lead=_("From three months on a plan is needed."),
        person=case.person,
        submit=_("Save"),
    )
