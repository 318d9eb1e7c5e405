"""The synonyms of the search, as staff keep them: tried before they are saved."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.catalogue.forms.synonyms import SynonymForm
from cus.catalogue.models import Synonym
from cus.catalogue.permissions.synonyms import may_see_synonyms
from cus.catalogue.queries import synonyms as queries
from cus.catalogue.services import synonyms as doing
from cus.kit.errors import Refused
from cus.kit.pages import ROWS_ON_A_PAGE, explain, show
from cus.records.models import Event


@require_GET
def synonyms(request: HttpRequest) -> HttpResponse:
    """The centre's own lines, all of them, and the shipped ones page by page."""
    _editors_only(request)
    text = request.GET.get("q", "").strip()
    given = {
        "own": queries.synonyms_of_staff(user=request.user),
        "page": Paginator(queries.shipped_lines(text=text), ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "text": text,
    }
    return show(request, "catalogue/synonyms.html", given, part="shipped")


@require_http_methods(["GET", "POST"])
def new_synonym(request: HttpRequest) -> HttpResponse:
    _editors_only(request)
    asked = {name: request.GET.get(name, "") for name in ("words", "means", "text")}
    return _page(request, SynonymForm(request.POST or None, initial={"kind": "same"} | asked), None)


@require_http_methods(["GET", "POST"])
def synonym(request: HttpRequest, synonym_id: int) -> HttpResponse:
    _editors_only(request)
    shown = _synonym_of(request, synonym_id)
    return _page(request, SynonymForm(request.POST or None, initial=SynonymForm.values_of(shown)), shown)


@require_POST
def remove(request: HttpRequest, synonym_id: int) -> HttpResponse:
    _editors_only(request)
    shown = _synonym_of(request, synonym_id)
    try:
        event = doing.remove_synonym(synonym_id=shown.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
    else:
        _tell(request, event, _("Removed: %(what)s.") % {"what": shown.words})
    return redirect("catalogue:synonyms")


@require_POST
def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    _editors_only(request)
    event = get_object_or_404(Event, pk=change_id, name__startswith="synonym.", centre_id=request.user.centre_id)
    try:
        doing.undo_synonym_change(event_id=event.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("It is as it was before."))
    return redirect("catalogue:synonyms")


def _page(request: HttpRequest, form: SynonymForm, shown: Synonym | None) -> HttpResponse:
    """The form; sent for a preview it comes back with it, sent to be saved it is saved."""
    given: dict[str, Any] = {"form": form, "synonym": shown}
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            try:
                return _save(request, form, shown)
            except Refused as refusal:
                form.add_error("words", str(refusal))
        text = form.cleaned_data["text"] or form.cleaned_data["words"]
        given["preview"] = queries.preview(user=request.user, text=text, line=form.line(), instead_of=shown)
    return show(request, "catalogue/synonym.html", given, part="preview")


def _save(request: HttpRequest, form: SynonymForm, shown: Synonym | None) -> HttpResponse:
    user = request.user
    event = doing.save_synonym(
        centre=user.centre, synonym_id=shown.pk if shown else None, fields=form.line(), by=user, at=now()
    )
    _tell(request, event, _("Saved. The search uses it from now on."))
    return redirect("catalogue:synonyms")


def _tell(request: HttpRequest, event: Event | None, text: str) -> None:
    undo_url = reverse("catalogue:undo_synonym", args=[event.pk]) if event else ""
    messages.success(request, text, extra_tags=f"undo:{undo_url}" if event else "")


def _synonym_of(request: HttpRequest, synonym_id: int) -> Synonym:
    return get_object_or_404(queries.synonyms_of_staff(user=request.user), pk=synonym_id)


def _editors_only(request: HttpRequest) -> None:
    if not may_see_synonyms(request.user):
        raise Http404
