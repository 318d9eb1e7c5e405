"""A decision under the social assistance act: drafted, read, signed, delivered, appealed, prolonged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.assistance_words import fee_in_words, hours_in_words
from cus.cases.forms.assistance import AssistanceForm
from cus.cases.forms.outcomes import AppealForm, AppealResultForm, DeliveryForm
from cus.cases.models import AssistanceDecision, AssistanceKind, FeePer, HoursOver, RequestedService
from cus.cases.permissions.assistance import may_draft_decision, may_sign_assistance
from cus.cases.queries.assistance import (
    PROVISION_OF_TRACK,
    assistance_paper,
    find_assistance,
    remarks_on,
    renewal_deadline,
)
from cus.cases.queries.decision import appeal_instruction
from cus.cases.services.assistance import (
    AssistanceContent,
    change_assistance,
    deliver_assistance,
    draft_assistance,
    drop_assistance,
    note_assistance_appeal,
    prepare_renewal,
    reverse_assistance,
    sign_assistance,
    uphold_assistance,
)
from cus.cases.services.assistance.drafting import CONTENT, last_help
from cus.cases.states import DecisionState
from cus.cases.views.assistance.tracks import found_request, tracks_url
from cus.cases.views.form_page import form_page, take_step
from cus.cases.views.letters import as_file
from cus.kit.errors import Refused
from cus.kit.pages import explain, show
from cus.law.assistance import granted_by_decision
from cus.law.citations import SOCIAL_ASSISTANCE_ACT, provision_of, rule_of
from cus.law.refusal import appeal_ends_on
from cus.records.log import record_reading
from cus.records.papers.html import render_html

TITLE_OF_DRAFT: dict[str, str | Promise] = {
    AssistanceKind.GRANT: gettext_lazy("Prepare the decision"),
    AssistanceKind.RENEW: gettext_lazy("Prepare the next period"),
    AssistanceKind.CHANGE: gettext_lazy("Prepare a change of the help"),
    AssistanceKind.END: gettext_lazy("Prepare the end of the help"),
    AssistanceKind.REFUSE: gettext_lazy("Prepare a refusal of the help"),
}


def found_decision(request: HttpRequest, assistance_id: int) -> AssistanceDecision:
    return get_object_or_404(find_assistance(user=request.user), pk=assistance_id)


def decision_url(decision: AssistanceDecision) -> str:
    return reverse("cases:assistance_decision", args=[decision.pk])


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, request_id: int, assistance_kind: str) -> HttpResponse:
    asked, kind = found_request(request, request_id), AssistanceKind[assistance_kind.upper()]
    made: list[AssistanceDecision] = []
    answer = form_page(
        request,
        AssistanceForm(request.POST or None, kind=kind, initial=_first_words(request, asked, kind)),
        step=lambda given: made.append(
            draft_assistance(
                request_id=asked.pk, kind=kind, content=AssistanceContent(**given), by=request.user, on=localdate()
            )
        ),
        said=_("The draft is saved. It has no effect before it is signed."),
        to=tracks_url(asked.application_id),
        template="cases/assistance_form.html",
        title=TITLE_OF_DRAFT[kind],
        lead=asked.service.name,
        person=asked.application.person,
        certainty=rule_of(granted_by_decision).certainty.label_pl,
        provision=PROVISION_OF_TRACK,
        submit=_("Save the draft"),
    )
    if made:
        answer["Location"] = decision_url(made[0])
    return answer


def _first_words(request: HttpRequest, asked: RequestedService, kind: AssistanceKind) -> dict[str, object]:
    """What stands in the form at first: of a later decision the help as it is now."""
    words: dict[str, object] = {
        "hours_over": HoursOver.MONTH,
        "fee_per": FeePer.HOUR,
        "provision": f"{SOCIAL_ASSISTANCE_ACT.title} ({SOCIAL_ASSISTANCE_ACT.journal})",
        "appeal_instruction": appeal_instruction(request.centre),
    }
    before = last_help(asked) if kind in (AssistanceKind.CHANGE, AssistanceKind.RENEW) else None
    if before:
        same = ("hours", "hours_over", "tasks", "fee_text", "fee_grosze", "fee_per", "provision")
        words |= {name: value for name in same if (value := getattr(before, name)) not in ("", None)}
        words |= {"ends_on": before.ends_on} if kind == AssistanceKind.CHANGE else {}
    return words


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, assistance_id: int) -> HttpResponse:
    made = found_decision(request, assistance_id)
    return form_page(
        request,
        AssistanceForm(request.POST or None, kind=made.kind, initial={name: getattr(made, name) for name in CONTENT}),
        step=lambda given: change_assistance(
            decision_id=made.pk, content=AssistanceContent(**given), by=request.user, on=localdate()
        ),
        said=_("The draft is saved."),
        to=decision_url(made),
        template="cases/assistance_form.html",
        title=_("Change the draft"),
        lead=f"{made.number}, {made.request.service.name}",
        person=made.application.person,
        certainty=rule_of(granted_by_decision).certainty.label_pl,
        provision=PROVISION_OF_TRACK,
        submit=_("Save the draft"),
    )


@require_GET
def decision(request: HttpRequest, assistance_id: int) -> HttpResponse:
    """A decision with what it still needs; `?format=pdf` or `docx`, a draft too."""
    made, today = found_decision(request, assistance_id), localdate()
    record_reading(of=made.application.person, by=request.user, page="cases:assistance_decision")
    paper = assistance_paper(made)
    if made.state != DecisionState.TAKEN_OVER and (wanted := as_file(request, lambda: paper, name=made.number)):
        return wanted  # the paper of a decision made elsewhere is not ours to print
    may_keep = may_draft_decision(request.user, made.application)
    helps = made.lasts_until is not None and made.lasts_until >= today
    context = {
        "decision": made,
        "application": made.application,
        "person": made.application.person,
        "paper": paper,
        "body": render_html(paper),
        "remarks": remarks_on(made, on=today),
        "amount": hours_in_words(made),
        "fee": fee_in_words(made),
        "helps": helps,
        "renewal_due": renewal_deadline(made) if helps else None,
        "may_sign": may_sign_assistance(request.user, made, on=today),
        "may_keep": may_keep,
        "appeal_provision": provision_of(appeal_ends_on),
        "today": today,
        "back_url": tracks_url(made.application_id),
    }
    return show(request, "cases/assistance_decision.html", context)


@require_POST
def sign(request: HttpRequest, assistance_id: int) -> HttpResponse:
    made = found_decision(request, assistance_id)
    return take_step(
        request,
        lambda: sign_assistance(decision_id=made.pk, by=request.user, on=localdate()),
        said=_("Signed. Print the decision, and note its delivery."),
        to=decision_url(made),
    )


@require_POST
def drop(request: HttpRequest, assistance_id: int) -> HttpResponse:
    made = found_decision(request, assistance_id)
    return take_step(
        request,
        lambda: drop_assistance(decision_id=made.pk, by=request.user, on=localdate()),
        said=_("The draft is given up."),
        to=tracks_url(made.application_id),
    )


@require_POST
def renew(request: HttpRequest, assistance_id: int) -> HttpResponse:
    """One button: the draft of the next period and the update of the interview lie ready."""
    made = found_decision(request, assistance_id)
    try:
        renewal = prepare_renewal(decision_id=made.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
        return redirect(decision_url(made))
    return redirect(decision_url(renewal))


@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, assistance_id: int) -> HttpResponse:
    made = found_decision(request, assistance_id)
    return form_page(
        request,
        DeliveryForm(request.POST or None, initial={"delivered_on": localdate()}),
        step=lambda given: deliver_assistance(decision_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("The delivery is noted. The time to appeal runs from it."),
        to=decision_url(made),
        title=_("How did the person get the decision?"),
        lead=made.number,
        person=made.application.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, assistance_id: int) -> HttpResponse:
    made = found_decision(request, assistance_id)
    return form_page(
        request,
        AppealForm(request.POST or None, initial={"appealed_on": localdate()}),
        step=lambda given: note_assistance_appeal(decision_id=made.pk, by=request.user, on=localdate(), **given),
        said=_("The appeal is noted. Send it with the file of the case to the appeal body."),
        to=decision_url(made),
        title=_("An appeal has come"),
        lead=made.number,
        person=made.application.person,
        submit=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def appeal_result(request: HttpRequest, assistance_id: int) -> HttpResponse:
    made = found_decision(request, assistance_id)
    steps = {"uphold": uphold_assistance, "reverse": reverse_assistance}
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
