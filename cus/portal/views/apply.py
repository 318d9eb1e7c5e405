"""Applying online without an account: one question a page, a summary, a confirmation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.accounts.sender import letter_paper
from cus.cases.models import Application
from cus.cases.queries.choosing import services_to_choose
from cus.cases.services.intake_letters import readable_code
from cus.cases.services.online import take_in
from cus.kit.errors import Refused
from cus.kit.pages import explain, show
from cus.law.deadlines import plan_due_on
from cus.portal import limits, steps, uploads
from cus.portal.draft import Draft
from cus.portal.forms.apply import StepForm
from cus.portal.sent import last_sent, remember_sent, was_sent
from cus.portal.steps import Step
from cus.portal.submission import submission_of
from cus.records.models import Letter
from cus.records.models.letter import LetterKind
from cus.records.papers.pdf import render_pdf

ASKED_FOR = "service_asked_for"
GO_ON = "on"


@login_not_required
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Where every „Złóż wniosek” leads; `?usluga=` names the service one comes from."""
    wanted = _uuid(request.GET.get("usluga"))
    if wanted:
        request.session[ASKED_FOR] = str(wanted)
    return redirect("portal:apply_step", steps.WHOM.slug)


@login_not_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the form. Back works everywhere: what was answered is shown again."""
    draft = _draft(request)
    here = next((one for one in draft.steps if one.slug == slug), None)
    if here is None or (here != steps.WHOM and not draft.is_begun):
        return _begin_again(request)
    if here == steps.CHECK:
        return _check(request, draft)
    if request.method == "GET":
        return _page(request, draft, here, draft.form(here))
    if here == steps.SERVICES and request.POST.get("go") != GO_ON:
        return _page(request, draft, here, draft.blank_form(here))
    if here == steps.DOCUMENTS:
        return _documents(request, draft)
    form = draft.blank_form(here, request.POST)
    if not form.is_valid():
        return _page(request, draft, here, form)
    draft.keep(here, request.POST)
    return _go_on(request, draft, here)


def _draft(request: HttpRequest) -> Draft:
    if request.centre is None:
        raise Http404
    return Draft(request.session, centre_id=request.centre.pk)


def _begin_again(request: HttpRequest) -> HttpResponse:
    """Without earlier answers nothing later can be asked; after an hour the session has forgotten them."""
    if was_sent(request.session, _uuid(request.POST.get("key"))):
        return redirect("portal:apply_done")
    if request.method == "POST":
        text = _(
            "More than an hour has passed, so for safety we forgot the answers. Nothing has been sent yet. "
            "What you typed on this device comes back page by page: check it and go on."
        )
        messages.warning(request, text)
    return redirect("portal:apply_step", steps.WHOM.slug)


def _go_on(request: HttpRequest, draft: Draft, here: Step) -> HttpResponse:
    """To the next step; after a change from the summary back to it."""
    if request.GET.get("zmien"):
        following = draft.first_unanswered() or steps.CHECK
    else:
        following = draft.steps[draft.steps.index(here) + 1]
    return redirect("portal:apply_step", following.slug)


def _page(request: HttpRequest, draft: Draft, here: Step, form: StepForm) -> HttpResponse:
    number = draft.steps.index(here)
    context: dict[str, Any] = {
        "form": form,
        "here": here,
        "number": number + 1,
        "steps": [
            {"label": one.name, "url": one.slug, "done": draft.has(one) or place < number, "current": one == here}
            for place, one in enumerate(draft.steps)
        ],
        "before": draft.steps[number - 1] if number else None,
        "documents": draft.documents,
    }
    if here == steps.SERVICES:
        context["choices"] = services_to_choose(
            centre_id=draft.centre_id,
            words=request.POST.get("words", ""),
            chosen=_chosen_services(request, draft),
            on=localdate(),
        )
    return show(request, TEMPLATES.get(here, "portal/apply/step.html"), context, part="choices")


TEMPLATES = {steps.SERVICES: "portal/apply/services.html", steps.DOCUMENTS: "portal/apply/documents.html"}


def _chosen_services(request: HttpRequest, draft: Draft) -> set[UUID]:
    """Those ticked on this page, else those kept, else the one whose page led here."""
    if request.method == "POST":
        ticked = request.POST.getlist("services")
    elif draft.has(steps.SERVICES):
        ticked = draft.form(steps.SERVICES).data.getlist("services")
    else:
        ticked = [request.session.get(ASKED_FOR, "")]
    return {uuid for uuid in map(_uuid, ticked) if uuid}


def _documents(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Add the chosen files, or take one back; the page stays until „dalej”."""
    removed = request.POST.get("remove")
    if removed:
        uploads.let_go([one for one in draft.documents if one["token"] == removed])
        draft.documents[:] = [one for one in draft.documents if one["token"] != removed]
    form = draft.blank_form(steps.DOCUMENTS, request.POST, request.FILES)
    for upload in request.FILES.getlist("files"):
        try:
            draft.documents.append(_let_wait(request, upload, already=len(draft.documents)))
        except Refused as refusal:
            form.add_error("files", str(refusal))
    draft.save()
    if form.errors or request.POST.get("go") != GO_ON:
        fresh = form if form.errors else draft.blank_form(steps.DOCUMENTS)
        return _page(request, draft, steps.DOCUMENTS, fresh)
    return _go_on(request, draft, steps.DOCUMENTS)


