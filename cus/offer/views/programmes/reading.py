"""Looking at programmes: the list, a programme with its versions, what changes, the papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from cus.community.queries import renewal_of, rounds_of
from cus.kit.pages import show
from cus.offer.exports.programme_paper import council_paper, programme_paper
from cus.offer.forms.programmes import AmendmentForm, PublicationForm, RejectForm, ResolutionForm
from cus.offer.models import ProgrammeVersion
from cus.offer.permissions.programmes import may_write_programmes
from cus.offer.queries import programme_content, terms
from cus.offer.queries import programmes as queries
from cus.offer.states.programmes import SEALED, Standing, VersionState
from cus.offer.views.programmes.finding import programme_or_404, staff_only, version_or_404
from cus.records.papers.docx import render_docx
from cus.records.papers.pdf import render_pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STAGES = (
    (VersionState.DRAFT, pgettext_lazy("programme", "draft")),
    (VersionState.CONSULTATION, _("consultation")),
    (VersionState.SUBMITTED, _("the council")),
    (VersionState.ADOPTED, _("adopted")),
    (Standing.COMING, _("published")),
    (Standing.IN_FORCE, pgettext_lazy("programme", "in force")),
)


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    staff_only(request)
    renewal, diagnosis = renewal_of(centre_id=request.user.centre_id, on=localdate())
    given = {
        "listed": queries.programmes(user=request.user, on=localdate()),
        "elsewhere": queries.published_elsewhere(user=request.user, on=localdate()),
        "renewal": renewal,
        "diagnosis": diagnosis,
        "may_write": may_write_programmes(request.user),
        "today": localdate(),
    }
    return show(request, "offer/programmes.html", given)


@require_GET
def programme(request: HttpRequest, programme_id: int) -> HttpResponse:
    shown = programme_or_404(request, programme_id)
    versions = list(queries.versions_of(shown))
    law = [one for one in versions if one.state == VersionState.PUBLISHED]
    last_day = max((one.in_force_until for one in versions if one.in_force_until), default=None)
    given = {
        "programme": shown,
        "versions": [(one, one.standing_on(localdate())) for one in versions],
        "counting": queries.counting(versions, on=localdate()),
        "municipalities": list(shown.municipalities.order_by("name")),
        "evaluations": list(shown.evaluations.select_related("by").order_by("-evaluated_on", "-id")),
        "due": dict(queries.evaluations_due(user=request.user, on=localdate())).get(shown),
        "history": queries.history_of(shown),
        "may_write": may_write_programmes(request.user),
        "may_amend": bool(law and last_day and last_day >= localdate()) and not queries.in_making(versions),
        "may_evaluate": last_day is not None,
        "amendment_form": AmendmentForm(auto_id="amend_%s"),
        "today": localdate(),
    }
    return show(request, "offer/programme.html", given)


@require_GET
def version(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    shown = version_or_404(request, programme_version_id)
    may_write = may_write_programmes(request.user)
    standing = shown.standing_on(localdate())
    given = {
        "version": shown,
        "programme": shown.programme,
        "standing": standing,
        "stages": stages_of(standing),
        "items": programme_content.items_of(shown, on=localdate()),
        "lacks": programme_content.lacks_of(shown, on=localdate()) if shown.state == VersionState.DRAFT else [],
        "former": queries.former_version(shown),
        "services": terms.services_said(shown),
        "rounds": rounds_of(shown.consultation),
        "resolutions": _resolutions(shown),
        "annulments": list(shown.annulments.prefetch_related("services")),
        "reject_form": RejectForm(auto_id="reject_%s"),
        "may_write": may_write,
        "is_sealed": shown.state in SEALED,
        "today": localdate(),
    }
    return show(request, "offer/programme_version.html", given)


def stages_of(standing: str) -> dict[str, Any]:
    """Where the version stands on its way; nothing for one that left the way."""
    order = [state for state, _label in STAGES]
    if standing not in order:
        return {}
    place = order.index(standing)
    steps = [
        {"label": label, "done": number < place, "current": number == place}
        for number, (_s, label) in enumerate(STAGES)
    ]
    return {"steps": steps, "number": place + 1, "label": STAGES[place][1]}


def _resolutions(shown: ProgrammeVersion) -> list[dict[str, Any]]:
    """Each council with its resolution, and the form of what is to be noted next."""
    noted = {one.municipality_id: one for one in shown.resolutions.all()}
    rows = []
    for municipality in shown.programme.municipalities.order_by("name"):
        resolution = noted.get(municipality.pk)
        key = f"m{municipality.pk}_%s"
        form: ResolutionForm | PublicationForm | None = None
        if shown.state == VersionState.SUBMITTED and resolution is None:
            form = ResolutionForm(auto_id=key)
        elif shown.state == VersionState.ADOPTED and resolution and not resolution.published_on:
            form = PublicationForm(auto_id=key, initial={"journal_year": localdate().year})
        rows.append({"municipality": municipality, "resolution": resolution, "form": form})
    return rows


@require_GET
def differences(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    """Against the version before; `?consulted=1` against what residents were asked about."""
    shown = version_or_404(request, programme_version_id)
    consulted = request.GET.get("consulted") == "1"
    former = shown if consulted else queries.former_version(shown)
    if former is None or (consulted and shown.consulted_content is None):
        raise Http404
    given = {
        "version": shown,
        "former": former,
        "consulted": consulted,
        "changed": programme_content.differences_between(former, shown, on=localdate(), consulted=consulted),
        "terms": None if consulted else programme_content.terms_changed(former, shown),
    }
    return show(request, "offer/programme_differences.html", given)


@require_GET
def document(request: HttpRequest, programme_version_id: int) -> HttpResponse:
    """The programme as PDF for the BIP; `?format=docx` with the draft resolution for the council."""
    shown = version_or_404(request, programme_version_id)
    as_docx = request.GET.get("format") == "docx"
    paper = (council_paper if as_docx else programme_paper)(shown, on=localdate())
    file = render_docx(paper) if as_docx else render_pdf(paper)
    response = HttpResponse(file, content_type=DOCX if as_docx else "application/pdf")
    name = f"program-{shown.programme_id}-{shown.number}.{'docx' if as_docx else 'pdf'}"
    response["Content-Disposition"] = f'{"attachment" if as_docx else "inline"}; filename="{name}"'
    return response


def back_to_version(shown: ProgrammeVersion) -> dict[str, str]:
    """Where a form of a version leads back."""
    return {"back": reverse("offer:programme_version", args=[shown.pk]), "back_label": shown.title}
