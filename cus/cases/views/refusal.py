"""A refusal: drafted, read, signed, delivered, appealed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.outcomes import AppealForm, AppealResultForm, DeliveryForm, RefusalForm
from cus.cases.models import Decision
from cus.cases.permissions.outcomes import may_keep_decision, may_sign_decision
from cus.cases.queries.decision import appeal_instruction, decision_paper, default_provision, parts_of_refusal
from cus.cases.services.outcomes import (
    change_refusal,
    deliver_decision,
    draft_refusal,
    drop_refusal,
    note_appeal,
    reverse_decision,
    sign_decision,
    uphold_decision,
)
from cus.cases.states import REQUEST, RequestState
from cus.cases.views.case import case_url, found
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.letters import as_file
from cus.kit.pages import show
from cus.law.citations import provision_of, rule_of
from cus.law.refusal import appeal_ends_on, may_be_refused
from cus.records.log import record_reading
from cus.records.papers.html import render_html


def found_decision(request: HttpRequest, decision_id: int) -> Decision:
    rows = Decision.objects.visible_to(request.user).select_related(
        "application__person", "application__representation", "centre", "letter", "signed_by", "drafted_by"
    )
    return get_object_or_404(rows, pk=decision_id)


def decision_url(decision: Decision) -> str:
    return reverse("cases:decision", args=[decision.pk])


@require_http_methods(["GET", "POST"])
def refusal(request: HttpRequest, application_id: int) -> HttpResponse:
    case = found(request, application_id)
    may_be = [state for state in RequestState if REQUEST.allows(state, "draft_refusal")]
    requests = case.requests.filter(state__in=may_be).select_related("service").order_by("service__name", "id")
    initial = {
        "requests": request.GET.getlist("request"),
        "provision": default_provision(),
        "appeal_instruction": appeal_instruction(request.centre),
    }
    made: list[Decision] = []
    answer = form_page(
        request,
        RefusalForm(request.POST or None, requests=requests, initial=initial),
        step=lambda given: made.append(
            draft_refusal(
                application_id=case.pk,
                request_ids=[one.pk for one in given.pop("requests")],
                by=request.user,
                on=localdate(),
                **given,
            )
        ),
        said=_("The draft is saved. Nothing is refused before it is signed."),
        to=case_url(case.pk),
        template="cases/refusal_form.html",
        title=_("Prepare a refusal"),
        nothing="" if requests else _("Every service of this application has its outcome already."),
        person=case.person,
        certainty=rule_of(may_be_refused).certainty.label_pl,
        certainty_of_appeal=rule_of(appeal_ends_on).certainty.label_pl,
        submit=_("Save the draft"),
    )
    if made:
        answer["Location"] = decision_url(made[0])
    return answer


@require_http_methods(["GET", "POST"])
def edit_refusal(request: HttpRequest, decision_id: int) -> HttpResponse:
    draft = found_decision(request, decision_id)
    names = ("for_lack_of_places", "reasons", "provision", "appeal_instruction")
    return form_page(
        request,
        RefusalForm(request.POST or None, requests=None, initial={name: getattr(draft, name) for name in names}),
        step=lambda given: change_refusal(decision_id=draft.pk, by=request.user, on=localdate(), **given),
        said=_("The draft is saved."),
        to=decision_url(draft),
        template="cases/refusal_form.html",
        title=_("Change the draft"),
        person=draft.application.person,
        certainty=rule_of(may_be_refused).certainty.label_pl,
        certainty_of_appeal=rule_of(appeal_ends_on).certainty.label_pl,
        submit=_("Save the draft"),
    )


@require_GET
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """A refusal with what it still needs; `?format=pdf` or `docx`, a draft too."""
    made, today = found_decision(request, decision_id), localdate()
    record_reading(of=made.application.person, by=request.user, page="cases:decision")
    paper = decision_paper(made)
    if wanted := as_file(request, lambda: paper, name=made.number):
        return wanted
    context = {
        "decision": made,
        "application": made.application,
        "person": made.application.person,
        "paper": paper,
        "body": render_html(paper),
        "parts": parts_of_refusal(made),
        "may_sign": may_sign_decision(request.user, made, on=today),
        "may_keep": may_keep_decision(request.user, made),
        "provision": provision_of(may_be_refused),
        "appeal_provision": provision_of(appeal_ends_on),
        "today": today,
        "back_url": case_url(made.application_id),
    }
    return show(request, "cases/decision.html", context)


@require_POST
def sign(request: HttpRequest, decision_id: int) -> HttpResponse:
    made = found_decision(request, decision_id)
    return take_step(
        request,
        lambda: sign_decision(decision_id=made.pk, by=request.user, on=localdate()),
        said=_("Signed. Print the decision, and note its delivery."),
        to=decision_url(made),
    )


@require_POST
def drop(request: HttpRequest, decision_id: int) -> HttpResponse:
    made = found_decision(request, decision_id)
    return take_step(
        request,
        lambda: drop_refusal(decision_id=made.pk, by=request.user, on=localdate()),
        said=_("The refusal is given up. The services wait for an outcome again."),
        to=case_url(made.application_id),
    )


@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, decision_id: int) -> HttpResponse:
    made = found_decision(request, decision_id)
    return form_page(
        request,
        DeliveryForm(request.POST or None, initial={"delivered_on": localdate()}),
        step=lambda given: deliver_decision(decision_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("The delivery is noted. The time to appeal runs from it."),
        to=decision_url(made),
        title=_("How did the person get the decision?"),
        lead=made.number,
        person=made.application.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, decision_id: int) -> HttpResponse:
    made = found_decision(request, decision_id)
    return form_page(
        request,
        AppealForm(request.POST or None, initial={"appealed_on": localdate()}),
        step=lambda given: note_appeal(decision_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("The appeal is noted. Send it with the file of the case to the appeal body."),
        to=decision_url(made),
        title=_("An appeal has come"),
        lead=made.number,
        person=made.application.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def appeal_result(request: HttpRequest, decision_id: int) -> HttpResponse:
    made = found_decision(request, decision_id)
    steps = {"uphold": uphold_decision, "reverse": reverse_decision}
    return form_page(
        request,
        AppealResultForm(request.POST or None),
        step=lambda given: steps[given.pop("result")](decision_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("The answer of the appeal body is noted."),
        to=decision_url(made),
        title=_("What did the appeal body decide?"),
        lead=made.number,
        person=made.application.person,
        submit=_("Save"),
    )
