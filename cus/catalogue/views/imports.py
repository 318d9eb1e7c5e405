"""One reading of a source: its columns, its preview, the import and its undoing."""

import csv
from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.catalogue.forms.sources import ColumnsForm
from cus.catalogue.imports.rows import Unreadable
from cus.catalogue.imports.tables.lines import Glimpse, glimpse_of
from cus.catalogue.imports.tables.mapping import mapping_for, ready_for
from cus.catalogue.models import ImportRun, RowState
from cus.catalogue.permissions.sources import may_see_sources
from cus.catalogue.queries import sources as queries
from cus.catalogue.services.runs import begin_import, begin_reading, begin_undoing, give_up
from cus.catalogue.services.sources import remember_mapping
from cus.catalogue.states.imports import RUN, RunState
from cus.catalogue.tasks import go_on
from cus.kit.errors import Refused
from cus.kit.pages import explain, page_of, show

FORMULA = ("=", "+", "-", "@", "\t")


@require_GET
def import_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """The run; its part is asked for again and again while the worker is at it."""
    run = _run_of(request, run_id)
    state = request.GET.get("state", "")
    given = {
        "run": run,
        "state": state,
        "tallies": queries.tallies_of(run, state=state),
        "page": page_of(request, queries.rows_of(run, state=state)),
        "is_running": run.state == RunState.RUNNING,
        "waits_for_columns": _waits_for_columns(run),
        "steps": {step.name for step in RUN.steps_from(run.state)},
    }
    return show(request, "catalogue/import_run.html", given, part="run")


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, run_id: int) -> HttpResponse:
    """What the columns of a table mean: guessed or remembered, shown with the first rows, corrected by a person."""
    run = _run_of(request, run_id)
    if run.state != RunState.PREVIEW or not run.file:
        return redirect("catalogue:import_run", run.pk)
    try:
        glimpse = glimpse_of(Path(run.file.path))
    except (Unreadable, OSError) as wrong:
        give_up(run, str(wrong), at=now())
        return redirect("catalogue:import_run", run.pk)
    mapping = run.source.mapping if run.source.mapping.get("columns") else mapping_for(glimpse.heading)
    form = ColumnsForm(request.POST or None, heading=glimpse.heading, mapping=mapping)
    if request.method == "POST" and form.is_valid():
        return _read(request, run, form)
    return show(request, "catalogue/columns.html", _of_columns(run, form, glimpse))


@require_POST
def import_now(request: HttpRequest, run_id: int) -> HttpResponse:
    run = _run_of(request, run_id)
    return _go(request, run, lambda: begin_import(run_id=run.pk, by=request.user))


@require_POST
def undo_import(request: HttpRequest, run_id: int) -> HttpResponse:
    run = _run_of(request, run_id)
    return _go(request, run, lambda: begin_undoing(run_id=run.pk, by=request.user))


@require_GET
def rejected_rows(request: HttpRequest, run_id: int) -> HttpResponse:
    """The rejected rows as a file, to be mended where they come from."""
    run = _run_of(request, run_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="odrzucone-{run.pk}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    writer.writerow([_("line"), _("table"), _("id"), _("name"), _("reasons")])
    for row in queries.rows_of(run, state=RowState.REJECTED).iterator(1000):
        cells = [row.line or "", row.table, row.record_id, row.name, "; ".join(row.reasons)]
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return answer


def _run_of(request: HttpRequest, run_id: int) -> ImportRun:
    if not may_see_sources(request.user):
        raise Http404
    return get_object_or_404(
        ImportRun.objects.visible_to(request.user).select_related("source", "started_by"), pk=run_id
    )


def _waits_for_columns(run: ImportRun) -> bool:
    return run.state == RunState.PREVIEW and bool(run.file) and not run.rows_read


def _of_columns(run: ImportRun, form: ColumnsForm, glimpse: Glimpse) -> dict[str, object]:
    ready = ready_for(glimpse.heading)
    return {"run": run, "form": form, "glimpse": glimpse, "known": ready.title if ready else ""}


def _read(request: HttpRequest, run: ImportRun, form: ColumnsForm) -> HttpResponse:
    remember_mapping(source_id=run.source_id, mapping=form.chosen, by=request.user)
    return _go(request, run, lambda: begin_reading(run_id=run.pk, by=request.user))


def _go(request: HttpRequest, run: ImportRun, begin: Callable[[], ImportRun]) -> HttpResponse:
    """Begin, and hand the rest to the worker."""
    try:
        begin()
    except Refused as refusal:
        explain(request, refusal)
    else:
        go_on.defer(centre_id=run.centre_id, run_id=run.pk, user_id=request.user.pk)
        messages.success(request, _("It is under way. You can leave this page."))
    return redirect("catalogue:import_run", run.pk)


def _harmless(text: str) -> str:
    """A spreadsheet must not take a cell for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
