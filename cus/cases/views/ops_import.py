"""Taking people and cases over from an OPS: file, columns, kinds of help, preview, doubts, import, undoing."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.ops_import import OpsColumnsForm, OpsFileForm, OpsHelpForm, OpsRowForm
from cus.cases.imports.heading import heading_in
from cus.cases.models import OpsImport, OpsRow, OpsRowState, RequestedService
from cus.cases.permissions.ops_import import may_take_over
from cus.cases.queries import ops_import as queries
from cus.cases.services.ops_import import (
    answer_row,
    begin_reading,
    begin_taking_over,
    begin_undoing,
    drop_import,
    hand_in,
    judge_anew,
    map_help,
)
from cus.cases.states import OPS_IMPORT, OpsImportState
from cus.cases.tasks import go_on_with_import
from cus.kit.csv_lines import harmless
from cus.kit.errors import Refused
from cus.kit.pages import explain, page_of, show
from cus.kit.rows import acting_for

TO_READ = (OpsImportState.COLUMNS, OpsImportState.PREVIEW)


class Echo:
    """Writes a line of CSV to nowhere and hands it back: the answer is streamed."""

    def write(self, line: str) -> str:
        return line


@require_http_methods(["GET", "POST"])
def ops_imports(request: HttpRequest) -> HttpResponse:
    """The imports of the centre, and a new one."""
    _allowed_only(request)
    form = OpsFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        given = {"from_unit": form.cleaned_data["from_unit"], "file": file, "file_name": file.name or ""}
        try:
            run = hand_in(centre=request.centre, by=request.user, at=now(), **given)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("cases:ops_columns", run.pk)
    page = page_of(request, queries.imports_of(request.user))
    return show(request, "cases/ops_imports.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
def ops_columns(request: HttpRequest, ops_import_id: int) -> HttpResponse:
    """What the columns mean: remembered or guessed, shown with the first rows, corrected by a person."""
    run = _run_of(request, ops_import_id)
    if run.state not in TO_READ or not run.file:
        return redirect("cases:ops_import", run.pk)
    form = OpsColumnsForm(request.POST or None, heading=run.heading, columns=run.columns)
    if request.method == "POST" and form.is_valid():
        given = {"run_id": run.pk, "columns": form.chosen, "by": request.user, "at": now()}
        return _go(request, run, lambda: begin_reading(**given), refused="cases:ops_columns")
    try:
        rows = heading_in(Path(run.file.path)).rows
    except (Refused, OSError):
        rows = []
    return show(request, "cases/ops_columns.html", {"run": run, "form": form, "rows": rows})


@require_GET
def ops_import(request: HttpRequest, ops_import_id: int) -> HttpResponse:
    """The import; its part is asked for again and again while the worker is at it."""
    run = _run_of(request, ops_import_id)
    state = request.GET.get("state", "")
    given = {
        "run": run,
        "state": state,
        "tallies": queries.tallies_of(run, user=request.user, state=state),
        "new": queries.what_is_new(run),
        "page": page_of(request, queries.rows_of(run, user=request.user, state=state)),
        "is_running": run.state == OpsImportState.RUNNING,
        "steps": {step.name for step in OPS_IMPORT.steps_from(run.state)},
        "unsaid": _unsaid_kinds(request, run),
    }
    return show(request, "cases/ops_import.html", given, part="run")


@require_http_methods(["GET", "POST"])
def ops_help(request: HttpRequest, ops_import_id: int) -> HttpResponse:
    """Which service of ours each kind of help of the file is; remembered for the next file."""
    run = _run_of(request, ops_import_id)
    services = queries.services_to_map(request.user)
    kinds = queries.kinds_of_help(run, services=services)
    form = OpsHelpForm(request.POST or None, kinds=kinds, services=services)
    if request.method == "POST" and form.is_valid():
        for words, service_id in form.answers:
            map_help(centre=request.centre, words=words, service_id=service_id, by=request.user)
        messages.success(request, _("It is remembered for the next file too."))
        return redirect("cases:ops_import", run.pk)
    return show(request, "cases/ops_help.html", {"run": run, "form": form, "kinds": kinds})


@require_http_methods(["GET", "POST"])
def ops_row(request: HttpRequest, ops_row_id: int) -> HttpResponse:
    """Who a doubtful row is."""
    _allowed_only(request)
    row = get_object_or_404(OpsRow.objects.visible_to(request.user).select_related("run"), pk=ops_row_id)
    if row.state != OpsRowState.DOUBTFUL or row.done_at:
        return redirect("cases:ops_import", row.run_id)
    form = OpsRowForm(request.POST or None, people=queries.people_it_could_be(row, user=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            answer_row(row_id=row.pk, person_id=form.person_id, by=request.user)
        except Refused as refusal:
            explain(request, refusal)
        following = queries.rows_of(row.run, user=request.user, state=OpsRowState.DOUBTFUL).filter(
            line__gt=row.line, answer="", done_at__isnull=True
        )
        after = following.first()
        return redirect("cases:ops_row", after.pk) if after else redirect("cases:ops_import", row.run_id)
    told = [(name, value) for name, value in zip(row.run.heading, row.cells, strict=False) if value]
    return show(request, "cases/ops_row.html", {"row": row, "run": row.run, "form": form, "told": told})


@require_POST
def ops_import_now(request: HttpRequest, ops_import_id: int) -> HttpResponse:
    run = _run_of(request, ops_import_id)
    return _go(request, run, lambda: begin_taking_over(run_id=run.pk, by=request.user, at=now()))


@require_POST
def ops_undo(request: HttpRequest, ops_import_id: int) -> HttpResponse:
    run = _run_of(request, ops_import_id)
    return _go(request, run, lambda: begin_undoing(run_id=run.pk, by=request.user, at=now()))


@require_POST
def ops_drop(request: HttpRequest, ops_import_id: int) -> HttpResponse:
    run = _run_of(request, ops_import_id)
    try:
        drop_import(run_id=run.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
        return redirect("cases:ops_import", run.pk)
    messages.success(request, _("The import is given up; its rows and its file are gone."))
    return redirect("cases:ops_imports")


@require_GET
def ops_rejected(request: HttpRequest, ops_import_id: int) -> HttpResponseBase:
    """The rows left out, as they were, with the reasons in the last column: to be mended and handed in again."""
    run = _run_of(request, ops_import_id)
    writer = csv.writer(Echo(), delimiter=";")

    def lines() -> Iterator[str]:
        """Made while they are sent: by then the request is over, so they are made for the centre anew."""
        yield "\ufeff" + writer.writerow([*run.heading, _("line"), _("reasons")])
        with acting_for(run.centre_id):
            for row in queries.left_out_rows(run, user=request.user):
                cells = [*row.cells[: len(run.heading)], *[""] * (len(run.heading) - len(row.cells))]
                yield writer.writerow([harmless(str(cell)) for cell in (*cells, row.line, "; ".join(row.reasons))])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="odrzucone-{run.pk}.csv"'
    return answer


def _allowed_only(request: HttpRequest) -> None:
    if not may_take_over(request.user):
        raise Http404


def _run_of(request: HttpRequest, ops_import_id: int) -> OpsImport:
    _allowed_only(request)
    return get_object_or_404(OpsImport.objects.visible_to(request.user).select_related("started_by"), pk=ops_import_id)


def _unsaid_kinds(request: HttpRequest, run: OpsImport) -> int:
    if run.state != OpsImportState.PREVIEW:
        return 0
    kinds = queries.kinds_of_help(run, services=queries.services_to_map(request.user))
    return sum(not kind.is_said for kind in kinds)


def _go(
    request: HttpRequest, run: OpsImport, begin: Callable[[], OpsImport], *, refused: str = "cases:ops_import"
) -> HttpResponse:
    """Begin, and hand the rest to the worker."""
    try:
        begin()
    except Refused as refusal:
        explain(request, refusal)
        return redirect(refused, run.pk)
    go_on_with_import.defer(centre_id=run.centre_id, ops_import_id=run.pk, user_id=request.user.pk)
    messages.success(request, _("It is under way. You can leave this page."))
    return redirect("cases:ops_import", run.pk)


@require_POST
def judge_anew_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """Help taken over becomes a wish that waits for our word."""
    asked = get_object_or_404(RequestedService.objects.visible_to(request.user), pk=request_id)
    try:
        judge_anew(request_id=asked.pk, by=request.user, on=localdate())
    except Refused as refusal:
        explain(request, refusal)
    return redirect("cases:application", asked.application_id)
