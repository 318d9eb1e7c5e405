"""Open contests of offers, from the call to the choice."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.kit.errors import NotAllowed
from cus.kit.pages import ROWS_ON_A_PAGE, explain, show
from cus.offer.exports.contest_paper import results_paper
from cus.offer.forms.contests import (
    CancelForm,
    ContestForm,
    CriterionForm,
    DecisionForm,
    FaultForm,
    JudgeForm,
    OfferForm,
    PointsForm,
)
from cus.offer.models import Contest, ContestOffer, Criterion, Judge, Score
from cus.offer.permissions.providers import may_edit_providers
from cus.offer.queries import contests as queries
from cus.offer.queries.providers import history_about
from cus.offer.services import contests as doing
from cus.offer.states.contests import CONTEST, ContestState
from cus.offer.views.form_page import form_page, take_step
from cus.offer.views.providers import staff_only, tabs
from cus.records.papers.pdf import render_pdf

AT_FIELD = {doing.DatesOutOfOrder: "ends_on"}


@require_GET
@staff_only
def contests(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.contests_of_staff(user=request.user), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    given = {"tabs": tabs(request, "offer:contests"), "page": page, "may_edit": may_edit_providers(request.user)}
    return show(request, "offer/contests.html", given | {"today": localdate()})


@require_http_methods(["GET", "POST"])
@staff_only
def new_contest(request: HttpRequest) -> HttpResponse:
    if not may_edit_providers(request.user):
        return _not_allowed(request, reverse("offer:contests"))
    return form_page(
        request,
        ContestForm(request.POST or None, centre=request.centre),
        step=lambda given: doing.save_contest(centre=request.centre, fields=given, by=request.user, on=localdate()),
        said=_("The contest is kept as a draft. Add the criteria, then announce it."),
        to=lambda contest: reverse("offer:contest", args=[contest.pk]),
        at_field=AT_FIELD,
        title=_("New contest of offers"),
        back_url=reverse("offer:contests"),
        back_label=_("contests of offers"),
        submit=_("Save as a draft"),
    )


@require_GET
@staff_only
def contest(request: HttpRequest, contest_id: int) -> HttpResponse:
    """The call, the committee, the offers with their ranking, the choice; `?format=pdf` for the results."""
    shown, on = contest_of(request, contest_id), localdate()
    ranking = queries.ranking_of(shown)
    if request.GET.get("format") == "pdf" and shown.state == ContestState.DECIDED:
        return _as_pdf(request, shown, ranking)
    may_edit = may_edit_providers(request.user)
    given = {
        "contest": shown,
        "services": list(shown.services.order_by("sort_key", "id")),
        "ranking": ranking,
        "committee": queries.committee_of(ranking),
        "remarks": queries.remarks_on(shown, on=on),
        "agreements": list(shown.agreements.select_related("provider").order_by("id")),
        "may_edit": may_edit,
        "steps": {step.name for step in CONTEST.steps_from(shown.state)} if may_edit else set(),
        "takes_offers": may_edit and shown.state in (ContestState.OPEN, ContestState.ASSESSMENT),
        "is_assessed": may_edit and shown.state == ContestState.ASSESSMENT,
        "has_committee": may_edit and shown.state not in (ContestState.DECIDED, ContestState.CANCELLED),
        "history": history_about(shown),
        "today": on,
    }
    return show(request, "offer/contest.html", given)


def _as_pdf(request: HttpRequest, shown: Contest, ranking: queries.Ranking) -> HttpResponse:
    content = render_pdf(results_paper(shown, ranking, centre=request.centre))
    name = slugify(shown.title) or "konkurs"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "POST"])
@staff_only
def change_contest(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    form = ContestForm(request.POST or None, centre=request.centre, initial=ContestForm.values_of(shown))
    return _form(
        request,
        shown,
        form,
        lambda given: doing.save_contest(
            centre=request.centre, contest_id=shown.pk, fields=given, by=request.user, on=localdate()
        ),
        said=_("The changes are saved."),
        title=_("Change the contest"),
        submit=_("Save the changes"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def add_criterion(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    return _form(
        request,
        shown,
        CriterionForm(request.POST or None),
        lambda given: doing.add_criterion(contest_id=shown.pk, by=request.user, on=localdate(), **given),
        said=_("The criterion is added."),
        title=_("Add a criterion"),
        submit=_("Add"),
    )


@require_POST
@staff_only
def remove_criterion(request: HttpRequest, criterion_id: int) -> HttpResponse:
    criterion = get_object_or_404(Criterion.objects.visible_to(request.user), pk=criterion_id)
    return take_step(
        request,
        lambda: doing.remove_criterion(criterion_id=criterion.pk, by=request.user, on=localdate()),
        said=_("The criterion is removed."),
        to=reverse("offer:contest", args=[criterion.contest_id]),
    )


@require_POST
@staff_only
def announce(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    return take_step(
        request,
        lambda: doing.announce_contest(contest_id=shown.pk, by=request.user, on=localdate()),
        said=_("The contest is announced; offers are taken."),
        to=reverse("offer:contest", args=[shown.pk]),
    )


@require_POST
@staff_only
def close(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    return take_step(
        request,
        lambda: doing.close_contest(contest_id=shown.pk, by=request.user, on=localdate()),
        said=_("No more offers are taken. The committee may begin."),
        to=reverse("offer:contest", args=[shown.pk]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def add_judge(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    return _form(
        request,
        shown,
        JudgeForm(request.POST or None),
        lambda given: doing.add_judge(contest_id=shown.pk, fields=given, by=request.user, on=localdate()),
        said=_("The person is in the committee."),
        title=_("Add a member of the committee"),
        submit=_("Add"),
    )


@require_POST
@staff_only
def note_statement(request: HttpRequest, judge_id: int) -> HttpResponse:
    judge = get_object_or_404(Judge.objects.visible_to(request.user), pk=judge_id)
    is_excluded = request.POST.get("conflict") == "yes"
    return take_step(
        request,
        lambda: doing.note_statement(judge_id=judge.pk, is_excluded=is_excluded, by=request.user, on=localdate()),
        said=_("The statement is noted."),
        to=reverse("offer:contest", args=[judge.contest_id]),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def add_offer(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    return _form(
        request,
        shown,
        OfferForm(request.POST or None, centre=request.centre, initial={"filed_on": localdate()}),
        lambda given: doing.add_offer(contest_id=shown.pk, fields=given, by=request.user, on=localdate()),
        said=_("The offer is noted."),
        title=_("Note an offer"),
        submit=_("Save the offer"),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def note_fault(request: HttpRequest, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id)
    return _form(
        request,
        offer.contest,
        FaultForm(request.POST or None, initial={"fault": offer.fault}),
        lambda given: doing.note_fault(offer_id=offer.pk, by=request.user, on=localdate(), **given),
        said=_("The formal check is noted."),
        title=_("Formal check"),
        submit=_("Save"),
        lead=offer.provider.name,
    )


@require_http_methods(["GET", "POST"])
@staff_only
def score(request: HttpRequest, offer_id: int, judge_id: int) -> HttpResponse:
    """The points of one judge for one offer."""
    offer = offer_of(request, offer_id)
    judge = get_object_or_404(offer.contest.judges, pk=judge_id)
    given = Score.objects.filter(offer=offer, judge=judge).values_list("criterion_id", "points")
    form = PointsForm(
        request.POST or None,
        criteria=list(offer.contest.criteria.order_by("id")),
        initial={f"points_{criterion_id}": points for criterion_id, points in given},
    )
    return _form(
        request,
        offer.contest,
        form,
        lambda _given: doing.score_offer(
            offer_id=offer.pk, judge_id=judge.pk, points=form.points(), by=request.user, on=localdate()
        ),
        said=_("The points are noted."),
        title=_("Points of %(judge)s") % {"judge": judge.name},
        submit=_("Save the points"),
        lead=offer.provider.name,
    )


@require_http_methods(["GET", "POST"])
@staff_only
def decide(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    ranking = queries.ranking_of(shown)
    form = DecisionForm(request.POST or None, ranking=ranking)
    return _form(
        request,
        shown,
        form,
        lambda given: doing.decide_contest(
            contest_id=shown.pk, granted=form.granted(), reasons=given["reasons"], by=request.user, on=localdate()
        ),
        said=_("The contest is decided; agreements wait as drafts."),
        title=_("Decide the contest"),
        submit=_("Decide"),
        lead=_("Write the amount beside each chosen offer; leave the others empty."),
    )


@require_http_methods(["GET", "POST"])
@staff_only
def cancel(request: HttpRequest, contest_id: int) -> HttpResponse:
    shown = contest_of(request, contest_id)
    return _form(
        request,
        shown,
        CancelForm(request.POST or None),
        lambda given: doing.cancel_contest(contest_id=shown.pk, by=request.user, on=localdate(), **given),
        said=_("The contest is cancelled."),
        title=_("Cancel the contest"),
        submit=_("Cancel the contest"),
    )


def contest_of(request: HttpRequest, contest_id: int) -> Contest:
    return get_object_or_404(Contest.objects.visible_to(request.user).select_related("centre"), pk=contest_id)


def offer_of(request: HttpRequest, offer_id: int) -> ContestOffer:
    rows = ContestOffer.objects.visible_to(request.user).select_related("provider", "contest__centre")
    return get_object_or_404(rows, pk=offer_id)


def _form(
    request: HttpRequest,
    shown: Contest,
    form: Any,
    step: Callable[[dict[str, Any]], object],
    **words: Any,
) -> HttpResponse:
    to = reverse("offer:contest", args=[shown.pk])
    if not may_edit_providers(request.user):
        return _not_allowed(request, to)
    context = {"back_url": to, "back_label": shown.title, "lead": shown.title} | words
    return form_page(request, form, step=step, to=to, at_field=AT_FIELD, **context)


def _not_allowed(request: HttpRequest, to: str) -> HttpResponse:
    explain(request, NotAllowed(_("Only the services organiser and the director lead contests.")))
    return redirect(to)