def _let_wait(request: HttpRequest, upload: File, *, already: int) -> dict[str, Any]:
    if not limits.may_hand_in(request):
        raise Refused(
            _("In the last hour many files came from this connection. Go on without them and bring them to the talk.")
        )
    limits.count_file(request)
    return uploads.let_wait(upload, already=already)


def _check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The summary; sent from here."""
    missing = draft.first_unanswered()
    if missing:
        messages.warning(request, _("This answer is still needed, then you can send."))
        return redirect("portal:apply_step", missing.slug)
    if request.method == "POST":
        return _send(request, draft)
    return show(request, "portal/apply/check.html", _summary(draft))


def _summary(draft: Draft) -> dict[str, Any]:
    groups = []
    for one in draft.steps:
        if one in (steps.CHECK, steps.DOCUMENTS):
            continue
        form = draft.form(one)
        form.full_clean()
        groups.append({"step": one, "question": form.heading, "rows": form.told()})
    return {
        "groups": groups,
        "documents": draft.documents,
        "asks_documents": steps.DOCUMENTS in draft.steps,
        "documents_step": steps.DOCUMENTS,
        "is_signal": steps.ABOUT in draft.steps,
        "key": draft.key,
        "before": draft.steps[-2],
        "number": len(draft.steps),
        "steps": [
            {"label": one.name, "url": one.slug, "done": True, "current": one == steps.CHECK} for one in draft.steps
        ],
    }


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    if not limits.may_send(request):
        return show(request, "portal/apply/too_often.html", status=429)
    documents = list(draft.documents)
    try:
        with uploads.waiting_files(documents) as files:
            submission = submission_of(draft, documents=files)
            filed = take_in(centre=request.centre, submission=submission, at=now())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("portal:apply_step", steps.CHECK.slug)
    remember_sent(request.session, filed, key=draft.key)
    draft.forget()
    uploads.let_go(documents)
    limits.count_sending(request)
    return redirect("portal:apply_done")


@login_not_required
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Number, code, and what happens next; the same for as long as the browser stays open."""
    sent = last_sent(request.session, centre_id=request.centre.pk) if request.centre else None
    if sent is None:
        return redirect("portal:apply")
    if sent.application is None:
        return show(request, "portal/apply/done_signal.html", {"signal": sent.signal})
    application = sent.application
    context = {
        "application": application,
        "code": readable_code(application.code),
        "due_on": plan_due_on(applied_on=application.filed_on),
        "services": [
            request.service.name for request in application.requests.select_related("service").order_by("id")
        ],
    }
    return show(request, "portal/apply/done.html", context)


@login_not_required
@require_GET
def confirmation(request: HttpRequest) -> HttpResponse:
    """The letter of confirmation as PDF, `?large=1` in large print; only in the session that sent it."""
    sent = last_sent(request.session, centre_id=request.centre.pk) if request.centre else None
    if sent is None or sent.application is None:
        raise Http404
    return _pdf(request, sent.application)


def _pdf(request: HttpRequest, application: Application) -> HttpResponse:
    letter = Letter.objects.about(application).filter(kind=LetterKind.CONFIRMATION).order_by("id").first()
    if letter is None:
        raise Http404
    paper = render_pdf(letter_paper(letter, centre=request.centre), large_print="large" in request.GET)
    name = f"potwierdzenie-{application.number.replace('.', '-')}.pdf"
    return HttpResponse(
        paper, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@login_not_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Forget everything that was typed, here and on the device."""
    draft = _draft(request)
    uploads.let_go(draft.documents)
    draft.forget()
    return render(request, "portal/apply/stopped.html")


def _uuid(written: str | None) -> UUID | None:
    try:
        return UUID(written or "")
    except ValueError:
        return None
