"""Following one's own application: with its number and code, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cus.cases.queries.following import (
    FollowedApplication,
    application_by_code,
    followed,
    newest_of,
    no_longer_acts,
    offer_to_answer,
    words_in,
)
from cus.cases.services.intake import hand_in_document
from cus.cases.services.waiting import accept_offer, decline_offer
from cus.kit.errors import Refused
from cus.kit.pages import explain, show
from cus.portal import limits
from cus.portal.forms.follow import FollowForm, MoreDocumentsForm
from cus.records.denied import record_denied
from cus.records.models import DeniedWhy

PLACE = "followed"


@login_not_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The form for number and code; once they were right, the state of the case until the session ends."""
    if request.centre is None:
        raise Http404
    if request.method == "POST":
        return _open(request)
    application = _followed(request)
    if application is None:
        return show(request, "portal/follow.html", {"form": FollowForm()})
    return _case(request, application, MoreDocumentsForm())


def _open(request: HttpRequest) -> HttpResponse:
    """What is said of a wrong pair is the same whether the number exists or not."""
    form = FollowForm(request.POST)
    if not form.is_valid():
        return show(request, "portal/follow.html", {"form": form})
    number = ".".join(words_in(form.cleaned_data["number"]))
    if limits.is_locked(centre_id=request.centre.pk, number=number):
        _keep_try(request, DeniedWhy.LOCKED_CODE, asked=number)
        form.add_error(None, _("Too many wrong tries for this number. Wait 15 minutes, or call us."))
        return show(request, "portal/follow.html", {"form": form}, status=429)
    application = application_by_code(centre_id=request.centre.pk, number=number, code=form.cleaned_data["code"])
    if application is None:
        limits.count_wrong_try(centre_id=request.centre.pk, number=number)
        _keep_try(request, DeniedWhy.WRONG_CODE, asked=number)
        form.add_error("code", _("Number and code do not go together. Copy both from the confirmation."))
        return show(request, "portal/follow.html", {"form": form})
    if no_longer_acts(centre_id=request.centre.pk, application_id=application.pk, on=localdate()):
        _keep_try(request, DeniedWhy.EXPIRED_GUARDIAN, asked=number)
        form.add_error(None, _("This code was given to somebody who no longer acts for the person. Call us."))
        return show(request, "portal/follow.html", {"form": form}, status=403)
    request.session[PLACE] = application.pk
    return redirect("portal:follow")


def _keep_try(request: HttpRequest, why: str, *, asked: str) -> None:
    who = request.user if request.user.is_authenticated and request.user.centre_id == request.centre.pk else None
    record_denied(
        centre_id=request.centre.pk, why=why, by=who, asked=asked, path=request.path, method=request.method or ""
    )


def _followed(request: HttpRequest) -> FollowedApplication | None:
    """The case opened here, as long as whoever opened it may act; a right that ended closes it at once."""
    opened, centre_id = request.session.get(PLACE), request.centre.pk
    if opened and no_longer_acts(centre_id=centre_id, application_id=opened, on=localdate()):
        del request.session[PLACE]
        _keep_try(request, DeniedWhy.EXPIRED_GUARDIAN, asked="")
        opened = None
    kept = opened or newest_of(request.user)
    return followed(centre_id=centre_id, application_id=kept, on=localdate()) if kept else None


def _case(request: HttpRequest, application: FollowedApplication, form: MoreDocumentsForm) -> HttpResponse:
    return show(request, "portal/follow_case.html", {"case": application, "form": form, "today": localdate()})


@login_not_required
@require_POST
def add_document(request: HttpRequest) -> HttpResponse:
    """Hand in files for the case one follows, while it is open."""
    if request.centre is None:
        raise Http404
    application = _followed(request)
    if application is None or not application.is_open:
        return redirect("portal:follow")
    form = MoreDocumentsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _case(request, application, form)
    kept = 0
    for upload in form.cleaned_data["files"]:
        try:
            hand_in_document(application_id=application.pk, upload=upload, by=None, on=localdate())
            kept += 1
        except Refused as refusal:
            explain(request, refusal)
    if kept:
        text = ngettext("We have your document.", "We have your %(count)d documents.", kept) % {"count": kept}
        messages.success(request, text)
    return redirect("portal:follow")


@login_not_required
@require_POST
def answer_offer(request: HttpRequest) -> HttpResponse:
    """Say yes or no to a free place, for the case one follows. A no keeps the place in line."""
    if request.centre is None:
        raise Http404
    application = _followed(request)
    offer_id = request.POST.get("offer", "")
    offer = offer_to_answer(application_id=application.pk, offer_id=offer_id) if application else None
    if offer is None:
        messages.error(request, _("This offer is over. Call us: we will tell you what we can do."))
        return redirect("portal:follow")
    try:
        if request.POST.get("answer") == "yes":
            accept_offer(offer_id=offer.pk, by=None, on=localdate())
            messages.success(request, _("We have your yes. The place is held for you; we will call or write."))
        elif request.POST.get("answer") == "no":
            decline_offer(offer_id=offer.pk, by=None, on=localdate())
            messages.success(request, _("We have your no. You keep your place in line."))
    except Refused as refusal:
        explain(request, refusal)
    return redirect("portal:follow")


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case on this device."""
    request.session.pop(PLACE, None)
    messages.success(request, _("The case is closed on this device."))
    return redirect("portal:follow")
