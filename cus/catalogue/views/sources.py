"""The sources of others' entries, as staff keep them."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.catalogue.forms.sources import HandInForm, SourceForm
from cus.catalogue.imports.opening import is_table
from cus.catalogue.models import ImportRun, Source
from cus.catalogue.permissions.sources import may_see_sources
from cus.catalogue.queries import sources as queries
from cus.catalogue.services.runs import start_run, wait_for_columns
from cus.catalogue.services.sources import NameTaken, remove_source, save_source
from cus.catalogue.tasks import go_on
from cus.kit.errors import Refused
from cus.kit.pages import explain, page_of, show


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    _editors_only(request)
    given = {"page": page_of(request, queries.sources_of_staff(user=request.user)), "now": now()}
    return show(request, "catalogue/sources.html", given)


@require_http_methods(["GET", "POST"])
def new_source(request: HttpRequest) -> HttpResponse:
    _editors_only(request)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and (added := _saved(request, form)):
        messages.success(request, _("The source is added. Now read it for the first time."))
        return redirect("catalogue:source", added.pk)
    return show(request, "catalogue/new_source.html", {"form": form})


@require_http_methods(["GET", "POST"])
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    _editors_only(request)
    shown = source_of(request, source_id)
    form = SourceForm(request.POST or None, initial=SourceForm.values_of(shown))
    if request.method == "POST" and _saved(request, form, shown):
        messages.success(request, _("The changes are saved."))
        return redirect("catalogue:source", shown.pk)
    return _page(request, source_of(request, source_id), form, HandInForm())


@require_POST
def hand_in(request: HttpRequest, source_id: int) -> HttpResponse:
    """Read a file: a table first asks what its columns mean."""
    _editors_only(request)
    shown = source_of(request, source_id)
    form = HandInForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, shown, SourceForm(initial=SourceForm.values_of(shown)), form)
    file = form.cleaned_data["file"]
    try:
        run = start_run(source_id=shown.pk, by=request.user, at=now(), file=file, file_name=file.name or "")
    except Refused as refusal:
        explain(request, refusal)
        return redirect("catalogue:source", shown.pk)
    if is_table(Path(run.file.path)):
        wait_for_columns(run_id=run.pk)
        return redirect("catalogue:columns", run.pk)
    return _handed_over(request, run)


@require_POST
def read_address(request: HttpRequest, source_id: int) -> HttpResponse:
    _editors_only(request)
    shown = source_of(request, source_id)
    try:
        run = start_run(source_id=shown.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("catalogue:source", shown.pk)
    return _handed_over(request, run)


@require_POST
def remove(request: HttpRequest, source_id: int) -> HttpResponse:
    _editors_only(request)
    shown = source_of(request, source_id)
    gone = remove_source(source_id=shown.pk, by=request.user, at=now())
    text = ngettext(
        "“%(name)s” is removed with its %(count)d entry.", "“%(name)s” is removed with its %(count)d entries.", gone
    )
    messages.success(request, text % {"name": shown.name, "count": gone})
    return redirect("catalogue:sources")


def source_of(request: HttpRequest, source_id: int) -> Source:
    return get_object_or_404(Source.objects.visible_to(request.user), pk=source_id)


def _editors_only(request: HttpRequest) -> None:
    if not may_see_sources(request.user):
        raise Http404


def _handed_over(request: HttpRequest, run: ImportRun) -> HttpResponse:
    go_on.defer(centre_id=run.centre_id, run_id=run.pk, user_id=request.user.pk)
    return redirect("catalogue:import_run", run.pk)


def _page(request: HttpRequest, shown: Source, form: SourceForm, hand_in_form: HandInForm) -> HttpResponse:
    given = {
        "source": shown,
        "form": form,
        "hand_in_form": hand_in_form,
        "runs": queries.runs_of(shown),
        "entries": shown.entries.count(),
        "history": queries.history_of(shown),
        "today": localdate(),
        "now": now(),
    }
    return show(request, "catalogue/source.html", given)


def _saved(request: HttpRequest, form: SourceForm, shown: Source | None = None) -> Source | None:
    if not form.is_valid():
        return None
    try:
        return save_source(
            centre=request.centre,
            source_id=shown.pk if shown else None,
            fields=form.cleaned_data,
            by=request.user,
        )
    except NameTaken as refusal:
        form.add_error("name", str(refusal))
        return None
