"""The list of applications, and what happens to one before it is considered."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.intake import CallToCompleteForm, DocumentsForm, SetAsideForm, WithdrawApplicationForm
from cus.cases.models import Application
from cus.cases.models.application import SEES_APPLICATIONS
from cus.cases.permissions.intake import may_follow_up_application
from cus.cases.queries.intake import ApplicationFilter, applications_to_show, clock_of
from cus.cases.services.completing import (
    call_to_complete,
    complete_application,
    set_aside_application,
    withdraw_application,
)
from cus.cases.services.intake import hand_in_documents
from cus.cases.states import ApplicationState
from cus.cases.views.form_page import form_page, take_step
from cus.kit.incoming import number_in
from cus.kit.pages import page_of, show
from cus.offer.models import Service

TIME_TO_COMPLETE = timedelta(days=14)


@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role(*SEES_APPLICATIONS):
        raise Http404
    chosen, today = _filter(request), localdate()
    page = page_of(request, applications_to_show(user=request.user, chosen=chosen, on=today))
    for application in page:
        application.clock = clock_of(application, on=today)
    context = {
        "page": page,
        "chosen": chosen,
        "is_narrowed": chosen != ApplicationFilter(),
        "states": [("OPEN", _("Still open")), ("ALL", _("All")), *ApplicationState.choices],
        "whose": [("", _("Everybody's")), ("mine", _("Mine")), ("nobody", _("Nobody's yet"))],
        "services": Service.objects.visible_to(request.user).order_by("sort_key", "id").only("id", "name"),
        "today": today,
    }
    return show(request, "cases/applications.html", context, part="rows")


def _filter(request: HttpRequest) -> ApplicationFilter:
    given = request.GET
    service = given.get("service", "")
    return ApplicationFilter(
        words=given.get("q", ""),
        state=given.get("state", "OPEN"),
        whose=given.get("whose", ""),
        late="late" in given,
        service_id=number_in(service),
    )


def found(request: HttpRequest, application_id: int) -> Application:
    """The application, for those who may act on it before it is considered; for others there is none."""
    visible = Application.objects.visible_to(request.user).select_related("person")
    application = get_object_or_404(visible, pk=application_id)
    if not may_follow_up_application(request.user, application):
        raise Http404
    return application


def _case_url(application: Application) -> str:
    return reverse("cases:application", args=[application.pk])


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, application_id: int) -> HttpResponse:
    application, today = found(request, application_id), localdate()
    return form_page(
        request,
        CallToCompleteForm(request.POST or None, initial={"complete_by": today + TIME_TO_COMPLETE}),
        step=lambda given: call_to_complete(application_id=application.pk, by=request.user, on=today, **given),
        said=_("The letter with what is missing is written."),
        to=_case_url(application),
        title=_("Call to complete the application"),
        lead=_("The applicant gets a letter. The day of filing stays as it is."),
        person=application.person,
        submit=_("Write the letter"),
    )


@require_POST
def complete(request: HttpRequest, application_id: int) -> HttpResponse:
    application = found(request, application_id)
    return take_step(
        request,
        lambda: complete_application(application_id=application.pk, by=request.user, on=localdate()),
        said=_("The application is complete."),
        to=_case_url(application),
    )


@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, application_id: int) -> HttpResponse:
    application = found(request, application_id)
    return form_page(
        request,
        SetAsideForm(request.POST or None),
        step=lambda given: set_aside_application(
            application_id=application.pk, by=request.user, on=localdate(), **given
        ),
        said=_("The application is left without consideration, the letter is written."),
        to=_case_url(application),
        title=_("Leave the application without consideration"),
        lead=_("First call the applicant once more: perhaps they need help to bring what is missing."),
        person=application.person,
        submit=_("Leave without consideration"),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, application_id: int) -> HttpResponse:
    application = found(request, application_id)
    return form_page(
        request,
        WithdrawApplicationForm(request.POST or None),
        step=lambda given: withdraw_application(
            application_id=application.pk, by=request.user, on=localdate(), **given
        ),
        said=_("The application is withdrawn, the letter is written."),
        to=_case_url(application),
        title=_("The applicant withdraws the application"),
        lead=_("All services of the application are withdrawn. A new application can be filed at any time."),
        person=application.person,
        submit=_("Withdraw the application"),
    )


@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, application_id: int) -> HttpResponse:
    application = found(request, application_id)
    form = DocumentsForm(request.POST or None, request.FILES or None)
    count = len(request.FILES.getlist("files"))
    return form_page(
        request,
        form,
        step=lambda given: hand_in_documents(
            application_id=application.pk, uploads=given["files"], by=request.user, on=localdate()
        ),
        said=ngettext("The document is added.", "%(count)d documents are added.", count) % {"count": count},
        to=_case_url(application),
        template="cases/add_document.html",
        title=_("Add documents"),
        person=application.person,
        submit=_("Add"),
    )
